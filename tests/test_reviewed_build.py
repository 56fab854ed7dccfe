"""What a build makes of the decisions in a project's ledger."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from crosswalk.build import CONTRADICTIONS, Built, build, settled_links
from crosswalk.catalogue import Catalogue
from crosswalk.errors import SourceError
from crosswalk.inventory import profile
from crosswalk.ledger import Ledger, record
from crosswalk.model import Mapping, Reason, Verdict
from crosswalk.readers.project import read_project
from crosswalk.review import Policy, Rule
from crosswalk.suggest.encoders import DEFAULT_ENCODER
from crosswalk.vocabulary import LinkKind, Predicate
from crosswalk.workspace import INFERRED, LEDGER, REJECTED, REVIEWED, SUGGESTED, Workspace

ACCEPTED_PAIR = "lqf:1.1", "grade9:1.2"

#: Two sides of a triangle, and the third, which follows where both are accepted as the same.
TWO_SIDES = (("lqf:1.1", "grade9:1.2"), ("grade9:1.2", "sssc:1.1"))
THIRD_SIDE = "lqf:1.1", "sssc:1.1"


def build_again(project: Path) -> Built | None:
    return build(project, encoder=DEFAULT_ENCODER)


def say(project: Path, ends: tuple[str, str], *, reviewer: str = "reviewer-1", **answer: object) -> None:
    catalogue = Workspace(project).catalogue()
    with Ledger(project / LEDGER) as ledger:
        record(ledger, *map(catalogue.statement, ends), reviewer=reviewer, **answer)


def accept(project: Path, ends: tuple[str, str], *, reviewer: str = "reviewer-1") -> None:
    say(project, ends, reviewer=reviewer, verdict=Verdict.ACCEPT, predicate_id=Predicate.CLOSE)


def rows(project: Path, name: str) -> list[list[str]]:
    lines = (project / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


@pytest.fixture(scope="module")
def rejected_pair(two_built: Path) -> tuple[str, str]:
    """The least probable suggestion."""
    last: Mapping = Workspace(two_built).mappings(SUGGESTED)[-1]
    return last.subject_id, last.object_id


@pytest.fixture(scope="module")
def reviewed_project(
    two_built: Path, rejected_pair: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A project with one pair accepted and one rejected, built. Not to be changed."""
    project = shutil.copytree(two_built, tmp_path_factory.mktemp("reviewed") / "project")
    accept(project, ACCEPTED_PAIR)
    say(project, rejected_pair, verdict=Verdict.REJECT, reason=Reason.TOPIC)
    build_again(project)
    return project


def test_without_decisions_there_are_no_files_of_decisions(built: Path) -> None:
    assert not (built / REVIEWED).exists()
    assert not (built / REJECTED).exists()
    assert not (built / LEDGER).exists()
    assert "status" not in pd.read_csv(built / "reports/links.csv").columns


def test_what_people_decided_is_derived_from_the_ledger(
    reviewed_project: Path, rejected_pair: tuple[str, str]
) -> None:
    ((_, subject, _, predicate, object_, *_),) = rows(reviewed_project, REVIEWED)
    (no,) = rows(reviewed_project, REJECTED)

    assert (subject, predicate, object_) == ("lqf:1.1", "skos:closeMatch", "grade9:1.2")
    assert {no[1], no[5]} == set(rejected_pair)
    assert "Not" in no


def test_the_machines_score_stays_beside_the_persons_word(reviewed_project: Path) -> None:
    links = pd.read_csv(reviewed_project / "reports/links.csv")
    of_pair = links[(links["subject_id"] == "lqf:1.1") & (links["object_id"] == "grade9:1.2")]

    assert set(of_pair["kind"]) == {"suggested", "reviewed"}
    assert set(of_pair["status"]) == {"accepted"}
    assert set(of_pair["reviewers"]) == {"reviewer-1"}
    assert of_pair.set_index("kind").loc["suggested", "similarity_score"] > 0.8


def test_the_pages_say_how_many_suggestions_are_reviewed(reviewed_project: Path) -> None:
    for page in ("index.html", "suggestions.html"):
        assert "Provisional: 2 of " in (reviewed_project / "reports" / page).read_text(encoding="utf-8")


def test_what_was_rejected_aligns_nothing(reviewed_project: Path, rejected_pair: tuple[str, str]) -> None:
    for table in (reviewed_project / "reports/alignment").iterdir():
        aligned = pd.read_csv(table)
        assert not any(
            {a, b} == set(rejected_pair)
            for a, b in zip(aligned["subject_id"], aligned["object_id"], strict=True)
        )


@pytest.fixture(scope="module")
def triangle(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two sides of a triangle accepted as the same, built. Not to be changed."""
    project = shutil.copytree(built, tmp_path_factory.mktemp("triangle") / "project")
    for side in TWO_SIDES:
        say(project, side, verdict=Verdict.ACCEPT, predicate_id=Predicate.EXACT)
    build_again(project)
    return project


def test_without_decisions_nothing_is_inferred_and_nothing_contradicts_itself(built: Path) -> None:
    for name in (INFERRED, "reports/inferred.csv", CONTRADICTIONS):
        assert not (built / name).exists()
    assert "path" not in pd.read_csv(built / "reports/links.csv").columns


def test_two_accepted_sides_of_a_triangle_infer_the_third(triangle: Path) -> None:
    (claim,) = Workspace(triangle).mappings(INFERRED)
    (row,) = pd.read_csv(triangle / "reports/inferred.csv").to_dict("records")

    assert {claim.subject_id, claim.object_id} == {*THIRD_SIDE}
    assert (claim.kind, claim.predicate_id) == (LinkKind.INFERRED, Predicate.EXACT)
    assert claim.path[1] == "grade9:1.2"
    assert row["path"] == " -> ".join(claim.path)
    assert not (triangle / CONTRADICTIONS).exists()


def test_what_is_inferred_is_shown_with_its_path_and_never_counts_as_reviewed(triangle: Path) -> None:
    workspace, page = Workspace(triangle), (triangle / "reports/index.html").read_text(encoding="utf-8")
    catalogue = workspace.catalogue()
    lines = "\n".join(profile(THIRD_SIDE[0], catalogue, settled_links(workspace, catalogue)))
    links = pd.read_csv(triangle / "reports/links.csv").set_index("kind")
    path = workspace.mappings(INFERRED)[0].path

    assert f"follows from {' -> '.join(path)}" in lines.partition("inferred (follows from")[2]
    assert links.loc["inferred", ["status", "path"]].tolist() == ["open", " -> ".join(path)]
    assert links["path"].notna().sum() == 1
    reviewed = sum(link.status == "accepted" for link in settled_links(workspace, catalogue)) - len(TWO_SIDES)
    assert f"Provisional: {reviewed} of " in page
    assert len(rows(triangle, REVIEWED)) == len(TWO_SIDES)


def test_nothing_inferred_changes_how_much_is_covered(triangle: Path, built: Path) -> None:
    for name in ("reports/coverage.csv", "reports/no-counterpart.csv"):
        assert (triangle / name).read_bytes() == (built / name).read_bytes()


def test_a_third_side_that_people_rejected_is_no_link_but_a_contradiction(
    triangle: Path, tmp_path: Path
) -> None:
    project = shutil.copytree(triangle, tmp_path / "project")
    say(project, THIRD_SIDE, verdict=Verdict.REJECT, reason=Reason.BEHAVIOUR)

    again = build_again(project)

    (row,) = pd.read_csv(project / CONTRADICTIONS).to_dict("records")
    assert row["kind"] == "rejected-along-chain"
    assert {*row["statements"].split("; ")} == {"lqf:1.1", "grade9:1.2", "sssc:1.1"}
    assert any(warning.startswith("1 contradiction among what people decided") for warning in again.warnings)
    assert not (project / INFERRED).exists()


def test_gaps_say_who_judged_and_keep_apart_what_only_a_model_says(project: Path) -> None:
    accept(project, ACCEPTED_PAIR)
    catalogue = Workspace(project).catalogue()
    whole = catalogue.named("sssc:1.1"), catalogue.named("dcs:framework")
    with Ledger(project / LEDGER) as ledger:
        record(ledger, *whole, reviewer="reviewer-2", verdict=Verdict.REJECT, reason=Reason.TOPIC)
    build_again(project)

    gaps = pd.read_csv(project / "reports/gaps.csv", keep_default_na=False)
    settled = gaps[gaps["state"] != "not yet reviewed"].set_index(["statement_id", "against"])
    assert settled[["state", "rests_on", "judged_by"]].T.to_dict("list") == {
        ("sssc:1.1", "dcs"): ["judged absent", "reviewed", "reviewer-2"],
        ("lqf:1.1", "grade9"): ["addressed", "reviewed", "reviewer-1"],
        ("grade9:1.2", "lqf"): ["addressed", "reviewed", "reviewer-1"],
    }
    by_cut = pd.read_csv(project / "reports/coverage-by-cut.csv")
    assert set(by_cut.loc[by_cut["settled_by_people"] > 0, "framework"]) == {"lqf", "grade9", "sssc"}
    measures = pd.read_csv(project / "reports/measures.csv").set_index(["first", "second"])
    assert measures.loc[("lqf", "grade9"), "reviewed_pairs"] == 1


def test_a_new_decision_makes_the_next_build_do_something(reviewed_project: Path, tmp_path: Path) -> None:
    project = shutil.copytree(reviewed_project, tmp_path / "project")
    assert build_again(project) is None
    say(project, ACCEPTED_PAIR, verdict=Verdict.UNDONE)

    assert build_again(project) is not None
    assert rows(project, REVIEWED) == []


def test_a_project_may_want_two_who_agree(two: Path) -> None:
    (two / "corpus/project.toml").write_text('[review]\npolicy = "two"\n', encoding="utf-8")
    accept(two, ACCEPTED_PAIR)
    build_again(two)
    alone = rows(two, REVIEWED)
    accept(two, ACCEPTED_PAIR, reviewer="reviewer-2")
    build_again(two)

    assert alone == []
    assert len(rows(two, REVIEWED)) == 2


def test_a_vote_on_old_words_is_warned_of_and_makes_no_link(
    two: Path, real_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(two, ACCEPTED_PAIR)
    monkeypatch.setattr(
        "crosswalk.review.settling._wording",
        lambda statement_id, _: real_catalogue.statement(statement_id).wording + "!",
    )

    found = build_again(two)

    assert any("1 decision needs another look" in warning for warning in found.warnings)
    assert rows(two, REVIEWED) == []


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("", Policy()),
        ('[review]\npolicy = "two"', Policy(rule=Rule.TWO)),
        (
            '[review]\npolicy = "adjudicator"\nadjudicators = ["reviewer-2"]',
            Policy(rule=Rule.ADJUDICATOR, adjudicators=frozenset({"reviewer-2"})),
        ),
    ],
)
def test_the_project_says_whose_votes_settle_a_link(tmp_path: Path, text: str, policy: Policy) -> None:
    (tmp_path / "project.toml").write_text(text)

    assert read_project(tmp_path).review.rules == policy


@pytest.mark.parametrize(
    "text",
    [
        '[review]\npolicy = "three"',
        '[review]\npolicy = "adjudicator"',
        '[review]\nadjudicators = ["reviewer-1"]',
        '[review]\npolicy = "adjudicator"\nadjudicators = [""]',
        '[review]\nwho = "me"',
    ],
)
def test_a_policy_that_makes_no_sense_is_refused_with_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "project.toml").write_text(text)

    with pytest.raises(SourceError, match=r"^corpus/project\.toml: "):
        read_project(tmp_path)
