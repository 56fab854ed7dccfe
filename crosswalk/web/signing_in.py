"""Handlers: signing in and out, and the accounts that an admin sees."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from crosswalk.accounts import SignedIn
from crosswalk.errors import AccountError, TooManyAttempts
from crosswalk.web.ask import Ask, environment
from crosswalk.web.people import Team

#: What a form for signing in must send back: there is no session yet whose token it could carry. With
#: SameSite=Strict on the cookie and the check of Sec-Fetch-Site this only keeps other forms out.
PURPOSE = "sign-in"


def sign_in_page(
    request: Request, team: Team, *, title: str, problem: str = "", status: int = HTTPStatus.OK
) -> HTMLResponse:
    """The form; the same whether somebody comes for the first time or their session has ended."""
    part = "_part" if "X-Crosswalk-Part" in request.headers else ""
    content = environment().get_template(f"sign_in{part}.html.jinja").render(title=title, problem=problem)
    return HTMLResponse(content, status_code=status)


def sign_in(request: Request, form: Mapping[str, str], team: Team, *, title: str) -> Response:
    """Take a name and a password, and begin a session."""
    origin = request.client.host if request.client else "unknown"
    try:
        begun = team.accounts.sign_in(form.get("name", ""), form.get("password", ""), origin=origin)
    except TooManyAttempts as problem:
        answer = sign_in_page(
            request, team, title=title, problem=str(problem), status=HTTPStatus.TOO_MANY_REQUESTS
        )
        answer.headers["Retry-After"] = str(problem.seconds)
        return answer
    except AccountError as problem:
        return sign_in_page(request, team, title=title, problem=str(problem), status=HTTPStatus.FORBIDDEN)
    return _with_cookie(team, begun)


def _with_cookie(team: Team, begun: SignedIn) -> Response:
    # Always to the first page: an address to go back to would have to come with the request.
    answer = RedirectResponse("/review", status_code=HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        team.cookie, begun.token, httponly=True, samesite="strict", secure=team.behind_tls, path="/"
    )
    return answer


def sign_out(ask: Ask) -> Response:
    """End the session, here and in the database."""
    assert isinstance(ask.people, Team)
    ask.people.accounts.sign_out(ask.request.cookies.get(ask.people.cookie, ""))
    answer = ask.go_to("/sign-in")
    answer.delete_cookie(
        ask.people.cookie, httponly=True, samesite="strict", secure=ask.people.behind_tls, path="/"
    )
    return answer


def show_team(ask: Ask) -> Response:
    """Everybody's account, for an admin."""
    assert isinstance(ask.people, Team)
    votes = ask.desk.votes
    votes.refresh()
    rows = [(account, len(votes.by(account.name))) for account in ask.people.accounts.all()]
    adjudicators = ask.desk.policy.adjudicators
    return ask.page("team", rows=rows, policy=ask.desk.policy, adjudicators=adjudicators)


def change_account(ask: Ask) -> Response:
    """Close an account, or open it again; votes stay as they are."""
    assert isinstance(ask.people, Team)
    name, accounts = ask.sent.get("name", ""), ask.people.accounts
    match ask.sent.get("do"):
        case "close":
            accounts.close_account(name)
        case "open":
            accounts.reopen_account(name)
        case _:
            raise AccountError("the form says neither close nor open", remedy="Nothing was changed.")
    return ask.go_to("/team")
