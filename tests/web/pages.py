"""Pages as a person at a browser meets them: words to read, forms to fill in, links to follow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from httpx2 import Response
from starlette.testclient import TestClient

#: Elements that have no end.
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})

#: Elements whose words are read apart from what stands around them.
_APART = frozenset(
    {"title", "div", "p", "h1", "h2", "h3", "li", "dt", "dd", "td", "th", "section", "summary", "legend"}
    | {"button", "option", "label", "blockquote", "caption", "br", "article", "nav", "ul", "ol"}
)

Attributes = Mapping[str, str]


@dataclass
class Form:
    """A form with what it sends if nobody touches it, its buttons, and what stands on these."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """What one of its fields sends."""
        return dict(self.fields)[name]

    def filled(self, **typed: str | Sequence[str] | None) -> dict[str, list[str]]:
        """What is sent once the named fields are typed or pressed; None leaves a field out.

        A field may not be made up: it stands in the form, or is one of its buttons.
        """
        there = {name for name, _ in (*self.fields, *self.buttons)} | set(self.choices)
        assert set(typed) <= there, f"the form has no {set(typed) - there}"
        return self.forged(**typed)

    def forged(self, **typed: str | Sequence[str] | None) -> dict[str, list[str]]:
        """The same for somebody who is no browser, and sends what they like."""
        sent: dict[str, list[str]] = {}
        for name, value in self.fields:
            if name not in typed:
                sent.setdefault(name, []).append(value)
        for name, value in typed.items():
            if value is not None:
                sent[name] = [value] if isinstance(value, str) else [*value]
        return sent


class Page(HTMLParser):
    """What a browser makes of a response."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.forms: list[Form] = []
        self.headings: list[str] = []
        self.items: list[str] = []
        self.cells: list[list[str]] = []
        self.marked: list[str] = []
        self.links: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._words: list[str] = []
        self._form: Form | None = None
        self._select = self._pressed = ""
        self._since: dict[str, int] = {}
        self.feed(text)
        self.close()

    @property
    def words(self) -> str:
        """All that is there to read, with single spaces."""
        return _plain("".join(self._words))

    @property
    def title(self) -> str:
        return self.headings[0]

    def form(self, action: str, **values: str) -> Form:
        """The form that posts to an address, and has the fields given."""
        wanted = set(values.items())
        (found,) = [f for f in self.forms if f.action == action and wanted <= set(f.fields) | set(f.buttons)]
        return found

    def has_form(self, action: str) -> bool:
        return any(form.action == action for form in self.forms)

    def link(self, words: str) -> str:
        """Where the link goes that has these words in it."""
        (found,) = [href for href, said in self.links if words in said]
        return found

    def with_id(self, name: str) -> dict[str, str]:
        (found,) = [attributes for _, attributes in self.tags if attributes.get("id") == name]
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag not in _VOID:
            self._open.append(tag)
        if tag in _APART:
            self._words.append(" ")
        self._since[tag] = len(self._words)
        if tag == "tr":
            self.cells.append([])
        if tag == "a":
            self.links.append((attributes.get("href", ""), ""))
        if tag == "form":
            self._form = Form(attributes.get("action", ""), attributes.get("method", "get"))
            self.forms.append(self._form)
        if self._form is not None:
            self._field(tag, attributes)

    def _field(self, tag: str, attributes: Attributes) -> None:
        assert self._form is not None
        name, value = attributes.get("name", ""), attributes.get("value", "")
        if tag == "input" and (attributes.get("type") != "checkbox" or "checked" in attributes):
            self._form.fields.append((name, value))
        elif tag == "textarea":
            self._form.fields.append((name, ""))
        elif tag == "button":
            self._pressed = value
            if name:
                self._form.buttons.append((name, value))
        elif tag == "select":
            self._select = name
            self._form.choices[name] = []
        elif tag == "option":
            chosen = self._form.choices[self._select]
            chosen.append(value)
            if len(chosen) == 1:
                self._form.fields.append((self._select, value))
            elif "selected" in attributes:
                self._form.fields = [f for f in self._form.fields if f[0] != self._select]
                self._form.fields.append((self._select, value))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> ends nothing"
        assert self._open[-1] == tag, f"</{tag}> ends <{self._open[-1]}>"
        self._open.pop()
        said = _plain("".join(self._words[self._since[tag] :]))
        if tag in ("h1", "h2", "h3"):
            self.headings.append(said)
        elif tag == "li":
            self.items.append(said)
        elif tag in ("td", "th"):
            self.cells[-1].append(said)
        elif tag == "mark":
            self.marked.append(said)
        elif tag == "a":
            self.links[-1] = (self.links[-1][0], said)
        elif tag == "button" and self._form is not None:
            self._form.labels[self._pressed] = said
        elif tag == "option" and self._form is not None:
            self._form.labels[self._form.choices[self._select][-1]] = said
        if tag in _APART:
            self._words.append(" ")
        if tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        self._words.append(data)


class Reviewer:
    """Somebody with a browser: follows links, sends the forms that stand on a page, keeps cookies.

    Redirects are followed only where a test does it, so that it sees where they lead.
    """

    def __init__(self, client: TestClient, name: str = "") -> None:
        self.client, self.name = client, name

    def get(self, address: str, *, part: bool = False, status: int = 200) -> Page:
        """The page, or the part of it that changes, at an address."""
        response = self.client.get(address, headers=PART if part else None)
        assert response.status_code == status, response.text
        return Page(response.text)

    def post(self, action: str, fields: Mapping[str, Sequence[str]], *, part: bool = False) -> Response:
        """Send a form."""
        return self.client.post(action, data=dict(fields), headers=PART if part else None)

    def says(self, ends: tuple[str, str], say: str, *, comment: str = "", queue: str = "pair") -> Response:
        """Open a pair and press a button of its page."""
        page = self.get(pair_address(ends, queue=queue))
        return self.post("/decide", page.form("/decide").filled(say=say, comment=comment))

    def undoes(self, address: str = "/review") -> Response:
        """Press “Undo” on a page."""
        return self.post("/undo", self.get(address).form("/undo").filled())


#: What the page's script sends.
PART = {"X-Crosswalk-Part": "yes"}


def pair_address(ends: tuple[str, str], *, queue: str = "pair", **more: str) -> str:
    """The address of a pair's page."""
    given = {"queue": queue, "a": ends[0], "b": ends[1], **more}
    return "/review?" + "&".join(f"{name}={value}" for name, value in given.items())


def fields_of(address: str) -> dict[str, str]:
    """What an address says after its question mark."""
    return dict(parse_qsl(urlsplit(address).query))


def leads_to(response: Response) -> str:
    """Where a form sends the browser on to."""
    assert response.status_code == 303, response.text
    return response.headers["location"]


def asked(page: Page) -> tuple[str, str]:
    """Which pair a page asks about."""
    form = page.form("/decide")
    return form.value("a"), form.value("b")


def walk(reviewer: Reviewer, address: str, most: int) -> Iterator[tuple[str, str]]:
    """Pairs of a queue as somebody sees them who presses “Next” again and again, at most once round."""
    page = reviewer.get(address)
    first = asked(page)
    yield first
    for _ in range(most - 1):
        page = reviewer.get(page.link("Next, without deciding"))
        if asked(page) == first:
            return
        yield asked(page)


def _plain(text: str) -> str:
    return " ".join(text.split())
