import pandas as pd
import pytest

from crosswalk.align import (
    CONFLICT_COLUMNS,
    LEVEL_COLUMNS,
    PROGRESSION_COLUMNS,
    Axis,
    Band,
    Levels,
    Rung,
    level_conflicts,
    level_table,
    progression,
    progressions,
)
from crosswalk.catalogue import Catalogue
from crosswalk.errors import UnknownStatement
from crosswalk.model import Decision, Framework, Kind, Mapping, Scale
from crosswalk.review import settle
from crosswalk.vocabulary import Justification, Predicate
from tests.decided import decided, rejected
from tests.worlds import invented, statement


def rung(framework_id: str, label: str, band: int | None) -> Rung:
    return Rung(
        framework_id=framework_id, label=label, band=band, reading="ours", reason="So.", where="a.txt:1"
    )


LEVELS = Levels(
    note="A reading.",
    bands=(Band(number=1, name="Low", about="The start."), Band(number=2, name="High", about="The end.")),
    axes=(
        Axis(framework_id="ash", name="degree", about="How fully.", where="a.txt:1"),
        Axis(framework_id="fir", name="role", about="Which post.", where="f.txt:1"),
    ),
    rungs=(
        rung("ash", "First", 1),
        rung("ash", "Second", 2),
        rung("fir", "Head", 2),
        rung("fir", "Guest", None),
    ),
)


@pytest.fixture
def world() -> Catalogue:
    """Ash and elm, and a third framework whose levels are roles."""
    fir = Framework(
        id="fir",
        title="Fir",
        scale=Scale(name="role", labels=("Guest", "Head")),
        statements=(
            statement("fir:level.guest", Kind.LEVEL, 1, title="Guest", rank=1),
            statement("fir:level.head", Kind.LEVEL, 2, title="Head", rank=2),
            statement("fir:1", Kind.ELEMENT, 3, title="Sharing"),
            statement("fir:1.head", Kind.INDICATOR, 4, text="Has others share.", parent_id="fir:1",
                      level_id="fir:level.head"),
            statement("fir:1.guest", Kind.INDICATOR, 5, text="Receives.", parent_id="fir:1",
                      level_id="fir:level.guest"),
        ),
    )  # fmt: skip
    return Catalogue([*invented(), fir])


def alike(
    subject_id: str, object_id: str, confidence: float, relation: Predicate = Predicate.CLOSE
) -> Mapping:
    return Mapping(
        subject_id=subject_id,
        predicate_id=relation,
        object_id=object_id,
        mapping_justification=Justification.SIMILARITY,
        similarity_score=0.5,
        confidence=confidence,
    )


def test_levels_stand_side_by_side_with_reason_axis_and_whose_reading_it_is(world: Catalogue) -> None:
    table = level_table(world, LEVELS)

    assert tuple(table.columns) == LEVEL_COLUMNS
    assert table[["framework", "level", "band_name", "axis", "indicators"]].values.tolist() == [
        ["ash", "First", "Low", "degree", 2],
        ["ash", "Second", "High", "degree", 1],
        ["fir", "Head", "High", "role", 1],
        ["fir", "Guest", "no counterpart", "role", 1],
    ]
    assert pd.isna(table.loc[3, "band"])
    assert set(table["reading"]) == {"ours"}


def test_a_progression_shows_what_each_framework_asks_at_each_band_verbatim(world: Catalogue) -> None:
    table = progression(world, ["fir:1", "ash:1.1", "elm:1.1", "ash:1.1.first"], LEVELS)

    assert tuple(table.columns) == PROGRESSION_COLUMNS
    assert table[["band_name", "framework", "level", "statement_id", "member_id"]].values.tolist() == [
        ["Low", "ash", "First", "ash:1.1.first", "ash:1.1"],
        ["High", "ash", "Second", "ash:1.1.second", "ash:1.1"],
        ["High", "fir", "Head", "fir:1.head", "fir:1"],
        ["", "elm", "", "elm:1.1", "elm:1.1"],
        ["", "fir", "Guest", "fir:1.guest", "fir:1"],
    ]
    assert table.loc[0, "text"] == "Shares information with partners."


def test_a_member_without_indicators_stands_for_itself(world: Catalogue) -> None:
    assert progression(world, ["elm:2"], LEVELS)["text"].tolist() == ["Courage"]
    with pytest.raises(UnknownStatement):
        progression(world, ["elm:9"], LEVELS)


def conflicts(world: Catalogue, *decisions: Decision, claims: tuple[Mapping, ...] = ()) -> pd.DataFrame:
    return level_conflicts(world, settle(claims, decisions), LEVELS)


def test_alike_in_different_bands_is_flagged_with_the_difference_of_the_axes(world: Catalogue) -> None:
    found = conflicts(world, claims=(alike("ash:1.1.first", "fir:1.head", 0.9),))

    assert tuple(found.columns) == CONFLICT_COLUMNS
    (row,) = found.to_dict("records")
    assert (row["subject_level"], row["subject_band"], row["object_level"], row["object_band"]) == (
        "First", 1, "Head", 2,
    )  # fmt: skip
    assert (row["bands_apart"], row["axes_differ"], row["axes"]) == (1, True, "degree against role")


@pytest.mark.parametrize(
    "claim",
    [
        alike("ash:1.1.second", "fir:1.head", 0.9),
        alike("ash:1.1.first", "fir:1.head", 0.4),
        alike("ash:1.1.first", "fir:1.head", 0.9, Predicate.RELATED),
        alike("ash:1.1.first", "fir:1.guest", 0.9),
        alike("ash:1.1.first", "elm:1.1", 0.9),
        alike("ash:1.1", "fir:1", 0.9),
    ],
    ids=["same band", "too weak", "only overlaps", "no counterpart", "no levels", "elements"],
)
def test_nothing_else_is_flagged(world: Catalogue, claim: Mapping) -> None:
    assert conflicts(world, claims=(claim,)).empty


def test_what_people_say_of_a_pair_replaces_the_suggestion(world: Catalogue) -> None:
    ends = {"subject_id": "ash:1.1.first", "object_id": "fir:1.head"}
    claim = alike(*ends.values(), 0.9)

    assert conflicts(world, rejected(1, **ends), claims=(claim,)).empty
    assert conflicts(world, decided(1, **ends, predicate_id=Predicate.BROAD), claims=(claim,)).empty
    kept = conflicts(world, decided(1, **ends), claims=(alike(*ends.values(), 0.1),))
    assert kept[["kind", "status"]].values.tolist() == [["reviewed", "accepted"]]


def test_progressions_are_those_of_each_principle_in_turn(world: Catalogue) -> None:
    members = {"p1": ("ash:1.1", "fir:1"), "p2": ("elm:1",), "p3": ()}
    found = progressions(world, members, LEVELS)

    for name, own in members.items():
        alone = progression(world, own, LEVELS)
        of_it = found[found["principle"] == name].drop(columns="principle").reset_index(drop=True)
        assert of_it.to_dict("records") == alone.to_dict("records")
    assert tuple(found.columns) == ("principle", *PROGRESSION_COLUMNS)
