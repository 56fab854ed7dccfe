"""How well communities of statements agree with groups that people implied, beside what a user would pick.

Run: python benchmarks/principles.py --reference DIR [--cache FILE]
What is measured, and what these figures cannot say: benchmarks/README.md.
"""

import argparse
import tempfile
import time
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from crosswalk.catalogue import Catalogue
from crosswalk.embedding_cache import CachedEncoder
from crosswalk.evaluation.tasks import Questions, questions_of
from crosswalk.interop.gold import read_gold
from crosswalk.model import Kind, Link
from crosswalk.principles.communities import Settings, joined, often_together, raw_communities
from crosswalk.principles.cutting import cut
from crosswalk.review import settle
from crosswalk.stated import cite, mirror
from crosswalk.suggest import Suggestions, suggest
from crosswalk.suggest.encoders import DEFAULT_ENCODER, load_encoder
from crosswalk.workspace import Workspace

#: Seeds far enough apart that no two consensus runs share one.
SEEDS = (1, 1001, 2001, 3001, 4001)

#: Thresholds among which single linkage is given its best.
GRID = np.arange(0.3, 0.95, 0.01)

#: The community of each element; what is missing stands alone.
Labels = Mapping[str, Hashable]


class Reference:
    """Groups that the reference implies, in blocks of frameworks that it compares with each other.

    Args:
        asked: The judged pairs of elements.
    """

    def __init__(self, asked: Questions) -> None:
        matches, compared = nx.Graph(), nx.Graph()
        for task in asked.tasks:
            matches.add_nodes_from((*task.left.ids, *task.right.ids))
            nx.add_path(compared, (*task.left.ids, *task.right.ids))
            matches.add_edges_from(
                (task.left.ids[row], task.right.ids[column])
                for row, column in np.argwhere(task.positive).tolist()
            )
        self.blocks = [sorted(block) for block in nx.connected_components(compared)]
        groups = [sorted(group) for group in nx.connected_components(matches)]
        self.group_of = {element: number for number, group in enumerate(groups) for element in group}
        self.grouped = {element for group in groups if len(group) > 1 for element in group}
        self.count = sum(len(group) > 1 for group in groups)

    def figures(self, labels: Labels, *, grouped: bool) -> list[float]:
        """B-cubed precision, recall and F1, and ARI: means over blocks, weighed by their elements.

        Args:
            labels: The community of each element.
            grouped: Count only elements that the reference puts in a group with another one.
        """
        rows, weights = [], []
        for block in self.blocks:
            ids = [i for i in block if i in self.grouped or not grouped]
            found, truth = numbered(ids, labels), np.asarray([self.group_of[i] for i in ids])
            rows.append([*b_cubed(found, truth), adjusted_rand_score(truth, found)])
            weights.append(len(ids))
        return [float(v) for v in np.average(rows, axis=0, weights=weights)]


def numbered(ids: Sequence[str], labels: Labels) -> np.ndarray:
    """Numbers for communities, shape (n,); what has none stands alone."""
    keys = [labels.get(i, ("alone", i)) for i in ids]
    number = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    return np.asarray([number[key] for key in keys])


def b_cubed(found: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1 (Bagga and Baldwin 1998; Amigó et al. 2009): an item is its own neighbour too.

    The precision of an item is the share of its community that is in its group, its recall the share of its
    group that is in its community; both are averaged over items.
    """
    mine, theirs = found[:, None] == found, truth[:, None] == truth
    both = (mine & theirs).sum(axis=1)
    precision = float((both / mine.sum(axis=1)).mean())
    recall = float((both / theirs.sum(axis=1)).mean())
    return precision, recall, 2 * precision * recall / (precision + recall)


def ours(catalogue: Catalogue, links: Sequence[Link], settings: Settings) -> tuple[Labels, int]:
    """The principle that each statement stands in first of all, and how many principles there are."""
    found = cut(
        often_together(joined(catalogue, links, settings=settings), settings=settings), settings=settings
    )
    ids = found.together.ids
    return {ids[p]: n for n, group in enumerate(found.groups) for p in group}, len(found.groups)


def raw(catalogue: Catalogue, links: Sequence[Link], seed: int, resolution: float) -> Labels:
    """One run of Louvain's method on the same graph."""
    graph = joined(catalogue, links)
    return dict(zip(graph, raw_communities(graph, seed=seed, resolution=resolution).tolist(), strict=True))


def embedded(catalogue: Catalogue, suggestions: Suggestions) -> tuple[list[str], np.ndarray]:
    """Every element with the vector of all that it says."""
    sides = [suggestions.pairwise.side(f.id, Kind.ELEMENT) for f in catalogue.documents]
    ids = [i for encoded in sides for i in encoded.side.ids]
    return ids, np.vstack([encoded.whole for encoded in sides if len(encoded.side)])


def single_linkage(ids: Sequence[str], vectors: np.ndarray, least: float) -> Labels:
    """Elements joined by chains of cosines of at least a threshold."""
    distance = np.clip(1 - vectors @ vectors.T, 0, 2)
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), "single")
    return dict(zip(ids, fcluster(tree, 1 - least, "distance").tolist(), strict=True))


def k_means(ids: Sequence[str], vectors: np.ndarray, k: int, seed: int) -> Labels:
    """So many clusters of elements, the best of ten starts."""
    return dict(zip(ids, KMeans(k, n_init=10, random_state=seed).fit_predict(vectors).tolist(), strict=True))


def agreement(runs: Sequence[Labels], ids: Sequence[str]) -> str:
    """ARI of every two runs: mean and range."""
    found = [adjusted_rand_score(numbered(ids, a), numbered(ids, b)) for a, b in combinations(runs, 2)]
    return f"{np.mean(found):.3f} ({min(found):.3f} to {max(found):.3f}; {len(found)} pairs of runs)"


def quality(reference: Reference, ways: Mapping[str, Sequence[Labels]]) -> None:
    """Print the figures of each way, means over its runs."""
    for grouped in (False, True):
        counted = reference.grouped if grouped else {i for block in reference.blocks for i in block}
        which = "that the reference groups with another" if grouped else "of the reference"
        print(f"\n{len(counted)} elements {which}; means over runs")
        print(f"{'':44}{'precision':>10}{'recall':>8}{'B3 F1':>8}{'ARI':>8}")
        for name, runs in ways.items():
            rows = np.mean([reference.figures(labels, grouped=grouped) for labels in runs], axis=0)
            print(f"{name:44}{rows[0]:10.3f}{rows[1]:8.3f}{rows[2]:8.3f}{rows[3]:8.3f}")


def run(chosen: argparse.Namespace, encoder: CachedEncoder) -> None:
    """All figures."""
    catalogue = Workspace(chosen.project).catalogue()
    suggestions = suggest(catalogue, encoder)
    links = settle([*cite(catalogue), *mirror(catalogue), *suggestions.mappings])
    reference = Reference(questions_of(read_gold(chosen.reference / "elements-dev.tsv"), catalogue, {}))
    started = time.perf_counter()
    consensus = [ours(catalogue, links, Settings(seed=seed)) for seed in SEEDS]
    took = (time.perf_counter() - started) / len(SEEDS)
    k = consensus[0][1]
    ids, vectors = embedded(catalogue, suggestions)
    linked = {least: single_linkage(ids, vectors, least) for least in GRID}
    best = max(GRID, key=lambda least: reference.figures(linked[least], grouped=False)[2])
    near = min(GRID, key=lambda least: abs(_groups(linked[least]) - k))
    singles = [raw(catalogue, links, seed, Settings().resolution) for seed in SEEDS]
    print(f"{reference.count} groups of two or more elements; {k} principles; {took:.2f} s to find them")
    quality(
        reference,
        {
            "crosswalk: consensus": [labels for labels, _ in consensus],
            "one run of Louvain, same graph": singles,
            f"single linkage at {best:.2f}, its best F1": [linked[best]],
            f"single linkage at {near:.2f}, nearest to {k} groups": [linked[near]],
            f"k-means on embeddings, k = {k}": [k_means(ids, vectors, k, seed) for seed in SEEDS],
            "every element alone": [{}],
        },
    )
    stability(catalogue, links, consensus, singles)


def stability(
    catalogue: Catalogue,
    links: Sequence[Link],
    consensus: Sequence[tuple[Labels, int]],
    singles: Sequence[Labels],
) -> None:
    """Print how far runs with other seeds agree."""
    nodes = [*joined(catalogue, links)]
    both = [i for i in nodes if all(i in labels for labels, _ in consensus)]
    sampled = [ours(catalogue, links, Settings(seed=seed, runs=1))[0] for seed in SEEDS]
    print(f"\nAgreement of runs with different seeds, ARI over {len(nodes)} statements")
    print(f"consensus, nowhere as one group   {agreement([_nowhere(r, nodes) for r, _ in consensus], nodes)}")
    print(f"consensus, {len(both)} always in one     {agreement([labels for labels, _ in consensus], both)}")
    print(f"one run of Louvain, all           {agreement(singles, nodes)}")
    print(f"one run of Louvain, the same {len(both)}  {agreement(singles, both)}")
    print(f"one run on resampled links, all   {agreement(sampled, nodes)}")
    print("principles a run: " + ", ".join(str(count) for _, count in consensus))


def _groups(labels: Labels) -> int:
    """How many communities have two or more elements."""
    values = list(labels.values())
    return sum(values.count(value) > 1 for value in set(values))


def _nowhere(labels: Labels, ids: Sequence[str]) -> Labels:
    return {i: labels.get(i, "nowhere") for i in ids}


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description="Quality of principles; see benchmarks/README.md.")
    parser.add_argument("--reference", type=Path, required=True, help="folder of element gold")
    parser.add_argument("--project", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--encoder", default=DEFAULT_ENCODER, help="as for `crosswalk build`")
    parser.add_argument("--cache", type=Path, help="file that keeps embeddings (default: a temporary one)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = chosen.cache or Path(folder) / "kept.sqlite"
        run(chosen, CachedEncoder(load_encoder(chosen.encoder), kept))


if __name__ == "__main__":
    main()
