"""What every reader gets and gives: a source document in lines, and what was made of it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from crosswalk.errors import SourceError
from crosswalk.model import LeftOut, Scale, Span, Statement

#: `[words](address)` keeps its words.
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
#: An HTML tag.
_TAG = re.compile(r"</?[A-Za-z][^>]*>")
#: Markdown emphasis: one to three stars around words. A lone star is kept.
_EMPHASIS = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1")
#: Control characters that are no white space: workbooks and XML files cannot hold them.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
#: A bullet at the start of a line.
_BULLET = re.compile(r"^\s*[-•–]\s*")


@dataclass(frozen=True, slots=True)
class Document:
    """A source as received: its path as shown to people, its hash and its lines without line ends."""

    path: str
    sha256: str
    lines: tuple[str, ...]

    def span(self, first_line: int, last_line: int) -> Span:
        """Lines of this document, counted from 1, both ends included."""
        return Span(self.path, first_line, last_line)

    def unrecognised(self, line: int, expected: str) -> SourceError:
        """The error for a line that does not fit the layout.

        Args:
            line: Counted from 1; one past the end for a document that stops too early.
            expected: What should stand there, as in "expected {expected}".
        """
        past_end = line > len(self.lines)
        found = "the end of the document" if past_end else repr(self.lines[line - 1].strip()[:80])
        return SourceError(
            f"expected {expected}, found {found}",
            remedy="Check that framework.toml names the right reader, or restore the source.",
            path=self.path,
            line=min(line, max(len(self.lines), 1)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader made of a document.

    Attributes:
        statements: In document order, ids with the framework's own prefix.
        left_out: Lines that are no statement, each with a reason.
        spoken_of: Statements of *other* frameworks that this document names or lists; their ids carry the
            other framework's prefix.
    """

    statements: tuple[Statement, ...]
    left_out: tuple[LeftOut, ...] = ()
    spoken_of: tuple[Statement, ...] = ()


class Reader(Protocol):
    """A document layout: one function in a file of its own."""

    def __call__(self, document: Document, *, framework_id: str, scale: Scale | None) -> Reading:
        """Turn a document into statements.

        Raises:
            SourceError: The document is not of this layout; the message names the line.
            UnknownLevel: A statement stands on a level that the scale does not have.
        """
        ...


def open_document(path: Path, *, shown_as: str) -> Document:
    """Read a source file.

    Args:
        path: Where it is.
        shown_as: How messages and spans name it: relative to the project, with `/`.

    Raises:
        SourceError: The file is missing, not readable, not UTF-8, or holds control characters.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(
            "the source document is missing",
            remedy="Put it there, or remove the framework's folder.",
            path=shown_as,
        ) from None
    except OSError as problem:
        raise SourceError(
            f"the source document cannot be read ({problem.strerror})",
            remedy="Check what it is and who may read it.",
            path=shown_as,
        ) from problem
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise SourceError(
            f"the source document is not UTF-8: byte {raw[problem.start]:#04x} cannot be decoded",
            remedy="Save it as UTF-8 and put the new sha256 into framework.toml.",
            path=shown_as,
            line=raw.count(b"\n", 0, problem.start) + 1,
        ) from None
    _check_characters(text, shown_as)
    return Document(shown_as, hashlib.sha256(raw).hexdigest(), tuple(text.replace("\r\n", "\n").split("\n")))


def _check_characters(text: str, shown_as: str) -> None:
    control = _CONTROL.search(text)
    if control is not None:
        raise SourceError(
            f"the control character U+{ord(control[0]):04X} stands in the text, as if it were no text file",
            remedy="Save the document as plain text (UTF-8) and put the new sha256 into framework.toml.",
            path=shown_as,
            line=text.count("\n", 0, control.start()) + 1,
        )


def reflow(lines: Iterable[str]) -> str:
    """Join wrapped lines into running text; remove bullets, tags, emphasis and link addresses.

    Words and typing errors stay as they are. A line that ends inside a hyphenated word is joined to
    the next without a space, and the hyphen is kept: the source does not say whether it belongs to the word.

    Examples:
        >>> reflow(["• promotes anti-", "discriminatory  practice"])
        'promotes anti-discriminatory practice'
    """
    text = ""
    for line in lines:
        part = _BULLET.sub("", plain(line)) if not text else plain(line)
        joint = "" if not text or (text.endswith("-") and not text.endswith(" -")) else " "
        text += joint + part if part else ""
    return text


def plain(line: str) -> str:
    """One line without tags, emphasis and link addresses, white space collapsed.

    Examples:
        >>> plain("<b>Be</b>  *kind* to [others](http://x)")
        'Be kind to others'
    """
    bare = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _TAG.sub("", line)))
    return " ".join(bare.split())
