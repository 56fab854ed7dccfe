from pathlib import Path

import numpy as np
import pytest

from crosswalk import community_cache
from crosswalk.community_cache import CachedCommunities
from crosswalk.principles import Settings
from crosswalk.principles.communities import Together, joined, often_together
from tests.principles.trees import links, shared

GRAPH = joined(shared(), links())


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Gets longer whenever communities are really looked for."""
    times: list[int] = []

    def counted(graph: object, *, settings: Settings | None = None) -> Together:
        times.append(1)
        return often_together(graph, settings=settings)

    monkeypatch.setattr(community_cache, "often_together", counted)
    return times


def test_a_graph_is_looked_at_once_and_the_answer_is_the_same_bit_for_bit(
    tmp_path: Path, looked: list[int]
) -> None:
    kept = CachedCommunities(tmp_path / "kept/communities.npz")

    first, again = kept.often_together(GRAPH), kept.often_together(GRAPH)

    assert len(looked) == 1
    expected = often_together(GRAPH)
    for found in (first, again):
        assert found.ids == expected.ids
        assert np.array_equal(found.share, expected.share)


def test_another_link_or_another_setting_is_looked_at_again(tmp_path: Path, looked: list[int]) -> None:
    kept = CachedCommunities(tmp_path / "communities.npz")
    kept.often_together(GRAPH)
    other = GRAPH.copy()
    one = next(iter(other.edges))
    other.edges[one]["probability"] *= 0.5

    kept.often_together(other)
    kept.often_together(other, settings=Settings(runs=7))

    assert len(looked) == 3


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 half of one"])
def test_a_damaged_file_costs_time_and_nothing_else(
    tmp_path: Path, looked: list[int], content: bytes
) -> None:
    path = tmp_path / "communities.npz"
    path.write_bytes(content)

    found = CachedCommunities(path).often_together(GRAPH)

    assert np.array_equal(found.share, often_together(GRAPH).share)
    assert CachedCommunities(path).often_together(GRAPH).ids == found.ids
    assert len(looked) == 1


def test_where_nothing_can_be_written_the_answer_is_given_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("in the way")

    found = CachedCommunities(tmp_path / "a-file/communities.npz").often_together(GRAPH)

    assert np.array_equal(found.share, often_together(GRAPH).share)
