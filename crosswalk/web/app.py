"""The review page as an application: which address leads to which handler, and what guards each."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from crosswalk.errors import CrosswalkError, LedgerError, PrinciplesError, UnknownStatement
from crosswalk.report.addresses import OVERVIEW
from crosswalk.web import overviews, reporting, reviewing, several, signing_in
from crosswalk.web.ask import PART, Ask, environment
from crosswalk.web.desk import Desk
from crosswalk.web.guard import Headers, SmallBodies, TooLarge, guard, same_site
from crosswalk.web.people import People, Person, Team

#: Folders inside packages that are served as they are.
_STATIC = (("crosswalk.web", "static"), ("crosswalk.report", "templates/static"))

Handler = Callable[[Ask], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def make_app(desk: Desk, people: People, *, hosts: Sequence[str], behind_tls: bool = False) -> Starlette:
    """The application.

    Args:
        desk: The project.
        people: Tells who asks.
        hosts: Names under which the page may be asked for; anything else is refused, so that no other site's
            name can be made to lead here.
        behind_tls: Whether browsers come over https.
    """
    made = _Routes(desk, people, behind_tls=behind_tls)
    return Starlette(
        routes=[*made.pages(), *made.actions(), *(made.of_team(people) if isinstance(people, Team) else [])],
        middleware=[
            Middleware(Headers, behind_tls=behind_tls),
            Middleware(TrustedHostMiddleware, allowed_hosts=[*hosts], www_redirect=False),
            Middleware(SmallBodies),
        ],
        exception_handlers={
            CrosswalkError: made.refused,
            HTTPException: made.failed,
            TooLarge: made.too_large,
            Exception: made.broken,
        },
    )


class _Routes:
    def __init__(self, desk: Desk, people: People, *, behind_tls: bool) -> None:
        self.desk, self.people, self.behind_tls = desk, people, behind_tls

    def pages(self) -> list[Route | Mount]:
        """What may be looked at; nothing changes by it."""
        shown: Mapping[str, Handler] = {
            "/review": reviewing.review,
            "/element": several.element,
            "/groups": several.groups,
            "/progress": overviews.show_progress,
            "/agreement": overviews.show_agreement,
            "/decisions": overviews.history,
            "/find": overviews.find,
            "/help": overviews.show_help,
        }
        return [
            Route("/", _first_page),
            *(Route(path, self._page(handler)) for path, handler in shown.items()),
            Route("/report", _report),
            Route("/report/{path:path}", self._page(reporting.show)),
            Mount("/static", StaticFiles(packages=[*_STATIC])),
        ]

    def actions(self) -> list[Route]:
        """What changes something: posted forms only."""
        done: Mapping[str, Handler] = {
            "/decide": reviewing.decide,
            "/undo": reviewing.undo,
            "/element": several.save_element,
            "/group": several.save_group,
        }
        return [
            *(
                Route(
                    path, self._action(handler, may=lambda person: person.role.may_decide), methods=["POST"]
                )
                for path, handler in done.items()
            ),
            Route(
                "/principles",
                self._action(reporting.edit_principles, may=lambda person: person.may_edit),
                methods=["POST"],
            ),
            Route("/blind", self._action(reviewing.set_blind, may=lambda _: True), methods=["POST"]),
        ]

    def of_team(self, team: Team) -> list[Route]:
        """Signing in and out, and the accounts."""

        async def page(request: Request) -> Response:
            return signing_in.sign_in_page(request, team, title=self.desk.title)

        async def post(request: Request) -> Response:
            if not same_site(request):
                raise HTTPException(HTTPStatus.FORBIDDEN, _ELSEWHERE)
            form = {name: str(value) for name, value in (await request.form(max_files=0)).items()}
            return await run_in_threadpool(signing_in.sign_in, request, form, team, title=self.desk.title)

        return [
            Route("/sign-in", page),
            Route("/sign-in", post, methods=["POST"]),
            Route("/sign-out", self._action(signing_in.sign_out, may=lambda _: True), methods=["POST"]),
            Route("/team", self._page(signing_in.show_team, may=_administers)),
            Route("/team", self._action(signing_in.change_account, may=_administers), methods=["POST"]),
        ]

    def _page(self, handler: Handler, *, may: Callable[[Person], bool] = lambda _: True) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            # In a thread, like all that asks a database or compares texts, so that others need not wait.
            return await run_in_threadpool(
                self._answer, request, handler, may, request.query_params.multi_items()
            )

        return endpoint

    def _action(self, handler: Handler, *, may: Callable[[Person], bool]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            if not same_site(request):
                raise HTTPException(HTTPStatus.FORBIDDEN, _ELSEWHERE)
            fields = [(name, str(value)) for name, value in (await request.form(max_files=0)).multi_items()]
            return await run_in_threadpool(self._answer, request, handler, may, fields, posted=True)

        return endpoint

    def _answer(
        self,
        request: Request,
        handler: Handler,
        may: Callable[[Person], bool],
        fields: Sequence[tuple[str, str]],
        *,
        posted: bool = False,
    ) -> Response:
        person = self.people.asking(request)
        if person is None:
            return self._sign_in_first(request, posted=posted)
        ask = self._ask(request, person, fields)
        if posted and not person.sent(ask.sent.get("csrf", "")):
            raise HTTPException(HTTPStatus.FORBIDDEN, _STALE)
        if not may(person):
            raise HTTPException(HTTPStatus.FORBIDDEN, f"Your role, {person.role}, does not include this.")
        return handler(ask)

    def _ask(self, request: Request, person: Person, fields: Sequence[tuple[str, str]]) -> Ask:
        several: dict[str, list[str]] = {}
        for name, value in fields:
            several.setdefault(name, []).append(value)
        sent = {name: values[-1] for name, values in several.items()}
        return Ask(
            request=request, desk=self.desk, people=self.people, person=person, sent=sent, several=several
        )

    def _sign_in_first(self, request: Request, *, posted: bool) -> Response:
        assert isinstance(self.people, Team)
        if not posted and PART not in request.headers:
            return RedirectResponse("/sign-in", status_code=HTTPStatus.SEE_OTHER)
        # What was typed stays on the page of whoever sent it: the script shows this above the form.
        return signing_in.sign_in_page(
            request, self.people, title=self.desk.title, problem=_ENDED, status=HTTPStatus.UNAUTHORIZED
        )

    async def refused(self, request: Request, problem: Exception) -> Response:
        """Something that whoever asked can put right."""
        assert isinstance(problem, CrosswalkError)
        status = next((found for kind, found in _STATUS.items() if isinstance(problem, kind)), None)
        # Without the path: where the server keeps its files is nobody's business. The record of principles is
        # edited by whoever reads this, who needs the line.
        place = (
            f"{problem.path}, line {problem.line}: "
            if isinstance(problem, PrinciplesError) and problem.line
            else ""
        )
        words = f"{place}{problem.what[:1].upper()}{problem.what[1:]}. {problem.remedy}".strip()
        return self._problem(request, words, status or HTTPStatus.BAD_REQUEST)

    async def failed(self, request: Request, problem: Exception) -> Response:
        """No such page, not allowed, and the like."""
        assert isinstance(problem, HTTPException)
        status = HTTPStatus(problem.status_code)
        words = problem.detail if problem.detail != status.phrase else _IN_WORDS.get(status, status.phrase)
        return self._problem(request, words, status, headers=problem.headers)

    async def too_large(self, request: Request, _: Exception) -> Response:
        """More than any form has."""
        return self._problem(
            request, "That is more than any form here has.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        )

    async def broken(self, request: Request, problem: Exception) -> Response:
        """Our own fault; what happened stands in the server's log and not on the page."""
        answer = self._problem(request, _BROKEN, HTTPStatus.INTERNAL_SERVER_ERROR)
        # Starlette answers these from outside all middleware.
        guard(answer.headers, behind_tls=self.behind_tls)
        return answer

    def _problem(
        self, request: Request, words: str, status: HTTPStatus, *, headers: Mapping[str, str] | None = None
    ) -> Response:
        part = "_part" if PART in request.headers else ""
        content = (
            environment()
            .get_template(f"problem{part}.html.jinja")
            .render(title=self.desk.title, words=words, status=status.value)
        )
        return HTMLResponse(content, status_code=status, headers=headers)


async def _first_page(_: Request) -> Response:
    return RedirectResponse("/review", status_code=HTTPStatus.SEE_OTHER)


async def _report(_: Request) -> Response:
    return RedirectResponse(f"/report/{OVERVIEW}", status_code=HTTPStatus.SEE_OTHER)


def _administers(person: Person) -> bool:
    return person.role.may_administer


#: What browsers are told of what went wrong; anything else was wrong with what they asked for.
_STATUS = {UnknownStatement: HTTPStatus.NOT_FOUND, LedgerError: HTTPStatus.SERVICE_UNAVAILABLE}

_ELSEWHERE = "This form was sent by another site; nothing was saved."
_STALE = (
    "This page is from before the server was started again, or from before you signed in; nothing was saved. "
    "Load the page again."
)
_ENDED = "Your session has ended; nothing was saved. Sign in again."
_BROKEN = (
    "Something went wrong here, and it is not your fault. What was said to be saved is saved. Load the page "
    "again; if it happens again, tell whoever runs this server the time: the log says more."
)
_IN_WORDS = {
    HTTPStatus.NOT_FOUND: "There is no such page.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address takes forms only, or pages only; nothing was changed.",
}
