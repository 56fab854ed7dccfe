import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from crosswalk.decisions import Answer
from crosswalk.ledger import Ledger, record
from crosswalk.model import Decision, Reason, Status, Verdict
from crosswalk.review import Question, looked_at
from crosswalk.vocabulary import Predicate
from crosswalk.web.desk import Desk
from crosswalk.web.people import OnlyMe
from crosswalk.workspace import LEDGER, Workspace
from tests.conftest import REPOSITORY
from tests.web.conftest import browser
from tests.web.pages import Page, Reviewer, pair_address

OnDisk = Callable[..., list[Decision]]
SitsDown = Callable[[str], Reviewer]


@pytest.fixture(scope="module")
def pairs(desk: Desk) -> Iterator[tuple[str, str]]:
    """Suggestions that nobody decided."""
    return ((q.subject_id, q.object_id) for q in desk.adviser.newest.questions)


def until(found: Callable[[], bool], *, seconds: float) -> None:
    """Ask again and again."""
    began = time.monotonic()
    while not found():
        assert time.monotonic() - began < seconds, "it did not come"
        time.sleep(0.05)


def test_people_who_decide_one_pair_at_once_all_keep_their_votes(
    desk: Desk, pairs: Iterator[tuple[str, str]], on_disk: OnDisk
) -> None:
    ends = next(pairs)
    said = ["same", "mostly", "wider", "overlaps", "reject:different-topic", "unsure"]
    together = threading.Barrier(len(said))
    answers: dict[str, int] = {}
    with ExitStack() as stack:
        me = [Reviewer(stack.enter_context(browser(desk, OnlyMe(f"at-once-{n}")))) for n in range(len(said))]
        filled = [
            one.get(pair_address(ends)).form("/decide").filled(say=say)
            for one, say in zip(me, said, strict=True)
        ]

        def decides(number: int) -> None:
            together.wait()
            answers[said[number]] = me[number].post("/decide", filled[number]).status_code

        threads = [threading.Thread(target=decides, args=(number,)) for number in range(len(said))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert answers == dict.fromkeys(said, 303)
        rows = on_disk(pair=ends)
        assert sorted(row.reviewer for row in rows) == [f"at-once-{n}" for n in range(len(said))]
        assert desk.votes.of(rows[0].pair) == looked_at(rows)[rows[0].pair]
        assert "Disputed" in me[0].get(pair_address(ends)).words


def test_one_form_sent_many_times_at_once_is_one_decision(
    desk: Desk, pairs: Iterator[tuple[str, str]], on_disk: OnDisk
) -> None:
    ends, times = next(pairs), 6
    together = threading.Barrier(times)
    answers: list[int] = []
    with browser(desk, OnlyMe("reviewer-impatient")) as client:
        filled = Reviewer(client).get(pair_address(ends)).form("/decide").filled(say="same")

        def sends() -> None:
            together.wait()
            answers.append(Reviewer(client).post("/decide", filled).status_code)

        threads = [threading.Thread(target=sends) for _ in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(on_disk(pair=ends)) == 1
    assert answers == [303] * times


def test_what_another_program_writes_to_the_ledger_is_soon_on_the_page(
    desk: Desk, workspace: Workspace, reviewer: SitsDown, pairs: Iterator[tuple[str, str]]
) -> None:
    me, ends = reviewer("reviewer-1"), next(pairs)
    assert "reviewer-elsewhere" not in me.get(pair_address(ends)).words

    with Ledger(workspace.root / LEDGER) as ledger:
        record(
            ledger,
            *(desk.catalogue.statement(name) for name in ends),
            verdict=Verdict.REJECT,
            reason=Reason.LEVEL,
            reviewer="reviewer-elsewhere",
            comment="from another machine",
        )

    until(lambda: "from another machine" in me.get(pair_address(ends)).words, seconds=10)
    assert "Rejected" in me.get(pair_address(ends)).words


def test_the_command_decides_while_the_page_is_open(
    workspace: Workspace, reviewer: SitsDown, pairs: Iterator[tuple[str, str]]
) -> None:
    me, ends = reviewer("reviewer-1"), next(pairs)
    me.get(pair_address(ends))

    subprocess.run(
        [sys.executable, "-m", "crosswalk", "decide", *ends, "--relation", "overlaps",
         "--reviewer", "reviewer-at-a-terminal", "--project", str(workspace.root)],
        cwd=REPOSITORY, check=True, capture_output=True,
    )  # fmt: skip

    until(lambda: "reviewer-at-a-terminal: A overlaps with B" in me.get(pair_address(ends)).words, seconds=10)


def test_the_page_knows_the_votes_of_before_it_was_opened(
    desk: Desk, workspace: Workspace, reviewer: SitsDown, pairs: Iterator[tuple[str, str]]
) -> None:
    ends = next(pairs)
    reviewer("reviewer-yesterday").says(ends, "mostly")

    # Another server on the same ledger, opened afterwards.
    again = type(desk.votes)(desk.ledger, desk.catalogue, desk.policy)

    assert again.known == looked_at(Workspace(workspace.root).decisions())
    assert {row.id for row in again.rows} == {row.id for row in desk.votes.rows}


def test_votes_as_they_come_are_the_votes_that_all_rows_together_make(
    desk: Desk, workspace: Workspace, pairs: Iterator[tuple[str, str]]
) -> None:
    ends = next(pairs)
    accept = Answer(verdict=Verdict.ACCEPT, predicate_id=Predicate.EXACT)
    for reviewer in ("reviewer-a", "reviewer-b"):
        desk.votes.record(ends, accept, reviewer=reviewer)
    desk.votes.record(ends[::-1], Answer(verdict=Verdict.REJECT, reason=Reason.ACTOR), reviewer="reviewer-a")
    desk.votes.undo("reviewer-b")
    desk.votes.refresh(at_once=True)

    known = looked_at(Workspace(workspace.root).decisions(), policy=desk.policy)
    assert desk.votes.known == known
    assert desk.votes.of(tuple(sorted(ends))).status is Status.REJECTED
    assert [vote.pair for vote in desk.votes.by("reviewer-a")] == [tuple(sorted(ends))]
    assert desk.votes.by("reviewer-b") == []


def test_a_ledger_that_fails_is_said_plainly_and_the_form_can_be_sent_again(
    workspace: Workspace, pairs: Iterator[tuple[str, str]]
) -> None:
    ends = next(pairs)
    desk = Desk(workspace, encoder="minilm")
    with browser(desk, OnlyMe("reviewer-unlucky")) as client:
        me = Reviewer(client)
        filled = me.get(pair_address(ends)).form("/decide").filled(say="same", comment="typed once")
        desk.ledger.close()

        answer = me.post("/decide", filled)

        assert answer.status_code in (400, 503)
        problem = Page(answer.text)
        assert problem.title == "That did not work"
        assert "ledger" in problem.words
        assert "Traceback" not in answer.text
        assert "sqlalchemy" not in answer.text.lower()


def test_a_question_about_no_pair_is_answered_with_no_votes(desk: Desk) -> None:
    nobody = Question(subject_id="sssc:1.1", object_id="sssc:1.2")

    assert desk.votes.of(nobody.pair).status is Status.OPEN
    assert desk.votes.own(nobody.pair, "reviewer-1") is None
