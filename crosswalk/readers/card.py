"""framework.toml, checked at the door: what a framework is, where its words stand, who reads them."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from crosswalk.errors import SourceError
from crosswalk.model import Scale
from crosswalk.vocabulary import Predicate

CARD_NAME = "framework.toml"
#: The reader of a framework whose own text is not here: other documents name or list what it says.
BY_REFERENCE = "by_reference"

_FrameworkId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
_Words = Annotated[str, Field(pattern=r"\S")]
#: Where a TOML error is, as tomllib words it.
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
#: Our words for what is reported most often; pydantic's others speak for themselves.
_PLAIN = {"missing": "is missing", "extra_forbidden": "is not a field of this file"}
#: What a text must look like, by the name of its field; every other text only has to say something.
_SHAPE = {
    "id": "lowercase letters, digits and hyphens",
    "subject": "the id of a framework",
    "object": "the id of a framework",
    "source": "a file name without folders and white space",
    "sha256": "64 hexadecimal digits",
}


class _Strict(BaseModel):
    """No field that is not listed, no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ScaleCard(_Strict):
    """`[scale]`: the levels, lowest first."""

    name: _Words
    labels: Annotated[list[_Words], Field(min_length=1)]
    about: str = ""

    def to_scale(self) -> Scale:
        """The same in the core's words."""
        return Scale(name=self.name, labels=tuple(self.labels), about=self.about)


class StatedCard(_Strict):
    """One of `[[states]]`: what the document says of a whole other framework."""

    subject: _FrameworkId | None = None
    object: _FrameworkId
    object_title: _Words
    predicate: Annotated[Predicate, Field(strict=False)]
    words: _Words
    same_groups: bool = False


class Card(_Strict):
    """The whole of framework.toml.

    Attributes:
        id: Prefix of the ids of all statements.
        order: Place among the frameworks; those without one come last.
        short_title: Our name for it in figures and headings.
        attributed: Names of fields that are our attribution and not the document's words.
        reader: A key of `crosswalk.readers.READERS`, or `by_reference`.
        source: Name of the document's file, beside the card.
        sha256: Of that file as received; without it the source is refused, and the message gives it.
    """

    id: _FrameworkId
    order: int | None = None
    title: _Words
    short_title: str = ""
    publisher: _Words | None = None
    year: int | None = None
    nation: str = ""
    sector: str = ""
    licence: str = ""
    attributed: list[Literal["title", "publisher", "year", "nation", "sector", "licence"]] = []
    note: str = ""
    reader: _Words
    # White space would break the `path:line` form in which places are written.
    source: Annotated[str, Field(pattern=r"^[^\s/\\]+$")] = "source.txt"
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    scale: ScaleCard | None = None
    states: list[StatedCard] = []

    @property
    def is_by_reference(self) -> bool:
        """Whether the framework's own text is not here."""
        return self.reader == BY_REFERENCE

    @model_validator(mode="after")
    def _source_fits_reader(self) -> Self:
        if self.is_by_reference and (self.sha256 or self.states or "source" in self.model_fields_set):
            raise ValueError("a framework known by reference has no source, sha256 or states")
        return self


def read_card(folder: Path, *, shown_as: str) -> Card:
    """Read a framework's card.

    Args:
        folder: Where framework.toml is.
        shown_as: How messages name the folder: relative to the project, with `/`.

    Raises:
        SourceError: The card is missing, no UTF-8, no TOML, or has wrong fields; all of them are named.
    """
    path = f"{shown_as}/{CARD_NAME}"
    try:
        fields = tomllib.loads((folder / CARD_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SourceError(
            f"the folder has no {CARD_NAME}",
            remedy=f"Write one after the example of another framework, or move {shown_as} elsewhere.",
            path=path,
        ) from None
    except OSError as problem:
        raise SourceError(
            f"the file cannot be read ({problem.strerror})",
            remedy="Check what it is and who may read it.",
            path=path,
        ) from problem
    except UnicodeDecodeError:
        raise SourceError("the file is not UTF-8", remedy="Save it as UTF-8.", path=path) from None
    except tomllib.TOMLDecodeError as problem:
        raise _not_toml(str(problem), path) from None
    try:
        return Card.model_validate(fields)
    except ValidationError as problem:
        raise SourceError(
            "; ".join(_said(error) for error in problem.errors()),
            remedy=f"Correct {CARD_NAME}; its fields are {', '.join(Card.model_fields)}.",
            path=path,
        ) from None


def _not_toml(said: str, path: str) -> SourceError:
    at_line = _AT_LINE.search(said)
    what = said[: at_line.start()] if at_line else said
    return SourceError(
        f"this is not TOML: {what[:1].lower()}{what[1:]}",
        remedy='Fields are written as name = "value".',
        path=path,
        line=int(at_line[1]) if at_line else None,
    )


def _said(error: ErrorDetails) -> str:
    """One wrong field in a sentence; places in lists are counted from 1."""
    where = [str(part + 1) if isinstance(part, int) else part for part in error["loc"]]
    message = error["msg"].removeprefix("Value error, ")
    if not where:
        return message
    words = _PLAIN.get(error["type"], f"is {error['input']!r}: {message[:1].lower()}{message[1:]}")
    if error["type"] == "string_pattern_mismatch":
        words = f"is {error['input']!r}, should be {_SHAPE.get(where[-1], 'words')}"
    return f"{'.'.join(where)} {words}"
