"""Pages as bytes: one self-contained HTML file each, that opens from disk without network or script."""

import base64
import math
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

import crosswalk
from crosswalk.model.written import percent

if TYPE_CHECKING:
    from crosswalk.report.figures import Drawn
    from crosswalk.report.overview import Overview
    from crosswalk.report.principles_page import PrinciplesPage
    from crosswalk.report.suggestions_page import SuggestionsPage

#: What stands where a figure is not known.
_UNKNOWN = "–"


def render_overview(overview: "Overview", overlap: "Drawn", *, principles: bool = False) -> bytes:
    """The first page.

    Args:
        overview: What it shows.
        overlap: The heat map, put into the page itself.
        principles: Whether a page of principles stands beside it.
    """
    image = base64.b64encode(overlap.svg).decode("ascii")
    return _rendered(
        "index.html.jinja",
        view=overview,
        principles=principles,
        overlap_alt=overlap.alt,
        overlap_image=f"data:image/svg+xml;base64,{image}",
        version=crosswalk.__version__,
    )


def render_suggestions(page: "SuggestionsPage") -> bytes:
    """The page of suggested pairs.

    Args:
        page: What it shows.
    """
    return _rendered("suggestions.html.jinja", page=page)


def render_principles(page: "PrinciplesPage") -> bytes:
    """The page of principles.

    Args:
        page: What it shows.
    """
    return _rendered("principles.html.jinja", page=page)


def _rendered(template: str, **shown: object) -> bytes:
    return _environment().get_template(template).render(**shown).encode("utf-8")


@cache
def _environment() -> Environment:
    return make_environment("crosswalk.report")


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
