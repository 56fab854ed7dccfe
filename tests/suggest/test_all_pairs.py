from itertools import product

from crosswalk.catalogue import Catalogue
from crosswalk.suggest.all_pairs import COLUMNS, all_pairs
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
