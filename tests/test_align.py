import pytest

from crosswalk.align import alignment_table, coverage_table, link_table, statement_table
from crosswalk.catalogue import Catalogue
from crosswalk.model import Link, Mapping
from crosswalk.review import settle
from crosswalk.vocabulary import Justification, Predicate


def suggested(subject_id: str, object_id: str, score: float) -> Mapping:
    return Mapping(
        subject_id=subject_id,
        predicate_id=Predicate.UNSPECIFIED,
        object_id=object_id,
        mapping_justification=Justification.SIMILARITY,
        similarity_score=score,
    )


@pytest.fixture
def links() -> list[Link]:
    return settle(
        [
            suggested("ash:1.1", "elm:1", 0.9),
            suggested("ash:1.2", "elm:1", 0.3),
            suggested("ash:1.1", "elm:2", 0.2),
            suggested("ash:1.1.first", "elm:1.1", 0.8),
            suggested("ash:1.1.second", "elm:1.1", 0.5),
            suggested("ash:1.2.first", "elm:1.1", 0.1),
        ]
    )


def test_elements_stand_beside_their_counterparts_best_first(world: Catalogue, links: list[Link]) -> None:
    table = alignment_table(world.framework("ash"), world.framework("elm"), links)

    seen = table[["subject_id", "rank", "object_id", "each_others_best"]].to_dict("split")["data"]
    assert seen == [
        ["ash:1.1", 1, "elm:1", True],
        ["ash:1.1", 2, "elm:2", False],
        ["ash:1.2", 1, "elm:1", False],
        ["elm:1", 1, "ash:1.1", True],
        ["elm:1", 2, "ash:1.2", False],
        ["elm:2", 1, "ash:1.1", False],
    ]


def test_the_indicators_that_carry_a_pair_are_quoted(world: Catalogue, links: list[Link]) -> None:
    table = alignment_table(world.framework("ash"), world.framework("elm"), links)

    first = table.iloc[0]
    assert first["carrying_pairs"] == 2
    assert first["carried_by"].split("\n")[0] == (
        "suggested 0.80: “Shares information with partners.” [ash:1.1.first] ~ "
        "“Shares information with all partners.” [elm:1.1]"
    )


def test_from_the_other_side_the_quotation_is_turned_round(world: Catalogue, links: list[Link]) -> None:
    table = alignment_table(world.framework("ash"), world.framework("elm"), links)

    assert table.iloc[3]["carried_by"].startswith("suggested 0.80: “Shares information with all partners.”")


def test_an_element_without_counterpart_is_still_listed(world: Catalogue) -> None:
    table = alignment_table(world.framework("ash"), world.framework("elm"), [])

    assert list(table["subject_id"]) == ["ash:1.1", "ash:1.2", "elm:1", "elm:2"]
    assert list(table["object_id"].unique()) == [""]


def test_coverage_counts_indicators_with_a_near_counterpart(world: Catalogue, links: list[Link]) -> None:
    table = coverage_table(world, links, near=0.5).set_index(["framework", "by"])

    assert table.loc[("ash", "elm"), "with_near_counterpart"] == 2
    assert table.loc[("ash", "elm"), "share"] == pytest.approx(2 / 3)
    assert table.loc[("elm", "ash"), "share"] == pytest.approx(1 / 2)


def test_coverage_never_falls_when_a_link_is_added(world: Catalogue, links: list[Link]) -> None:
    fewer = coverage_table(world, links[:-3], near=0.4)
    more = coverage_table(world, links, near=0.4)

    assert (more["share"] >= fewer["share"]).all()


def test_links_show_the_words_of_both_ends(world: Catalogue, links: list[Link]) -> None:
    row = link_table(world, links).iloc[0]

    assert row["subject_text"] == "Sharing information"
    assert row["object_text"] == "Sharing information well"
    assert row["relation"] == "may correspond to"
    assert row["confidence"] is None


def test_statements_know_their_path_level_and_lines(world: Catalogue) -> None:
    row = statement_table(world).set_index("id").loc["ash:1.1.second"]

    assert row["path"] == "Working together › Sharing information"
    assert row["level"] == "Second"
    assert (row["source_file"], row["first_line"], row["last_line"]) == ("corpus/ash/source.txt", 6, 6)
