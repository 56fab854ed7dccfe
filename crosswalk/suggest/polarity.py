"""Which statements warn against something: by where they stand, or else by how they are worded.

Texts of a behaviour and of its opposite use much the same words, so no model's score tells them apart.
"""

import re

from crosswalk.model import Framework, Kind, Polarity, Statement

#: Openings by which a statement without a section of its own says what a leader should not be like.
_WARNS = re.compile(
    r"(?:(?:I|we|they|leaders?|managers?|staff|may|can|often|tends? to)\s+)*"
    r"(?:fails?\b|failing\b|does not\b|do not\b|doesn['’]t\b|don['’]t\b|is not\b|are not\b|cannot\b"
    r"|can['’]t\b"
    r"|never\b|lacks?\b|lacking\b|ignor(?:es?|ing)\b|neglects?\b|neglecting\b|refus(?:es?|ing)\b"
    r"|is (?:unable|unwilling|reluctant|hesitant)\b|are (?:unable|unwilling|reluctant|hesitant)\b"
    r"|(?:unable|unwilling|reluctant) to\b|relies too\b|rely too\b|over-?rel(?:y|ies)\b)",
    re.IGNORECASE,
)


def negative_statements(framework: Framework) -> frozenset[str]:
    """Ids of the statements that warn against something.

    Where a framework marks any statement negative (a section of negative indicators, a column of a table),
    its own marks count and nothing else: "resists the temptation to take over" is praise. Where it marks
    none, the opening words of an indicator tell: "fails to", "does not", "ignores".

    Args:
        framework: What it says, with its marks.
    """
    marked = frozenset(s.id for s in framework.statements if s.polarity is Polarity.NEGATIVE)
    return marked or frozenset(s.id for s in framework.of_kind(Kind.INDICATOR) if worded_as_warning(s))


def worded_as_warning(statement: Statement) -> bool:
    """Whether the opening words say what should not be."""
    return _WARNS.match(statement.wording) is not None
