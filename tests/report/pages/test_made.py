import re
from pathlib import Path

import pytest

from crosswalk.report.site import Site
from tests.decided import decided
from tests.report.small import small
from tests.report.test_site import words
from tests.worlds import invented


@pytest.fixture(scope="module")
def html(built: Path) -> str:
    return (built / "reports/made.html").read_text(encoding="utf-8")


def test_every_kind_of_link_is_shown_with_its_count(html: str) -> None:
    text = words(html)

    for kind, count in (("cited", "24"), ("mirrored", "12"), ("reviewed", "0"), ("inferred", "0")):
        assert re.search(rf"\b{kind} [^|]{{10,70}}? {count}\b", text), kind


def test_every_citation_is_quoted_with_its_lines(html: str) -> None:
    assert html.count("corpus/sssc/source.txt:") >= 24
    assert "this closely links to CLF: Awareness of the wider context – Established" in html


def test_what_was_left_out_is_listed_with_its_reason(html: str) -> None:
    assert "heading repeated for every quality" in html


def test_where_nobody_has_judged_the_page_says_so(html: str) -> None:
    assert "Nobody has judged anything yet" in html


def test_reviewers_are_numbers_and_never_names() -> None:
    world = invented()
    ends = [world.statement("ash:1.1"), world.statement("elm:1")]
    words_of = {"subject_wording": ends[0].wording, "object_wording": ends[1].wording}

    page = Site(small(world, decisions=[decided(1, **words_of)])).page("made.html").decode()

    assert "1 reviewer gave 1 vote that stands, on 1 pair: 1 accepted, 0 rejected, 0 disputed" in words(page)
    assert "reviewer-1" not in page
