"""Frameworks whose own text is not here: put together from what the documents at hand say of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crosswalk.errors import SourceError, UnknownLevel
from crosswalk.model import Framework, Kind, Scale, Statement
from crosswalk.readers.card import CARD_NAME
from crosswalk.readers.checks import check_references


def fill_by_reference(
    frameworks: Iterable[Framework], spoken_of: Iterable[Statement], *, shown_as: str
) -> Iterator[Framework]:
    """Give frameworks known by reference what other documents say of them; others pass unchanged.

    Args:
        frameworks: All that have a card.
        spoken_of: Statements of other frameworks, in the order of the documents. The first mention of an id
            counts.
        shown_as: How messages name the folder of all frameworks.

    Raises:
        SourceError: Nobody speaks of a framework, or somebody speaks of one that is not known by reference.
        UnknownLevel: A level that is spoken of is not in the card's scale.
    """
    frameworks = tuple(frameworks)
    mentions: dict[str, dict[str, Statement]] = {}
    for statement in spoken_of:
        mentions.setdefault(statement.framework_id, {}).setdefault(statement.id, statement)
    known = {f.id for f in frameworks if f.known_by_reference}
    for framework_id, statements in mentions.items():
        if framework_id not in known:
            raise _no_card(next(iter(statements.values())), shown_as)
    for framework in frameworks:
        if not framework.known_by_reference:
            yield framework
            continue
        statements = mentions.get(framework.id, {})
        if not statements:
            raise SourceError(
                f"no document speaks of {framework.id}, which is known by reference only",
                remedy=f"Remove its folder, or put its text there and name a reader in {CARD_NAME}.",
                path=f"{shown_as}/{framework.id}/{CARD_NAME}",
            )
        ranked = tuple(_ranked(s, framework.scale, shown_as) for s in statements.values())
        check_references(ranked)
        yield replace(framework, statements=ranked)


def named_only(frameworks: Iterable[Framework]) -> Iterator[Framework]:
    """Frameworks that documents name as a whole and that have no card: a title and nothing else."""
    frameworks = tuple(frameworks)
    known = {f.id for f in frameworks}
    for declaration in (d for f in frameworks for d in f.declarations):
        if declaration.object_id not in known:
            known.add(declaration.object_id)
            yield Framework(id=declaration.object_id, title=declaration.object_title, known_by_reference=True)


def _ranked(statement: Statement, scale: Scale | None, shown_as: str) -> Statement:
    """A level gets its rank from the scale on the card: who speaks of a level seldom says where it stands."""
    if statement.kind is not Kind.LEVEL:
        return statement
    labels = scale.labels if scale else ()
    if statement.title not in labels:
        raise UnknownLevel(
            f"the level {statement.title!r} of {statement.framework_id} is not in the scale of its card",
            remedy=f"Add it to [scale] in {shown_as}/{statement.framework_id}/{CARD_NAME}.",
            path=statement.span.path,
            line=statement.span.first_line,
        )
    return replace(statement, rank=labels.index(statement.title) + 1)


def _no_card(statement: Statement, shown_as: str) -> SourceError:
    framework_id = statement.framework_id
    return SourceError(
        f"the document speaks of the framework {framework_id}, which is not known by reference",
        remedy=f'Add {shown_as}/{framework_id}/{CARD_NAME} with reader = "by_reference".',
        path=statement.span.path,
        line=statement.span.first_line,
    )
