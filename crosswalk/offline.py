"""Files in which a reviewer answers without the tool, and without a network."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.errors import DecisionError, MappingFileError
from crosswalk.workspace import SUGGESTED, Workspace, write_file

if TYPE_CHECKING:
    from crosswalk.catalogue import Catalogue
    from crosswalk.model import Mapping
    from crosswalk.review import Question
    from crosswalk.web.advice import Advice

#: What no file name should have: anything but letters, digits, and a few signs.
_NOT_IN_NAMES = re.compile(r"[^\w.@+-]+")

#: Characters of a name that a file's name takes; file systems stop at 255 bytes.
_NAME_LENGTH = 60


def write_review_files(
    workspace: Workspace, *, reviewer: str, blind: bool, folder: Path, encoder: str = "minilm"
) -> list[Path]:
    """Write the files in which a reviewer answers what is suggested; `bring_in` takes them back.

    One is a page that works from disk with the keys of the review page; the other is a workbook.

    Asked is every suggested pair on which the reviewer has no standing vote on the words of today, the most
    confident first; in a blind file in an order that tells nothing.

    Args:
        workspace: The project, with suggestions.
        reviewer: Who is to answer.
        blind: Leave out what is suggested and how sure that is.
        folder: Where the files go; made if need be.
        encoder: The model that says why pairs are suggested.

    Raises:
        MappingFileError: Nothing has been suggested in the project.
        DecisionError: Nobody can have that name, there is nothing left to ask, or a file is there already,
            perhaps with answers.
        LedgerError: The ledger cannot be used.
        OutputError: A file cannot be written.
    """
    from crosswalk.model import check_reviewer

    check_reviewer(reviewer)
    if not workspace.mappings(SUGGESTED):
        raise MappingFileError(
            "nothing has been suggested in this project",
            remedy="Run `crosswalk build` first.",
            path=SUGGESTED,
        )
    contents = _contents(workspace, reviewer=reviewer, blind=blind, encoder=encoder)
    for name in contents:
        if (folder / name).exists():
            raise DecisionError(
                "the file is there already, and answers may be in it",
                remedy="Import it first (`crosswalk decisions import`), then move it away; or name another "
                "folder with --to.",
                path=folder / name,
            )
    for name, content in contents.items():
        write_file(folder / name, content)
    return [folder / name for name in contents]


def _contents(workspace: Workspace, *, reviewer: str, blind: bool, encoder: str) -> dict[str, bytes]:
    """Every file that a reviewer gets: name -> content."""
    from crosswalk.interop.review_workbook import write_review_workbook
    from crosswalk.ledger import stamp
    from crosswalk.web.review_file import render_review_file

    claims, catalogue = workspace.mappings(SUGGESTED), workspace.catalogue()
    questions = _questions(workspace, catalogue, claims, reviewer=reviewer, blind=blind)
    if not questions:
        raise DecisionError(
            f"{reviewer} has said something of every pair that is suggested",
            remedy="Ask somebody else, or change what was said with `crosswalk decide`.",
        )
    name, tool = file_name(reviewer), _tool(claims[0])
    return {
        f"{name}.html": render_review_file(
            questions,
            _advice(workspace, questions, encoder),
            title=workspace.project().title,
            reviewer=reviewer,
            blind=blind,
            tool=tool,
            saves_as=f"{name}.json",
        ),
        f"{name}.xlsx": write_review_workbook(
            questions, catalogue, reviewer=reviewer, blind=blind, tool=tool, made_at=stamp()
        ),
    }


def _advice(workspace: Workspace, questions: "Sequence[Question]", encoder: str) -> "Advice":
    """What the model says of the pairs, by the weights of the last build."""
    from crosswalk.suggest.pairwise import Pairwise
    from crosswalk.web.advice import Advice

    pairwise = Pairwise(workspace.catalogue(), workspace.encoder(encoder), learnt=workspace.learnt())
    return Advice(pairwise, questions)


def file_name(reviewer: str) -> str:
    """What the files for a reviewer are called, without an ending: `review-reviewer-1`."""
    safe = _NOT_IN_NAMES.sub("-", reviewer)[:_NAME_LENGTH].strip("-. ")
    return f"review-{safe or 'reviewer'}"


def _questions(
    workspace: Workspace, catalogue: "Catalogue", claims: "list[Mapping]", *, reviewer: str, blind: bool
) -> "list[Question]":
    """What to ask, in order, each pair once."""
    from crosswalk.review import Question, current, wording_changed
    from crosswalk.review.queues import in_no_order, most_confident

    said = {
        vote.pair
        for vote in current(workspace.decisions())
        if vote.reviewer == reviewer and not wording_changed(vote, catalogue)
    }
    there = {statement.id for statement in catalogue.statements}
    asked: dict[tuple[str, str], Question] = {}
    for claim in claims:
        # What was suggested for a text that has changed since may be gone.
        if claim.pair not in said and there.issuperset(claim.pair):
            question = Question(
                subject_id=claim.subject_id,
                object_id=claim.object_id,
                predicate_id=claim.predicate_id,
                confidence=claim.confidence,
                similarity_score=claim.similarity_score,
            )
            asked.setdefault(claim.pair, question)
    return in_no_order(asked.values()) if blind else most_confident(asked.values())


def _tool(claim: "Mapping") -> str:
    return " ".join(filter(None, (claim.mapping_tool, claim.mapping_tool_version)))
