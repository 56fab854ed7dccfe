"""What must hold of every reading: each line is accounted for, each id that is pointed to exists."""

from collections.abc import Iterable

from crosswalk.errors import SourceError, UnknownLevel
from crosswalk.model import Kind, Span, Statement
from crosswalk.readers.document import Document, Reading


def check_reading(document: Document, reading: Reading) -> None:
    """Check one reading against its document.

    Raises:
        SourceError: A line is neither a statement's nor left out, or both; a parent does not exist.
        UnknownLevel: A statement stands on a level that the document does not define.
    """
    used = _lines(span for s in (*reading.statements, *reading.spoken_of) for span in _spans(s))
    passed_over = _lines(document.span(out.first_line, out.last_line) for out in reading.left_out)
    for number, line in enumerate(document.lines, start=1):
        if not line.strip():
            continue
        if number not in used and number not in passed_over:
            raise document.unrecognised(number, "a line that the reader takes in or leaves out")
        if number in used and number in passed_over:
            raise document.unrecognised(number, "a line that is either a statement's or left out, not both")
    check_references(reading.statements)


def check_references(statements: Iterable[Statement]) -> None:
    """Check that every parent and level of one framework's statements is among them.

    Raises:
        SourceError: A parent is not.
        UnknownLevel: A level is not, or is no level.
    """
    statements = tuple(statements)
    kinds = {s.id: s.kind for s in statements}
    for statement in statements:
        place = statement.span
        if statement.parent_id is not None and statement.parent_id not in kinds:
            raise SourceError(
                f"{statement.id} is part of {statement.parent_id}, which does not exist",
                remedy="Correct the parent's id.",
                path=place.path,
                line=place.first_line,
            )
        if statement.level_id is not None and kinds.get(statement.level_id) is not Kind.LEVEL:
            raise UnknownLevel(
                f"{statement.id} stands on the level {statement.level_id}, which is defined nowhere",
                remedy="Define the level in the document, or correct [scale] in framework.toml.",
                path=place.path,
                line=place.first_line,
            )


def _spans(statement: Statement) -> tuple[Span, ...]:
    return (statement.span, statement.citation.span) if statement.citation else (statement.span,)


def _lines(spans: Iterable[Span]) -> set[int]:
    return {line for span in spans for line in range(span.first_line, span.last_line + 1)}
