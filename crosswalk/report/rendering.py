"""Pages as bytes: HTML that opens from disk without a network, or the same served by the review page."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

import crosswalk
from crosswalk.model.written import percent
from crosswalk.report import addresses

#: What stands where a figure is not known.
_UNKNOWN = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page of a report.

    Attributes:
        title: Of the project.
        path: Of the page, relative to the report's folder.
        menu: Every page that stands in the menu: (path, what to call it).
        suggested: How many links a model speaks for.
        reviewed: How many of them people have settled.
        served: Whether the review page serves it. Then style and scripts are files of the server; on disk
            they stand inside the page, so that it can be sent to somebody alone.
        csrf: Goes with every form; None where whoever looks may not change anything.
    """

    title: str
    path: str
    menu: tuple[tuple[str, str], ...]
    suggested: int
    reviewed: int
    served: bool = False
    csrf: str | None = None

    @property
    def root(self) -> str:
        """From the page to the report's folder."""
        return "../" * self.path.count("/")


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
    )
    environment.filters["percent"] = _known(percent)
    environment.filters["share"] = _known("{:.1%}".format)
    environment.filters["two_decimals"] = _known("{:.2f}".format)
    environment.filters["three_decimals"] = _known("{:.3f}".format)
    environment.filters["signed"] = _known("{:+.1f}".format)
    return environment


def _known(write: Callable[[float], str]) -> Callable[[float | None], str]:
    return lambda value: _UNKNOWN if value is None or math.isnan(value) else write(value)
