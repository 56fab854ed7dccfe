"""The words of the tool as frozen types: Framework, Statement, Mapping, Decision, Link.

Names are those of SSSOM, SKOS and CASE. Nothing here opens a file, knows a clock or imports a model.
"""

from crosswalk.model.decision import (
    CHOICES,
    REASON_WORDS,
    Decision,
    Reason,
    Shown,
    Status,
    Verdict,
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
)
from crosswalk.model.mapping import Alone, Link, Mapping

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
    "Polarity",
    "Reason",
    "Scale",
    "Shown",
    "Span",
    "Statement",
    "Status",
    "Verdict",
    "turned_round",
]
