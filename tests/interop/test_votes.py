from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.catalogue import Catalogue
from crosswalk.errors import MappingFileError
from crosswalk.interop.decisions import write_votes
from crosswalk.interop.sssom import write_rows
from crosswalk.interop.summaries import instead_of_summaries
from crosswalk.interop.votes import read_votes
from crosswalk.interop.wrong_rows import WrongRows
from crosswalk.model import Decision, Framework, Kind, Reason, Shown, Verdict
from crosswalk.review import current
from crosswalk.vocabulary import Predicate
from tests.decided import decided, ledgers, named, rejected, undone
from tests.worlds import invented, statement


def on_words_of_today(number: int, **fields: object) -> Decision:
    world = invented()
    plain = decided(number, **fields)
    words = {
        "subject_wording": world.named(plain.subject_id).wording,
        "object_wording": world.named(plain.object_id).wording,
    }
    return decided(number, **fields | words)


def exported(*votes: Decision, verdict: Verdict = Verdict.ACCEPT) -> str:
    return write_votes(votes, invented(), verdict=verdict, name="test", description="A test.")


def foreign(*rows: dict[str, object]) -> str:
    """Rows of another tool: accepted as the same by reviewer-1, but for what is said."""
    plain = {
        "subject_id": "ash:1.1",
        "predicate_id": "skos:exactMatch",
        "object_id": "elm:1",
        "mapping_justification": "semapv:MappingReview",
        "reviewer_label": ["reviewer-1"],
        "mapping_date": "2026-01-31",
    }
    return write_rows([plain | row for row in rows], invented(), name="test", description="A test.")


def read(text: str, *known: Decision, world: Catalogue | None = None) -> list[Decision]:
    return read_votes(text, world or invented(), path="v.tsv", known=known)


def fault(text: str, *known: Decision, world: Catalogue | None = None) -> str:
    with pytest.raises(WrongRows) as refused:
        read(text, *known, world=world)
    (row,) = refused.value.rows
    return row


def sayings(decisions: list[Decision]) -> set[tuple[object, ...]]:
    """What the votes that stand say, without what SSSOM cannot say."""
    return {
        (vote.pair, vote.reviewer, vote.verdict, vote.relation_of_pair, vote.reason)
        for vote in current(decisions)
    }


def test_a_row_of_ours_says_what_the_decision_said_but_for_the_time() -> None:
    vote = on_words_of_today(1, predicate_id=Predicate.NARROW, comment="see\n 1.2", reviewer="reviewer-2")
    (found,) = read(exported(vote))

    assert (found.subject_id, found.object_id, found.predicate_id) == ("ash:1.1", "elm:1", Predicate.NARROW)
    assert (found.reviewer, found.comment) == ("reviewer-2", "see 1.2")
    assert found.decided_at == "2026-01-31T00:00:00.000000Z"
    assert (found.subject_wording, found.object_wording) == (vote.subject_wording, vote.object_wording)
    assert found.id != vote.id
    assert read(exported(vote)) == [found]


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("comment", ["", "different level: no", "because"])
def test_a_rejection_keeps_its_reason_and_its_comment(reason: Reason, comment: str) -> None:
    (found,) = read(exported(rejected(1, reason=reason, comment=comment), verdict=Verdict.REJECT))

    assert (found.verdict, found.reason, found.comment) == (Verdict.REJECT, reason, comment)


def test_who_denied_an_opposite_still_denies_only_that() -> None:
    shown = Shown(blind=True, predicate_id=Predicate.OPPOSITE, similarity_score=0.5)
    (found,) = read(exported(rejected(1, shown=shown), verdict=Verdict.REJECT))

    assert exported(found, verdict=Verdict.REJECT).count("crosswalk:opposite") == 1


def test_a_row_whose_decision_is_known_is_that_decision_and_adds_nothing() -> None:
    vote, taken_back = on_words_of_today(1), undone(2, of=1)
    text = exported(vote)

    assert read(text, vote) == [vote]
    assert read(text, vote, taken_back) == [vote]
    (summary,) = read(text)
    assert read(text, summary) == [summary]


def test_a_row_of_ours_that_somebody_changed_is_refused() -> None:
    vote = on_words_of_today(1)
    changed = exported(vote).replace("skos:exactMatch", "skos:closeMatch")

    assert f"v.tsv:16: the row has the record_id of the decision {named(1)}" in fault(changed, vote)


def test_two_things_said_on_one_day_are_refused_since_nothing_tells_which_came_later() -> None:
    row = foreign({"predicate_id": "skos:closeMatch"})

    assert "said something else of ash:1.1 and elm:1 on the same day" in fault(row, on_words_of_today(1))
    assert "on the same day" in fault(foreign({}, {"predicate_id": "skos:closeMatch"}))
    assert len(read(foreign({}, {"predicate_id": "skos:closeMatch", "mapping_date": "2026-02-01"}))) == 2


def test_everybody_who_answers_for_a_row_has_a_vote() -> None:
    both = {"reviewer_label": ["reviewer-1", "reviewer-2"], "author_id": ["orcid:0000-0000-0000-0001"]}
    found = read(foreign(both))

    assert [vote.reviewer for vote in found] == ["reviewer-1", "reviewer-2", "orcid:0000-0000-0000-0001"]
    assert len({vote.id for vote in found}) == 3


def test_rows_that_no_person_answers_for_are_passed_over() -> None:
    machine = {"mapping_justification": "semapv:SemanticSimilarityThresholdMatching"}
    stated = {"mapping_justification": "semapv:ManualMappingCuration", "reviewer_label": None}

    assert len(read(foreign(machine, stated, {}))) == 1
    assert fault(foreign(machine, stated)).startswith("v.tsv: none of its 2 rows is a vote.")
    assert read(exported()) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"reviewer_label": None}, "names nobody who reviewed it. Put the name into reviewer_label"),
        ({"mapping_date": None}, "no mapping_date"),
        ({"subject_id": "ash:9"}, "no statement has the id 'ash:9'"),
        ({"object_id": "fir:1"}, "no framework has the id 'fir'"),
        (
            {"predicate_id": "skos:mappingRelation"},
            "'skos:mappingRelation', which is not one that people choose",
        ),
        ({"predicate_id": "dcterms:source"}, "Use one of skos:exactMatch, "),
        ({"predicate_modifier": "Not"}, "Begin it with one of: different topic; same topic but"),
        ({"predicate_modifier": "Not", "comment": "different topics"}, "does not begin with a reason"),
        ({"reviewer_agreement": -1.0}, "the reviewer_agreement is -1"),
        ({"subject_source_version": "sha256:0123456789abcdef"}, "another edition of ash"),
    ],
)
def test_a_row_that_is_no_decision_is_named_with_its_line(row: dict[str, object], said: str) -> None:
    found = fault(foreign(row))

    assert found.startswith("v.tsv:")
    assert said in found


def test_every_wrong_row_is_listed_with_its_own_line() -> None:
    text = foreign({"object_id": "elm:8"}, {}, {"object_id": "elm:9"})
    with pytest.raises(WrongRows) as refused:
        read(text)

    lines = [
        text.split("\n").index(line) + 1 for line in text.split("\n") if "elm:8" in line or "elm:9" in line
    ]
    assert [row.split(" ")[0] for row in refused.value.rows] == [f"v.tsv:{line}:" for line in lines]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text[:-20], "cut off"),
        (lambda text: text.replace("#curie_map:", "#curie_map"), "header is not SSSOM"),
        (lambda text: "#\tnothing\n", "header is not SSSOM"),
    ],
)
def test_a_file_that_is_no_sssom_is_said_to_be_so(spoil: Callable[[str], str], said: str) -> None:
    with pytest.raises(MappingFileError, match=said):
        read(spoil(foreign({})))


def test_lines_that_end_as_on_windows_make_no_difference() -> None:
    assert read(foreign({}).replace("\n", "\r\n")) == read(foreign({}))


def test_on_another_edition_what_is_known_stays_known_and_what_is_not_is_refused() -> None:
    vote = on_words_of_today(1)
    later = Catalogue(
        Framework(
            id=name,
            title=name,
            source=f"corpus/{name}/source.txt",
            sha256="f" * 64,
            statements=(statement(f"{name}:{number}", Kind.ELEMENT, 1, title="Other words"),),
        )
        for name, number in (("ash", "1.1"), ("elm", "1"))
    )
    (summary,) = read(exported(vote))

    assert read(exported(vote), vote, world=later) == [vote]
    assert read(exported(vote), summary, world=later) == [summary]
    assert "another edition of ash (sha256:aaaaaaaaaaaaaaaa, not sha256:ffffffffffffffff)" in fault(
        exported(vote), world=later
    )


def test_when_the_decision_comes_in_its_summary_is_taken_back() -> None:
    vote = on_words_of_today(1, comment="two\nlines")
    (summary,) = read(exported(vote))
    added = instead_of_summaries([vote], [summary])

    assert vote in added
    assert current([summary, *added]) == [vote]
    # Not even an undo of the decision brings the summary back.
    assert current([summary, *added, undone(2, of=1)]) == []
    assert instead_of_summaries([vote], [summary, *added]) == [vote]
    assert instead_of_summaries([summary], [vote]) == [vote]


@given(ledgers, st.integers(0, 25), st.data())
def test_votes_and_the_lossless_file_give_the_same_standing_votes_in_any_order(
    rows: list[Decision], cut: int, data: st.DataObject
) -> None:
    world = invented()
    everything = sorted(rows, key=lambda d: d.order)
    then = current(everything[:cut])
    texts = [
        write_votes(then, world, verdict=verdict, name="test", description="A test.")
        for verdict in (Verdict.ACCEPT, Verdict.REJECT)
    ]
    ledger: dict[str, Decision] = {}
    for step in data.draw(st.permutations([*texts, None, *texts])):
        known = [*ledger.values()]
        found = everything if step is None else read_votes(step, world, path="v.tsv", known=known)
        for decision in instead_of_summaries(found, known):
            assert ledger.setdefault(decision.id, decision) == decision

    assert sayings([*ledger.values()]) == sayings(everything)
