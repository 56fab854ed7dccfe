"""What the report's first page shows, as plain data: the template only lays it out."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from crosswalk.align import Levels
from crosswalk.catalogue import Catalogue
from crosswalk.inventory import left_out_lines
from crosswalk.model import Framework, Kind, Link, Statement
from crosswalk.report.made import Made
from crosswalk.review import reviewed
from crosswalk.suggest import NEAR_SHARE, Suggestions
from crosswalk.vocabulary import KIND_MEANING, PREDICATE_WORDS, LinkKind

#: Lower bounds of the six shades of a heat table, as shares of the way from the median to the top.
_SHADES = np.array([0.0, 0.2, 0.4, 0.6, 0.8])

#: Kinds of link that documents state.
_STATED = (LinkKind.CITED, LinkKind.MIRRORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkRow:
    """A framework with its counts and what was left out of it: (reason, lines)."""

    framework: Framework
    elements: int
    indicators: int
    left_out: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLink:
    """A link that a document states, with both ends by name."""

    link: Link
    subject: str
    relation: str
    object: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """A kind of link: its meaning, how many there are, and the links themselves if documents state them."""

    name: str
    meaning: str
    count: int
    stated: tuple[StatedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A cell of a heat table: what it says and how dark it is, 0 (palest) to 5; empty text for no cell.

    `anchor` is where a suggested pair is explained; empty for any other.
    """

    text: str = ""
    note: str = ""
    shade: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row of a heat table."""

    title: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two frameworks side by side.

    Attributes:
        first: The framework in the rows.
        second: The framework in the columns.
        file: The alignment table, relative to the report.
        best: Rows of the alignment table whose elements are each other's best, as records, best first.
        columns: Titles of the second framework's elements.
        rows: The first framework's elements, and their similarity to each column.
    """

    first: Framework
    second: Framework
    file: str
    best: list[dict[Hashable, Any]]
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class AloneView:
    """A framework's elements that have no credible counterpart: rows of `alone_table`, as records."""

    framework: Framework
    rows: list[dict[Hashable, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything on the report's first page.

    Attributes:
        made: How the links came about; the title among it.
        purpose: The statement this crosswalk serves, if the project names one.
        purpose_source: The framework that makes this statement.
        purpose_lead: The heading under which it stands.
        frameworks: All frameworks.
        documents: Those whose own text is here.
        kinds: The five kinds of link.
        near: The score that counts as near; reached by `near_share` of all indicator pairs.
        near_share: In (0, 1).
        coverage: A row and a column a document.
        pairs: Every two documents.
        alone: Elements without a credible counterpart, by framework.
        explained: Where suggested pairs of elements are explained, by their two ids in either order.
        reviewed: How many suggested links people have settled.
        levels: How levels are laid side by side; None where nobody has said.
    """

    made: Made
    purpose: Statement | None
    purpose_source: Framework | None
    purpose_lead: str
    frameworks: tuple[FrameworkRow, ...]
    documents: tuple[Framework, ...]
    kinds: tuple[KindRow, ...]
    near: float
    near_share: float
    coverage: tuple[HeatRow, ...]
    pairs: tuple[PairView, ...]
    alone: tuple[AloneView, ...]
    explained: Mapping[tuple[str, str], str]
    reviewed: int
    levels: Levels | None

    @property
    def names(self) -> dict[str, str]:
        """What to call each document, by its id."""
        return {framework.id: framework.name for framework in self.documents}

    @property
    def suggested(self) -> int:
        """How many links only a model speaks for."""
        return next(row.count for row in self.kinds if row.name == LinkKind.SUGGESTED)


def make_overview(
    catalogue: Catalogue,
    links: Sequence[Link],
    suggestions: Suggestions,
    *,
    tables: dict[tuple[str, str], pd.DataFrame],
    coverage: pd.DataFrame,
    alone: pd.DataFrame,
    explained: Mapping[tuple[str, str], str],
    levels: Levels | None,
    made: Made,
) -> Overview:
    """Gather what the first page shows.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        suggestions: As `suggest` gives them.
        tables: As `alignment_tables` gives them.
        coverage: As `coverage_table` gives it.
        alone: As `alone_table` gives it.
        explained: Where suggested pairs of elements are explained, by their two ids in either order.
        levels: How levels are laid side by side; None where nobody has said.
        made: How the links came about.

    Raises:
        UnknownStatement: There is no statement with the purpose's id.
    """
    purpose = catalogue.statement(made.purpose_id) if made.purpose_id else None
    source = catalogue.framework(purpose.framework_id) if purpose else None
    return Overview(
        made=made,
        purpose=purpose,
        purpose_source=source,
        purpose_lead=source.path(purpose) if source and purpose else "",
        frameworks=tuple(
            FrameworkRow(
                framework=f,
                elements=len(f.of_kind(Kind.ELEMENT)),
                indicators=len(f.of_kind(Kind.INDICATOR)),
                left_out=left_out_lines(f),
            )
            for f in catalogue
        ),
        documents=catalogue.documents,
        kinds=tuple(_kind_row(kind, links, catalogue) for kind in LinkKind),
        near=suggestions.near,
        near_share=NEAR_SHARE,
        coverage=tuple(_coverage_rows(catalogue, coverage)),
        pairs=tuple(_pair_views(catalogue, suggestions, tables, explained)),
        alone=tuple(
            AloneView(f, alone[alone["framework"] == f.id].to_dict("records")) for f in catalogue.documents
        ),
        explained=explained,
        reviewed=reviewed(links),
        levels=levels,
    )


def alignment_file(first_id: str, second_id: str) -> str:
    """Where the alignment table of two frameworks stands, relative to the report."""
    return f"alignment/{first_id}--{second_id}.csv"


def _kind_row(kind: LinkKind, links: Sequence[Link], catalogue: Catalogue) -> KindRow:
    of_kind = [link for link in links if link.kind is kind]
    return KindRow(
        name=kind.value,
        meaning=KIND_MEANING[kind],
        count=len(of_kind),
        stated=tuple(
            StatedLink(
                link=link,
                subject=catalogue.name(link.subject_id),
                relation="; ".join(dict.fromkeys(PREDICATE_WORDS[c.predicate_id] for c in link.claims)),
                object=catalogue.name(link.object_id),
            )
            for link in of_kind
            if kind in _STATED
        ),
    )


def _coverage_rows(catalogue: Catalogue, coverage: pd.DataFrame) -> Iterator[HeatRow]:
    cells = {
        (framework_id, by_id): HeatCell(
            text=f"{share:.0%}", note=f"{found} of {total}", shade=int(np.searchsorted(_SHADES, share))
        )
        for framework_id, by_id, total, found, share in coverage.itertuples(index=False, name=None)
    }
    for framework in catalogue.documents:
        yield HeatRow(
            framework.name,
            tuple(cells.get((framework.id, by.id), HeatCell()) for by in catalogue.documents),
        )


def _pair_views(
    catalogue: Catalogue,
    suggestions: Suggestions,
    tables: dict[tuple[str, str], pd.DataFrame],
    explained: Mapping[tuple[str, str], str],
) -> Iterator[PairView]:
    place = {element_id: row for row, element_id in enumerate(suggestions.element_ids)}
    known = suggestions.element_scores[np.isfinite(suggestions.element_scores)]
    low, high = np.quantile(known, [0.5, 1.0]) if known.size else (0.0, 1.0)
    for first, second in combinations(catalogue.documents, 2):
        rows, columns = first.of_kind(Kind.ELEMENT), second.of_kind(Kind.ELEMENT)
        scores = suggestions.element_scores[
            np.ix_([place[s.id] for s in rows], [place[s.id] for s in columns])
        ]
        shades = np.searchsorted(_SHADES, (scores - low) / max(high - low, 1e-9))
        yield PairView(
            first=first,
            second=second,
            file=alignment_file(first.id, second.id),
            best=_each_others_best(tables[first.id, second.id], first.id),
            columns=tuple(s.label for s in columns),
            rows=tuple(
                HeatRow(
                    element.label,
                    tuple(
                        HeatCell(
                            text=f"{scores[i, j] * 100:.0f}",
                            shade=int(shades[i, j]),
                            anchor=explained.get((element.id, other.id), ""),
                        )
                        for j, other in enumerate(columns)
                    ),
                )
                for i, element in enumerate(rows)
            ),
        )


def _each_others_best(table: pd.DataFrame, seen_from: str) -> list[dict[Hashable, Any]]:
    """Best first: by probability where it is known, by similarity where it is not."""
    best = table[table["each_others_best"] & (table["subject_framework"] == seen_from)]
    by = ["confidence", "similarity_score"]
    return (
        best.astype(dict.fromkeys(by, float))
        .sort_values(by, ascending=False, kind="stable")
        .to_dict("records")
    )
