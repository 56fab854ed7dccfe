import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from crosswalk.decisions import Answer
from crosswalk.model import Reason, Verdict
from crosswalk.review import most_uncertain
from crosswalk.suggest.taught import settled_pairs
from crosswalk.vocabulary import Predicate
from crosswalk.web.advice import Advice
from crosswalk.web.desk import Desk
from crosswalk.web.people import OnlyMe
from crosswalk.workspace import Workspace
from tests.web.conftest import browser, opened
from tests.web.pages import Reviewer, pair_address, walk

MATCH = Answer(verdict=Verdict.ACCEPT, predicate_id=Predicate.CLOSE)
NO_MATCH = Answer(verdict=Verdict.REJECT, reason=Reason.TOPIC)


@pytest.fixture(scope="module")
def again(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Workspace]:
    """Copies of the project in which nothing was decided."""
    return lambda: Workspace(shutil.copytree(workspace.root, tmp_path_factory.mktemp("again") / "project"))


@pytest.fixture
def fresh(again: Callable[[], Workspace]) -> Iterator[Desk]:
    """A desk at which nothing was decided, to decide at."""
    with opened(again()) as desk:
        yield desk


@dataclass(frozen=True)
class Taught:
    """A desk whose model has learnt from 30 decisions, and what there was before."""

    desk: Desk
    before: Advice
    uncertain: list[tuple[str, str]]
    audited: list[tuple[str, str]]


@pytest.fixture(scope="module")
def taught(again: Callable[[], Workspace]) -> Iterator[Taught]:
    """Learnt once for all tests that only look."""
    with opened(again()) as desk, browser(desk, OnlyMe("reviewer-2")) as client:
        me = Reviewer(client)
        uncertain, audited = ([*walk(me, f"/review?queue={name}", 8)] for name in ("uncertain", "audit"))
        before = desk.adviser.newest
        settle(desk, 30)
        desk.adviser.learn()
        yield Taught(desk, before, uncertain, audited)


@pytest.fixture
def me(taught: Taught) -> Iterator[Reviewer]:
    """Somebody at that desk who has not decided anything."""
    with browser(taught.desk, OnlyMe("reviewer-2")) as client:
        yield Reviewer(client)


def settle(desk: Desk, count: int) -> None:
    """Decide so many pairs, most of them as the model thinks."""
    confident = [*desk.adviser.newest.most_confident]
    half = count // 2
    for place, question in enumerate([*confident[:half], *confident[half - count :]]):
        surprise = place % 5 == 4
        answer = MATCH if (place < half) != surprise else NO_MATCH
        desk.votes.record((question.subject_id, question.object_id), answer, reviewer="reviewer-1")


def test_what_people_settled_changes_the_figures_and_the_page_says_from_how_much(
    taught: Taught, me: Reviewer
) -> None:
    before, newest = taught.before, taught.desk.adviser.newest

    assert newest.taught_by == 30
    assert {q.pair for q in newest.questions} >= {q.pair for q in before.questions}
    moved = [
        abs(question.confidence - before.by_pair[question.pair].confidence)
        for question in newest.questions
        if question.pair in before.by_pair and question.confidence is not None
    ]
    assert max(moved) > 0.01
    assert "the model has learnt from 30 settled pairs" in me.get("/review").words


@pytest.mark.parametrize(
    "address",
    [
        "/element?of=sssc:1.1",
        "/groups",
        "/progress",
        "/agreement",
        "/review?queue=others",
        "/review?queue=frameworks&first=lqf&second=dcs",
    ],
)
def test_pages_work_as_before_once_the_model_has_learnt(me: Reviewer, address: str) -> None:
    assert me.get(address).headings


def test_the_most_uncertain_pairs_are_those_of_the_newest_model(taught: Taught, me: Reviewer) -> None:
    after = [*walk(me, "/review?queue=uncertain", 8)]

    open_ = [q for q in taught.desk.adviser.newest.questions if taught.desk.votes.open_for("reviewer-2", q)]
    assert after == [(q.subject_id, q.object_id) for q in most_uncertain(open_)[:8]]
    assert after != taught.uncertain


def test_what_the_audit_draws_from_does_not_move_with_what_is_learnt(taught: Taught, me: Reviewer) -> None:
    assert [*walk(me, "/review?queue=audit", 8)] == taught.audited


def test_a_decision_keeps_what_the_newest_model_said_and_that_it_had_learnt(taught: Taught) -> None:
    question = next(iter(taught.desk.adviser.newest.most_uncertain))
    with browser(taught.desk, OnlyMe("reviewer-3")) as client:
        Reviewer(client).says((question.subject_id, question.object_id), "unsure")

    (row,) = taught.desk.ledger.read(reviewer="reviewer-3")
    assert row.shown.confidence == question.confidence
    assert row.shown.tool.endswith("taught by 30 decisions")


def test_nothing_is_learnt_where_nothing_is_settled_and_what_is_undone_is_unlearnt(fresh: Desk) -> None:
    before = fresh.adviser.newest
    fresh.adviser.learn()
    assert fresh.adviser.newest is before
    assert before.taught_by == 0
    settle(fresh, 30)
    fresh.adviser.learn()
    assert fresh.adviser.newest.taught_by == 30

    for _ in range(30):
        fresh.votes.undo("reviewer-1")
    fresh.adviser.learn()

    figures = [{q.pair: q.confidence for q in one.questions} for one in (before, fresh.adviser.newest)]
    assert figures[0] == figures[1]
    assert fresh.adviser.newest.taught_by == 0


def test_the_model_learns_by_itself_while_people_decide(again: Callable[[], Workspace]) -> None:
    with Desk(again(), encoder="minilm") as desk, browser(desk, OnlyMe("reviewer-1")) as client:
        me = Reviewer(client)
        question = next(iter(desk.adviser.newest.most_uncertain))
        ends = question.subject_id, question.object_id
        settle(desk, 30)
        me.says(ends, "same")

        until = time.monotonic() + 60
        while not desk.adviser.newest.taught_by:
            assert time.monotonic() < until, "it did not learn"
            time.sleep(0.05)

        assert "the model has learnt from" in me.get(pair_address(ends)).words
        assert desk.adviser.newest.taught_by == len(settled_pairs(desk.votes.known)) == 31


def test_a_decision_keeps_what_its_page_showed_though_the_model_has_learnt_since(taught: Taught) -> None:
    desk, before = taught.desk, taught.before
    newest = desk.adviser.newest.by_pair
    moved = next(
        question
        for question in before.questions
        if None not in (question.confidence, newest[question.pair].confidence)
        and question.confidence != newest[question.pair].confidence
    )
    ends = moved.subject_id, moved.object_id

    assert desk.shown(ends, blind=False, taught_by="0").confidence == moved.confidence
    assert "taught by" not in desk.shown(ends, blind=False, taught_by="0").tool
    assert desk.shown(ends, blind=False, taught_by="30").confidence == newest[moved.pair].confidence
    assert "taught by 30 decisions" in desk.shown(ends, blind=False, taught_by="30").tool
