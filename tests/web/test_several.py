import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from crosswalk.ledger import Ledger
from crosswalk.model import Decision, Kind, Reason, Verdict
from crosswalk.model.written import percent
from crosswalk.suggest import scoring
from crosswalk.vocabulary import Predicate
from crosswalk.web.desk import Desk
from crosswalk.web.people import OnlyMe
from crosswalk.workspace import LEDGER, Workspace
from tests.web.conftest import browser, opened
from tests.web.pages import Form, Page, Reviewer, asked, leads_to, pair_address
from tests.web.small import small_project

SitsDown = Callable[[str], Reviewer]
OnDisk = Callable[..., list[Decision]]


def element_address(statement: str, other: str) -> str:
    return f"/element?of={statement}&with={other}"


def answers_of(page: Page) -> Form:
    return page.form("/element", none="yes")


def chosen(form: Form, **says: str) -> dict[str, list[str]]:
    """What is sent once these answers are chosen, by the candidate's place."""
    candidates = [value for name, value in form.fields if name == "shown"]
    return form.filled(
        **{f"say {candidates[int(place[1:])]}": say for place, say in says.items()}, comment="one for all"
    )


def candidates_of(form: Form) -> list[str]:
    return [value for name, value in form.fields if name == "shown"]


# One statement with all its candidates


def test_one_can_choose_a_statement_from_each_document(reviewer: SitsDown, desk: Desk) -> None:
    page = reviewer("reviewer-1").get("/element")

    for framework in desk.catalogue.documents:
        for element in framework.of_kind(Kind.ELEMENT):
            assert f"/element?of={element.id}" in [unquote(href) for href, _ in page.links]


def test_a_statement_is_shown_with_what_was_suggested_for_it_and_what_comes_nearest(
    reviewer: SitsDown, desk: Desk
) -> None:
    page = reviewer("reviewer-1").get(element_address("sssc:1.1", "grade9"))

    candidates = candidates_of(answers_of(page))
    suggested = {
        next(end for end in q.pair if end != "sssc:1.1")
        for q in desk.adviser.newest.questions
        if "sssc:1.1" in q.pair and any(end.startswith("grade9:") for end in q.pair)
    }
    assert suggested
    assert suggested < set(candidates)
    assert len(candidates) >= 8
    chances = [desk.adviser.newest.question("sssc:1.1", name).confidence for name in candidates]
    assert chances == sorted(chances, reverse=True)
    for name, chance in zip(candidates, chances, strict=True):
        assert " ".join(desk.catalogue.statement(name).wording.split()) in page.words
        tag = "Suggested" if name in suggested else "Not suggested"
        assert f"{tag}; probability of a match {percent(chance)}" in page.words


def test_several_candidates_are_answered_at_once_and_each_is_a_decision(
    reviewer: SitsDown, on_disk: OnDisk
) -> None:
    me = reviewer("reviewer-several")
    form = answers_of(me.get(element_address("sssc:1.1", "grade9")))
    one, two, three, *others = candidates_of(form)

    page = me.get(
        leads_to(me.post("/element", chosen(form, _0="wider", _1="reject:different-level", _2="unsure")))
    )

    assert "Saved: 3 decisions." in page.words
    rows = {row.object_id: row for row in on_disk(reviewer=me.name)}
    assert set(rows) == {one, two, three}
    assert {row.subject_id for row in rows.values()} == {"sssc:1.1"}
    assert (rows[one].verdict, rows[one].predicate_id) == (Verdict.ACCEPT, Predicate.NARROW)
    assert (rows[two].verdict, rows[two].reason) == (Verdict.REJECT, Reason.LEVEL)
    assert rows[three].verdict is Verdict.UNSURE
    assert {row.comment for row in rows.values()} == {"one for all"}
    assert all(row.shown is not None and row.shown.confidence is not None for row in rows.values())
    assert "You: A is wider than B" in me.get(pair_address(("sssc:1.1", one))).words
    assert page.words.count("You said:") == 3
    assert others


@pytest.mark.parametrize(
    ("say", "words", "predicate"),
    [
        ("same", "says the same as this", Predicate.EXACT),
        ("mostly", "says mostly the same as this", Predicate.CLOSE),
        ("wider", "is wider than this", Predicate.NARROW),
        ("narrower", "is narrower than this", Predicate.BROAD),
        ("overlaps", "overlaps with this", Predicate.RELATED),
        ("opposite", "is the opposite of this", Predicate.OPPOSITE),
    ],
)
def test_an_answer_is_read_from_the_statement_to_its_candidate_as_the_words_say(
    reviewer: SitsDown, on_disk: OnDisk, say: str, words: str, predicate: Predicate
) -> None:
    me = reviewer(f"reviewer-direction-{say}")
    # From an end that sorts after the other: the relation of the pair is turned, and that of the row is not.
    page = me.get(element_address("sssc:2.1", "lqf"))
    form = answers_of(page)
    assert form.labels[say] == words

    me.post("/element", chosen(form, _0=say))

    (row,) = on_disk(reviewer=me.name)
    assert (row.subject_id, row.predicate_id) == ("sssc:2.1", predicate)


def test_the_same_answers_sent_twice_are_kept_once(reviewer: SitsDown, on_disk: OnDisk) -> None:
    me = reviewer("reviewer-several-twice")
    sent = chosen(answers_of(me.get(element_address("sssc:1.2", "grade9"))), _0="same", _1="overlaps")

    first, second = (me.post("/element", sent) for _ in range(2))

    assert leads_to(first) == leads_to(second)
    assert len(on_disk(reviewer=me.name)) == 2


def test_choosing_nothing_is_said_and_keeps_nothing(reviewer: SitsDown, on_disk: OnDisk) -> None:
    me = reviewer("reviewer-nothing")

    answer = me.post("/element", answers_of(me.get(element_address("sssc:1.1", "grade9"))).filled())

    assert answer.status_code == 400
    assert "No candidate was given an answer" in Page(answer.text).words
    assert on_disk(reviewer=me.name) == []


@pytest.mark.parametrize("wrong", [{"_1": "nonsense"}, {"_0": "same", "_1": "nonsense"}])
def test_where_one_answer_is_refused_none_is_kept(
    reviewer: SitsDown, on_disk: OnDisk, wrong: dict[str, str]
) -> None:
    me = reviewer("reviewer-half-wrong")
    form = answers_of(me.get(element_address("sssc:1.1", "grade9")))

    answer = me.post("/element", chosen(form, **wrong))

    assert answer.status_code == 400
    assert "nothing was saved" in Page(answer.text).words
    assert on_disk(reviewer=me.name) == []


@pytest.mark.parametrize(
    "address",
    [
        "/element?of=sssc:99",
        "/element?of=sssc:1",  # a group
        "/element?of=sssc:1.1&with=sssc",
        "/element?of=sssc:1.1&with=nobody",
        "/element?of=sssc:1.1&with=nhslf",  # known by reference
        "/element?of=sssc:framework",
    ],
)
def test_what_is_compared_with_nothing_is_said_plainly(reviewer: SitsDown, address: str) -> None:
    assert reviewer("reviewer-1").get(address, status=404).title == "That did not work"


def test_none_of_these_rejects_the_candidates_shown_and_the_framework_as_a_whole(
    reviewer: SitsDown, on_disk: OnDisk
) -> None:
    me = reviewer("reviewer-none")
    form = answers_of(me.get(element_address("sssc:3.1", "dcs")))

    answer = me.post("/element", form.filled(none="yes", reason="different-actor", comment="looked at all"))

    rows = on_disk(reviewer=me.name)
    assert {row.object_id for row in rows} == {*candidates_of(form), "dcs:framework"}
    assert {(row.verdict, row.reason) for row in rows} == {(Verdict.REJECT, Reason.ACTOR)}
    assert {row.comment for row in rows} == {"looked at all"}
    (whole,) = [row for row in rows if row.object_id == "dcs:framework"]
    assert whole.shown is None
    page = me.get(leads_to(answer))
    assert "nothing in DCS presentation corresponds" in page.words
    assert "You said on" in page.words
    # And nobody is asked whether a statement and a framework correspond.
    assert reviewer("reviewer-other").get("/review?queue=others").title != "That did not work"


def test_a_later_acceptance_takes_back_that_nothing_corresponds(reviewer: SitsDown, on_disk: OnDisk) -> None:
    me, address = reviewer("reviewer-second-thoughts"), element_address("sssc:3.2", "dcs")
    form = answers_of(me.get(address))
    me.post("/element", form.filled(none="yes"))

    page = me.get(leads_to(me.post("/element", chosen(answers_of(me.get(address)), _0="overlaps"))))

    assert "You said on" not in page.words
    whole = [row.verdict for row in on_disk(reviewer=me.name) if row.object_id == "dcs:framework"]
    assert whole == [Verdict.REJECT, Verdict.UNDONE]


def test_an_acceptance_takes_it_back_however_often_it_was_said(reviewer: SitsDown, desk: Desk) -> None:
    me, address = reviewer("reviewer-insisting"), element_address("sssc:3.3", "dcs")
    for reason in ("different-topic", "different-actor"):
        me.post("/element", answers_of(me.get(address)).filled(none="yes", reason=reason))

    sent = chosen(answers_of(me.get(address)), _0="overlaps", _1="same")
    for _ in range(2):
        page = me.get(leads_to(me.post("/element", sent)))

        assert "You said on" not in page.words
        assert desk.votes.own(("dcs:framework", "sssc:3.3"), me.name) is None


def test_a_rejection_does_not_take_back_that_nothing_corresponds(reviewer: SitsDown) -> None:
    me, address = reviewer("reviewer-sticking"), element_address("sssc:3.2", "pathway4")
    me.post("/element", answers_of(me.get(address)).filled(none="yes"))

    me.post("/element", chosen(answers_of(me.get(address)), _0="reject:different-level"))

    assert "You said on" in me.get(address).words


@pytest.mark.parametrize("part", [False, True])
def test_undo_after_none_of_these_shows_a_page(reviewer: SitsDown, on_disk: OnDisk, *, part: bool) -> None:
    me = reviewer(f"reviewer-none-undone-{part}")
    me.post("/element", answers_of(me.get(element_address("sssc:4.1", "dcs"))).filled(none="yes"))

    answer = me.post("/undo", me.get("/review").form("/undo").filled(), part=part)

    page = Page(answer.text) if part else me.get(leads_to(answer))
    said = page.with_id("desk")["data-said"]
    assert said.startswith("Taken back: what you said of sssc:4.1 and dcs:framework")
    assert on_disk(reviewer=me.name)[-1].verdict is Verdict.UNDONE


def test_none_of_these_twice_with_one_form_is_kept_once(reviewer: SitsDown, on_disk: OnDisk) -> None:
    me = reviewer("reviewer-none-twice")
    form = answers_of(me.get(element_address("sssc:4.2", "dcs")))

    for _ in range(2):
        me.post("/element", form.filled(none="yes"))

    assert len(on_disk(reviewer=me.name)) == len(candidates_of(form)) + 1


@pytest.mark.parametrize("reason", ["boredom", ""])
def test_none_of_these_needs_one_of_the_reasons(reviewer: SitsDown, on_disk: OnDisk, reason: str) -> None:
    me = reviewer("reviewer-no-reason")
    form = answers_of(me.get(element_address("sssc:4.2", "dcs")))

    assert me.post("/element", form.forged(none="yes", reason=reason)).status_code == 400
    assert on_disk(reviewer=me.name) == []


def test_the_statement_before_and_after_are_one_link_away(reviewer: SitsDown, desk: Desk) -> None:
    me = reviewer("reviewer-1")
    elements = [s.id for s in desk.catalogue.owner("sssc:1.1").of_kind(Kind.ELEMENT)]

    page = me.get(element_address(elements[1], "dcs"))

    assert f"to {elements[2]}?" in me.get(page.link("Next:")).title
    assert f"to {elements[0]}?" in me.get(page.link("Previous:")).title
    assert page.link("Next:").endswith("with=dcs")


# Pairs that ask the same


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with three pairs that ask the same. Not to be changed."""
    return small_project(tmp_path_factory.mktemp("small")).root


@pytest.fixture
def small_desk(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    # So that there are probabilities, which blind pages have to hide.
    monkeypatch.setattr(scoring, "ENOUGH_PAIRS", 1)
    with opened(Workspace(shutil.copytree(small, tmp_path / "project"))) as desk:
        yield desk


@pytest.fixture
def grouping(small_desk: Desk) -> Iterator[Reviewer]:
    with browser(small_desk, OnlyMe("reviewer-grouping")) as client:
        yield Reviewer(client, "reviewer-grouping")


@pytest.fixture
def in_small(tmp_path: Path) -> Callable[[], list[Decision]]:
    def rows() -> list[Decision]:
        with Ledger(tmp_path / "project" / LEDGER, create=False) as ledger:
            return ledger.read()

    return rows


SAME = ["ash:1.1 elm:1.1", "ash:2.1 elm:1.1", "ash:3.1 elm:1.1"]


def test_pairs_that_ask_the_same_are_asked_together(grouping: Reviewer) -> None:
    page = grouping.get("/groups")

    form = page.form("/group")
    assert [value for name, value in form.fields if name == "pair"] == SAME
    assert "1 group left for you" in page.words
    assert page.words.count("Shares information with partners.") == 2
    assert "Shares information with the partners!" in page.words


def test_one_answer_is_kept_for_each_pair_that_is_ticked_and_for_no_other(
    grouping: Reviewer, in_small: Callable[[], list[Decision]]
) -> None:
    form = grouping.get("/groups").form("/group")

    answer = grouping.post("/group", form.filled(say="narrower", pair=SAME[:2], comment="both"))

    assert "Saved: 2 decisions." in grouping.get(leads_to(answer)).words
    rows = in_small()
    assert sorted(f"{row.subject_id} {row.object_id}" for row in rows) == SAME[:2]
    assert {(row.predicate_id, row.comment) for row in rows} == {(Predicate.BROAD, "both")}
    assert len({row.id for row in rows}) == 2
    # One pair is left: no group.
    assert "No pairs that are near-identical" in grouping.get("/groups").words


def test_a_group_sent_twice_is_kept_once(grouping: Reviewer, in_small: Callable[[], list[Decision]]) -> None:
    sent = grouping.get("/groups").form("/group").filled(say="reject:wording-only")

    for _ in range(2):
        assert grouping.post("/group", sent).status_code == 303

    assert sorted(f"{row.subject_id} {row.object_id}" for row in in_small()) == SAME


def test_a_group_without_a_tick_keeps_nothing(
    grouping: Reviewer, in_small: Callable[[], list[Decision]]
) -> None:
    answer = grouping.post("/group", grouping.get("/groups").form("/group").filled(say="same", pair=None))

    assert answer.status_code == 400
    assert "No pair is ticked" in Page(answer.text).words
    assert in_small() == []


@pytest.mark.parametrize(
    "pairs",
    [[SAME[0], "ash:1.1 elm:99"], [SAME[0], "ash:1.1"], [SAME[0], "ash:1.1 ash:1.1"], [SAME[0], ""],
     [SAME[0], "ash:1.1 elm:framework"]],
)  # fmt: skip
def test_a_forged_pair_is_refused_and_none_of_its_group_is_kept(
    grouping: Reviewer, in_small: Callable[[], list[Decision]], pairs: list[str]
) -> None:
    form = grouping.get("/groups").form("/group")

    assert grouping.post("/group", form.forged(say="same", pair=pairs)).status_code in (400, 404)
    assert in_small() == []


def test_probabilities_stand_beside_the_pairs_unless_one_reviews_blind(
    grouping: Reviewer, small_desk: Desk, in_small: Callable[[], list[Decision]]
) -> None:
    chances = [small_desk.adviser.newest.question(*pair.split()).confidence for pair in SAME]
    assert all(chances)
    assert grouping.get("/groups").words.count("Probability of a match") == 3

    grouping.post("/blind", grouping.get("/review").form("/blind").filled())

    page = grouping.get("/groups")
    assert [value for name, value in page.form("/group").fields if name == "pair"] == SAME
    assert "robability" not in page.words
    assert "%" not in page.words
    assert "Suggested" not in page.words
    grouping.post("/group", page.form("/group").filled(say="same"))
    assert all(row.shown.blind for row in in_small())


def test_words_of_a_document_are_words_on_a_page_and_not_html(grouping: Reviewer) -> None:
    text = grouping.client.get(element_address("ash:1.2", "elm")).text

    assert "&lt;b&gt;always&lt;/b&gt;" in text
    assert "<b>always</b>" not in text
    pair = grouping.get(pair_address(("ash:1.2", "elm:2.1")))
    assert '<b>always</b> & "everywhere"' in pair.words
    assert asked(pair) == ("ash:1.2", "elm:2.1")
