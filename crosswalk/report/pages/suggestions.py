"""What the page of suggested pairs shows, as plain data: every pair with the reasons that `explain` gives."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement

from crosswalk.model import Framework, Kind, Link
from crosswalk.report.explained_pair import ExplainedPair, anchor_of, explained_pair
from crosswalk.report.findings import Findings
from crosswalk.report.rendering import Frame, render
from crosswalk.suggest import Suggestions
from crosswalk.suggest.explained import confidence_words
from crosswalk.vocabulary import Predicate

#: Pairs on the page, and opposites: some 4 MB each at most. A person reads no more, and a browser opens it.
_MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What is suggested between two frameworks, or within one, best first.

    Attributes:
        first: One framework.
        second: The other one, or the same.
        count: How many pairs are suggested; those beyond the page's length are not in `pairs`.
        pairs: Explained.
        rests_on: What their probabilities rest on; empty where there are none to speak of.
    """

    first: Framework
    second: Framework
    count: int
    pairs: tuple[ExplainedPair, ...]
    rests_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Every suggested pair of elements with its reasons.

    Attributes:
        matches: Every two documents, with the pairs of elements.
        opposites: Every two documents, and each by itself, that have a warning and what it negates.
    """

    matches: tuple[Section, ...]
    opposites: tuple[Section, ...]


def suggestions_page(findings: Findings, frame: Frame) -> bytes:
    """The page of suggested pairs, and why.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
    """
    return render("suggestions", frame, page=explain_suggestions(findings))


def explain_suggestions(findings: Findings) -> Explained:
    """Gather what the page of suggested pairs shows, best first for every two frameworks.

    Args:
        findings: What the report is made from.
    """
    documents = findings.documents
    opposites = _opposites(findings)
    return Explained(
        matches=tuple(_sections(suggested_elements(findings), findings.pairs, findings.suggestions)),
        opposites=tuple(
            section
            for section in _sections(
                opposites, list(combinations_with_replacement(documents, 2)), findings.suggestions
            )
            if section.count
        ),
    )


def suggested_elements(findings: Findings) -> list[Link]:
    """Suggested pairs of elements, best first for every two frameworks."""
    statement = findings.catalogue.statement
    return [
        link
        for link in findings.suggested
        if link.predicate_id is not Predicate.OPPOSITE and statement(link.subject_id).kind is Kind.ELEMENT
    ]


def _opposites(findings: Findings) -> list[Link]:
    return [link for link in findings.suggested if link.predicate_id is Predicate.OPPOSITE]


def explained_at(findings: Findings) -> dict[tuple[str, str], str]:
    """Where each suggested pair of elements, and each opposite, is explained, by its two ids in either order.

    Args:
        findings: What the report is made from.

    Returns:
        Ids -> anchor on the page of suggested pairs; a pair beyond the page's length has none.
    """
    parts = _shown(suggested_elements(findings)), _shown(_opposites(findings))
    shown = (link for part in parts for links in part.values() for link in links)
    listed = [(link.subject_id, link.object_id) for link in shown]
    return {ends: anchor_of(*pair) for pair in listed for ends in (pair, pair[::-1])}


def _sections(
    links: Sequence[Link], frameworks: Sequence[tuple[Framework, Framework]], suggestions: Suggestions
) -> Iterator[Section]:
    counts = Counter(_ends(link) for link in links)
    shown_between = _shown(links)
    for first, second in frameworks:
        ends = frozenset((first.id, second.id))
        shown = shown_between.get(ends, [])
        listed = [(link.subject_id, link.object_id) for link in shown]
        anchors = {pair: anchor_of(*pair) for pair in listed}
        explained = (
            replace(
                explained_pair(link.subject_id, link.object_id, suggestions.pairwise, anchors=anchors),
                status=link.status,
            )
            for link in shown
        )
        pairs = tuple(sorted(explained, key=_standing_out))
        yield Section(first=first, second=second, count=counts[ends], pairs=pairs, rests_on=_rests_on(pairs))


def _ends(link: Link) -> frozenset[str]:
    return frozenset(node_id.partition(":")[0] for node_id in (link.subject_id, link.object_id))


def _shown(links: Sequence[Link]) -> dict[frozenset[str], list[Link]]:
    """Links by the two frameworks that they join, as many as the page has room for."""
    between: dict[frozenset[str], list[Link]] = {}
    for link in links:
        between.setdefault(_ends(link), []).append(link)
    # A project of very many frameworks shows the best of every two.
    room = max(_MOST // max(len(between), 1), 1)
    return {ends: found[:room] for ends, found in between.items()}


def _standing_out(pair: ExplainedPair) -> float:
    """Sorts opposites by how far their topics stand out; other pairs stay in the order of the links."""
    return -(pair.explanation.opposition or 0.0)


def _rests_on(pairs: Sequence[ExplainedPair]) -> str:
    if not pairs or pairs[0].explanation.opposed:
        return ""
    said = pairs[0].explanation
    if said.confidence is None:
        return confidence_words(None, said.learnt)
    learnt = said.learnt
    tried = (
        ""
        if learnt.error is None
        else " On frameworks that were held out, the calibration error over all judged pairs, most of them "
        f"no match, was {learnt.error:.3f}."
    )
    return (
        f"Probabilities were learnt from {learnt.judgements:,} judged pairs, {learnt.matches} of them "
        f"matches.{tried}"
    )
