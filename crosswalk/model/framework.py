"""What a framework is and what it says."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from crosswalk.errors import DuplicateId
from crosswalk.model.evidence import Evidence, Span
from crosswalk.vocabulary import Predicate

#: A sentence ends at . ! or ? when white space and a capital (perhaps behind a quote) follow.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[“\"'(]?[A-Z])")

#: What stands behind the prefix in the CURIE of a framework as a whole.
_WHOLE = "framework"


class Kind(StrEnum):
    """What a statement is in its framework's tree."""

    GROUP = "group"
    ELEMENT = "element"
    INDICATOR = "indicator"
    LEVEL = "level"


class Polarity(StrEnum):
    """Whether a statement describes what is wanted or what is not."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a framework says, in its own words.

    Attributes:
        id: CURIE, stable and readable: `sssc:1.3.emerging`.
        kind: group, element, indicator or level.
        item_type: The framework's own word for it: `theme`, `stage bullet` (CASE: CFItemType).
        title: Its heading, verbatim; empty where it has none.
        text: Its wording, verbatim and re-flowed; empty where there is only a heading.
        span: The lines of the source it came from.
        parent_id: The statement it is part of; None at the top of the framework.
        level_id: The level it stands on; None where the framework gives none.
        rank: For a level only: its place in its own scale, from 1 (lowest).
        polarity: negative for what the framework warns against.
        citation: What the document names as its origin, in the document's words.
        marks: Signs beside the text, kept as found (icons).
    """

    id: str
    kind: Kind
    item_type: str
    span: Span
    title: str = ""
    text: str = ""
    parent_id: str | None = None
    level_id: str | None = None
    rank: int | None = None
    polarity: Polarity = Polarity.POSITIVE
    citation: Evidence | None = None
    marks: tuple[str, ...] = ()

    @property
    def framework_id(self) -> str:
        """The CURIE's prefix."""
        return self.id.partition(":")[0]

    @property
    def wording(self) -> str:
        """Title and text as one string, as a reader meets them."""
        if self.title and self.text:
            return f"{self.title.rstrip('.:')}. {self.text}"
        return self.title or self.text

    @property
    def label(self) -> str:
        """What to call it in a list: its title, or its text."""
        return self.title or self.text

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the text, in order; no text gives none."""
        return tuple(_SENTENCE_END.split(self.text)) if self.text else ()

    @property
    def text_hash(self) -> str:
        """sha256 of the wording (hex): changes when, and only when, the words do."""
        return hashlib.sha256(self.wording.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines of a source that are no statement, and why."""

    first_line: int
    last_line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a document says of a whole other framework, in its own words.

    Attributes:
        subject_id: Framework id the words are about.
        object_id: Framework id the words name.
        object_title: Its title, for frameworks that are known only from these words.
        predicate_id: The relation that the words state.
        evidence: The words and their lines.
        same_groups: True where the words say that the two share their top structure, so that groups of
            the same title are linked too.
    """

    subject_id: str
    object_id: str
    object_title: str
    predicate_id: Predicate
    evidence: Evidence
    same_groups: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The levels of one framework.

    Attributes:
        name: What the framework calls one of them: `stage`, `leadership level`.
        labels: From lowest to highest.
        about: What the scale measures, in a sentence.
    """

    name: str
    labels: tuple[str, ...]
    about: str = ""


def is_whole(node_id: str) -> bool:
    """Whether a CURIE names a framework as a whole, not one of its statements."""
    return node_id.partition(":")[2] == _WHOLE


@dataclass(frozen=True, kw_only=True)
class Framework:
    """A framework: what it is, and what it says in document order.

    Attributes:
        id: The CURIE prefix of its statements.
        title: As the document gives it, unless `attributed` names it.
        short_title: Ours, for figures and headings; empty for the title itself.
        publisher: The same; None where nothing is known.
        year: Of publication; None where the document names none.
        nation: Where it applies.
        sector: For whom.
        licence: Licence or copyright line.
        attributed: Names of the fields above that are our attribution, not the document's words.
        note: What a reader should know about the source.
        source: The document's path, as in every span; empty when known by reference only.
        sha256: Of the source as received; empty when known by reference only.
        scale: Its levels; None where it has none.
        statements: In document order.
        left_out: Lines that are no statement, with reasons.
        declarations: What the document says of other frameworks as a whole.
        known_by_reference: True when only other documents speak of it and its own text is not here.
    """

    id: str
    title: str
    short_title: str = ""
    publisher: str | None = None
    year: int | None = None
    nation: str = ""
    sector: str = ""
    licence: str = ""
    attributed: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    sha256: str = ""
    scale: Scale | None = None
    statements: tuple[Statement, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    known_by_reference: bool = False

    def __post_init__(self) -> None:
        seen: dict[str, Statement] = {}
        for statement in self.statements:
            if statement.id in seen:
                raise DuplicateId(
                    f"the id {statement.id} is used twice, here and at {seen[statement.id].span}",
                    remedy="Give one of the two another place or number.",
                    path=statement.span.path,
                    line=statement.span.first_line,
                )
            seen[statement.id] = statement

    @property
    def node_id(self) -> str:
        """CURIE of the framework as a whole, for links between frameworks and for the graph."""
        return f"{self.id}:{_WHOLE}"

    @property
    def name(self) -> str:
        """What to call it where space is short."""
        return self.short_title or self.title

    @cached_property
    def by_id(self) -> dict[str, Statement]:
        """Statements by id, in document order."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def children(self) -> dict[str | None, tuple[Statement, ...]]:
        """Statements by the id of their parent (None: top), in document order."""
        grouped: dict[str | None, list[Statement]] = {}
        for statement in self.statements:
            grouped.setdefault(statement.parent_id, []).append(statement)
        return {parent_id: tuple(below) for parent_id, below in grouped.items()}

    def of_kind(self, kind: Kind) -> tuple[Statement, ...]:
        """Statements of one kind, in document order."""
        return tuple(s for s in self.statements if s.kind is kind)

    def ancestors(self, statement: Statement) -> tuple[Statement, ...]:
        """What a statement is part of, outermost first; the statement itself is not among them."""
        found: list[Statement] = []
        parent_id = statement.parent_id
        while parent_id is not None:
            parent = self.by_id[parent_id]
            found.append(parent)
            parent_id = parent.parent_id
        return tuple(reversed(found))

    def path(self, statement: Statement) -> str:
        """Titles of the ancestors, outermost first, joined by ` › `; empty at the top."""
        return " › ".join(s.label for s in self.ancestors(statement))

    def level_name(self, statement: Statement) -> str:
        """The level a statement stands on; empty where it stands on none.

        `Emerging`, or `Stage 3: Shows personal courage` where levels have titles of their own.
        """
        if statement.level_id is None:
            return ""
        level = self.by_id[statement.level_id]
        rung = self.scale.labels[level.rank - 1] if self.scale and level.rank else level.label
        return rung if rung == level.label else f"{rung}: {level.label}"

    def indicators_of(self, statement: Statement) -> tuple[Statement, ...]:
        """Every indicator below a statement, at any depth, in document order."""
        return tuple(s for s in self._below(statement.id) if s.kind is Kind.INDICATOR)

    def _below(self, parent_id: str) -> Iterator[Statement]:
        for child in self.children.get(parent_id, ()):
            yield child
            yield from self._below(child.id)
