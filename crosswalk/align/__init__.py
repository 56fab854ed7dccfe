"""Questions asked of links, answered as tables: what corresponds, how much is covered, what is missing."""

from crosswalk.align.between import Between, Carrier, betweens, by_frameworks
from crosswalk.align.coverage import (
    BY_CUT_COLUMNS,
    COVERAGE_COLUMNS,
    CUTS,
    coverage_by_cut,
    coverage_table,
)
from crosswalk.align.gaps import GAP_COLUMNS, GAP_COUNT_COLUMNS, gap_counts, gaps
from crosswalk.align.levels import (
    CONFLICT_COLUMNS,
    LEVEL_COLUMNS,
    PROGRESSION_COLUMNS,
    STRONG,
    Axis,
    Band,
    Levels,
    Rung,
    level_conflicts,
    level_table,
    progression,
    progressions,
)
from crosswalk.align.lists import (
    ALONE_COLUMNS,
    DECIDED_COLUMNS,
    LINK_COLUMNS,
    PATH_COLUMNS,
    STATEMENT_COLUMNS,
    alone_table,
    link_table,
    statement_table,
)
from crosswalk.align.only_here import ONLY_HERE_COLUMNS, only_here
from crosswalk.align.tables import ALIGNMENT_COLUMNS, alignment_table, alignment_tables
from crosswalk.model import State

__all__ = [
    "ALIGNMENT_COLUMNS",
    "ALONE_COLUMNS",
    "BY_CUT_COLUMNS",
    "CONFLICT_COLUMNS",
    "COVERAGE_COLUMNS",
    "CUTS",
    "DECIDED_COLUMNS",
    "GAP_COLUMNS",
    "GAP_COUNT_COLUMNS",
    "LEVEL_COLUMNS",
    "LINK_COLUMNS",
    "ONLY_HERE_COLUMNS",
    "PATH_COLUMNS",
    "PROGRESSION_COLUMNS",
    "STATEMENT_COLUMNS",
    "STRONG",
    "Axis",
    "Band",
    "Between",
    "Carrier",
    "Levels",
    "Rung",
    "State",
    "alignment_table",
    "alignment_tables",
    "alone_table",
    "betweens",
    "by_frameworks",
    "coverage_by_cut",
    "coverage_table",
    "gap_counts",
    "gaps",
    "level_conflicts",
    "level_table",
    "link_table",
    "only_here",
    "progression",
    "progressions",
    "statement_table",
]
