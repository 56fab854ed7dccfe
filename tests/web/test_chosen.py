import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crosswalk.model import Decision, Kind
from crosswalk.review import Question, most_confident, most_uncertain
from crosswalk.suggest.encoded import COMPARED
from crosswalk.web.chosen import Chosen, QueueName, chosen_of
from crosswalk.web.desk import Desk
from crosswalk.web.people import OnlyMe
from crosswalk.workspace import Workspace
from tests.web.conftest import browser, opened
from tests.web.pages import Reviewer, asked, leads_to, pair_address, walk

SitsDown = Callable[[str], Reviewer]

BETWEEN = "/review?queue=frameworks&first={}&second={}"


def ends_of(question: Question) -> tuple[str, str]:
    return question.subject_id, question.object_id


@pytest.fixture(scope="module")
def pairs(desk: Desk) -> Iterator[Question]:
    """Suggestions from the end of the list."""
    return iter(desk.adviser.newest.questions[:300:-1])


def still_open(desk: Desk, name: str, questions: list[Question]) -> list[tuple[str, str]]:
    return [ends_of(q) for q in questions if desk.votes.open_for(name, q)]


def test_most_confident_first_brings_the_most_probable_open_pairs(reviewer: SitsDown, desk: Desk) -> None:
    seen = [*walk(reviewer("reviewer-1"), "/review?queue=confident", 12)]

    assert seen == still_open(desk, "reviewer-1", most_confident(desk.adviser.newest.questions))[:12]
    chances = [desk.adviser.newest.question(*ends).confidence for ends in seen]
    assert chances == sorted(chances, reverse=True)


def test_most_uncertain_first_brings_those_that_could_be_either(reviewer: SitsDown, desk: Desk) -> None:
    seen = [*walk(reviewer("reviewer-1"), "/review?queue=uncertain", 12)]

    assert seen == still_open(desk, "reviewer-1", most_uncertain(desk.adviser.newest.questions))[:12]
    distance = [abs(desk.adviser.newest.question(*ends).confidence - 0.5) for ends in seen]
    assert distance == sorted(distance)
    assert distance[0] < 0.05


@pytest.mark.parametrize(("first", "second"), [("sssc", "grade9"), ("grade9", "sssc"), ("lqf", "pathway4")])
def test_two_frameworks_bring_the_pairs_between_them_alone(
    reviewer: SitsDown, desk: Desk, first: str, second: str
) -> None:
    seen = [*walk(reviewer("reviewer-1"), BETWEEN.format(first, second), 10)]

    assert all({end.partition(":")[0] for end in ends} == {first, second} for ends in seen)
    every = [q for q in most_confident(desk.adviser.newest.questions) if ends_of(q) in seen]
    assert seen == [ends_of(q) for q in every]


@pytest.mark.parametrize("second", ["sssc", "nobody", ""])
def test_a_framework_and_itself_or_none_have_an_empty_queue(reviewer: SitsDown, second: str) -> None:
    page = reviewer("reviewer-1").get(BETWEEN.format("sssc", second))

    assert page.title == "There is nothing in this queue"


def test_next_leaves_out_what_is_decided_and_goes_on_from_the_top_until_nothing_is_left(
    reviewer: SitsDown, desk: Desk
) -> None:
    me, queue = reviewer("reviewer-to-the-end"), {"first": "lqf", "second": "dcs"}
    order = still_open(
        desk,
        me.name,
        [
            q
            for q in most_confident(desk.adviser.newest.questions)
            if {end.partition(":")[0] for end in q.pair} == set(queue.values())
        ],
    )
    assert len(order) > 4

    def decides(ends: tuple[str, str]) -> str:
        page = me.get(pair_address(ends, queue="frameworks", **queue))
        return leads_to(me.post("/decide", page.form("/decide").filled(say="same")))

    # From the middle to the end, then from the top: each pair comes once.
    at = order[2]
    came = []
    for _ in order[:-1]:
        came.append(at)
        at = asked(me.get(decides(at)))
    assert came == [*order[2:], *order[:1]]
    assert at == order[1]

    page = me.get(decides(at))
    assert page.title == "Nothing is left here for you"
    assert f"all {len(order)} pairs" in page.words
    assert page.has_form("/undo")
    assert asked(me.get(leads_to(me.undoes(BETWEEN.format("lqf", "dcs"))))) == order[1]


def test_next_without_deciding_leaves_the_pair_open(reviewer: SitsDown, desk: Desk) -> None:
    me = reviewer("reviewer-skipping")
    first = asked(me.get("/review"))

    second = asked(me.get(me.get("/review").link("Next, without deciding")))

    assert second != first
    assert asked(me.get("/review")) == first


def test_previous_brings_back_the_pair_before_even_if_it_is_decided(reviewer: SitsDown, desk: Desk) -> None:
    me = reviewer("reviewer-going-back")
    order = [ends_of(q) for q in most_confident(desk.adviser.newest.questions)]
    place = 250
    me.says(order[place], "unsure")

    page = me.get(me.get(pair_address(order[place + 1], queue="confident")).link("Previous"))

    assert asked(page) == order[place]
    assert "You: unsure" in page.words


def test_before_the_first_pair_there_is_nothing_and_one_can_go_back_to_it(
    reviewer: SitsDown, desk: Desk
) -> None:
    me = reviewer("reviewer-1")
    first = ends_of(most_confident(desk.adviser.newest.questions)[0])

    page = me.get(me.get(pair_address(first, queue="confident")).link("Previous"))

    assert page.title == "This is the beginning of the queue"
    assert asked(me.get(page.link("Back to the pair"))) == first


@pytest.mark.parametrize(
    "fields",
    [
        "queue=nonsense",
        "queue=",
        "queue=audit&kind=group",
        "queue=audit&kind=nonsense",
        "a=sssc:1.1",
        "go=up",
    ],
)
def test_an_address_that_no_page_has_falls_back_to_the_first_queue(reviewer: SitsDown, fields: str) -> None:
    me = reviewer("reviewer-1")

    page = me.get(f"/review?{fields}")

    assert asked(page) == asked(me.get("/review"))
    assert "Most confident first ·" in page.words


def test_disputed_has_the_pairs_on_which_votes_contradict_each_other_and_no_others(
    reviewer: SitsDown, pairs: Iterator[Question]
) -> None:
    fought, agreed, unsure = (ends_of(next(pairs)) for _ in range(3))
    for ends, says in ((fought, ("same", "overlaps")), (agreed, ("same", "same")), (unsure, ("unsure",))):
        for number, say in enumerate(says):
            reviewer(f"reviewer-disputing-{number}").says(ends, say)

    me = reviewer("reviewer-1")
    page = me.get("/review?queue=disputed")
    assert asked(page) == fought
    assert "Disputed" in page.words
    assert "reviewer-disputing-0: A says the same as B" in page.words
    assert "reviewer-disputing-1: A overlaps with B" in page.words
    assert {*walk(me, "/review?queue=disputed", 3)} == {fought}

    # A change of mind settles it.
    reviewer("reviewer-disputing-1").says(fought, "same")
    assert me.get("/review?queue=disputed").title == "There is nothing in this queue"


def test_done_by_others_has_what_others_decided_and_oneself_did_not(
    reviewer: SitsDown, pairs: Iterator[Question]
) -> None:
    me, other = reviewer("reviewer-second-reader"), reviewer("reviewer-first-reader")
    first, second = ends_of(next(pairs)), ends_of(next(pairs))
    other.says(first, "same")
    other.says(second, "reject:different-topic")

    seen = {*walk(me, "/review?queue=others", 60)}
    assert {first, second} <= seen

    me.says(first, "overlaps", queue="others")
    after = {*walk(me, "/review?queue=others", 60)}
    assert first not in after
    assert second in after
    assert first not in {*walk(other, "/review?queue=others", 60)}


def test_nothing_changed_while_no_text_changed(reviewer: SitsDown) -> None:
    assert reviewer("reviewer-1").get("/review?queue=changed").title == "There is nothing in this queue"


@pytest.mark.parametrize("kind", COMPARED)
def test_the_audit_brings_pairs_of_its_kind_that_nobody_suggested(
    reviewer: SitsDown, desk: Desk, kind: Kind
) -> None:
    me = reviewer("reviewer-auditing")

    seen = [*walk(me, f"/review?queue=audit&kind={kind}", 8)]

    assert len({*seen}) == 8
    for ends in seen:
        assert tuple(sorted(ends)) not in desk.adviser.newest.by_pair
        assert {desk.catalogue.statement(end).kind for end in ends} == {kind}
    first = seen[0]
    page = me.get(pair_address(first, queue="audit", kind=kind))
    following = me.get(leads_to(me.post("/decide", page.form("/decide").filled(say="unsure"))))
    assert asked(following) == seen[1]
    assert first not in [*walk(me, f"/review?queue=audit&kind={kind}", 8)]


def test_the_page_counts_what_is_left_in_the_queue_for_this_person(reviewer: SitsDown, desk: Desk) -> None:
    me, queue = reviewer("reviewer-counting"), {"first": "grade9", "second": "pathway4"}
    address = BETWEEN.format(*queue.values())
    left, total = map(int, re.search(r"(\d+) of (\d+) left for you", me.get(address).words).groups())

    page = me.get(address)
    me.post("/decide", page.form("/decide").filled(say="unsure"))

    assert f"{left - 1} of {total} left for you" in me.get(address).words


@pytest.mark.parametrize("name", list(QueueName))
def test_a_queue_is_the_same_once_its_address_is_read(name: QueueName) -> None:
    chosen = Chosen(name=name, first="sssc", second="grade9", kind=Kind.INDICATOR)

    assert chosen_of(chosen.fields).address() == chosen.address()
    assert chosen_of(chosen.fields).name is name


# What was decided on words that have changed since


@pytest.fixture(scope="module")
def before_and_after(
    built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Desk, tuple[str, str], str, list[Decision]]]:
    """A desk on a text that changed after somebody decided about it; the pair, and its words before."""
    root = shutil.copytree(built, tmp_path_factory.mktemp("changed") / "project")
    ends = ("pathway4:1.1", "dcs:attributes.moral-purpose")
    with opened(Workspace(root)) as desk:
        before = desk.catalogue.statement(ends[0]).wording
        for name, say in (("reviewer-early", "same"), ("reviewer-unsure", "unsure")):
            with browser(desk, OnlyMe(name)) as client:
                Reviewer(client).says(ends, say, comment=f"said by {name}")
                Reviewer(client).says(("pathway4:1.2", ends[1]), "overlaps")
    source, settings = (root / "corpus" / "pathway4" / name for name in ("source.txt", "framework.toml"))
    old = source.read_bytes()
    new = old.replace(b"moral purpose", b"moral compass")
    assert new != old
    source.write_bytes(new)
    old_sha, new_sha = (hashlib.sha256(content).hexdigest() for content in (old, new))
    settings.write_text(settings.read_text("utf-8").replace(old_sha, new_sha), "utf-8")
    with opened(Workspace(root)) as desk:
        yield desk, ends, before, Workspace(root).decisions()


def test_a_decision_on_words_that_changed_needs_another_look_and_the_others_do_not(
    before_and_after: tuple[Desk, tuple[str, str], str, list[Decision]],
) -> None:
    desk, ends, *_ = before_and_after
    with browser(desk, OnlyMe("reviewer-later")) as client:
        page = Reviewer(client).get("/review?queue=changed")

        assert asked(page) == ends
        assert "Needs another look" in page.words
        assert "moral compass" in page.words
        assert {*walk(Reviewer(client), "/review?queue=changed", 3)} == {ends}


@pytest.mark.parametrize("name", ["reviewer-early", "reviewer-later"])
def test_the_words_that_were_judged_are_shown_beside_the_vote(
    before_and_after: tuple[Desk, tuple[str, str], str, list[Decision]], name: str
) -> None:
    desk, ends, before, _ = before_and_after
    with browser(desk, OnlyMe(name)) as client:
        words = Reviewer(client).get(pair_address(ends, queue="changed")).words

    assert f"“{' '.join(before.split())}”" in words
    assert "The wording has changed since" in words
    assert "said by reviewer-early" in words


def test_saying_it_again_on_the_new_words_settles_it(
    before_and_after: tuple[Desk, tuple[str, str], str, list[Decision]],
) -> None:
    desk, ends, before, rows = before_and_after
    with browser(desk, OnlyMe("reviewer-early")) as client:
        me = Reviewer(client)
        assert ends in [*walk(me, "/review?queue=changed", 2)]

        following = me.get(leads_to(me.says(ends, "same", queue="changed")))

        assert following.title in ("Nothing is left here for you", "There is nothing in this queue")
        assert "Accepted" in me.get(pair_address(ends)).words
    new = [row for row in desk.ledger.read(pair=ends) if row not in rows]
    assert "moral compass" in new[0].subject_wording
    assert "moral compass" not in before
