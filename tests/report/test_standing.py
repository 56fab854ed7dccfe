import pytest

from crosswalk.align import gaps
from crosswalk.catalogue import Catalogue
from crosswalk.model import Decision
from crosswalk.report.standing import MARK_MEANING, MARK_TITLE, Mark, Standing, standings
from crosswalk.review import looked_at, settle
from tests.chained import suggested
from tests.decided import decided, on, rejected


def of(world: Catalogue, *decisions: Decision) -> dict[tuple[str, str], Standing]:
    looked = looked_at(decisions)
    return standings(gaps(world, settle([suggested("ash:1.1.first", "elm:1.1")], decisions), looked), looked)


def test_every_mark_has_a_title_and_a_meaning() -> None:
    assert {*MARK_TITLE} == {*MARK_MEANING} == {*Mark}


def test_what_a_model_suggests_is_told_apart_from_what_nobody_has_looked_at(world: Catalogue) -> None:
    found = of(world)

    assert found["ash:1.1.first", "elm"].mark is Mark.SUGGESTED
    assert found["ash:1.1", "elm"].mark is Mark.SUGGESTED, "by the indicator below it"
    assert found["ash:1.2", "elm"].words == "not looked at"
    assert found["ash:1.2", "elm"].unsettled == "nobody has looked"


def test_one_pair_turned_down_is_no_absence(world: Catalogue) -> None:
    one = of(world, rejected(1, **on(world, "ash:1.2", "elm:2")))["ash:1.2", "elm"]

    assert (one.mark, one.words, one.unsettled) == (Mark.OPEN, "not settled", "people have begun to look")


@pytest.mark.parametrize(("subject", "mark"), [("ash:1.1", Mark.ADDRESSED), ("ash:1.2", Mark.ABSENT)])
def test_what_people_said_is_known_with_their_reasons(world: Catalogue, subject: str, mark: Mark) -> None:
    found = of(world, decided(1), rejected(2, **on(world, "ash:1.2", "elm:framework")))

    assert found[subject, "elm"].mark is mark
    assert found[subject, "elm"].reasons == (("different topic",) if mark is Mark.ABSENT else ())


def test_a_framework_known_by_reference_only_is_not_asked(world: Catalogue) -> None:
    assert {against for _, against in of(world)} == {"ash", "elm"}
