"""Which queue a reviewer works through, as it stands in the address of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from crosswalk.model import Kind

#: Two ids, as a page shows them: A and B.
Ends = tuple[str, str]


class QueueName(StrEnum):
    """The queues of pairs."""

    CONFIDENT = "confident"
    UNCERTAIN = "uncertain"
    FRAMEWORKS = "frameworks"
    DISPUTED = "disputed"
    OTHERS = "others"
    CHANGED = "changed"
    FOLLOWS = "follows"
    CLASHES = "clashes"
    AUDIT = "audit"
    PAIR = "pair"


#: What each queue is called, and what it is for.
ABOUT = {
    QueueName.CONFIDENT: ("Most confident first", "The suggestions that are most probably right come first."),
    QueueName.UNCERTAIN: (
        "Most uncertain first",
        "The pairs that the model can tell least come first; it learns from your decisions as they come.",
    ),
    QueueName.FRAMEWORKS: ("Two frameworks", "Suggestions between two frameworks, most confident first."),
    QueueName.DISPUTED: ("Disputed", "Pairs on which reviewers contradict each other."),
    QueueName.OTHERS: ("Done by others", "Pairs that another reviewer has decided and you have not."),
    QueueName.CHANGED: ("Changed since", "Pairs whose wording has changed since somebody decided."),
    QueueName.FOLLOWS: (
        "Follows from others",
        "Pairs that follow from chains of accepted or stated links, and that nobody has judged.",
    ),
    QueueName.CLASHES: ("Contradictions", "Decisions that cannot all be right together."),
    QueueName.AUDIT: (
        "Audit below the cut",
        "Pairs that were not suggested, drawn at random: they tell how many matches are still missed.",
    ),
    QueueName.PAIR: ("One pair", "A pair that you chose yourself."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A queue with what it is narrowed to.

    Attributes:
        name: Which queue.
        first: With `frameworks`: the id of one.
        second: The id of the other.
        kind: With `audit`: pairs of elements, or of indicators.
    """

    name: QueueName = QueueName.CONFIDENT
    first: str = ""
    second: str = ""
    kind: Kind = Kind.ELEMENT

    @property
    def title(self) -> str:
        """What it is called."""
        return ABOUT[self.name][0]

    @property
    def adjudicates(self) -> bool:
        """Whether it is for those who look at what others have said."""
        return self.name is QueueName.DISPUTED

    @property
    def fields(self) -> dict[str, str]:
        """As fields of a form or of an address."""
        found = {"queue": self.name.value}
        if self.name is QueueName.FRAMEWORKS:
            found |= {"first": self.first, "second": self.second}
        if self.name is QueueName.AUDIT:
            found["kind"] = self.kind.value
        return found

    def address(self, ends: Ends | None = None, **more: str) -> str:
        """The address of a page of this queue.

        Args:
            ends: The pair to show; None for the first one that is open.
            more: Further fields.
        """
        pair = {"a": ends[0], "b": ends[1]} if ends else {}
        return f"/review?{urlencode(self.fields | pair | more)}"


def chosen_of(fields: Mapping[str, str]) -> Chosen:
    """The queue that a form or an address names; the first queue for anything unknown."""
    try:
        name = QueueName(fields.get("queue", ""))
        kind = Kind(fields.get("kind", Kind.ELEMENT))
    except ValueError:
        return Chosen()
    if kind not in (Kind.ELEMENT, Kind.INDICATOR):
        return Chosen()
    return Chosen(name=name, first=fields.get("first", ""), second=fields.get("second", ""), kind=kind)


def ends_of(fields: Mapping[str, str]) -> Ends | None:
    """The pair that a form or an address names; None for none."""
    first, second = fields.get("a", ""), fields.get("b", "")
    return (first, second) if first and second else None
