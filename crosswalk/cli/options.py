"""Options that several commands share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from crosswalk.suggest import Cut
    from crosswalk.suggest import Shape as Correspondence

Project = Annotated[
    Path,
    typer.Option("--project", "-p", help="The project folder, the one that holds corpus/.", metavar="FOLDER"),
]
Model = Annotated[
    str,
    typer.Option(
        "--encoder",
        help="The model that compares statements: minilm (all-MiniLM-L6-v2, offline), or "
        "sentence-transformers:NAME_OR_FOLDER for any other (needs the extra `models`).",
        metavar="MODEL",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors and warnings.")]
Precision = Annotated[
    float | None,
    typer.Option(
        min=0.01,
        max=1.0,
        help="Expected share of right ones among the suggestions between two frameworks; 0.5 unless "
        "--at-most is given.",
        metavar="SHARE",
    ),
]
AtMost = Annotated[
    int | None,
    typer.Option(min=1, help="Suggest only so many pairs, the most probable first.", metavar="NUMBER"),
]
Shape = Annotated[
    str | None,
    typer.Option(
        help="Whether each thing has about one counterpart (one-to-one) or many point at one (many-to-one). "
        "Otherwise elements with indicators below count as the first, lists as the second.",
        metavar="SHAPE",
    ),
]


def cut_of(precision: float | None, at_most: int | None) -> "Cut | None":
    """Where the list ends, from what the user said; None for nothing said."""
    from crosswalk.suggest import Cut

    return None if precision is None and at_most is None else Cut(precision=precision, at_most=at_most)


def shape_of(said: str | None) -> "Correspondence | None":
    """The shape the user named; None for none.

    Raises:
        typer.BadParameter: There is no such shape.
    """
    from crosswalk.suggest import Shape as Correspondence

    if said is None:
        return None
    if said not in tuple(Correspondence):
        raise typer.BadParameter(f"{said!r} is not one of {', '.join(Correspondence)}", param_hint="--shape")
    return Correspondence(said)
