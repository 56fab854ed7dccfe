from crosswalk.align import Between, betweens
from crosswalk.catalogue import Catalogue
from crosswalk.model import Mapping
from crosswalk.review import settle
from crosswalk.vocabulary import Justification, Predicate
from tests.chained import stated, suggested
from tests.decided import decided, rejected


def of_two(world: Catalogue, *claims: Mapping) -> Between:
    return Between(world.framework("ash"), world.framework("elm"), settle(claims))


def test_a_statement_is_looked_up_from_either_side(world: Catalogue) -> None:
    found = of_two(world, suggested("ash:1.1.first", "elm:1.1"))

    assert [there for there, _ in found.of("ash:1.1.first")] == ["elm:1.1"]
    assert [there for there, _ in found.of("elm:1.1")] == ["ash:1.1.first"]
    assert found.of("ash:1.1") == []


def test_what_a_document_says_stands_before_what_a_model_says(world: Catalogue) -> None:
    found = of_two(world, suggested("ash:1.1", "elm:1", 0.9), stated("ash:1.1", "elm:2", Predicate.RELATED))

    assert [there for there, _ in found.counterparts("ash:1.1")] == ["elm:2", "elm:1"]
    assert found.best("ash:1.1") == "elm:2"
    assert found.best("ash:1.2") is None


def test_a_counterpart_that_is_linked_in_two_ways_has_one_place(world: Catalogue) -> None:
    claims = [suggested("ash:1.1", "elm:2", 0.9), suggested("ash:1.1", "elm:1", 0.8)]
    found = Between(world.framework("ash"), world.framework("elm"), settle(claims, [decided(1)]))

    assert [(there, link.kind.value) for there, link in found.counterparts("ash:1.1")] == [
        ("elm:1", "reviewed"),
        ("elm:2", "suggested"),
        ("elm:1", "suggested"),
    ]
    assert found.ranks("ash:1.1") == {"elm:1": 1, "elm:2": 2}
    assert found.ranks("ash:1.2") == {}


def test_links_below_an_element_are_known_wherever_they_lead(world: Catalogue) -> None:
    found = of_two(world, suggested("ash:1.1.second", "elm:2"), suggested("elm:1.1", "ash:1.1.first"))

    assert [(one.here, one.there) for one in found.below("ash:1.1")] == [
        ("ash:1.1.first", "elm:1.1"),
        ("ash:1.1.second", "elm:2"),
    ]
    assert [(one.here, one.there) for one in found.carriers("ash:1.1", "elm:1")] == [
        ("ash:1.1.first", "elm:1.1")
    ]
    assert found.carriers("ash:1.1", "elm:2") == []


def test_an_opposite_aligns_nothing(world: Catalogue) -> None:
    negates = Mapping(
        subject_id="elm:1.n",
        predicate_id=Predicate.OPPOSITE,
        object_id="ash:1.1.first",
        mapping_justification=Justification.SIMILARITY,
    )

    assert of_two(world, negates).of("ash:1.1.first") == []


def test_links_are_those_of_the_two_documents_and_not_what_people_rejected(world: Catalogue) -> None:
    links = settle(
        [
            suggested("ash:1.1", "elm:1"),
            suggested("ash:1.2", "elm:1"),
            stated("ash:1", "oak:1", Predicate.CLOSE, Justification.STRUCTURE),
        ],
        [rejected(1)],
    )

    found = betweens(world, links)

    assert list(found) == [("ash", "elm")]
    assert [there for there, _ in found["ash", "elm"].of("elm:1")] == ["ash:1.2"]
    assert found["ash", "elm"].of("ash:1") == []
