"""Layout: capabilities, each a grid of themes by stages, extracted cell by cell from a printed table.

What marks a part of the text: blank lines stand between cells; a heading that follows a cell without a
blank line starts with a space; a capability's heading stands right before its table heading; a cell speaks
in the first person ("I ..."), a theme's title does not. A cell may end with a citation in brackets.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crosswalk.citation import ParsedCitation, parse_citation, slug
from crosswalk.model import Evidence, Kind, Scale, Span, Statement
from crosswalk.readers.document import Document, Reading, reflow
from crosswalk.readers.layout import left_out, rank_of

_TABLE_HEADING = "Theme of indicator"
#: "2. established leadership can be consistently demonstrated in practice"
_STAGE = re.compile(r"^(\d+)\. ((\w+) .+)$")
#: Where a cell begins on the line of its theme's title.
_FIRST_PERSON = re.compile(r"(?:^|\s)(?=I\s)")


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stand together."""

    first_line: int
    lines: tuple[str, ...]

    @property
    def last_line(self) -> int:
        return self.first_line + len(self.lines) - 1

    @property
    def text(self) -> str:
        return reflow(self.lines)

    @property
    def is_table_heading(self) -> bool:
        return self.text.startswith(_TABLE_HEADING)


def read_theme_grid(document: Document, *, framework_id: str, scale: Scale | None) -> Reading:
    """Read capabilities, themes, indicators and stage definitions, and what citations say of others.

    Raises:
        SourceError: The document is not of this layout; the message names the line.
        UnknownLevel: A stage is not in the scale.
    """
    blocks = list(_blocks(document))
    headings = [n for n, block in enumerate(blocks) if block.is_table_heading]
    if not headings or headings[0] == 0:
        raise document.unrecognised(len(document.lines) + 1, f"a capability and “{_TABLE_HEADING} …”")
    grid = _Grid(document, framework_id, scale)
    grid.introduction(blocks[: headings[0] - 1])
    grid.tables(blocks[headings[0] - 1 :])
    return Reading(
        statements=tuple(grid.statements),
        left_out=left_out(document, grid.reasons),
        spoken_of=tuple(grid.spoken_of),
    )


def _blocks(document: Document) -> Iterator[_Block]:
    """Split at blank lines, before a stage or a line that starts with a space, around a table heading."""
    first_line, held = 1, list[str]()
    for number, line in enumerate(document.lines, start=1):
        after_heading = bool(held) and held[-1].strip().startswith(_TABLE_HEADING)
        starts_anew = line.startswith((" ", _TABLE_HEADING)) or _STAGE.match(line) or not line.strip()
        if held and (starts_anew or after_heading):
            yield _Block(first_line, tuple(held))
            held = []
        if line.strip():
            first_line = first_line if held else number
            held.append(line)
    if held:
        yield _Block(first_line, tuple(held))


@dataclass(slots=True)
class _Grid:
    """The place in the grid where the reader is, and what it has found so far."""

    document: Document
    framework_id: str
    scale: Scale | None
    statements: list[Statement] = field(default_factory=list)
    spoken_of: list[Statement] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    capability_number: int = 0
    theme_number: int = 0
    #: Stages of the present theme whose cells are still to come.
    stages_due: deque[str] = field(default_factory=deque)

    def introduction(self, blocks: Iterable[_Block]) -> None:
        """Stage definitions are numbered lines; everything else before the first capability is left out."""
        reason = "introduction"
        for block in blocks:
            stage = _STAGE.match(block.text)
            if stage:
                self._stage(block, stage)
                continue
            if not block.text.endswith((".", ":")):
                reason = f"introduction, section “{block.text}”"
            self._leave_out(block, reason)

    def tables(self, blocks: Iterable[_Block]) -> None:
        """Everything from the first capability's heading to the end of the document."""
        queue = deque(blocks)
        while queue:
            block = queue.popleft()
            if block.is_table_heading:
                self._table_heading(block)
            elif queue and queue[0].is_table_heading:
                self._capability(block)
            elif self.stages_due:
                self._cell(block)
            else:
                cell_on_same_line = self._theme(block)
                if cell_on_same_line:
                    queue.appendleft(cell_on_same_line)
        if self.stages_due:
            raise self.document.unrecognised(len(self.document.lines) + 1, self._due())

    def _stage(self, block: _Block, stage: re.Match[str]) -> None:
        rank = rank_of(stage[3], self.scale, document=self.document, line=block.first_line)
        if int(stage[1]) != rank:
            raise self.document.unrecognised(block.first_line, f"stage {rank} of the scale as number {rank}")
        label = self._labels()[rank - 1]
        self.statements.append(
            Statement(
                id=f"{self.framework_id}:level.{slug(label)}",
                kind=Kind.LEVEL,
                item_type="stage",
                title=label,
                text=stage[2],
                rank=rank,
                span=self._span(block),
            )
        )

    def _table_heading(self, block: _Block) -> None:
        named = block.text.removeprefix(_TABLE_HEADING).split()
        for label in named:
            rank_of(label, self.scale, document=self.document, line=block.first_line)
        if named != " ".join(self._labels()).split():
            raise self.document.unrecognised(block.first_line, f"the stages {', '.join(self._labels())}")
        self._leave_out(block, "table heading, repeated for every capability")

    def _capability(self, block: _Block) -> None:
        if self.stages_due:
            raise self.document.unrecognised(block.first_line, self._due())
        self.capability_number += 1
        self.theme_number = 0
        title, _, text = block.text.partition(" – ")
        self.statements.append(
            Statement(
                id=f"{self.framework_id}:{self.capability_number}",
                kind=Kind.GROUP,
                item_type="capability",
                title=title,
                text=text,
                span=self._span(block),
            )
        )

    def _theme(self, block: _Block) -> _Block | None:
        """Take in a theme's title; hand back the cell that stands on its last line, if one does."""
        title, cell = _split_at_first_person(block)
        if not title.text or title.text.endswith("."):
            raise self.document.unrecognised(block.first_line, "the title of a theme")
        self.theme_number += 1
        self.stages_due.extend(self._labels())
        self.statements.append(
            Statement(
                id=self._theme_id(),
                kind=Kind.ELEMENT,
                item_type="theme",
                title=title.text,
                parent_id=f"{self.framework_id}:{self.capability_number}",
                span=self._span(title),
            )
        )
        return cell

    def _cell(self, block: _Block) -> None:
        if not block.text.startswith("I "):
            raise self.document.unrecognised(block.first_line, self._due())
        stage = slug(self.stages_due.popleft())
        words, citation = self._split_at_citation(block)
        self.statements.append(
            Statement(
                id=f"{self._theme_id()}.{stage}",
                kind=Kind.INDICATOR,
                item_type="indicator",
                text=words.text,
                parent_id=self._theme_id(),
                level_id=f"{self.framework_id}:level.{stage}",
                citation=citation,
                span=self._span(block),
            )
        )

    def _split_at_citation(self, block: _Block) -> tuple[_Block, Evidence | None]:
        """A citation starts on a line of its own with a bracket and ends the cell."""
        starts = [n for n, line in enumerate(block.lines) if line.startswith("(")]
        if not starts:
            return block, None
        cited = _Block(block.first_line + starts[0], block.lines[starts[0] :])
        parsed = parse_citation(cited.text)
        if parsed is None:
            raise self.document.unrecognised(
                cited.first_line, "a citation such as “(CLF: Leadership – Engaged)”"
            )
        evidence = Evidence(cited.text, self._span(cited))
        self.spoken_of.extend(_named_by(parsed, evidence.span))
        return _Block(block.first_line, block.lines[: starts[0]]), evidence

    def _theme_id(self) -> str:
        return f"{self.framework_id}:{self.capability_number}.{self.theme_number}"

    def _labels(self) -> tuple[str, ...]:
        return self.scale.labels if self.scale else ()

    def _due(self) -> str:
        return f"the cell of stage {self.stages_due[0]}, which begins with “I”"

    def _span(self, block: _Block) -> Span:
        return self.document.span(block.first_line, block.last_line)

    def _leave_out(self, block: _Block, reason: str) -> None:
        self.reasons.update(dict.fromkeys(range(block.first_line, block.last_line + 1), reason))


def _split_at_first_person(block: _Block) -> tuple[_Block, _Block | None]:
    """A theme's title, and the cell that begins on one of its lines."""
    for n, line in enumerate(block.lines):
        found = _FIRST_PERSON.search(line)
        if found:
            title = _Block(block.first_line, (*block.lines[:n], line[: found.start()]))
            return title, _Block(block.first_line + n, (line[found.end() :], *block.lines[n + 1 :]))
    return block, None


def _named_by(cited: ParsedCitation, span: Span) -> Iterator[Statement]:
    """The statements of the other framework that a citation names: capability, level, one at the other."""
    yield Statement(
        id=cited.capability_id,
        kind=Kind.GROUP,
        item_type="personal capability",
        title=cited.capability,
        span=span,
    )
    yield Statement(id=cited.level_id, kind=Kind.LEVEL, item_type="level", title=cited.level, span=span)
    yield Statement(
        id=cited.object_id,
        kind=Kind.ELEMENT,
        item_type="capability at a level",
        title=f"{cited.capability} – {cited.level}",
        parent_id=cited.capability_id,
        level_id=cited.level_id,
        span=span,
    )
