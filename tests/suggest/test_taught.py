from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.model import Decision, Kind, Mapping
from crosswalk.review import looked_at
from crosswalk.suggest import Cut, matches_of
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.suggest.taught import learn_from_pairs, settled_pairs
from crosswalk.suggest.weights import Learnt, Shape, shipped, untaught
from crosswalk.vocabulary import Predicate
from tests.decided import decided, named, rejected, unsure
from tests.worlds import LetterEncoder

Judged = dict[tuple[str, str], bool]


@pytest.fixture(scope="session")
def asked(real: Pairwise) -> Callable[[Kind], list[tuple[str, str]]]:
    """Pairs of a kind that are suggested with the default weights, in their order."""
    owner, found = real.catalogue, matches_of(real)
    return lambda kind: [
        (m.subject_id, m.object_id) for m in found if owner.statement(m.subject_id).kind is kind
    ]


@pytest.fixture(scope="session")
def some(asked: Callable[[Kind], list[tuple[str, str]]]) -> Judged:
    """Elements and indicators, every third of which people call a match."""
    return {
        pair: n % 3 == 0 for kind in (Kind.ELEMENT, Kind.INDICATOR) for n, pair in enumerate(asked(kind)[:60])
    }


def test_before_anybody_decided_what_was_known_stays(real: Pairwise) -> None:
    assert learn_from_pairs(real, {}, prior=shipped()) == shipped()


@pytest.mark.parametrize("match", [True, False])
def test_decisions_that_are_all_alike_teach_nothing_and_are_no_error(
    real: Pairwise, some: Judged, match: bool
) -> None:
    assert learn_from_pairs(real, dict.fromkeys(some, match), prior=shipped()) == shipped()


def test_the_direction_and_the_order_of_pairs_make_no_difference(real: Pairwise, some: Judged) -> None:
    turned = {(other, one): match for (one, other), match in reversed(some.items())}

    assert learn_from_pairs(real, turned, prior=shipped()) == learn_from_pairs(real, some, prior=shipped())


@pytest.mark.parametrize(("kind", "name", "other"), [
    (Kind.ELEMENT, "parts", "leaves"), (Kind.INDICATOR, "leaves", "parts"),
])  # fmt: skip
def test_elements_teach_how_elements_are_compared_and_indicators_how_indicators_are(
    real: Pairwise,
    asked: Callable[[Kind], list[tuple[str, str]]],
    kind: Kind,
    name: str,
    other: str,
) -> None:
    judged = {pair: n % 2 == 0 for n, pair in enumerate(asked(kind)[:20])}

    found = learn_from_pairs(real, judged, prior=shipped())

    assert getattr(found, other) == getattr(shipped(), other)
    now, before = getattr(found, name), getattr(shipped(), name)
    assert (now.judgements, now.matches) == (before.judgements + 20, before.matches + 10)
    assert now.shares != before.shares
    # Nothing was held out, so nothing is said of how far probabilities are off.
    assert (now.encoder, now.error) == (before.encoder, None)


def test_elements_without_anything_below_them_teach_how_lists_are_compared(world: Catalogue) -> None:
    bare = Catalogue(
        [replace(f, statements=tuple(s for s in f.statements if s.kind is not Kind.INDICATOR)) for f in world]
    )
    judged = {("ash:1.1", "elm:1"): True, ("ash:1.2", "elm:1"): False}

    found = learn_from_pairs(Pairwise(bare, LetterEncoder()), judged, prior=shipped())

    assert found.parts == shipped().parts
    assert found.leaves.shares != shipped().leaves.shares


def test_what_cannot_be_compared_teaches_nothing(real: Pairwise, some: Judged) -> None:
    warns = next(
        s.id for s in real.catalogue.framework("grade9").statements if s.polarity.value == "negative"
    )
    behaviour = real.side("lqf", Kind.INDICATOR).side.ids[0]
    elements, indicators = (real.side("lqf", kind).side.ids for kind in (Kind.ELEMENT, Kind.INDICATOR))
    more = {
        ("no-such:1", "lqf:1.1"): True,
        ("lqf:no-such", "grade9:1.1"): True,
        ("nhslf:1", "lqf:1.1"): True,
        (elements[0], real.side("grade9", Kind.INDICATOR).side.ids[0]): True,
        (elements[0], elements[1]): True,
        (indicators[0], indicators[1]): False,
        (warns, behaviour): True,
        ("lqf", "grade9"): True,
    }

    assert learn_from_pairs(real, some | more, prior=shipped()) == learn_from_pairs(
        real, some, prior=shipped()
    )
    assert learn_from_pairs(real, more, prior=shipped()) == shipped()


def test_a_pair_that_is_called_both_teaches_nothing(real: Pairwise, some: Judged) -> None:
    (one, other), match = next(iter(some.items()))

    both = some | {(other, one): not match}
    without = {pair: is_match for pair, is_match in some.items() if pair != (one, other)}

    assert learn_from_pairs(real, both, prior=shipped()) == learn_from_pairs(real, without, prior=shipped())


def test_to_learn_again_starts_where_the_first_time_did(real: Pairwise, some: Judged) -> None:
    once = learn_from_pairs(real, some, prior=shipped())
    again = learn_from_pairs(real.taught(once), some, prior=shipped())

    assert again == once


def of_all(pairwise: Pairwise, learnt: Learnt, kind: Kind) -> np.ndarray:
    confidence = pairwise.taught(learnt).compared("lqf", "grade9", kind).comparison.confidence
    assert confidence is not None
    return confidence


@pytest.mark.parametrize("kind", [Kind.ELEMENT, Kind.INDICATOR])
def test_who_accepts_nearly_all_makes_the_rest_more_probable_and_who_rejects_nearly_all_less(
    real: Pairwise, asked: Callable[[Kind], list[tuple[str, str]]], kind: Kind
) -> None:
    pairs = asked(kind)[:40]
    willing, strict = (
        learn_from_pairs(real, {pair: (n == 0) is not most for n, pair in enumerate(pairs)}, prior=shipped())
        for most in (True, False)
    )

    means = [of_all(real, learnt, kind).mean() for learnt in (strict, shipped(), willing)]
    assert means == sorted(means)
    assert len(set(means)) == 3


def test_the_calibration_error_is_worked_out_where_it_is_asked_for(real: Pairwise, some: Judged) -> None:
    found = learn_from_pairs(real, some, prior=shipped(), measured=True)

    assert found.parts.error is not None
    assert 0 < found.parts.error < 1
    assert replace(found.parts, error=None) == learn_from_pairs(real, some, prior=shipped()).parts


def test_with_another_model_probabilities_wait_for_enough_decisions(real: Pairwise, some: Judged) -> None:
    other = replace(shipped().parts, encoder="another"), replace(shipped().leaves, encoder="another")
    few = dict([*some.items()][:12])

    little = learn_from_pairs(real, few, prior=Learnt(*other))
    much = learn_from_pairs(real, some, prior=Learnt(*other))

    assert little.parts == replace(other[0], shares=little.parts.shares)
    assert (much.parts.encoder, much.parts.judgements, much.parts.matches) == ("all-MiniLM-L6-v2", 60, 20)
    # The scale of the other model is where it starts, and that is not far.
    assert much.parts.slope == pytest.approx(shipped().parts.slope, abs=0.4)


def test_who_was_never_taught_learns_from_decisions_alone(real: Pairwise, some: Judged) -> None:
    found = learn_from_pairs(real, some, prior=untaught())

    assert (found.parts.judgements, found.parts.matches) == (60, 20)
    assert found.parts.shape is Shape.ONE_TO_ONE


def test_the_matches_of_what_was_compared_are_those_that_are_suggested(
    real: Pairwise, suggestions: list[Mapping]
) -> None:
    of_file = [m for m in suggestions if m.predicate_id is not Predicate.OPPOSITE]

    found = matches_of(real)

    assert [(m.pair, m.predicate_id, m.confidence) for m in found] == [
        (m.pair, m.predicate_id, m.confidence) for m in of_file
    ]
    assert {m.mapping_tool for m in found} == {m.mapping_tool for m in of_file}
    assert len(matches_of(real, Cut(at_most=10))) == 10


def test_what_was_learnt_changes_what_is_suggested(
    real: Pairwise, asked: Callable[[Kind], list[tuple[str, str]]]
) -> None:
    strict = {pair: n == 0 for n, pair in enumerate(asked(Kind.ELEMENT))}

    taught = real.taught(learn_from_pairs(real, strict, prior=shipped()))

    assert len(matches_of(taught)) < len(matches_of(real))


def test_settled_pairs_are_matches_unless_they_are_rejected_or_opposite() -> None:
    def said(kind: Callable[..., Decision], number: int, object_id: str, **fields: object) -> Decision:
        return kind(number, object_id=object_id, **fields)

    votes = [
        said(decided, 1, "elm:1"),
        said(decided, 2, "elm:2", predicate_id=Predicate.RELATED),
        said(decided, 3, "elm:3", predicate_id=Predicate.OPPOSITE),
        said(rejected, 4, "elm:4"),
        said(unsure, 5, "elm:5"),
        said(decided, 6, "elm:6"),
        said(rejected, 7, "elm:6", reviewer="reviewer-2"),
        said(decided, 8, "elm:7"),
    ]

    found = settled_pairs(looked_at(votes, changed={named(8)}))

    assert found == {
        ("ash:1.1", "elm:1"): True,
        ("ash:1.1", "elm:2"): True,
        ("ash:1.1", "elm:3"): False,
        ("ash:1.1", "elm:4"): False,
    }
