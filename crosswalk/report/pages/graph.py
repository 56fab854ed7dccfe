"""The graph page: every statement and every link, as a map and as tables, to search and to filter.

What it shows follows from the fragment of its address, so that any number elsewhere can lead to what is
behind it: `graph.html#kind=suggested&frameworks=sssc,lqf&view=table`. Keys are joined by `&`. A key that is
left out lets everything through. Several values of a key are joined by commas, or the key is repeated.
Values are escaped as in any address (`urlencode`). What the report does not have matches nothing, and the
page says so.

    view         map (as it opens), table
    layout       frameworks (as it opens), principles
    kind         cited, mirrored, suggested, reviewed, inferred
    relation     predicates: skos:closeMatch; match: all but opposites
    status       open, accepted, rejected, disputed, unsure, needs-another-look
    frameworks   ids; one: links with at least one end there; more: links with both ends among them
    item         element, indicator, group, framework: both ends are one of these
    principle    ids: both ends are members of one and the same of these
    level        FRAMEWORK:LABEL, a key each: at least one end stands on one of them, and no end on another
                 level of such a framework, or on none
    band         numbers: both ends stand in one of these bands
    of           a statement's id: links at it
    least        the lowest probability of a match, 0 to 1
    similar      the lowest similarity, -1 to 1
    known        yes: leaves out links without the figure that `least` or `similar` asks for; without either,
                 those without a probability
    q            words that are searched for and marked
    found        yes: links with at least one end among what was found
    at           what the panel shows: a statement's id, or SUBJECT--OBJECT--KIND
    sort         subject, kind, relation, object, status, probability, similarity; with - before it from the
                 other end
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TypeVar

from markupsafe import Markup

from crosswalk.align import Band
from crosswalk.model import Framework, Kind, Status
from crosswalk.report.findings import Findings
from crosswalk.report.graph_data import WHOLE, Graph, Level
from crosswalk.report.rendering import Frame, render
from crosswalk.vocabulary import KIND_MEANING, PREDICATE_WORDS, LinkKind, Predicate

#: The page's scripts, in the order in which they run.
SCRIPTS = (
    "data", "words", "state", "passing", "places", "picture", "labels", "map", "picking", "moving", "panel",
    "tables", "controls", "page",
)  # fmt: skip

#: What the address calls all relations but the opposite.
_MATCH = "match"

#: The words of the address for whoever reads the page: word, values, meaning.
VOCABULARY = (
    ("view", "map, table", "what is seen; the map, unless it says otherwise"),
    ("layout", "frameworks, principles", "how the map is arranged"),
    ("kind", ", ".join(LinkKind), "how a link is known"),
    ("relation", ", ".join((_MATCH, *Predicate)), "what it says of its two ends; match: all but opposites"),
    ("status", ", ".join(Status), "what people make of it"),
    ("frameworks", "ids", "one: links with an end there; more: links with both ends among them"),
    ("item", "element, indicator, group, framework", "both ends are one of these"),
    ("principle", "ids", "both ends support one and the same of these"),
    ("level", "FRAMEWORK:LABEL", "an end stands on one of these; none on another level of such a framework"),
    ("band", "numbers", "both ends stand in one of these bands"),
    ("of", "a statement’s id", "links of this statement"),
    ("least", "0 to 1", "the lowest probability of a match"),
    ("similar", "-1 to 1", "the lowest similarity"),
    ("known", "yes", "leaves out links without that figure; without least and similar, a probability"),
    ("q", "words", "what is searched for"),
    ("found", "yes", "links with an end among what was found"),
    ("at", "a statement’s id, or ID--ID--KIND", "what is opened beside the map"),
    ("sort", "subject, kind, relation, object, status, probability, similarity", "a - before it turns it"),
)

#: What the address calls something.
_Name = TypeVar("_Name", bound=str)

_STATUS_WORDS = {
    Status.OPEN: "not judged yet",
    Status.ACCEPTED: "accepted",
    Status.REJECTED: "rejected",
    Status.DISPUTED: "disputed",
    Status.UNSURE: "unsure",
    Status.ANOTHER_LOOK: "needs another look",
}

_ITEM_WORDS = {
    Kind.ELEMENT.value: "elements",
    Kind.INDICATOR.value: "indicators",
    Kind.GROUP.value: "groups",
    Kind.LEVEL.value: "levels",
    WHOLE: "whole frameworks",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to tick.

    Attributes:
        value: How the address names it.
        words: What to call it.
        count: How many statements or links it holds.
        about: More of it; empty for nothing.
        colour: Of a framework; empty for anything else.
    """

    value: str
    words: str
    count: int
    about: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The levels of one framework, to tick."""

    framework: Framework
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Everything that one can choose from; what holds nothing is there too, since an address may name it."""

    kinds: tuple[Choice, ...]
    relations: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    frameworks: tuple[Choice, ...]
    items: tuple[Choice, ...]
    scales: tuple[Scale, ...]
    bands: tuple[Band, ...]
    principles: tuple[Choice, ...]


def graph_page(findings: Findings, frame: Frame) -> bytes:
    """The graph page.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
    """
    graph = Graph(findings)
    return render(
        "graph",
        frame,
        choices=_choices(findings, graph),
        links=len(findings.links),
        statements=len(graph.nodes),
        pairs=findings.pairs,
        vocabulary=VOCABULARY,
        # Our own files, and JSON without a sign that could end the element it stands in.
        data=Markup(graph.as_json()),  # noqa: S704
        style="" if frame.served else _static("graph.css"),
        scripts=SCRIPTS if frame.served else [_static(f"graph/{name}.js") for name in SCRIPTS],
    )


def _choices(findings: Findings, graph: Graph) -> Choices:
    links, nodes = findings.links, graph.nodes
    members = findings.principles.principles
    return Choices(
        kinds=_counted({kind: kind for kind in LinkKind}, [link.kind for link in links], about=KIND_MEANING),
        relations=(
            _matches(findings),
            *_counted(PREDICATE_WORDS, [link.predicate_id for link in links]),
        ),
        statuses=_counted(_STATUS_WORDS, [link.status for link in links]),
        frameworks=_frameworks(graph),
        items=_counted(_ITEM_WORDS, [statement.kind if statement else WHOLE for _, statement in nodes]),
        scales=tuple(
            Scale(framework=framework, levels=levels)
            for framework in graph.frameworks
            if (levels := tuple(level for level in graph.levels if level.framework is framework))
        ),
        bands=findings.levels.bands if findings.levels else (),
        principles=tuple(Choice(value=one.id, words=one.label, count=len(one.members)) for one in members),
    )


def _counted(
    words: Mapping[_Name, str], held: Iterable[str], *, about: Mapping[_Name, str] | None = None
) -> tuple[Choice, ...]:
    counts = Counter(held)
    return tuple(
        Choice(value=str(name), words=said, count=counts[name], about=(about or {}).get(name, ""))
        for name, said in words.items()
    )


def _matches(findings: Findings) -> Choice:
    """All relations but opposites; without an opposite there is nothing to choose."""
    matches = sum(link.predicate_id is not Predicate.OPPOSITE for link in findings.links)
    return Choice(
        value=_MATCH, words="all but opposites", count=matches if matches < len(findings.links) else 0
    )


def _frameworks(graph: Graph) -> tuple[Choice, ...]:
    counts = Counter(framework.id for framework, _ in graph.nodes)
    return tuple(
        Choice(
            value=f.id,
            words=f.name,
            count=counts[f.id],
            about="known only from what other documents say" if f.known_by_reference else "",
            colour=graph.colours[f.id],
        )
        for f in graph.frameworks
    )


def _static(name: str) -> Markup:
    # Our own files, not somebody's text: they go into the page as they are.
    place = files("crosswalk.report").joinpath("templates", "static", name)
    return Markup(place.read_text(encoding="utf-8"))  # noqa: S704
