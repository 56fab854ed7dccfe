"""The workbook for people who work in a spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from crosswalk.contradictions import contradictions_table
from crosswalk.infer import inferred_table
from crosswalk.interop.xlsx import Place, Sheet, write_workbook
from crosswalk.model import Kind
from crosswalk.report.answer_sheets import answer_sheets
from crosswalk.report.findings import Findings
from crosswalk.report.notice import PLACE_TO_LOOK, notice
from crosswalk.report.principle_sheets import principle_sheets
from crosswalk.report.sheets import FRAMEWORKS, PRINCIPLES, STATEMENTS, pair_sheet, sheet
from crosswalk.vocabulary import KIND_MEANING, LinkKind

_STATED, _INFERRED = "Stated links", "Inferred"

_ALIGNMENT_HEADERS = {
    "subject_framework": "Seen from",
    "subject_path": "Group",
    "subject_title": "Element",
    "rank": "Rank",
    "object_title": "Counterpart",
    "object_path": "Counterpart's group",
    "kind": "Known how",
    "status": "People's answer",
    "relation": "Relation",
    "similarity_score": "Similarity",
    "confidence": "Probability of a match",
    "each_others_best": "Each other's best",
    "carrying_pairs": "Indicator pairs",
    "carried_by": "Indicators that carry it, in their own words",
    "subject_id": "Element id",
    "object_id": "Counterpart id",
}
_STATEMENT_HEADERS = {
    "id": "Id",
    "framework": "Framework",
    "kind": "Kind",
    "item_type": "The framework's word",
    "path": "Path",
    "title": "Title",
    "text": "Text",
    "level": "Level",
    "polarity": "Polarity",
    "principles": "Supports the principle",
    "source_file": "Source",
    "first_line": "First line",
    "last_line": "Last line",
}
_KIND_HEADERS = {"kind": "Kind", "meaning": "Meaning", "links": "Links"}
_LINK_HEADERS = {
    "subject_id": "Statement id",
    "subject_text": "Statement",
    "kind": "Known how",
    "relation": "Relation",
    "object_text": "Of another framework",
    "object_id": "Its id",
    "evidence": "The document's words, and where they stand",
}
_INFERRED_HEADERS = {
    "subject_framework": "Framework",
    "subject_text": "Statement",
    "relation": "Relation",
    "object_framework": "Other framework",
    "object_text": "Its statement",
    "path": "Follows from",
    "hops": "Links in the chain",
    "chains": "Chains as short",
    "confidence": "Probability of a match",
    "suggested_too": "Suggested, too",
    "subject_id": "Statement id",
    "object_id": "Its id",
}
_CONTRADICTION_HEADERS = {
    "meaning": "What is wrong",
    "words": "In a sentence",
    "statements": "Statements",
    "reviewers": "Whose votes",
    "decision_ids": "Ids of the votes",
}
_COVERAGE_HEADERS = {
    "framework": "Of the indicators of",
    "by": "have a near suggestion in",
    "indicators": "Indicators",
    "with_near_counterpart": "With near suggestion",
    "share": "Share",
}
_ALONE_HEADERS = {
    "framework": "Framework",
    "element_path": "Group",
    "element_title": "Element",
    "in_framework": "has no credible counterpart in",
    "best_candidate_title": "Its best candidate there",
    "similarity_score": "Similarity",
    "confidence": "Probability of a match",
    "element_id": "Element id",
    "best_candidate_id": "Candidate id",
}
_FRAMEWORK_HEADERS = {
    "id": "Id",
    "name": "Name",
    "title": "Title",
    "publisher": "Publisher",
    "nation": "Nation",
    "sector": "Sector",
    "elements": "Elements",
    "indicators": "Indicators",
    "note": "What is known of the source",
}
#: Number formats; scores are shown to two decimals and kept whole.
_FORMATS = {"share": "0%", "similarity_score": "0.00", "confidence": "0%"}
_WIDTHS = {
    "name": 26, "publisher": 34, "nation": 12, "sector": 26, "note": 80,
    "subject_path": 26, "subject_title": 34, "object_title": 34, "object_path": 26, "relation": 20,
    "carried_by": 100, "subject_id": 18, "object_id": 18, "path": 36, "title": 30, "text": 80, "id": 26,
    "item_type": 20, "source_file": 28, "subject_text": 60, "object_text": 40, "evidence": 60, "by": 24,
    "subject_framework": 24, "framework": 26, "rank": 7, "kind": 12, "similarity_score": 11, "meaning": 60,
    "with_near_counterpart": 22, "confidence": 12, "element_path": 26, "element_title": 40,
    "in_framework": 26, "best_candidate_title": 40, "element_id": 18, "best_candidate_id": 18,
    "principles": 34, "object_framework": 24, "words": 80, "statements": 30, "reviewers": 20,
    "decision_ids": 40,
}  # fmt: skip


def make_workbook(findings: Findings) -> bytes:
    """The workbook: a sheet a question, each with links to the others, and a contents sheet before them.

    Args:
        findings: What the report is made from.
    """
    return write_workbook(
        [
            _frameworks(findings),
            _kinds(findings),
            *principle_sheets(findings),
            _sheet(
                findings,
                "Coverage",
                "How many indicators of each framework have a near counterpart among what is suggested?",
                findings.coverage,
                _COVERAGE_HEADERS,
            ),
            *answer_sheets(findings),
            _sheet(
                findings,
                "No counterpart",
                "Which elements have no credible counterpart in another framework, and what comes nearest?",
                findings.alone,
                _ALONE_HEADERS,
            ),
            *_pairs(findings),
            *_known(findings),
            _statements(findings),
        ],
        title=findings.made.title,
        notice=f"{notice(findings)} {PLACE_TO_LOOK}",
    )


def _frameworks(findings: Findings) -> Sheet:
    first = [(STATEMENTS, f.statements[0].id) if f.statements else None for f in findings.catalogue]
    table = pd.DataFrame(
        [
            {
                "id": f.id,
                "name": f.name,
                "title": f.title,
                "publisher": f.publisher,
                "nation": f.nation,
                "sector": f.sector,
                "elements": len(f.of_kind(Kind.ELEMENT)),
                "indicators": len(f.of_kind(Kind.INDICATOR)),
                "note": f.note,
            }
            for f in findings.catalogue
        ],
        columns=list(_FRAMEWORK_HEADERS),
    )
    about = "Which frameworks are compared, and what is known of each source?"
    return _sheet(findings, FRAMEWORKS, about, table, _FRAMEWORK_HEADERS, key="id", places={"id": first})


def _kinds(findings: Findings) -> Sheet:
    counts = findings.link_table["kind"].value_counts()
    table = pd.DataFrame(
        [(kind.value, KIND_MEANING[kind], int(counts.get(kind.value, 0))) for kind in LinkKind],
        columns=list(_KIND_HEADERS),
    )
    lists = {LinkKind.CITED: _STATED, LinkKind.MIRRORED: _STATED, LinkKind.INFERRED: _INFERRED}
    places = [(lists[kind], "") if kind in lists else None for kind in LinkKind]
    about = "How are links known, and how many are there of each kind?"
    return _sheet(findings, "Kinds of link", about, table, _KIND_HEADERS, places={"kind": places})


def _pairs(findings: Findings) -> Iterator[Sheet]:
    for first, second in findings.pairs:
        table = findings.alignment_tables[first.id, second.id]
        yield _sheet(
            findings,
            pair_sheet(first, second),
            f"Which elements of {first.name} and {second.name} correspond, seen from both sides?",
            table.assign(each_others_best=table["each_others_best"].map({True: "yes", False: ""})),
            _ALIGNMENT_HEADERS,
        )


def _known(findings: Findings) -> Iterator[Sheet]:
    """Links that documents state; what follows from links and what contradicts itself, where there is any."""
    links = findings.link_table
    stated = links[links["kind"].isin([LinkKind.CITED, LinkKind.MIRRORED])]
    about = "Which links do the documents state themselves, and in which words?"
    yield _sheet(findings, _STATED, about, stated, _LINK_HEADERS)
    if findings.inferred:
        about = "Which links follow from chains of reviewed and stated links? Nobody has reviewed them."
        inferred = inferred_table(findings.catalogue, findings.links)
        inferred["suggested_too"] = inferred["suggested_too"].map({True: "yes", False: ""})
        yield _sheet(findings, _INFERRED, about, inferred, _INFERRED_HEADERS)
    if findings.contradictions:
        about = "What cannot all be true of what people decided and documents state?"
        table = contradictions_table(findings.contradictions)
        yield _sheet(findings, "Contradictions", about, table, _CONTRADICTION_HEADERS)


def _statements(findings: Findings) -> Sheet:
    """Every statement; it leads to the first principle that it supports."""
    table, of = findings.statement_table, findings.principles_of
    labels = {one.id: one.label for one in findings.principles.principles}
    supports = ["; ".join(labels[one] for one in of.get(i, ())) for i in table["id"]]
    leads = [(PRINCIPLES, of[i][0]) if i in of else None for i in table["id"]]
    return _sheet(
        findings,
        STATEMENTS,
        "What does every framework say, and where does it stand in its source?",
        table.assign(principles=supports),
        _STATEMENT_HEADERS if labels else {k: v for k, v in _STATEMENT_HEADERS.items() if k != "principles"},
        key="id",
        places={"principles": leads},
    )


def _sheet(
    findings: Findings,
    name: str,
    about: str,
    table: pd.DataFrame,
    headers: dict[str, str],
    *,
    key: str = "",
    places: Mapping[str, Sequence[Place | None]] | None = None,
) -> Sheet:
    return sheet(
        findings, name, about, table, headers, widths=_WIDTHS, formats=_FORMATS, key=key, places=places
    )
