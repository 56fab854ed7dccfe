"""Votes of people in SSSOM TSV files, made into decisions."""

from collections.abc import Iterable, Iterator

from crosswalk.catalogue import Catalogue
from crosswalk.errors import DecisionError, UnknownStatement
from crosswalk.interop.sssom import ReadRow, Record, edition, read_rows
from crosswalk.interop.summaries import MIDNIGHT, Doubt, Told, summary
from crosswalk.interop.wrong_rows import WrongRows
from crosswalk.model import CHOICES, REASON_WORDS, Decision, Named, Reason, Shown, Verdict, check_reviewer
from crosswalk.vocabulary import Justification, Predicate

#: Of a row's vote, until its summary gets one.
_NO_ID = "00000000-0000-0000-0000-000000000000"

#: Relations that a row may deny.
_DENIABLE = (*CHOICES.values(), Predicate.UNSPECIFIED)

_BY_PEOPLE = (Justification.REVIEW, Justification.CURATION)


def read_votes(
    text: str, catalogue: Catalogue, *, path: str, known: Iterable[Decision] = ()
) -> list[Decision]:
    """Votes of an SSSOM file: rows that people reviewed or curated, a decision for each person.

    Rows that no person answers for (a model's suggestions, what documents state) are passed over.

    Args:
        text: The file's content.
        catalogue: All frameworks as they read today.
        path: How messages name the file.
        known: Decisions that are here already. Where a row says what one of them says, that one is given
            back for it.

    Raises:
        MappingFileError: The file was cut off, or its header is not SSSOM.
        WrongRows: Rows cannot be accepted; each with its line, what is wrong, and what to do.
    """
    rows = read_rows(text, path=path)
    told = Told(known)
    wrong: list[str] = []
    votes = 0
    for row in rows:
        try:
            for vote, doubt in _votes(row, catalogue):
                votes += 1
                told.hear(vote, record=row.record_id, doubt=doubt)
        except (DecisionError, UnknownStatement) as problem:
            wrong.append(f"{path}:{row.line}: {problem}")
    if rows and not votes and not wrong:
        wrong.append(
            f"{path}: none of its {len(rows)} rows is a vote. Votes have the mapping_justification "
            f"{' or '.join(_BY_PEOPLE)} and name who gave them in reviewer_label or author_label."
        )
    if wrong:
        raise WrongRows(wrong)
    return list(told.heard.values())


def _votes(row: ReadRow, catalogue: Catalogue) -> Iterator[tuple[Decision, Doubt]]:
    """A decision for each person who answers for a row, and why its words are not known, if they are not.

    Raises:
        DecisionError: The row is no mapping, or says something that no decision can.
    """
    record = row.record
    if record is None:
        raise DecisionError(f"this row is not a mapping ({row.fault})", remedy="Correct the row.")
    if record.mapping_justification not in _BY_PEOPLE:
        return
    people = [
        *(record.reviewer_label or record.reviewer_id or ()),
        *(record.author_label or record.author_id or ()),
    ]
    if not people and record.mapping_justification == Justification.REVIEW:
        raise DecisionError(
            "the row names nobody who reviewed it", remedy="Put the name into reviewer_label or author_label."
        )
    subject, subject_doubt = _named(record.subject_id, record.subject_source_version, catalogue)
    object_, object_doubt = _named(record.object_id, record.object_source_version, catalogue)
    for person in dict.fromkeys(people):
        check_reviewer(person)
        vote = _vote(record, subject, object_, reviewer=person)
        yield summary(vote, record=row.record_id), subject_doubt or object_doubt


def _vote(record: Record, subject: Named, object_: Named, *, reviewer: str) -> Decision:
    day = record.mapping_date or record.review_date
    if day is None:
        raise DecisionError("the row has no mapping_date", remedy="Give the day of the vote: 2026-01-31.")
    if record.reviewer_agreement not in (None, 1.0):
        raise DecisionError(
            f"the reviewer_agreement is {record.reviewer_agreement:g}, so it is open what the reviewer says",
            remedy="Make it a row of its own with the relation that the reviewer chose.",
        )
    denies = record.predicate_modifier == "Not"
    relation = _relation(record.predicate_id, denies=denies)
    reason, comment = _reason(record.comment or "") if denies else (None, record.comment or "")
    return Decision(
        id=_NO_ID,
        subject_id=subject.id,
        object_id=object_.id,
        verdict=Verdict.REJECT if denies else Verdict.ACCEPT,
        predicate_id=None if denies else relation,
        reason=reason,
        comment=comment,
        reviewer=reviewer,
        decided_at=day.isoformat() + MIDNIGHT,
        shown=Shown(blind=False, predicate_id=relation) if denies else None,
        subject_wording=subject.wording,
        object_wording=object_.wording,
    )


def _named(node_id: str, version: str | None, catalogue: Catalogue) -> tuple[Named, Doubt]:
    """A statement with its words, and why they may not be those that the row speaks of."""
    try:
        named, today = catalogue.named(node_id), edition(catalogue.owner(node_id))
    except UnknownStatement as problem:
        return Named(node_id, ""), problem
    if not version or not version.startswith("sha256:") or version == today:
        return named, None
    return named, DecisionError(
        f"the row speaks of another edition of {catalogue.owner(node_id).id} ({version}, not {today}), and "
        f"what {node_id} said there is not known",
        remedy="Import decisions.jsonl, which keeps the words, or decide again on the words of today.",
    )


def _relation(predicate_id: str, *, denies: bool) -> Predicate:
    allowed = _DENIABLE if denies else tuple(CHOICES.values())
    if predicate_id not in allowed:
        raise DecisionError(
            f"the predicate_id is {predicate_id!r}, which is not one that people choose",
            remedy=f"Use one of {', '.join(allowed)}.",
        )
    return Predicate(predicate_id)


def _reason(comment: str) -> tuple[Reason, str]:
    """Why a pair is rejected, and the rest of the comment."""
    for reason, words in REASON_WORDS.items():
        start, colon, rest = comment.partition(":")
        if start.strip().casefold() == words:
            return reason, rest.strip() if colon else ""
    raise DecisionError(
        "the row says Not, and its comment does not begin with a reason",
        remedy=f"Begin it with one of: {'; '.join(REASON_WORDS.values())}. Own words follow a colon.",
    )
