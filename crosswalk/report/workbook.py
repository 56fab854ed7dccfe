"""The workbook for people who work in a spreadsheet."""

from collections.abc import Iterator

import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.interop.xlsx import Sheet, write_workbook
from crosswalk.model import Kind
from crosswalk.report.answer_sheets import answer_sheets
from crosswalk.report.findings import Findings
from crosswalk.vocabulary import KIND_MEANING, LinkKind

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
    "source_file": "Source",
    "first_line": "First line",
    "last_line": "Last line",
}
_LINK_HEADERS = {
    "subject_id": "Statement id",
    "subject_text": "Statement",
    "kind": "Known how",
    "relation": "Relation",
    "object_text": "Of another framework",
    "object_id": "Its id",
    "evidence": "The document's words, and where they stand",
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
}  # fmt: skip


def make_workbook(findings: Findings) -> bytes:
    """The workbook: kinds of link, coverage, what stands alone, gaps, every two frameworks, statements.

    Args:
        findings: What the report is made from.
    """
    catalogue, links = findings.catalogue, findings.link_table
    stated = links[links["kind"].isin([LinkKind.CITED, LinkKind.MIRRORED])]
    names = {f.id: f.name for f in catalogue}
    sheets = [
        _sheet("Frameworks", "What the frameworks are", _frameworks(catalogue), _FRAMEWORK_HEADERS),
        _sheet("Kinds of link", "How links are known, and how many there are", _kinds(links), _KIND_HEADERS),
        _sheet(
            "Coverage",
            "How much of each framework has a near counterpart among the suggestions",
            findings.coverage.replace(names),
            _COVERAGE_HEADERS,
        ),
        _sheet(
            "No counterpart",
            "Elements without a credible counterpart in another framework, and what comes nearest",
            findings.alone.replace({"framework": names, "in_framework": names}),
            _ALONE_HEADERS,
        ),
        *answer_sheets(findings),
        *_pairs(catalogue, findings.alignment_tables),
        _sheet("Stated links", "Links that the documents state themselves", stated, _LINK_HEADERS),
        _sheet(
            "Statements", "Every statement and where it stands", findings.statement_table, _STATEMENT_HEADERS
        ),
    ]
    return write_workbook(sheets, title=findings.made.title)


_KIND_HEADERS = {"kind": "Kind", "meaning": "Meaning", "links": "Links"}


def _frameworks(catalogue: Catalogue) -> pd.DataFrame:
    return pd.DataFrame(
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
            for f in catalogue
        ]
    )


def _kinds(links: pd.DataFrame) -> pd.DataFrame:
    counts = links["kind"].value_counts()
    return pd.DataFrame(
        [(kind.value, KIND_MEANING[kind], int(counts.get(kind.value, 0))) for kind in LinkKind],
        columns=list(_KIND_HEADERS),
    )


def _pairs(catalogue: Catalogue, tables: dict[tuple[str, str], pd.DataFrame]) -> Iterator[Sheet]:
    for (first_id, second_id), table in tables.items():
        first, second = catalogue.framework(first_id), catalogue.framework(second_id)
        yield _sheet(
            f"{first_id} and {second_id}",
            f"Element by element: {first.name} and {second.name}, seen from both sides",
            table.assign(
                subject_framework=table["subject_framework"].map({f.id: f.name for f in (first, second)}),
                each_others_best=table["each_others_best"].map({True: "yes", False: ""}),
            ),
            _ALIGNMENT_HEADERS,
        )


def _sheet(name: str, about: str, table: pd.DataFrame, headers: dict[str, str]) -> Sheet:
    return Sheet(name=name, about=about, table=table, headers=headers, widths=_WIDTHS, formats=_FORMATS)
