import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from crosswalk.model import Framework
from crosswalk.report.figures import draw_coverage, draw_overlap


class Reader(HTMLParser):
    """Collects what the tests ask for: ids, addresses, images, tables."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.alts: list[str] = []
        self.headings: list[str] = []
        self.languages: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.ids += [known["id"]] if "id" in known else []
        self.addresses += [known[name] for name in ("href", "src") if name in known]
        self.alts += [known["alt"]] if tag == "img" else []
        self.headings += [tag] if re.fullmatch(r"h\d", tag) else []
        self.languages += [known["lang"]] if tag == "html" else []


@pytest.fixture(scope="module")
def html(built: Path) -> str:
    return (built / "reports/index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)).split())


def test_the_page_says_on_top_that_nothing_is_reviewed(html: str) -> None:
    assert re.search(r"Provisional: 0 of \d+ suggested links reviewed", words(html)[:400])


def test_the_page_quotes_the_promise_with_its_source(html: str) -> None:
    assert "working together to align the LQFs so that we have an over-arching set of principles" in html
    assert "corpus/dcs/source.txt:185-186" in html


def test_every_address_leads_to_a_file_of_the_report_or_a_place_on_the_page(
    page: Reader, built: Path
) -> None:
    for address in page.addresses:
        if address.startswith("#"):
            assert address[1:] in page.ids
        elif not address.startswith("data:image/svg+xml"):
            assert "//" not in address, "nothing is loaded from another host"
            file, _, place = unquote(address).partition("#")
            assert (built / "reports" / file).exists()
            assert not place or f'id="{place}"' in (built / "reports" / file).read_text(encoding="utf-8")


def test_the_page_holds_no_script_and_no_outside_address(html: str) -> None:
    assert "<script" not in html
    assert not re.search(r"url\(|@import|https?://", re.search(r"<style>.*?</style>", html, re.DOTALL)[0])


def test_the_page_can_be_read_aloud(page: Reader) -> None:
    assert page.languages == ["en-GB"]
    assert page.headings[0] == "h1"
    assert page.headings.count("h1") == 1
    assert all(len(alt) > 80 for alt in page.alts)
    assert len(page.ids) == len(set(page.ids))


def test_every_kind_of_link_is_shown_with_its_count(html: str) -> None:
    text = words(html)

    for kind, count in (("cited", "24"), ("mirrored", "12"), ("reviewed", "0"), ("inferred", "0")):
        assert re.search(rf"\b{kind} [^|]{{10,70}}? {count}\b", text), kind


def test_every_citation_is_quoted_with_its_lines(html: str) -> None:
    assert html.count("corpus/sssc/source.txt:") >= 24
    assert "this closely links to CLF: Awareness of the wider context – Established" in html


def test_what_was_left_out_is_listed_with_its_reason(html: str) -> None:
    assert "heading repeated for every quality" in html


def test_words_of_a_framework_cannot_become_markup(tmp_path: Path) -> None:
    import hashlib

    from crosswalk.build import build

    for name in ("one", "two"):
        folder = tmp_path / "corpus" / name
        folder.mkdir(parents=True)
        table = (
            "id,kind,title,text,parent\n"
            f"1,element,<b>Bold</b> & {name},,\n"
            "1.1,indicator,,Shares & cares <script>,1\n"
        )
        (folder / "source.csv").write_text(table, encoding="utf-8")
        digest = hashlib.sha256(table.encode()).hexdigest()
        (folder / "framework.toml").write_text(
            f'id = "{name}"\ntitle = "<i>{name}</i>"\nreader = "table"\n'
            f'source = "source.csv"\nsha256 = "{digest}"\n'
        )

    build(tmp_path, encoder="minilm")

    html = (tmp_path / "reports/index.html").read_text(encoding="utf-8")
    assert "<i>one" not in html
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; one" in html
    assert "<script>" not in html


def test_figures_of_no_framework_and_of_one_are_drawn() -> None:
    import numpy as np

    assert draw_overlap(np.zeros((0, 0)), []).png
    assert draw_coverage(np.full((1, 1), np.nan), ["One"], near=1.0).svg


def test_a_framework_is_called_by_its_short_title_where_it_has_one() -> None:
    assert Framework(id="x", title="A very long title", short_title="X").name == "X"
    assert Framework(id="x", title="A title").name == "A title"
