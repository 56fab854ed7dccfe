import numpy as np

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind
from crosswalk.suggest.encoded import encode_catalogue, encode_sides, unit
from crosswalk.suggest.side import side_of
from tests.suggest.sides import Counting, encoded, side
from tests.worlds import LetterEncoder


def test_every_distinct_text_is_encoded_once_and_progress_is_told() -> None:
    counting, told = Counting(), []
    both = side("Sharing", "Courage", parts=(("Dares.",), ("Dares.",)))

    encode_sides((both, both), counting, progress=lambda done, total: told.append((done, total)))

    assert sorted(counting.asked) == ["Courage", "Dares.", "Sharing"]
    assert told == [(2, 3), (3, 3)]


def test_headings_are_encoded_once_for_all_that_stands_below_them(world: Catalogue) -> None:
    counting = Counting()

    encode_catalogue(world, counting)

    assert counting.asked.count("Working together") == 1
    assert len(counting.asked) == len(set(counting.asked))


def test_half_of_an_element_is_its_own_wording_however_many_indicators_it_has() -> None:
    few, many = encoded(
        side("Courage", parts=(("Shares.", "Tells."),)),
        side("Courage", parts=(("Shares.", "Tells.") * 10,)),
    )

    np.testing.assert_allclose(few.whole, many.whole, atol=1e-12)


def test_vectors_have_unit_length_and_come_in_the_order_of_the_side(world: Catalogue) -> None:
    found = encode_catalogue(world, LetterEncoder())["ash", Kind.INDICATOR]

    assert found.side == side_of(world.framework("ash"), Kind.INDICATOR)
    assert found.places is not None
    for rows in (found.whole, found.headings, found.places):
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1)
        assert len(rows) == len(found.side)
    assert found.above is not None
    assert found.above.side == side_of(world.framework("ash"), Kind.ELEMENT)


def test_what_stands_at_the_top_has_no_place() -> None:
    top, below = encoded(side("Courage"), side("Courage", paths=("Virtues",)))

    assert top.places is None
    assert below.places is not None


def test_frameworks_known_by_reference_are_left_out(world: Catalogue) -> None:
    assert {name for name, _ in encode_catalogue(world, LetterEncoder())} == {"ash", "elm"}


def test_rows_of_zeros_stay_what_they_are() -> None:
    np.testing.assert_allclose(unit(np.array([[3.0, 4.0], [0.0, 0.0]])), [[0.6, 0.8], [0.0, 0.0]])
