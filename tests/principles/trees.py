"""Three small frameworks that share two topics, and one topic of one's own; and the links between them."""

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Link, Mapping
from crosswalk.review import settle
from crosswalk.vocabulary import Justification, Predicate
from tests.decided import decided, rejected
from tests.worlds import statement

TOPICS = {"1": "Sharing information", "2": "Managing money", "3": "Growing trees"}
FRAMEWORKS = ("ash", "elm", "fir")


def shared() -> Catalogue:
    """Each framework has the elements 1, 2 and 3 with two indicators each."""
    return Catalogue(framework(name) for name in FRAMEWORKS)


def framework(name: str) -> Framework:
    rows = []
    for number, topic in TOPICS.items():
        rows.append(statement(f"{name}:{number}", Kind.ELEMENT, len(rows) + 1, title=f"{topic} in {name}"))
        for letter in "ab":
            rows.append(
                statement(
                    f"{name}:{number}.{letter}",
                    Kind.INDICATOR,
                    len(rows) + 1,
                    text=f"{topic} {letter} is what people of {name} do every day.",
                    parent_id=f"{name}:{number}",
                )
            )
    return Framework(id=name, title=name, source=f"corpus/{name}/source.txt", statements=tuple(rows))


def claim(subject_id: str, object_id: str, confidence: float | None = 0.95, **fields: object) -> Mapping:
    return Mapping(
        **{
            "subject_id": subject_id,
            "predicate_id": Predicate.CLOSE,
            "object_id": object_id,
            "mapping_justification": Justification.SIMILARITY,
            "similarity_score": 0.8,
            "confidence": confidence,
            **fields,
        }
    )


#: What joins topic 1 of all three, and topic 2 of ash and elm. Nothing joins topic 3.
CLAIMS = (
    claim("ash:1", "elm:1"), claim("ash:1", "fir:1"), claim("elm:1", "fir:1"),
    claim("ash:1.a", "elm:1.a"), claim("ash:2", "elm:2"), claim("ash:2.a", "elm:2.a"),
)  # fmt: skip

TOPIC_1 = {f"{name}:1{part}" for name in FRAMEWORKS for part in ("", ".a", ".b")}
TOPIC_2 = {f"{name}:2{part}" for name in ("ash", "elm") for part in ("", ".a", ".b")}


def links(*more: Mapping, decisions: object = ()) -> list[Link]:
    return settle([*CLAIMS, *more], decisions)


__all__ = ["CLAIMS", "TOPIC_1", "TOPIC_2", "claim", "decided", "links", "rejected", "shared"]
