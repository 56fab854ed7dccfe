"""What holds for every page of a report."""

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from crosswalk.build import build
from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind
from crosswalk.report.site import Site
from tests.report.small import small
from tests.worlds import statement


class Reader(HTMLParser):
    """Collects what the tests ask for: ids, addresses, images, headings."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.alts: list[str] = []
        self.levels: list[int] = []
        self.languages: list[str] = []
        self.scripts: list[dict[str, str | None]] = []
        self.styled: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.ids += [known["id"]] if "id" in known else []
        self.addresses += [known[name] for name in ("href", "src") if name in known]
        self.alts += [known["alt"]] if tag == "img" else []
        self.levels += [int(tag[1])] if re.fullmatch(r"h\d", tag) else []
        self.languages += [known["lang"]] if tag == "html" else []
        self.scripts += [known] if tag == "script" else []
        self.styled += [tag] if "style" in known else []


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, str]:
    """Path relative to the report's folder -> page."""
    folder = built / "reports"
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*.html")}


@pytest.fixture(scope="module")
def read(pages: dict[str, str]) -> dict[str, Reader]:
    return {path: Reader(page) for path, page in pages.items()}


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)).split())


def test_there_is_a_page_for_every_framework_pair_and_principle(
    pages: dict[str, str], real_catalogue: Catalogue
) -> None:
    documents = [f.id for f in real_catalogue.documents]

    assert {f"frameworks/{name}.html" for name in documents} <= {*pages}
    assert len([path for path in pages if path.startswith("pairs/")]) == 10
    assert 8 <= len([path for path in pages if path.startswith("principles/")]) <= 20
    assert {"index.html", "principles.html", "gaps.html", "only-here.html", "levels.html", "made.html"} <= {
        *pages
    }
    assert {"graph.html", "suggestions.html"} <= {*pages}


def test_every_page_says_on_top_how_much_is_reviewed(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        top = page[page.index("<header>") : page.index("</header>")]
        assert re.search(r"Provisional: 0 of \d+ suggested links reviewed", words(top)), path


def test_every_address_leads_to_a_file_of_the_report_or_a_place_on_a_page(
    read: dict[str, Reader], built: Path
) -> None:
    folder = (built / "reports").resolve()
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    ids = {path: {*reader.ids} for path, reader in read.items()}
    lost = []
    for path, reader in read.items():
        for address in {*reader.addresses}:
            if address.startswith("data:"):
                continue
            assert "//" not in address, "nothing is loaded from another host"
            file, _, place = unquote(address).partition("#")
            found = path if not file else (folder / path).parent.joinpath(file).resolve()
            name = found if isinstance(found, str) else found.relative_to(folder).as_posix()
            # What stands behind # on the page of the graph is what it is asked to show.
            there = not place or name == "graph.html" or place in ids.get(name, ())
            if name not in files or not there:
                lost.append((path, address))
    assert lost == []


def test_every_page_can_be_read_aloud(read: dict[str, Reader]) -> None:
    for path, reader in read.items():
        assert reader.languages == ["en-GB"], path
        assert reader.levels[0] == 1, path
        assert reader.levels.count(1) == 1, path
        steps = zip(reader.levels, reader.levels[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), path
        assert all(len(alt) > 80 for alt in reader.alts), path
        assert len(reader.ids) == len({*reader.ids}), path


def test_only_the_page_of_the_graph_has_a_script_and_no_page_fetches_anything(
    pages: dict[str, str], read: dict[str, Reader]
) -> None:
    for path, page in pages.items():
        assert bool(read[path].scripts) == (path == "graph.html"), path
        assert not read[path].styled, path
        for style in re.findall(r"<style>.*?</style>", page, re.DOTALL):
            assert not re.search(r"url\(|@import|https?://", style), path


def test_the_menu_leads_from_every_page_to_every_other_that_stands_in_it(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        menu = page[page.index('<nav class="menu"') :].partition("</nav>")[0]
        root = "../" * path.count("/")
        for name in (
            "index.html",
            "principles.html",
            "gaps.html",
            "only-here.html",
            "levels.html",
            "made.html",
        ):
            assert f'href="{root}{name}"' in menu, (path, name)


def test_equal_findings_give_equal_files(world: Catalogue) -> None:
    assert Site(small(world)).files() == Site(small(world)).files()


def test_a_report_of_nothing_and_of_one_framework_can_be_made() -> None:
    one = Framework(
        id="one",
        title="One",
        source="corpus/one/source.txt",
        statements=(
            statement("one:1", Kind.ELEMENT, 1, title="Sharing"),
            statement("one:1.1", Kind.INDICATOR, 2, text="Shares.", parent_id="one:1"),
        ),
    )

    for findings in (small(Catalogue([])), small(Catalogue([one]))):
        files = Site(findings).files()
        assert "0 of 0 suggested links reviewed" in words(files["index.html"].decode())


def test_words_of_a_framework_cannot_become_markup(tmp_path: Path) -> None:
    for name in ("one", "two"):
        folder = tmp_path / "corpus" / name
        folder.mkdir(parents=True)
        table = (
            "id,kind,title,text,parent\n"
            f"1,element,<b>Bold</b> & {name},,\n"
            "1.1,indicator,,Shares & cares </script><script>x(),1\n"
        )
        (folder / "source.csv").write_text(table, encoding="utf-8")
        digest = hashlib.sha256(table.encode()).hexdigest()
        (folder / "framework.toml").write_text(
            f'id = "{name}"\ntitle = "<i>{name}</i>"\nreader = "table"\n'
            f'source = "source.csv"\nsha256 = "{digest}"\n'
        )

    build(tmp_path, encoder="minilm")

    for path in (tmp_path / "reports").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "<i>one" not in html, path
        assert "<b>Bold" not in html, path
        assert "<script>x()" not in html, path
    framework = (tmp_path / "reports/frameworks/one.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; one" in framework
