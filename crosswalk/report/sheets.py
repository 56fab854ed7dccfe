"""How a table of the report becomes a sheet: frameworks by name, and ids that lead to where they stand."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import pandas as pd

from crosswalk.interop.xlsx import Place, Sheet
from crosswalk.model import Framework, is_whole
from crosswalk.report.findings import Findings

#: Names of sheets that cells of others lead to.
FRAMEWORKS, STATEMENTS, PRINCIPLES, MEMBERS = "Frameworks", "Statements", "Principles", "Principle members"

#: Columns that hold ids of frameworks, one a cell, which people read as names.
_NAMED = (
    "framework", "against", "by", "in_framework", "first", "second", "subject_framework", "object_framework",
)  # fmt: skip

#: Columns that hold the id of a statement or of a framework as a whole; where there are several in a cell, it
#: leads to the first.
_STATEMENTS = (
    "subject_id", "object_id", "statement_id", "nearest_id", "element_id", "best_candidate_id",
    "counterparts", "label_from", "definition_from",
)  # fmt: skip

#: Columns that name two frameworks; the second leads to the sheet of the two, but not where each row is about
#: a statement, whose id leads on.
_PAIRS = (
    ("framework", "against"), ("framework", "by"), ("framework", "in_framework"), ("first", "second"),
)  # fmt: skip


def sheet(
    findings: Findings,
    name: str,
    about: str,
    table: pd.DataFrame,
    headers: Mapping[str, str],
    *,
    widths: Mapping[str, int],
    formats: Mapping[str, str],
    key: str = "",
    places: Mapping[str, Sequence[Place | None]] | None = None,
) -> Sheet:
    """A sheet of a table whose columns are named as in `align`, `measures` and `principles`.

    Args:
        findings: What the report is made from.
        name: Of the sheet.
        about: The question that it answers.
        table: The rows, with frameworks by id.
        headers: As in `Sheet`.
        widths: As in `Sheet`.
        formats: As in `Sheet`.
        key: As in `Sheet`.
        places: Further columns that lead somewhere: where each of their cells does.
    """
    names = {f.id: f.name for f in findings.catalogue}
    named = {column: table[column].map(names) for column in _NAMED if column in table and column != key}
    return Sheet(
        name=name,
        about=about,
        table=table.assign(**named),
        headers=headers,
        widths=widths,
        formats=formats,
        key=key,
        links={
            column: leads
            for column, leads in _links(findings, table, key=key, places=places or {})
            if column in headers
        },
    )


def pair_sheet(first: Framework, second: Framework) -> str:
    """Name of the sheet of two frameworks, in the catalogue's order."""
    return f"{first.id} and {second.id}"


def _links(
    findings: Findings,
    table: pd.DataFrame,
    *,
    key: str,
    places: Mapping[str, Sequence[Place | None]],
) -> Iterator[tuple[str, Sequence[Place | None]]]:
    for column in _STATEMENTS:
        if column in table and column != key:
            yield column, [_statement(value) for value in table[column]]
    of = {frozenset((a.id, b.id)): (pair_sheet(a, b), "") for a, b in findings.pairs}
    for one, other in _PAIRS:
        if one in table and other in table and "statement_id" not in table:
            yield other, [of.get(frozenset(ids)) for ids in zip(table[one], table[other], strict=True)]
    yield from places.items()


@lru_cache(maxsize=4096)
def _statement(value: object) -> Place | None:
    """Where the statement, or the framework, stands that a cell names first."""
    if not isinstance(value, str) or not value:
        return None
    first = value.partition(";")[0]
    return (FRAMEWORKS, first.partition(":")[0]) if is_whole(first) else (STATEMENTS, first)
