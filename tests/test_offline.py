import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswalk.decisions import ACCEPTED, JSONL, Answer, bring_in, decide, export
from crosswalk.errors import DecisionError, MappingFileError
from crosswalk.interop.decisions import write_jsonl
from crosswalk.interop.review_workbook import ANSWERS, REJECT, write_review_workbook
from crosswalk.ledger import Ledger
from crosswalk.model import REASON_WORDS, Decision, Verdict
from crosswalk.offline import file_name, write_review_files
from crosswalk.review import Question, current
from crosswalk.vocabulary import Predicate
from crosswalk.workspace import LEDGER, SUGGESTED, Workspace
from tests.commands import run
from tests.conftest import REPOSITORY
from tests.decided import decided, ledgers
from tests.worlds import invented


@pytest.fixture
def workspace(two: Path) -> Workspace:
    """Two real documents and some of what was suggested for them, without anything decided."""
    lines = (two / SUGGESTED).read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if not line.startswith("#")) + 1
    (two / SUGGESTED).write_text("\n".join([*lines[:first], *lines[first::5], ""]), encoding="utf-8")
    return Workspace(two)


def write(
    workspace: Workspace, folder: str = "out", *, reviewer: str = "reviewer-1", blind: bool = False
) -> Path:
    page, book = write_review_files(workspace, reviewer=reviewer, blind=blind, folder=workspace.root / folder)
    assert page == book.with_suffix(".html")
    return book


def asked(path: Path) -> list[tuple[str, str]]:
    """The pairs of a workbook, in order."""
    page = openpyxl.load_workbook(path)["Review"]
    headings = {cell.value: place for place, cell in enumerate(page[1])}
    rows = page.iter_rows(min_row=2, values_only=True)
    return [(str(row[headings["Id of A"]]), str(row[headings["Id of B"]])) for row in rows]


def answer(path: Path, **cells: str) -> Path:
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book["Review"][place] = value
    book.save(path)
    return path


def test_every_suggested_pair_is_asked_the_most_confident_first(workspace: Workspace) -> None:
    path = write(workspace)
    confidence = {(m.subject_id, m.object_id): m.confidence for m in workspace.mappings(SUGGESTED)}
    pairs = asked(path)

    assert path.name == "review-reviewer-1.xlsx"
    assert set(pairs) == set(confidence)
    known = [confidence[pair] for pair in pairs if confidence[pair] is not None]
    assert known == sorted(known, reverse=True)


def test_a_blind_file_asks_the_same_in_an_order_that_says_nothing(workspace: Workspace) -> None:
    blind, seeing = asked(write(workspace, blind=True)), asked(write(workspace, "other"))

    assert sorted(blind) == sorted(seeing)
    assert blind != seeing


def test_answers_are_imported_with_what_was_shown_and_asked_no_more(workspace: Workspace) -> None:
    path = answer(write(workspace), L2="mostly the same", L3="reject", M3="different topic")
    first, second, *_ = pairs = asked(path)

    assert bring_in(workspace, [path]).new == 2
    again = bring_in(workspace, [path])

    assert (again.new, again.known) == (0, 2)
    votes = {(vote.subject_id, vote.object_id): vote for vote in workspace.decisions()}
    assert {*votes} == {first, second}
    suggested = {(m.subject_id, m.object_id): m for m in workspace.mappings(SUGGESTED)}[first]
    assert votes[first].shown.confidence == suggested.confidence
    assert suggested.mapping_tool in votes[first].shown.tool
    assert asked(write(workspace, "next")) == pairs[2:]
    assert len(asked(write(workspace, "next", reviewer="reviewer-2"))) == len(pairs)


def test_a_pair_whose_words_have_changed_since_is_asked_again(workspace: Workspace) -> None:
    subject, object_ = asked(write(workspace))[0]
    with workspace.ledger() as ledger:
        ledger.append(decided(1, subject_id=subject, object_id=object_, subject_wording="Old words"))

    assert (subject, object_) in asked(write(workspace, "next"))


def test_where_everything_is_said_or_nothing_suggested_no_file_is_written(workspace: Workspace) -> None:
    catalogue = workspace.catalogue()
    pairs = asked(write(workspace))
    with workspace.ledger() as ledger:
        ledger.append(
            *(
                decided(
                    number,
                    subject_id=one,
                    object_id=other,
                    subject_wording=catalogue.named(one).wording,
                    object_wording=catalogue.named(other).wording,
                )
                for number, (one, other) in enumerate(pairs, start=1)
            )
        )
    with pytest.raises(DecisionError, match="reviewer-1 has said something of every pair"):
        write(workspace, "next")

    (workspace.root / SUGGESTED).unlink()
    with pytest.raises(MappingFileError, match="Run `crosswalk build` first"):
        write(workspace, "next")
    assert not (workspace.root / "next").exists()


def test_a_file_that_may_have_answers_in_it_is_never_written_over(workspace: Workspace) -> None:
    path = write(workspace)
    before = path.read_bytes()

    with pytest.raises(DecisionError, match="answers may be in it"):
        write(workspace)

    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("reviewer", "name"),
    [
        ("reviewer-1", "review-reviewer-1"),
        ("A. Person", "review-A.-Person"),
        ("../../etc/passwd", "review-etc-passwd"),
        ("Zoë", "review-Zoë"),
        ("a:b*c?", "review-a-b-c"),
        ("…", "review-reviewer"),
        ("x" * 500, "review-" + "x" * 60),
    ],
)
def test_the_file_is_called_after_the_reviewer_in_signs_that_every_system_takes(
    reviewer: str, name: str
) -> None:
    assert file_name(reviewer) == name


def test_a_name_that_nobody_can_have_is_refused(workspace: Workspace) -> None:
    with pytest.raises(DecisionError, match="the reviewer is"):
        write(workspace, reviewer=" ")


# What comes back, of whatever sort.


def workbook(rows: list[tuple[str, str, str]], *, reviewer: str) -> bytes:
    """A workbook about two pairs with answers in it: (answer, reason, comment) for each."""
    world = invented()
    questions = [
        Question(subject_id="ash:1.1", object_id="elm:1", predicate_id=Predicate.CLOSE, similarity_score=0.5),
        Question(subject_id="ash:1.2", object_id="elm:2"),
    ]
    made = write_review_workbook(
        questions, world, reviewer=reviewer, blind=False, tool="t", made_at="2026-01-31T09:00:00.000000Z"
    )
    book = openpyxl.load_workbook(io.BytesIO(made))
    for number, row in enumerate(rows, start=2):
        for column, value in zip("LMN", row, strict=True):
            book["Review"][f"{column}{number}"] = value or None
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def handed_back(*decisions: Decision, reviewer: str) -> str:
    rows = [json.loads(line) for line in write_jsonl(decisions).split("\n") if line]
    return json.dumps({"crosswalk": "review", "version": 1, "reviewer": reviewer, "decisions": rows})


answers = st.sampled_from(ANSWERS).flatmap(
    lambda said: st.tuples(
        st.just(said),
        st.sampled_from([*REASON_WORDS.values()]) if said == REJECT else st.just(""),
        st.sampled_from(["", "see 1.2", "two\nlines"]),
    )
)


@given(answers=st.lists(answers, max_size=2), rows=ledgers, data=st.data())
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_two_reviewers_hand_back_gives_the_same_ledger_in_any_order_and_however_often(
    tmp_path: Path, answers: list[tuple[str, str, str]], rows: list[Decision], data: st.DataObject
) -> None:
    own = {name: [row for row in rows if row.reviewer == name] for name in ("reviewer-2", "reviewer-3")}
    book, page, lines, other = (tmp_path / name for name in ("1.xlsx", "2.json", "3.jsonl", "4.sqlite"))
    book.write_bytes(workbook(answers, reviewer="reviewer-1"))
    page.write_text(handed_back(*own["reviewer-2"], reviewer="reviewer-2"), encoding="utf-8")
    lines.write_text(write_jsonl([*own["reviewer-3"], *own["reviewer-2"][:3]]), encoding="utf-8")
    other.unlink(missing_ok=True)
    with Ledger(other) as ledger:
        ledger.append(*rows[:5])
    found = set()
    for number in range(6):
        order = data.draw(st.permutations([book, page, lines, other]))
        root = tmp_path / f"project{number}"
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        cut = data.draw(st.integers(0, 4))
        for together in (order[:cut], order[cut:], order[:1]):
            bring_in(Workspace(root), together)
        found.add(write_jsonl(Workspace(root).decisions()))

    assert len(found) == 1
    expected = {row.id for row in rows[:5]} | {row.id for name in own for row in own[name]}
    ids = {json.loads(line)["id"] for line in found.pop().split("\n") if line}
    assert expected <= ids
    assert len(ids - expected) == len(answers)


def test_files_are_told_apart_by_what_is_in_them_and_not_by_their_names(tmp_path: Path) -> None:
    contents = {
        "a.txt": workbook([("the same", "", "")], reviewer="reviewer-1"),
        "b": b"\xef\xbb\xbf" + handed_back(decided(2, reviewer="reviewer-2"), reviewer="reviewer-2").encode(),
        "c.json": write_jsonl([decided(3), decided(4)]).encode(),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)

    assert bring_in(Workspace(tmp_path), [tmp_path / name for name in contents]).new == 4


def test_wrong_rows_of_all_files_are_listed_together_and_nothing_is_kept(tmp_path: Path) -> None:
    contents = {
        "a.xlsx": workbook([("sameish", "", ""), ("unsure", "wording only", "")], reviewer="reviewer-1"),
        "b.json": handed_back(decided(1), reviewer="reviewer-2").encode(),
        "c.jsonl": b"{\n" + write_jsonl([decided(2)]).encode(),
        "d.xlsx": b"PK\x03\x04",
        "e.html": b"<!doctype html>",
        "f.xls": bytes.fromhex("d0cf11e0a1b11ae1"),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)

    with pytest.raises(DecisionError) as refused:
        bring_in(Workspace(tmp_path), [tmp_path / name for name in contents])

    said = str(refused.value)
    for part in (
        "a.xlsx: Review!L2", "a.xlsx: Review!M3", "b.json: decision 1", "c.jsonl:1",
        "d.xlsx: the file cannot", "e.html: this is a page", "f.xls: the file is an old workbook",
    ):  # fmt: skip
        assert part in said
    assert "7 rows are no decisions" in said
    assert Workspace(tmp_path).decisions() == []


def test_a_single_file_that_is_damaged_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "d.xlsx").write_bytes(b"PK\x03\x04")

    with pytest.raises(DecisionError, match=r"^\S*d\.xlsx: the file cannot be read as a workbook"):
        bring_in(Workspace(tmp_path), [tmp_path / "d.xlsx"])


def test_our_own_sssom_adds_nothing_and_elsewhere_it_gives_way_to_the_decision_itself(
    workspace: Workspace, tmp_path: Path
) -> None:
    said = Answer(verdict=Verdict.ACCEPT, predicate_id=Predicate.CLOSE, comment="two\nlines")
    decide(workspace, "lqf:1.1", "grade9:1.2", said, reviewer="reviewer-1")
    out = tmp_path / "out"
    export(workspace, out)

    here = bring_in(workspace, [out / ACCEPTED])
    assert (here.new, here.known) == (0, 1)

    other = Workspace(shutil.copytree(REPOSITORY / "corpus", tmp_path / "other" / "corpus").parent)
    assert bring_in(other, [out / ACCEPTED]).new == 1
    assert bring_in(other, [out / ACCEPTED]).new == 0
    (summary,) = other.decisions()
    bring_in(other, [out / JSONL])
    bring_in(other, [out / ACCEPTED, workspace.root / LEDGER])

    assert current(other.decisions()) == workspace.decisions()
    assert summary in other.decisions()
    assert len(other.decisions()) == 3
    # Together, in either order, there is no summary at all.
    third = Workspace(shutil.copytree(REPOSITORY / "corpus", tmp_path / "third" / "corpus").parent)
    bring_in(third, [out / ACCEPTED, out / JSONL])
    assert third.decisions() == workspace.decisions()


def test_votes_on_words_that_have_changed_are_only_in_the_lossless_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    with workspace.ledger() as ledger:
        ledger.append(decided(1, subject_id="lqf:1.1", object_id="grade9:1.2"))

    export(workspace, tmp_path / "out")

    assert (tmp_path / "out" / JSONL).read_text(encoding="utf-8").count("\n") == 1
    assert "reviewer-1" not in (tmp_path / "out" / ACCEPTED).read_text(encoding="utf-8")


# The command.


def test_the_command_says_where_the_file_is_and_what_to_do_next(workspace: Workspace) -> None:
    said = run("review-file", "--reviewer", "reviewer-1", "--blind", "--to", "out", folder=workspace.root)

    assert said.returncode == 0, said.stderr
    assert "out/review-reviewer-1.xlsx" in said.stdout
    assert "crosswalk decisions import FILE" in said.stdout
    again = run("review-file", "--reviewer", "reviewer-1", "--to", "out", folder=workspace.root)
    assert again.returncode == 1
    assert "review-reviewer-1.html: the file is there already" in again.stderr
    back = answer(workspace.root / "out" / "review-reviewer-1.xlsx", J2="unsure")
    assert run("decisions", "import", str(back), folder=workspace.root).stdout.startswith("saved 1 new")


def test_the_command_explains_itself(tmp_path: Path) -> None:
    said = run("review-file", "--help", folder=tmp_path)

    assert said.returncode == 0
    assert "Example" in said.stdout
