import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.catalogue import Catalogue
from crosswalk.measures import (
    COMPONENT_COLUMNS,
    FRAMEWORK_MEASURE_COLUMNS,
    STATEMENT_MEASURE_COLUMNS,
    Chance,
    component_table,
    components_by_cut,
    framework_measures,
    joined,
    statement_measures,
)
from crosswalk.model import Decision, Framework, Kind, Link, Mapping
from crosswalk.review import settle
from crosswalk.vocabulary import Justification, Predicate
from tests.decided import decided, rejected
from tests.worlds import statement

FEW = Chance(shuffles=199, resamples=200)


def framework(framework_id: str, elements: int) -> Framework:
    return Framework(
        id=framework_id,
        title=framework_id,
        statements=tuple(
            statement(f"{framework_id}:{number}", Kind.ELEMENT, number, title=f"Element {number}")
            for number in range(1, elements + 1)
        ),
    )


WORLD = Catalogue([framework("a", 4), framework("b", 5), framework("c", 4)])


def suggested(
    one: str, other: str, confidence: float | None, relation: Predicate = Predicate.CLOSE
) -> Mapping:
    return Mapping(
        subject_id=one,
        predicate_id=relation,
        object_id=other,
        mapping_justification=Justification.SIMILARITY,
        similarity_score=0.5,
        confidence=confidence,
    )


def links(*pairs: tuple[str, str], decisions: tuple[Decision, ...] = ()) -> list[Link]:
    return settle([suggested(*pair, 0.9) for pair in pairs], decisions)


def between(found: pd.DataFrame, first: str, second: str) -> pd.Series:
    return found.set_index(["first", "second"]).loc[(first, second)]


def test_overlap_and_jaccard_of_two_frameworks_by_hand() -> None:
    # Two of a's four are joined, and three of b's five: shared is 2 of 4, and 2 of 4 + 5 - 2.
    row = between(
        framework_measures(WORLD, links(("a:1", "b:1"), ("a:1", "b:2"), ("a:2", "b:3")), chance=FEW), "a", "b"
    )

    assert row[["pairs", "first_joined", "second_joined", "shared"]].tolist() == [3, 2, 3, 2]
    assert row["overlap"] == pytest.approx(2 / 4)
    assert row["jaccard"] == pytest.approx(2 / 7, abs=1e-6)
    assert row["overlap_low"] <= row["overlap"] <= row["overlap_high"]


def test_what_joins_two_elements() -> None:
    claims = [
        suggested("a:1", "b:1", 0.5),
        suggested("a:2", "b:2", 0.49),
        suggested("a:3", "b:3", None),
        suggested("a:4", "b:4", 0.9, Predicate.OPPOSITE),
        suggested("a:1", "c:1", 0.9),
        suggested("a:2", "c:2", 0.9),
    ]
    votes = [
        rejected(1, subject_id="a:1", object_id="c:1"),
        decided(2, subject_id="a:2", object_id="b:2"),
        decided(3, subject_id="a:2", object_id="c:2", predicate_id=Predicate.OPPOSITE),
    ]

    assert set(joined(WORLD, settle(claims, votes)).edges) == {("a:1", "b:1"), ("a:2", "b:2")}
    row = between(framework_measures(WORLD, settle(claims, votes), chance=FEW), "a", "b")
    assert (row["pairs"], row["reviewed_pairs"], row["stated_pairs"]) == (2, 1, 0)


def test_two_equal_frameworks_overlap_wholly_and_two_strangers_not_at_all() -> None:
    equal = links(*((f"a:{n}", f"c:{n}") for n in range(1, 5)))
    found = framework_measures(WORLD, equal, chance=FEW)

    whole, none = between(found, "a", "c"), between(found, "a", "b")
    assert whole[["overlap", "overlap_low", "overlap_high", "jaccard", "jaccard_low"]].tolist() == [1.0] * 5
    assert none[["overlap", "overlap_high", "jaccard", "jaccard_high"]].tolist() == [0.0] * 4


def test_agreement_through_a_third_framework_is_told_from_chance_by_hand() -> None:
    # a1-b1-c1, a2-b2-c2, a3-b3-c3, a4-b4-c4: of the 24 ways to hand out a's links to b one agrees four times.
    ring = [(f"{x}:{n}", f"{y}:{n}") for x, y in ("ab", "bc", "ac") for n in range(1, 5)]
    row = between(framework_measures(WORLD, links(*ring), chance=Chance(shuffles=9_999)), "a", "b")

    assert row["agreeing"] == 4
    assert row["agreeing_by_chance"] == pytest.approx(1.0, abs=0.05)
    assert row["p"] == pytest.approx(1 / 24, abs=0.01)


def test_p_is_never_nothing_and_is_empty_where_no_third_framework_can_tell() -> None:
    found = framework_measures(WORLD, links(("a:1", "b:1"), ("a:1", "c:1")), chance=FEW)

    assert pd.isna(between(found, "a", "b")["p"])
    assert between(found, "a", "b")["agreeing"] == 0
    closed = links(("a:1", "b:1"), ("a:1", "c:1"), ("b:1", "c:1"))
    assert between(framework_measures(WORLD, closed, chance=Chance(shuffles=1)), "a", "b")["p"] in (0.5, 1.0)


def test_intervals_are_those_of_resampled_elements() -> None:
    # 10 of 40 joined on either side: the mean of the smaller of two Binomial(40, 1/4), by another way.
    world = Catalogue([framework("a", 40), framework("b", 40)])
    row = framework_measures(world, links(*((f"a:{n}", f"b:{n}") for n in range(1, 11)))).iloc[0]
    flags = np.arange(40) < 10
    random = np.random.default_rng(1)
    drawn = [min(random.choice(flags, 40).sum(), random.choice(flags, 40).sum()) / 40 for _ in range(2_000)]

    low, high = np.percentile(drawn, [2.5, 97.5])
    assert (row["overlap_low"], row["overlap_high"]) == (
        pytest.approx(low, abs=0.03),
        pytest.approx(high, abs=0.03),
    )


def test_the_statement_between_all_others_is_the_bridge() -> None:
    # A star: c1 joins a1, a2, b1 and b2, which have no other way to each other.
    found = statement_measures(WORLD, links(("a:1", "c:1"), ("a:2", "c:1"), ("b:1", "c:1"), ("b:2", "c:1")))

    first = found.iloc[0]
    assert tuple(found.columns) == STATEMENT_MEASURE_COLUMNS
    assert first[["statement_id", "counterparts", "frameworks_reached", "component_size"]].tolist() == [
        "c:1", 4, 2, 5,
    ]  # fmt: skip
    assert first["degree_centrality"] == pytest.approx(4 / 12, abs=1e-6)
    assert first["betweenness"] == pytest.approx(6 / (12 * 11 / 2), abs=1e-6)
    assert first["closeness"] == pytest.approx(4 / 4 * 4 / 12, abs=1e-6)
    alone = found.set_index("statement_id").loc["a:4"]
    assert (pd.isna(alone["component"]), alone["component_size"], alone["betweenness"]) == (True, 1, 0.0)


def test_components_are_listed_largest_first() -> None:
    found = component_table(WORLD, links(("b:5", "c:4"), ("a:3", "b:3"), ("b:3", "c:3")))

    assert tuple(found.columns) == COMPONENT_COLUMNS
    assert found.values.tolist() == [[1, 3, 3, "a; b; c", "a:3; b:3; c:3"], [2, 2, 2, "b; c", "b:5; c:4"]]


def test_components_fall_apart_as_the_cut_rises() -> None:
    claims = [suggested("a:1", "b:1", 0.9), suggested("b:1", "c:1", 0.6), suggested("a:2", "b:2", 0.7)]
    found = components_by_cut(WORLD, settle(claims), cuts=(0.5, 0.65, 0.8, 0.95))

    assert found.values.tolist() == [
        [0.5, 3, 5, 2, 3], [0.65, 2, 4, 2, 2], [0.8, 1, 2, 1, 2], [0.95, 0, 0, 0, 0],
    ]  # fmt: skip


def test_another_document_leaves_the_figures_of_two_as_they_are() -> None:
    two = Catalogue(WORLD.frameworks[:2])
    own = links(("a:1", "b:1"), ("a:2", "b:3"))

    pd.testing.assert_series_equal(
        between(framework_measures(two, own), "a", "b"), between(framework_measures(WORLD, own), "a", "b")
    )


def test_without_documents_links_or_elements_the_tables_are_empty_and_have_their_columns() -> None:
    bare = Catalogue([framework("a", 0), framework("b", 2)])

    assert tuple(framework_measures(Catalogue([]), []).columns) == FRAMEWORK_MEASURE_COLUMNS
    assert pd.isna(framework_measures(bare, []).loc[0, "overlap"])
    assert statement_measures(Catalogue([]), []).empty
    assert component_table(WORLD, []).empty


every_pair = [
    (f"{x}:{i}", f"{y}:{j}")
    for x, y in ("ab", "ac", "bc")
    for i in range(1, 5)
    for j in range(1, 5)
]  # fmt: skip


@settings(max_examples=30)
@given(st.lists(st.sampled_from(every_pair), unique=True), st.permutations([1, 2, 3, 4, 5]))
def test_what_statements_are_called_changes_no_measure(
    pairs: list[tuple[str, str]], numbers: list[int]
) -> None:
    def renamed(name: str) -> str:
        framework_id, _, number = name.partition(":")
        return f"{framework_id}:{numbers[int(number) - 1]}"

    other = Catalogue(
        Framework(
            id=f.id,
            title=f.title,
            statements=tuple(
                statement(renamed(s.id), Kind.ELEMENT, s.span.first_line, title=s.title) for s in f.statements
            ),
        )
        for f in WORLD
    )
    before, after = links(*pairs), links(*((renamed(a), renamed(b)) for a, b in pairs))

    pd.testing.assert_frame_equal(
        framework_measures(WORLD, before, chance=FEW), framework_measures(other, after, chance=FEW)
    )
    pd.testing.assert_frame_equal(
        statement_measures(WORLD, before).drop(columns="statement_id"),
        statement_measures(other, after).drop(columns="statement_id"),
    )


@settings(max_examples=30)
@given(st.lists(st.sampled_from(every_pair), unique=True))
def test_measures_stay_within_their_bounds(pairs: list[tuple[str, str]]) -> None:
    found = framework_measures(WORLD, links(*pairs), chance=FEW)

    assert found[["overlap", "jaccard"]].stack().between(0, 1).all()
    assert (found["jaccard"] <= found["overlap"]).all()
    assert found["p"].dropna().between(1 / 200, 1).all()
    # A largest one-to-one pairing (Hopcroft and Karp 1973) is never larger than what is called shared.
    for row in found.itertuples():
        graph = joined(WORLD, links(*pairs))
        two = graph.subgraph(n for n in graph if n[0] in (row.first, row.second))
        top = [n for n in two if n[0] == row.first]
        assert len(nx.bipartite.hopcroft_karp_matching(two, top)) // 2 <= row.shared
