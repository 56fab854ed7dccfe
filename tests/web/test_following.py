from collections.abc import Callable, Iterator

import pytest

from crosswalk.infer import infer
from crosswalk.web.desk import Desk
from crosswalk.web.following import following
from tests.chained import CATALOGUE, accepted, known_of, links_of, suggested
from tests.web.conftest import opened
from tests.web.pages import Reviewer, asked, pair_address
from tests.web.small import small_project

SitsDown = Callable[[str], Reviewer]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Two small frameworks, alone in this module."""
    with opened(small_project(tmp_path_factory.mktemp("small"))) as desk:
        yield desk


def test_without_decisions_nothing_follows_and_nothing_clashes(reviewer: SitsDown) -> None:
    for queue in ("follows", "clashes"):
        assert not reviewer("reviewer-1").get(f"/review?queue={queue}").has_form("/decide")


def test_what_clashes_is_asked_again_with_what_is_wrong_until_it_is_put_right(reviewer: SitsDown) -> None:
    me = reviewer("reviewer-1")
    assert me.says(("ash:1", "elm:1"), "same").status_code == 303
    assert me.says(("ash:2", "elm:1"), "same").status_code == 303

    page = me.get("/review?queue=clashes")

    assert "What is wrong" in page.words
    assert set(asked(page)) in ({"ash:1", "elm:1"}, {"ash:2", "elm:1"})
    me.says(("ash:2", "elm:1"), "reject:different-topic")
    assert not me.get("/review?queue=clashes").has_form("/decide")


def test_who_judges_blind_does_not_learn_of_clashes(reviewer: SitsDown) -> None:
    me = reviewer("reviewer-2")
    me.says(("ash:3", "elm:2"), "same")
    me.says(("ash:1", "elm:2"), "same")
    assert me.get("/review?queue=clashes").has_form("/decide")

    me.post("/blind", me.get(pair_address(("ash:1", "elm:1"))).form("/blind").filled())

    assert not me.get("/review?queue=clashes").has_form("/decide")


def test_pairs_that_no_model_suggested_are_asked_first_each_with_its_chain() -> None:
    said = [accepted("a:1", "b:1"), accepted("b:1", "c:1"), accepted("a:2", "b:2"), accepted("b:2", "c:2")]
    links = links_of(*said, suggested("a:1", "c:1", 0.9))
    known = known_of(*said)

    found = following([*links, *infer(links, CATALOGUE, known=known)], CATALOGUE, known)

    assert found.follows == {("a:2", "c:2"): "a:2 -> b:2 -> c:2", ("a:1", "c:1"): "a:1 -> b:1 -> c:1"}
    assert found.clashes == {}
