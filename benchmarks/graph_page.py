"""How fast the graph page is in a browser, with as many statements and links as somebody names.

Run: python benchmarks/graph_page.py [--statements N] [--links N]. Its figures: benchmarks/README.md.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Link, Mapping, Member, Principle, Principles, Span, Statement
from crosswalk.report import addresses
from crosswalk.report.findings import Findings
from crosswalk.report.made import Made
from crosswalk.report.site import Site
from crosswalk.suggest import Cut, suggest
from crosswalk.suggest.weights import untaught
from crosswalk.vocabulary import Justification, Predicate
from tests.web.browser.chromium import ARGUMENTS, program
from tests.worlds import LetterEncoder

FRAMEWORKS, PRINCIPLES, MEMBERS, BELOW = 8, 25, 60, 9
WORDS = (
    "leads", "people", "shares", "learning", "culture", "of", "change", "with", "partners", "and", "builds",
    "trust", "in", "services", "for", "everyone",
)  # fmt: skip

#: Canvases put work off until a pixel is asked for: so one is.
_REDRAW = """() => { const map = crosswalkGraph.page.map, began = performance.now();
    map.batches = null; map.drawNow(); map.below.getContext('2d').getImageData(0, 0, 1, 1);
    return performance.now() - began; }"""
_POINT = """turn => { const map = crosswalkGraph.page.map, began = performance.now();
    map.hover(crosswalkGraph.under(map, 150 + 17 * turn, 200 + 13 * turn), 9, 9);
    map.above.getContext('2d').getImageData(0, 0, 1, 1); return performance.now() - began; }"""
_FILTER = """turn => { const began = performance.now();
    crosswalkGraph.page.change({ least: turn / 50 }); return performance.now() - began; }"""
_PULL = """async turn => { const began = performance.now();
    crosswalkGraph.move(crosswalkGraph.page.map, turn % 2 ? 15 : -12, 7);
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - began; }"""
_TABLE = """() => { const page = crosswalkGraph.page, began = performance.now();
    page.change({ view: 'table' }); const height = document.body.offsetHeight;
    const took = performance.now() - began; page.change({ view: 'map' }); return height && took; }"""


def synthetic(statements: int, links: int) -> Findings:
    """Frameworks of made-up statements, linked at random; the same for the same numbers."""
    rng = random.Random(1)  # noqa: S311 - the same world each time
    each = statements // FRAMEWORKS
    frameworks = [
        Framework(
            id=f"f{number}",
            title=f"Framework number {number}",
            source=f"corpus/f{number}/source.txt",
            statements=tuple(_statement(f"f{number}", place, rng) for place in range(each)),
        )
        for number in range(FRAMEWORKS)
    ]
    catalogue, encoder = Catalogue(frameworks), LetterEncoder()
    ids = [statement.id for statement in catalogue.statements]
    return Findings(
        catalogue=catalogue,
        links=_links(ids, links, rng),
        suggestions=suggest(Catalogue([]), encoder),
        made=Made(title="Synthetic", purpose_id=None, encoder=encoder.name, cut=Cut(), learnt=untaught()),
        encode=encoder.encode,
        principles=Principles(principles=tuple(_principle(place, ids) for place in range(PRINCIPLES))),
    )


def _statement(framework_id: str, place: int, rng: random.Random) -> Statement:
    element = place - place % (BELOW + 1)
    span = Span(f"corpus/{framework_id}/source.txt", place + 1, place + 1)
    if place == element:
        title = " ".join(rng.sample(WORDS, 4)).capitalize()
        return Statement(
            id=f"{framework_id}:{place}", kind=Kind.ELEMENT, item_type="element", span=span, title=title
        )
    return Statement(
        id=f"{framework_id}:{place}",
        kind=Kind.INDICATOR,
        item_type="indicator",
        span=span,
        text=" ".join(rng.sample(WORDS, 12)).capitalize(),
        parent_id=f"{framework_id}:{element}",
    )


def _links(ids: list[str], count: int, rng: random.Random) -> list[Link]:
    pairs: dict[tuple[str, str], float] = {}
    while len(pairs) < count:
        one, other = rng.sample(ids, 2)
        if one.partition(":")[0] != other.partition(":")[0]:
            pairs[one, other] = round(rng.random(), 3)
    made = []
    for (one, other), probability in sorted(pairs.items(), key=lambda item: -item[1]):
        claim = Mapping(
            subject_id=one,
            object_id=other,
            predicate_id=Predicate.CLOSE,
            mapping_justification=Justification.SIMILARITY,
            similarity_score=round(0.3 + probability / 2, 6),
            confidence=probability,
        )
        made.append(Link(subject_id=one, object_id=other, kind=claim.kind, claims=(claim,)))
    return made


def _principle(place: int, ids: list[str]) -> Principle:
    members = tuple(Member(statement_id=one, stability=0.5) for one in ids[place::PRINCIPLES][:MEMBERS])
    return Principle(
        id=f"p{place}", label=f"Principle number {place}", label_from=None,
        definition="", definition_from=None, terms=(), members=members, stability=0.5,
    )  # fmt: skip


def timed(page: Page, address: str) -> dict[str, float]:
    """Milliseconds of what somebody does; medians of nine, but for the first sight."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function("crosswalkGraph.page?.map.drawn")
    found = {"first sight": float(page.evaluate("performance.now()"))}
    for what, script in (("redraw", _REDRAW), ("point", _POINT), ("filter", _FILTER), ("tables", _TABLE)):
        found[what] = statistics.median(page.evaluate(script, turn) for turn in range(9))
    page.evaluate("crosswalkGraph.page.reset(); crosswalkGraph.page.map.drawNow()")
    page.evaluate("crosswalkGraph.zoom(crosswalkGraph.page.map, 2)")
    found["pull"] = statistics.median(page.evaluate(_PULL, turn) for turn in range(9))
    return found


def main() -> None:
    """Make the page, and time what somebody does on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=2_000)
    parser.add_argument("--links", type=int, default=8_000)
    asked = parser.parse_args()
    findings = synthetic(asked.statements, asked.links)
    site = Site(findings)
    began = time.perf_counter()
    content = site.page(addresses.GRAPH)
    print(f"page: {len(content) / 1e6:.2f} MB, made in {time.perf_counter() - began:.2f} s")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / addresses.GRAPH
        path.write_bytes(content)
        browser = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for layout in ("frameworks", "principles"):
            found = timed(page, f"{path.as_uri()}#layout={layout}")
            print(f"by {layout}: " + ", ".join(f"{what} {ms:.0f} ms" for what, ms in found.items()))
        browser.close()


if __name__ == "__main__":
    main()
