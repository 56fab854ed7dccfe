"""Findings of worlds small enough to be read, as a build makes them."""

from collections.abc import Sequence

from crosswalk.align import Levels
from crosswalk.build.people import People
from crosswalk.catalogue import Catalogue
from crosswalk.model import Decision
from crosswalk.principles import Change, Record, derive, rebuild
from crosswalk.report.findings import Findings
from crosswalk.report.made import Made
from crosswalk.review import Policy, needs_another_look
from crosswalk.stated import cite, mirror
from crosswalk.suggest import Cut, suggest
from crosswalk.suggest.weights import shipped
from tests.worlds import LetterEncoder


def small(
    catalogue: Catalogue,
    *,
    encoder: LetterEncoder | None = None,
    decisions: Sequence[Decision] = (),
    policy: Policy | None = None,
    levels: Levels | None = None,
    record: Record | None = None,
    purpose: str | None = None,
    title: str = "Small",
    changes: Sequence[Change] = (),
) -> Findings:
    """What a report of a world is made from, principles included."""
    encoder = encoder or LetterEncoder()
    suggestions = suggest(catalogue, encoder)
    rows = list(decisions)
    people = People(decisions=rows, changed=needs_another_look(rows, catalogue), policy=policy or Policy())
    links = people.settle([*cite(catalogue), *mirror(catalogue), *suggestions.mappings], catalogue)
    derived = derive(catalogue, links, encode=encoder.encode)
    return Findings(
        catalogue=catalogue,
        links=links,
        suggestions=suggestions,
        made=Made(
            title=title,
            purpose_id=purpose,
            encoder=encoder.name,
            cut=Cut(),
            learnt=shipped().for_encoder(encoder.name),
        ),
        encode=encoder.encode,
        principles=rebuild(record or Record(), derived, catalogue=catalogue).principles,
        looked=people.known,
        levels=levels,
        changes=changes,
    )
