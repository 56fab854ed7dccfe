"""What somebody sees and presses on the graph page, in words."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect


class Graph:
    """A tab of a browser on the graph page.

    Args:
        page: The tab.
        address: Of the page, without a fragment.
    """

    def __init__(self, page: Page, address: Path | str) -> None:
        self.page = page
        self._address = address.as_uri() if isinstance(address, Path) else address

    def opens(self, fragment: str = "") -> None:
        """Go to the page as an address from elsewhere does, which loads it."""
        self.page.goto("about:blank")
        self.page.goto(f"{self._address}#{fragment}" if fragment else self._address)
        expect(self.page.locator("#count")).not_to_be_empty()

    @property
    def count(self) -> Locator:
        """The live region that counts what passes."""
        return self.page.get_by_role("status").and_(self.page.locator("#count"))

    @property
    def links(self) -> int:
        """How many links pass, by that region."""
        return int(re.match(r"\d+", self.count.inner_text())[0])

    @property
    def panel(self) -> Locator:
        return self.page.locator("#panel")

    @property
    def search(self) -> Locator:
        return self.page.get_by_label("Search all statements")

    @property
    def map(self) -> Locator:
        return self.page.get_by_role("group", name="Map", exact=True)

    @property
    def table(self) -> Locator:
        return self.page.get_by_role("region", name="Table of links")

    def hit(self, statement_id: str) -> Locator:
        """A statement among those that were found."""
        return self.page.locator(f'#found [data-id="{statement_id}"]')

    def place_of(self, statement_id: str) -> tuple[float, float]:
        """Where a statement's dot lies in the window."""
        return self._place("placeOf", statement_id)

    def middle_of(self, link: str) -> tuple[float, float]:
        """Where the middle of a link's line lies in the window; a link is SUBJECT--OBJECT--KIND."""
        return self._place("middleOf", link)

    def _place(self, hook: str, named: str) -> tuple[float, float]:
        self.map.scroll_into_view_if_needed()
        found = self.page.evaluate(f"named => crosswalkGraph.{hook}(named)", named)
        return found["x"], found["y"]

    @property
    def enlarged(self) -> float:
        """How much larger the map is than at first sight."""
        return float(self.page.evaluate("crosswalkGraph.page.map.view.k"))

    @property
    def picture(self) -> str:
        """What is drawn, as one string; waits until it is."""
        self.page.wait_for_function("crosswalkGraph.page.map.drawn && !crosswalkGraph.page.map.wanted")
        return str(self.page.evaluate("document.getElementById('picture').toDataURL()"))

    def all_rows(self) -> list[list[str]]:
        """The cells of every row of the table of links, page after page."""
        found = []
        read = """table => [...table.querySelectorAll('tbody tr')]
            .map(row => [...row.cells].map(cell => cell.innerText))"""
        while True:
            found += self.table.evaluate(read)
            forward = self.page.get_by_role("navigation", name="Pages of links").get_by_role(
                "button", name="Next"
            )
            if not forward.is_visible() or forward.get_attribute("aria-disabled") == "true":
                return found
            forward.click()
