"""The command, as somebody at a shell gives it."""

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from crosswalk.cli import app
from tests.conftest import REPOSITORY

#: What the shell says beside the command: no ledger or account list of the machine's own.
_SHELL = {"COLUMNS": "160", "PYTHONIOENCODING": "utf-8", "CROSSWALK_DATABASE_URL": ""}


@dataclass(frozen=True)
class Answer:
    """What came of a command; none of it was on a terminal."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, folder: Path = REPOSITORY, said: str = "") -> Answer:
    """Give the command in this process, which spares a second or more of starting one.

    Args:
        arguments: After `crosswalk`.
        folder: Where it is given.
        said: What it reads from its input.
    """
    with contextlib.chdir(folder):
        found = CliRunner().invoke(app, arguments, input=said, env=_SHELL, prog_name="crosswalk")
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return Answer(found.exit_code, found.stdout, found.stderr)


def run_apart(*arguments: str, folder: Path = REPOSITORY) -> Answer:
    """Give the command in a process of its own, as the shell does."""
    done = subprocess.run(
        [sys.executable, "-m", "crosswalk", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **_SHELL, "PYTHONPATH": str(REPOSITORY)},
    )
    return Answer(done.returncode, done.stdout, done.stderr)
