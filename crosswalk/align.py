"""Questions asked of links, answered as tables: which elements correspond, and how much is covered."""

from collections.abc import Iterable, Sequence
from itertools import combinations, permutations

import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Alone, Framework, Kind, Link, Statement
from crosswalk.model.written import written_paths
from crosswalk.vocabulary import INVERSE, PREDICATE_WORDS, LinkKind, Predicate

#: Carrying indicator pairs shown for one pair of elements; the count column tells how many there are.
_SHOWN = 3

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

#: Columns of `alignment_table`.
ALIGNMENT_COLUMNS = (
    "subject_framework", "subject_id", "subject_path", "subject_title",
    "rank", "object_framework", "object_id", "object_path", "object_title",
    "kind", "relation", "similarity_score", "confidence", "each_others_best", "carrying_pairs", "carried_by",
)  # fmt: skip

#: Columns of `alone_table`.
ALONE_COLUMNS = (
    "framework", "element_id", "element_path", "element_title", "in_framework",
    "best_candidate_id", "best_candidate_title", "similarity_score", "confidence",
)  # fmt: skip

#: Columns of `coverage_table`.
COVERAGE_COLUMNS = ("framework", "by", "indicators", "with_near_counterpart", "share")


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


def alignment_tables(catalogue: Catalogue, links: Sequence[Link]) -> dict[tuple[str, str], pd.DataFrame]:
    """For every two documents: element by element, the best-aligned elements and what carries them.

    Args:
        catalogue: All frameworks.
        links: Settled links of any kind, best first for every two frameworks.

    Returns:
        (framework id, framework id) -> table as `alignment_table` makes it, pairs in catalogue order.
    """
    between: dict[frozenset[str], list[Link]] = {}
    for link in links:
        ends = frozenset((link.subject_id.partition(":")[0], link.object_id.partition(":")[0]))
        between.setdefault(ends, []).append(link)
    return {
        (first.id, second.id): alignment_table(
            first, second, between.get(frozenset((first.id, second.id)), [])
        )
        for first, second in combinations(catalogue.documents, 2)
    }


def alignment_table(first: Framework, second: Framework, links: Sequence[Link]) -> pd.DataFrame:
    """The elements of two frameworks side by side, seen from the first and then from the second.

    An element pair is carried by the linked pairs of indicators that stand below its two elements.

    Args:
        first: One framework.
        second: Another framework.
        links: Links between these two, best first.

    Returns:
        Columns `ALIGNMENT_COLUMNS`: one row an element and linked counterpart, in document order, best
        counterpart first (`rank` 1); `each_others_best` is true where both see the other first. An element
        without any linked counterpart has one row whose object is empty.
    """
    seen = _Seen(first, second, links)
    rows = [
        row
        for subject, object_ in ((first, second), (second, first))
        for element in subject.of_kind(Kind.ELEMENT)
        for row in seen.rows(element, subject, object_)
    ]
    # A column of whole numbers, some of which are missing; it would be one of fractions otherwise.
    return pd.DataFrame(rows, columns=list(ALIGNMENT_COLUMNS)).astype({"rank": "Int64"})


class _Seen:
    """Element links of two frameworks, looked up from either side."""

    def __init__(self, first: Framework, second: Framework, links: Sequence[Link]) -> None:
        self._statements = first.by_id | second.by_id
        elements = {s.id for f in (first, second) for s in f.of_kind(Kind.ELEMENT)}
        owner = {
            i.id: e for f in (first, second) for e in f.of_kind(Kind.ELEMENT) for i in f.indicators_of(e)
        }
        self._from: dict[str, list[tuple[str, Link]]] = {}
        self._carriers: dict[tuple[str, str], list[tuple[str, str, Link]]] = {}
        for link in sorted(links, key=_surest_first):
            if link.predicate_id is Predicate.OPPOSITE:
                continue  # what negates a statement does not carry an alignment
            for here, there in (
                (link.subject_id, link.object_id),
                (link.object_id, link.subject_id),
            ):
                if here in elements and there in elements:
                    self._from.setdefault(here, []).append((there, link))
                elif here in owner and there in owner:
                    pair = owner[here].id, owner[there].id
                    self._carriers.setdefault(pair, []).append((here, there, link))

    def rows(
        self, element: Statement, subject: Framework, object_: Framework
    ) -> Iterable[tuple[object, ...]]:
        """Rows of `alignment_table` for one element."""
        start = (subject.id, element.id, subject.path(element), element.label)
        counterparts = self._from.get(element.id, [])
        if not counterparts:
            yield (*start, None, object_.id, "", "", "", "", "", None, None, False, 0, "")
        for rank, (other_id, link) in enumerate(counterparts, start=1):
            other = self._statements[other_id]
            carriers = self._carriers.get((element.id, other_id), [])
            said = link.predicate_id
            relation = said if link.subject_id == element.id else INVERSE.get(said, said)
            yield (
                *start, rank, object_.id, other_id, object_.path(other), other.label,
                link.kind.value, PREDICATE_WORDS[relation], link.similarity_score,
                link.confidence, rank == 1 and self._from[other_id][0][0] == element.id,
                len(carriers), "\n".join(self._carrier(*c) for c in carriers[:_SHOWN]),
            )  # fmt: skip

    def _carrier(self, here: str, there: str, link: Link) -> str:
        score = "" if link.similarity_score is None else f" {link.similarity_score:.2f}"
        ours, theirs = self._statements[here].text, self._statements[there].text
        return f"{link.kind.value}{score}: “{ours}” [{here}] ~ “{theirs}” [{there}]"


def _surest_first(link: Link) -> int:
    # What a document or a person says stands before what follows from it, and that before what a model says.
    return {LinkKind.INFERRED: 1, LinkKind.SUGGESTED: 2}.get(link.kind, 0)


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


def coverage_table(catalogue: Catalogue, links: Iterable[Link], *, near: float) -> pd.DataFrame:
    """How many indicators of each document have a near counterpart among what is suggested in each other.

    coverage(A by B) = |{indicators of A with a link to an indicator of B that scores at least `near`}|
    / |indicators of A|. It speaks of suggestions that nobody has reviewed; a pair that
    was not suggested does not count, however near, so that every figure can be traced to its links.

    Args:
        catalogue: All frameworks.
        links: Settled links; only suggested ones between indicators count.
        near: The least similarity score that counts.

    Returns:
        Columns `COVERAGE_COLUMNS`: one row an ordered pair of documents; `share` in [0, 1], 0 for a
        document without indicators.
    """
    indicators = {f.id: {s.id for s in f.of_kind(Kind.INDICATOR)} for f in catalogue.documents}
    covered: dict[tuple[str, str], set[str]] = {}
    for link in links:
        if link.predicate_id is Predicate.OPPOSITE:
            continue
        if link.kind is LinkKind.SUGGESTED and (link.similarity_score or 0.0) >= near:
            ours, theirs = link.subject_id.partition(":")[0], link.object_id.partition(":")[0]
            covered.setdefault((ours, theirs), set()).add(link.subject_id)
            covered.setdefault((theirs, ours), set()).add(link.object_id)
    rows = []
    for first, second in permutations(indicators, 2):
        found = len(covered.get((first, second), set()) & indicators[first])
        total = len(indicators[first])
        rows.append((first, second, total, found, found / total if total else 0.0))
    return pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS))
