import numpy as np
import pytest

from crosswalk.suggest.views import (
    HEADINGS,
    LETTERS_BELOW,
    PLACE,
    WITHOUT_VOICE,
    cosines,
    have_parts,
    headings_against_parts,
    letters,
    letters_below,
    views_of,
    whole,
    whole_without_voice,
)
from tests.suggest.sides import encoded, side


def test_what_a_whole_side_says_is_its_voice_and_counts_for_nothing() -> None:
    # Every item of both sides speaks of children and families; only the rest tells them apart.
    left = side("Vision for children and families", "Money for children and families")
    right = side("Money with children and families", "Vision with children and families")
    both = encoded(left, right)

    plain, voiceless = whole(*both), whole_without_voice(*both)

    assert voiceless[0, 1] - voiceless[0, 0] > plain[0, 1] - plain[0, 0]


def test_a_heading_is_known_by_what_the_other_side_asks_below() -> None:
    left = side("Sharing information", "Courage", parts=(("Aaa bbb.",), ("Ccc ddd.",)))
    right = side("Qqq", "Zzz", parts=(("Dares courageously.",), ("Is sharing information.",)))

    scores = headings_against_parts(*encoded(left, right))

    assert scores[0, 1] > scores[0, 0]
    assert scores[1, 0] > scores[1, 1]


def test_letters_below_count_only_where_there_are_parts() -> None:
    left = side("Qqq", "Zzz", parts=(("Shares information.",), ("Dares.",)))
    right = side("Xyx", "Wvw", parts=(("Dares.",), ("Shares information.",)))
    both = encoded(left, right)

    np.testing.assert_array_equal(letters(*both), np.zeros((2, 2)))
    assert letters_below(*both).argmax(axis=1).tolist() == [1, 0]

    leaves = encoded(side("Shares"), side("Shares"))
    np.testing.assert_array_equal(letters_below(*leaves), letters(*leaves))


def test_views_of_parts_are_asked_only_where_there_are_parts() -> None:
    leaves = encoded(side("ab"), side("cd"))
    elements = encoded(side("ab", parts=(("xy",),)), side("cd"))

    assert not have_parts(*leaves)
    assert not {HEADINGS, LETTERS_BELOW} & set(views_of(*leaves))
    assert have_parts(*elements)
    assert {HEADINGS, LETTERS_BELOW} <= set(views_of(*elements))
    assert WITHOUT_VOICE not in views_of(*elements)


@pytest.mark.parametrize(
    ("left", "right", "asked"),
    [
        (("Vision", ""), ("Money",), True),
        (("", ""), ("Money",), False),
        (("Vision", ""), (), False),
    ],
)
def test_where_things_stand_is_asked_only_where_both_sides_have_headings_above(
    left: tuple[str, ...], right: tuple[str, ...], asked: bool
) -> None:
    both = encoded(side("Shares", "Dares", paths=left), side("Tells", paths=right))

    assert (PLACE in views_of(*both)) is asked


def test_a_place_in_the_framework_tells_two_equal_wordings_apart() -> None:
    left = side("Makes plans", "Makes plans", paths=("Money and budgets", "Vision and future"))
    right = side(
        "Makes plans", "Makes plans", paths=("The future and its vision", "The budget and its money")
    )

    seen = views_of(*encoded(left, right))[PLACE]

    assert seen.argmax(axis=1).tolist() == [1, 0]


@pytest.mark.parametrize("counts", [(0, 1), (1, 0), (0, 0)])
def test_every_view_of_an_empty_side_is_empty(counts: tuple[int, int]) -> None:
    left, right = (side(*["Courage"] * count) for count in counts)

    assert {view.shape for view in views_of(*encoded(left, right)).values()} == {counts}


def test_cosines_never_leave_their_range() -> None:
    rows = np.array([[0.6, 0.8 + 1e-12]])

    assert cosines(rows, rows).tolist() == [[1.0]]
    assert cosines(rows, -rows).tolist() == [[-1.0]]
    assert cosines(np.zeros((0, 2)), rows).shape == (0, 1)
