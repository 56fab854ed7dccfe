"""The file for working offline, from the command that writes it to the import that takes it back."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from crosswalk.decisions import bring_in
from crosswalk.model import Decision, Reason, Verdict
from crosswalk.vocabulary import Predicate
from crosswalk.workspace import Workspace
from tests.browsing import axe_finds
from tests.conftest import REPOSITORY
from tests.web.small import small_project


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A small project with files for reviewer-1, one seeing and one blind, as the command writes them."""
    workspace = small_project(tmp_path_factory.mktemp("offline") / "project")
    for folder, options in (("seeing", ()), ("blind", ("--blind",))):
        subprocess.run(
            [
                sys.executable, "-m", "crosswalk", "review-file", "--reviewer", "reviewer-1", *options,
                "--project", workspace.root, "--to", workspace.root / folder,
            ],
            check=True, capture_output=True, cwd=REPOSITORY,
        )  # fmt: skip
    return workspace


@pytest.fixture
def opened(written: Workspace, new_context: Callable[..., BrowserContext]) -> Callable[[str], Page]:
    """Opens a file from disk in a browser of its own that has no network."""

    def open_file(folder: str) -> Page:
        page = new_context(offline=True, accept_downloads=True).new_page()
        page.goto((written.root / folder / "review-reviewer-1.html").as_uri())
        return page

    return open_file


def ends(page: Page) -> tuple[str, str]:
    words = re.fullmatch(r"How do (\S+) and (\S+) correspond\?", page.locator("h1").inner_text())
    return words[1], words[2]


def decides(page: Page, *keys: str) -> tuple[str, str]:
    """Press the keys of an answer; which pair it was of."""
    pair = ends(page)
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator("#said")).to_contain_text("Kept in this browser")
    return pair


def saved(page: Page, folder: Path) -> Path:
    """Press the key that saves, and take the file from where the browser puts it."""
    with page.expect_download() as download:
        page.keyboard.press("v")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def rows(workspace: Workspace) -> list[Decision]:
    return [row for row in workspace.decisions() if row.reviewer == "reviewer-1"]


def test_what_is_decided_offline_comes_back_into_the_ledger_once(
    opened: Callable[[str], Page], written: Workspace, tmp_path: Path
) -> None:
    page = opened("seeing")
    mostly = decides(page, "m")
    page.keyboard.press("c")
    page.keyboard.type("s is not pressed here")
    page.keyboard.press("Escape")
    wider = decides(page, "w")
    rejected = decides(page, "r", "3")
    taken_back = decides(page, "x")
    page.keyboard.press("z")
    expect(page.locator("#said")).to_contain_text("Taken back")
    assert ends(page) == taken_back
    file = saved(page, tmp_path)

    assert file.name == "review-reviewer-1.json"
    bring_in(written, [file])
    bring_in(written, [file])
    found = rows(written)

    assert [(*row.pair, row.verdict) for row in found] == [
        (*sorted(mostly), Verdict.ACCEPT),
        (*sorted(wider), Verdict.ACCEPT),
        (*sorted(rejected), Verdict.REJECT),
        (*sorted(taken_back), Verdict.ACCEPT),
        (*sorted(taken_back), Verdict.UNDONE),
    ]
    assert [row.predicate_id for row in found[:2]] == [Predicate.CLOSE, Predicate.NARROW]
    assert found[1].comment == "s is not pressed here"
    assert found[2].reason is Reason.LEVEL
    assert found[4].supersedes == found[3].id
    catalogue = written.catalogue()
    assert all(row.subject_wording == catalogue.statement(row.subject_id).wording for row in found)
    assert not any(row.shown.blind for row in found)


def test_the_file_goes_on_after_it_was_closed_and_from_a_saved_file_in_another_browser(
    opened: Callable[[str], Page], new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = opened("seeing")
    first = decides(page, "s")
    second = decides(page, "u")
    file = saved(page, tmp_path)
    page.reload()

    expect(page.locator("#count")).to_contain_text("2 of ")
    assert ends(page) not in (first, second)
    elsewhere = opened("seeing")
    assert ends(elsewhere) == first
    elsewhere.get_by_label("Go on from a saved file").set_input_files(file)
    expect(elsewhere.locator("#count")).to_contain_text("2 of ")
    assert ends(elsewhere) not in (first, second)


def test_a_file_of_somebody_else_is_refused_and_changes_nothing(
    opened: Callable[[str], Page], tmp_path: Path
) -> None:
    page, other = opened("seeing"), tmp_path / "other.json"
    other.write_text(
        json.dumps({"crosswalk": "review", "version": 1, "reviewer": "reviewer-2", "decisions": []})
    )
    page.get_by_label("Go on from a saved file").set_input_files(other)

    expect(page.locator("#said")).to_contain_text("cannot be read")
    expect(page.locator("#count")).to_contain_text("0 of ")


def test_a_blind_file_does_not_hold_what_the_model_says(
    opened: Callable[[str], Page], written: Workspace, tmp_path: Path
) -> None:
    page = opened("blind")
    for telling in ("Probability", "Suggested", "standard deviations", '"confidence": 0', "Accept"):
        assert telling not in page.content()
    decides(page, "o")
    content = json.loads(saved(page, tmp_path).read_text())

    (row,) = content["decisions"]
    assert row["shown"]["blind"]
    assert row["shown"]["confidence"] is None


def test_the_file_is_one_file_and_readers_of_the_screen_find_nothing_wrong(
    opened: Callable[[str], Page], written: Workspace
) -> None:
    page = opened("seeing")

    assert axe_finds(page) == []
    # The fixture that watches all tabs sees to it that no other host was asked for anything.
    content = (written.root / "seeing" / "review-reviewer-1.html").read_text("utf-8")
    assert not re.search(r'<(?:script|img|link)[^>]+(?:src|href)="(?!data:)', content)
