"""Rows of tables as pages read them: a table is taken apart once, and looked up by what a page is about."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

#: A row of a table, by column.
Row = Mapping[Hashable, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleRows:
    """What the tables say of one principle.

    Attributes:
        support: Its row of `principles.support.principle_table`.
        gaps: Its rows of `principles.gaps.principle_gaps`, one a document.
        progression: Its rows of `align.progression`.
        lost: Ids of the members that its label and definition do not carry.
    """

    support: Row
    gaps: tuple[Row, ...]
    progression: tuple[Row, ...]
    lost: frozenset[str]


def records(table: pd.DataFrame) -> list[Row]:
    """A table's rows, in order; cells are plain values, those that are not known `nan` or `pandas.NA`."""
    columns = [table[name].tolist() for name in table]
    return [dict(zip(table.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def by(table: pd.DataFrame, column: str) -> dict[str, list[Row]]:
    """A table's rows by what stands in one column, in order of first appearance."""
    found: dict[str, list[Row]] = {}
    for row in records(table):
        found.setdefault(row[column], []).append(row)
    return found


def by_two(table: pd.DataFrame, one: str, other: str) -> dict[tuple[str, str], list[Row]]:
    """A table's rows by what stands in two columns, in order of first appearance."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in records(table):
        found.setdefault((row[one], row[other]), []).append(row)
    return found


def rows_of_principles(
    support: pd.DataFrame, *, gaps: pd.DataFrame, progression: pd.DataFrame, near: pd.DataFrame
) -> dict[str, PrincipleRows]:
    """What the tables say of each principle.

    Args:
        support: As `principles.support.principle_table` gives it.
        gaps: As `principles.gaps.principle_gaps` gives it.
        progression: As `align.progression` gives it, with a column `principle`.
        near: As `principles.support.nearness` gives it.

    Returns:
        Id -> rows, in the order of the first table.
    """
    in_frameworks, asked = by(gaps, "principle"), by(progression, "principle")
    far = by(near[near["lost"]], "principle")
    return {
        row["principle"]: PrincipleRows(
            support=row,
            gaps=tuple(in_frameworks.get(row["principle"], ())),
            progression=tuple(asked.get(row["principle"], ())),
            lost=frozenset(one["statement_id"] for one in far.get(row["principle"], ())),
        )
        for row in records(support)
    }
