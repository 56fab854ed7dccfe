"""Sheets of the workbook: what the frameworks share, side by side, and every statement behind it."""

from collections.abc import Iterator

import pandas as pd

from crosswalk.interop.xlsx import Place, Sheet
from crosswalk.model.written import counted
from crosswalk.report.findings import Findings
from crosswalk.report.pages.principles import Supporting, Voice, principle_views
from crosswalk.report.sheets import MEMBERS, PRINCIPLES, sheet

_HEADERS = {
    "principle": "Id",
    "label": "Principle",
    "definition": "In the words of its members",
    "frameworks": "Frameworks behind it",
    "silent": "Silent",
    "members": "Statements",
    "stability": "Stability",
    "links_inside": "Suggested links inside",
    "reviewed": "Of these reviewed",
    "share_reviewed": "Share reviewed",
    "dissent": "Pairs that people reject or dispute",
    "dissenting_pairs": "Which",
    "lost": "Statements it does not carry",
    "terms": "Words that set it apart",
    "label_from": "Label from",
    "definition_from": "Definition from",
}
_MEMBER_HEADERS = {
    "principle": "Principle's id",
    "label": "Principle",
    "framework": "Framework",
    "kind": "Kind",
    "path": "Group",
    "text": "Statement",
    "stability": "Stability",
    "by_hand": "Put here by hand",
    "lost": "Not carried by the label and the definition",
    "also_in": "Also supports",
    "why_nowhere": "Why in no principle",
    "statement_id": "Statement id",
    "source_file": "Source",
    "first_line": "First line",
    "last_line": "Last line",
}
_FORMATS = {"stability": "0%", "share_reviewed": "0%"}
_WIDTHS = {
    "principle": 10, "label": 30, "definition": 70, "silent": 24, "dissenting_pairs": 24, "terms": 30,
    "label_from": 18, "definition_from": 18, "framework": 24, "kind": 11, "path": 26, "text": 80,
    "why_nowhere": 26, "statement_id": 22, "source_file": 24, "links_inside": 12, "dissent": 16, "lost": 16,
}  # fmt: skip

#: Width of a framework's column where all stand side by side, and how many of its indicators are quoted.
_SIDE, _QUOTED = 46, 3
#: Column of the labels there; no framework has an id with a space.
_LABEL = "the label"


def principle_sheets(findings: Findings) -> Iterator[Sheet]:
    """The principles, all frameworks side by side, and the members; none where there are no principles.

    Args:
        findings: What the report is made from.
    """
    if not findings.principles.principles:
        return
    yield sheet(
        findings,
        PRINCIPLES,
        "What do the frameworks share, in whose words, how firmly, and who is silent?",
        _principles(findings),
        _HEADERS,
        widths=_WIDTHS,
        formats=_FORMATS,
        key="principle",
        places={"principle": [(MEMBERS, one.id) for one in findings.principles.principles]},
    )
    yield _side_by_side(findings)
    members = findings.member_table
    yield sheet(
        findings,
        MEMBERS,
        "Which statements support which principle, how firmly, and which support none?",
        _marked(members),
        _MEMBER_HEADERS,
        widths=_WIDTHS,
        formats=_FORMATS,
        key="principle",
        places={column: [*map(_principle, members[column])] for column in ("principle", "also_in")},
    )


def _principle(ids: str) -> Place:
    """Where the principle stands that a cell names first."""
    return PRINCIPLES, ids.partition(" ")[0]


def _principles(findings: Findings) -> pd.DataFrame:
    table, names = findings.principle_table, {f.id: f.name for f in findings.documents}
    silent = ["; ".join(names[one] for one in ids.split()) for ids in table["silent_frameworks"]]
    return table.assign(silent=silent)


def _marked(members: pd.DataFrame) -> pd.DataFrame:
    """Yes or nothing instead of true or false."""
    return members.assign(
        **{column: members[column].map({True: "yes", False: ""}) for column in ("by_hand", "lost")}
    )


def _side_by_side(findings: Findings) -> Sheet:
    views = principle_views(findings)
    ids = [f.id for f in findings.documents]
    rows = [(view.principle.label, *map(_voice, view.voices)) for view in views]
    return Sheet(
        name="Principles side by side",
        about="What does each framework say to each principle, in its own words?",
        table=pd.DataFrame(rows, columns=[_LABEL, *ids]),
        headers={_LABEL: "Principle"} | {f.id: f.name for f in findings.documents},
        widths={_LABEL: 26} | dict.fromkeys(ids, _SIDE),
        links={_LABEL: [(PRINCIPLES, view.principle.id) for view in views]},
    )


def _voice(voice: Voice) -> str:
    """Elements, then the firmest indicators, a line each; the sheet of members has them all."""
    firmest = sorted(voice.indicators, key=_firmness, reverse=True)[:_QUOTED]
    lines = [_quoted(one) for one in (*voice.elements, *firmest)]
    if left := len(voice.indicators) - len(firmest):
        lines.append(f"and {counted(left, 'more indicator' if firmest else 'indicator')}")
    return "\n".join(lines) or "silent"


def _firmness(one: Supporting) -> float:
    """What a person put here stands first."""
    return 2.0 if one.member.stability is None else one.member.stability


def _quoted(one: Supporting) -> str:
    return f"{one.statement.label} [{one.statement.id}]"
