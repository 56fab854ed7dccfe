"""From claims to links: what is known of each pair, and how."""

from collections.abc import Iterable

from crosswalk.model import Link, Mapping
from crosswalk.vocabulary import LinkKind, Predicate

#: Relations in the order of the vocabulary: the same, mostly the same, …, merely related.
_CLOSEST_FIRST = tuple(Predicate)


def settle(mappings: Iterable[Mapping]) -> list[Link]:
    """Group claims by pair and by kind, so that the kinds never mix.

    Args:
        mappings: Claims, in any order; several may share a pair, in either direction.

    Returns:
        One link a pair and kind, in order of first appearance; its claims strongest first, so that the
        order of the claims makes no difference to the link's relation.
    """
    grouped: dict[tuple[tuple[str, str], LinkKind], list[Mapping]] = {}
    for mapping in mappings:
        grouped.setdefault((mapping.pair, mapping.kind), []).append(mapping)
    links = []
    for (_, kind), claims in grouped.items():
        claims.sort(key=_strength)
        first = claims[0]
        links.append(
            Link(
                subject_id=first.subject_id,
                object_id=first.object_id,
                kind=kind,
                claims=tuple(claims),
            )
        )
    return links


def _strength(mapping: Mapping) -> tuple[float, int, str]:
    score = mapping.similarity_score if mapping.similarity_score is not None else 1.0
    return (-score, _CLOSEST_FIRST.index(mapping.predicate_id), mapping.subject_id)
