"""What follows from decisions and what clashes with others, as pairs to look at."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from crosswalk.catalogue import Catalogue
from crosswalk.contradictions import contradictions
from crosswalk.infer import missing_sides
from crosswalk.model import Link, is_whole
from crosswalk.model.written import written_paths
from crosswalk.review import LookedAt, Pair
from crosswalk.vocabulary import LinkKind


@dataclass(frozen=True, kw_only=True)
class Following:
    """Pairs that somebody should look at because of what people have already said.

    Attributes:
        follows: Pairs that follow from chains of accepted or stated links, and how; those that no model
            suggested first, since nobody would come upon them otherwise.
        clashes: Pairs that people voted on which stand in a contradiction, and what is wrong there.
    """

    follows: dict[Pair, str] = field(default_factory=dict)
    clashes: dict[Pair, str] = field(default_factory=dict)


def following(links: list[Link], catalogue: Catalogue, known: dict[Pair, LookedAt]) -> Following:
    """Gather what follows and what clashes.

    Args:
        links: Settled links of all kinds, inferred ones among them.
        catalogue: All frameworks.
        known: What people make of each pair.
    """
    inferred = [link for link in links if link.kind is LinkKind.INFERRED and _askable(link, catalogue)]
    missing = missing_sides(inferred, links)
    clashes: dict[Pair, str] = {}
    for clash in contradictions(links, catalogue, known=known):
        for pair in _pairs(vote.pair for vote in clash.decisions):
            clashes[pair] = f"{clashes[pair]} {clash.words}" if pair in clashes else clash.words
    return Following(
        follows={link.pair: written_paths(link) for link in [*missing, *inferred]}, clashes=clashes
    )


def _askable(link: Link, catalogue: Catalogue) -> bool:
    """Whether both ends are statements whose text is here to be read."""
    ends = (link.subject_id, link.object_id)
    return all(end in catalogue.owner(end).by_id for end in ends)


def _pairs(pairs: Iterable[Pair]) -> list[Pair]:
    """Each once, without those that speak of a framework as a whole."""
    return [pair for pair in dict.fromkeys(pairs) if not any(map(is_whole, pair))]
