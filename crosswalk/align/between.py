"""Links of two frameworks, looked up from either side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Link
from crosswalk.review import not_rejected
from crosswalk.vocabulary import LinkKind, Predicate


@dataclass(frozen=True, slots=True)
class Carrier:
    """Two linked indicators below two elements.

    Attributes:
        here: Id of the indicator below the element from which one looks.
        there: Id of the other indicator.
        link: What joins them.
    """

    here: str
    there: str
    link: Link


class Between:
    """Links of two frameworks but opposites: what negates a statement aligns nothing.

    Args:
        first: One framework.
        second: Another framework.
        links: Links of these two, best first.
    """

    def __init__(self, first: Framework, second: Framework, links: Iterable[Link]) -> None:
        self._frameworks = {first.id: first, second.id: second}
        self._elements = {s.id for f in (first, second) for s in f.of_kind(Kind.ELEMENT)}
        owner = {
            i.id: e.id for f in (first, second) for e in f.of_kind(Kind.ELEMENT) for i in f.indicators_of(e)
        }
        self._of: dict[str, list[tuple[str, Link]]] = {}
        self._counterparts: dict[str, list[tuple[str, Link]]] = {}
        self._carriers: dict[tuple[str, str], list[Carrier]] = {}
        for link in sorted(links, key=_surest_first):
            if link.predicate_id is Predicate.OPPOSITE:
                continue
            for here, there in ((link.subject_id, link.object_id), (link.object_id, link.subject_id)):
                self._of.setdefault(here, []).append((there, link))
                if here in self._elements and there in self._elements:
                    self._counterparts.setdefault(here, []).append((there, link))
                elif here in owner and there in owner:
                    pair = owner[here], owner[there]
                    self._carriers.setdefault(pair, []).append(Carrier(here, there, link))

    def of(self, statement_id: str) -> Sequence[tuple[str, Link]]:
        """What a statement is linked to, and how; what people or documents say before what a model says."""
        return self._of.get(statement_id, [])

    def counterparts(self, element_id: str) -> Sequence[tuple[str, Link]]:
        """The elements among these, in the same order."""
        return self._counterparts.get(element_id, [])

    def ranks(self, element_id: str) -> dict[str, int]:
        """The place of each of an element's counterparts, from 1, in however many ways it is linked."""
        ids = dict.fromkeys(there for there, _ in self.counterparts(element_id))
        return {there: rank for rank, there in enumerate(ids, start=1)}

    def best(self, element_id: str) -> str | None:
        """Id of an element's first counterpart; None for none."""
        found = self.counterparts(element_id)
        return found[0][0] if found else None

    def carriers(self, element_id: str, other_id: str) -> list[Carrier]:
        """The linked pairs of indicators below two elements, in the same order."""
        return self._carriers.get((element_id, other_id), [])

    def below(self, element_id: str) -> Iterator[Carrier]:
        """All links of the indicators below an element, in document order, wherever they lead."""
        framework = self._frameworks[element_id.partition(":")[0]]
        for part in framework.indicators_of(framework.by_id[element_id]):
            for there, link in self.of(part.id):
                yield Carrier(part.id, there, link)


def by_frameworks(links: Iterable[Link]) -> dict[frozenset[str], list[Link]]:
    """Links by the ids of the two frameworks that they join (one id within one), in order."""
    found: dict[frozenset[str], list[Link]] = {}
    for link in links:
        ends = frozenset((link.subject_id.partition(":")[0], link.object_id.partition(":")[0]))
        found.setdefault(ends, []).append(link)
    return found


def betweens(catalogue: Catalogue, links: Iterable[Link]) -> dict[tuple[str, str], Between]:
    """Links of every two documents, without suggestions that people rejected.

    Args:
        catalogue: All frameworks.
        links: Settled links of any kind, best first for every two frameworks.

    Returns:
        (framework id, framework id) -> links of these two; pairs in catalogue order.
    """
    joining = by_frameworks(not_rejected(links))
    return {
        (first.id, second.id): Between(first, second, joining.get(frozenset((first.id, second.id)), []))
        for first, second in combinations(catalogue.documents, 2)
    }


def _surest_first(link: Link) -> int:
    # What a document or a person says stands before what follows from it, and that before what a model says.
    return {LinkKind.INFERRED: 1, LinkKind.SUGGESTED: 2}.get(link.kind, 0)
