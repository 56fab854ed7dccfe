"""A page as a tree, to ask what stands where."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Tags that nothing stands inside.
_EMPTY = {"br", "img", "link", "meta", "input", "hr"}


@dataclass(eq=False)
class Node:
    """An element of a page.

    Attributes:
        tag: Its name.
        attributes: By name.
        parent: What it stands in; None for the page.
        inside: Elements and words, in order.
    """

    tag: str
    attributes: dict[str, str | None]
    parent: "Node | None" = None
    inside: "list[Node | str]" = field(default_factory=list)

    def every(self, tag: str, **wanted: str) -> "list[Node]":
        """Elements of a tag below this one, in order; `class_` asks for one of its classes."""
        classes = wanted.pop("class_", "")
        return [
            node
            for node in self.below()
            if node.tag == tag
            and (not classes or classes in (node.attributes.get("class") or "").split())
            and all(node.attributes.get(name) == value for name, value in wanted.items())
        ]

    def at(self, place: str) -> "Node":
        """The one element with this id."""
        (found,) = [node for node in self.below() if node.attributes.get("id") == place]
        return found

    @property
    def ids(self) -> list[str]:
        return [node.attributes["id"] or "" for node in self.below() if "id" in node.attributes]

    @property
    def addresses(self) -> list[str]:
        return [node.attributes["href"] or "" for node in self.every("a")]

    @property
    def words(self) -> str:
        """What a reader sees or hears, in one line."""
        return " ".join("".join(self._pieces()).split())

    def within(self, tag: str) -> bool:
        """Whether it stands inside an element of a tag."""
        above = self.parent
        while above is not None and above.tag != tag:
            above = above.parent
        return above is not None

    def below(self) -> "Iterator[Node]":
        for one in self.inside:
            if isinstance(one, Node):
                yield one
                yield from one.below()

    def _pieces(self) -> Iterator[str]:
        for one in self.inside:
            if isinstance(one, str):
                yield one
            elif one.tag not in ("style", "script"):
                yield " " if one.tag == "br" else ""
                yield from one._pieces()
                yield " " if one.tag in ("td", "th", "tr", "li", "p", "dt", "dd", "summary") else ""


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.open = Node("page", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs), self.open)
        self.open.inside.append(node)
        if tag not in _EMPTY:
            self.open = node

    def handle_endtag(self, tag: str) -> None:
        assert self.open.tag == tag, f"</{tag}> closes <{self.open.tag}>"
        assert self.open.parent is not None
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.inside.append(data)


def tree(page: str | bytes) -> Node:
    """A page as a tree; every element is closed by its own end."""
    builder = _Builder()
    builder.feed(page if isinstance(page, str) else page.decode("utf-8"))
    assert builder.open is builder.root
    return builder.root
