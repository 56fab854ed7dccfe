from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.errors import WeightsError
from crosswalk.suggest.calibration import expected_calibration_error
from crosswalk.suggest.learn import Example, held_out_probabilities, learn, learn_from_picked
from crosswalk.suggest.scoring import fused, standardised
from crosswalk.suggest.weights import Shape, Weights

BOTH = pytest.mark.parametrize("shape", Shape)
NAMES = ("tells", "noise", "more noise")


def nothing_known(shape: Shape) -> Weights:
    return Weights(shape=shape, shares={})


def example(seed: int, *, group: str | None = None, size: int = 15, strength: float = 2.5) -> Example:
    """Two lists whose places correspond; one view sees it, two do not."""
    rng = np.random.default_rng(seed)
    match = np.eye(size, dtype=bool)[rng.permutation(size)]
    seen = {name: rng.normal(size=match.shape) for name in NAMES}
    seen["tells"] += strength * match
    return Example(
        group=group or f"pair {seed}",
        views={name: standardised(view) for name, view in seen.items()},
        judged=np.ones_like(match),
        match=match,
    )


def only(some: Example, *, judged: int) -> Example:
    """The first judged pairs of an example, a match among them."""
    kept = np.zeros(some.judged.size, dtype=bool)
    kept[np.argsort(~some.match, axis=None, kind="stable")[:1]] = True
    kept[: judged - 1] = True
    return replace(some, judged=kept.reshape(some.judged.shape))


@BOTH
def test_the_view_that_tells_gets_the_largest_vote(shape: Shape) -> None:
    found = learn([example(1), example(2)], nothing_known(shape), encoder="a-model")

    assert found.shares["tells"] > 1 / 3 > max(found.shares["noise"], found.shares["more noise"])
    assert sum(found.shares.values()) == pytest.approx(1)
    assert found.slope > 0
    assert (found.shape, found.encoder) == (shape, "a-model")
    assert (found.judgements, found.matches) == (2 * 15 * 15, 2 * 15)


@BOTH
def test_what_was_learnt_calls_matches_probable_and_others_not(shape: Shape) -> None:
    found = learn([example(1, strength=6.0), example(2, strength=6.0)], nothing_known(shape), encoder="m")

    new = example(3, strength=6.0)
    probability = found.probability(fused(dict(new.views), found, found.shape))
    assert probability[new.match].mean() > 0.5
    assert probability[~new.match].mean() < 0.05
    assert found.error is not None
    assert 0 <= found.error < 0.05


@BOTH
def test_what_was_known_before_is_kept_where_little_contradicts_it(shape: Shape) -> None:
    known = replace(nothing_known(shape), shares={"tells": 0.1, "noise": 0.6, "more noise": 0.3})

    little = learn([only(example(1), judged=4)], known, encoder="m")
    much = learn([example(seed) for seed in range(6)], known, encoder="m")

    assert little.shares == pytest.approx(known.shares, abs=0.1)
    assert much.shares["tells"] > 2 * little.shares["tells"]


@BOTH
def test_too_few_judgements_keep_the_probabilities_known_before(shape: Shape) -> None:
    known = Weights(
        shape=shape,
        shares={},
        judgements=500,
        matches=50,
        slope=1.25,
        intercept=-3.5,
        behind=0.25,
        error=0.01,
        encoder="known",
    )

    found = learn([only(example(1), judged=30)], known, encoder="new")

    assert found == replace(known, shares=found.shares)
    assert set(found.shares) == set(NAMES)


@BOTH
def test_judgements_that_are_all_alike_teach_nothing(shape: Shape) -> None:
    some = example(1)
    for examples in (
        [],
        [replace(some, judged=np.zeros_like(some.judged))],
        [replace(some, judged=some.match)],
        [replace(some, judged=~some.match)],
    ):
        with pytest.raises(WeightsError, match="judged pairs of one kind teach nothing") as refused:
            learn(examples, nothing_known(shape), encoder="m")
        assert refused.value.remedy


@BOTH
def test_the_order_of_the_examples_makes_no_difference(shape: Shape) -> None:
    examples = [example(seed) for seed in (1, 2, 3)]

    found, turned = (learn(some, nothing_known(shape), encoder="m") for some in (examples, examples[::-1]))

    assert turned.shares == pytest.approx(found.shares, abs=1e-3)
    for name in ("behind", "slope", "intercept", "error"):
        assert getattr(turned, name) == pytest.approx(getattr(found, name), rel=1e-2, abs=1e-3), name


def test_pairs_that_nobody_judged_teach_nothing() -> None:
    some = [example(1), example(2)]
    hidden = [replace(e, judged=np.arange(15)[:, np.newaxis] < np.full(15, 10)) for e in some]
    lied = [replace(e, match=np.where(e.judged, e.match, ~e.match)) for e in hidden]

    prior = nothing_known(Shape.MANY_TO_ONE)
    assert learn(lied, prior, encoder="m") == learn(hidden, prior, encoder="m")


@BOTH
def test_probabilities_of_a_held_out_group_are_made_without_it(shape: Shape) -> None:
    # In one group people said the very opposite of what everybody else says.
    examples = [example(1), example(2), example(3, group="contrary")]
    contrary = [*examples[:2], replace(examples[2], match=~examples[2].match)]

    honest, told = (held_out_probabilities(some, nothing_known(shape)) for some in (examples, contrary))

    # Groups are held out in the order of their names, so the contrary one comes first.
    ours = slice(0, 15 * 15)
    np.testing.assert_array_equal(told[0][ours], honest[0][ours])
    np.testing.assert_array_equal(told[1][ours], ~honest[1][ours])
    # To the others it did make a difference.
    assert not np.allclose(told[0][15 * 15 :], honest[0][15 * 15 :])


def test_examples_of_one_group_are_held_out_together() -> None:
    twice = [example(1, group="a"), example(2, group="a"), example(3, group="b")]

    changed = [twice[0], replace(twice[1], match=~twice[1].match), twice[2]]

    prior = nothing_known(Shape.MANY_TO_ONE)
    before, after = held_out_probabilities(twice, prior), held_out_probabilities(changed, prior)
    np.testing.assert_array_equal(after[0][: 2 * 225], before[0][: 2 * 225])


def test_with_one_group_nothing_can_be_held_out() -> None:
    same = [example(1, group="a"), example(2, group="a")]

    assert held_out_probabilities(same, nothing_known(Shape.MANY_TO_ONE)) is None
    assert learn(same, nothing_known(Shape.MANY_TO_ONE), encoder="m").error is None


def test_where_the_rest_is_too_little_to_learn_from_nothing_is_held_out() -> None:
    all_match = replace(example(2), judged=example(2).match)

    assert held_out_probabilities([example(1), all_match], nothing_known(Shape.MANY_TO_ONE)) is None


@BOTH
def test_a_view_that_only_some_examples_have_is_learnt_too(shape: Shape) -> None:
    some, other = example(1), example(2)
    without = replace(other, views={name: other.views[name] for name in NAMES[1:]})

    found = learn([some, without], nothing_known(shape), encoder="m")

    assert set(found.shares) == set(NAMES)
    assert max(found.shares, key=found.shares.__getitem__) == "tells"


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.sampled_from(Shape), st.floats(-3, 3), st.integers(2, 6))
def test_votes_are_none_below_zero_and_add_up_to_one_whatever_was_judged(
    seed: int, shape: Shape, strength: float, size: int
) -> None:
    # A view may even speak against what people say.
    found = learn([example(seed, strength=strength, size=size)], nothing_known(shape), encoder="m")

    assert min(found.shares.values()) >= 0
    assert sum(found.shares.values()) == pytest.approx(1)
    assert np.isfinite([found.slope, found.intercept, found.behind]).all()
    assert found.behind >= 0


def known_of(shape: Shape) -> Weights:
    """What hundreds of judgements said of examples such as these."""
    taught = learn([example(seed) for seed in range(90, 94)], nothing_known(shape), encoder="m")
    assert taught.calibrated
    return taught


def picked(some: Example, weights: Weights, *, count: int) -> Example:
    """The pairs that a reviewer sees first."""
    score = fused(dict(some.views), weights, weights.shape)
    return replace(some, judged=score >= np.sort(score, axis=None)[-count])


@BOTH
def test_a_few_picked_pairs_move_probabilities_a_little(shape: Shape) -> None:
    known = known_of(shape)

    found = learn_from_picked([picked(example(1), known, count=12)], known, encoder="m")

    assert found.judgements == known.judgements + 12
    assert found.slope == pytest.approx(known.slope, abs=0.2)
    assert found.intercept == pytest.approx(known.intercept, abs=0.6)
    assert (found.slope, found.intercept) != (known.slope, known.intercept)
    assert found.error is None


@BOTH
def test_picked_pairs_do_not_spoil_the_probabilities_of_the_others(shape: Shape) -> None:
    known = known_of(shape)
    asked = [picked(example(seed), known, count=30) for seed in (1, 2)]

    near, alone = (f(asked, known, encoder="m") for f in (learn_from_picked, learn))

    errors = []
    for weights in (near, alone):
        rest = [(weights.probability(fused(dict(e.views), weights, shape)), e) for e in asked]
        errors.append(
            expected_calibration_error(
                np.concatenate([p[~e.judged] for p, e in rest]),
                np.concatenate([e.match[~e.judged] for _, e in rest]),
            )
        )
    assert errors[0] < 0.02
    assert errors[0] <= errors[1] + 0.005


@BOTH
def test_the_error_of_picked_pairs_is_measured_on_request_and_only_on_enough_of_them(shape: Shape) -> None:
    known = known_of(shape)
    few, enough = ([picked(example(seed), known, count=n) for seed in (1, 2, 3)] for n in (5, 40))

    assert learn_from_picked(few, known, encoder="m", measured=True).error is None
    assert learn_from_picked(enough, known, encoder="m").error is None
    assert learn_from_picked(enough, known, encoder="m", measured=True).error is not None


@BOTH
def test_picked_pairs_that_are_all_alike_teach_nothing(shape: Shape) -> None:
    some = example(1)

    with pytest.raises(WeightsError, match="judged pairs of one kind teach nothing"):
        learn_from_picked([replace(some, judged=some.match)], known_of(shape), encoder="m")


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.sampled_from(Shape), st.floats(-3, 3), st.integers(2, 6))
def test_whatever_people_pick_the_weights_stay_usable(
    seed: int, shape: Shape, strength: float, size: int
) -> None:
    found = learn_from_picked([example(seed, strength=strength, size=size)], known_of(shape), encoder="m")

    assert found.calibrated
    assert found.slope > 0
    assert found.behind >= 0
    assert sum(found.shares.values()) == pytest.approx(1)
    assert np.isfinite([found.slope, found.intercept, found.behind]).all()
