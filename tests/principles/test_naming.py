from crosswalk.model import Kind, Polarity, Statement
from crosswalk.principles.naming import counts_of, names_of, terms_of
from tests.principles.trees import TOPIC_1, TOPIC_2, shared
from tests.worlds import LetterEncoder, statement

ENCODE = LetterEncoder().encode


def members(ids: set[str]) -> list[Statement]:
    return [s for s in shared().statements if s.id in ids]


def test_label_and_definition_are_members_own_words_with_their_ids() -> None:
    world = shared()
    for name in names_of([members(TOPIC_1), members(TOPIC_2)], world.statements, encode=ENCODE):
        assert world.statement(name.label_from).title == name.label
        assert name.definition in world.statement(name.definition_from).sentences


def test_two_principles_never_have_one_label() -> None:
    first, second = names_of([members(TOPIC_1), members(TOPIC_1)], shared().statements, encode=ENCODE)

    assert first.label != second.label


def test_terms_are_words_that_members_use_and_others_do_not() -> None:
    every = shared().statements
    terms = terms_of(members(TOPIC_1), counts_of(every))

    assert {"sharing", "information"} == {term.word for term in terms}
    assert all(term.word in shared().statement(term.found_in).wording.lower() for term in terms)


def test_what_a_framework_warns_against_is_not_quoted() -> None:
    bad = statement(
        "elm:1.n",
        Kind.INDICATOR,
        1,
        text="Keeps all of it to themselves at all times.",
        polarity=Polarity.NEGATIVE,
    )
    good = statement("ash:1.1", Kind.INDICATOR, 1, text="Tells others what they ought to know.")
    (name,) = names_of([[bad, good]], [bad, good], encode=ENCODE)

    assert (name.label_from, name.definition_from) == ("ash:1.1", "ash:1.1")


def test_members_without_any_text_are_defined_by_a_title() -> None:
    group = [statement(f"{name}:1", Kind.ELEMENT, 1, title="Courage") for name in ("ash", "elm")]
    (name,) = names_of([group], group, encode=ENCODE)

    assert (name.label, name.definition) == ("Courage", "Courage")
