"""What a person at a terminal sees beside the result: how far the work is, and what is wrong."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING

import typer

from crosswalk.errors import CrosswalkError

if TYPE_CHECKING:
    from crosswalk.build import Progress


class Exit(IntEnum):
    """What the shell is told."""

    INPUT = 1


@contextmanager
def told() -> Iterator[None]:
    """Print what is wrong with the input in one place, without a traceback."""
    try:
        yield
    except CrosswalkError as problem:
        typer.echo(f"crosswalk: {problem}", err=True)
        raise typer.Exit(Exit.INPUT) from None


@contextmanager
def uncollected() -> Iterator[None]:
    """Do not look for cycles: a build makes much and drops little, and looking is a seventh of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def progress_bar(*, quiet: bool) -> "Iterator[Progress | None]":
    """A progress bar on a terminal; nothing where nobody watches."""
    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Starting", total=1)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
