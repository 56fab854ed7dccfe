"""Real browsers for tests: one program for all of them, and tabs that are watched."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

#: Milliseconds until something that should happen is given up: a busy machine may be slow.
PATIENCE = 30_000

#: WCAG 2.2 at level AA and what axe calls best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: The rules that other colours can break, and those that another width can.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
OF_WIDTH = ["target-size", "scrollable-region-focusable"]

#: Opens everything on a page that can be opened.
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"

#: How far a page can be moved sideways, in CSS pixels.
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

#: Words of which a part is cut off.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(element => {
  const style = getComputedStyle(element);
  if (!element.checkVisibility() || element.closest('.hidden, .scroll, textarea, select')) return false;
  return style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
      || style.overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1;
}).map(element => element.outerHTML.slice(0, 120))"""


class Watch:
    """Listens to all tabs of a browser: whom they ask, and what they complain about.

    Attributes:
        expected: Parts of complaints that a test provokes.
    """

    def __init__(self) -> None:
        self.expected: list[str] = []
        self._complaints: list[str] = []
        self._hosts: set[str] = set()

    def over(self, context: BrowserContext) -> BrowserContext:
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", self._heard)
        context.on("weberror", lambda error: self._complaints.append(str(error.error)))
        return context

    def _asked(self, url: str) -> None:
        if not url.startswith(("data:", "file:", "blob:")):
            self._hosts.add(urlsplit(url).hostname or url)

    def _heard(self, message: ConsoleMessage) -> None:
        # Violations of the content security policy are errors too.
        if message.type in ("error", "warning"):
            self._complaints.append(f"{message.text} ({message.page.url if message.page else 'no page'})")

    def check(self) -> None:
        """Nothing was asked of any other machine, and nothing was complained about that no test provoked."""
        unexpected = [
            said for said in self._complaints if not any(expected in said for expected in self.expected)
        ]
        assert not unexpected
        assert self._hosts <= {"127.0.0.1"}


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Looks over a test's tabs; at the end nothing was asked of another host and no console had an error."""
    watch = Watch()
    yield watch
    watch.check()


@pytest.fixture
def new_context(browser: Browser, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers of different people: they share neither cookies nor storage."""
    contexts = []

    def make(**options: object) -> BrowserContext:
        context = watch.over(browser.new_context(**options))
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A tab."""
    return new_context().new_page()


#: Marks one element of each kind of words, and returns how many kinds there are. Words are of one kind where
#: all that their contrast depends on is the same: the tags, classes and looks of them and of what they lie
#: in, whether they are disabled, cut off or among other words, and what is painted behind or over them.
_MARK_KINDS = r"""() => {
  const LOOKS = ['color', 'backgroundColor', 'backgroundImage', 'opacity', 'filter', 'mixBlendMode',
    'fontSize', 'fontWeight', 'textShadow', 'webkitTextStrokeWidth', 'position', 'zIndex', 'clip', 'clipPath',
    'overflow'];
  const OFF = ':disabled, [aria-disabled=true]';
  const cross = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const numbers = new Map(), places = new Map();
  const number = said => numbers.get(said) ?? numbers.set(said, numbers.size).get(said);
  // How an element and all that it lies in look, as a number, and the boxes that may cut it off.
  const place = element => {
    if (!element) return { looks: 0, cutting: [] };
    if (!places.has(element)) {
      const style = getComputedStyle(element), around = place(element.parentElement);
      const off = element.matches(OFF) || element.control?.matches(OFF);
      const own = [element.tagName, element.getAttribute('class'), element.type, off];
      const box = element.getBoundingClientRect();
      const looks = number([around.looks, ...own, ...LOOKS.map(name => style[name])].join(';'));
      const cutting = style.overflow === 'visible' ? around.cutting : [...around.cutting, box];
      places.set(element, { box, style, looks, cutting });
    }
    return places.get(element);
  };
  const visible = [document.documentElement, ...document.body.querySelectorAll('*')]
    .filter(element => element.checkVisibility());
  const painted = visible.filter(element => {
    const { style } = place(element);
    return style.backgroundColor !== 'rgba(0, 0, 0, 0)' || style.backgroundImage !== 'none'
      || element.matches('img, svg, canvas, video');
  }).map(place);
  const kinds = new Map();
  for (const element of visible) {
    const texts = [...element.childNodes].filter(node => node.nodeType === 3);
    const words = texts.map(node => node.data).join('');
    if (!words.trim() && !element.matches('a, input, select, textarea, button')) continue;
    const { box, looks, cutting } = place(element);
    const seen = cutting.every(other => cross(other, box));
    const among = element.parentElement.textContent.trim() !== element.textContent.trim();
    const behind = new Set(painted.filter(other => cross(other.box, box)).map(other => other.looks));
    const kind = [looks, seen, among, ...behind].join();
    // Of a sign or two axe does not say what it thinks.
    const letters = words.replace(/[^\p{L}\p{N}]/gu, '').length;
    if (!(kinds.get(kind)?.letters >= letters)) kinds.set(kind, { element, letters });
  }
  document.querySelectorAll('[data-of-kind]').forEach(element => element.removeAttribute('data-of-kind'));
  for (const { element } of kinds.values()) element.setAttribute('data-of-kind', '');
  return kinds.size;
}"""


def axe_finds(page: Page) -> list[str]:
    """What axe finds: in which light and width, what and why. Afterwards all is open, and the page narrow.

    All rules are for the page as it is. What colours and a width can break is looked at again in the dark and
    on a narrow page. The contrast of an element takes axe some milliseconds, which for each row of a long
    table makes a minute: it is measured once for all words that look the same.
    """
    page.evaluate(OPEN_ALL)
    page.evaluate(Axe().axe_script)
    _looks_only_at(page, "color-contrast", "[data-of-kind]")
    found = _violations(page, "as it is", {"type": "tag", "values": TAGS})
    _looks_only_at(page, "link-in-text-block", "a[href][data-of-kind]")
    page.emulate_media(color_scheme="dark")
    found += _violations(page, "dark", {"type": "rule", "values": OF_COLOURS})
    page.set_viewport_size({"width": 320, "height": 640})
    found += _violations(page, "dark and narrow", {"type": "rule", "values": OF_COLOURS})
    page.emulate_media(color_scheme="light")
    return found + _violations(page, "narrow", {"type": "rule", "values": OF_COLOURS + OF_WIDTH})


def _looks_only_at(page: Page, rule: str, selector: str) -> None:
    """Of the rule, all but what it is for stays as it is."""
    page.evaluate("rule => axe.configure({ rules: [rule] })", {"id": rule, "selector": selector})


def _violations(page: Page, look: str, rules: dict[str, object]) -> list[str]:
    assert page.evaluate(_MARK_KINDS), "there are no words on the page"
    # Of what passes, axe then returns one example a rule.
    found = page.evaluate(
        "options => axe.run(options)", {"runOnly": rules, "resultTypes": ["violations"], "elementRef": False}
    )
    assert found["passes"], "axe looked at nothing"
    return [
        f"{look}: {violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
