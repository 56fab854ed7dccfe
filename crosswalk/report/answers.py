"""What is asked of the links beyond what corresponds: gaps, how sure coverage is, levels, and measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from crosswalk.align import (
    Levels,
    coverage_by_cut,
    gap_counts,
    gaps,
    level_conflicts,
    level_table,
    only_here,
)
from crosswalk.catalogue import Catalogue
from crosswalk.measures import component_table, framework_measures, statement_measures
from crosswalk.model import Kind, Link
from crosswalk.review import LookedAt, Pair
from crosswalk.suggest import Suggestions

#: Decimals of probabilities before they meet a cut: those of the links, so that each figure can be traced.
_DECIMALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Tables, each named after the function that gives it.

    Attributes:
        gaps: As `gaps`.
        gap_counts: As `gap_counts`.
        only_here: As `only_here`.
        by_cut: As `coverage_by_cut`.
        frameworks: As `framework_measures`.
        statements: As `statement_measures`.
        components: As `component_table`.
        laid_out: How levels are laid side by side; None where nobody has said.
        levels: As `level_table`; None without that.
        conflicts: As `level_conflicts`; None without that.
    """

    gaps: pd.DataFrame
    gap_counts: pd.DataFrame
    only_here: pd.DataFrame
    by_cut: pd.DataFrame
    frameworks: pd.DataFrame
    statements: pd.DataFrame
    components: pd.DataFrame
    laid_out: Levels | None = None
    levels: pd.DataFrame | None = None
    conflicts: pd.DataFrame | None = None

    @property
    def files(self) -> dict[str, pd.DataFrame]:
        """File name -> table."""
        found = {
            "gaps.csv": self.gaps,
            "gap-counts.csv": self.gap_counts,
            "only-here.csv": self.only_here,
            "coverage-by-cut.csv": self.by_cut,
            "measures.csv": self.frameworks,
            "bridges.csv": self.statements,
            "components.csv": self.components,
            "levels.csv": self.levels,
            "level-conflicts.csv": self.conflicts,
        }
        return {name: table for name, table in found.items() if table is not None}


def answer(
    catalogue: Catalogue,
    links: Sequence[Link],
    suggestions: Suggestions,
    *,
    looked: Mapping[Pair, LookedAt],
    levels: Levels | None,
) -> Answers:
    """Ask everything.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        suggestions: As `suggest` gives them.
        looked: As `looked_at` gives it.
        levels: How levels are laid side by side; None where nobody has said.
    """
    found = gaps(catalogue, links, looked)
    return Answers(
        gaps=found,
        gap_counts=gap_counts(found),
        only_here=only_here(found),
        by_cut=coverage_by_cut(catalogue, _probable(catalogue, suggestions), looked=looked),
        frameworks=framework_measures(catalogue, links),
        statements=statement_measures(catalogue, links),
        components=component_table(catalogue, links),
        laid_out=levels,
        levels=level_table(catalogue, levels) if levels else None,
        conflicts=level_conflicts(catalogue, links, levels) if levels else None,
    )


def _probable(catalogue: Catalogue, suggestions: Suggestions) -> Iterator[tuple[str, str, float]]:
    """Every pair of elements of two documents with its probability, suggested or not."""
    for first, second in combinations(catalogue.documents, 2):
        two = suggestions.pairwise.compared(first.id, second.id, Kind.ELEMENT)
        known = two.candidates.confidence
        if known is None:
            continue
        known = np.where(two.candidates.allowed, np.round(known, _DECIMALS), 0.0)
        for (row, column), probability in np.ndenumerate(known):
            yield two.left.side.ids[row], two.right.side.ids[column], float(probability)
