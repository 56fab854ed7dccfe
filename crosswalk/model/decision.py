"""What a person decided about a pair of statements: one immutable row of the ledger."""

import math
import re
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum

from crosswalk.errors import DecisionError
from crosswalk.vocabulary import Predicate


class Verdict(StrEnum):
    """What a row of the ledger says; `undone` takes an earlier row of the same person back."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNSURE = "unsure"
    UNDONE = "undone"


class Reason(StrEnum):
    """Why two statements do not correspond."""

    TOPIC = "different-topic"
    BEHAVIOUR = "different-behaviour"
    LEVEL = "different-level"
    ACTOR = "different-actor"
    DUTY = "duty-against-aspiration"
    WORDING = "wording-only"


#: Each reason in words.
REASON_WORDS = {
    Reason.TOPIC: "different topic",
    Reason.BEHAVIOUR: "same topic but different behaviour",
    Reason.LEVEL: "different level",
    Reason.ACTOR: "different actor",
    Reason.DUTY: "duty against aspiration",
    Reason.WORDING: "wording only",
}


class Status(StrEnum):
    """What people's votes, taken together, make of a pair.

    `needs-another-look` stands where people voted on a wording that has changed since.
    """

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DISPUTED = "disputed"
    UNSURE = "unsure"
    ANOTHER_LOOK = "needs-another-look"


#: The relations that people choose from, by the word they choose them with; from the subject to the object.
CHOICES = {
    "same": Predicate.EXACT,
    "mostly": Predicate.CLOSE,
    "wider": Predicate.NARROW,
    "narrower": Predicate.BROAD,
    "overlaps": Predicate.RELATED,
    "opposite": Predicate.OPPOSITE,
}

#: The relations that read differently from the other end (SKOS: broadMatch is the inverse of narrowMatch).
_TURNED = {Predicate.BROAD: Predicate.NARROW, Predicate.NARROW: Predicate.BROAD}

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CURIE = re.compile(r"[^\s:]+:\S+")
_TIME = re.compile(
    r"(?!0000)(\d{4})-(0[1-9]|1[0-2])-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z", re.ASCII
)


def turned_round(predicate_id: Predicate) -> Predicate:
    """A chosen relation read from the object to the subject: wider becomes narrower, the rest stays."""
    return _TURNED.get(predicate_id, predicate_id)


@dataclass(frozen=True, slots=True)
class Named:
    """A statement, or a framework as a whole, as a decision names it: its CURIE and its words today."""

    id: str
    wording: str


def check_reviewer(name: str) -> None:
    """Refuse what cannot be the name of a reviewer.

    Raises:
        DecisionError: It is not one printable line, or cannot be told from its neighbours in a list.
    """
    if not name.isprintable() or not name.strip() or name != name.strip() or "|" in name:
        raise DecisionError(
            f"the reviewer is {name!r}",
            remedy="Name the reviewer on one line, without spaces around it and without |.",
        )
    _check_text("reviewer", name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Which suggestion stood beside the pair when a person decided.

    Attributes:
        blind: True where its figures were hidden from the reviewer.
        predicate_id: The relation suggested, from the decision's subject to its object.
        similarity_score: The raw figure, in [-1, 1].
        confidence: The calibrated probability, in [0, 1].
        tool: What made the suggestion, with its version.
    """

    blind: bool
    predicate_id: Predicate | None = None
    similarity_score: float | None = None
    confidence: float | None = None
    tool: str | None = None

    def __post_init__(self) -> None:
        for name, figure, low in (
            ("similarity score", self.similarity_score, -1.0),
            ("confidence", self.confidence, 0.0),
        ):
            if figure is not None and not (math.isfinite(figure) and low <= figure <= 1.0):
                raise DecisionError(
                    f"the {name} shown is {figure!r}", remedy=f"It is a number from {low:g} to 1."
                )
        _check_text("tool shown", self.tool or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One row of the ledger; never changed and never deleted.

    Attributes:
        id: A UUID made by whoever sends it, so that sending it twice is harmless.
        subject_id: CURIE of one statement.
        object_id: CURIE of the other; a pair may be named in either direction. That of a framework as a
            whole (`grade9:framework`), rejected, says that nothing in it corresponds to the subject.
        verdict: accept, reject, unsure, or undone.
        predicate_id: The relation chosen, from the subject to the object; with accept only.
        reason: Why not; with reject only.
        comment: The reviewer's own words; may have several lines.
        reviewer: Who decided, on one line.
        decided_at: UTC, ISO 8601 with microseconds: `2026-01-31T09:30:00.000000Z`, so that text order is
            time order.
        shown: The suggestion beside the pair; None where there was none.
        subject_wording: The subject's words as the reviewer saw them.
        object_wording: The object's words as the reviewer saw them.
        supersedes: Id of the row of the same reviewer and pair that this one replaces or takes back.

    Raises:
        DecisionError: The row contradicts itself; the message says how.
    """

    id: str
    subject_id: str
    object_id: str
    verdict: Verdict
    reviewer: str
    decided_at: str
    subject_wording: str
    object_wording: str
    predicate_id: Predicate | None = None
    reason: Reason | None = None
    comment: str = ""
    shown: Shown | None = None
    supersedes: str | None = None

    def __post_init__(self) -> None:
        self._check_names()
        self._check_verdict()
        _check_time(self.decided_at)
        for what, text in (
            ("comment", self.comment),
            ("subject's wording", self.subject_wording),
            ("object's wording", self.object_wording),
        ):
            _check_text(what, text)

    @property
    def pair(self) -> tuple[str, str]:
        """Both ids, smaller first: the same for A-B and B-A."""
        first, second = sorted((self.subject_id, self.object_id))
        return first, second

    @property
    def order(self) -> tuple[str, str]:
        """Sorts rows by time, and rows of one instant by id."""
        return self.decided_at, self.id

    @property
    def relation_of_pair(self) -> Predicate | None:
        """The relation chosen, read from the first id of `pair` to the second."""
        if self.predicate_id is None or self.subject_id == self.pair[0]:
            return self.predicate_id
        return turned_round(self.predicate_id)

    def _check_names(self) -> None:
        for what, uuid in (("id", self.id), ("id it supersedes", self.supersedes)):
            if uuid is not None and not _UUID.fullmatch(uuid):
                raise DecisionError(
                    f"the {what} is {uuid!r}", remedy="It is a UUID in lower case, 36 characters long."
                )
        if self.supersedes == self.id:
            raise DecisionError("the decision supersedes itself", remedy="Name an earlier one, or none.")
        for node_id in (self.subject_id, self.object_id):
            _check_text("statement's id", node_id)
            if not _CURIE.fullmatch(node_id):
                raise DecisionError(f"{node_id!r} is no statement's id", remedy="Ids look like sssc:1.3.")
        if self.subject_id == self.object_id:
            raise DecisionError(
                f"the pair is {self.subject_id} twice", remedy="Decide about two different statements."
            )
        check_reviewer(self.reviewer)

    def _check_verdict(self) -> None:
        has_relation, has_reason = self.predicate_id is not None, self.reason is not None
        if has_relation != (self.verdict is Verdict.ACCEPT) or has_reason != (self.verdict is Verdict.REJECT):
            raise DecisionError(
                f"the verdict {self.verdict} has {self.predicate_id or 'no relation'} and "
                f"{self.reason or 'no reason'}",
                remedy="To accept takes a relation, to reject a reason; the others take neither.",
            )
        if has_relation and self.predicate_id not in CHOICES.values():
            raise DecisionError(
                f"the relation {self.predicate_id} is not one that people choose",
                remedy=f"Choose one of {', '.join(CHOICES.values())}.",
            )
        if self.verdict is Verdict.UNDONE and self.supersedes is None:
            raise DecisionError("nothing is undone", remedy="Name the decision that is taken back.")


def _check_time(text: str) -> None:
    found = _TIME.fullmatch(text)
    year, month, day = map(int, found.group(1, 2, 3)) if found else (1, 1, 0)
    if not 1 <= day <= monthrange(year, month)[1]:
        raise DecisionError(
            f"the time of the decision is {text!r}",
            remedy="It is UTC with microseconds, such as 2026-01-31T09:30:00.000000Z.",
        )


def _check_text(what: str, text: str) -> None:
    # PostgreSQL keeps no NUL, and half a surrogate pair cannot be written as UTF-8.
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise DecisionError(
            f"the {what} has characters that cannot be kept", remedy="Remove NUL and broken characters."
        )
