"""Gold files: what people judged, to measure a method against. Three layouts, read and checked here.

Element gold    a_document, a_group, a_title, b_document, b_group, b_title, grade, and perhaps votes
Indicator gold  query_document, query_line, query_text, candidate_document, candidate_line, candidate_text,
                grade_1, grade_2, and so on for more annotators
Pair gold       left_id, right_id, relation; the ids are those of two lists of items

A set folder holds left.jsonl, right.jsonl and gold.tsv (pair gold), and where they exist negatives.tsv (pairs
that people rejected) and gaps.tsv (items that people say have no counterpart).
"""

import re
from dataclasses import dataclass
from pathlib import Path

from crosswalk.errors import GoldError
from crosswalk.interop.items import read_side, table_rows
from crosswalk.suggest.side import Side
from crosswalk.vocabulary import Predicate

_ELEMENTS = ("a_document", "a_group", "a_title", "b_document", "b_group", "b_title", "grade")
_INDICATORS = (
    "query_document", "query_line", "query_text", "candidate_document", "candidate_line", "candidate_text",
    "grade_1",
)  # fmt: skip
_PAIRS = ("left_id", "right_id")


@dataclass(frozen=True, slots=True)
class Place:
    """A statement as a gold file names it.

    Attributes:
        document: The file's own label for the framework.
        words: The title of an element, the text of an indicator.
        group: The group an element stands in; empty for an indicator.
    """

    document: str
    words: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judged pair: two elements, or a query indicator and a candidate.

    Attributes:
        a: One end.
        b: The other.
        grade: `match` is 1.0, `related` 0.5, `none` 0.0; for indicators the mean over annotators, -1 to 3.
        line: Of the file.
        relation: How a relates to b by more than half of the votes; None where no votes are given or no
            relation has so many.
    """

    a: Place
    b: Place
    grade: float
    line: int
    relation: Predicate | None = None


@dataclass(frozen=True, slots=True)
class ElementGold:
    """Judged pairs of elements; what is not listed was considered and is no pair."""

    path: str
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class IndicatorGold:
    """Judged candidates of query indicators; what is not listed was not considered."""

    path: str
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSet:
    """Two lists of items and the pairs that people made of them; what is not listed was not judged.

    Attributes:
        name: Of the folder or the file.
        left: n items.
        right: m items.
        pairs: Positions (left, right) of the pairs, in file order.
        rejected: The same, for pairs that people rejected.
        gaps: Ids of items without a counterpart, by side: (left, right).
    """

    name: str
    left: Side
    right: Side
    pairs: tuple[tuple[int, int], ...]
    rejected: tuple[tuple[int, int], ...] = ()
    gaps: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def read_gold(
    path: Path, *, left: Path | None = None, right: Path | None = None
) -> ElementGold | IndicatorGold | GoldSet:
    """Read a gold file of any of the three layouts, or a set folder.

    Args:
        path: The file or the folder.
        left: The items on the left, for pair gold; in a folder, left.jsonl where it is not given.
        right: The same for the right.

    Raises:
        GoldError: Something is missing or not as it should be; the message names file and line.
    """
    if path.is_dir():
        return _read_set(path, left or path / "left.jsonl", right or path / "right.jsonl")
    columns, rows = table_rows(path)
    if columns and not rows:
        raise GoldError("no pair is listed", remedy="Check that it is the right file.", path=path)
    if set(_ELEMENTS) <= columns:
        return ElementGold(str(path), tuple(_element_judgement(row, line, path) for line, row in rows))
    if set(_INDICATORS) <= columns:
        return IndicatorGold(str(path), tuple(_indicator_judgement(row, line, path) for line, row in rows))
    if not set(_PAIRS) <= columns:
        raise GoldError(
            f"its columns ({', '.join(sorted(columns)) or 'none'}) are those of no gold file",
            remedy=f"Element gold has {', '.join(_ELEMENTS)}; indicator gold has {', '.join(_INDICATORS)}; "
            f"pair gold has {', '.join(_PAIRS)}.",
            path=path,
            line=1,
        )
    if left is None or right is None:
        raise GoldError(
            "the file names pairs of ids, and the items they stand for are not given",
            remedy="Name the two files of items with --left and --right.",
            path=path,
        )
    sides = read_side(left), read_side(right)
    return GoldSet(name=path.stem, left=sides[0], right=sides[1], pairs=_pairs(rows, path, sides))


def _read_set(folder: Path, left: Path, right: Path) -> GoldSet:
    sides = read_side(left), read_side(right)
    gold, negatives, gaps = (folder / f"{name}.tsv" for name in ("gold", "negatives", "gaps"))
    lacking: tuple[list[str], list[str]] = ([], [])
    for line, row in table_rows(gaps, {"side", "id"})[1] if gaps.exists() else ():
        if row["side"] not in ("left", "right"):
            raise GoldError(
                f"the side is {row['side']!r}", remedy="It is left or right.", path=gaps, line=line
            )
        lacking[row["side"] == "right"].append(row["id"])
    rejected = table_rows(negatives, set(_PAIRS))[1] if negatives.exists() else []
    return GoldSet(
        name=folder.resolve().name,
        left=sides[0],
        right=sides[1],
        pairs=_pairs(table_rows(gold, set(_PAIRS))[1], gold, sides),
        rejected=_pairs(rejected, negatives, sides),
        gaps=(tuple(lacking[0]), tuple(lacking[1])),
    )


def _pairs(
    rows: list[tuple[int, dict[str, str]]], path: Path, sides: tuple[Side, Side]
) -> tuple[tuple[int, int], ...]:
    places = [{name: place for place, name in enumerate(side.ids)} for side in sides]
    found = []
    for line, row in rows:
        for field, known in zip(_PAIRS, places, strict=True):
            if row[field] not in known:
                raise GoldError(
                    f"no item on the {field.removesuffix('_id')} has the id {row[field]!r}",
                    remedy="Correct the id, or give the file of items that has it.",
                    path=path,
                    line=line,
                )
        found.append((places[0][row["left_id"]], places[1][row["right_id"]]))
    return tuple(dict.fromkeys(found))


_GRADES = {"match": 1.0, "related": 0.5, "none": 0.0}


def _element_judgement(row: dict[str, str], line: int, path: Path) -> Judgement:
    if row["grade"] not in _GRADES:
        raise GoldError(
            f"the grade is {row['grade']!r}", remedy=f"It is {', '.join(_GRADES)}.", path=path, line=line
        )
    ends = [Place(row[f"{end}_document"], row[f"{end}_title"], row[f"{end}_group"]) for end in "ab"]
    return Judgement(
        ends[0], ends[1], _GRADES[row["grade"]], line, _by_majority(row.get("votes", ""), line, path)
    )


#: Votes as people write them: "broad" says that a is wider than b, which SKOS calls a narrower match.
_VOTES = {
    "exact": Predicate.EXACT,
    "close": Predicate.CLOSE,
    "broad": Predicate.NARROW,
    "narrow": Predicate.BROAD,
    "related": Predicate.RELATED,
}


def _by_majority(votes: str, line: int, path: Path) -> Predicate | None:
    given = [vote.strip() for vote in votes.split("|")] if votes else []
    if unknown := [vote for vote in given if vote not in (*_VOTES, "-")]:
        raise GoldError(
            f"a vote is {unknown[0]!r}",
            remedy=f"Votes are {', '.join(_VOTES)}, or - for none, with | between them.",
            path=path,
            line=line,
        )
    return next((_VOTES[vote] for vote in _VOTES if 2 * given.count(vote) > len(given)), None)


def _indicator_judgement(row: dict[str, str], line: int, path: Path) -> Judgement:
    given = [value for column, value in row.items() if re.fullmatch(r"grade_\d+", column)]
    try:
        grades = [float(value) for value in given]
    except ValueError:
        grades = []
    if not grades or not all(-1 <= grade <= 3 for grade in grades):
        raise GoldError(
            f"the grades are {', '.join(map(repr, given))}",
            remedy="Each is a number from -1 (opposite) to 3 (same behaviour).",
            path=path,
            line=line,
        )
    ends = [Place(row[f"{end}_document"], row[f"{end}_text"]) for end in ("query", "candidate")]
    return Judgement(ends[0], ends[1], sum(grades) / len(grades), line)
