"""What guards every page: headers, the size of what is sent, and where it comes from."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Only our own files; no script or style inside a page, nothing inside a frame, no form to another site.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

#: Two years, as browsers' preload lists ask for.
_TLS_ONLY = "max-age=63072000"

#: Bytes of a form at most. The largest, one statement with all its candidates and a comment, has some 30,000.
LARGEST = 256 * 1024


def guard(headers: MutableHeaders, *, page: bool = True, behind_tls: bool) -> None:
    """Put what browsers need to guard a page on the headers of an answer.

    Args:
        headers: Of the answer.
        page: Whether it is made for one person; False for our own files.
        behind_tls: Whether browsers come over https.
    """
    for name, value in _ALWAYS.items():
        headers[name] = value
    # What one person sees of others' votes must not be found in a cache by the next.
    headers["Cache-Control"] = "no-store" if page else "no-cache"
    if behind_tls:
        headers["Strict-Transport-Security"] = _TLS_ONLY


class Headers:
    """Puts the headers on every answer that browsers need to guard the page."""

    def __init__(self, app: ASGIApp, *, behind_tls: bool) -> None:
        self._app, self._behind_tls = app, behind_tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        page = not scope["path"].startswith("/static/")

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                guard(MutableHeaders(scope=message), page=page, behind_tls=self._behind_tls)
            await send(message)

        await self._app(scope, receive, send_guarded)


class SmallBodies:
    """Refuses forms that are larger than any of ours."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > LARGEST:
                raise TooLarge
            return message

        await self._app(scope, receive_counted, send)


class TooLarge(Exception):
    """More was sent than any form of ours has."""


def same_site(request: Request) -> bool:
    """Whether a form was sent by a page of ours, as far as the browser tells.

    Browsers say so in Sec-Fetch-Site; the older ones that do not at least name the page's origin. Programs
    that are no browsers send neither, and have nobody's session to misuse.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host")
