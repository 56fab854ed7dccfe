"""The review page on the network: where it may listen, and what starts with it."""

import ipaddress
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crosswalk.errors import AccountError, ServerError
from crosswalk.model import check_reviewer
from crosswalk.web.app import make_app
from crosswalk.web.desk import Desk
from crosswalk.web.people import OnlyMe, People, Team
from crosswalk.workspace import Workspace

#: Seconds that a browser's connection is kept: about as long as somebody thinks about a pair, so that the
#: next key need not open a new one.
_KEPT_OPEN = 75

_HERE = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the page listens, and how browsers come to it.

    Attributes:
        host: An address of this machine.
        port: A TCP port; 0 for any free one.
        url: What people type where that differs, such as `https://review.example.org`; empty otherwise.
        certificate: A file with the certificate, for TLS here; None for none.
        key: The file with its key.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    url: str = ""
    certificate: Path | None = None
    key: Path | None = None

    @property
    def public(self) -> bool:
        """Whether other machines can reach it, be it by way of a server in front of it."""
        return not _is_loopback(self.host) or bool(self.url and not _is_loopback(self._name))

    @property
    def _name(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def behind_tls(self) -> bool:
        """Whether browsers come over https."""
        return self.certificate is not None or self.url.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """Names under which the page may be asked for; any, where a team asks and no URL was given."""
        if self.url:
            return (self._name, *_HERE)
        return ("*",) if self.public else (*_HERE, self.host)


def serve(
    root: Path,
    address: Address,
    *,
    encoder: str,
    reviewer: str = "",
    team: bool = False,
    blind: bool = False,
    browser: bool = False,
    tell: Callable[[str], None],
) -> None:
    """Serve the review page until somebody stops it.

    Args:
        root: The project folder.
        address: Where.
        encoder: The model that compares statements.
        reviewer: The one person who reviews; not for a team.
        team: Let people with accounts sign in.
        blind: Keep scores and other people's votes back from everybody until their own vote is in.
        browser: Open a browser on it.
        tell: Told where the page is.

    Raises:
        ServerError: The address is public without a team, or cannot be used.
        AccountError: There are no accounts yet.
        DecisionError: The reviewer has a name that no decision could have.
        CrosswalkError: The project cannot be read.
    """
    import uvicorn

    if address.public and not team:
        raise ServerError(
            f"{address.url or address.host} can be reached by other machines, and nobody would have to "
            "sign in",
            remedy="Use --team and make accounts, or leave --host and --url out.",
        )
    if address.url and (
        urlsplit(address.url).scheme not in ("http", "https") or not urlsplit(address.url).hostname
    ):
        raise ServerError(
            f"{address.url} is no address that browsers come to",
            remedy="It begins with https:// or http://, such as https://review.example.org.",
        )
    workspace = Workspace(root)
    people = _people(workspace, reviewer, team=team, address=address)
    with _listening(address) as listener, Desk(workspace, encoder=encoder, blind=blind) as desk:
        place = address.url or _url(address, listener)
        app = make_app(desk, people, hosts=address.hosts, behind_tls=address.behind_tls)
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            timeout_keep_alive=_KEPT_OPEN,
            proxy_headers=bool(address.url),
            ssl_certfile=address.certificate,
            ssl_keyfile=address.key,
        )
        tell(place)
        if browser:
            webbrowser.open(place)
        uvicorn.Server(config).run(sockets=[listener])


def _people(workspace: Workspace, reviewer: str, *, team: bool, address: Address) -> People:
    if not team:
        check_reviewer(reviewer)
        return OnlyMe(reviewer, adjudicates=reviewer in workspace.project().review.adjudicators)
    accounts = workspace.accounts()
    if not any(not account.closed for account in accounts.all()):
        raise AccountError(
            "nobody has an account yet", remedy="Run `crosswalk accounts add NAME --role admin` first."
        )
    return Team(accounts, behind_tls=address.behind_tls)


def _listening(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address.host, address.port))
        listener.listen(128)
    except OSError as problem:
        listener.close()
        raise ServerError(
            f"{address.host}:{address.port} cannot be used ({problem.strerror or problem})",
            remedy="Stop what listens there, or choose another --port; --port 0 takes any that is free.",
        ) from problem
    return listener


def _url(address: Address, listener: socket.socket) -> str:
    host = f"[{address.host}]" if ":" in address.host else address.host
    scheme = "https" if address.certificate else "http"
    return f"{scheme}://{host}:{listener.getsockname()[1]}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
