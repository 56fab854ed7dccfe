"""What there is, as tables: every statement, every link, and every element that nothing was suggested for."""

from collections.abc import Iterable

import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Alone, Link
from crosswalk.model.written import written_paths
from crosswalk.vocabulary import PREDICATE_WORDS

#: Columns of `statement_table`.
STATEMENT_COLUMNS = (
    "id", "framework", "kind", "path", "level", "polarity", "text",
    "source_file", "first_line", "last_line", "title", "item_type", "marks", "known_by_reference",
)  # fmt: skip

#: Columns of `link_table`.
LINK_COLUMNS = (
    "subject_id", "subject_framework", "subject_text", "kind", "predicate_id", "relation",
    "object_id", "object_framework", "object_text", "similarity_score", "confidence", "tool", "evidence",
)  # fmt: skip

#: What people made of each pair, and whose votes on it stand.
DECIDED_COLUMNS = ("status", "reviewers")

#: The chains that each inferred link follows from.
PATH_COLUMNS = ("path",)

#: Columns of `alone_table`.
ALONE_COLUMNS = (
    "framework", "element_id", "element_path", "element_title", "in_framework",
    "best_candidate_id", "best_candidate_title", "similarity_score", "confidence",
)  # fmt: skip


def statement_table(catalogue: Catalogue) -> pd.DataFrame:
    """Every statement of every framework, one a row, in document order.

    Returns:
        Columns `STATEMENT_COLUMNS`; `level` is the level's title, lines count from 1.
    """
    return pd.DataFrame(
        [
            (
                s.id, f.id, s.kind.value, f.path(s),
                f.level_name(s),
                s.polarity.value, s.text, s.span.path, s.span.first_line, s.span.last_line,
                s.title, s.item_type, " ".join(s.marks), f.known_by_reference,
            )
            for f in catalogue
            for s in f.statements
        ],
        columns=list(STATEMENT_COLUMNS),
    )  # fmt: skip


def link_table(catalogue: Catalogue, links: Iterable[Link]) -> pd.DataFrame:
    """Every link with the words of both ends, one a row, in the order given.

    Returns:
        Columns `LINK_COLUMNS`; `similarity_score` and `confidence` are empty where nothing gives them. Where
        people have decided anything, `DECIDED_COLUMNS` follow, and where anything is inferred,
        `PATH_COLUMNS`.
    """
    links = [*links]
    decided, inferred = any(link.decisions for link in links), any(link.paths for link in links)
    rows = []
    for link in links:
        claim = link.claims[0]
        rows.append(
            (
                *_end(link.subject_id, catalogue),
                link.kind.value,
                link.predicate_id.value,
                PREDICATE_WORDS[link.predicate_id],
                *_end(link.object_id, catalogue),
                link.similarity_score,
                link.confidence,
                claim.mapping_tool or "",
                "; ".join(map(str, link.evidence)),
                *((link.status.value, "; ".join(d.reviewer for d in link.decisions)) if decided else ()),
                *((written_paths(link),) if inferred else ()),
            )
        )
    further = (*(DECIDED_COLUMNS if decided else ()), *(PATH_COLUMNS if inferred else ()))
    return pd.DataFrame(rows, columns=[*LINK_COLUMNS, *further])


def _end(node_id: str, catalogue: Catalogue) -> tuple[str, str, str]:
    framework = catalogue.owner(node_id)
    if node_id == framework.node_id:
        return node_id, framework.id, framework.title
    return node_id, framework.id, catalogue.statement(node_id).wording


def alone_table(catalogue: Catalogue, alone: Iterable[Alone]) -> pd.DataFrame:
    """Elements for which nothing credible was found in another framework, each with its best candidate.

    It speaks of suggestions, not of what is missing: nobody has looked.

    Args:
        catalogue: All frameworks.
        alone: As `suggest` gives them.

    Returns:
        Columns `ALONE_COLUMNS`, in the order given; a candidate's cells are empty where there is none.
    """
    rows = []
    for one in alone:
        framework, element = catalogue.owner(one.statement_id), catalogue.statement(one.statement_id)
        title = catalogue.statement(one.candidate_id).label if one.candidate_id else ""
        rows.append(
            (
                *(framework.id, element.id, framework.path(element), element.label, one.framework_id),
                *(one.candidate_id or "", title, one.similarity_score, one.confidence),
            )
        )
    return pd.DataFrame(rows, columns=list(ALONE_COLUMNS))
