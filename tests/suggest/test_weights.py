from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import WeightsError
from crosswalk.suggest import views
from crosswalk.suggest.encoders import load_encoder
from crosswalk.suggest.weights import (
    ENOUGH_JUDGEMENTS,
    ENOUGH_OF_EACH,
    Learnt,
    Shape,
    Weights,
    read_weights,
    shipped,
    untaught,
    written,
)

VIEWS = {value for name, value in vars(views).items() if name.isupper() and isinstance(value, str)}

#: A folder, too, may be called anything that can be printed.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20)

TABLE = """
[parts]
shape = "one-to-one"
encoder = "a-model"
judgements = 90
matches = 30
slope = 1.5
intercept = -2.0
behind = 0.5

[parts.shares]
"one view" = 0.75
"another" = 0.25
"""


@st.composite
def some_weights(draw: st.DrawFn) -> Weights:
    names = draw(st.lists(st.sampled_from(sorted(VIEWS)), min_size=1, unique=True))
    votes = np.array(draw(st.lists(st.integers(1, 100), min_size=len(names), max_size=len(names))))
    judgements = draw(st.integers(0, 10_000))
    figure = st.floats(-20, 20)
    return Weights(
        shape=draw(st.sampled_from(Shape)),
        shares=dict(zip(names, (votes / votes.sum()).tolist(), strict=True)),
        behind=draw(st.floats(0, 5)),
        slope=draw(figure),
        intercept=draw(figure),
        judgements=judgements,
        matches=draw(st.integers(0, judgements)),
        error=draw(st.none() | st.floats(0, 1)),
        encoder=draw(WORDS),
    )


def test_the_shipped_weights_are_whole() -> None:
    for weights in (shipped().parts, shipped().leaves):
        assert sum(weights.shares.values()) == pytest.approx(1, abs=1e-3)
        assert set(weights.shares) <= VIEWS
        assert weights.calibrated
        assert weights.error is not None
        assert load_encoder().name.startswith(weights.encoder)
    assert (shipped().parts.shape, shipped().leaves.shape) == (Shape.ONE_TO_ONE, Shape.MANY_TO_ONE)


@given(some_weights(), some_weights(), WORDS)
def test_what_is_written_is_read_back_the_same(parts: Weights, leaves: Weights, how: str) -> None:
    found = read_weights(written(Learnt(parts, leaves), how=how), path="weights.toml")

    for before, after in ((parts, found.parts), (leaves, found.leaves)):
        assert after.shares == pytest.approx(before.shares, abs=1e-4)
        for name in ("behind", "slope", "intercept", "error"):
            assert getattr(after, name) == pytest.approx(getattr(before, name), abs=1e-4), name
        for name in ("shape", "judgements", "matches", "encoder"):
            assert getattr(after, name) == getattr(before, name), name


def test_what_is_written_says_how_it_was_made_and_is_the_same_when_written_again() -> None:
    text = written(shipped(), how="From ten pairs.\nBy two people.")

    assert text.startswith("# From ten pairs.\n# By two people.\n\n[parts]\n")
    assert written(read_weights(text, path=""), how="From ten pairs.\nBy two people.") == text


def test_weights_for_one_kind_of_statements_leave_the_other_as_shipped() -> None:
    found = read_weights(TABLE, path="weights.toml")

    assert found.parts.shares == {"one view": 0.75, "another": 0.25}
    assert found.leaves == shipped().leaves
    assert read_weights("", path="weights.toml") == shipped()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[parts]", "[parts"),
        ("[parts]", "[leafs]\nshape = 1\n[parts]"),
        ("shape = ", "form = "),
        ("one-to-one", "one-to-none"),
        ("[parts.shares]", "[parts.votes]"),
        ("0.75", "-0.75"),
        ("0.75", "0.5"),
        ("0.75", "nan"),
        ("0.75", '"most"'),
        ('"one view" = 0.75\n"another" = 0.25', ""),
        ("1.5", '"steep"'),
        ("1.5", "inf"),
        ("-2.0", "[]"),
        ("behind = 0.5", "behind = -0.5"),
        ("judgements = 90", 'judgements = "many"'),
        ("judgements = 90", "judgements = 20"),
        ("matches = 30", "matches = -1"),
        ("matches = 30", "error = 1.5"),
        ('"a-model"', "7"),
        ("behind = 0.5", "behind = 0.5\nahead = 0.5"),
    ],
)
def test_weights_that_are_not_as_they_should_be_are_refused_with_the_file(before: str, after: str) -> None:
    assert before in TABLE

    with pytest.raises(WeightsError, match=r"^mappings/weights.toml: the weights cannot be read") as refused:
        read_weights(TABLE.replace(before, after), path="mappings/weights.toml")

    assert "crosswalk learn" in refused.value.remedy


def test_the_votes_of_views_that_are_not_there_are_shared_out() -> None:
    weights = Weights(shape=Shape.ONE_TO_ONE, shares={"a": 0.5, "b": 0.3, "c": 0.2})

    assert weights.of(["a", "c"]) == pytest.approx({"a": 5 / 7, "c": 2 / 7})
    assert weights.of(["c", "new"]) == {"c": 1.0, "new": 0.0}
    assert weights.of(["new", "newer"]) == {"new": 0.5, "newer": 0.5}


@given(some_weights(), st.lists(st.sampled_from(sorted(VIEWS)), min_size=1, unique=True))
def test_votes_always_add_up_to_one(weights: Weights, there: list[str]) -> None:
    found = weights.of(there)

    assert list(found) == there
    assert sum(found.values()) == pytest.approx(1)
    assert min(found.values()) >= 0


def test_what_a_score_means_is_known_only_for_the_model_it_was_learnt_with() -> None:
    same, other = (shipped().for_encoder(name) for name in ("all-MiniLM-L6-v2 (int8)", "all-mpnet-base-v2"))

    assert same == shipped()
    assert not other.parts.calibrated
    assert not other.leaves.calibrated
    # How the views are weighed is still the best that is known.
    assert other.parts.shares == shipped().parts.shares


def test_a_model_of_a_longer_name_is_another_model() -> None:
    assert not shipped().for_encoder("all-MiniLM-L6-v2-trained-further (cpu)").parts.calibrated
    assert shipped().for_encoder("all-MiniLM-L6-v2").parts.calibrated


def test_weights_that_name_no_model_know_no_probability() -> None:
    nameless = Learnt(replace(shipped().parts, encoder=""), shipped().leaves)

    assert not nameless.for_encoder("all-MiniLM-L6-v2").parts.calibrated


@pytest.mark.parametrize(
    ("judgements", "matches", "slope", "enough"),
    [
        (ENOUGH_JUDGEMENTS, ENOUGH_OF_EACH, 1.0, True),
        (ENOUGH_JUDGEMENTS - 1, ENOUGH_OF_EACH, 1.0, False),
        (ENOUGH_JUDGEMENTS, ENOUGH_OF_EACH - 1, 1.0, False),
        (ENOUGH_JUDGEMENTS, ENOUGH_JUDGEMENTS - ENOUGH_OF_EACH + 1, 1.0, False),
        # A higher score that makes a match less probable is no probability to show anybody.
        (ENOUGH_JUDGEMENTS, ENOUGH_OF_EACH, -1.0, False),
    ],
)
def test_probabilities_need_enough_judgements_of_both_kinds(
    judgements: int, matches: int, slope: float, enough: bool
) -> None:
    weights = Weights(
        shape=Shape.ONE_TO_ONE, shares={"a": 1.0}, judgements=judgements, matches=matches, slope=slope
    )

    assert weights.calibrated is enough


def test_a_score_becomes_a_probability_worked_by_hand() -> None:
    weights = Weights(shape=Shape.ONE_TO_ONE, shares={}, slope=2.0, intercept=-2.0)

    np.testing.assert_allclose(
        weights.probability(np.array([1.0, 2.0, 0.0])), [1 / 2, 1 / (1 + np.exp(-2)), 1 / (1 + np.exp(2))]
    )


def test_before_anything_is_learnt_all_votes_count_alike_and_nothing_is_probable() -> None:
    assert untaught().parts.of(["a", "b"]) == {"a": 0.5, "b": 0.5}
    assert not untaught().parts.calibrated
    assert not untaught().leaves.calibrated
