import shutil
from pathlib import Path

import pytest

from crosswalk.decisions import Answer, decide
from crosswalk.ledger import Ledger
from crosswalk.model import Reason, Verdict
from crosswalk.vocabulary import Predicate
from crosswalk.workspace import LEDGER, Workspace
from tests.commands import run
from tests.conftest import REPOSITORY
from tests.decided import decided

PAIRS = ("lqf:1.1", "grade9:1.2"), ("lqf:1.1", "grade9:1.3"), ("lqf:1.2", "grade9:1.2")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with the real documents and nothing decided."""
    return shutil.copytree(REPOSITORY / "corpus", tmp_path / "project" / "corpus").parent


def say(folder: Path, pair: tuple[str, str], reviewer: str, **answer: object) -> None:
    decide(Workspace(folder), *pair, Answer(**answer), reviewer=reviewer)


def accept(
    folder: Path, pair: tuple[str, str], reviewer: str, relation: Predicate, comment: str = ""
) -> None:
    say(folder, pair, reviewer, verdict=Verdict.ACCEPT, predicate_id=relation, comment=comment)


def test_without_two_reviewers_it_says_what_to_do_and_makes_no_ledger(folder: Path) -> None:
    found = run("agreement", folder=folder)

    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("Nothing to compare yet: no pair has been judged by two reviewers.\n")
    assert "crosswalk decide" in found.stdout
    assert not (folder / LEDGER).exists()


def test_figures_and_disagreements_of_two_reviewers_are_listed(folder: Path) -> None:
    wider, rejected, disputed = PAIRS
    accept(folder, wider, "reviewer-1", Predicate.NARROW)
    accept(folder, wider[::-1], "reviewer-2", Predicate.BROAD)
    say(folder, rejected, "reviewer-1", verdict=Verdict.REJECT, reason=Reason.TOPIC)
    say(folder, rejected, "reviewer-2", verdict=Verdict.REJECT, reason=Reason.LEVEL)
    accept(folder, disputed, "reviewer-1", Predicate.EXACT, "both ask for it")
    accept(folder, disputed, "reviewer-2", Predicate.CLOSE)

    found = run("agreement", "--project", str(folder))

    lines = found.stdout.splitlines()
    assert (found.returncode, found.stderr) == (0, "")
    assert lines[0] == "Compared: 3 pairs that at least two reviewers judged."
    assert "Match or no match:         all alike on 100% of the pairs; alpha 1.00" in lines
    # Chance would make them agree on 2 of 9: (2/3 - 2/9) / (1 - 2/9).
    assert "    The relation, or no match: alike on 67% of the pairs; kappa 0.57" in lines
    assert lines[lines.index("Disagreements: 1 pair.") + 1 :] == [
        "",
        "  grade9:1.2 “Self-Awareness”",
        f"  lqf:1.2 “{Workspace(folder).catalogue().name('lqf:1.2')}”",
        "  disputed; people differ on the relation",
        "    reviewer-1: lqf:1.2 says the same as grade9:1.2",
        "      “both ask for it”",
        "    reviewer-2: lqf:1.2 says mostly the same as grade9:1.2",
    ]


def test_votes_on_words_that_have_changed_are_left_out_and_counted(folder: Path) -> None:
    subject, object_ = PAIRS[0]
    with Ledger(folder / LEDGER) as ledger:
        ledger.append(decided(1, subject_id=subject, object_id=object_, subject_wording="as it was once"))
    accept(folder, PAIRS[0], "reviewer-2", Predicate.CLOSE)

    lines = run("agreement", folder=folder).stdout.splitlines()

    assert lines[:2] == [
        "Nothing to compare yet: no pair has been judged by two reviewers.",
        "Reviewers so far: reviewer-2.",
    ]
    assert "Left out: 1 vote on words that have changed since;" in lines[-1]


def test_the_projects_policy_says_whether_a_pair_is_still_disputed(folder: Path) -> None:
    accept(folder, PAIRS[0], "reviewer-1", Predicate.EXACT)
    accept(folder, PAIRS[0], "reviewer-2", Predicate.CLOSE)
    before = run("agreement", folder=folder).stdout

    with (folder / "corpus" / "project.toml").open("a", encoding="utf-8") as file:
        file.write('\n[review]\npolicy = "adjudicator"\nadjudicators = ["reviewer-2"]\n')
    after = run("agreement", folder=folder).stdout

    assert "  disputed; people differ on the relation" in before
    assert "  accepted by an adjudicator; people differ on the relation" in after


def test_a_ledger_that_cannot_be_read_is_wrong_input(folder: Path) -> None:
    (folder / LEDGER).parent.mkdir()
    (folder / LEDGER).write_bytes(b"no database" * 1000)

    found = run("agreement", folder=folder)

    assert (found.returncode, found.stdout) == (1, "")
    assert "ledger.sqlite: the ledger cannot be used" in found.stderr
    assert "Traceback" not in found.stderr


def test_the_command_explains_itself() -> None:
    said = run("agreement", "--help")

    assert said.returncode == 0
    assert "--project" in said.stdout
    assert "Example" in said.stdout
    assert "Krippendorff's alpha" in " ".join(said.stdout.split())
