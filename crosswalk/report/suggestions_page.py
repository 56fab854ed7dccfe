"""What the page of suggested pairs shows, as plain data: every pair with the reasons that `explain` gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Link
from crosswalk.report.explained_pair import ExplainedPair, anchor_of, explained_pair
from crosswalk.review import reviewed
from crosswalk.suggest import Suggestions
from crosswalk.suggest.explained import confidence_words
from crosswalk.vocabulary import LinkKind, Predicate

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
class SuggestionsPage:
    """Everything on the page of suggested pairs.

    Attributes:
        title: Of the project.
        suggested: How many links a model speaks for.
        reviewed: How many of them people have settled.
        matches: Every two documents, with the pairs of elements.
        opposites: Every two documents, and each by itself, that have a warning and what it negates.
    """

    title: str
    suggested: int
    reviewed: int
    matches: tuple[Section, ...]
    opposites: tuple[Section, ...]

    @property
    def anchors(self) -> dict[tuple[str, str], str]:
        """Where each pair of elements is explained, by its two ids in either order."""
        pairs = [pair for section in self.matches for pair in section.pairs]
        ids = [(pair.explanation.subject.id, pair.explanation.object.id, pair.anchor) for pair in pairs]
        return {ends: anchor for one, other, anchor in ids for ends in ((one, other), (other, one))}


def make_suggestions_page(
    catalogue: Catalogue, links: Sequence[Link], suggestions: Suggestions, *, title: str
) -> SuggestionsPage:
    """Gather what the page of suggested pairs shows.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds, best first for every two frameworks.
        suggestions: As `suggest` gives them.
        title: Of the project.
    """
    suggested = [link for link in links if link.kind is LinkKind.SUGGESTED]
    matches = [
        link
        for link in suggested
        if link.predicate_id is not Predicate.OPPOSITE
        and catalogue.statement(link.subject_id).kind is Kind.ELEMENT
    ]
    opposites = [link for link in suggested if link.predicate_id is Predicate.OPPOSITE]
    documents = catalogue.documents
    return SuggestionsPage(
        title=title,
        suggested=len(suggested),
        reviewed=reviewed(suggested),
        matches=tuple(_sections(matches, list(combinations(documents, 2)), suggestions)),
        opposites=tuple(
            section
            for section in _sections(
                opposites, list(combinations_with_replacement(documents, 2)), suggestions
            )
            if section.count
        ),
    )


def _sections(
    links: Sequence[Link], frameworks: Sequence[tuple[Framework, Framework]], suggestions: Suggestions
) -> Iterator[Section]:
    between: dict[frozenset[str], list[Link]] = {}
    for link in links:
        ends = frozenset(node_id.partition(":")[0] for node_id in (link.subject_id, link.object_id))
        between.setdefault(ends, []).append(link)
    # A project of very many frameworks shows the best of every two: the page has room for all of them.
    room = _MOST // max(len(between), 1)
    for first, second in frameworks:
        found = between.get(frozenset((first.id, second.id)), [])
        shown = found[: max(room, 1)]
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
        yield Section(first=first, second=second, count=len(found), pairs=pairs, rests_on=_rests_on(pairs))


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
