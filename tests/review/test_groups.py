import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.review import Question, near_identical
from crosswalk.vocabulary import Predicate
from tests.review.asked import asked, suggestions

HEARS = "Hears what others say"


def grouped(*wordings: tuple[str, str], **options: object) -> list[tuple[str, ...]]:
    """Questions ash:1-elm:1, ash:2-elm:2, … with these wordings; each group as the numbers in it."""
    wording, questions = {}, []
    for number, (subject, object_) in enumerate(wordings, 1):
        wording |= {f"ash:{number}": subject, f"elm:{number}": object_}
        questions.append(asked(f"ash:{number}", f"elm:{number}"))
    return [
        tuple(sorted(min(q.pair)[-1] for q in group.questions))
        for group in near_identical(questions, wording, **options)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Listens to the team.", "listens to a team"),
        ("Plans – and acts; well", "Plans & acts well"),
        ("Sees others' views", "Sees others’ views"),
        ("Leads the organisation", "Leads the Organization"),
        ("LEAD IT WELL", "Lead it well"),
        ("Keeps to 1.5 days", "Keeps to 1.5 days."),
    ],
)
def test_case_punctuation_articles_and_spelling_make_no_difference(one: str, other: str) -> None:
    assert grouped((one, HEARS), (other, HEARS)) == [("1", "2")]
    assert grouped((HEARS, one), (HEARS, other)) == [("1", "2")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Listens to the team", "Does not listen to the team"),
        ("Provides advocacy for their team", "Provides advocacy for their organisation"),
        ("Listens to all", "Listens to some"),
        ("Leads a team", "Leads teams"),
        ("Level 1 of the plan", "Level 2 of the plan"),
        ("Keeps to 1.5 days", "Keeps to 15 days"),
        ("Keeps to 1-5 days", "Keeps to 1.5 days"),
        ("In > 5 cases", "In < 5 cases"),
        ("Makes IT safe", "Makes it safe"),
        ("Trusts others", "Others trust"),
        ("…", "!"),
        ("", ""),
    ],
)
def test_no_other_word_may_differ(one: str, other: str) -> None:
    assert grouped((one, HEARS), (other, HEARS)) == []


def test_questions_that_say_the_same_on_both_sides_are_one_group_for_two_frameworks() -> None:
    assert grouped(("Plans", "Plans."), ("Acts", "Acts"), ("Hears", "Listens")) == [("1", "2")]

    group, *others = near_identical(
        [asked("ash:1", "elm:1"), asked("elm:2", "ash:2"), asked("ash:1", "oak:1")],
        {"ash:1": "Plans", "elm:1": "Plans.", "ash:2": "Acts", "elm:2": "Acts", "oak:1": "Plans"},
    )
    assert (group.same, others) == (True, [])
    assert [(q.subject_id, q.object_id) for q in group.questions] == [("ash:1", "elm:1"), ("ash:2", "elm:2")]


def test_what_stands_on_another_level_is_another_thing() -> None:
    alike = (("Plans", HEARS), ("Plans", HEARS), ("Plans", HEARS))
    same = ((HEARS, HEARS), (HEARS, HEARS), (HEARS, HEARS))

    for wordings in (alike, same):
        assert grouped(*wordings, apart={"ash:2": "first level"}) == [("1", "3")]


def test_all_questions_of_a_group_are_turned_the_same_way() -> None:
    wording = {"ash:1": "Plans", "ash:2": "plans", "elm:1": HEARS, "elm:2": HEARS}
    narrower = asked("elm:2", "ash:2", 0.5, predicate_id=Predicate.BROAD)

    (group,) = near_identical([asked("ash:1", "elm:1", predicate_id=Predicate.NARROW), narrower], wording)
    assert [(q.subject_id, q.predicate_id) for q in group.questions] == [
        ("ash:1", Predicate.NARROW),
        ("ash:2", Predicate.NARROW),
    ]
    assert (group.subject_wording, group.object_wording, group.same) == ("Plans", HEARS, False)


def test_an_opposite_is_not_decided_together_with_matches() -> None:
    opposite = {"predicate_id": Predicate.OPPOSITE}
    wording = dict.fromkeys(["ash:1", "ash:2", "ash:3"], "Plans") | {"elm:1": HEARS}

    questions = [asked("ash:1", "elm:1"), asked("ash:2", "elm:1", **opposite), asked("ash:3", "elm:1")]
    (group,) = near_identical(questions, wording)
    assert [q.subject_id for q in group.questions] == ["ash:1", "ash:3"]


def test_a_groups_key_stays_when_questions_come_and_go() -> None:
    wording = dict.fromkeys(["ash:1", "ash:2", "ash:3"], "Plans") | {"elm:1": HEARS}
    three = [asked(f"ash:{number}", "elm:1") for number in (1, 2, 3)]

    assert near_identical(three, wording)[0].key == near_identical(three[1:], wording)[0].key
    assert near_identical(three[:1], wording) == []
    assert near_identical(three, {"elm:1": HEARS}) == []


@given(
    suggestions,
    st.dictionaries(
        st.sampled_from(["ash:1.1", "ash:1.2", "oak:1", "elm:1", "elm:2", "elm:3"]),
        st.sampled_from(["Plans", "plans!", "Hears", ""]),
    ),
)
def test_no_question_is_in_two_groups_and_no_group_has_one(
    questions: list[Question], wording: dict[str, str]
) -> None:
    groups = near_identical(questions, wording)
    found = [q.pair for group in groups for q in group.questions]

    assert len(found) == len(set(found))
    assert all(len(group.questions) > 1 for group in groups)
    assert len({group.key for group in groups}) == len(groups)
    assert near_identical(questions[::-1], wording) == groups
