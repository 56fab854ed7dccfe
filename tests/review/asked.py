"""Questions for tests."""

from hypothesis import strategies as st

from crosswalk.review import Question
from crosswalk.vocabulary import Predicate


def asked(subject_id: str, object_id: str, confidence: float | None = None, **fields: object) -> Question:
    return Question(subject_id=subject_id, object_id=object_id, confidence=confidence, **fields)


#: Suggestions between two or three small frameworks, each pair once, in either direction.
suggestions = st.lists(
    st.builds(
        asked,
        st.sampled_from(["ash:1.1", "ash:1.2", "oak:1"]),
        st.sampled_from(["elm:1", "elm:2", "elm:3"]),
        st.none() | st.floats(0, 1),
        similarity_score=st.none() | st.floats(-1, 1),
        predicate_id=st.sampled_from([Predicate.CLOSE, Predicate.BROAD, Predicate.OPPOSITE]),
    ),
    unique_by=lambda question: question.pair,
)
