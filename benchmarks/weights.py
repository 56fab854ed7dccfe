"""Makes the weights that come with the package: crosswalk/suggest/weights.toml.

Run: python benchmarks/weights.py --reference DIR [--cache FILE]
Elements first, since what elements score is a view of the indicators below them.
"""

import argparse
import tempfile
from pathlib import Path

from crosswalk.embedding_cache import CachedEncoder
from crosswalk.evaluation.learning import learnt_from
from crosswalk.evaluation.tasks import questions_of
from crosswalk.interop.gold import read_gold
from crosswalk.suggest.encoders import load_encoder
from crosswalk.suggest.weights import untaught, written
from crosswalk.workspace import Workspace, write_file

ROOT = Path(__file__).resolve().parent.parent
HOW = """What each view's vote weighs, and what a score means:
log odds of a match = slope * score + intercept.
`parts` is for elements with indicators below them: learnt from all element pairs of four pairs of the
frameworks in corpus/, of which at least two of three independent annotators called the matches so.
`leaves` is for indicators and lists: learnt from candidates of single indicators of the same frameworks,
graded by two annotators; a match is a mean grade of 2 (substantially overlapping) or more.
The annotators were not domain experts of the publishing bodies, and nobody there has reviewed their work.
`error` is the expected calibration error on pairs of frameworks that were held out.
Made by benchmarks/weights.py; a project makes its own with `crosswalk learn`."""


def main() -> None:
    """Learn from both gold files and write the weights."""
    parser = argparse.ArgumentParser(description="Make the weights that come with the package.")
    parser.add_argument("--reference", type=Path, required=True, help="folder of element and indicator gold")
    parser.add_argument("--cache", type=Path, help="file that keeps embeddings (default: a temporary one)")
    chosen = parser.parse_args()
    catalogue = Workspace(ROOT).catalogue()
    with tempfile.TemporaryDirectory() as folder:
        encoder = CachedEncoder(load_encoder(), chosen.cache or Path(folder) / "embeddings.sqlite")
        learnt = untaught()
        for name in ("elements-dev.tsv", "indicators-dev.tsv"):
            questions = questions_of(read_gold(chosen.reference / name), catalogue, {})
            learnt = learnt_from(questions, learnt, encoder)
    write_file(ROOT / "crosswalk" / "suggest" / "weights.toml", written(learnt, how=HOW).encode())


if __name__ == "__main__":
    main()
