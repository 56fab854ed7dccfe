"""Sheets of the workbook: what the frameworks share, side by side, and every statement behind it."""

from collections.abc import Iterator, Mapping, Sequence

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
_GAP_HEADERS = {
    "principle": "Principle's id",
    "label": "Principle",
    "framework": "In",
    "state": "State",
    "rests_on": "Rests on",
    "elements": "Its elements there",
    "indicators": "Its indicators there",
    "counterparts": "Counterparts",
    "judged_by": "By whom",
    "judged_at": "When (UTC)",
    "comment": "Their words",
    "others": "Statements of other frameworks",
    "others_addressed": "Of these addressed",
    "others_partly": "Partly addressed",
    "others_absent": "Judged absent",
    "suggested_state": "State if its members were confirmed",
}
_FORMATS = {"stability": "0%", "share_reviewed": "0%"}
_WIDTHS = {
    "principle": 10, "label": 30, "definition": 70, "silent": 24, "dissenting_pairs": 24, "terms": 30,
    "label_from": 18, "definition_from": 18, "framework": 24, "kind": 11, "path": 26, "text": 80,
    "why_nowhere": 26, "statement_id": 22, "source_file": 24, "links_inside": 12, "dissent": 16, "lost": 16,
    "state": 18, "rests_on": 18, "counterparts": 24, "judged_by": 18, "judged_at": 28, "comment": 40,
}  # fmt: skip

#: Width of a framework's column where all stand side by side, and how many of its indicators are quoted.
_SIDE, _QUOTED = 46, 3
#: Column of the labels there; no framework has an id with a space.
_LABEL = "the label"


def principle_sheets(findings: Findings) -> Iterator[Sheet]:
    """The principles, side by side, in each framework, and their members; none where there are no principles.

    Args:
        findings: What the report is made from.
    """
    if not findings.principles.principles:
        return
    table, members, gaps = _principles(findings), findings.member_table, findings.principle_gaps
    about = "What do the frameworks share, in whose words, how firmly, and who is silent?"
    first = {"principle": [(MEMBERS, one) for one in table["principle"]]}
    yield _sheet(findings, PRINCIPLES, about, table, _HEADERS, key="principle", places=first)
    yield _side_by_side(findings)
    about = "What is known of each principle in each framework, and on whose word?"
    yield _sheet(findings, "Principle gaps", about, gaps, _GAP_HEADERS, places=_to_principles(gaps))
    about = "Which statements support which principle, how firmly, and which support none?"
    places = _to_principles(members) | _to_principles(members, column="also_in")
    yield _sheet(findings, MEMBERS, about, _marked(members), _MEMBER_HEADERS, key="principle", places=places)


def _sheet(
    findings: Findings,
    name: str,
    about: str,
    table: pd.DataFrame,
    headers: dict[str, str],
    *,
    key: str = "",
    places: Mapping[str, Sequence[Place | None]],
) -> Sheet:
    return sheet(
        findings, name, about, table, headers, widths=_WIDTHS, formats=_FORMATS, key=key, places=places
    )


def _to_principles(table: pd.DataFrame, *, column: str = "principle") -> dict[str, list[Place | None]]:
    """Each cell of a column leads to the principle that it names first."""
    return {column: [(PRINCIPLES, ids.partition(" ")[0]) if ids else None for ids in table[column]]}


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
