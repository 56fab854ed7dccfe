"""Measures of the graph of links: how frameworks overlap, what bridges them, and how sure that is.

Everything here speaks of elements: two are joined where people accepted that they correspond, a document
states it, or a model suggests it with at least the probability of the cut (and people did not say otherwise).
"""

from crosswalk.measures.chance import Chance, Draws, draws, interval
from crosswalk.measures.frameworks import FRAMEWORK_MEASURE_COLUMNS, framework_measures
from crosswalk.measures.joining import CUT, joined
from crosswalk.measures.statements import (
    BY_CUT_COLUMNS,
    COMPONENT_COLUMNS,
    STATEMENT_MEASURE_COLUMNS,
    component_table,
    components_by_cut,
    statement_measures,
)

__all__ = [
    "BY_CUT_COLUMNS",
    "COMPONENT_COLUMNS",
    "CUT",
    "FRAMEWORK_MEASURE_COLUMNS",
    "STATEMENT_MEASURE_COLUMNS",
    "Chance",
    "Draws",
    "component_table",
    "components_by_cut",
    "draws",
    "framework_measures",
    "interval",
    "joined",
    "statement_measures",
]
