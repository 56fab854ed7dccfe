import numpy as np
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.errors import SourceError
from crosswalk.model import Framework, Kind, Polarity
from crosswalk.suggest import suggest
from crosswalk.suggest.nearest import all_scores, nearest_pairs, nearness
from crosswalk.suggest.vectors import Embedded
from crosswalk.vocabulary import LinkKind, Predicate
from tests.worlds import LetterEncoder, statement


def embedded(ids: str, vectors: list[list[float]], negative: str = "") -> Embedded:
    rows = np.asarray(vectors, dtype=np.float32)
    return Embedded(
        ids=tuple(ids.split()),
        negative=np.asarray([i in negative.split() for i in ids.split()]),
        vectors=rows / np.linalg.norm(rows, axis=1, keepdims=True),
    )


def test_like_statements_are_suggested_and_the_nearest_comes_first(world: Catalogue) -> None:
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
    pairs = nearest_pairs(
        embedded("a:1 a:2", [[1, 0], [0, 1]], negative="a:1"),
        embedded("b:1 b:2", [[1, 0.1], [0.9, 0.2]], negative="b:1"),
        top_k=5,
    )

    assert set(pairs) == {(0, 0), (1, 1)}


def test_a_framework_known_by_reference_gets_no_suggestion(world: Catalogue) -> None:
    mappings = suggest(world, LetterEncoder(), top_k=10).mappings

    assert not any(node.startswith("oak:") for m in mappings for node in m.pair)


def test_each_side_proposes_its_nearest() -> None:
    # b:2 is nobody's nearest, but a:1 is b:2's.
    pairs = nearest_pairs(embedded("a:1", [[1, 0]]), embedded("b:1 b:2", [[1, 0.1], [1, 0.5]]), top_k=1)

    assert set(pairs) == {(0, 0), (0, 1)}


def test_equal_scores_prefer_the_smaller_id() -> None:
    pairs = nearest_pairs(
        embedded("a:1", [[1, 0]]), embedded("b:1 b:2 b:3", [[1, 0], [1, 0], [1, 0]]), top_k=1
    )

    assert (0, 0) in pairs
    found = [column for (_, column) in pairs]
    assert sorted(found) == [0, 1, 2]  # each b proposes a:1; a:1 itself proposes b:1


def test_statements_with_nothing_in_common_are_not_suggested() -> None:
    assert nearest_pairs(embedded("a:1", [[1, 0]]), embedded("b:1", [[0, 1]]), top_k=3) == {}


def test_more_statements_than_a_block_holds_give_what_one_product_gives() -> None:
    random = np.random.default_rng(7)
    left = embedded(" ".join(f"a:{n:04}" for n in range(1100)), random.random((1100, 8)).tolist())
    right = embedded(" ".join(f"b:{n}" for n in range(5)), random.random((5, 8)).tolist())

    pairs = nearest_pairs(left, right, top_k=1)

    best = (left.vectors.astype(float) @ right.vectors.astype(float).T).argmax(axis=1)
    assert {(row, int(column)) for row, column in enumerate(best)} <= set(pairs)


def test_scores_inside_a_framework_are_not_given() -> None:
    ids, scores = all_scores([embedded("a:1 a:2", [[1, 0], [0, 1]]), embedded("b:1", [[1, 0]])])

    assert ids == ("a:1", "a:2", "b:1")
    np.testing.assert_array_equal(np.isnan(scores), [[1, 1, 0], [1, 1, 0], [0, 0, 1]])


def test_near_is_what_the_closest_share_of_pairs_reaches() -> None:
    left = embedded("a:1", [[1, 0]])
    right = embedded(" ".join(f"b:{n}" for n in range(101)), [[n, 100 - n] for n in range(101)])

    near = nearness([left, right], share=0.25)

    cosines = sorted((right.vectors @ left.vectors[0]).tolist())
    assert near == pytest.approx(cosines[75], abs=1e-6)


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
