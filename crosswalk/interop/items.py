"""Rows of CSV, TSV and JSONL files with the lines they stand on, and lists of items made of them."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from crosswalk.errors import GoldError
from crosswalk.suggest.side import Side


def read_side(path: Path) -> Side:
    """Items from a CSV, TSV or JSONL file.

    Fields are `id`, `text`, and perhaps `title` and `parent` (the heading it stands under); others are left
    alone.

    Raises:
        GoldError: A field is missing, an id is used twice, or an item has no words.
    """
    rows = _json_lines(path) if path.suffix in (".jsonl", ".ndjson") else table_rows(path)[1]
    found: dict[str, tuple[str, str, str]] = {}
    for line, row in rows:
        name, title, text, parent = (row.get(f, "").strip() for f in ("id", "title", "text", "parent"))
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
        found[name] = title, text, parent
    if not found:
        raise GoldError("the file has no items", remedy="Check that it is the right file.", path=path)
    return Side(
        ids=tuple(found),
        titles=tuple(title for title, _, _ in found.values()),
        texts=tuple(text for _, text, _ in found.values()),
        parts=((),) * len(found),
        negative=(False,) * len(found),
        paths=tuple(parent for _, _, parent in found.values()),
    )


def table_rows(
    path: Path, needed: set[str] | None = None
) -> tuple[set[str], list[tuple[int, dict[str, str]]]]:
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
