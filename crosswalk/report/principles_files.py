"""The principles as a page and as tables: what each rests on, and what supports one or none."""

from collections.abc import Sequence

import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Link, Principles
from crosswalk.principles.support import Encode, member_table, nearness, principle_table
from crosswalk.report.principles_page import make_principles_page
from crosswalk.report.rendering import render_principles


def make_principles_report(
    catalogue: Catalogue, found: Principles, links: Sequence[Link], *, encode: Encode, title: str
) -> dict[str, bytes]:
    """The page and the tables of principles; none where there is no principle.

    Args:
        catalogue: All frameworks.
        found: The principles, with people's edits.
        links: Settled links of all kinds.
        encode: Turns n texts into unit vectors, shape (n, d).
        title: Of the project.

    Returns:
        Path relative to the report's folder -> content.
    """
    if not found.principles:
        return {}
    near = nearness(catalogue, found, encode=encode)
    page = make_principles_page(catalogue, found, links, near=near, title=title)
    return {
        "principles.html": render_principles(page),
        "principles.csv": _csv(principle_table(catalogue, found, links, near=near)),
        "principles-members.csv": _csv(member_table(catalogue, found, near=near)),
    }


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")
