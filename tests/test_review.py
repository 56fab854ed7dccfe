from random import Random

from hypothesis import given
from hypothesis import strategies as st

from crosswalk.model import Mapping
from crosswalk.review import settle
from crosswalk.vocabulary import Justification, LinkKind, Predicate

claims = st.builds(
    Mapping,
    subject_id=st.sampled_from(["a:1", "a:2", "b:1"]),
    predicate_id=st.sampled_from(Predicate),
    object_id=st.sampled_from(["b:1", "b:2", "a:1"]),
    mapping_justification=st.sampled_from(Justification),
    similarity_score=st.none() | st.floats(0, 1),
)


def claim(
    subject_id: str, object_id: str, justification: Justification, score: float | None = None
) -> Mapping:
    return Mapping(
        subject_id=subject_id,
        predicate_id=Predicate.RELATED,
        object_id=object_id,
        mapping_justification=justification,
        similarity_score=score,
    )


def test_claims_of_one_pair_and_kind_become_one_link() -> None:
    links = settle(
        [
            claim("a:1", "b:1", Justification.SIMILARITY, 0.4),
            claim("b:1", "a:1", Justification.SIMILARITY, 0.7),
        ]
    )

    assert len(links) == 1
    assert links[0].similarity_score == 0.7


def test_a_stated_and_a_suggested_claim_of_one_pair_stay_two_links() -> None:
    links = settle(
        [claim("a:1", "b:1", Justification.CURATION), claim("a:1", "b:1", Justification.SIMILARITY, 0.9)]
    )

    assert [link.kind for link in links] == [LinkKind.CITED, LinkKind.SUGGESTED]


@given(st.lists(claims), st.randoms())
def test_the_order_of_claims_changes_no_link(given_claims: list[Mapping], random: Random) -> None:
    shuffled = list(given_claims)
    random.shuffle(shuffled)

    def known(mappings: list[Mapping]) -> set[tuple[object, ...]]:
        return {
            (frozenset((x.subject_id, x.object_id)), x.kind, x.predicate_id, x.similarity_score)
            for x in settle(mappings)
        }

    assert known(given_claims) == known(shuffled)


@given(st.lists(claims))
def test_no_claim_is_lost_or_mixed_with_another_kind(given_claims: list[Mapping]) -> None:
    links = settle(given_claims)

    assert sorted(map(repr, given_claims)) == sorted(repr(c) for link in links for c in link.claims)
    assert all(c.kind is link.kind for link in links for c in link.claims)
