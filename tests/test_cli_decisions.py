import shutil
import subprocess
from pathlib import Path

import pytest

from crosswalk.workspace import LEDGER, Workspace
from tests.commands import run
from tests.conftest import REPOSITORY

PAIR = "lqf:1.1", "grade9:1.2"
ME = "--reviewer", "reviewer-1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with the real documents and nothing built."""
    return shutil.copytree(REPOSITORY / "corpus", tmp_path / "project" / "corpus").parent


def decide(folder: Path, *answer: str) -> subprocess.CompletedProcess[str]:
    return run("decide", *PAIR, *answer, *ME, folder=folder)


def test_a_decision_is_saved_changed_undone_and_listed(folder: Path) -> None:
    said = decide(folder, "--relation", "mostly", "--comment", "both ask for it")
    (kept,) = Workspace(folder).decisions()
    assert (said.returncode, said.stdout) == (0, f"saved {kept.id}\n")

    assert decide(folder, "--reject", "different-level").stdout.startswith("saved ")
    assert decide(folder, "--undo").stdout.startswith("saved ")
    lines = run("decisions", "log", "--pair", *PAIR, folder=folder).stdout.splitlines()
    assert "reviewer-1: lqf:1.1 says mostly the same as grade9:1.2" in lines[0]
    assert not lines[0].endswith("(no longer stands)")
    assert lines[-1] == "Decisions: 3; votes that stand: 1."


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((), "say one of --relation, --reject, --unsure and --undo"),
        (("--unsure", "--undo"), "say one of"),
        (("--relation", "alike"), "'alike' is not one of same, mostly, wider, narrower, overlaps, opposite"),
        (("--reject", "boring"), "'boring' is not one of different-topic"),
    ],
)
def test_an_answer_that_is_none_is_wrong_usage(folder: Path, answer: tuple[str, ...], said: str) -> None:
    found = decide(folder, *answer)

    assert found.returncode == 2
    assert said in " ".join(found.stderr.replace("│", " ").split())
    assert not (folder / LEDGER).exists()


def test_where_nothing_can_be_kept_nothing_is_said_to_be_saved(folder: Path) -> None:
    (folder / LEDGER).parent.mkdir()
    (folder / LEDGER).write_bytes(b"no database" * 1000)

    found = decide(folder, "--unsure")

    assert (found.returncode, found.stdout) == (1, "")
    assert "ledger.sqlite: the ledger cannot be used" in found.stderr
    assert "Traceback" not in found.stderr


def test_decisions_go_out_as_text_and_come_in_again(folder: Path, tmp_path: Path) -> None:
    decide(folder, "--relation", "same")
    exported = run("decisions", "export", "out", folder=folder)
    other = shutil.copytree(REPOSITORY / "corpus", tmp_path / "other" / "corpus").parent

    brought = run("decisions", "import", f"{folder}/out/decisions.jsonl", folder=other)
    merged = run("decisions", "merge", f"{folder}/{LEDGER}", folder=other)

    assert exported.stdout.split() == [
        f"out/{name}" for name in ("decisions.jsonl", "accepted.sssom.tsv", "rejected.sssom.tsv")
    ]
    assert brought.stdout == "saved 1 new decisions; 0 were there already.\n"
    assert merged.stdout == "saved 0 new decisions; 1 were there already.\n"
    assert Workspace(other).decisions() == Workspace(folder).decisions()


def test_wrong_rows_are_an_error_that_names_them(folder: Path) -> None:
    (folder / "bad.jsonl").write_text("{}\n")

    found = run("decisions", "import", "bad.jsonl", folder=folder)

    assert found.returncode == 1
    assert "bad.jsonl:1: id: Field required" in found.stderr


@pytest.mark.parametrize(
    "command", [("decide",), *(("decisions", c) for c in ("export", "import", "merge", "log"))]
)
def test_every_command_of_reviewers_explains_itself_and_is_in_the_readme(command: tuple[str, ...]) -> None:
    said = run(*command, "--help")

    assert said.returncode == 0
    assert "Example" in said.stdout
    assert f"crosswalk {' '.join(command)}" in (REPOSITORY / "README.md").read_text(encoding="utf-8")
