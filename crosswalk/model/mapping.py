"""Claims that two statements correspond, and the links that follow from them."""

from dataclasses import dataclass

from crosswalk.model.decision import Decision, Status
from crosswalk.model.evidence import Evidence
from crosswalk.vocabulary import KIND_OF, Justification, LinkKind, Predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """One claim that two statements correspond: one row of an SSSOM file, slot names unchanged.

    `similarity_score` is the machine's raw figure in [-1, 1]; `confidence` is a calibrated probability
    in [0, 1] and stays None until there are judgements to calibrate it with. `path` has the ids of the
    statements along the chain that an inferred claim follows from, both ends included, subject first; it is
    empty for every other claim.
    """

    subject_id: str
    predicate_id: Predicate
    object_id: str
    mapping_justification: Justification
    similarity_score: float | None = None
    similarity_measure: str | None = None
    confidence: float | None = None
    mapping_tool: str | None = None
    mapping_tool_version: str | None = None
    evidence: tuple[Evidence, ...] = ()
    path: tuple[str, ...] = ()

    @property
    def kind(self) -> LinkKind:
        """The kind of link this claim makes; follows from its justification."""
        return KIND_OF[self.mapping_justification]

    @property
    def pair(self) -> tuple[str, str]:
        """Both ids, smaller first: the same for A-B and B-A."""
        first, second = sorted((self.subject_id, self.object_id))
        return first, second


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What is known of one pair in one way: derived from claims and decisions, never stored.

    Attributes:
        subject_id: As in the first claim.
        object_id: As in the first claim.
        kind: One of the five; claims of two kinds make two links.
        claims: The mappings behind it, strongest first.
        status: What people's votes make of the pair, whichever way the link is known.
        decisions: Each reviewer's standing vote on the pair, by time.
    """

    subject_id: str
    object_id: str
    kind: LinkKind
    claims: tuple[Mapping, ...]
    status: Status = Status.OPEN
    decisions: tuple[Decision, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What is quoted for it: each piece once, in the order of the claims."""
        return tuple(dict.fromkeys(piece for claim in self.claims for piece in claim.evidence))

    @property
    def pair(self) -> tuple[str, str]:
        """Both ids, smaller first: the same for A-B and B-A."""
        return self.claims[0].pair

    @property
    def paths(self) -> tuple[tuple[str, ...], ...]:
        """The chains that an inferred link follows from, in the order of the claims; none for any other."""
        return tuple(claim.path for claim in self.claims if claim.path)

    @property
    def predicate_id(self) -> Predicate:
        """The relation of the strongest claim."""
        return self.claims[0].predicate_id

    @property
    def similarity_score(self) -> float | None:
        """The highest raw score among the claims; None where no machine spoke."""
        scores = [c.similarity_score for c in self.claims if c.similarity_score is not None]
        return max(scores, default=None)

    @property
    def confidence(self) -> float | None:
        """The highest probability among the claims; None where none is known."""
        return max((c.confidence for c in self.claims if c.confidence is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """An element for which nothing was suggested in another framework, and what came nearest.

    Attributes:
        statement_id: The element.
        framework_id: The other framework.
        candidate_id: Its best candidate there; None where that framework has no elements.
        similarity_score: The cosine of the two.
        confidence: Probability of a match; None where it is not known.
    """

    statement_id: str
    framework_id: str
    candidate_id: str | None
    similarity_score: float | None
    confidence: float | None
