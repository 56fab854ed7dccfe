"""Commands for reviewers: decide about a pair, and take decisions out, in, and together."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswalk.cli.options import Project
from crosswalk.terminal import told

if TYPE_CHECKING:
    from crosswalk.decisions import Answer

group = typer.Typer(
    name="decisions",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="""
    Take decisions out of the ledger as text, bring them in, and list them.

    The ledger is mappings/ledger.sqlite, or the PostgreSQL database that the environment variable
    CROSSWALK_DATABASE_URL names. A decision is never changed or deleted: a change of mind is a new one.
    """,
)

Subject = Annotated[str, typer.Argument(metavar="A", help="A statement, such as sssc:1.1.")]
Object = Annotated[str, typer.Argument(metavar="B", help="Another statement.")]


def add_to(app: typer.Typer) -> None:
    """Make them commands of an application."""
    for command in (decide, agreement):
        app.command()(command)
    app.add_typer(group)


def decide(
    subject_id: Subject,
    object_id: Object,
    reviewer: Annotated[str, typer.Option(help="Who decides.", metavar="NAME", show_default=False)],
    relation: Annotated[
        str | None,
        typer.Option(
            help="Accept: how A relates to B. same, mostly (the same), wider (A is), narrower (A is), "
            "overlaps, or opposite.",
            metavar="RELATION",
        ),
    ] = None,
    reject: Annotated[
        str | None,
        typer.Option(
            help="Reject, and why: different-topic, different-behaviour (of the same topic), "
            "different-level, different-actor, duty-against-aspiration, or wording-only.",
            metavar="REASON",
        ),
    ] = None,
    unsure: Annotated[bool, typer.Option("--unsure", help="Neither; somebody else should look.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what you said of this pair last.")] = False,
    comment: Annotated[str, typer.Option(help="Your own words.", metavar="TEXT", show_default=False)] = "",
    blind: Annotated[bool, typer.Option("--blind", help="You have not seen the suggestion's score.")] = False,
    project: Project = Path(),
) -> None:
    """Say whether and how two statements correspond.

    Adds one decision to the ledger and says `saved` when it is on the disk. Say something else later to
    change your mind; the first decision stays in the ledger, and --undo brings it back. `crosswalk build`
    makes links of what is decided; corpus/project.toml says whether one reviewer suffices.

    \b
    Examples:
      crosswalk decide lqf:1.1 grade9:1.2 --relation mostly --reviewer reviewer-1
      crosswalk decide lqf:1.1 grade9:1.3 --reject different-topic --reviewer reviewer-1
      crosswalk decide lqf:1.1 grade9:1.3 --undo --reviewer reviewer-1
    """
    answer = _answer(relation, reject, unsure=unsure, undo=undo, comment=comment, blind=blind)
    with told():
        from crosswalk.decisions import decide as add
        from crosswalk.workspace import Workspace

        decision_id = add(Workspace(project), subject_id, object_id, answer, reviewer=reviewer)
    typer.echo(f"saved {decision_id}")


def _answer(
    relation: str | None, reject: str | None, *, unsure: bool, undo: bool, comment: str, blind: bool
) -> "Answer":
    from crosswalk.decisions import Answer
    from crosswalk.model import CHOICES, Reason, Verdict

    if sum((relation is not None, reject is not None, unsure, undo)) != 1:
        raise typer.BadParameter("say one of --relation, --reject, --unsure and --undo")
    if relation is not None:
        if relation not in CHOICES:
            known = ", ".join(CHOICES)
            raise typer.BadParameter(f"{relation!r} is not one of {known}", param_hint="--relation")
        chosen = CHOICES[relation]
        return Answer(verdict=Verdict.ACCEPT, predicate_id=chosen, comment=comment, blind=blind)
    if reject is not None:
        if reject not in tuple(Reason):
            raise typer.BadParameter(f"{reject!r} is not one of {', '.join(Reason)}", param_hint="--reject")
        return Answer(verdict=Verdict.REJECT, reason=Reason(reject), comment=comment, blind=blind)
    verdict = Verdict.UNDONE if undo else Verdict.UNSURE
    return Answer(verdict=verdict, comment=comment, blind=blind)


def agreement(project: Project = Path()) -> None:
    """Say how far reviewers agree, and list where they do not.

    On whether two statements match, and on the relation: the share of pairs on which people said the same,
    Krippendorff's alpha for all reviewers together and Cohen's kappa for every two. 1 means that all agree, 0
    that they agree as often as by chance. Only pairs that at least two people judged are compared; votes that
    say unsure, and votes on words that have changed since, are left out and counted.

    Then each pair of which people said different things, with every vote and comment.

    \b
    Examples:
      crosswalk agreement
      crosswalk agreement --project ../other
    """
    with told():
        from crosswalk.agreement import agreement as compare
        from crosswalk.agreement import agreement_lines
        from crosswalk.review import needs_another_look
        from crosswalk.workspace import Workspace

        workspace = Workspace(project)
        catalogue, decided = workspace.catalogue(), workspace.decisions()
        found = compare(
            decided,
            policy=workspace.project().review.rules,
            changed={old.decision.id for old in needs_another_look(decided, catalogue)},
        )
        lines = agreement_lines(found, catalogue)
    for line in lines:
        typer.echo(line)


@group.command("export")
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files go; made if need be.")],
    project: Project = Path(),
) -> None:
    """Write all decisions as text.

    Three files: decisions.jsonl has everything, one decision a line, and can be imported again;
    accepted.sssom.tsv and rejected.sssom.tsv have each reviewer's standing votes for tools that read SSSOM,
    one record a vote. The same decisions give the same bytes, so the folder can be put under version control.

    \b
    Example:
      crosswalk decisions export mappings/decisions
    """
    with told():
        from crosswalk.decisions import export as write
        from crosswalk.workspace import Workspace

        files = write(Workspace(project), folder)
    for file in files:
        typer.echo(f"  {file}")


@group.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="What `export` wrote, or what reviewers handed back."),
    ],
    project: Project = Path(),
) -> None:
    """Add the decisions of files that `export` wrote or that reviewers handed back.

    Takes decisions.jsonl, the workbook (.xlsx) of `crosswalk review-file` with answers in it, the file
    (.json) that its page saves, and votes as SSSOM (.sssom.tsv). In any order, and as often as you like: each
    decision is kept once. If anything is wrong, every wrong row is listed with its place (file and line, or
    sheet and cell), and nothing is imported.

    SSSOM keeps less than a decision has: the day, not the time, and none of the words. A row that says what
    a decision of the ledger says adds nothing. Where you have the decisions.jsonl of the same export, take
    that.

    \b
    Examples:
      crosswalk decisions import reviewer-1.jsonl reviewer-2.jsonl
      crosswalk decisions import review-reviewer-1.xlsx
    """
    _bring_in(files, project)


@group.command("merge")
def merge(
    others: Annotated[
        list[Path],
        typer.Argument(metavar="OTHER...", help="Other ledgers (.sqlite), or files for `import`."),
    ],
    project: Project = Path(),
) -> None:
    """Add the decisions of other ledgers, such as a colleague's copy of the project.

    Merging in any order gives the same ledger. The other ledgers are only read.

    \b
    Example:
      crosswalk decisions merge ../colleague/mappings/ledger.sqlite
    """
    _bring_in(others, project)


def _bring_in(sources: list[Path], project: Path) -> None:
    with told():
        from crosswalk.decisions import bring_in
        from crosswalk.workspace import Workspace

        done = bring_in(Workspace(project), sources)
    typer.echo(f"saved {done.new} new decisions; {done.known} were there already.")


@group.command("log")
def log(
    pair: Annotated[
        tuple[str, str] | None, typer.Option(help="Only on these two statements.", metavar="A B")
    ] = None,
    reviewer: Annotated[str | None, typer.Option(help="Only by this reviewer.", metavar="NAME")] = None,
    needs_another_look: Annotated[
        bool,
        typer.Option(
            "--needs-another-look",
            help="Only those on words that have changed since, with the words before and after.",
        ),
    ] = False,
    project: Project = Path(),
) -> None:
    """List decisions by time, and which of them still stand.

    \b
    Examples:
      crosswalk decisions log --pair lqf:1.1 grade9:1.2
      crosswalk decisions log --reviewer reviewer-1
      crosswalk decisions log --needs-another-look
    """
    if needs_another_look and (pair or reviewer):
        raise typer.BadParameter("--needs-another-look lists them all: leave --pair and --reviewer out")
    with told():
        from crosswalk.decisions import another_look
        from crosswalk.decisions import log as list_all
        from crosswalk.workspace import Workspace

        workspace = Workspace(project)
        chosen = (
            another_look(workspace)
            if needs_another_look
            else list_all(workspace, pair=pair, reviewer=reviewer)
        )
        lines = [*chosen]
    for line in lines:
        typer.echo(line)
