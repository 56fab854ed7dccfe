"""What only one framework says, as far as anybody knows."""

import pandas as pd

from crosswalk.align.gaps import State

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
    of_statement = ["framework", "statement_id", "kind", "path", "statement"]
    found = table["state"].isin([State.ADDRESSED, State.PARTLY]) | (table["suggested_state"] != "")
    elsewhere = found.groupby(table["statement_id"]).transform("any")
    rows = []
    for key, own in table[~elsewhere].groupby(of_statement, sort=False):
        absent, open_ = own[own["state"] == State.ABSENT], own[own["state"] == State.OPEN]
        basis = _basis(judged=len(absent), unsettled=len(open_), votes=int(open_["votes"].sum()))
        rests_on = "reviewed" if basis == _JUDGED else "suggested"
        rows.append(
            (
                *key,
                *(basis, rests_on, "; ".join(absent["against"]), "; ".join(open_["against"])),
                *(_each(absent["judged_by"]), absent["judged_at"].max() if len(absent) else ""),
                _each(absent["comment"]),
            )
        )
    rows.sort(key=lambda row: _ORDER.index(row[len(of_statement)]))
    return pd.DataFrame(rows, columns=list(ONLY_HERE_COLUMNS))


def _basis(*, judged: int, unsettled: int, votes: int) -> str:
    if not unsettled:
        return _JUDGED
    if judged:
        return _SOME
    return _BEGUN if votes else _NOBODY


def _each(texts: "pd.Series[str]") -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))
