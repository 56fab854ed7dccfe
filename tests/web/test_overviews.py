import re
from collections.abc import Callable, Iterator

import pytest

from crosswalk.agreement import agreement
from crosswalk.model import REASON_WORDS, Decision, Kind, Status, Verdict
from crosswalk.model.written import decision_in_words, percent
from crosswalk.report.rendering import make_environment
from crosswalk.review import estimate, looked_at, progress
from crosswalk.vocabulary import Predicate
from crosswalk.web.desk import Desk
from tests.web.pages import Page, Reviewer, asked, leads_to, pair_address

SitsDown = Callable[[str], Reviewer]
OnDisk = Callable[..., list[Decision]]

#: What three people say of the pairs of the first fixture below, in turn.
SAYS = (
    ("same", "same", "same"),
    ("same", "overlaps", None),
    ("wider", "reject:different-level", None),
    ("reject:different-topic", "reject:different-topic", None),
    ("reject:different-topic", "reject:wording-only", "same"),
    ("unsure", None, None),
    ("mostly", "mostly", "unsure"),
    (None, "opposite", None),
    (None, None, "reject:different-actor"),
)
PEOPLE = ("reviewer-1", "reviewer-2", "reviewer-3")


@pytest.fixture(scope="module")
def voted(desk: Desk) -> list[tuple[str, str]]:
    """Pairs on which three people voted, spread over all probabilities; some of them of the audit."""
    questions = [*desk.adviser.newest.questions[::70]][: len(SAYS)]
    return [(q.subject_id, q.object_id) for q in questions]


@pytest.fixture
def votes(desk: Desk, voted: list[tuple[str, str]], reviewer: SitsDown) -> list[tuple[str, str]]:
    """The votes, sent once."""
    if not desk.votes.by("reviewer-1"):
        for ends, says in zip(voted, SAYS, strict=True):
            for name, say in zip(PEOPLE, says, strict=True):
                if say:
                    assert reviewer(name).says(ends, say, comment=f"{name} & <i>co</i>").status_code == 303
        for question in [*desk.audit(Kind.ELEMENT).order][:30]:
            reviewer("reviewer-1").says((question.subject_id, question.object_id), "reject:different-topic")
    return voted


def rows_of(page: Page, first: str) -> list[str]:
    (row,) = [row for row in page.cells if row[0] == first]
    return row


def figures(number: float | None) -> str:
    return make_environment("crosswalk.web").filters["two_decimals"](number)


def share(number: float | None) -> str:
    return make_environment("crosswalk.web").filters["percent"](number)


def test_progress_says_what_the_decisions_on_disk_make_of_the_suggestions(
    reviewer: SitsDown, desk: Desk, votes: list[tuple[str, str]], on_disk: OnDisk
) -> None:
    page = reviewer("reviewer-2").get("/progress")

    found = progress(desk.adviser.newest.questions, looked_at(on_disk()), reviewer="reviewer-2")
    assert found.settled >= 4
    assert found.disputed >= 2
    assert f"{found.settled} of {found.asked} suggestions settled, {found.left} left" in page.words
    assert f"{found.disputed} disputed" in page.words
    assert f"nobody could tell with {found.unsure}" in page.words
    assert f"{found.mine} have your vote. 3 reviewers so far." in page.words
    for band in (*found.bands, found.overall):
        if band.suggested:
            row = rows_of(page, band.words.capitalize())
            assert row[1:5] == [
                str(band.suggested), str(band.judged), str(band.right), share(band.precision)
            ]  # fmt: skip
            if band.judged:
                assert row[5] == " to ".join(map(percent, band.interval))
    for reason, count in found.reasons.items():
        assert f"{REASON_WORDS[reason].capitalize()}: {count}" in page.items
    bar = next(attributes for tag, attributes in page.tags if tag == "progress")
    assert (bar["value"], bar["max"]) == (str(found.settled), str(found.asked))


def test_progress_says_what_the_audit_tells_of_what_may_be_missed(
    reviewer: SitsDown, desk: Desk, votes: list[tuple[str, str]], on_disk: OnDisk
) -> None:
    page = reviewer("reviewer-1").get("/progress")

    known = looked_at(on_disk())
    kinds = {q.pair: desk.catalogue.statement(q.subject_id).kind for q in desk.adviser.newest.questions}
    opposite = {q.pair for q in desk.adviser.newest.questions if q.predicate_id is Predicate.OPPOSITE}
    settled = (Status.ACCEPTED, Status.REJECTED)
    for kind in (Kind.ELEMENT, Kind.INDICATOR):
        of_kind = [pair for pair, of in kinds.items() if of is kind and pair not in opposite]
        accepted = [
            pair
            for pair in of_kind
            if pair in known
            and known[pair].status is Status.ACCEPTED
            and known[pair].deciding[0].predicate_id is not Predicate.OPPOSITE
        ]
        left = [pair for pair in of_kind if pair not in known or known[pair].status not in settled]
        found = estimate(desk.audit(kind), known, len(accepted), left=len(left))
        assert found.words in page.words
        if found.audited:
            for stratum in found.strata:
                assert (
                    f"{stratum.words.capitalize()} {stratum.size:,} {stratum.audited} {stratum.matches}"
                    in (page.words)
                )
        assert asked(reviewer("reviewer-1").get(page.link(f"Audit {kind}s")))
    assert estimate(desk.audit(Kind.ELEMENT), known, 0).audited == 30


def test_agreement_says_what_the_function_says(
    reviewer: SitsDown, desk: Desk, votes: list[tuple[str, str]], on_disk: OnDisk
) -> None:
    page = reviewer("reviewer-1").get("/agreement")

    found = agreement(on_disk())
    assert f"{found.pairs} pairs with votes of at least two of 3 reviewers" in page.words
    for words, overall in (
        ("Match or no match", found.match),
        ("Which relation, or none", found.relation),
    ):
        row = rows_of(page, words)
        assert row == [words, str(overall.judged), share(overall.agreed), figures(overall.alpha)]
    assert found.match.alpha is not None
    assert len(found.between) == 3
    for two in found.between:
        assert rows_of(page, f"{two.first} and {two.second}")[1:] == [
            str(two.both),
            share(two.match_agreed),
            figures(two.match_kappa),
            share(two.relation_agreed),
            figures(two.relation_kappa),
        ]
    assert f"{found.unsure} votes were “unsure” and left out." in page.words
    headings = [heading for heading in page.headings if " and " in heading]
    assert headings == [
        f"{one.pair[0]} and {one.pair[1]} {one.status.capitalize()}" for one in found.disagreements
    ]
    for one in found.disagreements:
        for vote in one.votes:
            assert f"{vote.reviewer}: {decision_in_words(vote)}" in page.words
        assert asked(reviewer("reviewer-1").get(page.link(f"{one.pair[0]} and {one.pair[1]}"))) == one.pair


def test_what_was_commented_is_shown_as_it_was_typed(
    reviewer: SitsDown, votes: list[tuple[str, str]]
) -> None:
    for address in ("/agreement", "/decisions", pair_address(votes[1])):
        text = reviewer("reviewer-1").client.get(address).text

        assert "<i>co</i>" not in text
        assert "reviewer-1 & <i>co</i>" in Page(text).words


def test_my_decisions_are_mine_latest_first_and_lead_to_their_pairs(
    reviewer: SitsDown, votes: list[tuple[str, str]], on_disk: OnDisk
) -> None:
    me = reviewer("reviewer-2")
    page = me.get("/decisions")

    mine = [*reversed(on_disk(reviewer="reviewer-2"))]
    assert f"{len(mine)} of your votes stand" in page.words
    assert len(mine) == 7
    listed = [(href, words) for href, words in page.links if href.startswith("/review?queue=pair")]
    assert [words for _, words in listed] == [decision_in_words(row) for row in mine]
    for (href, _), row in zip(listed, mine, strict=True):
        assert asked(me.get(href)) == (row.subject_id, row.object_id)


def test_a_decision_about_a_whole_framework_leads_to_its_statement(reviewer: SitsDown) -> None:
    me = reviewer("reviewer-whole")
    form = me.get("/element?of=sssc:1.1&with=dcs").form("/element", none="yes")
    leads_to(me.post("/element", form.filled(none="yes")))

    address = me.get("/decisions").link("nothing in dcs corresponds to sssc:1.1")

    assert "sssc:1.1" in me.get(address).title


def test_whoever_decided_nothing_is_shown_where_to_begin(reviewer: SitsDown) -> None:
    page = reviewer("reviewer-idle").get("/decisions")

    assert "You have not decided anything yet." in page.words
    assert page.link("Begin") == "/review"


def test_the_help_explains_every_answer_and_names_every_key_of_the_page(reviewer: SitsDown) -> None:
    me = reviewer("reviewer-1")
    words = " ".join(row[0] for row in me.get("/help").cells)

    keys = {
        key
        for _, attributes in me.get("/review").tags
        for key in attributes.get("data-key", "").split()
        if len(key) == 1
    }
    assert {"s", "m", "w", "n", "o", "x", "r", "u", "z", "j", "k", "1", "6"} <= keys
    for key in keys - set("2345"):
        assert re.search(rf"(?<!\w){re.escape(key)}(?!\w)", words), key
    for reason in REASON_WORDS.values():
        assert reason in me.get("/help").words


# Find


def found(page: Page) -> list[str]:
    """The ids of the statements found, in order."""
    return [words.split()[1] for _, words in page.links if words.startswith("Link ")]


@pytest.mark.parametrize("part", [False, True])
def test_what_is_typed_is_found_by_beginnings_of_words(reviewer: SitsDown, desk: Desk, *, part: bool) -> None:
    page = reviewer("reviewer-1").get("/find?q=mor purp", part=part)

    assert "pathway4:1.1" in found(page)
    for name in found(page):
        statement = desk.catalogue.statement(name)
        text = f"{desk.catalogue.owner(name).path(statement)} {statement.wording}".casefold()
        assert re.search(r"\bmor", text)
        assert re.search(r"\bpurp", text)


def test_results_come_as_a_part_to_be_put_in_place(reviewer: SitsDown) -> None:
    page = reviewer("reviewer-1").get("/find?q=budget", part=True)

    assert page.tags[0] == ("div", {"id": "found"})
    assert found(page)


def test_a_statement_is_linked_with_another_that_nobody_suggested(
    reviewer: SitsDown, desk: Desk, on_disk: OnDisk
) -> None:
    me = reviewer("reviewer-linking")
    first = me.get("/find?q=sssc:1.1").link("Link sssc:1.1 with something")

    page = me.get(f"{first}&q=budget")
    assert page.form("/find").value("a") == "sssc:1.1"
    targets = [words for _, words in page.links if words.startswith("Decide how")]
    assert targets
    assert not any("and sssc:" in words for words in targets)
    pair = me.get(page.link(targets[-1]))
    ends = asked(pair)
    assert ends[0] == "sssc:1.1"
    me.get(leads_to(me.post("/decide", pair.form("/decide").filled(say="overlaps"))))

    (row,) = on_disk(reviewer=me.name)
    assert ((row.subject_id, row.object_id), row.verdict) == (ends, Verdict.ACCEPT)


@pytest.mark.parametrize("typed", ["", " ", "   \t", "***", '"'])
def test_an_empty_search_finds_nothing_and_is_no_error(reviewer: SitsDown, typed: str) -> None:
    response = reviewer("reviewer-1").client.get("/find", params={"q": typed})

    assert response.status_code == 200
    assert found(Page(response.text)) == []


def test_what_was_typed_is_typed_again_and_not_html(reviewer: SitsDown) -> None:
    response = reviewer("reviewer-1").client.get("/find", params={"q": '"><script>alert(1)</script>'})

    assert "<script>alert" not in response.text
    assert Page(response.text).form("/find").value("q") == '"><script>alert(1)</script>'


def test_linking_a_statement_that_does_not_exist_is_said_plainly(reviewer: SitsDown) -> None:
    assert reviewer("reviewer-1").get("/find?a=sssc:99", status=404).title == "That did not work"


@pytest.fixture(autouse=True, scope="module")
def _as_fresh(desk: Desk) -> Iterator[None]:
    yield
    assert desk.votes.known == looked_at(desk.ledger.read())
