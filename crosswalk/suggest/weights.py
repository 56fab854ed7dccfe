"""What each view's vote weighs, and what a score means: a dozen numbers, learnt from judged pairs.

They are data (`weights.toml`, with how they were made) that a person can read and change.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import isfinite

import numpy as np

from crosswalk.errors import WeightsError

#: Fewer judged pairs than this, or fewer of them matches (or not), and no probability is given.
ENOUGH_JUDGEMENTS, ENOUGH_OF_EACH = 50, 10


class Shape(StrEnum):
    """How the things of two sides correspond on the whole."""

    ONE_TO_ONE = "one-to-one"
    MANY_TO_ONE = "many-to-one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How views are added up, and how the sum becomes a probability.

    Attributes:
        shape: For which shape they were learnt.
        shares: Share of the vote by the view's name; none below 0, together 1.
        behind: How much it costs a pair to be behind its best rivals, at least 0.
        slope: log odds of a match = slope * score + intercept (Platt 1999).
        intercept: The same; for the share of matches among all pairs of two sides.
        judgements: Judged pairs behind these numbers.
        matches: How many of them people called matches.
        error: Expected calibration error on pairs of frameworks that were held out, in [0, 1]; None where
            there was nothing to hold out.
        encoder: What the name of the encoder they were learnt with begins with.
    """

    shape: Shape
    shares: Mapping[str, float]
    behind: float = 0.0
    slope: float = 1.0
    intercept: float = 0.0
    judgements: int = 0
    matches: int = 0
    error: float | None = None
    encoder: str = ""

    @property
    def calibrated(self) -> bool:
        """Whether enough pairs were judged to speak of probabilities."""
        fewer = min(self.matches, self.judgements - self.matches)
        return self.judgements >= ENOUGH_JUDGEMENTS and fewer >= ENOUGH_OF_EACH and self.slope > 0

    def of(self, views: Iterable[str]) -> dict[str, float]:
        """Shares of the views there are, brought to a sum of 1; equal ones where none of them is known."""
        names = list(views)
        known = {name: self.shares.get(name, 0.0) for name in names}
        total = sum(known.values())
        return {name: known[name] / total if total else 1.0 / len(names) for name in names}

    def probability(self, score: np.ndarray) -> np.ndarray:
        """Probability of a match for each score, in [0, 1]."""
        return np.asarray(1.0 / (1.0 + np.exp(-(self.slope * score + self.intercept))))


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights for things with indicators below them, and for things without."""

    parts: Weights
    leaves: Weights

    def for_encoder(self, name: str) -> "Learnt":
        """The same for an encoder of this name: what a score means is known only for the one learnt with."""
        return Learnt(_for_encoder(self.parts, name), _for_encoder(self.leaves, name))


def _for_encoder(weights: Weights, name: str) -> Weights:
    # The spaces: a model whose name only begins alike is another model.
    same = weights.encoder and f"{name} ".startswith(f"{weights.encoder} ")
    return weights if same else replace(weights, judgements=0, matches=0)


def untaught() -> Learnt:
    """What there is before anything is learnt: all votes count alike and no score is a probability."""
    return Learnt(
        parts=Weights(shape=Shape.ONE_TO_ONE, shares={}), leaves=Weights(shape=Shape.MANY_TO_ONE, shares={})
    )


@cache
def shipped() -> Learnt:
    """The weights that come with the package."""
    text = files("crosswalk.suggest").joinpath("weights.toml").read_text(encoding="utf-8")
    return read_weights(text, path="weights.toml")


def read_weights(text: str, *, path: str) -> Learnt:
    """Weights from the text of a `weights.toml`.

    Args:
        text: TOML with the tables `parts` and `leaves`; a missing one is taken from the shipped weights.
        path: For messages.

    Raises:
        WeightsError: The text is no TOML, or a value is missing or out of its range.
    """
    try:
        found = {name: _weights(table) for name, table in _tables(text).items()}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as problem:
        raise WeightsError(
            f"the weights cannot be read ({problem})",
            remedy="Learn them again with `crosswalk learn`, or delete the file to use those of the package.",
            path=path,
        ) from problem
    missing = {name for name in ("parts", "leaves") if name not in found}
    return Learnt(**found, **{name: getattr(shipped(), name) for name in missing})


def _tables(text: str) -> dict[str, dict[str, object]]:
    tables = tomllib.loads(text)
    if unknown := sorted(set(tables) - {"parts", "leaves"}):
        raise ValueError(f"there is a table {unknown[0]!r}; possible are parts and leaves")
    return tables


def _weights(table: Mapping[str, object]) -> Weights:
    fields = dict(table)
    fields["shape"] = Shape(str(fields["shape"]))
    shares = {str(name): float(share) for name, share in dict(fields["shares"]).items()}  # type: ignore[call-overload]
    if min(shares.values(), default=-1.0) < 0 or not 0.99 <= sum(shares.values()) <= 1.01:
        raise ValueError("the shares must be 0 or more and add up to 1")
    for name in ("slope", "intercept", "behind", "error"):
        if name in fields:
            fields[name] = float(fields[name])  # type: ignore[arg-type]
    weights = Weights(**fields | {"shares": shares})  # type: ignore[arg-type]
    _check(weights)
    return weights


def _check(weights: Weights) -> None:
    """Raise a ValueError where a figure is none, or out of its range."""
    if not all(map(isfinite, (weights.slope, weights.intercept, weights.behind))) or weights.behind < 0:
        raise ValueError("slope, intercept and behind must be numbers, and behind 0 or more")
    if not 0 <= weights.matches <= weights.judgements:
        raise ValueError("matches must be 0 or more, and no more than judgements")
    if weights.error is not None and not 0 <= weights.error <= 1:
        raise ValueError("the error must be between 0 and 1")
    if not isinstance(weights.encoder, str):
        raise TypeError("the encoder must be a name in quotes")


def written(learnt: Learnt, *, how: str) -> str:
    """Weights as the text of a `weights.toml` that says how they were made.

    Args:
        learnt: What to write.
        how: A sentence or more, put above as a comment.
    """
    lines = [f"# {line}" for line in how.splitlines()]
    for name, weights in (("parts", learnt.parts), ("leaves", learnt.leaves)):
        # What JSON puts between quotes, TOML reads the same: a model's folder may have quotes in its name.
        encoder = json.dumps(weights.encoder, ensure_ascii=False)
        lines += ["", f"[{name}]", f'shape = "{weights.shape}"', f"encoder = {encoder}"]
        lines += [f"judgements = {weights.judgements}", f"matches = {weights.matches}"]
        if weights.error is not None:
            lines.append(f"error = {weights.error:.4f}")
        lines += [f"{key} = {getattr(weights, key):.4f}" for key in ("slope", "intercept", "behind")]
        lines += ["", f"[{name}.shares]"]
        lines += [f'"{view}" = {share:.4f}' for view, share in weights.shares.items()]
    return "\n".join(lines) + "\n"
