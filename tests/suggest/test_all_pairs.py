from itertools import combinations, product
from pathlib import Path

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind
from crosswalk.suggest.all_pairs import COLUMNS, all_pairs
from crosswalk.suggest.encoders import DEFAULT_ENCODER
from crosswalk.suggest.weights import Shape
from crosswalk.vocabulary import PREDICATE_WORDS, Predicate
from crosswalk.workspace import Workspace
from tests.worlds import LetterEncoder


def test_every_pair_of_elements_has_a_score_and_the_best_comes_first(world: Catalogue) -> None:
    table = all_pairs(world, LetterEncoder())

    assert tuple(table.columns) == COLUMNS
    assert set(zip(table["subject_id"], table["object_id"], strict=True)) == set(
        product(["ash:1.1", "ash:1.2"], ["elm:1", "elm:2"])
    )
    assert table["score"].is_monotonic_decreasing
    assert (table.iloc[0]["subject_label"], table.iloc[0]["object_label"]) == (
        "Sharing information",
        "Sharing information well",
    )


def test_what_is_not_known_is_left_open(world: Catalogue) -> None:
    table = all_pairs(world, LetterEncoder())

    assert set(table["relation"]) == {"skos:mappingRelation"}
    assert table["confidence"].isna().all()


def test_another_shape_has_other_scores(world: Catalogue) -> None:
    scores = [set(all_pairs(world, LetterEncoder(), shape=shape)["score"]) for shape in Shape]

    assert scores[0] != scores[1]


def test_every_two_elements_of_every_two_documents_are_there_once_with_relation_and_probability(
    built: Path, real_catalogue: Catalogue
) -> None:
    table = all_pairs(real_catalogue, Workspace(built).encoder(DEFAULT_ENCODER))

    ids = {f.id: [s.id for s in f.of_kind(Kind.ELEMENT)] for f in real_catalogue.documents}
    everything = [pair for a, b in combinations(ids, 2) for pair in product(ids[a], ids[b])]
    assert sorted(zip(table["subject_id"], table["object_id"], strict=True)) == sorted(everything)
    assert set(table["relation"]) <= set(PREDICATE_WORDS)
    assert table["confidence"].between(0, 1).all()
    for _, two in table.groupby(
        [table["subject_id"].str.partition(":")[0], table["object_id"].str.partition(":")[0]]
    ):
        assert two["score"].is_monotonic_decreasing
        assert two["confidence"].is_monotonic_decreasing
    # What is more likely a match than not has a relation; what hardly is one has none.
    assert Predicate.UNSPECIFIED not in set(table.loc[table["confidence"] >= 0.5, "relation"])
    assert set(table.loc[table["confidence"] < 0.05, "relation"]) == {Predicate.UNSPECIFIED}
