"""The words of the tool as frozen types: Framework, Statement, Mapping, Link.

Names are those of SSSOM, SKOS and CASE. Nothing here opens a file, knows a clock or imports a model.
"""

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
    "Alone",
    "Declaration",
    "Evidence",
    "Framework",
    "Kind",
    "LeftOut",
    "Link",
    "Mapping",
    "Polarity",
    "Scale",
    "Span",
    "Statement",
]
