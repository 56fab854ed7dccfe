import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from crosswalk.accounts import Accounts, Role
from crosswalk.model import Decision, Verdict
from crosswalk.review import Question, in_no_order, most_confident
from crosswalk.vocabulary import PREDICATE_WORDS
from crosswalk.web.desk import Desk
from crosswalk.web.people import OnlyMe, Team
from crosswalk.workspace import Workspace
from tests.web.conftest import browser, opened, signed_in
from tests.web.pages import PART, Page, Reviewer, asked, pair_address, walk

OnDisk = Callable[..., list[Decision]]

#: Somebody else, and what they say; nothing else in the project has these words.
OTHER, COMMENT = "zebedee-quill", "marmalade sandwiches"

#: What would tell what the model says.
FIGURES = re.compile(
    r"\d ?%(?![0-9A-F]{2})|Suggested: A|<meter|is number \d|Each is the other's best|standard deviations"
    r"|Cosine|data-key=.a.[ >]|learnt from|Words in both|Not suggested|Nobody suggested|would say"
)


@pytest.fixture(scope="module")
def blind_desk(workspace: Workspace) -> Iterator[Desk]:
    """The same project, served blind to everybody."""
    with opened(workspace, blind=True) as desk:
        yield desk


@pytest.fixture(params=["for everybody", "in this browser"])
def blind(request: pytest.FixtureRequest, desk: Desk, blind_desk: Desk) -> Iterator[Reviewer]:
    """Somebody who reviews blind, because the server says so or because they chose to."""
    everybody = request.param == "for everybody"
    name = f"blind-{'server' if everybody else 'cookie'}-{request.node.originalname[-40:]}"
    with browser(blind_desk if everybody else desk, OnlyMe(name)) as client:
        me = Reviewer(client, name)
        if not everybody:
            form = me.get("/review").form("/blind")
            assert form.value("blind") == "on"
            assert me.post("/blind", form.filled()).status_code == 303
        yield me


@pytest.fixture(scope="module")
def pairs(desk: Desk) -> Iterator[Question]:
    """Suggestions that nobody decided."""
    return iter(desk.adviser.newest.questions[150:])


@pytest.fixture
def said_by_another(desk: Desk, pairs: Iterator[Question]) -> tuple[str, str]:
    """A pair that somebody else has a vote on that leaves it open."""
    question = next(pairs)
    ends = question.subject_id, question.object_id
    with browser(desk, OnlyMe(OTHER)) as client:
        assert Reviewer(client).says(ends, "unsure", comment=COMMENT).status_code == 303
    return ends


def refreshed(*desks: Desk) -> None:
    """What was said at one desk is known at the others at once, not within a second."""
    for desk in desks:
        desk.votes.refresh(at_once=True)


def tells_nothing(text: str) -> None:
    assert FIGURES.search(text) is None, FIGURES.search(text)
    assert OTHER not in text
    assert COMMENT not in text


@pytest.mark.parametrize("queue", ["confident", "uncertain", "others", "audit", "pair"])
def test_a_blind_page_holds_no_figure_and_nothing_of_what_others_said(
    blind: Reviewer, said_by_another: tuple[str, str], desk: Desk, blind_desk: Desk, queue: str
) -> None:
    refreshed(desk, blind_desk)
    for headers in (None, PART):
        response = blind.client.get(pair_address(said_by_another, queue=queue), headers=headers)

        tells_nothing(response.text)
        assert asked(Page(response.text)) == said_by_another
        assert "Blind: what the model and other people say is shown once you have decided." in response.text


def test_no_other_blind_page_tells_either(
    blind: Reviewer, said_by_another: tuple[str, str], desk: Desk, blind_desk: Desk
) -> None:
    refreshed(desk, blind_desk)
    of, other = said_by_another[0], said_by_another[1].partition(":")[0]
    for address in (
        "/review",
        "/review?queue=uncertain",
        "/review?queue=frameworks&first=sssc&second=grade9",
        "/review?queue=others",
        "/review?queue=audit&kind=element",
        "/review?queue=audit&kind=indicator",
        "/review?queue=changed",
        "/review?go=previous",
        "/element",
        f"/element?of={of}&with={other}",
        "/groups",
        "/decisions",
        f"/find?q={of}",
        f"/find?a={of}&q=the",
        "/help",
    ):
        for headers in (None, PART):
            response = blind.client.get(address, headers=headers)

            assert response.status_code == 200, address
            tells_nothing(response.text)


def test_the_progress_of_all_together_names_nobody_and_quotes_nobody(
    blind: Reviewer, said_by_another: tuple[str, str], desk: Desk, blind_desk: Desk
) -> None:
    refreshed(desk, blind_desk)

    text = blind.client.get("/progress").text

    assert OTHER not in text
    assert COMMENT not in text
    assert said_by_another[0] not in text


@pytest.mark.parametrize("say", ["same", "reject:different-level", "unsure"])
def test_once_ones_own_vote_is_in_all_of_it_is_shown(
    blind: Reviewer, said_by_another: tuple[str, str], desk: Desk, blind_desk: Desk, on_disk: OnDisk, say: str
) -> None:
    refreshed(desk, blind_desk)
    question = desk.adviser.newest.question(*said_by_another)

    answer = blind.says(said_by_another, say)

    page = blind.get(answer.headers["location"])
    assert f"A {PREDICATE_WORDS[question.predicate_id]} B" in page.words
    assert "Probability of a match:" in page.words
    assert "All views together" in page.words
    assert f"{OTHER}: unsure" in page.words
    assert COMMENT in page.words
    (row,) = on_disk(pair=said_by_another, reviewer=blind.name)
    assert row.shown.blind
    assert row.shown.confidence == question.confidence


def test_whoever_has_seen_the_figures_no_longer_decides_blind(
    blind: Reviewer, said_by_another: tuple[str, str], desk: Desk, blind_desk: Desk, on_disk: OnDisk
) -> None:
    refreshed(desk, blind_desk)

    blind.says(said_by_another, "same")
    blind.says(said_by_another, "overlaps")

    rows = on_disk(pair=said_by_another, reviewer=blind.name)
    assert [row.shown.blind for row in rows] == [True, False]


def test_a_vote_without_blind_mode_is_kept_as_such(
    desk: Desk, pairs: Iterator[Question], on_disk: OnDisk
) -> None:
    question = next(pairs)
    with browser(desk, OnlyMe("reviewer-seeing")) as client:
        Reviewer(client).says((question.subject_id, question.object_id), "same")

    assert not on_disk(pair=question.pair)[0].shown.blind


def test_the_answer_to_a_blind_decision_tells_nothing_of_the_next_pair(
    blind: Reviewer, desk: Desk, blind_desk: Desk
) -> None:
    refreshed(desk, blind_desk)
    page = blind.get("/review")

    for part in (True, False):
        answer = blind.post("/decide", page.form("/decide").filled(say="unsure"), part=part)
        text = answer.text if part else blind.client.get(answer.headers["location"]).text

        tells_nothing(text)
        assert asked(Page(text)) != asked(page)
        page = Page(text)


def test_a_blind_queue_that_is_done_tells_nothing(blind: Reviewer, desk: Desk, blind_desk: Desk) -> None:
    refreshed(desk, blind_desk)
    for part in (False, True):
        response = blind.client.get("/review?queue=disputed", headers=PART if part else None)

        assert "There is nothing in this queue" in response.text
        tells_nothing(response.text)


def test_blind_pairs_come_in_an_order_that_says_nothing_of_the_figures(
    blind: Reviewer, desk: Desk, blind_desk: Desk
) -> None:
    refreshed(desk, blind_desk)
    questions = desk.adviser.newest.questions
    for address, asked_about in (
        ("/review", questions),
        (
            "/review?queue=frameworks&first=sssc&second=grade9",
            [q for q in questions if {e.partition(":")[0] for e in q.pair} == {"sssc", "grade9"}],
        ),
    ):
        open_ = [q for q in asked_about if desk.votes.open_for(blind.name, q)]

        seen = [tuple(sorted(ends)) for ends in walk(blind, address, 8)]

        assert seen == [q.pair for q in in_no_order(open_)][:8]
        assert seen != [q.pair for q in most_confident(open_)][:8]


def test_blind_candidates_of_one_statement_come_in_no_order_either(blind: Reviewer, desk: Desk) -> None:
    seeing = desk.adviser.newest
    ids = re.findall(r'name="shown" value="([^"]+)"', blind.client.get("/element?of=sssc:1.1").text)
    questions = [seeing.question("sssc:1.1", name) for name in ids]

    assert len(ids) > 5
    assert questions != most_confident(questions)
    assert [q.pair for q in questions] == [q.pair for q in in_no_order(questions)]


def test_the_choice_to_review_blind_is_remembered_and_can_be_taken_back(
    desk: Desk, said_by_another: tuple[str, str]
) -> None:
    with browser(desk, OnlyMe("reviewer-choosing")) as client:
        me = Reviewer(client)
        address = pair_address(said_by_another)
        assert COMMENT in me.get(address).words

        answer = me.post("/blind", me.get(address).form("/blind").filled())
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert COMMENT not in me.get(address).words

        me.post("/blind", me.get(address).form("/blind").filled())
        assert COMMENT in me.get(address).words


def test_nobody_can_switch_off_what_the_server_says_for_everybody(
    blind_desk: Desk, said_by_another: tuple[str, str]
) -> None:
    refreshed(blind_desk)
    with browser(blind_desk, OnlyMe("reviewer-peeping")) as client:
        me = Reviewer(client)
        page = me.get(pair_address(said_by_another))
        assert not page.has_form("/blind")
        me.post("/blind", {"csrf": [page.form("/decide").value("csrf")], "blind": ["off"]})

        tells_nothing(client.get(pair_address(said_by_another)).text)


@pytest.fixture
def disputed(desk: Desk, blind_desk: Desk, pairs: Iterator[Question]) -> tuple[str, str]:
    """A pair on which two people contradict each other."""
    question = next(pairs)
    ends = question.subject_id, question.object_id
    for name, say in ((OTHER, "same"), ("reviewer-contrary", "reject:different-actor")):
        with browser(desk, OnlyMe(name)) as client:
            Reviewer(client).says(ends, say, comment=f"{COMMENT} {say}")
    refreshed(blind_desk)
    return ends


@pytest.fixture(scope="module")
def accounts(workspace: Workspace) -> Iterator[Accounts]:
    with workspace.accounts() as accounts:
        yield accounts


@pytest.fixture
def member(blind_desk: Desk, accounts: Accounts) -> Iterator[Callable[[Role], Reviewer]]:
    """Signs somebody of a role in to the page that is blind for everybody."""
    with ExitStack() as stack:

        def of(role: Role) -> Reviewer:
            client = stack.enter_context(browser(blind_desk, Team(accounts, behind_tls=False)))
            return signed_in(client, accounts, role)

        yield of


@pytest.mark.parametrize("role", [Role.ADJUDICATOR, Role.ADMIN])
def test_an_adjudicator_sees_both_votes_and_comments_in_the_disputed_queue(
    disputed: tuple[str, str], member: Callable[[Role], Reviewer], role: Role
) -> None:
    words = member(role).get(pair_address(disputed, queue="disputed")).words

    assert f"{OTHER}: A says the same as B" in words
    assert "reviewer-contrary: they do not correspond: different actor" in words
    assert f"{COMMENT} same" in words
    assert f"{COMMENT} reject" in words


@pytest.mark.parametrize("role", [Role.ADJUDICATOR, Role.ADMIN])
def test_an_adjudicator_who_reviews_like_the_others_is_as_blind(
    disputed: tuple[str, str], member: Callable[[Role], Reviewer], role: Role
) -> None:
    tells_nothing(member(role).client.get(pair_address(disputed, queue="confident")).text)


@pytest.mark.parametrize("role", [Role.READER, Role.REVIEWER])
def test_nobody_else_sees_votes_in_the_disputed_queue_or_among_the_figures_of_agreement(
    disputed: tuple[str, str], member: Callable[[Role], Reviewer], role: Role
) -> None:
    me = member(role)

    for address in (pair_address(disputed, queue="disputed"), "/review?queue=disputed", "/agreement"):
        tells_nothing(me.client.get(address).text)


def test_somebody_alone_who_reviews_blind_reads_no_votes_among_the_figures_of_agreement(
    blind: Reviewer, disputed: tuple[str, str], desk: Desk, blind_desk: Desk
) -> None:
    refreshed(desk, blind_desk)

    text = blind.client.get("/agreement").text

    tells_nothing(text)
    assert disputed[0] not in text


def test_an_adjudicators_word_in_the_disputed_queue_is_not_kept_as_blind(
    disputed: tuple[str, str], member: Callable[[Role], Reviewer], on_disk: OnDisk
) -> None:
    me = member(Role.ADJUDICATOR)

    assert me.says(disputed, "same", queue="disputed").status_code == 303

    (row,) = on_disk(pair=disputed, reviewer=me.name)
    assert (row.verdict, row.shown.blind) == (Verdict.ACCEPT, False)
