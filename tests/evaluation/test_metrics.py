import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as oracle

from crosswalk.evaluation import metrics


def truth(*values: int) -> np.ndarray:
    return np.array(values, dtype=bool)


def scores(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


# Few different scores, so that ties are common.
RANKINGS = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=8)
WITH_A_POSITIVE = RANKINGS.filter(lambda items: any(positive for _, positive in items))
MIXED = WITH_A_POSITIVE.filter(lambda items: not all(positive for _, positive in items))


def split(items: list[tuple[int, bool]]) -> tuple[np.ndarray, np.ndarray]:
    return scores(*(s for s, _ in items)), truth(*(p for _, p in items))


def mean_over_orders(items: list[tuple[int, bool]], figure: object) -> float:
    """A figure of a list of truths, over every order that the scores allow."""
    found = []
    for order in itertools.permutations(items):
        if all(a[0] >= b[0] for a, b in itertools.pairwise(order)):
            found.append(figure([positive for _, positive in order]))
    return float(np.mean(found))


def test_average_precision_of_a_ranking_worked_by_hand() -> None:
    # Hits at ranks 1 and 3: (1/1 + 2/3) / 2.
    assert metrics.average_precision(scores(4, 3, 2, 1), truth(1, 0, 1, 0)) == pytest.approx(5 / 6)


def test_average_precision_takes_tied_items_in_one_step() -> None:
    # The first hit alone (1/2 of the recall at precision 1), then three at once (precision 2/4).
    assert metrics.average_precision(scores(4, 1, 1, 1), truth(1, 0, 1, 0)) == pytest.approx(0.75)
    assert metrics.average_precision(scores(1, 1, 1, 1), truth(1, 0, 0, 0)) == pytest.approx(0.25)


@given(WITH_A_POSITIVE)
def test_average_precision_is_that_of_scikit_learn(items: list[tuple[int, bool]]) -> None:
    values, positive = split(items)

    assert metrics.average_precision(values, positive) == pytest.approx(
        oracle.average_precision_score(positive, values)
    )


@given(WITH_A_POSITIVE, st.randoms())
def test_average_precision_knows_only_the_order(items: list[tuple[int, bool]], random: object) -> None:
    values, positive = split(items)
    found = metrics.average_precision(values, positive)
    shuffled = [*items]
    random.shuffle(shuffled)

    assert 0 < found <= 1
    assert metrics.average_precision(np.exp(values) * 3 - 7, positive) == pytest.approx(found)
    assert metrics.average_precision(*split(shuffled)) == pytest.approx(found)


@given(WITH_A_POSITIVE)
def test_a_perfect_ranking_gets_one_everywhere(items: list[tuple[int, bool]]) -> None:
    _, positive = split(items)
    perfect = positive.astype(np.float64)

    assert metrics.average_precision(perfect, positive) == pytest.approx(1)
    assert metrics.recall_at_k(perfect, positive, k=len(items)) == pytest.approx(1)
    assert metrics.mrr(perfect, positive) == pytest.approx(1)
    assert metrics.ndcg_at_k(perfect, perfect, k=3) == pytest.approx(1)
    if not positive.all():
        assert metrics.auc(perfect, positive) == 1
        assert metrics.best_threshold_kappa(perfect, positive) == (1.0, 1.0)


def test_what_has_no_positive_has_no_figure() -> None:
    nothing = scores(2, 1), truth(0, 0)

    assert math.isnan(metrics.average_precision(*nothing))
    assert math.isnan(metrics.recall_at_k(*nothing, k=1))
    assert math.isnan(metrics.mrr(*nothing))
    assert math.isnan(metrics.ndcg_at_k(*nothing, k=1))
    assert math.isnan(metrics.auc(*nothing))
    assert math.isnan(metrics.best_threshold_kappa(*nothing)[0])
    assert math.isnan(metrics.average_precision(scores(), truth()))
    assert math.isnan(metrics.cohen_kappa(truth(), truth()))
    assert math.isnan(metrics.macro_f1([], []))


def test_the_mean_over_queries_leaves_out_those_without_a_positive() -> None:
    values = np.array([[3, 2, 1], [3, 2, 1], [3, 2, 1]])
    positive = np.array([[1, 0, 0], [0, 0, 0], [0, 1, 0]], dtype=bool)

    assert metrics.mean_average_precision(values, positive) == pytest.approx((1 + 1 / 2) / 2)
    assert math.isnan(metrics.mean_average_precision(values[1:2], positive[1:2]))


def test_recall_of_the_first_k_worked_by_hand() -> None:
    ranking = scores(5, 4, 3, 2, 1), truth(1, 0, 1, 0, 1)

    assert [metrics.recall_at_k(*ranking, k=k) for k in (1, 2, 3, 9)] == pytest.approx(
        [1 / 3, 1 / 3, 2 / 3, 1]
    )


@given(WITH_A_POSITIVE, st.integers(1, 9))
def test_recall_is_the_mean_over_all_orders_of_tied_items(items: list[tuple[int, bool]], k: int) -> None:
    items = items[:6]
    values, positive = split(items)
    if positive.any():
        assert metrics.recall_at_k(values, positive, k=k) == pytest.approx(
            mean_over_orders(items, lambda order: sum(order[:k]) / sum(order))
        )


@given(WITH_A_POSITIVE)
def test_the_reciprocal_rank_is_the_mean_over_all_orders_of_tied_items(items: list[tuple[int, bool]]) -> None:
    items = items[:6]
    values, positive = split(items)
    if positive.any():
        assert metrics.mrr(values, positive) == pytest.approx(
            mean_over_orders(items, lambda order: 1 / (order.index(True) + 1))
        )


def test_ndcg_worked_by_hand() -> None:
    # Gains 0, 3, 2 in the order given; the best order is 3, 2, 0.
    reached = 3 / math.log2(3) + 2 / 2
    best = 3 / 1 + 2 / math.log2(3)

    assert metrics.ndcg_at_k(scores(3, 2, 1), scores(0, 3, 2), k=3) == pytest.approx(reached / best)
    assert metrics.ndcg_at_k(scores(3, 2, 1), scores(0, 3, 2), k=1) == 0


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=2, max_size=12).filter(
        lambda items: any(gain for _, gain in items)
    ),
    st.integers(1, 12),
)
def test_ndcg_is_that_of_scikit_learn(items: list[tuple[int, int]], k: int) -> None:
    values, gains = scores(*(s for s, _ in items)), scores(*(g for _, g in items))

    assert metrics.ndcg_at_k(values, gains, k=k) == pytest.approx(oracle.ndcg_score([gains], [values], k=k))


def test_a_negative_gain_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        metrics.ndcg_at_k(scores(1, 2), scores(-1, 1), k=2)


@given(MIXED)
def test_the_area_under_the_curve_is_that_of_scikit_learn(items: list[tuple[int, bool]]) -> None:
    values, positive = split(items)

    assert metrics.auc(values, positive) == pytest.approx(oracle.roc_auc_score(positive, values))


def test_kappa_worked_by_hand() -> None:
    # Both yes 20, only a 5, only b 10, both no 15: p_o = 0.7, p_e = 0.5.
    a = np.repeat([True, True, False, False], [20, 5, 10, 15])
    b = np.repeat([True, False, True, False], [20, 5, 10, 15])

    assert metrics.cohen_kappa(a, b) == pytest.approx(0.4)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[bool, bool]]) -> None:
    a, b = truth(*(p[0] for p in pairs)), truth(*(p[1] for p in pairs))
    if a.any() and not a.all():
        assert metrics.cohen_kappa(a, b) == pytest.approx(oracle.cohen_kappa_score(a, b))
    assert metrics.cohen_kappa(a, a) == 1


@given(MIXED)
def test_no_cut_has_a_higher_kappa_than_the_best_one(items: list[tuple[int, bool]]) -> None:
    values, positive = split(items)
    best, cut = metrics.best_threshold_kappa(values, positive)

    assert metrics.cohen_kappa(values >= cut, positive) == pytest.approx(best)
    assert all(metrics.cohen_kappa(values >= other, positive) <= best + 1e-12 for other in values)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_macro_f1_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    said, done = zip(*pairs, strict=True)

    assert metrics.macro_f1(said, done) == pytest.approx(oracle.f1_score(said, done, average="macro"))


def test_macro_f1_counts_rare_classes_as_much_as_common_ones() -> None:
    # `a`: 2 * 3 / (3 + 4); `b` is never said: 0.
    assert metrics.macro_f1("aaab", "aaaa") == pytest.approx((2 * 3 / (3 + 4)) / 2)


def test_scores_that_are_no_numbers_or_too_few_are_refused() -> None:
    with pytest.raises(ValueError, match="not a number"):
        metrics.average_precision(scores(1, math.nan), truth(1, 0))
    with pytest.raises(ValueError, match="scores for"):
        metrics.average_precision(scores(1, 2, 3), truth(1, 0))
