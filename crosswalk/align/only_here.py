"""What only one framework says, as far as anybody knows."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from crosswalk.model import State

#: Columns of `only_here`:
#:
#: - `framework`, `statement_id`, `kind`, `path`, `statement`: as in `gaps`;
#: - `basis`: in words, why it is listed;
#: - `rests_on`: `reviewed` where people judged it absent from every other document; `suggested` where that a
#:   model suggests nothing is (part of) the reason: provisional;
#: - `judged_absent_in`, `not_yet_reviewed_in`: ids of the other documents;
#: - `judged_by`, `judged_at`, `comment`: as in `gaps`, of all judged absences.
ONLY_HERE_COLUMNS = (
    "framework", "statement_id", "kind", "path", "statement", "basis", "rests_on",
    "judged_absent_in", "not_yet_reviewed_in", "judged_by", "judged_at", "comment",
)  # fmt: skip

#: The columns that tell of a statement and not of its counterparts.
_OF_STATEMENT = ONLY_HERE_COLUMNS[:5]

#: A row of `gaps`, by column.
_Row = Mapping[Hashable, Any]

_JUDGED = "judged absent in every other framework"
_SOME = "judged absent in some; not yet reviewed in the others, where nothing is suggested"
_BEGUN = "not yet reviewed, though somebody has begun; nothing is suggested"
_NOBODY = "nobody has looked; nothing is suggested"

#: What people judged stands first.
_ORDER = (_JUDGED, _SOME, _BEGUN, _NOBODY)


def only_here(table: pd.DataFrame) -> pd.DataFrame:
    """Statements that are addressed, even in part, in no other document, and for which nothing is suggested.

    A statement for which something is suggested where nobody has judged is not listed: that is a question,
    not an answer. Nor does a row here say that something is missing elsewhere, unless people judged so.

    Args:
        table: As `gaps` gives it.

    Returns:
        Columns `ONLY_HERE_COLUMNS`: first what people judged absent everywhere else, then in some, then what
        nobody has settled; each in document order. Without another document there is nothing to be alone
        among, and no row.
    """
    found = table["state"].isin([State.ADDRESSED, State.PARTLY]) | (table["suggested_state"] != "")
    alone = table[~table["statement_id"].isin(table.loc[found, "statement_id"])]
    of_each: dict[str, list[_Row]] = {}
    for row in alone.to_dict("records"):
        of_each.setdefault(row["statement_id"], []).append(row)
    rows = [_row(own) for own in of_each.values()]
    rows.sort(key=lambda row: _ORDER.index(row[len(_OF_STATEMENT)]))
    return pd.DataFrame(rows, columns=list(ONLY_HERE_COLUMNS))


def _row(own: Sequence[_Row]) -> tuple[str, ...]:
    """A statement with what is known of it in each other document."""
    absent = [row for row in own if row["state"] == State.ABSENT]
    open_ = [row for row in own if row["state"] == State.OPEN]
    basis = _basis(judged=len(absent), unsettled=len(open_), votes=sum(row["votes"] for row in open_))
    return (
        *(own[0][name] for name in _OF_STATEMENT),
        *(basis, "reviewed" if basis == _JUDGED else "suggested"),
        *("; ".join(row["against"] for row in rows) for rows in (absent, open_)),
        *(_each(absent, "judged_by"), max((row["judged_at"] for row in absent), default="")),
        _each(absent, "comment"),
    )


def _basis(*, judged: int, unsettled: int, votes: int) -> str:
    if not unsettled:
        return _JUDGED
    if judged:
        return _SOME
    return _BEGUN if votes else _NOBODY


def _each(rows: Sequence[_Row], name: str) -> str:
    return "; ".join(dict.fromkeys(row[name] for row in rows if row[name]))
