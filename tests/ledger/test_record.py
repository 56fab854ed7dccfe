from pathlib import Path

import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.errors import DecisionError
from crosswalk.ledger import Ledger, record, stamp
from crosswalk.model import Reason, Verdict
from crosswalk.review import current
from crosswalk.vocabulary import Predicate
from tests.decided import decided, named


@pytest.fixture
def kept(tmp_path: Path) -> Ledger:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        yield ledger


def test_a_decision_keeps_the_words_seen_and_names_what_it_replaces(kept: Ledger, world: Catalogue) -> None:
    ends = world.statement("ash:1.1"), world.statement("elm:1")
    first = record(kept, *ends, verdict=Verdict.ACCEPT, predicate_id=Predicate.EXACT, reviewer="reviewer-1")
    second = record(kept, *ends, verdict=Verdict.REJECT, reason=Reason.LEVEL, reviewer="reviewer-1")

    assert (first.subject_wording, first.object_wording) == (ends[0].wording, ends[1].wording)
    assert (first.supersedes, second.supersedes) == (None, first.id)
    assert current(kept.read()) == [second]


def test_an_undo_brings_back_what_was_said_before(kept: Ledger, world: Catalogue) -> None:
    ends = world.statement("ash:1.1"), world.statement("elm:1")
    first = record(kept, *ends, verdict=Verdict.UNSURE, reviewer="reviewer-1")
    record(kept, *ends, verdict=Verdict.REJECT, reason=Reason.LEVEL, reviewer="reviewer-1")

    record(kept, *reversed(ends), verdict=Verdict.UNDONE, reviewer="reviewer-1")
    assert current(kept.read()) == [first]
    record(kept, *ends, verdict=Verdict.UNDONE, reviewer="reviewer-1")
    assert current(kept.read()) == []
    with pytest.raises(DecisionError, match=r"reviewer-1 has said nothing of ash:1\.1 and elm:1"):
        record(kept, *ends, verdict=Verdict.UNDONE, reviewer="reviewer-1")


def test_a_clock_that_is_behind_does_not_put_a_change_of_mind_before_the_first(
    kept: Ledger, world: Catalogue
) -> None:
    kept.append(decided(1, decided_at="9998-12-31T23:59:59.999999Z"))

    later = record(
        kept,
        world.statement("ash:1.1"),
        world.statement("elm:1"),
        verdict=Verdict.UNSURE,
        reviewer="reviewer-1",
    )

    assert later.decided_at == "9999-01-01T00:00:00.000000Z"
    assert current(kept.read()) == [later]


def test_what_is_sent_again_under_its_id_is_kept_once_and_anything_else_is_refused(
    kept: Ledger, world: Catalogue
) -> None:
    ends = world.statement("ash:1.1"), world.statement("elm:1")

    def send(comment: str) -> object:
        return record(
            kept, *ends, verdict=Verdict.UNSURE, reviewer="reviewer-1", comment=comment, decision_id=named(1)
        )

    assert send("hm") == send("hm")
    assert len(kept.read()) == 1
    with pytest.raises(DecisionError, match="another decision with the id"):
        send("ah")


def test_the_time_is_utc_and_never_before_what_it_must_follow() -> None:
    now = stamp()

    assert decided(1, decided_at=now).decided_at == now
    assert stamp(after=now) > now
    assert stamp(after="2026-12-31T23:59:59.999999Z") >= "2027-01-01T00:00:00.000000Z"
