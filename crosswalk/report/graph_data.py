"""Every statement and every link as compact rows, for the script of the graph page."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from crosswalk.align.levels import label_of
from crosswalk.model import Evidence, Framework, Kind, Link, Polarity, Span, Statement
from crosswalk.model.written import percent
from crosswalk.report import addresses
from crosswalk.report.findings import Findings
from crosswalk.report.palette import colours
from crosswalk.review.alone import judged_alone
from crosswalk.vocabulary import INVERSE_WORDS, KIND_MEANING, PREDICATE_WORDS, LinkKind, Predicate

#: What a framework as a whole is called where others are called elements or indicators.
WHOLE = "framework"

#: Of frameworks that are known only from what others say: no text of theirs is here.
_NOT_HERE = "#6b7580"

#: Columns of a statement: its framework, level (`rung`), source file and principles by their number in the
#: lists beside, `alone` the frameworks in which people say that nothing corresponds to it.
STATEMENT_COLUMNS = (
    "id", "framework", "item", "type", "title", "text", "path", "level", "rung", "band", "warns",
    "source", "first", "last", "principles", "alone",
)  # fmt: skip

#: Columns of a link: both ends by their number, `chance` the probability in words, `evidence` as (words,
#: number of the source file, first line, last line), `paths` as ids, `explained` where the reasons stand.
LINK_COLUMNS = (
    "subject", "object", "kind", "relation", "status", "similarity", "probability", "chance", "tool",
    "evidence", "paths", "explained",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of a framework's own scale.

    Attributes:
        framework: Whose.
        label: Its label in that scale.
        count: Statements on it.
    """

    framework: Framework
    label: str
    count: int

    @property
    def key(self) -> str:
        """How the address names it: `sssc:Emerging`."""
        return f"{self.framework.id}:{self.label}"


@dataclass(frozen=True)
class Graph:
    """Every element and indicator of every document, whatever else a link leads to, and every link.

    Attributes:
        findings: What the report is made from.
    """

    findings: Findings

    @cached_property
    def nodes(self) -> list[tuple[Framework, Statement | None]]:
        """Nodes in the catalogue's order; None stands for a framework as a whole."""
        linked = {end for link in self.findings.links for end in (link.subject_id, link.object_id)}
        found: list[tuple[Framework, Statement | None]] = []
        for framework in self.findings.catalogue:
            if framework.node_id in linked:
                found.append((framework, None))
            found += [(framework, s) for s in framework.statements if _stands(s, framework, linked)]
        return found

    @cached_property
    def frameworks(self) -> tuple[Framework, ...]:
        """Frameworks with a node, in the catalogue's order."""
        seen = {framework.id for framework, _ in self.nodes}
        return tuple(framework for framework in self.findings.catalogue if framework.id in seen)

    @cached_property
    def colours(self) -> dict[str, str]:
        """Framework's id -> `#rrggbb`."""
        known = colours([framework.id for framework in self.findings.documents])
        return {framework.id: known.get(framework.id, _NOT_HERE) for framework in self.frameworks}

    @cached_property
    def levels(self) -> list[Level]:
        """Every level on which a node stands, by framework, lowest first where the framework says so."""
        counts: dict[tuple[str, str], int] = {}
        for framework, statement in self.nodes:
            if label := _rung(framework, statement):
                counts[framework.id, label] = counts.get((framework.id, label), 0) + 1
        return [
            Level(framework=framework, label=label, count=counts[framework.id, label])
            for framework in self.frameworks
            for label in _in_order(framework, [label for owner, label in counts if owner == framework.id])
        ]

    def as_json(self) -> str:
        """Everything that the page's script needs.

        Returns:
            JSON that may stand inside a `script` element: no `<`, and none of Unicode's own line ends.
        """
        held = {
            "columns": {"statements": STATEMENT_COLUMNS, "links": LINK_COLUMNS},
            "frameworks": [(f.id, f.name, self.colours[f.id], _page(f)) for f in self.frameworks],
            "kinds": [(kind.value, KIND_MEANING[kind]) for kind in LinkKind],
            "relations": [(p.value, PREDICATE_WORDS[p], INVERSE_WORDS[p]) for p in Predicate],
            "levels": [level.key for level in self.levels],
            "principles": [
                (one.id, one.label, addresses.principle_page(one.id))
                for one in self.findings.principles.principles
            ],
            "statements": list(self._statements()),
            "links": [self._link(link) for link in self.findings.links],
            # Last: by then every source that is named has its number.
            "sources": list(self._sources),
        }
        written = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
        for sign in "<\u2028\u2029":
            written = written.replace(sign, f"\\u{ord(sign):04x}")
        return written

    @cached_property
    def _sources(self) -> dict[str, int]:
        return {}

    @cached_property
    def _number(self) -> dict[str, int]:
        ids = (statement.id if statement else framework.node_id for framework, statement in self.nodes)
        return {node_id: number for number, node_id in enumerate(ids)}

    def _statements(self) -> Iterator[tuple[object, ...]]:
        numbers = {framework.id: number for number, framework in enumerate(self.frameworks)}
        rungs = {level.key: number for number, level in enumerate(self.levels)}
        principles = {one.id: number for number, one in enumerate(self.findings.principles.principles)}
        alone = _by_statement(judged_alone(self.findings.looked))
        levels = self.findings.levels
        for framework, s in self.nodes:
            number = numbers[framework.id]
            if s is None:
                words = (framework.node_id, number, WHOLE, WHOLE, framework.title, "", "", "", None, None, 0)
                yield (*words, None, 0, 0, (), ())
                continue
            band = levels.band(framework, s) if levels and s.level_id else None
            yield (
                *(s.id, number, s.kind.value, s.item_type, s.title, s.text, framework.path(s)),
                *(framework.level_name(s), rungs.get(f"{framework.id}:{_rung(framework, s)}")),
                *(band.number if band else None, int(s.polarity is Polarity.NEGATIVE), *self._span(s.span)),
                [principles[one] for one in self.findings.principles_of.get(s.id, ())],
                alone.get(s.id, ()),
            )

    def _link(self, link: Link) -> tuple[object, ...]:
        confidence = link.confidence
        return (
            *(self._number[link.subject_id], self._number[link.object_id]),
            *(link.kind.value, link.predicate_id.value, link.status.value),
            *(link.similarity_score, confidence, "" if confidence is None else percent(confidence)),
            link.claims[0].mapping_tool or "",
            [self._quoted(piece) for piece in link.evidence],
            link.paths,
            self.findings.explained.get((link.subject_id, link.object_id), "")
            if link.kind is LinkKind.SUGGESTED
            else "",
        )

    def _quoted(self, piece: Evidence) -> tuple[object, ...]:
        return piece.words, *self._span(piece.span)

    def _span(self, span: Span) -> tuple[int, int, int]:
        return self._sources.setdefault(span.path, len(self._sources)), span.first_line, span.last_line


def _page(framework: Framework) -> str:
    """Where a framework stands; empty where no text of its own is here."""
    return "" if framework.known_by_reference else addresses.framework_page(framework.id)


def _stands(statement: Statement, framework: Framework, linked: set[str]) -> bool:
    own = not framework.known_by_reference and statement.kind in (Kind.ELEMENT, Kind.INDICATOR)
    return own or statement.id in linked


def _rung(framework: Framework, statement: Statement | None) -> str:
    """What to call the level of a statement among those of its framework; empty for none."""
    if statement is None:
        return ""
    return label_of(framework, statement) or framework.level_name(statement)


def _in_order(framework: Framework, labels: Sequence[str]) -> list[str]:
    scale = framework.scale.labels if framework.scale else ()
    return sorted(labels, key=lambda label: scale.index(label) if label in scale else len(scale))


def _by_statement(alone: Mapping[tuple[str, str], object]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for statement_id, framework_id in alone:
        found.setdefault(statement_id, []).append(framework_id)
    return found
