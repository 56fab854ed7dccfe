"""Links that documents state, with both ends by name and the words that state them."""

from dataclasses import dataclass

from crosswalk.model import Link
from crosswalk.report.findings import Findings
from crosswalk.vocabulary import KIND_MEANING, PREDICATE_WORDS, LinkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLink:
    """A link that a document states, with both ends by name."""

    link: Link
    subject: str
    relation: str
    object: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedKind:
    """A kind of link that documents state, what it means, and the links."""

    name: str
    meaning: str
    links: tuple[StatedLink, ...]


def stated_links(findings: Findings) -> list[StatedKind]:
    """What the documents state themselves, by kind; a kind without a link is left out.

    Args:
        findings: What the report is made from.
    """
    name = findings.catalogue.name
    return [
        StatedKind(
            name=kind.value,
            meaning=KIND_MEANING[kind],
            links=tuple(
                StatedLink(
                    link=link,
                    subject=name(link.subject_id),
                    relation="; ".join(dict.fromkeys(PREDICATE_WORDS[c.predicate_id] for c in link.claims)),
                    object=name(link.object_id),
                )
                for link in of_kind
            ),
        )
        for kind in (LinkKind.CITED, LinkKind.MIRRORED)
        if (of_kind := [link for link in findings.links if link.kind is kind])
    ]
