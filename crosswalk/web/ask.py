"""A request as handlers see it: who asks, for which project, and what they sent."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from crosswalk.model import REASON_WORDS, Status
from crosswalk.report.rendering import make_environment
from crosswalk.vocabulary import PREDICATE_WORDS
from crosswalk.web.chosen import ABOUT, QueueName
from crosswalk.web.desk import Desk
from crosswalk.web.people import People, Person

#: What the page's script sends, to get the part of a page that changes.
PART = "X-Crosswalk-Part"

#: Pages that are swapped in parts.
_IN_PARTS = ("review", "done", "find")

#: A cookie that remembers a choice and nothing else.
BLIND_COOKIE = "crosswalk_blind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request of somebody who may make it.

    Attributes:
        request: As it came.
        desk: The project.
        people: Tells who asks.
        person: Who asks.
        sent: Fields of the form, or of the address for a page.
        several: The same with every value of a field that was sent more than once.
    """

    request: Request
    desk: Desk
    people: People
    person: Person
    sent: Mapping[str, str]
    several: Mapping[str, list[str]]

    @property
    def blind(self) -> bool:
        """Whether scores and other people's votes are kept back until one's own vote is in."""
        return self.desk.blind or self.request.cookies.get(BLIND_COOKIE) == "on"

    @property
    def for_part(self) -> bool:
        """Whether only the part of the page that changes is asked for."""
        return PART in self.request.headers

    def page(self, template: str, *, status: int = 200, **shown: object) -> HTMLResponse:
        """A page, or the part of it that changes.

        Args:
            template: Its name without the ending; `NAME_part` is the part that changes.
            status: Of HTTP.
            shown: What the template shows.
        """
        name = f"{template}_part" if self.for_part and template in _IN_PARTS else template
        return HTMLResponse(
            environment().get_template(f"{name}.html.jinja").render(ask=self, **shown), status_code=status
        )

    def go_to(self, address: str) -> Response:
        """Send the browser on after a form, so that loading again sends nothing twice.

        Args:
            address: A path of this site; never one that came with the request.
        """
        return RedirectResponse(address, status_code=303)


@cache
def environment() -> Environment:
    """The templates of the review page, those of the report behind them."""
    made = make_environment("crosswalk.web", "crosswalk.report")
    made.globals |= {
        "QUEUES": ABOUT,
        "QueueName": QueueName,
        "REASONS": REASON_WORDS,
        "RELATIONS": PREDICATE_WORDS,
        "Status": Status,
        "new_id": lambda: str(uuid.uuid4()),
    }
    made.filters["combine"] = lambda fields, more: {**fields, **more}
    made.filters["when"] = lambda time: f"{time[:10]} {time[11:16]} UTC"
    return made
