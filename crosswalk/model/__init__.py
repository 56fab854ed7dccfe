"""The words of the tool as frozen types: Framework, Statement, Mapping, Decision, Link, Principle.

Names are those of SSSOM, SKOS and CASE. Nothing here opens a file, knows a clock or imports a model.
"""

from crosswalk.model.decision import (
    CHOICES,
    REASON_WORDS,
    Decision,
    Named,
    Reason,
    Shown,
    Status,
    Verdict,
    check_reviewer,
    turned_round,
)
from crosswalk.model.evidence import Evidence, Span
from crosswalk.model.framework import (
    Declaration,
    Framework,
    Kind,
    LeftOut,
    Polarity,
    Scale,
    Statement,
    is_whole,
)
from crosswalk.model.gap import State
from crosswalk.model.mapping import Alone, Link, Mapping
from crosswalk.model.principle import Member, Nowhere, Principle, Principles, Term, Why

__all__ = [
    "CHOICES",
    "REASON_WORDS",
    "Alone",
    "Decision",
    "Declaration",
    "Evidence",
    "Framework",
    "Kind",
    "LeftOut",
    "Link",
    "Mapping",
    "Member",
    "Named",
    "Nowhere",
    "Polarity",
    "Principle",
    "Principles",
    "Reason",
    "Scale",
    "Shown",
    "Span",
    "State",
    "Statement",
    "Status",
    "Term",
    "Verdict",
    "Why",
    "check_reviewer",
    "is_whole",
    "turned_round",
]
