import shutil
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswalk.decisions import JSONL, Answer, another_look, bring_in, decide, export, log
from crosswalk.errors import DecisionError, UnknownStatement
from crosswalk.interop.decisions import write_jsonl
from crosswalk.ledger import Ledger
from crosswalk.model import Decision, Reason, Verdict
from crosswalk.vocabulary import Predicate
from crosswalk.workspace import LEDGER, SUGGESTED, Workspace
from tests.conftest import REPOSITORY
from tests.decided import decided, ledgers, rejected, undone

ENDS = "lqf:1.1", "grade9:1.2"
MOSTLY = Answer(verdict=Verdict.ACCEPT, predicate_id=Predicate.CLOSE)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The real documents and what was suggested for them, without anything decided."""
    root = tmp_path / "project"
    shutil.copytree(REPOSITORY / "corpus", root / "corpus")
    (root / "mappings").mkdir()
    shutil.copy(REPOSITORY / SUGGESTED, root / SUGGESTED)
    return Workspace(root)


def test_a_decision_keeps_which_suggestion_was_shown(workspace: Workspace) -> None:
    (suggested,) = [m for m in workspace.mappings(SUGGESTED) if {m.subject_id, m.object_id} == set(ENDS)]

    kept = decide(workspace, *ENDS, MOSTLY, reviewer="reviewer-1")

    (decision,) = workspace.decisions()
    assert decision.id == kept
    assert decision.shown.similarity_score == suggested.similarity_score
    assert decision.shown.confidence == suggested.confidence
    assert suggested.mapping_tool_version in decision.shown.tool
    assert not decision.shown.blind


def test_a_decision_on_a_pair_that_was_not_suggested_shows_nothing(workspace: Workspace) -> None:
    decide(workspace, "lqf:1.1", "grade9:3.1", MOSTLY, reviewer="reviewer-1")

    assert workspace.decisions()[0].shown is None


def test_a_statement_that_does_not_exist_is_said_and_nothing_is_kept(workspace: Workspace) -> None:
    with pytest.raises(UnknownStatement):
        decide(workspace, "lqf:1.1", "grade9:99", MOSTLY, reviewer="reviewer-1")

    assert not (workspace.root / LEDGER).exists()


def test_what_is_exported_and_imported_elsewhere_is_the_same(workspace: Workspace, tmp_path: Path) -> None:
    decide(workspace, *ENDS, MOSTLY, reviewer="reviewer-1")
    decide(workspace, *ENDS, Answer(verdict=Verdict.REJECT, reason=Reason.LEVEL), reviewer="reviewer-2")
    files = export(workspace, tmp_path / "out")
    before = {file.name: file.read_bytes() for file in files}

    other = Workspace(shutil.copytree(REPOSITORY / "corpus", tmp_path / "other" / "corpus").parent)
    assert bring_in(other, [tmp_path / "out" / JSONL]).new == 2
    again = bring_in(other, [tmp_path / "out" / JSONL, workspace.root / LEDGER])
    export(other, tmp_path / "out")

    assert (again.new, again.known) == (0, 2)
    assert other.decisions() == workspace.decisions()
    assert {file.name: file.read_bytes() for file in files} == before


@given(ledgers, st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_two_reviewers_files_merged_in_any_order_give_the_same_ledger(
    tmp_path: Path, rows: list[Decision], data: st.DataObject
) -> None:
    shares = [[row for row in rows if row.reviewer == f"reviewer-{n}"] for n in (1, 2, 3)]
    common = data.draw(st.lists(st.sampled_from(rows), max_size=3)) if rows else []
    paths = []
    for number, share in enumerate(shares):
        paths.append(tmp_path / f"{number}.jsonl")
        paths[-1].write_text(write_jsonl([*share, *(c for c in common if c not in share)]), encoding="utf-8")
    merged = set()
    for number, order in enumerate(permutations(paths)):
        root = tmp_path / f"project{number}"
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        for path in (*order, order[0]):
            bring_in(Workspace(root), [path])
        merged.add(write_jsonl(Workspace(root).decisions()))

    assert merged == {write_jsonl(rows)}


@pytest.mark.parametrize("spoil", ["{\n", '{"id": 1}\n'])
def test_if_one_row_is_wrong_nothing_of_any_file_is_kept(tmp_path: Path, spoil: str) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(write_jsonl([decided(1)]))
    bad.write_text(write_jsonl([decided(2)]) + spoil)
    workspace = Workspace(tmp_path)

    with pytest.raises(DecisionError, match=r"bad\.jsonl:2: "):
        bring_in(workspace, [good, bad])

    assert workspace.decisions() == []


def test_a_decision_that_the_ledger_has_differently_stops_the_whole_import(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with workspace.ledger() as ledger:
        ledger.append(decided(1))
    file = tmp_path / "other.jsonl"
    file.write_text(write_jsonl([rejected(1), decided(2)]))

    with pytest.raises(DecisionError, match="another decision with the id"):
        bring_in(workspace, [file])

    assert workspace.decisions() == [decided(1)]


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00binary"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "odd.jsonl"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(DecisionError, match=r"odd\.jsonl"):
        bring_in(Workspace(tmp_path), [file])


def test_the_log_lists_what_was_said_and_what_still_stands(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    other = rejected(3, object_id="elm:2", reviewer="reviewer-2", comment="not\nthis")
    with Ledger(workspace.root / LEDGER) as ledger:
        ledger.append(decided(1), undone(2, of=1), other)

    lines = [*log(workspace)]
    assert lines[0] == (
        "2026-01-31 09:00:01 UTC  reviewer-1: ash:1.1 says the same as elm:1  (no longer stands)"
    )
    assert "reviewer-2: ash:1.1 does not correspond to elm:2: different topic" in "\n".join(lines)
    assert "    “not this”" in lines
    assert lines[-1] == "Decisions: 3; votes that stand: 1."
    assert [*log(workspace, pair=("elm:2", "ash:1.1"))][-1] == "Decisions: 1; votes that stand: 1."
    assert [*log(workspace, reviewer="reviewer-1")][-1] == "Decisions: 2; votes that stand: 0."


def test_a_changed_text_is_listed_with_the_words_before_and_after(workspace: Workspace) -> None:
    decide(workspace, *ENDS, MOSTLY, reviewer="reviewer-1")
    assert [*another_look(workspace)] == ["0 decisions need another look."]
    with workspace.ledger() as ledger:
        (kept,) = ledger.read()
        ledger.append(
            decided(1, subject_id="lqf:1.1", object_id="grade9:1.2", reviewer="reviewer-2",
                    subject_wording="Old words", object_wording=kept.object_wording)
        )  # fmt: skip

    lines = [*another_look(workspace)]
    assert "    lqf:1.1 said: “Old words”" in lines
    assert f"    lqf:1.1 says: “{kept.subject_wording}”" in lines
    assert lines[-1] == "1 decision needs another look."
