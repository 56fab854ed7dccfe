"""The terms of SKOS, SEMAPV and Dublin Core that the tool speaks, as tables.

Names and meanings: SKOS reference (W3C, 2009), SSSOM 1.0, SEMAPV, DCMI terms. No rule lives here that
could be written as a table.
"""

from enum import StrEnum


class LinkKind(StrEnum):
    """How a link is known. The five kinds are never mixed in any output."""

    CITED = "cited"
    MIRRORED = "mirrored"
    SUGGESTED = "suggested"
    REVIEWED = "reviewed"
    INFERRED = "inferred"


#: What each kind of link means, in the words shown to people.
KIND_MEANING = {
    LinkKind.CITED: "a document says so",
    LinkKind.MIRRORED: "two documents share a structure, by their own statement",
    LinkKind.SUGGESTED: "a model says so; a place to look until people judge it",
    LinkKind.REVIEWED: "people said so",
    LinkKind.INFERRED: "follows from reviewed or stated links",
}


class Predicate(StrEnum):
    """Relations between two statements: SKOS mapping properties and Dublin Core terms."""

    EXACT = "skos:exactMatch"
    CLOSE = "skos:closeMatch"
    BROAD = "skos:broadMatch"
    NARROW = "skos:narrowMatch"
    RELATED = "skos:relatedMatch"
    #: The super-property of the five above: some mapping relation, not said which.
    UNSPECIFIED = "skos:mappingRelation"
    #: One describes what the other warns against. SKOS has no such relation and SSSOM's negation ("Not")
    #: denies a match instead of stating an opposite, so this term is ours.
    OPPOSITE = "crosswalk:opposite"
    #: "A related resource from which the described resource is derived" (DCMI terms).
    SOURCE = "dcterms:source"
    #: "A related resource" (DCMI terms).
    RELATION = "dcterms:relation"


#: Each relation in words, to be read between the subject's and the object's name.
PREDICATE_WORDS = {
    Predicate.EXACT: "says the same as",
    Predicate.CLOSE: "says mostly the same as",
    Predicate.BROAD: "is narrower than",
    Predicate.NARROW: "is wider than",
    Predicate.RELATED: "overlaps with",
    Predicate.OPPOSITE: "is the opposite of",
    Predicate.UNSPECIFIED: "may correspond to",
    Predicate.SOURCE: "comes from",
    Predicate.RELATION: "is related to",
}

#: Relations that have another name when they are read from the object to the subject.
INVERSE = {Predicate.BROAD: Predicate.NARROW, Predicate.NARROW: Predicate.BROAD}

#: Each relation in words, to be read between the object's and the subject's name.
INVERSE_WORDS = {said: PREDICATE_WORDS[INVERSE.get(said, said)] for said in Predicate} | {
    Predicate.SOURCE: "is the source of"
}


class Justification(StrEnum):
    """How a mapping was arrived at: the SEMAPV terms that SSSOM's schema admits and we use."""

    CURATION = "semapv:ManualMappingCuration"
    STRUCTURE = "semapv:StructuralMatching"
    SIMILARITY = "semapv:SemanticSimilarityThresholdMatching"
    REVIEW = "semapv:MappingReview"
    CHAINING = "semapv:MappingChaining"


#: The kind of link that a mapping with each justification makes. Explicit citations have no SEMAPV term
#: of their own; curation by the authors of the source document is our reading.
KIND_OF = {
    Justification.CURATION: LinkKind.CITED,
    Justification.STRUCTURE: LinkKind.MIRRORED,
    Justification.SIMILARITY: LinkKind.SUGGESTED,
    Justification.REVIEW: LinkKind.REVIEWED,
    Justification.CHAINING: LinkKind.INFERRED,
}

#: Namespaces of the terms above, for files that must expand CURIEs.
NAMESPACES = {
    "crosswalk": "urn:crosswalk:terms:",
    "dcterms": "http://purl.org/dc/terms/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
