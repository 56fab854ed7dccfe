"""Links that follow from chains of reviewed and stated links; places to look, and never reviewed."""

from collections.abc import Iterable, Sequence
from math import prod
from typing import TYPE_CHECKING

import crosswalk
from crosswalk.catalogue import Catalogue
from crosswalk.chains import MOST_HOPS, VOUCHED, Chain, chains, steps
from crosswalk.model import Evidence, Link, Mapping, Status
from crosswalk.review import NOBODY, LookedAt, Pair, judged_alone
from crosswalk.vocabulary import PREDICATE_WORDS, Justification, LinkKind, Predicate

if TYPE_CHECKING:
    import pandas as pd

_TOOL = "crosswalk infer"

#: Relations in the order of the vocabulary.
_CLOSEST_FIRST = tuple(Predicate)

#: Columns of `inferred_table`.
INFERRED_COLUMNS = (
    "subject_id", "subject_framework", "subject_text", "predicate_id", "relation",
    "object_id", "object_framework", "object_text", "confidence", "hops", "path", "chains", "suggested_too",
)  # fmt: skip


def infer(
    links: Sequence[Link],
    catalogue: Catalogue,
    *,
    known: dict[Pair, LookedAt] | None = None,
    most_hops: int = MOST_HOPS,
) -> list[Link]:
    """Links that follow from chains of reviewed and stated links.

    None is made for a pair that people have judged, that a document states, or of which somebody said that
    the other's framework has nothing like it: whatever follows against that is a contradiction, not a link.

    The confidence of a claim is the product of those of its steps: the calibrated probabilities of a match
    that a model gave these pairs. People have accepted them since, so it is a cautious figure. It is left
    empty where a step has none. To count such a step as certain would call a chain that no model finds likely
    the surest of all.

    Args:
        links: Settled links of all kinds, in any order; inferred ones among them change nothing.
        catalogue: All frameworks.
        known: What people's votes make of each pair, as `looked_at` gives it; without it, only what the
            links say of it is known, and a rejected pair that nothing else speaks for has no link.
        most_hops: Links in a chain, at most.

    Returns:
        Links of kind inferred with a claim for each shortest chain: shortest chains first, then the most
        probable, then by id. The subject's framework comes first in the catalogue.
    """
    looked = known or {}
    judged, alone, probable = _judged(links, looked), judged_alone(looked), _probabilities(links)
    spans = {s.id: Evidence("", s.span) for s in catalogue.statements}
    found = []
    for (one, other), own in chains(links, catalogue, most_hops=most_hops).items():
        pair = (one, other) if one < other else (other, one)
        said_alone = (one, other.partition(":")[0]) in alone or (other, one.partition(":")[0]) in alone
        if pair in judged or said_alone:
            continue
        claims = sorted((_claim(chain, probable, spans) for chain in own), key=_strength)
        people = looked.get(pair, NOBODY)
        found.append(
            Link(
                subject_id=one,
                object_id=other,
                kind=LinkKind.INFERRED,
                claims=tuple(claims),
                status=people.status,
                decisions=people.votes,
            )
        )
    return sorted(found, key=lambda link: (_strength(link.claims[0]), link.object_id))


def _judged(links: Iterable[Link], looked: dict[Pair, LookedAt]) -> set[Pair]:
    of_links = {x.pair for x in links if x.kind in VOUCHED or x.status is not Status.OPEN}
    return of_links | {pair for pair, people in looked.items() if people.status is not Status.OPEN}


def _probabilities(links: Iterable[Link]) -> dict[Pair, float]:
    """What a model gave each pair; a reviewed or stated link has no probability of its own."""
    return {
        link.pair: link.confidence
        for link in links
        if link.kind is LinkKind.SUGGESTED and link.confidence is not None
    }


def _claim(chain: Chain, probable: dict[Pair, float], spans: dict[str, Evidence]) -> Mapping:
    confidences = [probable[pair] for pair in sorted(steps(chain.path)) if pair in probable]
    return Mapping(
        subject_id=chain.path[0],
        predicate_id=chain.predicate_id,
        object_id=chain.path[-1],
        mapping_justification=Justification.CHAINING,
        # Rounded as scores are, so that the order of the factors makes no difference.
        confidence=round(prod(confidences), 6) if len(confidences) == len(chain.links) else None,
        mapping_tool=_TOOL,
        mapping_tool_version=crosswalk.__version__,
        evidence=tuple(spans[node_id] for node_id in chain.path),
        path=chain.path,
    )


def _strength(claim: Mapping) -> tuple[int, float, int, tuple[str, ...]]:
    unlikely = -claim.confidence if claim.confidence is not None else 1.0
    return len(claim.path), unlikely, _CLOSEST_FIRST.index(claim.predicate_id), claim.path


def missing_sides(inferred: Iterable[Link], links: Iterable[Link]) -> list[Link]:
    """Inferred links of pairs that no model suggested: triangles that miss a side, for reviewers to look at.

    Args:
        inferred: As `infer` gives them.
        links: Settled links of all kinds.

    Returns:
        In the order given.
    """
    suggested = {link.pair for link in links if link.kind is LinkKind.SUGGESTED}
    return [link for link in inferred if link.pair not in suggested]


def inferred_table(catalogue: Catalogue, links: Sequence[Link]) -> "pd.DataFrame":
    """Every inferred link with the words of both ends and its shortest chain, one a row, in the order given.

    Args:
        catalogue: All frameworks.
        links: Links of all kinds.

    Returns:
        Columns `INFERRED_COLUMNS`: `path` is the strongest chain as `A -> B -> C`, `hops` its number of
        links, `chains` how many as short there are, `suggested_too` whether a model suggests the pair, too;
        `confidence` is empty where it is not known.
    """
    # `crosswalk show` infers too, and needs no tables.
    import pandas as pd

    inferred = [link for link in links if link.kind is LinkKind.INFERRED]
    missing = {link.pair for link in missing_sides(inferred, links)}
    ends = {s.id: (s.id, s.framework_id, s.wording) for s in catalogue.statements}
    rows = [
        (
            *ends[link.subject_id], link.predicate_id.value, PREDICATE_WORDS[link.predicate_id],
            *ends[link.object_id], link.claims[0].confidence, len(link.paths[0]) - 1,
            " -> ".join(link.paths[0]), len(link.claims), link.pair not in missing,
        )
        for link in inferred
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(INFERRED_COLUMNS))
