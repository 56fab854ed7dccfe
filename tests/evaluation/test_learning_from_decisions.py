from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from crosswalk.decisions import Answer, decide
from crosswalk.errors import WeightsError
from crosswalk.evaluation.learning import (
    BEFORE_DECISIONS,
    known_before_decisions,
    learn_from,
    learn_from_decisions,
)
from crosswalk.interop.sssom import read_sssom
from crosswalk.model import Kind, Reason, Verdict
from crosswalk.suggest.weights import shipped, written
from crosswalk.vocabulary import Predicate
from crosswalk.workspace import SUGGESTED, WEIGHTS, Workspace
from tests.commands import run
from tests.evaluation.gold import judged_elements

YES = Answer(verdict=Verdict.ACCEPT, predicate_id=Predicate.CLOSE)
OPPOSITE = Answer(verdict=Verdict.ACCEPT, predicate_id=Predicate.OPPOSITE)
NO = Answer(verdict=Verdict.REJECT, reason=Reason.TOPIC)


def suggested(project: Path, kind: Kind) -> list[tuple[str, str]]:
    """Suggested matches of a kind, in the order of the file."""
    catalogue = Workspace(project).catalogue()
    claims = read_sssom((project / SUGGESTED).read_text(encoding="utf-8"), path=SUGGESTED)
    return [
        (claim.subject_id, claim.object_id)
        for claim in claims
        if claim.predicate_id is not Predicate.OPPOSITE and catalogue.statement(claim.subject_id).kind is kind
    ]


def say(project: Path, pairs: list[tuple[str, str]], *answers: Answer) -> None:
    """Answers in turn."""
    for number, pair in enumerate(pairs):
        decide(Workspace(project), *pair, answers[number % len(answers)], reviewer="reviewer-1")


def with_eight(project: Path) -> Path:
    """Decides eight elements, of which four are matches."""
    say(project, suggested(project, Kind.ELEMENT)[:8], YES, NO)
    return project


@pytest.fixture
def reviewed(two: Path) -> Path:
    """Two documents with eight decided elements."""
    return with_eight(two)


@pytest.fixture
def reviewed_five(project: Path) -> Path:
    """All documents with eight decided elements."""
    return with_eight(project)


def test_decisions_teach_the_weights_of_the_project(reviewed: Path) -> None:
    lines = learn_from_decisions(encoder="minilm", project=reviewed)

    kept, before = Workspace(reviewed).learnt(), shipped()
    assert lines[0] == "Decisions: 8 settled pairs, 4 of them matches."
    assert (
        f"Elements: {before.parts.judgements + 8:,} judged pairs, {before.parts.matches + 4} of them matches."
        in lines
    )
    assert lines[-1] == f"Wrote {reviewed / WEIGHTS}. Next: `crosswalk build` uses it."
    assert kept.parts.judgements == before.parts.judgements + 8
    assert kept.parts.shares != before.parts.shares
    assert kept.leaves == before.leaves
    text = (reviewed / WEIGHTS).read_text(encoding="utf-8")
    assert (
        "# Learnt by `crosswalk learn --from-decisions` from what this project's reviewers decided," in text
    )
    assert "# starting from the weights of the package" in text


def test_to_learn_again_counts_no_decision_twice(reviewed: Path) -> None:
    learn_from_decisions(encoder="minilm", project=reviewed)
    once = (reviewed / WEIGHTS).read_bytes()

    learn_from_decisions(encoder="minilm", project=reviewed)

    assert (reviewed / WEIGHTS).read_bytes() == once
    assert not (reviewed / BEFORE_DECISIONS).exists()
    assert known_before_decisions(Workspace(reviewed)) == shipped()


def test_weights_that_gold_taught_are_where_decisions_start_each_time(
    reviewed_five: Path, tmp_path: Path
) -> None:
    gold = tmp_path / "judged.tsv"
    gold.write_text(judged_elements(), encoding="utf-8")
    learn_from(gold, encoder="minilm", project=reviewed_five)
    of_gold, text = Workspace(reviewed_five).learnt(), (reviewed_five / WEIGHTS).read_bytes()

    for _ in range(2):
        learn_from_decisions(encoder="minilm", project=reviewed_five)

        assert (reviewed_five / BEFORE_DECISIONS).read_bytes() == text
        assert known_before_decisions(Workspace(reviewed_five)) == of_gold
        assert Workspace(reviewed_five).learnt().parts.judgements == of_gold.parts.judgements + 8
    assert f"# starting from {BEFORE_DECISIONS}," in (reviewed_five / WEIGHTS).read_text(encoding="utf-8")


def test_gold_starts_before_the_decisions_too_and_says_that_they_are_left_out(
    reviewed_five: Path, tmp_path: Path
) -> None:
    gold = tmp_path / "judged.tsv"
    gold.write_text(judged_elements(), encoding="utf-8")
    learn_from(gold, encoder="minilm", project=reviewed_five)
    without = (reviewed_five / WEIGHTS).read_bytes()
    (reviewed_five / WEIGHTS).unlink()
    learn_from_decisions(encoder="minilm", project=reviewed_five)

    lines = learn_from(gold, encoder="minilm", project=reviewed_five)

    assert (reviewed_five / WEIGHTS).read_bytes() == without
    assert "`crosswalk learn --from-decisions` adds them again" in lines[-1]


def test_who_deletes_the_weights_starts_from_those_of_the_package(reviewed: Path) -> None:
    (reviewed / WEIGHTS).write_text(written(shipped(), how="By hand."), encoding="utf-8")
    learn_from_decisions(encoder="minilm", project=reviewed)
    assert (reviewed / BEFORE_DECISIONS).exists()

    (reviewed / WEIGHTS).unlink()
    learn_from_decisions(encoder="minilm", project=reviewed)

    assert not (reviewed / BEFORE_DECISIONS).exists()


def test_opposites_are_no_matches_and_what_is_not_settled_teaches_nothing(project: Path) -> None:
    pairs = suggested(project, Kind.INDICATOR)
    say(project, pairs[:4], YES, OPPOSITE)
    say(project, pairs[4:6], Answer(verdict=Verdict.UNSURE))
    decide(Workspace(project), *pairs[0], NO, reviewer="reviewer-2")

    lines = learn_from_decisions(encoder="minilm", project=project)

    assert lines[0] == "Decisions: 3 settled pairs, 1 of them matches."
    assert Workspace(project).learnt().leaves.judgements == shipped().leaves.judgements + 3


def test_under_a_policy_of_two_the_word_of_one_teaches_nothing(reviewed: Path) -> None:
    path = reviewed / "corpus" / "project.toml"
    said = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f'{said}\n[review]\npolicy = "two"\n', encoding="utf-8")

    with pytest.raises(WeightsError, match="0 settled pairs, 0 of them matches, teach nothing"):
        learn_from_decisions(encoder="minilm", project=reviewed)


def test_votes_on_words_that_have_changed_teach_nothing(reviewed: Path) -> None:
    workspace = Workspace(reviewed)
    say(reviewed, suggested(reviewed, Kind.ELEMENT)[8:9], YES)
    (new,) = (
        d for d in workspace.decisions() if d.pair == tuple(sorted(suggested(reviewed, Kind.ELEMENT)[8]))
    )
    old = replace(
        new,
        id=str(uuid4()),
        reviewer="reviewer-2",
        verdict=Verdict.REJECT,
        predicate_id=None,
        reason=Reason.TOPIC,
        subject_wording="Once it said this.",
    )
    with workspace.ledger() as ledger:
        ledger.append(replace(old, subject_id="lqf:9.9", id=str(uuid4())), old)

    # The vote on today's words counts; those on old words, or on what is gone, neither count nor dispute it.
    assert learn_from_decisions(encoder="minilm", project=reviewed)[0].startswith("Decisions: 9 settled")


@pytest.mark.parametrize("answers", [(YES,), (NO,)])
def test_decisions_that_are_all_alike_are_refused_and_leave_the_file(
    project: Path, answers: tuple[Answer, ...]
) -> None:
    say(project, suggested(project, Kind.ELEMENT)[:3], *answers)

    with pytest.raises(WeightsError, match=r"3 settled pairs, \d of them matches, teach nothing") as refused:
        learn_from_decisions(encoder="minilm", project=project)

    assert "pairs that correspond and pairs that do not" in refused.value.remedy
    assert not (project / WEIGHTS).exists()


@pytest.mark.parametrize("name", [WEIGHTS, BEFORE_DECISIONS])
def test_weights_that_cannot_be_read_are_named(reviewed: Path, name: str) -> None:
    learn_from_decisions(encoder="minilm", project=reviewed)
    (reviewed / name).write_text("shares = all", encoding="utf-8")

    with pytest.raises(WeightsError, match=name):
        learn_from_decisions(encoder="minilm", project=reviewed)


def test_the_command_learns_from_decisions(reviewed: Path) -> None:
    said = run("learn", "--from-decisions", folder=reviewed)

    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith("Decisions: 8 settled pairs, 4 of them matches.\n")
    assert (reviewed / WEIGHTS).exists()


def test_the_command_says_when_there_are_no_decisions(project: Path) -> None:
    said = run("learn", "--from-decisions", folder=project)

    assert said.returncode == 1
    assert "0 settled pairs" in said.stderr
    assert "Decide about pairs that correspond" in said.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "say either GOLD or --from-decisions"),
        (("judged.tsv", "--from-decisions"), "say either GOLD or --from-decisions"),
        (("--from-decisions", "--from-nothing"), "go with GOLD only"),
        (("--from-decisions", "--document", "000=sssc"), "go with GOLD only"),
    ],
)
def test_what_contradicts_itself_is_wrong_usage(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    said = run("learn", *arguments, folder=tmp_path)

    assert said.returncode == 2
    assert message in said.stderr
