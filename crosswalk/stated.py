"""Links that the documents state themselves: citations, and structures they say they share.

No document states a link from an indicator to an indicator of another, so none is made here.
"""

from collections.abc import Iterator

import crosswalk
from crosswalk.catalogue import Catalogue
from crosswalk.citation import Relation, parse_citation
from crosswalk.model import Declaration, Evidence, Framework, Kind, Mapping, Statement
from crosswalk.vocabulary import Justification, Predicate

#: Who read these links out of the documents; who states them is in the evidence.
_TOOL = "crosswalk stated"

#: What the two phrasings of a citation mean. "Taken from ... sometimes with some minor changes to the
#: wording" is derivation; "closely links" claims no more than an association (SKOS: relatedMatch).
_CITED_AS = {Relation.TAKEN_FROM: Predicate.SOURCE, Relation.CLOSELY_LINKS: Predicate.RELATED}


def cite(catalogue: Catalogue) -> list[Mapping]:
    """Links that a statement states by naming its origin in another framework.

    A citation that names no framework of the catalogue (the author of a quotation, say) makes no link.

    Args:
        catalogue: All frameworks, those known by reference included.

    Returns:
        One `cited` mapping a citation, in document order, with the cited words as evidence.
    """
    return [
        mapping
        for framework in catalogue.documents
        for statement in framework.statements
        for mapping in _citation_of(statement, catalogue)
    ]


def _citation_of(statement: Statement, catalogue: Catalogue) -> Iterator[Mapping]:
    if statement.citation is None:
        return
    cited = parse_citation(statement.citation.words)
    if cited is None:
        return
    yield Mapping(
        subject_id=statement.id,
        predicate_id=_CITED_AS[cited.relation],
        object_id=catalogue.statement(cited.object_id).id,
        mapping_justification=Justification.CURATION,
        mapping_tool=_TOOL,
        mapping_tool_version=crosswalk.__version__,
        evidence=(statement.citation,),
    )


def mirror(catalogue: Catalogue) -> list[Mapping]:
    """Links that a document states between whole frameworks, and between the groups it says they share.

    Groups are paired only where a declaration says that the top structure is shared, and only when their
    titles agree in all but upper and lower case. Equal names without such a statement make no link.

    Args:
        catalogue: All frameworks, those known by reference included.

    Returns:
        `mirrored` mappings: framework to framework in document order, each followed by its groups.
    """
    return [
        mapping
        for framework in catalogue.documents
        for declaration in framework.declarations
        for mapping in _declared(declaration, catalogue)
    ]


def _declared(declaration: Declaration, catalogue: Catalogue) -> Iterator[Mapping]:
    subject = catalogue.framework(declaration.subject_id)
    object_ = catalogue.framework(declaration.object_id)
    yield Mapping(
        subject_id=subject.node_id,
        predicate_id=declaration.predicate_id,
        object_id=object_.node_id,
        mapping_justification=Justification.STRUCTURE,
        mapping_tool=_TOOL,
        mapping_tool_version=crosswalk.__version__,
        evidence=(declaration.evidence,),
    )
    if declaration.same_groups:
        yield from _shared_groups(subject, object_, declaration)


def _shared_groups(subject: Framework, object_: Framework, declaration: Declaration) -> Iterator[Mapping]:
    named = {group.title.casefold(): group for group in object_.of_kind(Kind.GROUP)}
    for group in subject.of_kind(Kind.GROUP):
        twin = named.get(group.title.casefold())
        if twin is not None:
            yield Mapping(
                subject_id=group.id,
                # "Adapted ... to reflect the social care environment": mostly the same, not the same.
                predicate_id=Predicate.CLOSE,
                object_id=twin.id,
                mapping_justification=Justification.STRUCTURE,
                mapping_tool=_TOOL,
                mapping_tool_version=crosswalk.__version__,
                evidence=(
                    declaration.evidence,
                    Evidence(group.title, group.span),
                    Evidence(twin.title, twin.span),
                ),
            )
