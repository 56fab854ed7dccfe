"""Figures and decisions as people read them."""

from crosswalk.model.decision import REASON_WORDS, Decision, Verdict
from crosswalk.model.framework import is_whole
from crosswalk.model.mapping import Link
from crosswalk.vocabulary import INVERSE_WORDS, PREDICATE_WORDS


def percent(value: float) -> str:
    """A probability or a share; one that rounds to nothing or to all of it does not pass for certain."""
    if 0 < value < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= value < 1 else f"{value:.0%}"


def counted(count: int, what: str) -> str:
    """A number of things: `1 pair`, `2 pairs`."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def quoted(text: str) -> str:
    """Somebody's own words on one line, in quotation marks."""
    return f"“{' '.join(text.split())}”"


def relation_in_words(link: Link, node_id: str) -> str:
    """A link's relation in words, read from one of its ends to the other."""
    return (PREDICATE_WORDS if link.subject_id == node_id else INVERSE_WORDS)[link.predicate_id]


def written_paths(link: Link) -> str:
    """The chains that an inferred link follows from, `A -> B -> C` each; empty for any other link."""
    return "; ".join(" -> ".join(path) for path in link.paths)


def decision_in_words(decision: Decision) -> str:
    """What a decision says, with both statements named; to be read after the reviewer's name."""
    one, other = decision.subject_id, decision.object_id
    if decision.predicate_id is not None:
        return f"{one} {PREDICATE_WORDS[decision.predicate_id]} {other}"
    if decision.reason is not None and is_whole(other):
        return f"nothing in {other.partition(':')[0]} corresponds to {one}: {REASON_WORDS[decision.reason]}"
    if decision.reason is not None:
        return f"{one} does not correspond to {other}: {REASON_WORDS[decision.reason]}"
    said = "takes back what was said of" if decision.verdict is Verdict.UNDONE else "is unsure about"
    return f"{said} {one} and {other}"
