"""Levels of different frameworks laid side by side, by somebody's reading: no document says how."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Link, Statement, Status
from crosswalk.vocabulary import PREDICATE_WORDS, LinkKind, Predicate

#: The probability from which a suggestion is strong enough to ask about levels.
STRONG = 0.5

#: Columns of `level_table`: a level of a framework, the band it is laid in (empty for no counterpart), what
#: the framework's scale measures, whose reading that is, why, where the words stand, and how many indicators
#: it has.
LEVEL_COLUMNS = (
    "framework", "level", "band", "band_name", "axis", "axis_about",
    "reading", "reason", "where", "indicators",
)  # fmt: skip

#: Columns of `progression`: the band (empty where a statement is in none), whose statement it is, its own
#: level and what that measures, the words verbatim, and which of the members it stands for.
PROGRESSION_COLUMNS = (
    "band", "band_name", "framework", "level", "axis", "statement_id", "path",
    "text", "polarity", "member_id",
)  # fmt: skip

#: Columns of `level_conflicts`: both ends with level, band and words, how the pair is known, how many bands
#: lie between them, and whether the two scales measure different things.
CONFLICT_COLUMNS = (
    "subject_framework", "subject_id", "subject_level", "subject_band", "subject_text",
    "object_framework", "object_id", "object_level", "object_band", "object_text",
    "kind", "status", "relation", "similarity_score", "confidence", "bands_apart", "axes_differ", "axes",
)  # fmt: skip

#: Relations that call two behaviours one.
_ALIKE = (Predicate.EXACT, Predicate.CLOSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What levels of different frameworks are laid in.

    Attributes:
        number: From 1, lowest.
        name: What to call it.
        about: What it holds, in a sentence.
    """

    number: int
    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What a framework's scale measures: roles, degrees, reach.

    Attributes:
        framework_id: Whose scale.
        name: In a word or two; two scales measure the same where their names are the same.
        about: In a sentence.
        where: The lines that say so.
    """

    framework_id: str
    name: str
    about: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Where one level of one framework is laid.

    Attributes:
        framework_id: Whose level.
        label: Its label in that framework's scale.
        band: Number of a band; None where it has no counterpart.
        reading: Whose reading this is.
        reason: Why there.
        where: The lines that it was read from.
    """

    framework_id: str
    label: str
    band: int | None
    reading: str
    reason: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The scales of several frameworks side by side.

    Attributes:
        note: What a reader must know before trusting them.
        bands: From lowest to highest.
        axes: What each scale measures.
        rungs: Each level of each of these scales, once.
    """

    note: str
    bands: tuple[Band, ...]
    axes: tuple[Axis, ...]
    rungs: tuple[Rung, ...]

    def axis(self, framework_id: str) -> str:
        """What a framework's scale measures; empty where nothing is said."""
        return next((a.name for a in self.axes if a.framework_id == framework_id), "")

    def band(self, framework: Framework, statement: Statement) -> Band | None:
        """The band of the level that a statement stands on; None for none."""
        label = label_of(framework, statement)
        number = next(
            (r.band for r in self.rungs if (r.framework_id, r.label) == (framework.id, label)), None
        )
        return next((band for band in self.bands if band.number == number), None)


def label_of(framework: Framework, statement: Statement) -> str:
    """The label, in its framework's scale, of the level that a statement stands on; empty for none."""
    if statement.level_id is None or framework.scale is None:
        return ""
    rank = framework.by_id[statement.level_id].rank
    return framework.scale.labels[rank - 1] if rank else ""


def level_table(catalogue: Catalogue, levels: Levels) -> pd.DataFrame:
    """Each level with its band and the reason, one a row.

    Returns:
        Columns `LEVEL_COLUMNS`, in the order of the rungs.
    """
    names = {band.number: band.name for band in levels.bands}
    axes = {axis.framework_id: axis for axis in levels.axes}
    rows = []
    for rung in levels.rungs:
        framework, axis = catalogue.framework(rung.framework_id), axes.get(rung.framework_id)
        count = sum(label_of(framework, s) == rung.label for s in framework.of_kind(Kind.INDICATOR))
        rows.append(
            (
                *(rung.framework_id, rung.label, rung.band, names.get(rung.band or 0, "no counterpart")),
                *((axis.name, axis.about) if axis else ("", "")),
                *(rung.reading, rung.reason, rung.where, count),
            )
        )
    return pd.DataFrame(rows, columns=list(LEVEL_COLUMNS)).astype({"band": "Int64"})


def progression(catalogue: Catalogue, members: Sequence[str], levels: Levels) -> pd.DataFrame:
    """What each framework asks at each band, in its own words, for statements that belong together.

    An element or a group stands for the indicators below it. What is on no level, or on one without a
    counterpart, is listed after all bands: nothing is left out.

    Args:
        catalogue: All frameworks.
        members: Ids of statements: those of a principle, for instance.
        levels: How levels are laid side by side.

    Returns:
        Columns `PROGRESSION_COLUMNS`: by band, then in the catalogue's order; each statement once, under the
        first member that names it.

    Raises:
        UnknownStatement: There is no statement with one of the ids.
    """
    rows = _rows(catalogue, members, levels)
    return pd.DataFrame(rows, columns=list(PROGRESSION_COLUMNS)).astype({"band": "Int64"})


def progressions(
    catalogue: Catalogue, principles: Mapping[str, Sequence[str]], levels: Levels
) -> pd.DataFrame:
    """As `progression`, of one principle after the other.

    Args:
        catalogue: All frameworks.
        principles: Id of each -> ids of its members.
        levels: How levels are laid side by side.

    Returns:
        A column `principle`, then `PROGRESSION_COLUMNS`.

    Raises:
        UnknownStatement: There is no statement with one of the ids.
    """
    rows = [(name, *row) for name, members in principles.items() for row in _rows(catalogue, members, levels)]
    return pd.DataFrame(rows, columns=["principle", *PROGRESSION_COLUMNS]).astype({"band": "Int64"})


def _rows(catalogue: Catalogue, members: Sequence[str], levels: Levels) -> list[tuple[object, ...]]:
    """Rows of a progression, by band; those in none last."""
    stands_for: dict[str, str] = {}
    for member_id in members:
        statement = catalogue.statement(member_id)
        parts = catalogue.owner(member_id).indicators_of(statement)
        for part in parts or (statement,):
            stands_for.setdefault(part.id, member_id)
    placed: list[tuple[float, tuple[object, ...]]] = []
    for framework in catalogue:
        for statement in (s for s in framework.statements if s.id in stands_for):
            band = levels.band(framework, statement)
            row = (
                *((band.number, band.name) if band else (None, "")),
                *(framework.id, label_of(framework, statement), levels.axis(framework.id)),
                *(statement.id, framework.path(statement), statement.wording),
                *(statement.polarity.value, stands_for[statement.id]),
            )
            placed.append((band.number if band else math.inf, row))
    return [row for _, row in sorted(placed, key=lambda one: one[0])]


def level_conflicts(
    catalogue: Catalogue, links: Iterable[Link], levels: Levels, *, strong: float = STRONG
) -> pd.DataFrame:
    """Pairs of indicators that say the same, or mostly, and stand in different bands.

    Pairs count that people accepted or documents state, and suggestions that are at least so probable and
    that people have not settled. Where the two scales measure different things (`axes_differ`), this is a
    question to people and no contradiction.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        levels: How levels are laid side by side.
        strong: The least probability of a suggestion that counts, in [0, 1].

    Returns:
        Columns `CONFLICT_COLUMNS`: what is known by people or documents first, then most bands apart, then
        most probable, then in the order given.
    """
    rows = []
    for link in links:
        if link.predicate_id not in _ALIKE or not _counts(link, strong):
            continue
        ends = [
            (catalogue.owner(i), catalogue.owner(i).by_id.get(i)) for i in (link.subject_id, link.object_id)
        ]
        seen = [(f, s, levels.band(f, s)) for f, s in ends if s is not None and s.kind is Kind.INDICATOR]
        bands = [band.number for _, _, band in seen if band is not None]
        if len(bands) == 2 and bands[0] != bands[1]:
            rows.append(_conflict(link, seen, levels))
    rows.sort(key=lambda r: (r[10] == LinkKind.SUGGESTED.value, -int(str(r[15])), -float(str(r[14] or 0))))
    return pd.DataFrame(rows, columns=list(CONFLICT_COLUMNS)).astype({"confidence": float})


def _counts(link: Link, strong: float) -> bool:
    if link.status is Status.REJECTED:
        return False
    if link.kind is not LinkKind.SUGGESTED:
        return True
    # Of an accepted pair the reviewed link beside it tells the relation that people chose.
    return link.status is not Status.ACCEPTED and (link.confidence or 0.0) >= strong


def _conflict(
    link: Link, seen: Sequence[tuple[Framework, Statement, Band | None]], levels: Levels
) -> tuple[object, ...]:
    numbers = [band.number for _, _, band in seen if band is not None]
    axes = [levels.axis(framework.id) for framework, _, _ in seen]
    ends = (
        (framework.id, statement.id, label_of(framework, statement), number, statement.wording)
        for (framework, statement, _), number in zip(seen, numbers, strict=True)
    )
    return (
        *(cell for end in ends for cell in end),
        *(link.kind.value, link.status.value, PREDICATE_WORDS[link.predicate_id]),
        *(link.similarity_score, link.confidence),
        *(abs(numbers[0] - numbers[1]), axes[0] != axes[1], " against ".join(axes)),
    )
