from pathlib import Path

import pytest

from crosswalk.errors import SourceError
from crosswalk.readers.card import read_card
from crosswalk.vocabulary import Predicate

SHA = "0" * 64
CARD = f'id = "own"\ntitle = "Our framework"\nreader = "table"\nsha256 = "{SHA}"\n'


def card_of(folder: Path, text: str) -> str:
    """The message that a card gives."""
    (folder / "framework.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as problem:
        read_card(folder, shown_as="corpus/own")
    assert problem.value.remedy
    return str(problem.value)


def test_four_fields_are_enough(tmp_path: Path) -> None:
    (tmp_path / "framework.toml").write_text(CARD)

    card = read_card(tmp_path, shown_as="corpus/own")

    assert (card.id, card.title, card.source, card.publisher) == ("own", "Our framework", "source.txt", None)


def test_what_a_document_states_is_read_with_its_relation(tmp_path: Path) -> None:
    states = '[[states]]\nobject = "x"\nobject_title = "X"\npredicate = "dcterms:source"\nwords = "from X"\n'
    (tmp_path / "framework.toml").write_text(CARD + states)

    (stated,) = read_card(tmp_path, shown_as="corpus/own").states

    assert (stated.predicate, stated.subject, stated.same_groups) == (Predicate.SOURCE, None, False)


def test_a_card_that_is_missing_is_told_with_the_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as problem:
        read_card(tmp_path, shown_as="corpus/own")

    assert str(problem.value) == (
        "corpus/own/framework.toml: the folder has no framework.toml. "
        "Write one after the example of another framework, or move corpus/own elsewhere."
    )


def test_a_card_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "framework.toml").mkdir()

    with pytest.raises(SourceError) as problem:
        read_card(tmp_path, shown_as="corpus/own")

    assert str(problem.value) == (
        "corpus/own/framework.toml: the file cannot be read (Is a directory). "
        "Check what it is and who may read it."
    )


def test_a_card_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "framework.toml").write_bytes(b'title = "\xff"')

    with pytest.raises(SourceError, match=r"corpus/own/framework\.toml: the file is not UTF-8"):
        read_card(tmp_path, shown_as="corpus/own")


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    said = card_of(tmp_path, 'id = "own"\ntitle Our framework\n')

    assert said.startswith("corpus/own/framework.toml:2: this is not TOML: expected '=' after a key")
    assert said.endswith('Fields are written as name = "value".')


def test_a_file_that_stops_in_the_middle_is_told(tmp_path: Path) -> None:
    assert card_of(tmp_path, 'id = "own').startswith("corpus/own/framework.toml: this is not TOML")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (CARD.replace('title = "Our framework"\n', ""), "title is missing"),
        (CARD + 'colour = "red"\n', "colour is not a field of this file"),
        (
            CARD.replace('"own"', '"Own Framework"'),
            "id is 'Own Framework', should be lowercase letters, digits and",
        ),
        (CARD.replace(SHA, "abc"), "sha256 is 'abc', should be 64 hexadecimal digits"),
        (CARD + 'source = "my file.csv"\n', "source is 'my file.csv', should be a file name without folders"),
        (CARD + 'source = "../secret"\n', "source is '../secret', should be a file name without folders"),
        (CARD + 'year = "1999"\n', "year is '1999': input should be a valid integer"),
        (CARD + 'attributed = ["note"]\n', "attributed.1 is 'note': input should be 'title', 'publisher'"),
        (CARD + '[scale]\nname = "x"\nlabels = []\n', "scale.labels is []: list should have at least 1 item"),
        (
            CARD.replace('"table"', '"by_reference"'),
            "a framework known by reference has no source, sha256 or",
        ),
        (
            CARD + '[[states]]\nobject = "x"\nobject_title = "X"\nwords = "y"\npredicate = "like"\n',
            "states.1.predicate is 'like': input should be 'skos:exactMatch'",
        ),
    ],
)
def test_a_wrong_field_is_named_with_what_it_should_be(tmp_path: Path, text: str, message: str) -> None:
    said = card_of(tmp_path, text)

    assert said.startswith(f"corpus/own/framework.toml: {message}")
    assert "its fields are id, order, title" in said


def test_all_wrong_fields_are_named_at_once(tmp_path: Path) -> None:
    said = card_of(tmp_path, 'id = "own"\nreader = "table"\ncolour = "red"\n')

    assert said.startswith("corpus/own/framework.toml: title is missing; colour is not a field of this file.")
