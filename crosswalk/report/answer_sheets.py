"""Sheets of the workbook: gaps, what only one framework says, how sure coverage is, levels and measures."""

from collections.abc import Iterator

import pandas as pd

from crosswalk.interop.xlsx import Sheet
from crosswalk.report.findings import Findings
from crosswalk.report.sheets import sheet

_STATEMENT = {"kind": "Kind", "path": "Group", "statement": "Statement"}
_BY_WHOM = {"judged_by": "By whom", "judged_at": "When (UTC)", "comment": "Their words"}
_COUNT_HEADERS = {
    "framework": "Of the statements of",
    "against": "in",
    "kind": "Kind",
    "statements": "Statements",
    "addressed": "Addressed",
    "partly_addressed": "Partly addressed",
    "judged_absent": "Judged absent",
    "not_yet_reviewed": "Not yet reviewed",
    "suggested": "Of these with a suggestion",
}
_GAP_HEADERS = {
    "framework": "Framework",
    **_STATEMENT,
    "against": "In",
    "state": "State",
    "rests_on": "Rests on",
    "counterparts": "Counterparts",
    **_BY_WHOM,
    "relation": "Suggested: it",
    "nearest": "Nearest suggestion",
    "confidence": "Probability of a match",
    "suggested_state": "State if all suggestions held",
    "statement_id": "Statement id",
    "nearest_id": "Suggestion's id",
}
_ONLY_HEADERS = {
    "framework": "Framework",
    **_STATEMENT,
    "basis": "Why it is listed",
    "rests_on": "Rests on",
    "judged_absent_in": "Judged absent in",
    "not_yet_reviewed_in": "Not yet reviewed in",
    **_BY_WHOM,
    "statement_id": "Statement id",
}
_BY_CUT_HEADERS = {
    "framework": "Of the elements of",
    "by": "have a counterpart in",
    "cut": "at a probability of at least",
    "elements": "Elements",
    "with_counterpart": "With counterpart",
    "share": "Share",
    "settled_by_people": "Settled by people",
}
_FRAMEWORK_HEADERS = {
    "first": "Framework",
    "second": "and",
    "cut": "Pairs from a probability of",
    "pairs": "Pairs of elements",
    "reviewed_pairs": "Of these reviewed",
    "shared": "Shared elements",
    "overlap": "Overlap coefficient",
    "overlap_low": "at least",
    "overlap_high": "at most",
    "jaccard": "Jaccard",
    "jaccard_low": "at least",
    "jaccard_high": "at most",
    "agreeing": "Pairs that a third framework bears out",
    "agreeing_by_chance": "by chance",
    "p": "p",
}
_BRIDGE_HEADERS = {
    "framework": "Framework",
    "path": "Group",
    "title": "Element",
    "counterparts": "Counterparts",
    "frameworks_reached": "In frameworks",
    "betweenness": "Betweenness",
    "degree_centrality": "Degree centrality",
    "closeness": "Closeness",
    "component": "Component",
    "component_size": "Its elements",
    "statement_id": "Element id",
}
_LEVEL_HEADERS = {
    "framework": "Framework",
    "level": "Level",
    "band": "Band",
    "band_name": "Name of the band",
    "axis": "What its scale measures",
    "axis_about": "In a sentence",
    "reading": "Whose reading",
    "reason": "Why",
    "where": "Where the words stand",
    "indicators": "Indicators",
}
_CONFLICT_HEADERS = {
    "subject_framework": "Framework",
    "subject_level": "Level",
    "subject_band": "Band",
    "subject_text": "Says",
    "object_framework": "Other framework",
    "object_level": "Its level",
    "object_band": "Its band",
    "object_text": "Its words",
    "kind": "Known how",
    "status": "People's answer",
    "confidence": "Probability of a match",
    "bands_apart": "Bands apart",
    "axes": "What the scales measure",
    "subject_id": "Id",
    "object_id": "Other id",
}
_FORMATS = {
    "share": "0%", "confidence": "0%", "cut": "0%", "overlap": "0.00", "overlap_low": "0.00",
    "overlap_high": "0.00", "jaccard": "0.00", "jaccard_low": "0.00", "jaccard_high": "0.00", "p": "0.0000",
    "agreeing_by_chance": "0.00", "betweenness": "0.0000", "degree_centrality": "0.000", "closeness": "0.000",
}  # fmt: skip
_WIDTHS = {
    "framework": 26, "against": 26, "by": 26, "first": 26, "second": 26, "path": 30, "statement": 70,
    "counterparts": 26, "comment": 40, "nearest": 40, "relation": 22, "statement_id": 20, "nearest_id": 20,
    "basis": 30, "judged_absent_in": 22, "not_yet_reviewed_in": 26, "title": 40, "judged_at": 28,
    "state": 18, "suggested_state": 18, "axis": 22, "axis_about": 40, "reason": 80, "where": 30,
    "band_name": 26, "level": 22, "subject_framework": 26, "object_framework": 26, "subject_text": 50,
    "object_text": 50, "subject_level": 20, "object_level": 20, "axes": 40, "subject_id": 18, "object_id": 18,
}  # fmt: skip


def answer_sheets(findings: Findings) -> Iterator[Sheet]:
    """One sheet a table.

    Args:
        findings: What the report is made from.
    """
    for name, about, table, headers in _sheets(findings):
        yield sheet(findings, name, about, table, headers, widths=_WIDTHS, formats=_FORMATS)


def _sheets(findings: Findings) -> Iterator[tuple[str, str, pd.DataFrame, dict[str, str]]]:
    about = "What does only one framework say: addressed in no other, nothing suggested, and on whose word?"
    yield "Only here", about, findings.only_here, _ONLY_HEADERS
    about = "How many statements are addressed, partly addressed, judged absent or not yet reviewed?"
    yield "Gaps counted", about, findings.gap_counts, _COUNT_HEADERS
    about = "What is known of each statement in each other framework, on whose word, or what is suggested?"
    yield "Gaps", about, findings.gaps, _GAP_HEADERS
    about = "How sure is coverage: how does the share move with the probability that counts?"
    yield "Coverage by cut", about, findings.coverage_by_cut, _BY_CUT_HEADERS
    about = "How much do every two frameworks overlap, with bootstrap intervals and a test against chance?"
    yield "Overlap measures", about, findings.framework_measures, _FRAMEWORK_HEADERS
    about = "Which elements are most central among the links, the strongest bridges first?"
    yield "Bridges", about, findings.statement_measures, _BRIDGE_HEADERS
    if findings.levels is None:
        return
    about = f"How can levels be laid side by side? {' '.join(findings.levels.note.split())}"
    yield "Levels", about, findings.level_table, _LEVEL_HEADERS
    about = "Which indicators say much the same on levels of different bands? Questions, not contradictions."
    yield "Level conflicts", about, findings.level_conflicts, _CONFLICT_HEADERS
