"""A pair that a person is asked about."""

from dataclasses import dataclass

from crosswalk.vocabulary import Predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Two statements, and what a model says of them.

    Attributes:
        subject_id: CURIE of one statement.
        object_id: CURIE of the other.
        predicate_id: The relation suggested, from the subject to the object.
        confidence: Probability of a match, in [0, 1]; None where it is not known.
        similarity_score: The raw figure, in [-1, 1]; None where there is none.
    """

    subject_id: str
    object_id: str
    predicate_id: Predicate = Predicate.UNSPECIFIED
    confidence: float | None = None
    similarity_score: float | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """Both ids, smaller first: the same for A-B and B-A."""
        first, second = sorted((self.subject_id, self.object_id))
        return first, second
