import uuid
from collections.abc import Callable, Iterator

import pytest

from crosswalk.model import Decision, Kind, Polarity, Reason, Statement, Verdict
from crosswalk.model.written import decision_in_words, percent
from crosswalk.report.explained_pair import explained_pair
from crosswalk.review import Question
from crosswalk.vocabulary import PREDICATE_WORDS, Predicate
from crosswalk.web.desk import Desk
from crosswalk.workspace import SUGGESTED, Workspace
from tests.web.pages import Page, Reviewer, asked, fields_of, leads_to, pair_address

SitsDown = Callable[[str], Reviewer]
OnDisk = Callable[..., list[Decision]]


@pytest.fixture(scope="module")
def pairs(desk: Desk) -> Iterator[Question]:
    """Suggestions from the middle of the queue, so that nobody decides the first ones."""
    return iter(desk.adviser.newest.questions[100:])


def ends_of(question: Question) -> tuple[str, str]:
    return question.subject_id, question.object_id


def halves(desk: Desk, page: Page) -> tuple[Statement, Statement]:
    one, other = asked(page)
    return desk.catalogue.statement(one), desk.catalogue.statement(other)


def question_where(desk: Desk, wanted: Callable[[Statement], bool]) -> tuple[str, str]:
    """A suggestion whose A is as wanted."""
    for question in desk.adviser.newest.questions:
        for ends in (ends_of(question), ends_of(question)[::-1]):
            if wanted(desk.catalogue.statement(ends[0])):
                return ends
    raise AssertionError("the corpus has no such suggestion")


# What a page shows


def test_the_first_page_is_the_review(reviewer: SitsDown) -> None:
    assert leads_to(reviewer("reviewer-1").client.get("/")) == "/review"


def test_the_page_opens_with_the_most_probable_suggestion_ready_to_be_decided(
    reviewer: SitsDown, desk: Desk
) -> None:
    page = reviewer("reviewer-1").get("/review")

    best = max(question.confidence or 0 for question in desk.adviser.newest.questions)
    first = desk.adviser.newest.question(*asked(page))
    assert first.confidence == best
    assert first.pair in desk.adviser.newest.by_pair
    assert {button for name, button in page.form("/decide").buttons if name == "say"} >= {
        "same", "mostly", "wider", "narrower", "overlaps", "opposite", "unsure",
        *(f"reject:{reason}" for reason in Reason),
    }  # fmt: skip


def test_both_statements_are_there_in_full_with_framework_path_and_source_lines(
    reviewer: SitsDown, desk: Desk
) -> None:
    page = reviewer("reviewer-1").get("/review")

    for statement in halves(desk, page):
        framework = desk.catalogue.owner(statement.id)
        assert " ".join(statement.wording.split()) in page.words
        assert f"{framework.name} › {framework.path(statement)}" in page.words
        assert f"{statement.id} · {statement.span}" in page.words


def test_an_indicator_has_its_level_and_the_words_of_its_element(reviewer: SitsDown, desk: Desk) -> None:
    def explained(statement: Statement) -> bool:
        above = statement.parent_id and desk.catalogue.statement(statement.parent_id)
        return bool(statement.level_id and above and above.kind is Kind.ELEMENT and above.text)

    ends = question_where(desk, explained)
    page = reviewer("reviewer-1").get(pair_address(ends))

    statement = desk.catalogue.statement(ends[0])
    level, element = (desk.catalogue.statement(name) for name in (statement.level_id, statement.parent_id))
    assert f"level: {level.title}" in page.words
    assert f"Of “{element.title}” the framework says: {' '.join(element.text.split())}" in page.words


def test_what_a_framework_warns_against_is_marked_as_such(reviewer: SitsDown, desk: Desk) -> None:
    warning = question_where(desk, lambda statement: statement.polarity is Polarity.NEGATIVE)
    plain = question_where(desk, lambda statement: statement.polarity is Polarity.POSITIVE)

    assert "warns against this" in reviewer("reviewer-1").get(pair_address(warning)).words
    assert all(desk.catalogue.statement(name).polarity is Polarity.POSITIVE for name in plain)
    assert "warns against this" not in reviewer("reviewer-1").get(pair_address(plain)).words


def test_what_stands_beside_a_statement_and_below_it_is_there_in_full(reviewer: SitsDown, desk: Desk) -> None:
    page = reviewer("reviewer-1").get("/review")

    for statement in halves(desk, page):
        framework = desk.catalogue.owner(statement.id)
        beside = [s for s in framework.children[statement.parent_id] if s.kind is statement.kind]
        assert len(beside) > 1
        for other in [*beside, *framework.indicators_of(statement)]:
            assert " ".join(other.text.split()) in page.words
            assert other.id in page.words


def test_words_that_stand_in_both_statements_are_marked(reviewer: SitsDown, desk: Desk) -> None:
    page = reviewer("reviewer-1").get("/review")

    one, other = halves(desk, page)
    marked = " ".join(page.marked).casefold()
    assert "moral purpose" in one.wording.casefold()
    assert "moral purpose" in other.wording.casefold()
    assert marked.count("moral") >= 2
    for words in page.marked:
        assert words in one.wording or words in other.wording


def test_the_suggested_relation_its_probability_and_its_reasons_are_shown(
    reviewer: SitsDown, desk: Desk
) -> None:
    page = reviewer("reviewer-1").get("/review")

    question = desk.adviser.newest.question(*asked(page))
    explained = explained_pair(*asked(page), desk.adviser.newest.pairwise)
    assert f"Suggested: A {PREDICATE_WORDS[question.predicate_id]} B." in page.words
    assert f"Probability of a match: {percent(question.confidence)}" in page.words
    assert f"{explained.explanation.cosine:.3f} (a raw score, not a probability)" in page.words
    for view in explained.explanation.views:
        assert [view.name] == [row[0] for row in page.cells if row[0] == view.name]
    ranks = [end.rank for end in explained.ends]
    assert all(f"is number {rank.place} of {rank.of}." in page.words for rank in ranks)


@pytest.mark.parametrize("turned", [False, True])
def test_a_suggested_direction_is_read_from_a_to_b(reviewer: SitsDown, desk: Desk, *, turned: bool) -> None:
    question = next(q for q in desk.adviser.newest.questions if q.predicate_id is Predicate.NARROW)
    ends = ends_of(question)[::-1] if turned else ends_of(question)

    page = reviewer("reviewer-1").get(pair_address(ends))

    wide = "is narrower than" if turned else "is wider than"
    assert f"Suggested: A {wide} B." in page.words
    form = page.form("/decide")
    accepting = next(say for name, say in form.buttons if name == "say")
    assert accepting == ("narrower" if turned else "wider")


def test_a_pair_that_was_not_suggested_may_be_looked_at_and_says_so(reviewer: SitsDown, desk: Desk) -> None:
    audited = next(iter(desk.audit(Kind.ELEMENT).order))

    page = reviewer("reviewer-1").get(pair_address(ends_of(audited)))

    assert "Nobody suggested this pair" in page.words


def test_statements_of_two_kinds_may_be_linked_though_nothing_compares_them(
    reviewer: SitsDown, desk: Desk, on_disk: OnDisk
) -> None:
    group = next(s for s in desk.catalogue.owner("sssc:1.1").statements if s.kind is Kind.GROUP)
    ends = group.id, "grade9:1.2"

    answer = reviewer("reviewer-kinds").says(ends, "overlaps")

    assert answer.status_code == 303
    (row,) = on_disk(pair=ends)
    assert row.shown is None


@pytest.mark.parametrize("unknown", ["sssc:99.9", "nobody:1", "<script>", "sssc:framework"])
def test_a_statement_that_does_not_exist_gives_a_plain_page(reviewer: SitsDown, unknown: str) -> None:
    answer = reviewer("reviewer-1").client.get("/review", params={"a": unknown, "b": "grade9:1.2"})

    assert answer.status_code == 404
    assert "<script>" not in answer.text
    assert Page(answer.text).title == "That did not work"


def test_the_part_that_changes_is_the_desk_alone(reviewer: SitsDown) -> None:
    whole, part = (reviewer("reviewer-1").get("/review", part=part) for part in (False, True))

    assert part.tags[0] == ("div", whole.with_id("desk"))
    assert asked(part) == asked(whole)
    assert "html" not in [tag for tag, _ in part.tags]


# A decision


def test_a_decision_is_on_the_disk_when_the_answer_comes_and_the_next_pair_follows(
    reviewer: SitsDown, on_disk: OnDisk, desk: Desk
) -> None:
    me = reviewer("reviewer-deciding")
    order = desk.adviser.newest.most_confident
    at = list(order)[400]
    page = me.get(pair_address(ends_of(at), queue="confident"))

    answer = me.post("/decide", page.form("/decide").filled(say="mostly", comment="as I read it"))

    (row,) = on_disk(reviewer=me.name)
    assert (row.subject_id, row.object_id) == ends_of(at)
    assert (row.verdict, row.predicate_id) == (Verdict.ACCEPT, Predicate.CLOSE)
    assert row.comment == "as I read it"
    assert row.id == page.form("/decide").value("id")
    one, other = halves(desk, page)
    assert (row.subject_wording, row.object_wording) == (one.wording, other.wording)
    following = me.get(leads_to(answer))
    assert asked(following) == ends_of(order.next(at.pair, lambda q: not desk.votes.of(q.pair).votes))
    assert f"Saved: {decision_in_words(row)}." in following.words


def test_the_script_gets_the_next_pair_with_the_answer(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    me = reviewer("reviewer-script")
    page = me.get(pair_address(ends_of(next(pairs)), queue="confident"))

    answer = me.post("/decide", page.form("/decide").filled(say="overlaps"), part=True)

    assert answer.status_code == 200
    following = Page(answer.text)
    assert asked(following) != asked(page)
    (row,) = on_disk(reviewer=me.name)
    assert following.with_id("desk")["data-said"] == f"Saved: {decision_in_words(row)}."
    assert fields_of(following.with_id("desk")["data-address"])["a"] == asked(following)[0]
    assert following.form("/decide").value("id") != row.id


@pytest.mark.parametrize(
    ("say", "words", "from_the_other_end", "predicate"),
    [
        ("same", "says the same as", "says the same as", Predicate.EXACT),
        ("mostly", "says mostly the same as", "says mostly the same as", Predicate.CLOSE),
        ("wider", "is wider than", "is narrower than", Predicate.NARROW),
        ("narrower", "is narrower than", "is wider than", Predicate.BROAD),
        ("overlaps", "overlaps with", "overlaps with", Predicate.RELATED),
        ("opposite", "is the opposite of", "is the opposite of", Predicate.OPPOSITE),
    ],
)
def test_the_relation_kept_is_the_one_on_the_button_read_from_a_to_b(
    reviewer: SitsDown,
    on_disk: OnDisk,
    pairs: Iterator[Question],
    say: str,
    words: str,
    from_the_other_end: str,
    predicate: Predicate,
) -> None:
    me, ends = reviewer(f"reviewer-{say}"), ends_of(next(pairs))
    form = me.get(pair_address(ends)).form("/decide")
    assert f"A {words} B" in form.labels[say]

    me.post("/decide", form.filled(say=say))

    (row,) = on_disk(pair=ends)
    assert (row.subject_id, row.predicate_id, row.object_id) == (ends[0], predicate, ends[1])
    assert f"You: A {words} B" in me.get(pair_address(ends)).words
    assert f"You: A {from_the_other_end} B" in me.get(pair_address(ends[::-1])).words


@pytest.mark.parametrize("reason", list(Reason))
def test_a_rejection_keeps_its_reason(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question], reason: Reason
) -> None:
    ends = ends_of(next(pairs))

    answer = reviewer("reviewer-reasons").says(ends, f"reject:{reason}")

    assert answer.status_code == 303
    (row,) = on_disk(pair=ends)
    assert (row.verdict, row.reason, row.predicate_id) == (Verdict.REJECT, reason, None)


def test_unsure_is_kept_and_leaves_the_pair_to_others(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question], desk: Desk
) -> None:
    question = next(pairs)

    answer = reviewer("reviewer-unsure").says(ends_of(question), "unsure")

    (row,) = on_disk(pair=ends_of(question))
    assert (row.verdict, row.predicate_id, row.reason) == (Verdict.UNSURE, None, None)
    assert "Saved: you are unsure about" in reviewer("reviewer-unsure").get(leads_to(answer)).words
    assert desk.votes.open_for("reviewer-other", question)


def test_a_comment_keeps_its_lines_as_they_were_typed(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    ends = ends_of(next(pairs))

    # What a browser makes of a text area: line ends are CR LF.
    reviewer("reviewer-lines").says(ends, "same", comment="  first “line”\r\n\r\nthird – línea\r\n")

    (row,) = on_disk(pair=ends)
    assert row.comment == "first “line”\n\nthird – línea"


def test_a_comment_of_the_greatest_length_is_kept_and_a_longer_one_is_refused_whole(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    me, ends = reviewer("reviewer-length"), ends_of(next(pairs))
    longest = "ab\r\n" * 1_333 + "z"

    refused = me.says(ends, "same", comment=longest + "xx")
    assert refused.status_code == 400
    assert "nothing was saved" in Page(refused.text).words
    assert on_disk(pair=ends) == []

    assert me.says(ends, "same", comment=longest).status_code == 303
    assert len(on_disk(pair=ends)[0].comment) == 4_000


@pytest.mark.parametrize("comment", ["half \0 a byte"])
def test_what_no_database_keeps_is_refused(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question], comment: str
) -> None:
    ends = ends_of(next(pairs))

    refused = reviewer("reviewer-1").says(ends, "same", comment=comment)

    assert refused.status_code == 400
    assert on_disk(pair=ends) == []


@pytest.mark.parametrize(
    ("forged", "status"),
    [
        ({"say": "perhaps"}, 400),
        ({"say": "reject:boredom"}, 400),
        ({"say": "reject:"}, 400),
        ({"say": "undone"}, 400),
        ({"say": ""}, 400),
        ({}, 400),
        ({"say": "same", "id": None}, 400),
        ({"say": "same", "id": "1"}, 400),
        ({"say": "same", "a": None}, 400),
        ({"say": "same", "a": "sssc:99.9"}, 404),
        ({"say": "same", "b": "grade9:framework"}, 404),
    ],
)
def test_a_form_that_no_page_sends_is_refused_in_plain_words_and_nothing_is_kept(
    reviewer: SitsDown,
    on_disk: OnDisk,
    pairs: Iterator[Question],
    forged: dict[str, str | None],
    status: int,
) -> None:
    me, ends = reviewer("reviewer-forging"), ends_of(next(pairs))
    form = me.get(pair_address(ends)).form("/decide")

    for part in (False, True):
        refused = me.post("/decide", form.forged(**forged), part=part)

        assert refused.status_code == status
        problem = Page(refused.text)
        assert any(attributes.get("class") == "problem" for _, attributes in problem.tags)
        assert "Traceback" not in refused.text
    assert on_disk(reviewer=me.name) == []


def test_a_statement_is_never_linked_with_itself(reviewer: SitsDown, on_disk: OnDisk) -> None:
    me = reviewer("reviewer-itself")
    form = me.get(pair_address(("sssc:1.1", "sssc:1.2"))).form("/decide")

    assert me.post("/decide", form.forged(say="same", b="sssc:1.1")).status_code == 400
    assert on_disk(reviewer=me.name) == []


@pytest.mark.parametrize("part", [False, True])
def test_the_same_form_sent_twice_is_one_decision(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question], *, part: bool
) -> None:
    me, ends = reviewer(f"reviewer-twice-{part}"), ends_of(next(pairs))
    filled = me.get(pair_address(ends)).form("/decide").filled(say="same", comment="once")

    first, second = (me.post("/decide", filled, part=part) for _ in range(2))

    assert len(on_disk(pair=ends)) == 1
    assert first.status_code == second.status_code
    assert first.headers.get("location") == second.headers.get("location")


@pytest.mark.parametrize(
    "change", [{"say": "overlaps"}, {"say": "reject:wording-only"}, {"comment": "and more"}]
)
def test_another_answer_under_the_same_id_is_refused_and_the_first_one_stays(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question], change: dict[str, str]
) -> None:
    me, ends = reviewer("reviewer-same-id"), ends_of(next(pairs))
    form = me.get(pair_address(ends)).form("/decide")
    me.post("/decide", form.filled(**{"say": "same", "comment": "once"}))
    before = on_disk(pair=ends)

    refused = me.post("/decide", form.filled(**({"say": "same", "comment": "once"} | change)))

    assert refused.status_code == 400
    assert "never changed" in Page(refused.text).words
    assert on_disk(pair=ends) == before
    assert len(before) == 1


def test_an_id_that_somebody_else_used_is_refused_without_telling_what_they_said(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    ends = ends_of(next(pairs))
    other, me = reviewer("reviewer-first"), reviewer("reviewer-second")
    other.says(ends, "opposite", comment="a secret")
    (theirs,) = on_disk(pair=ends)
    form = me.get(pair_address(ends_of(next(pairs)))).form("/decide")

    refused = me.post("/decide", form.forged(say="same", id=theirs.id))

    assert refused.status_code == 400
    assert "secret" not in refused.text
    assert "opposite" not in refused.text
    assert on_disk(reviewer="reviewer-second") == []


def test_a_decision_keeps_what_the_model_said_beside_it_read_from_its_own_subject(
    reviewer: SitsDown, on_disk: OnDisk, desk: Desk, workspace: Workspace
) -> None:
    question = [q for q in desk.adviser.newest.questions if q.predicate_id is Predicate.BROAD][-1]
    (claim,) = [m for m in workspace.mappings(SUGGESTED) if m.pair == question.pair]
    there, back = ends_of(question), ends_of(question)[::-1]

    reviewer("reviewer-there").says(there, "same")
    reviewer("reviewer-back").says(back, "same")

    (one,), (other,) = (on_disk(reviewer=f"reviewer-{name}") for name in ("there", "back"))
    assert (one.subject_id, other.subject_id) == (there[0], back[0])
    assert (one.shown.predicate_id, other.shown.predicate_id) == (Predicate.BROAD, Predicate.NARROW)
    for row in (one, other):
        assert row.shown.similarity_score == question.similarity_score == claim.similarity_score
        assert row.shown.confidence == question.confidence
        assert row.shown.tool == f"{claim.mapping_tool} {claim.mapping_tool_version}"
        assert not row.shown.blind


def test_a_decision_on_a_pair_of_the_audit_keeps_the_figures_that_its_page_showed(
    reviewer: SitsDown, on_disk: OnDisk, desk: Desk
) -> None:
    ends = ends_of(list(desk.audit(Kind.INDICATOR).order)[3])
    me = reviewer("reviewer-audit")
    page = me.get(pair_address(ends))

    me.says(ends, "reject:different-topic")

    (row,) = on_disk(reviewer=me.name)
    assert f"{row.shown.similarity_score:.3f} (a raw score" in page.words
    assert f"Probability of a match: {percent(row.shown.confidence)}" in page.words


def test_a_later_decision_of_the_same_person_replaces_the_earlier_and_both_stay_in_the_ledger(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    me, ends = reviewer("reviewer-changing"), ends_of(next(pairs))

    me.says(ends, "same")
    me.says(ends, "overlaps")

    first, second = on_disk(pair=ends)
    assert second.supersedes == first.id
    words = me.get(pair_address(ends)).words
    assert "You: A overlaps with B" in words
    assert "You: A says the same as B" not in words


def test_what_others_said_is_shown_with_their_names_and_comments(
    reviewer: SitsDown, pairs: Iterator[Question]
) -> None:
    ends = ends_of(next(pairs))
    reviewer("reviewer-other").says(ends, "reject:different-actor", comment="these are managers")

    page = reviewer("reviewer-1").get(pair_address(ends))

    assert "reviewer-other: they do not correspond: different actor" in page.words
    assert "these are managers" in page.words


def test_in_the_queue_of_one_pair_a_decision_stays_with_the_pair(
    reviewer: SitsDown, pairs: Iterator[Question]
) -> None:
    me, ends = reviewer("reviewer-staying"), ends_of(next(pairs))

    following = me.get(leads_to(me.says(ends, "same", queue="pair")))

    assert asked(following) == ends
    assert "You: A says the same as B" in following.words


def test_only_ones_own_decision_is_said_to_be_saved(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    ends = ends_of(next(pairs))
    reviewer("reviewer-whose").says(ends, "opposite")
    (theirs,) = on_disk(pair=ends)

    page = reviewer("reviewer-1").get(f"/review?said={theirs.id}")

    assert "Saved" not in page.words


# Undo


def test_undo_takes_the_last_decision_back_and_shows_its_pair_again(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    me, ends = reviewer("reviewer-undo"), ends_of(next(pairs))
    me.says(ends, "same")

    page = me.get(leads_to(me.undoes()))

    said, undone = on_disk(pair=ends)
    assert (undone.verdict, undone.supersedes) == (Verdict.UNDONE, said.id)
    assert asked(page) == ends
    assert f"Taken back: what you said of {ends[0]} and {ends[1]}." in page.words
    assert "You:" not in page.words


def test_undo_brings_the_earlier_answer_back_where_there_was_one(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    me, ends = reviewer("reviewer-back"), ends_of(next(pairs))
    me.says(ends, "wider")
    me.says(ends, "same")

    page = me.get(leads_to(me.undoes()))

    assert f"What you said before counts again: {ends[0]} is wider than {ends[1]}." in page.words
    assert "You: A is wider than B" in page.words
    assert [row.verdict for row in on_disk(pair=ends)] == [Verdict.ACCEPT, Verdict.ACCEPT, Verdict.UNDONE]


def test_undo_again_and_again_goes_back_through_the_pairs(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    me, first, second = reviewer("reviewer-far-back"), ends_of(next(pairs)), ends_of(next(pairs))
    me.says(first, "same")
    me.says(second, "same")

    places = [asked(me.get(leads_to(me.undoes()))) for _ in range(2)]

    assert places == [second, first]
    assert me.undoes().status_code == 400
    assert len(on_disk(reviewer=me.name)) == 4


@pytest.mark.parametrize("part", [False, True])
def test_nothing_to_undo_is_said_plainly(reviewer: SitsDown, *, part: bool) -> None:
    me = reviewer("reviewer-who-said-nothing")
    form = me.get("/review").form("/undo")

    answer = me.post("/undo", form.filled(), part=part)

    assert answer.status_code == 400
    assert "There is nothing to take back" in Page(answer.text).words


def test_an_undo_sent_twice_takes_back_one_decision(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    me = reviewer("reviewer-undo-twice")
    me.says(ends_of(next(pairs)), "same")
    me.says(ends_of(next(pairs)), "same")
    undo = me.get("/review").form("/undo").filled()

    first, second = (me.post("/undo", undo) for _ in range(2))

    assert leads_to(first) == leads_to(second)
    assert [row.verdict for row in on_disk(reviewer=me.name)].count(Verdict.UNDONE) == 1


def test_undo_on_the_page_that_sent_a_decision_takes_that_decision_back(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    # The answer was lost on its way, so the page still stands there, and "Undo" is pressed on it.
    me, ends = reviewer("reviewer-lost-answer"), ends_of(next(pairs))
    page = me.get(pair_address(ends))
    me.post("/decide", page.form("/decide").filled(say="same"))

    answer = me.post("/undo", page.form("/undo").filled())

    assert "Taken back" in me.get(leads_to(answer)).words
    assert [row.verdict for row in on_disk(pair=ends)] == [Verdict.ACCEPT, Verdict.UNDONE]


@pytest.mark.parametrize("whose", ["reviewer-elsewhere", "reviewer-mine"])
def test_undo_under_the_id_of_a_decision_is_refused_and_tells_nothing_of_it(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question], whose: str
) -> None:
    me, ends = reviewer("reviewer-mine"), ends_of(next(pairs))
    reviewer(whose).says(ends, "opposite", comment="a secret")
    me.says(ends_of(next(pairs)), "same")
    (theirs,) = on_disk(pair=ends)
    before = on_disk()

    answer = me.post("/undo", me.get("/review").form("/undo").forged(id=theirs.id), part=True)

    assert answer.status_code == 400
    assert ends[0] not in answer.text
    assert on_disk() == before


def test_undo_takes_back_nobody_elses_decision(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    ends = ends_of(next(pairs))
    reviewer("reviewer-careful").says(ends, "same")

    assert reviewer("reviewer-careless").undoes().status_code == 400
    assert [row.verdict for row in on_disk(pair=ends)] == [Verdict.ACCEPT]


def test_undo_needs_an_id_of_its_own(reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]) -> None:
    me = reviewer("reviewer-without-id")
    me.says(ends_of(next(pairs)), "same")
    form = me.get("/review").form("/undo")

    for id_ in (None, "", "undo"):
        assert me.post("/undo", form.forged(id=id_)).status_code == 400
    assert len(on_disk(reviewer=me.name)) == 1


def test_an_id_is_read_however_a_uuid_may_be_written(
    reviewer: SitsDown, on_disk: OnDisk, pairs: Iterator[Question]
) -> None:
    me, ends = reviewer("reviewer-uuid"), ends_of(next(pairs))
    form, own = me.get(pair_address(ends)).form("/decide"), uuid.uuid4()

    for written in (str(own), str(own).upper(), f"{{{own}}}", own.hex):
        assert me.post("/decide", form.forged(say="same", id=written)).status_code == 303

    assert [row.id for row in on_disk(pair=ends)] == [str(own)]
