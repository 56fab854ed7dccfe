import re
from pathlib import Path

import pandas as pd
import pytest

from tests.report.test_site import words


@pytest.fixture(scope="module")
def html(built: Path) -> str:
    return (built / "reports/index.html").read_text(encoding="utf-8")


def test_the_page_quotes_the_promise_with_its_source(html: str) -> None:
    assert "working together to align the LQFs so that we have an over-arching set of principles" in html
    assert "corpus/dcs/source.txt:185-186" in html


def test_each_kind_of_link_is_counted_and_leads_to_its_links(html: str, built: Path) -> None:
    counts = pd.read_csv(built / "reports/links.csv")["kind"].value_counts()
    for kind in ("cited", "mirrored", "suggested", "reviewed", "inferred"):
        shown = re.search(rf'<a href="graph\.html#kind={kind}&amp;view=table"><strong>(\d+)</strong>', html)
        assert int(shown[1]) == counts.get(kind, 0), kind


def test_each_cell_of_coverage_adds_up_to_the_elements_that_gaps_list(html: str, built: Path) -> None:
    gaps = pd.read_csv(built / "reports/gaps.csv", keep_default_na=False)
    elements = gaps[gaps["kind"] == "element"]
    cells = re.findall(
        r'href="pairs/\w+--\w+\.html#of-(\w+)">(\d+)%.*?in ([^<]+)</span>.*?suggested, of (\d+)', html
    )

    assert len(cells) == 20
    for framework, percent, _, total in cells:
        own = elements[elements["framework"] == framework]
        shares = (
            own["state"].isin(["addressed", "partly addressed"]) | (own["suggested_state"] != "")
        ).groupby(own["against"])
        assert int(total) == own["statement_id"].nunique()
        assert int(percent) in {round(share * 100) for share in shares.mean()}


def test_every_principle_stands_in_the_table_and_in_the_figure(html: str, built: Path) -> None:
    found = pd.read_csv(built / "reports/principles.csv", keep_default_na=False)
    figure = html[html.index('<svg class="flows"') :].partition("</svg>")[0]

    for one in found.itertuples():
        assert f'<a href="principles/{one.principle}.html">' in html
        assert f"({one.members})" in figure
    assert "belongs to none" in words(figure)


def test_the_figure_counts_each_statement_as_often_as_it_supports_a_principle(html: str, built: Path) -> None:
    members = pd.read_csv(built / "reports/principles-members.csv", keep_default_na=False)
    figure = html[html.index('<svg class="flows"') :].partition("</svg>")[0]
    counts = [int(n) for n in re.findall(r"<path [^>]*><title>[^<]*: (\d+)</title>", figure)]

    assert sum(counts) == len(members)
