import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Polarity
from crosswalk.suggest.polarity import negative_statements, worded_as_warning
from tests.suggest.sides import framework
from tests.worlds import statement


@pytest.mark.parametrize(
    "warning",
    [
        "Fails to identify and address performance issues.",
        "Does not share information with other stakeholders",
        "I don’t listen to others.",
        "May ignore the needs of others.",
        "Managers often fail to listen.",
        "Leaders are unwilling to share.",
        "Relies too much on the force of their own impact.",
        "Tends to over-rely on formal processes and structures.",
        "Is unable to delegate.",
        "Lacks courage.",
    ],
)
def test_openings_that_say_what_should_not_be_are_warnings(warning: str) -> None:
    assert worded_as_warning(statement("x:1", Kind.INDICATOR, 1, text=warning))


@pytest.mark.parametrize(
    "praise",
    [
        "Shares information with partners when appropriate.",
        "Learns from failure, and does not blame others.",
        "Recognises when a colleague fails to speak up.",
        "Failsafe systems are in place.",
        "Knows what the law can and cannot do.",
        "May withdraw from a stressful situation temporarily.",
    ],
)
def test_a_negation_further_on_is_no_warning(praise: str) -> None:
    assert not worded_as_warning(statement("x:1", Kind.INDICATOR, 1, text=praise))


def test_where_a_framework_marks_its_warnings_its_marks_count_and_no_wording() -> None:
    marking = framework("x", "Keeps all to himself.", "Fails to plan is not what we want.", negative=(1,))

    assert negative_statements(marking) == {"x:01"}


def test_where_a_framework_marks_none_the_wording_tells() -> None:
    unmarked = framework("x", "Shares information.", "Fails to share information.")

    assert negative_statements(unmarked) == {"x:02"}


def test_only_indicators_are_taken_for_warnings_by_their_wording() -> None:
    element = statement("x:1", Kind.ELEMENT, 1, title="Never giving up")

    assert negative_statements(Framework(id="x", title="X", statements=(element,))) == frozenset()


def test_the_warnings_of_the_five_documents_are_those_that_one_of_them_marks(
    real_catalogue: Catalogue,
) -> None:
    found = {f.id: negative_statements(f) for f in real_catalogue.documents}
    marked = {s.id for s in real_catalogue.statements if s.polarity is Polarity.NEGATIVE}

    assert {name for name, negative in found.items() if negative} == {"grade9"}
    assert found["grade9"] == marked
    indicators = {s.id for s in real_catalogue.framework("grade9").of_kind(Kind.INDICATOR)}
    assert len(marked & indicators) == 35


def test_praise_for_resisting_a_temptation_is_no_warning(real_catalogue: Catalogue) -> None:
    grade9 = real_catalogue.framework("grade9")
    (praise,) = (s.id for s in grade9.statements if s.text.startswith("Resists the temptation to take over"))

    assert praise not in negative_statements(grade9)
