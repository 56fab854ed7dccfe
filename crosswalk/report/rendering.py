"""Pages as bytes: HTML that opens from disk without a network, or the same served by the review page."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

import crosswalk
from crosswalk.model.written import percent
from crosswalk.report import addresses
from crosswalk.report.compiled import compiled

#: What stands where a figure is not known.
_UNKNOWN = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What the review page adds to a page of the report that it serves.

    Attributes:
        csrf: Goes with every form; None where whoever looks may not edit principles.
        version: Of the record of principles; goes with every form: nobody edits what they did not see.
        said: What was just done; empty for nothing.
        decided_since: How many decisions came since it was told which principles are found.
        can_undo: Whether the last edit can be undone.
        dropped: Ids of principles that people dropped.
    """

    csrf: str | None = None
    version: str = ""
    said: str = ""
    decided_since: int = 0
    can_undo: bool = False
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page of a report.

    Attributes:
        title: Of the project.
        path: Of the page, relative to the report's folder.
        menu: Every page that stands in the menu: (path, what to call it).
        suggested: How many links a model speaks for.
        reviewed: How many of them people have settled.
        served: What the review page adds that serves it. Then style and scripts are files of the server; on
            disk they stand inside the page, so that it can be sent to somebody alone. None on disk.
        with_page: Ids of the frameworks that have a page; ids of statements of others lead nowhere.
    """

    title: str
    path: str
    menu: tuple[tuple[str, str], ...]
    suggested: int
    reviewed: int
    served: Served | None = None
    with_page: frozenset[str] = frozenset()

    @property
    def csrf(self) -> str | None:
        """Goes with every form; None where whoever looks may not edit."""
        return self.served.csrf if self.served else None

    @property
    def root(self) -> str:
        """From the page to the report's folder."""
        return "../" * self.path.count("/")

    def id_of(self, statement_id: str) -> Markup:
        """The id of a statement; it leads to its words and all its links where its framework has a page.

        The macro of this name is the same; a page that shows thousands calls this, which is faster.
        """
        shown = str(escape(statement_id))
        framework_id, _, _ = shown.partition(":")
        if framework_id not in self.with_page:
            return Markup(f'<span class="id">{shown}</span>')  # noqa: S704 - escaped above
        # The address has nothing in it that is not in the id, or ours.
        place = f"{self.root}{addresses.statement_place(shown)}"
        return Markup(f'<a class="id" href="{place}">{shown}</a>')  # noqa: S704


def render(template: str, frame: Frame, **shown: object) -> bytes:
    """A page.

    Args:
        template: Its name without the ending.
        frame: What stands around it.
        shown: What the template shows.
    """
    found = _environment().get_template(f"{template}.html.jinja")
    return found.render(frame=frame, version=crosswalk.__version__, **shown).encode("utf-8")


@cache
def _environment() -> Environment:
    made = make_environment("crosswalk.report")
    made.globals["to"] = addresses
    return made


def make_environment(*packages: str) -> Environment:
    """Templates with the house's ways of writing figures; escaping is on.

    Args:
        packages: Where templates are looked for, first ones first.
    """
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled(),
    )
    environment.filters["percent"] = _known(percent)
    environment.filters["share"] = _known("{:.1%}".format)
    environment.filters["two_decimals"] = _known("{:.2f}".format)
    environment.filters["three_decimals"] = _known("{:.3f}".format)
    environment.filters["signed"] = _known("{:+.1f}".format)
    return environment


def _known(write: Callable[[float], str]) -> Callable[[float | None], str]:
    return lambda value: _UNKNOWN if value is None or math.isnan(value) else write(value)
