import pandas as pd
import pytest

from crosswalk.align import (
    ALIGNMENT_COLUMNS,
    ALONE_COLUMNS,
    alignment_table,
    alignment_tables,
    alone_table,
    coverage_table,
    link_table,
    statement_table,
)
from crosswalk.catalogue import Catalogue
from crosswalk.errors import UnknownLevel, UnknownStatement
from crosswalk.model import Alone, Link, Mapping, Polarity, Status
from crosswalk.review import settle
from crosswalk.vocabulary import Justification, LinkKind, Predicate
from tests.decided import decided, rejected


def suggested(
    subject_id: str,
    object_id: str,
    score: float,
    *,
    confidence: float | None = None,
    predicate_id: Predicate = Predicate.UNSPECIFIED,
) -> Mapping:
    return Mapping(
        subject_id=subject_id,
        predicate_id=predicate_id,
        object_id=object_id,
        mapping_justification=Justification.SIMILARITY,
        similarity_score=score,
        confidence=confidence,
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
    table = alignment_table(world, links, first="ash", second="elm")

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
    table = alignment_table(world, links, first="ash", second="elm")

    first = table.iloc[0]
    assert first["carrying_pairs"] == 2
    assert first["carried_by"].split("\n")[0] == (
        "suggested 0.80: “Shares information with partners.” [ash:1.1.first] ~ "
        "“Shares information with all partners.” [elm:1.1]"
    )


def test_from_the_other_side_the_quotation_is_turned_round(world: Catalogue, links: list[Link]) -> None:
    table = alignment_table(world, links, first="ash", second="elm")

    assert table.iloc[3]["carried_by"].startswith("suggested 0.80: “Shares information with all partners.”")


def test_an_element_without_counterpart_is_still_listed(world: Catalogue) -> None:
    table = alignment_table(world, [], first="ash", second="elm")

    assert list(table["subject_id"]) == ["ash:1.1", "ash:1.2", "elm:1", "elm:2"]
    assert list(table["object_id"].unique()) == [""]
    assert table["rank"].isna().all()


def test_ranks_are_whole_numbers_in_a_file_where_some_have_none(world: Catalogue) -> None:
    table = alignment_table(world, settle([suggested("ash:1.1", "elm:1", 0.9)]), first="ash", second="elm")

    assert table[["rank"]].to_csv(index=False).split() == ["rank", "1", '""', "1", '""']


def test_relation_and_probability_stand_beside_a_counterpart(world: Catalogue) -> None:
    links = settle([suggested("ash:1.1", "elm:1", 0.9, confidence=0.75, predicate_id=Predicate.NARROW)])

    table = alignment_table(world, links, first="ash", second="elm").set_index("subject_id")

    assert table.loc["ash:1.1", ["relation", "similarity_score", "confidence"]].tolist() == [
        "is wider than",
        0.9,
        0.75,
    ]
    assert table.loc["ash:1.2", "confidence"] is None or pd.isna(table.loc["ash:1.2", "confidence"])


def test_what_follows_from_other_links_stands_behind_what_is_reviewed_and_before_what_is_suggested(
    world: Catalogue,
) -> None:
    def known(object_id: str, justification: Justification, path: tuple[str, ...] = ()) -> Mapping:
        return Mapping(
            subject_id="ash:1.1",
            predicate_id=Predicate.EXACT,
            object_id=object_id,
            mapping_justification=justification,
            path=path,
        )

    chain = known("elm:1", Justification.CHAINING, ("ash:1.1", "oak:1", "elm:1"))
    links = settle([suggested("ash:1.1", "elm:2", 0.9), chain, known("elm:2", Justification.REVIEW)])

    seen = alignment_table(world, links, first="ash", second="elm").set_index("subject_id")
    listed = link_table(world, links).set_index("kind")["path"]

    assert seen.loc["ash:1.1", "kind"].tolist() == ["reviewed", "inferred", "suggested"]
    assert listed.to_dict() == {"suggested": "", "inferred": "ash:1.1 -> oak:1 -> elm:1", "reviewed": ""}


def test_seen_from_the_other_side_what_was_wider_is_narrower(world: Catalogue) -> None:
    links = settle([suggested("ash:1.1", "elm:1", 0.9, predicate_id=Predicate.NARROW)])

    table = alignment_table(world, links, first="ash", second="elm").set_index("subject_id")

    assert table.loc["ash:1.1", "relation"] == "is wider than"
    assert table.loc["elm:1", "relation"] == "is narrower than"


def ends(table: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(table["subject_id"], table["object_id"], strict=True))


def test_seen_from_the_other_side_what_comes_from_it_has_its_source_there(world: Catalogue) -> None:
    cited = Mapping(
        subject_id="ash:1.1",
        predicate_id=Predicate.SOURCE,
        object_id="elm:1",
        mapping_justification=Justification.CURATION,
    )
    table = alignment_table(world, settle([cited]), first="ash", second="elm")

    said = table.dropna(subset="rank")[["subject_id", "relation"]].to_dict("split")["data"]
    assert said == [["ash:1.1", "comes from"], ["elm:1", "is the source of"]]


def test_all_at_once_is_every_two_documents_one_after_the_other(world: Catalogue, links: list[Link]) -> None:
    every = alignment_table(world, links)

    pd.testing.assert_frame_equal(every, pd.concat(alignment_tables(world, links).values()))
    assert tuple(every.columns) == ALIGNMENT_COLUMNS


def test_one_framework_is_set_beside_every_other_from_its_own_side_first(
    world: Catalogue, links: list[Link]
) -> None:
    table = alignment_table(world, links, first="elm")

    assert list(table["subject_framework"]) == ["elm"] * 3 + ["ash"] * 3
    pd.testing.assert_frame_equal(alignment_table(world, links, second="ash"), table)


def test_a_level_shows_the_elements_that_have_it_and_what_its_indicators_carry(
    world: Catalogue, links: list[Link]
) -> None:
    by_label = alignment_table(world, links, level="Second")

    assert ends(by_label) == [("ash:1.1", "elm:1")]
    assert by_label.loc[0, "carrying_pairs"] == 1
    assert by_label.loc[0, "carried_by"].startswith("suggested 0.50: “Builds a culture")
    pd.testing.assert_frame_equal(alignment_table(world, links, level="ash:level.second"), by_label)


def test_a_polarity_shows_an_element_even_where_nothing_carries_it(
    world: Catalogue, links: list[Link]
) -> None:
    assert ends(alignment_table(world, links, polarity=Polarity.NEGATIVE)) == [("elm:1", "")]


def test_links_of_one_kind_or_status_can_be_asked_for(world: Catalogue) -> None:
    links = settle(
        [suggested("ash:1.1", "elm:1", 0.9), suggested("ash:1.2", "elm:2", 0.8)],
        [decided(1), rejected(2, subject_id="ash:1.2", object_id="elm:2")],
    )

    def found(**filters: object) -> list[tuple[str, str, str]]:
        table = alignment_table(world, links, **filters)
        kept = table[(table["object_id"] != "") & (table["subject_framework"] == "ash")]
        return list(kept[["subject_id", "kind", "status"]].itertuples(index=False, name=None))

    assert found() == [("ash:1.1", "reviewed", "accepted"), ("ash:1.1", "suggested", "accepted")]
    assert found(kind=LinkKind.REVIEWED) == [("ash:1.1", "reviewed", "accepted")]
    assert found(status=Status.REJECTED) == [("ash:1.2", "suggested", "rejected")]


def test_an_unknown_level_or_framework_is_refused_with_those_that_are_known(world: Catalogue) -> None:
    with pytest.raises(UnknownLevel, match="ash: First, Second"):
        alignment_table(world, [], level="Third")
    with pytest.raises(UnknownStatement, match="Known are: ash, elm, oak"):
        alignment_table(world, [], first="fir")
    with pytest.raises(UnknownStatement, match="twice"):
        alignment_table(world, [], first="ash", second="ash")


def test_what_negates_a_statement_carries_no_alignment_and_covers_nothing(world: Catalogue) -> None:
    opposite = suggested("elm:1.n", "ash:1.1.first", 0.9, predicate_id=Predicate.OPPOSITE)
    links = settle([suggested("ash:1.1", "elm:1", 0.9), opposite])

    table = alignment_table(world, links, first="ash", second="elm")
    covered = coverage_table(world, links, near=0.5)

    assert set(table["carrying_pairs"]) == {0}
    assert not table["carried_by"].str.contains("elm:1.n").any()
    assert covered["with_near_counterpart"].sum() == 0


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


def test_links_show_relation_and_probability(world: Catalogue) -> None:
    links = settle([suggested("ash:1.1", "elm:1", 0.9, confidence=0.75, predicate_id=Predicate.CLOSE)])

    row = link_table(world, links).iloc[0]

    assert (row["predicate_id"], row["relation"]) == ("skos:closeMatch", "says mostly the same as")
    assert (row["similarity_score"], row["confidence"]) == (0.9, 0.75)


def test_elements_alone_are_listed_with_their_best_candidate_or_without_any(world: Catalogue) -> None:
    alone = [
        Alone(
            statement_id="ash:1.2",
            framework_id="elm",
            candidate_id="elm:2",
            similarity_score=0.3,
            confidence=0.01,
        ),
        Alone(
            statement_id="elm:2",
            framework_id="ash",
            candidate_id=None,
            similarity_score=None,
            confidence=None,
        ),
    ]

    table = alone_table(world, alone)

    assert tuple(table.columns) == ALONE_COLUMNS
    first, second = table.to_dict("records")
    assert first == {
        "framework": "ash",
        "element_id": "ash:1.2",
        "element_path": "Working together",
        "element_title": "Managing money",
        "in_framework": "elm",
        "best_candidate_id": "elm:2",
        "best_candidate_title": "Courage",
        "similarity_score": 0.3,
        "confidence": 0.01,
    }
    assert (second["element_id"], second["in_framework"], second["best_candidate_id"]) == ("elm:2", "ash", "")
    assert pd.isna(second["similarity_score"])
    assert pd.isna(second["confidence"])


def test_where_nothing_is_alone_the_table_is_empty_and_has_its_columns(world: Catalogue) -> None:
    assert tuple(alone_table(world, []).columns) == ALONE_COLUMNS


def test_statements_know_their_path_level_and_lines(world: Catalogue) -> None:
    row = statement_table(world).set_index("id").loc["ash:1.1.second"]

    assert row["path"] == "Working together › Sharing information"
    assert row["level"] == "Second"
    assert (row["source_file"], row["first_line"], row["last_line"]) == ("corpus/ash/source.txt", 6, 6)
