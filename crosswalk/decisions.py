"""Decisions of a project: made, listed, written as text, and brought together from several ledgers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.errors import DecisionError
from crosswalk.workspace import SUGGESTED, Workspace, write_file

if TYPE_CHECKING:
    from crosswalk.model import Decision, Reason, Shown, Verdict
    from crosswalk.vocabulary import Predicate

#: What `export` writes: everything, and the standing votes for other people's tools.
JSONL, ACCEPTED, REJECTED = "decisions.jsonl", "accepted.sssom.tsv", "rejected.sssom.tsv"

#: How an SQLite file begins (SQLite file format, 1.3).
_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """What an import did: decisions that are new here, and those that were here already."""

    new: int
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person says of a pair: as the fields of a decision."""

    verdict: "Verdict"
    predicate_id: "Predicate | None" = None
    reason: "Reason | None" = None
    comment: str = ""
    blind: bool = False


def decide(workspace: Workspace, subject_id: str, object_id: str, answer: Answer, *, reviewer: str) -> str:
    """Add a person's word on two statements to the ledger.

    Args:
        workspace: The project.
        subject_id: CURIE of a statement.
        object_id: CURIE of another.
        answer: What is said; its relation goes from the subject to the object.
        reviewer: Who says it.

    Returns:
        The decision's id; it is on the disk.

    Raises:
        UnknownStatement: There is no such statement.
        DecisionError: The answer contradicts itself, or there is nothing to undo.
        LedgerError: The ledger cannot be used.
    """
    from crosswalk.ledger import record

    catalogue = workspace.catalogue()
    subject, object_ = catalogue.named(subject_id), catalogue.named(object_id)
    with workspace.ledger() as ledger:
        kept = record(
            ledger,
            subject,
            object_,
            verdict=answer.verdict,
            reviewer=reviewer,
            predicate_id=answer.predicate_id,
            reason=answer.reason,
            comment=answer.comment,
            shown=_shown(workspace, subject_id, object_id, blind=answer.blind),
        )
    return kept.id


def _shown(workspace: Workspace, subject_id: str, object_id: str, *, blind: bool) -> "Shown | None":
    """The suggestion for a pair as the last build wrote it, its relation read from the subject."""
    from crosswalk.model import Shown, turned_round

    ends = {subject_id, object_id}
    for claim in workspace.mappings(SUGGESTED):
        if {claim.subject_id, claim.object_id} == ends:
            relation = claim.predicate_id
            tool = " ".join(filter(None, (claim.mapping_tool, claim.mapping_tool_version)))
            return Shown(
                blind=blind,
                predicate_id=relation if claim.subject_id == subject_id else turned_round(relation),
                similarity_score=claim.similarity_score,
                confidence=claim.confidence,
                tool=tool or None,
            )
    return None


def export(workspace: Workspace, folder: Path) -> list[Path]:
    """Write every decision as JSONL, and the standing votes for and against as SSSOM.

    Returns:
        The files; the same decisions give the same bytes.

    Raises:
        LedgerError: The ledger cannot be used.
        OutputError: A file cannot be written.
    """
    from crosswalk.interop.decisions import ACCEPTED_ABOUT, REJECTED_ABOUT, write_jsonl, write_votes
    from crosswalk.model import Verdict
    from crosswalk.review import current, wording_changed

    decisions, catalogue = workspace.decisions(), workspace.catalogue()
    # Votes on words that have changed do not count until they are given again, and SSSOM has no place for
    # the words; the lossless file has them.
    votes = [vote for vote in current(decisions) if not wording_changed(vote, catalogue)]
    texts = {JSONL: write_jsonl(decisions)} | {
        name: write_votes(votes, catalogue, verdict=verdict, name=name.partition(".")[0], description=about)
        for name, verdict, about in (
            (ACCEPTED, Verdict.ACCEPT, ACCEPTED_ABOUT),
            (REJECTED, Verdict.REJECT, REJECTED_ABOUT),
        )
    }
    for name, text in texts.items():
        write_file(folder / name, text.encode())
    return [folder / name for name in texts]


def bring_in(workspace: Workspace, sources: Sequence[Path]) -> BroughtIn:
    """Add the decisions of files and other ledgers to this project's, all or none of them.

    Files are told apart by what is in them: decisions.jsonl, what a review page saved (JSON), a reviewer's
    workbook (.xlsx), votes as SSSOM TSV, and ledgers (SQLite). They may be brought in again, in any order:
    each decision is kept once, under its id. `crosswalk.interop.summaries` says what holds for SSSOM, which
    keeps less than a decision has.

    Raises:
        DecisionError: A row is wrong, or two decisions have one id; the message lists every such row of every
            file with its place.
        LedgerError: A ledger cannot be used.
        CrosswalkError: The frameworks cannot be read, of which an SSSOM file speaks.
    """
    from crosswalk.interop.returned import read_returned
    from crosswalk.interop.summaries import instead_of_summaries
    from crosswalk.ledger import Ledger

    files: dict[str, bytes] = {}
    found: list[Decision] = []
    for path in sources:
        content = _content(path)
        if content.startswith(_SQLITE):
            with Ledger(path, create=False) as other:
                found += other.read()
        else:
            files[str(path)] = content
    known = workspace.decisions()
    found += read_returned(files, catalogue=workspace.catalogue, known=[*known, *found])
    added = instead_of_summaries(found, known)
    with workspace.ledger() as ledger:
        ledger.append(*added)
    ids, before = {decision.id for decision in added}, {decision.id for decision in known}
    return BroughtIn(new=len(ids - before), known=len(ids & before))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise DecisionError(
            f"the file cannot be read ({problem.strerror})", remedy="Name an existing file.", path=path
        ) from problem


def log(
    workspace: Workspace, *, pair: tuple[str, str] | None = None, reviewer: str | None = None
) -> Iterator[str]:
    """Lines that list decisions by time, each with whether it still stands.

    Args:
        workspace: The project.
        pair: Only those on these two statements.
        reviewer: Only those of one reviewer.

    Raises:
        LedgerError: The ledger cannot be used.
    """
    from crosswalk.review import current

    chosen = [
        decision
        for decision in workspace.decisions()
        if (pair is None or decision.pair == tuple(sorted(pair))) and reviewer in (None, decision.reviewer)
    ]
    standing = {decision.id for decision in current(chosen)}
    for decision in chosen:
        yield from _lines(decision, stands=decision.id in standing)
    yield f"Decisions: {len(chosen)}; votes that stand: {len(standing)}."


def _lines(decision: "Decision", *, stands: bool) -> Iterator[str]:
    from crosswalk.model.written import decision_in_words, quoted

    said, until = decision_in_words(decision), "" if stands else "  (no longer stands)"
    time = decision.decided_at[:19].replace("T", " ")
    yield f"{time} UTC  {decision.reviewer}: {said}{until}"
    if decision.comment:
        yield f"    {quoted(decision.comment)}"
    instead = f", after {decision.supersedes}" if decision.supersedes else ""
    yield f"    {decision.id}{instead}"


def another_look(workspace: Workspace) -> Iterator[str]:
    """Lines that list standing votes on words that have changed since, with the words before and after.

    Raises:
        LedgerError: The ledger cannot be used.
    """
    from crosswalk.review import needs_another_look

    changed = needs_another_look(workspace.decisions(), workspace.catalogue())
    for found in changed:
        vote = found.decision
        yield from _lines(vote, stands=True)
        for end, before, now in (
            (vote.subject_id, vote.subject_wording, found.subject_now),
            (vote.object_id, vote.object_wording, found.object_now),
        ):
            if before != now:
                yield f"    {end} said: “{before}”"
                yield f"    {end} says: “{now}”" if now is not None else f"    {end} is gone"
    yield _needing(changed)


def _needing(changed: Iterable[object]) -> str:
    count = len([*changed])
    return f"{count} decision{' needs' if count == 1 else 's need'} another look."
