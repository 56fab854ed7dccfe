"""Gold files: what people judged, to measure a method against. Three layouts, read and checked here.

Element gold    a_document, a_group, a_title, b_document, b_group, b_title, grade, votes
Indicator gold  query_document, query_line, query_text, candidate_document, candidate_line, candidate_text,
                grade_1, grade_2, and so on for more annotators
Pair gold       left_id, right_id, relation; the ids are those of two lists of items

A set folder holds left.jsonl, right.jsonl and gold.tsv (pair gold), and where they exist negatives.tsv (pairs
that people rejected) and gaps.tsv (items that people say have no counterpart).
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crosswalk.errors import GoldError
from crosswalk.suggest.side import Side

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
    """

    a: Place
    b: Place
    grade: float
    line: int


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
    columns, rows = _table(path)
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


def read_side(path: Path) -> Side:
    """Items from a CSV, TSV or JSONL file with `id`, `text` and perhaps `title`; other fields are left alone.

    Raises:
        GoldError: A field is missing, an id is used twice, or an item has no words.
    """
    rows = _json_lines(path) if path.suffix in (".jsonl", ".ndjson") else _table(path)[1]
    found: dict[str, tuple[str, str]] = {}
    for line, row in rows:
        name, title, text = (row.get(field, "").strip() for field in ("id", "title", "text"))
        if not name or not (title or text):
            raise GoldError(
                f"the item {name!r} has no words" if name else "the item has no id",
                remedy="Each item needs an id and a text; a title is welcome.",
                path=path,
                line=line,
            )
        if name in found:
            raise GoldError(
                f"the id {name!r} is used twice", remedy="Rename one of them.", path=path, line=line
            )
        found[name] = title, text
    if not found:
        raise GoldError("the file has no items", remedy="Check that it is the right file.", path=path)
    return Side(
        ids=tuple(found),
        titles=tuple(title for title, _ in found.values()),
        texts=tuple(text for _, text in found.values()),
        parts=((),) * len(found),
        negative=(False,) * len(found),
    )


def _read_set(folder: Path, left: Path, right: Path) -> GoldSet:
    sides = read_side(left), read_side(right)
    gold, negatives, gaps = (folder / f"{name}.tsv" for name in ("gold", "negatives", "gaps"))
    lacking: tuple[list[str], list[str]] = ([], [])
    for line, row in _table(gaps, {"side", "id"})[1] if gaps.exists() else ():
        if row["side"] not in ("left", "right"):
            raise GoldError(
                f"the side is {row['side']!r}", remedy="It is left or right.", path=gaps, line=line
            )
        lacking[row["side"] == "right"].append(row["id"])
    rejected = _table(negatives, set(_PAIRS))[1] if negatives.exists() else []
    return GoldSet(
        name=folder.resolve().name,
        left=sides[0],
        right=sides[1],
        pairs=_pairs(_table(gold, set(_PAIRS))[1], gold, sides),
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
    return Judgement(ends[0], ends[1], _GRADES[row["grade"]], line)


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


def _table(path: Path, needed: set[str] | None = None) -> tuple[set[str], list[tuple[int, dict[str, str]]]]:
    """Column names, and rows with the line each ends on; tabs in .tsv files, commas elsewhere."""
    text = _text(path)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if path.suffix == ".tsv" else ",")
    columns = set(reader.fieldnames or ())
    if missing := (needed or set()) - columns:
        raise GoldError(f"the column {sorted(missing)[0]} is missing", remedy="Add it.", path=path, line=1)
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise GoldError(
                f"the row has not {len(columns)} fields, as the first line has",
                remedy="Write one field for each column; quote a field that holds the separator.",
                path=path,
                line=reader.line_num,
            )
        rows.append((reader.line_num, row))
    return columns, rows


def _json_lines(path: Path) -> list[tuple[int, dict[str, str]]]:
    return list(_parsed(_text(path), path))


def _parsed(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise GoldError(
                "the line is not a JSON object", remedy='Write {"id": …, "text": …}.', path=path, line=number
            )
        yield number, {field: str(value) for field, value in row.items() if value is not None}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8 text"
        raise GoldError(
            f"the file cannot be read ({why})", remedy="Check its name and its encoding.", path=path
        ) from problem
