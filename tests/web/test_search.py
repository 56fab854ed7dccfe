import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind
from crosswalk.web.search import Search


@pytest.fixture(scope="module")
def search(real_catalogue: Catalogue) -> Search:
    """Everything that the five documents say."""
    return Search(real_catalogue)


def ids(search: Search, typed: str, **options: object) -> list[str]:
    return [statement.id for statement in search.find(typed, **options)]


def test_each_word_must_be_there(search: Search, real_catalogue: Catalogue) -> None:
    both, one, other = (ids(search, typed, most=500) for typed in ("moral purpose", "moral", "purpose"))

    assert both
    assert set(both) == set(one) & set(other)
    assert set(both) < set(other)


def test_a_word_is_found_while_it_is_typed(search: Search) -> None:
    for typed in ("cur", "curi", "curio", "curios", "curiosi", "curiosit", "curiosity"):
        assert "pathway4:1.1" in ids(search, typed, most=500), typed


@pytest.mark.parametrize(
    ("typed", "written"), [("leading", "leads"), ("reflecting", "reflects"), ("partnerships", "partnership")]
)
def test_other_forms_of_a_word_are_found(
    search: Search, real_catalogue: Catalogue, typed: str, written: str
) -> None:
    found = search.find(typed, most=500)

    assert any(
        written in statement.wording.casefold().split() and typed not in statement.wording.casefold()
        for statement in found
    )


def test_an_id_brings_its_statement_first(search: Search, real_catalogue: Catalogue) -> None:
    for framework in real_catalogue.documents:
        for statement in framework.of_kind(Kind.ELEMENT):
            assert ids(search, statement.id)[0] == statement.id
            assert ids(search, f" {statement.id} ")[0] == statement.id


def test_accents_make_no_difference(search: Search) -> None:
    assert ids(search, "curiösity") == ids(search, "curiosity")


def test_a_framework_can_be_left_out(search: Search) -> None:
    assert any(name.startswith("sssc:") for name in ids(search, "people"))
    assert not any(name.startswith("sssc:") for name in ids(search, "people", not_in="sssc", most=500))


def test_only_what_can_be_linked_is_found(search: Search) -> None:
    assert {statement.kind for statement in search.find("leadership", most=500)} <= {
        Kind.ELEMENT,
        Kind.INDICATOR,
    }


@pytest.mark.parametrize("typed", ["", " ", "\n", "“”", "-", "🙂", "***"])
def test_nothing_to_look_for_finds_nothing(search: Search, typed: str) -> None:
    assert search.find(typed) == []


@pytest.mark.parametrize(
    ("typed", "like"),
    [
        ("moral AND purpose", "moral and purpose"),
        ("moral OR nonsense", "moral or nonsense"),
        ("purpose NOT moral", "purpose not moral"),
        ('"moral purpose"', "moral purpose"),
        ("moral*", "moral"),
        ("wording : moral", "wording moral"),
        ("^moral", "moral"),
        ("(moral", "moral"),
        ("moral)", "moral"),
        ("-moral", "moral"),
        ("moral + purpose", "moral purpose"),
        ("NEAR(moral purpose, 2)", "near moral purpose 2"),
        ("{path wording}: moral", "path wording moral"),
        ("moral'; DROP TABLE statements; --", "moral drop table statements"),
    ],
)
def test_operators_of_the_index_are_words_like_others(search: Search, typed: str, like: str) -> None:
    assert ids(search, typed) == ids(search, like)
    assert ids(search, "moral")


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_is_an_error(search: Search, typed: str) -> None:
    for statement in search.find(typed):
        assert statement.kind in (Kind.ELEMENT, Kind.INDICATOR)
