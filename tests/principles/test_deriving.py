import os
import subprocess
import sys

from crosswalk.catalogue import Catalogue
from crosswalk.model import Principles
from crosswalk.principles import derive
from crosswalk.principles.support import (
    dissenting,
    frameworks_behind,
    member_table,
    members_by_framework,
    nearness,
    principle_table,
    silent_frameworks,
)
from crosswalk.review import looked_at
from tests.conftest import REPOSITORY
from tests.principles.trees import TOPIC_1, TOPIC_2, decided, framework, links, rejected, shared
from tests.worlds import LetterEncoder

ENCODE = LetterEncoder().encode


def derived(**fields: object) -> Principles:
    return derive(shared(), links(**fields), encode=ENCODE)


def test_principles_hold_the_statements_of_their_communities() -> None:
    first, second = derived().principles

    assert (first.id, set(first.statement_ids)) == ("p1", TOPIC_1)
    assert (second.id, set(second.statement_ids)) == ("p2", TOPIC_2)
    assert 0.8 < first.stability <= 1.0


def test_every_element_and_indicator_is_in_a_principle_or_nowhere() -> None:
    found = derived()
    inside = {i for one in found.principles for i in one.statement_ids}
    nowhere = {one.statement_id for one in found.nowhere}

    assert inside | nowhere == {s.id for s in shared().statements}
    assert not inside & nowhere


def test_one_framework_or_no_link_gives_no_principle() -> None:
    assert derive(Catalogue([framework("ash")]), [], encode=ENCODE).principles == ()
    assert derive(shared(), [], encode=ENCODE).principles == ()
    assert derive(Catalogue([]), [], encode=ENCODE) == Principles()


def test_equal_links_give_equal_principles_however_text_is_hashed() -> None:
    program = (
        "from tests.principles.trees import *; from tests.worlds import LetterEncoder;"
        "from crosswalk.principles import derive;"
        "print(derive(shared(), links(), encode=LetterEncoder().encode))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(said) == 1


def test_frameworks_behind_a_principle_and_silent_ones() -> None:
    world, (_, money) = shared(), derived().principles

    assert members_by_framework(world, money)["ash"] == ["ash:2", "ash:2.a", "ash:2.b"]
    assert frameworks_behind(world, money) == ["ash", "elm"]
    assert silent_frameworks(world, money) == ["fir"]


def test_the_table_counts_what_people_reviewed_and_where_they_dissent() -> None:
    votes = [rejected(1, subject_id="ash:1.a", object_id="elm:1.a"), decided(2, subject_id="ash:1")]
    settled, world = links(decisions=votes), shared()
    found = derive(world, settled, encode=ENCODE)
    near = nearness(world, found, encode=ENCODE)
    looked = looked_at(votes)
    table = principle_table(world, found, settled, looked=looked, near=near).set_index("principle")

    assert dissenting(found.principles[0], looked) == [("ash:1.a", "elm:1.a")]
    assert table.loc["p1", ["links_inside", "reviewed", "dissent"]].tolist() == [4, 2, 1]
    assert table.loc["p1", "share_reviewed"] == 0.5
    assert table.loc["p2", "silent_frameworks"] == "fir"


def test_every_statement_is_in_the_table_of_members_with_its_source_line() -> None:
    world, found = shared(), derived()
    table = member_table(world, found, near=nearness(world, found, encode=ENCODE))

    assert set(table["statement_id"]) == {s.id for s in world.statements}
    assert (table["why_nowhere"] != "").sum() == 12
    assert table["first_line"].notna().all()


def test_members_no_nearer_than_other_principles_members_are_lost() -> None:
    world, found = shared(), derived()
    near = nearness(world, found, encode=ENCODE)

    assert set(near.columns) == {"principle", "statement_id", "nearness", "lost"}
    assert near.loc[near["statement_id"] == found.principles[0].definition_from, "lost"].tolist() == [False]


def test_no_principles_give_empty_tables() -> None:
    near = nearness(shared(), Principles(), encode=ENCODE)

    assert principle_table(shared(), Principles(), [], looked={}, near=near).empty
    assert member_table(shared(), Principles(), near=near).empty
