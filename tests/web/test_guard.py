import re
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from httpx2 import Response
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from crosswalk.accounts import Accounts, Role
from crosswalk.model import Decision
from crosswalk.web.app import make_app
from crosswalk.web.desk import Desk
from crosswalk.web.guard import LARGEST
from crosswalk.web.people import OnlyMe, Team
from crosswalk.workspace import Workspace
from tests.web.conftest import HERE, browser, signed_in
from tests.web.pages import PART, Page, Reviewer, asked, pair_address

OnDisk = Callable[..., list[Decision]]
SitsDown = Callable[[str], Reviewer]

ENDS = ("sssc:1.1", "grade9:1.4")
EVIL = "evil.example"

#: Something to look at for each address of a page, with what it takes.
FIELDS = {
    "/review": ["", "?queue=confident", "?queue=audit", f"?a={ENDS[0]}&b={ENDS[1]}&go=next", "?go=previous"],
    "/element": ["", "?of=sssc:1.1", "?of=sssc:1.1&with=dcs&none=yes&id=1&saved=3"],
    "/find": ["", "?q=people", "?a=sssc:1.1&q=people"],
    "/groups": ["", "?at=0123456789abcdef", "?saved=2&pair=a+b&say=same"],
    "/team": ["", "?name=admin-1&do=close"],
}


@pytest.fixture(scope="module")
def accounts(workspace: Workspace) -> Iterator[Accounts]:
    with workspace.accounts() as accounts:
        yield accounts


@pytest.fixture(scope="module")
def admin(desk: Desk, accounts: Accounts) -> Iterator[Reviewer]:
    """Somebody who may see every page there is."""
    with browser(desk, Team(accounts, behind_tls=False)) as client:
        yield signed_in(client, accounts, Role.ADMIN)


@pytest.fixture
def me(desk: Desk) -> Iterator[Reviewer]:
    """Somebody alone at their machine; the server's own faults are answered, not raised."""
    with browser(desk, OnlyMe("reviewer-1"), failing=True) as client:
        yield Reviewer(client, "reviewer-1")


def addresses(desk: Desk, accounts: Accounts, method: str) -> list[str]:
    """Every address that takes a method, of the application as it is."""
    routes = make_app(desk, Team(accounts, behind_tls=False), hosts=[HERE]).routes
    assert all(isinstance(route, Route | Mount) for route in routes)
    return sorted({r.path for r in routes if isinstance(r, Route) and method in (r.methods or ())})


@pytest.fixture(scope="module")
def pages(desk: Desk, accounts: Accounts) -> list[str]:
    """Every address of a page, with and without what it takes."""
    found = addresses(desk, accounts, "GET")
    assert len(found) >= 11
    return [f"{path}{fields}" for path in found for fields in FIELDS.get(path, [""])]


@pytest.fixture(scope="module")
def actions(desk: Desk, accounts: Accounts) -> list[str]:
    """Every address of a form."""
    found = addresses(desk, accounts, "POST")
    assert {"/decide", "/undo", "/element", "/group", "/blind", "/sign-in", "/sign-out", "/team"} <= {*found}
    return found


def form_for(action: str, csrf: str | None) -> dict[str, str]:
    """A form that each action would take."""
    sent = {
        "id": str(uuid.uuid4()), "a": ENDS[0], "b": ENDS[1], "say": "same", "of": ENDS[0], "with": "grade9",
        f"say {ENDS[1]}": "same", "pair": " ".join(ENDS), "blind": "on", "name": "reader-1", "do": "close",
    }  # fmt: skip
    return sent if csrf is None else {**sent, "csrf": csrf}


def is_guarded(response: Response) -> None:
    policy = dict(
        directive.strip().split(" ", 1)
        for directive in response.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in response.headers["content-security-policy"]
    assert "http" not in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"


# Headers


def test_every_page_has_the_headers_that_browsers_need(admin: Reviewer, pages: list[str]) -> None:
    for address in pages:
        response = admin.client.get(address.replace("{path:path}", "index.html"))

        assert response.status_code in (200, 303), address
        is_guarded(response)
        assert response.headers["cache-control"] == "no-store", address


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/", 303),
        ("GET", "/nowhere", 404),
        ("GET", "/review?a=sssc:99&b=sssc:1.1", 404),
        ("GET", "/decide", 405),
        ("POST", "/review", 405),
        ("DELETE", "/review", 405),
        ("POST", "/decide", 403),
        ("GET", "/static/review.js", 200),
        ("GET", "/static/style.css", 200),
        ("GET", "/static/nowhere.js", 404),
        ("GET", "/static/../../pages.py", 404),
        ("GET", "/static/%2e%2e/app.py", 404),
        ("POST", "/static/review.js", 405),
        ("HEAD", "/review", 200),
    ],
)
def test_answers_of_every_kind_have_them_too(me: Reviewer, method: str, address: str, status: int) -> None:
    response = me.client.request(method, address)

    assert response.status_code == status
    is_guarded(response)


def test_our_own_files_are_asked_for_again_so_that_an_update_reaches_everybody(me: Reviewer) -> None:
    assert me.client.get("/static/review.js").headers["cache-control"] == "no-cache"


def test_https_alone_is_asked_for_behind_tls(desk: Desk) -> None:
    with browser(desk, OnlyMe("reviewer-1"), behind_tls=True) as client:
        assert "max-age=" in client.get("/review").headers["strict-transport-security"]
    with browser(desk, OnlyMe("reviewer-1")) as client:
        assert "strict-transport-security" not in client.get("/review").headers


def test_no_page_has_a_script_or_style_inside_or_anything_from_elsewhere(
    admin: Reviewer, pages: list[str]
) -> None:
    admin.says(ENDS, "same")
    for address in [*pages, "/nowhere", pair_address(ENDS), "/review?queue=disputed"]:
        for part in (False, True):
            response = admin.client.get(address, headers=PART if part else None)
            if response.status_code == 303:
                continue
            for tag, attributes in Page(response.text).tags:
                assert tag not in ("style", "iframe", "object", "embed", "base"), address
                assert tag != "script" or attributes["src"].startswith("/static/"), address
                assert "style" not in attributes, address
                assert not [name for name in attributes if name.startswith("on")], address
                for name in ("src", "href", "action", "srcset", "formaction", "poster"):
                    value = attributes.get(name, "")
                    assert not urlsplit(value).netloc, value
                    assert urlsplit(value).scheme in ("", "data"), value
                    assert not value.startswith("data:") or tag == "link", value


def test_our_own_scripts_and_styles_ask_nobody_else(me: Reviewer) -> None:
    page = me.get("/review")
    files = [
        a[name] for _, a in page.tags for name in ("src", "href") if a.get(name, "").startswith("/static/")
    ]

    assert len(files) >= 4
    for file in files:
        response = me.client.get(file)
        assert response.status_code == 200
        assert "http://" not in response.text.replace("http://www.w3.org", "")
        assert "https://" not in response.text
        assert "eval(" not in response.text


# Who may send a form


@pytest.mark.parametrize("token", [None, "", "wrong", "é\0"])
def test_a_form_without_the_token_of_its_page_is_refused_and_nothing_is_kept(
    admin: Reviewer, actions: list[str], on_disk: OnDisk, accounts: Accounts, token: str | None
) -> None:
    before, people = on_disk(), accounts.all()
    for action in actions:
        if action != "/sign-in":
            for part in (False, True):
                response = admin.client.post(
                    action, data=form_for(action, token), headers=PART if part else None
                )

                assert response.status_code == 403, action
                assert "nothing was saved" in Page(response.text).words
                assert "set-cookie" not in response.headers
    assert on_disk() == before
    assert accounts.all() == people
    assert admin.client.get("/progress").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": f"http://{HERE}"},
        {"origin": f"https://{EVIL}"},
        {"origin": "null"},
        {"origin": f"http://{HERE}:1"},
    ],
)
def test_a_form_of_another_site_is_refused_even_with_the_right_token(
    admin: Reviewer, actions: list[str], on_disk: OnDisk, accounts: Accounts, headers: dict[str, str]
) -> None:
    before, people = on_disk(), accounts.all()
    csrf = admin.get("/review").form("/decide").value("csrf")
    for action in actions:
        response = admin.client.post(action, data=form_for(action, csrf), headers=headers)

        assert response.status_code == 403, action
        assert "sent by another site" in Page(response.text).words
        assert "set-cookie" not in response.headers
    assert on_disk() == before
    assert accounts.all() == people


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "same-origin"}, {"origin": f"http://{HERE}"}, {"sec-fetch-site": "none"}, {}],
)
def test_a_form_of_our_own_page_is_taken(me: Reviewer, on_disk: OnDisk, headers: dict[str, str]) -> None:
    filled = me.get(pair_address(ENDS)).form("/decide").filled(say="overlaps")

    assert me.client.post("/decide", data=filled, headers=headers).status_code == 303
    assert on_disk(pair=ENDS)[-1].id == filled["id"][0]


def test_the_token_of_one_person_does_not_serve_another(desk: Desk, on_disk: OnDisk) -> None:
    with browser(desk, OnlyMe("one")) as client, browser(desk, OnlyMe("other")) as elsewhere:
        filled = Reviewer(client).get(pair_address(ENDS)).form("/decide").filled(say="same")

        assert elsewhere.post("/decide", data=filled).status_code == 403
        assert on_disk(reviewer="other") == []
        assert client.post("/decide", data=filled).status_code == 303


@pytest.mark.parametrize(
    "host", [EVIL, f"{HERE}.{EVIL}", f"{EVIL}:80", "", "localhost.", f"{HERE}@{EVIL}", f"a.{HERE}"]
)
def test_another_name_than_ours_is_refused(me: Reviewer, on_disk: OnDisk, host: str) -> None:
    before = on_disk()
    filled = me.get(pair_address(ENDS)).form("/decide").filled(say="mostly")

    for response in (
        me.client.get("/review", headers={"host": host}),
        me.client.post("/decide", data=filled, headers={"host": host}),
        me.client.get("/static/review.js", headers={"host": host}),
    ):
        assert response.status_code == 400
        is_guarded(response)
    assert on_disk() == before


# Looking changes nothing


def test_looking_at_every_page_changes_nothing(
    admin: Reviewer, pages: list[str], on_disk: OnDisk, accounts: Accounts
) -> None:
    before, people = on_disk(), accounts.all()
    for address in pages:
        for headers in (None, PART):
            response = admin.client.get(address, headers=headers)
            assert "set-cookie" not in response.headers
        admin.client.head(address)
    assert on_disk() == before
    assert accounts.all() == people


def test_what_a_form_does_no_address_does(
    admin: Reviewer, actions: list[str], pages: list[str], on_disk: OnDisk
) -> None:
    before = on_disk()
    csrf = admin.get("/review").form("/decide").value("csrf")
    only_forms = [action for action in actions if action not in pages]
    assert {"/decide", "/undo", "/group", "/blind", "/sign-out"} <= {*only_forms}
    for action in actions:
        response = admin.client.get(action, params=form_for(action, csrf))

        assert response.status_code == 405 or action not in only_forms
        assert "set-cookie" not in response.headers
        if action in only_forms:
            assert "nothing was changed" in Page(response.text).words
    assert on_disk() == before
    # Still signed in, and everybody's account is open.
    assert not [row for row in admin.get("/team").cells if "closed" in row]


# Nobody is sent elsewhere


@pytest.mark.parametrize(
    "evil", [f"https://{EVIL}/", f"//{EVIL}", f"/\\{EVIL}", f"\\\\{EVIL}", f"javascript:alert('{EVIL}')",
             f"x\r\nLocation: https://{EVIL}", f"@{EVIL}", f".{EVIL}"]
)  # fmt: skip
def test_no_field_sends_the_browser_to_another_site(
    admin: Reviewer, actions: list[str], pages: list[str], evil: str
) -> None:
    csrf = admin.get("/review").form("/decide").value("csrf")
    fields = (
        "next",
        "return",
        "return_to",
        "redirect",
        "url",
        "queue",
        "first",
        "second",
        "kind",
        "go",
        "said",
        "at",
    )
    forged = dict.fromkeys(fields, evil)
    answers = [admin.client.get(address, params=forged) for address in pages if "?" not in address]
    for action in actions:
        if action not in ("/sign-out", "/sign-in", "/team"):
            for more in ({}, {"a": evil, "b": evil}, {"queue": "frameworks"}):
                answers.append(admin.client.post(action, data=form_for(action, csrf) | forged | more))
    assert [answer for answer in answers if answer.status_code == 303]
    for answer in answers:
        location = answer.headers.get("location")
        if location is not None:
            to = urlsplit(location)
            assert (to.scheme, to.netloc) == ("", "")
            assert re.match(r"/(?![/\\])", location)
            assert not re.search(r"[\r\n\\]", location)
        assert "set-cookie" not in answer.headers or "evil" not in answer.headers["set-cookie"]


# What is written by people is text


def test_a_comment_is_text_wherever_it_is_shown(desk: Desk, on_disk: OnDisk) -> None:
    evil = '<script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="alert(1)\' --> </textarea>'
    ends = ("sssc:1.2", "grade9:1.4")
    names = ("<b>bold</b>", '" onmouseover="alert(1)')
    for name, say in zip(names, ("same", "reject:different-actor"), strict=True):
        with browser(desk, OnlyMe(name)) as client:
            assert Reviewer(client).says(ends, say, comment=evil).status_code == 303
    with browser(desk, OnlyMe(names[0])) as client:
        for address in (
            pair_address(ends),
            "/agreement",
            "/decisions",
            "/progress",
            "/review?queue=disputed",
        ):
            text = client.get(address).text

            assert "<script>alert" not in text
            assert "<img" not in text
            assert "<b>bold</b>" not in text
            assert not any("onmouseover" in attributes for _, attributes in Page(text).tags)
            assert names[0] in Page(text).words
    assert [row.comment for row in on_disk(pair=ends)] == [evil, evil]


@pytest.mark.parametrize(
    "field", ["a", "b", "queue", "first", "second", "said", "go", "of", "with", "q", "at", "saved"]
)
def test_what_an_address_says_is_text_too(me: Reviewer, field: str) -> None:
    evil = '"><script>alert(1)</script>'
    for address in ("/review", "/element", "/find", "/groups"):
        sent = {
            "a": ENDS[0],
            "b": ENDS[1],
            "queue": "frameworks",
            "of": ENDS[0],
            "with": "grade9",
            field: evil,
        }
        for headers in (None, PART):
            assert "<script>alert" not in me.client.get(address, params=sent, headers=headers).text


# What goes wrong


def test_a_fault_of_our_own_is_said_without_showing_how_the_page_is_made(desk: Desk) -> None:
    with browser(desk, OnlyMe("reviewer-1"), failing=True) as client:
        desk.search._index.close()
        try:
            for headers in (None, PART):
                response = client.get("/find?q=people", headers=headers)

                assert response.status_code == 500
                assert "Something went wrong here" in Page(response.text).words
                for inside in ("Traceback", "sqlite", "crosswalk/", "ProgrammingError", "line "):
                    assert inside not in response.text
                is_guarded(response)
                assert response.headers["cache-control"] == "no-store"
        finally:
            del desk.search
        assert Page(client.get("/find?q=people").text).words.count("All candidates of") > 5


@pytest.mark.parametrize("action", ["/decide", "/element", "/group", "/undo", "/blind"])
@pytest.mark.parametrize("chunked", [False, True])
def test_what_is_larger_than_any_form_is_refused_and_nothing_is_kept(
    me: Reviewer, on_disk: OnDisk, action: str, *, chunked: bool
) -> None:
    before = on_disk()
    csrf = me.get("/review").form("/decide").value("csrf")
    body = f"csrf={csrf}&say=same&a={ENDS[0]}&b={ENDS[1]}&id={uuid.uuid4()}&comment=".encode()
    pieces = [body, *[b"x" * 65_536] * (LARGEST // 65_536 + 1)]

    response = me.client.post(
        action,
        content=iter(pieces) if chunked else b"".join(pieces),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )

    assert response.status_code == 413
    assert "more than any form here has" in Page(response.text).words
    is_guarded(response)
    assert on_disk() == before


def test_the_largest_form_that_our_pages_send_is_far_from_too_large(me: Reviewer, desk: Desk) -> None:
    form = me.get("/element?of=sssc:1.1&with=grade9").form("/element", none="yes")
    says = {name: "reject:duty-against-aspiration" for name in form.choices if name.startswith("say ")}

    answer = me.post("/element", form.filled(**says, comment="€" * 4_000))

    assert answer.status_code == 303


def test_too_large_a_form_is_no_fault_of_the_server(desk: Desk) -> None:
    # Otherwise anybody could fill the log with tracebacks; this browser would raise them.
    with browser(desk, OnlyMe("reviewer-1")) as client:
        assert client.post("/decide", content=b"x" * (LARGEST + 1), headers=_FORM).status_code == 413


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe%ff%00=&&&==", "application/x-www-form-urlencoded"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"--x\r\nnonsense", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"", ""),
        (
            b'--x\r\nContent-Disposition: form-data; name="csrf"; filename="f"\r\n\r\nabc\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_what_is_no_form_is_refused_plainly(me: Reviewer, on_disk: OnDisk, body: bytes, kind: str) -> None:
    before = on_disk()

    response = me.client.post("/decide", content=body, headers={"content-type": kind} if kind else {})

    assert response.status_code in (400, 403)
    assert Page(response.text).title == "That did not work"
    is_guarded(response)
    assert on_disk() == before


def test_the_pages_of_a_reader_alone_are_those_of_everybody(me: Reviewer) -> None:
    # What only a team has is not there for somebody alone.
    for path in ("/sign-in", "/team", "/sign-out"):
        assert me.client.get(path).status_code == 404
        assert me.client.post(path, data={}).status_code == 404
    assert asked(me.get("/review"))


_FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_host_names_are_compared_without_case(desk: Desk) -> None:
    client = TestClient(
        make_app(desk, OnlyMe("reviewer-1"), hosts=["review.example.org"]),
        base_url="http://Review.Example.Org",
        follow_redirects=False,
    )
    assert client.get("/help").status_code == 200
    client.close()
