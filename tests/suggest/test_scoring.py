from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.model import Framework, Kind
from crosswalk.suggest import scoring
from crosswalk.suggest.scoring import (
    Comparison,
    behind_the_best,
    compare,
    opposed,
    says_the_same,
    standardised,
)
from crosswalk.suggest.side import Side, side_of
from crosswalk.suggest.views import ABOVE
from crosswalk.suggest.weights import Learnt, Shape, Weights, untaught
from tests.suggest.sides import encoded, side
from tests.worlds import statement

TITLES = (
    "Sharing information",
    "Managing money",
    "Courage",
    "Vision for the future",
    "Working with others",
    "Learning from mistakes",
)
BELOW = tuple((f"Is good at {title.lower()}.", f"Cares for {title.lower()}.") for title in TITLES)

#: Weights that know what a score means, for both kinds of sides.
TAUGHT = Learnt(
    *(
        replace(weights, judgements=100, matches=20, slope=1.5, intercept=-2.0, behind=0.5, encoder="letters")
        for weights in (untaught().parts, untaught().leaves)
    )
)


pytestmark = pytest.mark.usefixtures("few_pairs_are_enough")


def compared(left: Side, right: Side, *, learnt: Learnt = TAUGHT, shape: Shape | None = None) -> Comparison:
    return compare(*encoded(left, right), learnt, shape=shape)


def test_the_same_words_are_most_alike() -> None:
    left = side("Sharing information", "Managing money", "Courage")
    right = side("Courage", "Sharing information", "Managing money")

    assert compared(left, right).score.argmax(axis=1).tolist() == [1, 2, 0]


@pytest.mark.parametrize("parts", [(), BELOW])
@given(order=st.permutations(range(len(TITLES))))
def test_equal_texts_are_each_others_best(parts: tuple[tuple[str, ...], ...], order: list[int]) -> None:
    left = side(*TITLES, parts=parts)
    right = side(
        *(TITLES[place] for place in order), parts=[parts[place] for place in order] if parts else ()
    )

    score = compared(left, right).score

    assert [order[best] for best in score.argmax(axis=1)] == list(range(len(TITLES)))
    assert score.argmax(axis=0).tolist() == order


@pytest.mark.parametrize("parts", [(), BELOW[:4]])
@given(rows=st.permutations(range(4)), columns=st.permutations(range(6)))
def test_the_order_of_the_statements_makes_no_difference(
    parts: tuple[tuple[str, ...], ...], rows: list[int], columns: list[int]
) -> None:
    titles = tuple(title.upper() + " at work" for title in TITLES[:4])
    left = side(*titles, parts=parts, negative=(1,))
    mixed = side(
        *(titles[row] for row in rows),
        parts=[parts[row] for row in rows] if parts else (),
        negative=[rows.index(1)],
    )

    straight = compared(left, side(*TITLES))
    turned = compared(mixed, side(*(TITLES[column] for column in columns)))

    np.testing.assert_allclose(turned.score, straight.score[np.ix_(rows, columns)], atol=1e-6)
    np.testing.assert_allclose(turned.confidence, straight.confidence[np.ix_(rows, columns)], atol=1e-6)


def test_changing_sides_turns_the_scores_round() -> None:
    left = side("Sharing", "Courage", parts=(("Shares it.", "Tells all."), ("Dares.",)))
    right = side("Tells", "Dares")

    np.testing.assert_allclose(compared(left, right).score, compared(right, left).score.T, atol=1e-6)


def test_every_view_is_in_standard_deviations_of_all_pairs() -> None:
    found = compared(side("One thing", "Another", "A third"), side("One", "Two"))

    for name, view in found.views.items():
        assert view.mean() == pytest.approx(0, abs=1e-9), name
        assert view.std() == pytest.approx(1), name


@pytest.mark.parametrize("shape", Shape)
def test_one_pair_alone_says_nothing_and_breaks_nothing(shape: Shape) -> None:
    found = compared(side("Courage"), side("Courage"), shape=shape)

    assert found.score.tolist() == [[0.0]]


@pytest.mark.parametrize("shape", Shape)
def test_one_statement_against_many_finds_its_own_words(shape: Shape) -> None:
    assert compared(side("Courage"), side(*TITLES), shape=shape).score.argmax() == TITLES.index("Courage")


@pytest.mark.parametrize("counts", [(0, 0), (0, 1), (2, 0)])
@pytest.mark.parametrize("shape", Shape)
def test_a_side_without_things_gives_no_scores(counts: tuple[int, int], shape: Shape) -> None:
    left, right = (side(*TITLES[:count]) for count in counts)

    found = compared(left, right, shape=shape)

    assert found.score.shape == counts
    assert all(view.shape == counts for view in found.views.values())


def test_equal_wordings_all_round_are_all_alike() -> None:
    found = compared(side(*["Courage"] * 3), side(*["Courage"] * 2))

    assert set(found.score.ravel()) == {0.0}


def test_a_behaviour_and_a_warning_come_last_and_have_no_probability() -> None:
    left = side(*TITLES, negative=(2, 3))
    right = side(*(f"{title} at work" for title in TITLES), negative=(3,))

    found, apart = compared(left, right), opposed(*encoded(left, right))

    # Courage is a warning on the left only, vision on both sides.
    assert apart[2].tolist() == [True, True, True, False, True, True]
    assert apart[:, 3].tolist() == [True, True, False, False, True, True]
    assert found.score[apart].max() < found.score[~apart].min()
    assert set(found.confidence[apart]) == {0.0}
    assert found.confidence[~apart].min() > 0


def test_being_behind_the_best_rival_worked_by_hand() -> None:
    score = np.array([[5.0, 1, 0], [2, 4, 0], [0, 0, 1]])

    # The best of a row or column is not behind; others are behind its second best.
    # In the rows: 0 against 1, 0 against 2; in the columns: 0 against 2, 0 against 1.
    assert behind_the_best(score).tolist() == [[0, 0, -1], [0, 0, -2], [-2, -1, 0]]


def test_nothing_is_behind_where_there_is_no_rival() -> None:
    assert behind_the_best(np.array([[3.0]])).tolist() == [[0.0]]
    assert behind_the_best(np.array([[3.0, 1.0, 0.0]])).tolist() == [[0.0, 0.0, -1.0]]


def test_being_behind_costs_where_each_thing_has_one_counterpart() -> None:
    left, right = side(*TITLES, parts=BELOW), side(*TITLES[::-1], parts=BELOW[::-1])
    free = Learnt(replace(TAUGHT.parts, behind=0.0), TAUGHT.leaves)

    with_rivals, without = compared(left, right).score, compared(left, right, learnt=free).score

    counterparts = np.eye(len(TITLES), dtype=bool)[::-1]
    np.testing.assert_allclose(with_rivals[counterparts], without[counterparts])
    assert (with_rivals <= without + 1e-12).all()
    assert (with_rivals < without).any()


def test_a_probability_rises_with_the_score() -> None:
    found = compared(side(*TITLES), side(*TITLES[::-1]))

    order = np.argsort(found.score, axis=None)
    assert (np.diff(found.confidence.ravel()[order]) >= 0).all()
    assert 0 < found.confidence.min() < found.confidence.max() < 1


def test_another_shape_than_the_learnt_one_changes_the_order_and_has_no_probability() -> None:
    sides = side(*TITLES), side(*TITLES[2:], "Sharing", "Money and courage")

    learnt = compared(*sides)
    said = compared(*sides, shape=Shape.MANY_TO_ONE)
    other = compared(*sides, shape=Shape.ONE_TO_ONE)

    # These are lists, which were learnt as many-to-one.
    np.testing.assert_array_equal(said.score, learnt.score)
    np.testing.assert_array_equal(said.confidence, learnt.confidence)
    assert other.confidence is None
    assert np.argsort(other.score, axis=None).tolist() != np.argsort(learnt.score, axis=None).tolist()


def test_where_too_little_was_judged_there_is_no_probability() -> None:
    assert compared(side(*TITLES), side(*TITLES), learnt=untaught()).confidence is None


def test_a_view_that_has_the_whole_vote_decides_alone() -> None:
    both = encoded(side(*TITLES, parts=BELOW), side(*TITLES[::-1], parts=BELOW))

    for name, view in compare(*both, untaught()).views.items():
        alone = Weights(shape=Shape.ONE_TO_ONE, shares={name: 1.0})
        found = compare(*both, Learnt(alone, untaught().leaves))

        np.testing.assert_allclose(found.score, view, atol=1e-9)


def test_what_stands_above_is_evidence_for_what_stands_below() -> None:
    def tree(name: str, text: str, *titles: str) -> Framework:
        """Under every heading the same sentence."""
        statements = []
        for number, title in enumerate(titles, start=1):
            statements += [
                statement(f"{name}:{number}", Kind.ELEMENT, number, title=title),
                statement(
                    f"{name}:{number}.1",
                    Kind.INDICATOR,
                    number,
                    text=text,
                    parent_id=f"{name}:{number}",
                ),
            ]
        return Framework(id=name, title=name, statements=tuple(statements))

    sides = [
        side_of(tree(*t), Kind.INDICATOR)
        for t in (("x", "Does it.", *TITLES), ("y", "Does that.", *TITLES[::-1]))
    ]

    found = compare(*encoded(*sides), TAUGHT)

    assert found.views[ABOVE].argmax(axis=1).tolist() == [5, 4, 3, 2, 1, 0]
    assert found.score.argmax(axis=1).tolist() == [5, 4, 3, 2, 1, 0]


@pytest.mark.parametrize("axis", [None, 0, 1])
def test_values_that_are_all_alike_have_no_deviation(axis: int | None) -> None:
    noisy = np.full((3, 3), 0.1) + np.eye(3) * 1e-17

    assert standardised(noisy, axis).tolist() == np.zeros((3, 3)).tolist()
    assert standardised(np.zeros((0, 2)), axis).shape == (0, 2)


def test_the_same_words_come_first_even_where_another_pair_has_more_in_common() -> None:
    left = side("Courage", "Courage in the face of danger and of doubt", "Money")
    right = side("Courage in the face of danger and doubt", "Courage", "Trust")

    score = compared(left, right).score

    assert score.argmax() == 1
    assert score[0, 1] == score.max()


def test_what_says_the_same_is_never_a_behaviour_and_its_opposite() -> None:
    left, right = encoded(side("Courage", "Money", negative=(0,)), side("courage.", "Trust"))

    assert opposed(left, right).tolist() == [[False, True], [False, False]]


def test_the_same_heading_with_other_things_below_does_not_say_the_same() -> None:
    left = encoded(side("Courage", parts=[("Dares.",)]), side("Courage", parts=[("Tells all.",)]))

    assert not says_the_same(*left).any()
    assert says_the_same(left[0], left[0]).all()


def test_among_too_few_pairs_no_probability_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "ENOUGH_PAIRS", len(TITLES) ** 2)
    enough, fewer = side(*TITLES), side(*TITLES[1:])

    assert compared(enough, enough).confidence is not None
    assert compared(enough, fewer).confidence is None
    assert np.isfinite(compared(enough, fewer).score).all()
