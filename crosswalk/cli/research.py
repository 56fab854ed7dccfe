"""Commands for researchers: scores for tools of their own, figures, and what is learnt from judged pairs."""

from pathlib import Path
from typing import Annotated

import typer

from crosswalk.cli.options import Model, Project, Shape, shape_of
from crosswalk.terminal import told

Gold = Annotated[Path, typer.Argument(metavar="GOLD", help="A gold file (.tsv, .csv) or a set folder.")]
Left = Annotated[
    Path | None, typer.Option(help="Items on the left (CSV or JSONL), for pairs of ids.", metavar="FILE")
]
Right = Annotated[Path | None, typer.Option(help="Items on the right.", metavar="FILE")]
Document = Annotated[
    list[str] | None,
    typer.Option(help="Which framework a label in the gold stands for: 000=sssc.", metavar="LABEL=ID"),
]


def add_to(app: typer.Typer) -> None:
    """Make them commands of an application."""
    for command in (suggest, evaluate, learn):
        app.command()(command)


def suggest(
    all_pairs: Annotated[
        Path, typer.Option("--all-pairs", help="The CSV file to write.", metavar="FILE", show_default=False)
    ],
    encoder: Model = "minilm",
    shape: Shape = None,
    project: Project = Path(),
) -> None:
    """Write the score of every pair of elements of every two documents.

    For those who evaluate with tools of their own. The file has the columns subject_id, subject_label,
    object_id, object_label, score, relation and confidence; higher scores are more alike. What is suggested
    to people is what `crosswalk build` writes into mappings/.

    \b
    Example:
      crosswalk suggest --all-pairs scores.csv
    """
    with told():
        from crosswalk.suggest.all_pairs import all_pairs as score_pairs
        from crosswalk.workspace import Workspace, write_file

        correspondence, workspace = shape_of(shape), Workspace(project)
        table = score_pairs(
            workspace.catalogue(),
            workspace.encoder(encoder),
            learnt=workspace.learnt(),
            shape=correspondence,
        )
        write_file(all_pairs, table.to_csv(index=False, lineterminator="\n").encode())
    typer.echo(f"Wrote {len(table)} pairs to {all_pairs}. Next: `crosswalk explain A B` on one of them.")


def evaluate(
    gold: Gold,
    left: Left = None,
    right: Right = None,
    encoder: Model = "minilm",
    project: Project = Path(),
    document: Document = None,
    figure: Annotated[
        Path | None,
        typer.Option(help="Draw precision against recall into this .png or .svg file.", metavar="FILE"),
    ] = None,
) -> None:
    """Measure suggestions against pairs that people judged.

    Prints average precision, MAP, recall, MRR, nDCG and the best kappa of plain cosine and of this tool,
    with an interval of the difference. GOLD lists pairs of elements by title, candidates of indicators by
    text, or pairs of ids; README.md describes the columns. A set folder holds left.jsonl, right.jsonl and
    gold.tsv.

    \b
    Examples:
      crosswalk evaluate judged-elements.tsv --figure curves.png
      crosswalk evaluate judged-elements.tsv --document 000=sssc
      crosswalk evaluate pairs.tsv --left ours.csv --right theirs.jsonl
    """
    with told():
        from crosswalk.evaluation.evaluate import evaluate as measure

        lines = measure(
            gold,
            left=left,
            right=right,
            encoder=encoder,
            project=project,
            documents=document or (),
            figure=figure,
        )
    for line in lines:
        typer.echo(line)


def learn(
    gold: Annotated[
        Path | None, typer.Argument(metavar="[GOLD]", help="A gold file (.tsv, .csv) or a set folder.")
    ] = None,
    from_decisions: Annotated[
        bool, typer.Option("--from-decisions", help="Learn from what the project's reviewers settled.")
    ] = False,
    left: Left = None,
    right: Right = None,
    encoder: Model = "minilm",
    project: Project = Path(),
    document: Document = None,
    from_nothing: Annotated[
        bool,
        typer.Option(
            "--from-nothing", help="Forget what is known: every view's vote counts alike to begin with."
        ),
    ] = False,
) -> None:
    """Learn from pairs that people judged: what each view's vote weighs, and what a score means.

    Writes mappings/weights.toml, a dozen numbers that a person can read and change; builds of this project
    use them from then on. Starts from the project's own weights or those of the package. Judged elements
    teach how elements with indicators below are compared, judged indicators and lists how the others are.
    Prints how many judgements the probabilities rest on and their calibration error on held-out frameworks.

    --from-decisions takes the settled pairs of the project's ledger instead of GOLD: accepted ones are
    matches, rejected and opposite ones are not. It always starts from what was known before any decision
    (the package's weights, or those that GOLD taught, which stay in mappings/weights-before-decisions.toml),
    so learning again after more decisions never counts one twice. Learning from GOLD starts from there too.

    \b
    Examples:
      crosswalk learn judged-elements.tsv
      crosswalk learn judged-indicators.tsv --project ../other
      crosswalk learn --from-decisions
    """
    if (gold is None) != from_decisions:
        raise typer.BadParameter("say either GOLD or --from-decisions")
    if from_decisions and (left or right or document or from_nothing):
        raise typer.BadParameter("--left, --right, --document and --from-nothing go with GOLD only")
    with told():
        from crosswalk.evaluation import learning

        lines = (
            learning.learn_from_decisions(encoder=encoder, project=project)
            if gold is None
            else learning.learn_from(
                gold,
                left=left,
                right=right,
                encoder=encoder,
                project=project,
                documents=document or (),
                from_nothing=from_nothing,
            )
        )
    for line in lines:
        typer.echo(line)
