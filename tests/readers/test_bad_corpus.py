import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from crosswalk import readers
from crosswalk.errors import CrosswalkError, DuplicateId, SourceError, UnknownLevel, UnknownReader
from crosswalk.model import Framework, Kind, LeftOut, Scale, Span, Statement
from crosswalk.readers import read_framework, read_frameworks
from crosswalk.readers.document import Document, Reading

Change = Callable[[str, str, str], None]
OWN_READER = {
    "sssc": "theme_grid",
    "lqf": "dimensions",
    "grade9": "qualities",
    "pathway4": "capability_table",
    "dcs": "slides",
}
DOCUMENTS = tuple(OWN_READER)


def message_of(corpus: Path, kind: type[CrosswalkError] = SourceError) -> str:
    """What reading a broken corpus says; every such message offers a remedy."""
    with pytest.raises(kind) as problem:
        read_frameworks(corpus)
    assert problem.value.remedy
    return str(problem.value)


def test_a_changed_source_is_told_with_both_hashes(corpus: Path, frameworks: dict[str, Framework]) -> None:
    with (corpus / "lqf" / "source.txt").open("a") as source:
        source.write("one more line\n")

    said = message_of(corpus)

    assert said.startswith("corpus/lqf/source.txt: the source has changed: its sha256 is ")
    assert f"framework.toml says {frameworks['lqf'].sha256}" in said
    assert "Restore the file" in said


def test_a_missing_source_is_told(corpus: Path) -> None:
    (corpus / "dcs" / "source.txt").unlink()

    assert message_of(corpus) == (
        "corpus/dcs/source.txt: the source document is missing. "
        "Put it there, or remove the framework's folder."
    )


def test_a_source_that_is_not_utf_8_is_told_with_its_line(corpus: Path) -> None:
    (corpus / "dcs" / "source.txt").write_bytes(b"Leadership\nattributes \xe9\n")

    said = message_of(corpus)

    assert said.startswith("corpus/dcs/source.txt:2: the source document is not UTF-8: byte 0xe9")


def test_an_unknown_reader_is_told_with_those_that_exist(corpus: Path, change_card: Change) -> None:
    change_card("lqf", '"dimensions"', '"dimension"')

    assert message_of(corpus, UnknownReader) == (
        "corpus/lqf/framework.toml: there is no reader 'dimension'. Known are: capability_table, dimensions, "
        "qualities, slides, table, theme_grid, by_reference."
    )


@pytest.mark.parametrize(
    ("framework_id", "reader"), [(d, r) for d in DOCUMENTS for r in readers.READERS if OWN_READER[d] != r]
)
def test_no_reader_takes_a_document_of_another_layout(
    corpus: Path, change_card: Change, framework_id: str, reader: str
) -> None:
    change_card(framework_id, f'reader = "{OWN_READER[framework_id]}"', f'reader = "{reader}"')

    with pytest.raises(SourceError) as problem:
        read_framework(corpus / framework_id, shown_as=f"corpus/{framework_id}")

    assert str(problem.value).startswith(f"corpus/{framework_id}/source.txt:")
    assert problem.value.line
    assert problem.value.remedy


def test_an_unknown_level_is_told_with_its_line(corpus: Path, change_card: Change) -> None:
    change_card("sssc", '"Accomplished"]', '"Exemplary"]')

    assert message_of(corpus, UnknownLevel).startswith(
        "corpus/sssc/source.txt:16: the level 'accomplished' is not in the scale of framework.toml."
    )


def test_two_frameworks_with_one_id_are_told(corpus: Path) -> None:
    shutil.copytree(corpus / "dcs", corpus / "dcs-copy")

    assert message_of(corpus, DuplicateId) == (
        "corpus/dcs-copy/framework.toml: the framework id 'dcs' is that of corpus/dcs too. "
        "Change one of the two."
    )


def test_two_statements_with_one_id_are_told_with_both_lines(corpus: Path, change_source: Change) -> None:
    change_source("dcs", "•integrity", "•Moral Purpose")

    assert message_of(corpus, DuplicateId).startswith(
        "corpus/dcs/source.txt:9: the id dcs:attributes.moral-purpose is used twice, "
        "here and at corpus/dcs/source.txt:8-8."
    )


def test_words_that_the_document_does_not_say_are_told(corpus: Path, change_card: Change) -> None:
    change_card("lqf", "It mirrors the NHS", "It copies the NHS")

    said = message_of(corpus)

    assert said.startswith("corpus/lqf/framework.toml: the words “It copies the NHS Leadership Framework, so")
    assert "do not stand in corpus/lqf/source.txt" in said


def test_a_folder_without_a_card_is_told(corpus: Path) -> None:
    (corpus / "new").mkdir()

    assert message_of(corpus).startswith("corpus/new/framework.toml: the folder has no framework.toml.")


def test_an_empty_corpus_is_told_with_what_to_do(tmp_path: Path) -> None:
    assert message_of(tmp_path) == (
        "corpus: there is no framework. Make one folder a framework with its source and a framework.toml."
    )


def test_a_corpus_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    assert message_of(tmp_path / "corpus").startswith("corpus: the folder of frameworks cannot be read")


def test_a_framework_that_a_document_lists_needs_a_folder(corpus: Path) -> None:
    shutil.rmtree(corpus / "clf")

    assert message_of(corpus) == (
        "corpus/sssc/source.txt:123: the document speaks of the framework clf, "
        "which is not known by reference. "
        'Add corpus/clf/framework.toml with reader = "by_reference".'
    )


def test_a_framework_known_by_reference_that_nobody_speaks_of_is_told(corpus: Path) -> None:
    for document in ("sssc", "dcs", "lqf", "nhslf"):
        shutil.rmtree(corpus / document)

    assert message_of(corpus) == (
        "corpus/clf/framework.toml: no document speaks of clf, which is known by reference only. "
        "Remove its folder, or put its text there and name a reader in framework.toml."
    )


def statement(document: Document, statement_id: str, line: int, **fields: str) -> Statement:
    return Statement(
        id=statement_id,
        kind=Kind.INDICATOR,
        item_type="line",
        text="words",
        span=Span(document.path, line, line),
        parent_id=fields.get("parent"),
        level_id=fields.get("level"),
    )


@pytest.mark.parametrize(
    ("made_of", "kind", "message"),
    [
        (
            lambda d: Reading(statements=(statement(d, "dcs:1", 1),)),
            SourceError,
            "source.txt:2: expected a line that the reader takes in or leaves out, found 'Leadership attrib",
        ),
        (
            lambda d: Reading(
                statements=tuple(statement(d, f"dcs:{n}", n) for n in range(1, len(d.lines) + 1)),
                left_out=(LeftOut(4, 4, "a mistake"),),
            ),
            SourceError,
            "source.txt:4: expected a line that is either a statement's or left out, not both",
        ),
        (
            lambda d: Reading(
                statements=tuple(statement(d, f"dcs:{n}", n, parent="dcs:x") for n in range(1, len(d.lines)))
            ),
            SourceError,
            "source.txt:1: dcs:1 is part of dcs:x, which does not exist",
        ),
        (
            lambda d: Reading(
                statements=tuple(statement(d, f"dcs:{n}", n, level="dcs:2") for n in range(1, len(d.lines)))
            ),
            UnknownLevel,
            "source.txt:1: dcs:1 stands on the level dcs:2, which is defined nowhere",
        ),
    ],
)
def test_a_reader_that_loses_lines_or_points_nowhere_is_found_out(
    corpus: Path,
    monkeypatch: pytest.MonkeyPatch,
    made_of: Callable[[Document], Reading],
    kind: type[CrosswalkError],
    message: str,
) -> None:
    def careless(document: Document, *, framework_id: str, scale: Scale | None) -> Reading:
        return made_of(document)

    monkeypatch.setitem(readers.READERS, "slides", careless)

    assert message_of(corpus, kind).startswith(f"corpus/dcs/{message}")


def test_a_source_that_cannot_be_opened_is_told(corpus: Path) -> None:
    (corpus / "dcs" / "source.txt").unlink()
    (corpus / "dcs" / "source.txt").mkdir()

    assert message_of(corpus).startswith("corpus/dcs/source.txt: the source document cannot be read")


def test_a_card_without_sha256_is_told_the_right_one(
    corpus: Path, frameworks: dict[str, Framework], change_card: Change
) -> None:
    change_card("dcs", f'sha256 = "{frameworks["dcs"].sha256}"\n', "")

    said = message_of(corpus)

    assert said.startswith("corpus/dcs/framework.toml: sha256 is missing")
    assert f'add the line sha256 = "{frameworks["dcs"].sha256}"' in said


def test_a_source_that_is_no_text_file_is_told_with_its_line(corpus: Path) -> None:
    (corpus / "dcs" / "source.txt").write_bytes(b"Leadership\nattributes \x00\x01\n")

    assert message_of(corpus).startswith("corpus/dcs/source.txt:2: the control character U+0000")


def test_a_framework_taken_out_is_missed_where_another_document_speaks_of_it(corpus: Path) -> None:
    shutil.rmtree(corpus / "lqf")

    said = message_of(corpus)

    assert said.startswith("corpus/dcs/framework.toml: [[states]] is about the framework 'lqf'")
