from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crosswalk.catalogue import Catalogue
from crosswalk.chains import CHAINABLE, chains, compose, in_words, premises, relation_from
from crosswalk.model import Link
from crosswalk.vocabulary import INVERSE, Justification, Predicate
from tests.chained import CATALOGUE, accepted, links_of, stated, worlds

EXACT, BROAD, NARROW = Predicate.EXACT, Predicate.BROAD, Predicate.NARROW
relations = st.sampled_from(Predicate)


def test_the_rules_are_those_of_sssom() -> None:
    table = {(one, other): compose(one, other) for one in CHAINABLE for other in CHAINABLE}

    assert table == {
        (EXACT, EXACT): EXACT, (EXACT, BROAD): BROAD, (EXACT, NARROW): NARROW,
        (BROAD, EXACT): BROAD, (BROAD, BROAD): BROAD, (BROAD, NARROW): None,
        (NARROW, EXACT): NARROW, (NARROW, BROAD): None, (NARROW, NARROW): NARROW,
    }  # fmt: skip


@given(relations, relations)
def test_nothing_follows_from_what_is_mostly_the_same_related_opposite_or_a_source(
    one: Predicate, other: Predicate
) -> None:
    if one not in CHAINABLE or other not in CHAINABLE:
        assert compose(one, other) is None


@given(relations, relations, relations)
def test_it_makes_no_difference_which_two_of_three_steps_are_taken_together_first(
    one: Predicate, two: Predicate, three: Predicate
) -> None:
    def then(first: Predicate | None, second: Predicate | None) -> Predicate | None:
        return compose(first, second) if first and second else None

    assert then(then(one, two), three) is then(one, then(two, three))


@given(relations, relations)
def test_a_chain_read_from_its_other_end_has_the_inverse_relation(one: Predicate, two: Predicate) -> None:
    def turned(relation: Predicate | None) -> Predicate | None:
        return INVERSE.get(relation, relation) if relation else None

    assert turned(compose(one, two)) is compose(turned(two), turned(one))


@given(worlds)
def test_every_chain_obeys_the_rules_and_passes_no_framework_twice(links: list[Link]) -> None:
    known = premises(links, CATALOGUE)

    for (one, other), own in chains(links, CATALOGUE).items():
        assert tuple(sorted((one, other))) not in known
        assert len({len(chain.path) for chain in own}) == 1
        assert len({chain.path for chain in own}) == len(own)
        for chain in own:
            assert (chain.path[0], chain.path[-1]) == (one, other)
            assert len({node.partition(":")[0] for node in chain.path}) == len(chain.path) <= 4
            relation: Predicate | None = EXACT
            for (here, there), link in zip(pairwise(chain.path), chain.links, strict=True):
                assert {here, there} == {link.subject_id, link.object_id}
                relation = compose(relation, relation_from(link, here)) if relation else None
            assert relation is chain.predicate_id


@given(worlds)
def test_the_shortest_chains_are_those_that_a_plain_search_finds(links: list[Link]) -> None:
    known = premises(links, CATALOGUE)
    place = {framework.id: number for number, framework in enumerate(CATALOGUE)}
    ways = [((node,), EXACT) for node in sorted({node for pair in known for node in pair})]
    found: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for _ in range(3):
        longer = []
        for path, relation in ways:
            for pair, link in known.items():
                if path[-1] in pair:
                    (end,) = {*pair} - {path[-1]}
                    following = compose(relation, relation_from(link, path[-1]))
                    if following and end.partition(":")[0] not in {n.partition(":")[0] for n in path}:
                        longer.append(((*path, end), following))
        ways = longer
        new: dict[tuple[str, str], set[tuple[str, ...]]] = {}
        for path, _ in ways:
            ends = path[0], path[-1]
            if place[ends[0].partition(":")[0]] < place[ends[1].partition(":")[0]]:
                new.setdefault(ends, set()).add(path)
        found = new | found
    found = {ends: paths for ends, paths in found.items() if tuple(sorted(ends)) not in known}

    assert {ends: {c.path for c in own} for ends, own in chains(links, CATALOGUE).items()} == found


def test_a_chain_is_no_longer_than_was_asked_for() -> None:
    links = links_of(accepted("a:1", "b:1"), accepted("b:1", "c:1"), accepted("c:1", "d:1"))

    assert set(chains(links, CATALOGUE, most_hops=2)) == {("a:1", "c:1"), ("b:1", "d:1")}
    assert set(chains(links, CATALOGUE)) == {("a:1", "c:1"), ("b:1", "d:1"), ("a:1", "d:1")}


def test_what_a_document_says_gives_way_to_what_people_say() -> None:
    links = links_of(stated("a:1", "b:1", EXACT), accepted("a:1", "b:1", BROAD), stated("b:1", "c:1", BROAD))

    assert [link.predicate_id for link in premises(links, CATALOGUE).values()] == [BROAD, BROAD]


def test_what_people_call_mostly_the_same_is_not_chained_because_a_document_says_more() -> None:
    links = links_of(stated("a:1", "b:1", EXACT), accepted("a:1", "b:1", Predicate.CLOSE))

    assert premises(links, CATALOGUE) == {}


def test_sources_related_frameworks_and_what_is_not_in_the_corpus_are_not_chained() -> None:
    links = links_of(
        stated("a:1", "b:1", Predicate.SOURCE),
        stated("b:1", "c:1", Predicate.RELATED),
        stated("a:framework", "b:framework", EXACT, Justification.STRUCTURE),
        accepted("a:1", "a:2"),
        accepted("a:1", "b:gone"),
    )

    assert premises(links, CATALOGUE) == {}


def test_the_documents_of_the_corpus_state_nothing_that_may_be_chained(real_catalogue: Catalogue) -> None:
    from crosswalk.review import settle
    from crosswalk.stated import cite, mirror

    assert premises(settle([*cite(real_catalogue), *mirror(real_catalogue)]), real_catalogue) == {}


def test_a_chain_reads_as_a_sentence_from_either_end() -> None:
    known = premises(links_of(accepted("a:1", "b:1"), accepted("c:1", "b:1", NARROW)), CATALOGUE)

    assert in_words(("a:1", "b:1", "c:1"), known) == "a:1 says the same as b:1, which is narrower than c:1"
    assert in_words(("c:1", "b:1", "a:1"), known) == "c:1 is wider than b:1, which says the same as a:1"
