"""Files with decisions, whoever made them: told apart by what is in them, and read together."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum, auto

from crosswalk.catalogue import Catalogue
from crosswalk.errors import CrosswalkError, DecisionError, MappingFileError
from crosswalk.interop.decisions import read_jsonl
from crosswalk.interop.handed_back import is_handed_back, read_handed_back
from crosswalk.interop.returned_workbook import read_review_workbook
from crosswalk.interop.votes import read_votes
from crosswalk.interop.wrong_rows import WrongRows
from crosswalk.model import Decision

#: How a zip file begins, which an .xlsx is, and the older format that .xls files and locked workbooks have.
_ZIP, _OLE = b"PK", bytes.fromhex("d0cf11e0a1b11ae1")

#: The column names of an SSSOM table, behind the lines of its header.
_SSSOM = re.compile(r"(?:#.*\n)*(?:[^\n\t]*\t)*subject_id\s*(?:\t|\n|$)")


class Sort(Enum):
    """What a text is."""

    JSONL = auto()
    HANDED_BACK = auto()
    VOTES = auto()


def read_returned(
    files: Mapping[str, bytes], *, catalogue: Callable[[], Catalogue], known: Sequence[Decision] = ()
) -> list[Decision]:
    """Decisions of files of any sort.

    Args:
        files: How messages name a file -> its content.
        catalogue: Gives all frameworks; asked only if a file speaks of statements without their words.
        known: Decisions that are here already.

    Raises:
        DecisionError: Something cannot be accepted; every wrong row of every file is listed, each with its
            place and fault.
        CrosswalkError: The catalogue cannot be had.
    """
    texts: dict[Sort, dict[str, str]] = {sort: {} for sort in Sort}
    found: list[Decision] = []
    wrong: list[CrosswalkError] = []
    for path, content in files.items():
        with _noted(wrong):
            if content.startswith(_ZIP):
                found += read_review_workbook(content, path=path)
            else:
                text = _text(content, path)
                texts[_sort(text, path)][path] = text
    with _noted(wrong):
        found += read_jsonl(texts[Sort.JSONL])
    for path, text in texts[Sort.HANDED_BACK].items():
        with _noted(wrong):
            found += read_handed_back(text, path=path)
    # Last, so that the summary of a vote meets the decision itself, whichever file was named first.
    for path, text in texts[Sort.VOTES].items():
        frameworks = catalogue()
        with _noted(wrong):
            found += read_votes(text, frameworks, path=path, known=[*known, *found])
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        raise WrongRows(row for one in wrong for row in _rows(one))
    return found


@contextmanager
def _noted(wrong: list[CrosswalkError]) -> Iterator[None]:
    """Go on with the next file, so that what is wrong with all of them can be said at once."""
    try:
        yield
    except (DecisionError, MappingFileError) as problem:
        wrong.append(problem)


def _rows(problem: CrosswalkError) -> tuple[str, ...]:
    return problem.rows if isinstance(problem, WrongRows) else (str(problem),)


def _text(content: bytes, path: str) -> str:
    if content.startswith(_OLE):
        raise DecisionError(
            "the file is an old workbook (.xls), or one with a password",
            remedy="Save it as an Excel workbook (.xlsx) without a password, and import that.",
            path=path,
        )
    try:
        # Some programs begin a text with a byte order mark, which is no part of it.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DecisionError(
            f"the file is neither text nor a workbook nor a ledger ({problem.reason})",
            remedy="Name a file that `crosswalk decisions export` wrote or a reviewer handed back, or a "
            "ledger.sqlite.",
            path=path,
        ) from None


def _sort(text: str, path: str) -> Sort:
    if text.lstrip().startswith("<"):
        raise DecisionError(
            "this is a page and no decisions",
            remedy="Open it, save the answers in it, and import the file that it saves.",
            path=path,
        )
    if _SSSOM.match(text) or path.casefold().endswith(".tsv"):
        return Sort.VOTES
    a_line = '"decided_at"' in text.partition("\n")[0]
    if is_handed_back(text) or (path.casefold().endswith(".json") and not a_line):
        return Sort.HANDED_BACK
    return Sort.JSONL
