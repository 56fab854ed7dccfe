"""The graph page of projects unlike the real one, and served under a strict policy."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest
import uvicorn
from playwright.sync_api import Page, expect
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind
from crosswalk.report import addresses
from crosswalk.report.findings import Findings
from crosswalk.report.rendering import Served
from crosswalk.report.site import Site
from crosswalk.web.guard import Headers
from tests.report.browser.screen import Graph
from tests.report.judged import judged_world
from tests.report.small import small
from tests.worlds import statement


@pytest.fixture
def graph_of(page: Page, tmp_path: Path) -> Callable[[Findings], Graph]:
    """Writes the page of some findings to the disk, and opens a tab for it."""

    def make(findings: Findings) -> Graph:
        path = tmp_path / addresses.GRAPH
        path.write_bytes(Site(findings).page(addresses.GRAPH))
        return Graph(page, path)

    return make


def test_five_kinds_and_what_people_say_of_them_are_told_apart(
    graph_of: Callable[[Findings], Graph],
) -> None:
    graph = graph_of(judged_world())

    graph.opens("at=a:1--c:1--inferred")
    said = graph.panel.locator("dl").inner_text()
    assert "inferred: follows from reviewed or stated links" in said
    assert "Follows from\na:1 → b:1 → c:1" in said
    assert "Probability of a match\nnot known" in said

    graph.opens("at=a:1--b:1--reviewed")
    said = graph.panel.locator("dl").inner_text()
    assert "reviewed: people said so" in said
    assert "People\naccepted" in said
    assert "Similarity" not in said

    graph.opens("status=rejected&view=table")
    assert [[row[1], row[4]] for row in graph.all_rows()] == [["suggested", "rejected"]]
    graph.opens("status=disputed,accepted&view=table")
    assert {row[4] for row in graph.all_rows()} == {"disputed", "accepted"}


def test_a_search_can_narrow_the_links_to_what_it_finds(graph_of: Callable[[Findings], Graph]) -> None:
    graph = graph_of(judged_world())
    graph.opens("q=c1&view=table")
    every = graph.links

    graph.page.get_by_role("checkbox", name="Only links of statements that the search finds").check()

    expect(graph.page.get_by_role("button", name="Take away Only links of what was found")).to_be_visible()
    assert 0 < graph.links < every
    assert all("c:1" in row[0] + row[3] for row in graph.all_rows())


def test_who_said_that_nothing_corresponds_is_heard(graph_of: Callable[[Findings], Graph]) -> None:
    graph = graph_of(judged_world())

    graph.opens("at=a:2")

    expect(graph.panel).to_contain_text("People say that nothing corresponds to it in: D.")
    expect(graph.panel).to_contain_text("No link leads here. That does not mean that nothing corresponds")


def test_two_links_of_one_pair_lie_apart_and_name_each_other(graph_of: Callable[[Findings], Graph]) -> None:
    graph = graph_of(judged_world())
    pair = "b:n--d:n"
    graph.opens("frameworks=b,d")
    kinds = graph.page.evaluate(
        "pair => [...crosswalkGraph.page.data.linkOf.keys()].filter(key => key.startsWith(pair))", pair
    )
    assert len(kinds) == 2

    one, other = map(graph.middle_of, kinds)
    assert abs(one[0] - other[0]) + abs(one[1] - other[1]) > 3
    graph.page.mouse.click(*one)

    expect(graph.panel).to_contain_text("Other links between the two")


@pytest.mark.parametrize("statements", [0, 1])
@pytest.mark.parametrize("view", ["map", "table"])
def test_a_project_without_a_link_is_no_problem(
    graph_of: Callable[[Findings], Graph], statements: int, view: str
) -> None:
    alone = Framework(id="ash", title="Ash", statements=(statement("ash:1", Kind.ELEMENT, 1, title="Alone"),))
    graph = graph_of(small(Catalogue([alone][:statements])))

    graph.opens(f"view={view}&least=0.5")

    noun = "statement" if statements == 1 else "statements"
    expect(graph.count).to_have_text(f"0 of 0 links, between 0 of {statements} {noun}")
    if view == "map":
        nothing = graph.page.get_by_text("No statement passes the filters")
        expect(nothing).to_be_visible(visible=not statements)
        graph.page.get_by_role("button", name="Enlarge").click()
        graph.map.click(position={"x": 9, "y": 9})


def test_words_of_a_framework_stay_words(graph_of: Callable[[Findings], Graph]) -> None:
    words = "</script><img src=x onerror=\"document.title='broken'\"> {{ 7 * 7 }}"
    frameworks = [
        Framework(
            id=name,
            title=f"<b>{name}</b>",
            source=f"corpus/{name}/source.txt",
            statements=(statement(f"{name}:1", Kind.ELEMENT, 1, title="<i>Sharing</i>", text=words),),
        )
        for name in ("one", "two")
    ]
    graph = graph_of(small(Catalogue(frameworks), title="<em>All</em>"))

    graph.opens("at=one:1&q=sharing")
    expect(graph.panel.locator(".wording").first).to_have_text(f"<i>Sharing</i>. {words}")
    graph.opens("view=table")
    expect(graph.table).to_contain_text(words)
    assert "broken" not in graph.page.title()


def test_thirty_frameworks_have_each_an_arc_and_a_name_in_the_list(
    graph_of: Callable[[Findings], Graph],
) -> None:
    frameworks = [
        Framework(
            id=f"f{number}",
            title=f"Framework {number}",
            source=f"corpus/f{number}/source.txt",
            statements=tuple(
                statement(f"f{number}:{place}", Kind.ELEMENT, place, title=f"Thing {place} of {number}")
                for place in (1, 2)
            ),
        )
        for number in range(30)
    ]
    graph = graph_of(small(Catalogue(frameworks)))

    graph.opens()

    for number in (0, 29):
        x, y = graph.place_of(f"f{number}:1")
        graph.page.mouse.click(x, y)
        expect(graph.panel).to_contain_text(f"Thing 1 of {number}")
    graph.page.set_viewport_size({"width": 1280, "height": 900})
    expect(graph.page.locator('input[name="frameworks"]')).to_have_count(30)


@contextmanager
def served(findings: Findings) -> Iterator[str]:
    """The page on a real server, with the headers and the static files of the review page."""

    def page(_: object) -> HTMLResponse:
        return HTMLResponse(Site(findings).page(addresses.GRAPH, served=Served()))

    static = StaticFiles(packages=[("crosswalk.web", "static"), ("crosswalk.report", "templates/static")])
    app = Starlette(
        routes=[Route(f"/report/{addresses.GRAPH}", page), Mount("/static", static)],
        middleware=[Middleware(Headers, behind_tls=False)],
    )
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/report/{addresses.GRAPH}"
    server.should_exit = True
    thread.join()


def test_under_the_review_pages_policy_everything_works_without_a_complaint(page: Page) -> None:
    with served(judged_world()) as address:
        graph = Graph(page, address)
        graph.opens("at=a:1")

        expect(graph.panel).to_contain_text("reviewed (1)")
        graph.panel.get_by_role("button", name=re.compile("says the same as .* b:1")).click()
        judging = graph.panel.get_by_role("link", name="Judge this pair")
        assert unquote(judging.get_attribute("href") or "") == "/review?queue=pair&a=a:1&b=b:1"
        assert len(graph.picture) > 1000
        # The style that is the page's own has arrived.
        assert graph.map.evaluate("stage => getComputedStyle(stage).position") == "relative"
        graph.page.mouse.move(*graph.place_of("b:1"))
        expect(graph.map.locator(".tip")).to_contain_text("b1")
        graph.page.get_by_role("radio", name="Tables").check()
        expect(graph.page).to_have_url(re.compile("view=table"))
        expect(graph.table).to_be_visible()
        page.goto("about:blank")
