"""Four small frameworks for tests of chains, and links between their statements."""

from hypothesis import strategies as st

from crosswalk.catalogue import Catalogue
from crosswalk.model import Decision, Framework, Kind, Link, Mapping, Polarity, Verdict
from crosswalk.review import LookedAt, Pair, looked_at, settle
from crosswalk.vocabulary import Justification, Predicate
from tests.decided import decided, rejected
from tests.worlds import statement


def _framework(framework_id: str) -> Framework:
    return Framework(
        id=framework_id,
        title=framework_id.upper(),
        source=f"corpus/{framework_id}/source.txt",
        sha256=framework_id * 64,
        statements=(
            *(
                statement(f"{framework_id}:{number}", Kind.ELEMENT, number, title=f"{framework_id}{number}")
                for number in (1, 2, 3)
            ),
            statement(f"{framework_id}:n", Kind.INDICATOR, 4, text="Never.", polarity=Polarity.NEGATIVE),
        ),
    )


CATALOGUE = Catalogue(map(_framework, "abcd"))

#: Ids of elements.
IDS = [f"{framework}:{number}" for framework in "abcd" for number in (1, 2, 3)]


def stated(
    subject_id: str,
    object_id: str,
    predicate_id: Predicate,
    justification: Justification = Justification.CURATION,
) -> Mapping:
    return Mapping(
        subject_id=subject_id,
        predicate_id=predicate_id,
        object_id=object_id,
        mapping_justification=justification,
    )


def suggested(subject_id: str, object_id: str, confidence: float | None = None) -> Mapping:
    return Mapping(
        subject_id=subject_id,
        predicate_id=Predicate.UNSPECIFIED,
        object_id=object_id,
        mapping_justification=Justification.SIMILARITY,
        similarity_score=0.5,
        confidence=confidence,
    )


def accepted(
    subject_id: str, object_id: str, predicate_id: Predicate = Predicate.EXACT, **fields: object
) -> dict[str, object]:
    return {"subject_id": subject_id, "object_id": object_id, "predicate_id": predicate_id} | fields


def turned_down(subject_id: str, object_id: str, **fields: object) -> dict[str, object]:
    return {"subject_id": subject_id, "object_id": object_id, "verdict": Verdict.REJECT} | fields


def votes(*said: dict[str, object]) -> list[Decision]:
    """One decision each, later ones later."""
    return [
        (rejected if one.get("verdict") is Verdict.REJECT else decided)(number, **one)
        for number, one in enumerate(said, start=1)
    ]


def known_of(*said: dict[str, object]) -> dict[Pair, LookedAt]:
    return looked_at(votes(*said))


def links_of(*claims: Mapping | dict[str, object]) -> list[Link]:
    """Settled links of what documents state, models suggest and people say."""
    said = [claim for claim in claims if isinstance(claim, dict)]
    return settle([claim for claim in claims if isinstance(claim, Mapping)], votes(*said))


_pairs = st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True)

#: People's votes on pairs of these statements.
ballots = st.lists(
    st.one_of(
        st.builds(
            lambda ends, relation: accepted(*ends, relation),
            _pairs,
            st.sampled_from([Predicate.EXACT, Predicate.BROAD, Predicate.NARROW, Predicate.CLOSE]),
        ),
        st.builds(lambda ends: turned_down(*ends), _pairs),
    ),
    max_size=16,
)

#: Links that follow from such votes, and suggestions beside them.
worlds = st.builds(
    lambda said, more: links_of(*said, *more),
    ballots,
    st.lists(
        st.builds(lambda ends, p: suggested(*ends, p), _pairs, st.none() | st.floats(0.01, 1)), max_size=8
    ),
)
