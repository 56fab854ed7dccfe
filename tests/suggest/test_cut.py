import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from crosswalk.suggest.cut import Candidates, Cut, chosen

SHAPES = hnp.array_shapes(min_dims=2, max_dims=2, max_side=5)
#: Whole numbers, so that ties are common.
TABLES = SHAPES.flatmap(lambda shape: hnp.arrays(np.int64, shape, elements=st.integers(-4, 4)))
EVERYTHING = Cut(precision=None)


def probable(score: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.asarray(score, dtype=np.float64)))


def candidates(
    score: object, *, allowed: object = None, known: bool = True, confidence: object = None
) -> Candidates:
    """Scores, and probabilities that rise with them unless others are given."""
    table = np.asarray(score, dtype=np.float64)
    given_ = None if confidence is None else np.asarray(confidence, dtype=np.float64)
    return Candidates(
        score=table,
        confidence=(probable(table) if given_ is None else given_) if known else None,
        allowed=np.ones(table.shape, dtype=bool) if allowed is None else np.asarray(allowed, dtype=bool),
    )


@given(TABLES, st.floats(0.05, 1))
def test_the_list_goes_on_as_long_as_the_expected_share_of_right_ones_lasts(
    score: np.ndarray, precision: float
) -> None:
    known = candidates(score)
    (pairs,) = chosen([known], Cut(precision=precision))

    confidence = [known.confidence[pair] for pair in pairs]
    others = sorted((c for p, c in np.ndenumerate(known.confidence) if p not in pairs), reverse=True)
    assert confidence == sorted(confidence, reverse=True)
    if confidence:
        assert np.mean(confidence) >= precision - 1e-6
    if others:
        assert np.mean([*confidence, others[0]]) < precision + 1e-6


def test_an_expected_share_of_one_half_worked_by_hand() -> None:
    known = candidates([[4, 3], [2, 1]], confidence=[[0.9, 0.5], [0.2, 0.1]])

    # 0.9, then 1.4 / 2, then 1.6 / 3, then 1.7 / 4.
    assert chosen([known], Cut()) == [[(0, 0), (0, 1), (1, 0)]]
    assert chosen([known], Cut(precision=0.7)) == [[(0, 0), (0, 1)]]
    assert chosen([known], Cut(precision=0.95)) == [[]]
    assert chosen([known], Cut(precision=0.4)) == [[(0, 0), (0, 1), (1, 0), (1, 1)]]


@given(TABLES, st.floats(0.05, 1), st.floats(0.05, 1))
def test_whoever_asks_for_fewer_wrong_ones_gets_the_beginning_of_the_same_list(
    score: np.ndarray, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    (longer,), (shorter,) = (chosen([candidates(score)], Cut(precision=p)) for p in (low, high))

    assert longer[: len(shorter)] == shorter


@given(st.lists(TABLES, min_size=1, max_size=4), st.integers(1, 30))
def test_the_most_probable_of_all_lists_are_kept(tables: list[np.ndarray], at_most: int) -> None:
    lists = [candidates(table) for table in tables]
    everything = chosen(lists, EVERYTHING)
    kept = chosen(lists, Cut(precision=None, at_most=at_most))

    def worth(found: list[list[tuple[int, int]]]) -> list[float]:
        return sorted(
            (lists[place].confidence[pair] for place, pairs in enumerate(found) for pair in pairs),
            reverse=True,
        )

    assert worth(kept) == worth(everything)[:at_most]
    for some, all_ in zip(kept, everything, strict=True):
        assert some == [pair for pair in all_ if pair in some]


def test_of_equally_probable_pairs_the_first_list_and_the_smallest_ids_come_first() -> None:
    lists = [candidates([[1, 1], [1, 1]]), candidates([[1, 1]])]

    assert chosen(lists, EVERYTHING) == [[(0, 0), (0, 1), (1, 0), (1, 1)], [(0, 0), (0, 1)]]
    assert chosen(lists, Cut(precision=None, at_most=3)) == [[(0, 0), (0, 1), (1, 0)], []]


@pytest.mark.parametrize("known", [True, False])
def test_many_equally_probable_pairs_keep_the_order_of_the_ids(known: bool) -> None:
    table = np.tile([1.0, 0.0, 2.0], (30, 30))

    (pairs,) = chosen([candidates(table, known=known)], EVERYTHING)

    assert pairs == sorted(pairs, key=lambda pair: (-table[pair], *pair))
    assert len(pairs) >= 30


def test_both_ends_hold_together() -> None:
    lists = [candidates([[1, 1]], confidence=[[0.9, 0.2]]), candidates([[1]], confidence=[[0.8]])]

    assert chosen(lists, Cut(precision=0.6, at_most=5)) == [[(0, 0)], [(0, 0)]]
    assert chosen(lists, Cut(precision=0.6, at_most=1)) == [[(0, 0)], []]


def test_scores_that_differ_only_by_rounding_noise_keep_the_order_of_the_ids() -> None:
    noisy = candidates([[0.5, 0.5 + 1e-9]], confidence=[[0.5, 0.5]])

    assert chosen([noisy], EVERYTHING) == [[(0, 0), (0, 1)]]


def test_without_probabilities_each_side_proposes_its_best() -> None:
    # Column 1 is nobody's best, but row 0 is column 1's.
    assert chosen([candidates([[0.9, 0.5]], known=False)], Cut()) == [[(0, 0), (0, 1)]]


def test_of_equally_good_partners_the_one_with_the_smaller_id_is_proposed() -> None:
    unknown = candidates([[0.5, 0.5, 0.5], [0.9, 0.9, 0.9]], known=False)

    # Row 0 proposes its first column; every column proposes row 1.
    assert chosen([unknown], Cut()) == [[(1, 0), (1, 1), (1, 2), (0, 0)]]


@given(TABLES)
def test_without_probabilities_everybody_with_a_partner_has_one_and_no_pair_is_nobodys_best(
    score: np.ndarray,
) -> None:
    (pairs,) = chosen([candidates(score, known=False)], Cut(precision=0.9))

    assert {row for row, _ in pairs} == set(range(score.shape[0]))
    assert {column for _, column in pairs} == set(range(score.shape[1]))
    for row, column in pairs:
        assert score[row, column] in (score[row].max(), score[:, column].max())


@pytest.mark.parametrize("known", [True, False])
@given(data=st.data())
def test_a_pair_that_is_not_allowed_is_never_chosen(known: bool, data: st.DataObject) -> None:
    score = data.draw(TABLES)
    allowed = data.draw(hnp.arrays(np.bool_, score.shape))

    (pairs,) = chosen([candidates(score, allowed=allowed, known=known)], EVERYTHING)

    assert all(allowed[pair] for pair in pairs)
    assert len(pairs) == (allowed.sum() if known else len(set(pairs)))
    if not allowed.any():
        assert pairs == []


def test_who_may_not_have_the_best_gets_the_next_best() -> None:
    unknown = candidates([[0.9, 0.1]], allowed=[[False, True]], known=False)

    assert chosen([unknown], Cut()) == [[(0, 1)]]


@pytest.mark.parametrize("shape", [(0, 0), (0, 2), (2, 0)])
@pytest.mark.parametrize("known", [True, False])
def test_a_side_without_things_gives_no_pairs(shape: tuple[int, int], known: bool) -> None:
    nothing = candidates(np.zeros(shape), known=known)

    assert chosen([nothing], Cut()) == [[]]
    assert chosen([nothing, nothing], Cut(at_most=3)) == [[], []]
    assert chosen([], Cut()) == []
