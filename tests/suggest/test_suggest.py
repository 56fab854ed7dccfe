import numpy as np
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.errors import SourceError
from crosswalk.model import Framework, Kind, Polarity
from crosswalk.suggest import suggest
from crosswalk.suggest.nearest import nearest_pairs, nearness
from crosswalk.vocabulary import LinkKind, Predicate
from tests.worlds import LetterEncoder, statement


def test_like_statements_are_suggested_and_the_most_alike_come_first(world: Catalogue) -> None:
    mappings = suggest(world, LetterEncoder(), top_k=1).mappings

    indicators = [m for m in mappings if m.object_id == "elm:1.1"]
    assert indicators[0].subject_id == "ash:1.1.first"
    assert indicators[0].similarity_score == max(m.similarity_score for m in indicators)


def test_a_suggestion_says_that_a_machine_made_it_and_leaves_the_relation_open(world: Catalogue) -> None:
    mapping = suggest(world, LetterEncoder()).mappings[0]

    assert mapping.kind is LinkKind.SUGGESTED
    assert mapping.predicate_id is Predicate.UNSPECIFIED
    assert mapping.similarity_measure == "cosine"
    assert mapping.confidence is None
    assert "letters" in mapping.mapping_tool


def test_a_negative_indicator_is_never_suggested_for_a_positive_one(world: Catalogue) -> None:
    mappings = suggest(world, LetterEncoder(), top_k=10).mappings

    assert not any("elm:1.n" in m.pair for m in mappings)


def test_two_negative_indicators_may_be_suggested_for_each_other() -> None:
    def framework(name: str) -> Framework:
        return Framework(
            id=name,
            title=name,
            source="s",
            statements=(
                statement(f"{name}:1", Kind.INDICATOR, 1, text="Shares information with all."),
                statement(
                    f"{name}:2", Kind.INDICATOR, 2, text="Keeps all to himself.", polarity=Polarity.NEGATIVE
                ),
            ),
        )

    mappings = suggest(Catalogue([framework("x"), framework("y")]), LetterEncoder(), top_k=5).mappings

    assert {m.pair for m in mappings} == {("x:1", "y:1"), ("x:2", "y:2")}


def test_a_framework_known_by_reference_gets_no_suggestion(world: Catalogue) -> None:
    mappings = suggest(world, LetterEncoder(), top_k=10).mappings

    assert not any(node.startswith("oak:") for m in mappings for node in m.pair)


def test_each_side_proposes_its_nearest() -> None:
    # Column 1 is nobody's best, but row 0 is column 1's.
    pairs = nearest_pairs(np.array([[0.9, 0.5]]), np.ones((1, 2), dtype=bool), top_k=1)

    assert pairs == [(0, 0), (0, 1)]


def test_equal_scores_prefer_the_smaller_id() -> None:
    scores = np.array([[0.5, 0.5, 0.5], [0.9, 0.9, 0.9]])

    pairs = nearest_pairs(scores, np.ones((2, 3), dtype=bool), top_k=1)

    # Row 0 proposes its first column; every column proposes row 1.
    assert pairs == [(1, 0), (1, 1), (1, 2), (0, 0)]


def test_a_pair_that_is_not_allowed_is_never_proposed() -> None:
    allowed = np.array([[False, True]])

    assert nearest_pairs(np.array([[0.9, 0.1]]), allowed, top_k=2) == [(0, 1)]


def test_scores_that_differ_only_by_rounding_noise_keep_the_order_of_the_ids() -> None:
    noisy = np.array([[0.5, 0.5 + 1e-9]])

    assert nearest_pairs(noisy, np.ones((1, 2), dtype=bool), top_k=1)[0] == (0, 0)


def test_scores_inside_a_framework_are_not_given(world: Catalogue) -> None:
    suggestions = suggest(world, LetterEncoder())

    assert suggestions.element_ids == ("ash:1.1", "ash:1.2", "elm:1", "elm:2")
    inside = np.isnan(suggestions.element_scores)
    np.testing.assert_array_equal(inside, np.kron(np.eye(2), np.ones((2, 2))).astype(bool))


def test_near_is_what_the_closest_share_of_pairs_reaches() -> None:
    assert nearness([np.arange(0, 0.5, 0.01), np.arange(0.5, 1.0, 0.01)], share=0.25) == pytest.approx(0.7425)


def test_a_framework_of_one_element_and_one_without_indicators_are_taken() -> None:
    catalogue = Catalogue(
        Framework(
            id=i, title=i, source="s", statements=(statement(f"{i}:1", Kind.ELEMENT, 1, title="Courage"),)
        )
        for i in ("x", "y")
    )

    suggestions = suggest(catalogue, LetterEncoder())

    assert [m.pair for m in suggestions.mappings] == [("x:1", "y:1")]
    assert suggestions.near == 1.0


def test_an_element_is_known_by_its_indicators_too() -> None:
    def framework(name: str, title: str, text: str) -> Framework:
        element = statement(f"{name}:1", Kind.ELEMENT, 1, title=title)
        own = statement(f"{name}:1.1", Kind.INDICATOR, 2, text=text, parent_id=f"{name}:1")
        other = statement(f"{name}:2", Kind.ELEMENT, 3, title="Zzz")
        return Framework(id=name, title=name, source="s", statements=(element, own, other))

    catalogue = Catalogue(
        [framework("x", "Qqq", "shares information"), framework("y", "Www", "shares information")]
    )

    scores = {m.pair: m.similarity_score for m in suggest(catalogue, LetterEncoder()).mappings}
    assert scores["x:1", "y:1"] > 0.4


def test_polarity_is_read_from_the_statement(real_catalogue: Catalogue) -> None:
    negative = [s for s in real_catalogue.statements if s.polarity is Polarity.NEGATIVE]

    assert len([s for s in negative if s.kind is Kind.INDICATOR]) == 35


def test_a_statement_without_words_is_told_with_its_place() -> None:
    catalogue = Catalogue(
        [
            Framework(
                id="x", title="X", source="s", statements=(statement("x:1", Kind.ELEMENT, 7, title="🙂 –"),)
            )
        ]
    )

    with pytest.raises(SourceError, match=r"corpus/x/source.txt:7: the element x:1 has no words"):
        suggest(catalogue, LetterEncoder())
