"""The principles as tables: what each rests on, and every statement that supports one or none."""

from collections.abc import Sequence

import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Link, Principles
from crosswalk.principles.support import Encode, member_table, nearness, principle_table


def make_principles_report(
    catalogue: Catalogue, found: Principles, links: Sequence[Link], *, encode: Encode
) -> dict[str, bytes]:
    """The tables of principles; none where there is no principle.

    Args:
        catalogue: All frameworks.
        found: The principles, with people's edits.
        links: Settled links of all kinds.
        encode: Turns n texts into unit vectors, shape (n, d).

    Returns:
        Path relative to the report's folder -> content.
    """
    if not found.principles:
        return {}
    near = nearness(catalogue, found, encode=encode)
    return {
        "principles.csv": _csv(principle_table(catalogue, found, links, near=near)),
        "principles-members.csv": _csv(member_table(catalogue, found, near=near)),
    }


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")
