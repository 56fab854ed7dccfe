"""Alignment tables: which elements correspond, and which indicators carry it, in their own words."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

import pandas as pd

from crosswalk.align.between import Between, Carrier, betweens, by_frameworks
from crosswalk.catalogue import Catalogue
from crosswalk.errors import UnknownLevel, UnknownStatement
from crosswalk.model import Framework, Kind, Link, Polarity, Statement, Status
from crosswalk.model.written import relation_in_words
from crosswalk.review import not_rejected
from crosswalk.vocabulary import LinkKind

#: Carrying indicator pairs shown for one pair of elements; the count column tells how many there are.
_SHOWN = 3

#: Columns of `alignment_table` and of each of the `alignment_tables`:
#:
#: - `subject_framework`, `subject_id`, `subject_path`, `subject_title`: the element from which a row is seen;
#: - `rank`: 1 for its best counterpart, which has a row for each way in which the two are known to be linked;
#:   empty where it has none;
#: - `object_framework`, `object_id`, `object_path`, `object_title`: the counterpart; ids are empty for none;
#: - `kind`: how the link is known; `status`: what people's votes make of it;
#: - `relation`: in words, to be read from the subject to the object;
#: - `similarity_score`: the raw cosine, in [-1, 1]; `confidence`: the probability of a match, in [0, 1]; both
#:   are empty where nothing gives them;
#: - `each_others_best`: whether each of the two is the other's first counterpart;
#: - `carrying_pairs`: how many linked pairs of indicators stand below the two elements;
#: - `carried_by`: the first of them, verbatim with their ids, a line each.
ALIGNMENT_COLUMNS = (
    "subject_framework", "subject_id", "subject_path", "subject_title",
    "rank", "object_framework", "object_id", "object_path", "object_title",
    "kind", "status", "relation", "similarity_score", "confidence", "each_others_best",
    "carrying_pairs", "carried_by",
)  # fmt: skip

#: A row of `ALIGNMENT_COLUMNS`.
_Row = tuple[object, ...]


def alignment_tables(catalogue: Catalogue, links: Sequence[Link]) -> dict[tuple[str, str], pd.DataFrame]:
    """For every two documents: element by element, the best-aligned elements and what carries them.

    Args:
        catalogue: All frameworks.
        links: As for `alignment_table`.

    Returns:
        (framework id, framework id) -> table of these two, as `alignment_table` gives it without filters;
        pairs in catalogue order.
    """
    return {
        pair: _table(_rows(between, catalogue.framework(pair[0]), catalogue.framework(pair[1]), None))
        for pair, between in betweens(catalogue, links).items()
    }


def alignment_table(
    catalogue: Catalogue,
    links: Iterable[Link],
    *,
    first: str | None = None,
    second: str | None = None,
    level: str | None = None,
    polarity: Polarity | None = None,
    kind: LinkKind | None = None,
    status: Status | None = None,
) -> pd.DataFrame:
    """The elements of two frameworks side by side, of one and every other, or of every two documents.

    For every two, rows are seen from the first and then from the second. An element pair is carried by the
    linked pairs of indicators that stand below its two elements.

    `kind` and `status` choose links: the table is that of the links that remain. `level` and `polarity`
    choose indicators of the subject: rows are those of elements that have such an indicator, counterparts
    those that one of them carries, and only these indicators are counted and quoted. `rank` and
    `each_others_best` are those among all links that remain, so that a row says the same in every view.

    Args:
        catalogue: All frameworks.
        links: Settled links of any kind, best first for every two frameworks.
        first: Id of a framework; None for every document.
        second: Id of another one; None for every other document.
        level: A label of a framework's scale (`Established`, `Stage 3`), or the id of a level.
        polarity: Of the subject's indicators.
        kind: How links are known; None for all kinds.
        status: What people made of links; None for all but suggestions that they rejected.

    Returns:
        Columns `ALIGNMENT_COLUMNS`: one row an element and linked counterpart, in document order, best
        counterpart first. An element without any has one row whose object is empty.

    Raises:
        UnknownStatement: There is no such framework, or the two are one.
        UnknownLevel: None of these frameworks has such a level.
    """
    pairs = _pairs(catalogue, first, second)
    remaining = [
        link
        for link in (not_rejected(links) if status is None else links)
        if (kind is None or link.kind == kind) and (status is None or link.status == status)
    ]
    asked = None
    if level is not None or polarity is not None:
        asked = _asked({f.id: f for pair in pairs for f in pair}.values(), level, polarity)
    joining = by_frameworks(remaining)
    return _table(
        row
        for one, other in pairs
        for row in _rows(
            Between(one, other, joining.get(frozenset((one.id, other.id)), [])), one, other, asked
        )
    )


def _pairs(catalogue: Catalogue, first: str | None, second: str | None) -> list[tuple[Framework, Framework]]:
    if first is None and second is None:
        return [*combinations(catalogue.documents, 2)]
    if first is not None and second is not None:
        if first == second:
            raise UnknownStatement(f"{first!r} is named twice", remedy="Name two different frameworks.")
        return [(catalogue.framework(first), catalogue.framework(second))]
    one = catalogue.framework(first or second or "")
    others = [f for f in catalogue.documents if f.id != one.id]
    return [(one, other) if first is not None else (other, one) for other in others]


def _asked(frameworks: Collection[Framework], level: str | None, polarity: Polarity | None) -> frozenset[str]:
    """Ids of the indicators on a level and of a polarity."""
    levels: set[str] = set()
    if level is not None:
        for framework in frameworks:
            labels = framework.scale.labels if framework.scale else ()
            for rung in framework.of_kind(Kind.LEVEL):
                if level in (rung.id, labels[rung.rank - 1] if rung.rank and labels else rung.label):
                    levels.add(rung.id)
        if not levels:
            known = ", ".join(f"{f.id}: {', '.join(f.scale.labels)}" for f in frameworks if f.scale)
            raise UnknownLevel(f"no level is called {level!r}", remedy=f"Known are: {known or 'none'}.")
    return frozenset(
        s.id
        for framework in frameworks
        for s in framework.of_kind(Kind.INDICATOR)
        if (level is None or s.level_id in levels) and (polarity is None or s.polarity == polarity)
    )


def _table(rows: Iterable[_Row]) -> pd.DataFrame:
    # A column of whole numbers, some of which are missing; it would be one of fractions otherwise.
    return pd.DataFrame([*rows], columns=list(ALIGNMENT_COLUMNS)).astype({"rank": "Int64"})


def _rows(
    between: Between, first: Framework, second: Framework, asked: Collection[str] | None
) -> Iterator[_Row]:
    """Rows seen from the first framework and then from the second.

    `asked` has the ids of the indicators to look at; None for all.
    """
    for subject, object_ in ((first, second), (second, first)):
        for element in subject.of_kind(Kind.ELEMENT):
            if asked is None or any(s.id in asked for s in subject.indicators_of(element)):
                yield from _rows_of(between, element, subject, object_, asked)


def _rows_of(
    between: Between,
    element: Statement,
    subject: Framework,
    object_: Framework,
    asked: Collection[str] | None,
) -> Iterator[_Row]:
    start = (subject.id, element.id, subject.path(element), element.label)
    nothing, ranks = True, between.ranks(element.id)
    for other_id, link in between.counterparts(element.id):
        carriers = between.carriers(element.id, other_id)
        if asked is not None:
            carriers = [carrier for carrier in carriers if carrier.here in asked]
            if not carriers:
                continue
        nothing = False
        other = object_.by_id[other_id]
        yield (
            *start, ranks[other_id], object_.id, other_id, object_.path(other), other.label,
            link.kind.value, link.status.value, relation_in_words(link, element.id), link.similarity_score,
            link.confidence, ranks[other_id] == 1 and between.best(other_id) == element.id,
            len(carriers), "\n".join(_written(c, subject, object_) for c in carriers[:_SHOWN]),
        )  # fmt: skip
    if nothing:
        yield (*start, None, object_.id, "", "", "", "", "", "", None, None, False, 0, "")


def _written(carrier: Carrier, subject: Framework, object_: Framework) -> str:
    link = carrier.link
    score = "" if link.similarity_score is None else f" {link.similarity_score:.2f}"
    ours, theirs = subject.by_id[carrier.here].text, object_.by_id[carrier.there].text
    return f"{link.kind.value}{score}: “{ours}” [{carrier.here}] ~ “{theirs}” [{carrier.there}]"
