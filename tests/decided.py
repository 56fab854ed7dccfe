"""Decisions for tests: plain ones, and any that the rules allow."""

import uuid

from hypothesis import strategies as st

from crosswalk.catalogue import Catalogue
from crosswalk.model import CHOICES, Decision, Reason, Shown, Verdict
from crosswalk.vocabulary import Predicate

#: Text that every database and file keeps; what is refused has tests of its own.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
REVIEWERS = ("reviewer-1", "reviewer-2", "reviewer-3")


def named(number: int) -> str:
    """A UUID for a number: small numbers give ids that sort alike."""
    return str(uuid.UUID(int=number))


def decided(number: int, **fields: object) -> Decision:
    """ash:1.1 and elm:1 accepted as the same, but for what is said; later numbers are later."""
    plain: dict[str, object] = {
        "id": named(number),
        "subject_id": "ash:1.1",
        "object_id": "elm:1",
        "verdict": Verdict.ACCEPT,
        "predicate_id": Predicate.EXACT,
        "reviewer": "reviewer-1",
        "decided_at": f"2026-01-31T09:{number // 60 % 60:02}:{number % 60:02}.000000Z",
        "subject_wording": "Sharing information",
        "object_wording": "Sharing information well",
    }
    return Decision(**plain | fields)


def rejected(number: int, **fields: object) -> Decision:
    return decided(
        number, **{"verdict": Verdict.REJECT, "predicate_id": None, "reason": Reason.TOPIC} | fields
    )


def on(catalogue: Catalogue, subject_id: str, object_id: str, **fields: object) -> dict[str, object]:
    """The fields of a decision about these two, in the words that they have today."""
    named = catalogue.named(subject_id), catalogue.named(object_id)
    words = {"subject_wording": named[0].wording, "object_wording": named[1].wording}
    return {"subject_id": subject_id, "object_id": object_id} | words | fields


def unsure(number: int, **fields: object) -> Decision:
    return decided(number, **{"verdict": Verdict.UNSURE, "predicate_id": None} | fields)


def undone(number: int, of: int, **fields: object) -> Decision:
    return decided(
        number,
        **{"verdict": Verdict.UNDONE, "predicate_id": None, "supersedes": named(of)} | fields,
    )


shown = st.builds(
    Shown,
    blind=st.booleans(),
    predicate_id=st.none() | st.sampled_from(Predicate),
    similarity_score=st.none() | st.floats(-1, 1),
    confidence=st.none() | st.floats(0, 1),
    tool=st.none() | TEXT,
)


@st.composite
def decisions(draw: st.DrawFn, *, number: st.SearchStrategy[int] = st.integers(1, 2**100)) -> Decision:  # noqa: B008
    own = draw(number)
    verdict = draw(st.sampled_from(Verdict))
    others = st.integers(1, 60).filter(lambda n: n != own).map(named)
    subject, object_ = draw(
        st.permutations(["ash:1.1", "ash:1.2", "elm:1", "elm:2"]).map(lambda ends: ends[:2])
    )
    return Decision(
        id=named(own),
        subject_id=subject,
        object_id=object_,
        verdict=verdict,
        predicate_id=draw(st.sampled_from([*CHOICES.values()])) if verdict is Verdict.ACCEPT else None,
        reason=draw(st.sampled_from(Reason)) if verdict is Verdict.REJECT else None,
        comment=draw(TEXT),
        reviewer=draw(st.sampled_from(REVIEWERS)),
        decided_at=f"2026-01-31T09:00:{draw(st.integers(0, 9)):02}.000000Z",
        shown=draw(st.none() | shown),
        subject_wording=draw(TEXT),
        object_wording=draw(TEXT),
        supersedes=draw(others if verdict is Verdict.UNDONE else st.none() | others),
    )


#: Rows of one ledger: no two have one id, and what they supersede is often there.
ledgers = st.lists(decisions(number=st.integers(1, 60)), max_size=25, unique_by=lambda d: d.id)
