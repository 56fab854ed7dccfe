from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind
from crosswalk.suggest.side import side_of
from tests.suggest.sides import framework, side


def test_the_elements_of_a_framework_come_with_what_stands_above_and_below(world: Catalogue) -> None:
    found = side_of(world.framework("ash"), Kind.ELEMENT)

    assert found.ids == ("ash:1.1", "ash:1.2")
    assert found.titles == ("Sharing information", "Managing money")
    assert found.parts == (
        ("Shares information with partners.", "Builds a culture of sharing knowledge."),
        ("Keeps within the budget.",),
    )
    assert found.paths == ("Working together", "Working together")
    assert found.above is None


def test_each_indicator_knows_the_element_it_stands_under(world: Catalogue) -> None:
    found = side_of(world.framework("ash"), Kind.INDICATOR)

    assert found.ids == ("ash:1.1.first", "ash:1.1.second", "ash:1.2.first")
    assert found.above is not None
    assert [found.above.side.ids[row] for row in found.above.rows] == ["ash:1.1", "ash:1.1", "ash:1.2"]
    assert found.paths[2] == "Working together › Managing money"


def test_an_indicator_without_an_element_above_stands_under_nothing() -> None:
    found = side_of(framework("x", "Shares.", "Dares."), Kind.INDICATOR)

    assert found.above is not None
    assert found.above.rows == (-1, -1)
    assert found.paths == ("", "")


def test_statements_that_warn_are_marked(world: Catalogue) -> None:
    found = side_of(world.framework("elm"), Kind.INDICATOR)

    assert dict(zip(found.ids, found.negative, strict=True)) == {"elm:1.1": False, "elm:1.n": True}


def test_a_wording_is_title_and_text() -> None:
    both = side("Courage", "Heart", texts=("Dares to speak.", ""))
    text = side(texts=("Only a text.",))

    assert both.wordings == ("Courage Dares to speak.", "Heart")
    assert text.wordings == ("Only a text.",)
