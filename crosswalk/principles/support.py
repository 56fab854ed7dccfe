"""What a principle rests on, and what it does not carry, as tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Link, Principle, Principles, Statement, Status
from crosswalk.review import LookedAt, Pair
from crosswalk.vocabulary import LinkKind, Predicate

#: Columns of `principle_table`.
PRINCIPLE_COLUMNS = (
    "principle", "label", "label_from", "definition", "definition_from", "terms", "members", "frameworks",
    "framework_ids", "silent_frameworks", "stability", "links_inside", "reviewed", "share_reviewed",
    "dissent", "dissenting_pairs", "lost",
)  # fmt: skip

#: Columns of `member_table`.
MEMBER_COLUMNS = (
    "principle", "label", "framework", "statement_id", "kind", "path", "text", "stability", "also_in",
    "by_hand", "nearness", "lost", "why_nowhere", "source_file", "first_line", "last_line",
)  # fmt: skip

#: Texts to their vectors.
Encode = Callable[[Sequence[str]], np.ndarray]

_PEOPLE_SAID = (Status.ACCEPTED, Status.REJECTED)
_AGAINST = (Status.REJECTED, Status.DISPUTED)


def principle_table(
    catalogue: Catalogue,
    found: Principles,
    links: Iterable[Link],
    *,
    looked: Mapping[Pair, LookedAt],
    near: pd.DataFrame,
) -> pd.DataFrame:
    """Each principle with what it rests on.

    Args:
        catalogue: All frameworks.
        found: The principles.
        links: Settled links of all kinds.
        looked: What people's votes make of each pair, as `looked_at` gives it.
        near: As `nearness` gives it.

    Returns:
        Columns `PRINCIPLE_COLUMNS`, one row a principle in order. `frameworks` counts those behind it and
        `silent_frameworks` names the other documents: silent, not absent. `reviewed` counts suggested links
        inside that people accepted or rejected, `share_reviewed` is its share of `links_inside`, empty where
        there is none. `dissent` counts the pairs inside that people rejected or dispute. `lost` counts
        members that the label and the definition do not carry.
    """
    every = list(links)
    lost = near[near["lost"]].groupby("principle").size()
    rows = []
    for one in found.principles:
        inside, against = _suggested_inside(one, every), dissenting(one, looked)
        reviewed = sum(link.status in _PEOPLE_SAID for link in inside)
        behind = frameworks_behind(catalogue, one)
        rows.append(
            (
                one.id, one.label, one.label_from or "", one.definition, one.definition_from or "",
                " ".join(term.word for term in one.terms), len(one.members), len(behind), " ".join(behind),
                " ".join(silent_frameworks(catalogue, one)), one.stability, len(inside), reviewed,
                reviewed / len(inside) if inside else None, len(against),
                "; ".join(" ~ ".join(pair) for pair in against), int(lost.get(one.id, 0)),
            )
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(PRINCIPLE_COLUMNS))


def members_by_framework(catalogue: Catalogue, principle: Principle) -> dict[str, list[str]]:
    """Ids of a principle's members by document, in the catalogue's order; a silent one has none."""
    return {
        f.id: [i for i in principle.statement_ids if i.partition(":")[0] == f.id] for f in catalogue.documents
    }


def frameworks_behind(catalogue: Catalogue, principle: Principle) -> list[str]:
    """Ids of the documents that have a member in a principle."""
    return [name for name, members in members_by_framework(catalogue, principle).items() if members]


def silent_frameworks(catalogue: Catalogue, principle: Principle) -> list[str]:
    """Ids of the documents that have none: nothing was found, which is not to say that nothing is there."""
    return [name for name, members in members_by_framework(catalogue, principle).items() if not members]


def dissenting(principle: Principle, looked: Mapping[Pair, LookedAt]) -> list[Pair]:
    """Pairs of members that people rejected or dispute, linked or not, sorted.

    Args:
        principle: Whose members.
        looked: As `looked_at` gives it.
    """
    inside = set(principle.statement_ids)
    return sorted(
        pair for pair, seen in looked.items() if seen.status in _AGAINST and inside.issuperset(pair)
    )


def _suggested_inside(principle: Principle, links: Iterable[Link]) -> list[Link]:
    inside = set(principle.statement_ids)
    return [
        link
        for link in links
        if link.kind is LinkKind.SUGGESTED
        and link.predicate_id is not Predicate.OPPOSITE
        and {link.subject_id, link.object_id} <= inside
    ]


def nearness(catalogue: Catalogue, found: Principles, *, encode: Encode) -> pd.DataFrame:
    """How near each member is to what its principle says of itself, and which members that does not carry.

    Nearness is the cosine of the member's wording with the label and the definition in one text. A member is
    lost where that is no more than what half of the members of other principles reach: what the principle
    says of itself tells it no better than something that it is not about.

    Args:
        catalogue: All frameworks.
        found: The principles.
        encode: Turns n texts into unit vectors, shape (n, d).

    Returns:
        Columns `principle`, `statement_id`, `nearness` in [-1, 1], `lost`; a row a member.
    """
    columns = ["principle", "statement_id", "nearness", "lost"]
    if not found.principles:
        return pd.DataFrame(columns=columns).astype({"lost": bool})
    said = np.asarray(encode([f"{one.label}. {one.definition}" for one in found.principles]), dtype=float)
    texts = sorted({catalogue.statement(i).wording for one in found.principles for i in one.statement_ids})
    known = dict(zip(texts, np.asarray(encode(texts), dtype=float), strict=True))
    rows: list[tuple[str, str, float, bool]] = []
    for one, words in zip(found.principles, said, strict=True):
        inside = {catalogue.statement(i).wording for i in one.statement_ids}
        outside = [float(known[text] @ words) for text in texts if text not in inside]
        enough = float(np.median(outside)) if outside else -1.0
        for i in one.statement_ids:
            near = round(float(known[catalogue.statement(i).wording] @ words), 6)
            rows.append((one.id, i, near, near <= enough))
    return pd.DataFrame(rows, columns=columns)


def member_table(catalogue: Catalogue, found: Principles, *, near: pd.DataFrame) -> pd.DataFrame:
    """Every element and indicator under each principle that it supports; then those that support none.

    Args:
        catalogue: All frameworks.
        found: The principles.
        near: As `nearness` gives it.

    Returns:
        Columns `MEMBER_COLUMNS`; `principle` is empty for a statement that belongs nowhere and `why_nowhere`
        says why; `also_in` names the other principles that it supports.
    """
    known = {(row.principle, row.statement_id): row for row in near.itertuples(index=False)}
    rows = []
    for one in found.principles:
        for member in one.members:
            statement = catalogue.statement(member.statement_id)
            of_it = known[one.id, member.statement_id]
            figures = (
                member.stability,
                " ".join(member.also_in),
                member.by_hand,
                of_it.nearness,
                of_it.lost,
                "",
            )
            rows.append((one.id, one.label, *_said(catalogue, statement), *figures, *_place(statement)))
    for left in found.nowhere:
        statement = catalogue.statement(left.statement_id)
        none = None, "", False, None, False, left.why.value
        rows.append(("", "", *_said(catalogue, statement), *none, *_place(statement)))
    return pd.DataFrame(rows, columns=list(MEMBER_COLUMNS))


def _said(catalogue: Catalogue, statement: Statement) -> tuple[str, str, str, str, str]:
    framework = catalogue.owner(statement.id)
    return framework.id, statement.id, statement.kind.value, framework.path(statement), statement.wording


def _place(statement: Statement) -> tuple[str, int, int]:
    return statement.span.path, statement.span.first_line, statement.span.last_line
