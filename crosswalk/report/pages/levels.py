"""Levels side by side, by somebody's reading, and behaviours that stand on different ones."""

from collections.abc import Collection
from dataclasses import dataclass

from crosswalk.align import STRONG, Axis, Band, Levels
from crosswalk.model import Framework, Principle, Statement
from crosswalk.report import addresses as to
from crosswalk.report.findings import Findings
from crosswalk.report.rendering import Frame, render
from crosswalk.report.rows import Row, records

#: Pairs in different bands on the page; a person reads no more, and the table has them all.
_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A level of a framework, where it is laid and why.

    Attributes:
        label: Of the level.
        band: Where it is laid; None for no counterpart.
        reading: Whose reading that is.
        reason: Why there.
        where: The lines that it was read from.
        indicators: How many stand on it.
    """

    label: str
    band: int | None
    reading: str
    reason: str
    where: str
    indicators: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidScale:
    """The scale of a framework.

    Attributes:
        framework: Whose.
        axis: What it measures.
        levels: From lowest to highest.
    """

    framework: Framework
    axis: Axis
    levels: tuple[Laid, ...]

    def on(self, band: int | None) -> tuple[Laid, ...]:
        """Those that are laid in a band; None for those without a counterpart."""
        return tuple(one for one in self.levels if one.band == band)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One of two indicators that say much the same.

    Attributes:
        statement: In its own words.
        framework: Whose.
        path: Where it stands.
        level: Its level.
        band: The number of the level's band.
        axis: What its framework's scale measures.
    """

    statement: Statement
    framework: Framework
    path: str
    level: str
    band: int
    axis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two indicators that say the same, or mostly, and stand in different bands.

    Attributes:
        ends: Both.
        kind: How the pair is known.
        status: What people make of it.
        relation: In words, from the first to the second.
        confidence: Probability of a match, in [0, 1]; not a number where it is not known.
        apart: How many bands lie between them.
        axes_differ: Whether the two scales measure different things.
        page: The page of their two frameworks; empty where one has no page.
    """

    ends: tuple[End, End]
    kind: str
    status: str
    relation: str
    confidence: float
    apart: int
    axes_differ: bool
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """How levels are laid side by side.

    Attributes:
        note: What to know before trusting it.
        bands: From lowest to highest.
        scales: Each framework's, in the order of the reading.
        unlaid: Whether any level has no counterpart.
        without: Documents of which no level is laid out.
    """

    note: str
    bands: tuple[Band, ...]
    scales: tuple[LaidScale, ...]
    unlaid: bool
    without: tuple[Framework, ...]


def levels_page(findings: Findings, frame: Frame, *, levels: Levels) -> bytes:
    """The page of levels.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
        levels: How levels are laid side by side.
    """
    return render(
        "levels",
        frame,
        read=_read(findings, levels),
        count=len(findings.level_conflicts),
        conflicts=conflicts(findings)[:_MOST],
        principles=_with_levels(findings),
        strong=STRONG,
    )


def conflicts(findings: Findings, *, among: Collection[str] | None = None) -> list[Conflict]:
    """Where one behaviour stands in different bands.

    Args:
        findings: What the report is made from.
        among: Ids of statements; only pairs of two of them are given. None for all.
    """
    return [
        _conflict(findings, row)
        for row in findings.level_conflict_rows
        if among is None or {row["subject_id"], row["object_id"]} <= {*among}
    ]


def _read(findings: Findings, levels: Levels) -> Read:
    laid: dict[str, list[Laid]] = {}
    for row in records(findings.level_table):
        names = ("reading", "reason", "where", "indicators")
        # The table has no number where a level has no counterpart, and says so in a way of its own.
        band = row["band"] if isinstance(row["band"], int) else None
        one = Laid(label=row["level"], band=band, **{name: row[name] for name in names})
        laid.setdefault(row["framework"], []).append(one)
    return Read(
        note=levels.note,
        bands=levels.bands,
        scales=tuple(
            LaidScale(
                framework=findings.catalogue.framework(axis.framework_id),
                axis=axis,
                levels=tuple(laid.get(axis.framework_id, ())),
            )
            for axis in levels.axes
        ),
        unlaid=any(one.band is None for own in laid.values() for one in own),
        without=tuple(f for f in findings.documents if f.id not in laid),
    )


def _conflict(findings: Findings, row: Row) -> Conflict:
    subject, object_ = _end(findings, row, "subject"), _end(findings, row, "object")
    return Conflict(
        ends=(subject, object_),
        kind=row["kind"],
        status=row["status"],
        relation=row["relation"],
        confidence=row["confidence"],
        apart=row["bands_apart"],
        axes_differ=row["axes_differ"],
        page=_page(findings, subject.framework, object_.framework),
    )


def _end(findings: Findings, row: Row, which: str) -> End:
    statement = findings.catalogue.statement(row[f"{which}_id"])
    framework = findings.catalogue.owner(statement.id)
    return End(
        statement=statement,
        framework=framework,
        path=framework.path(statement),
        level=row[f"{which}_level"],
        band=row[f"{which}_band"],
        axis=findings.levels.axis(framework.id) if findings.levels else "",
    )


def _page(findings: Findings, one: Framework, other: Framework) -> str:
    if one.known_by_reference or other.known_by_reference:
        return ""
    return to.pair_page(*findings.ordered(one.id, other.id))


def _with_levels(findings: Findings) -> list[tuple[Principle, int]]:
    """Principles under which something stands on a level, and how many indicators."""
    table = findings.progression
    counts = table[table["band"].notna()].groupby("principle").size().to_dict()
    return [(one, counts[one.id]) for one in findings.principles.principles if one.id in counts]
