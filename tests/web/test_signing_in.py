from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack

import pytest
from starlette.testclient import TestClient

from crosswalk.accounts import Accounts, Role
from crosswalk.model import Decision
from crosswalk.web.desk import Desk
from crosswalk.web.people import COOKIE, COOKIE_BEHIND_TLS, Team
from tests.accounts.clock import Clock
from tests.web.conftest import PASSWORD, browser, signed_in
from tests.web.pages import PART, Page, Reviewer, asked, leads_to, pair_address

OnDisk = Callable[..., list[Decision]]
ENDS = ("sssc:1.1", "grade9:1.4")


@pytest.fixture(scope="module")
def clock() -> Clock:
    """Time that passes when a test says so."""
    return Clock()


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Accounts]:
    """People with accounts, one of each role."""
    with Accounts(tmp_path_factory.mktemp("accounts") / "accounts.sqlite", clock=clock) as accounts:
        for role in Role:
            accounts.add(f"{role}-1", role=role, password=PASSWORD)
        yield accounts


@pytest.fixture
def at_the_door(desk: Desk, accounts: Accounts) -> Iterator[Callable[..., TestClient]]:
    """Opens browsers in which nobody is signed in."""
    with ExitStack() as stack:

        def opens(*, behind_tls: bool = False) -> TestClient:
            one: AbstractContextManager[TestClient] = browser(
                desk, Team(accounts, behind_tls=behind_tls), **({"behind_tls": True} if behind_tls else {})
            )
            return stack.enter_context(one)

        yield opens


@pytest.fixture
def member(at_the_door: Callable[..., TestClient], accounts: Accounts) -> Callable[..., Reviewer]:
    """Signs people in, each in a browser of their own."""

    def of(role: Role, name: str = "") -> Reviewer:
        return signed_in(at_the_door(), accounts, role, name=name)

    return of


def sign_in(client: TestClient, name: str, password: str = PASSWORD) -> object:
    return client.post("/sign-in", data={"name": name, "password": password})


def session_cookie(client: TestClient) -> str:
    return next(value for name, value in client.cookies.items() if "crosswalk_session" in name)


# At the door


@pytest.mark.parametrize(
    "address",
    ["/review", "/element", "/groups", "/progress", "/agreement", "/decisions", "/find", "/help", "/team"],
)
def test_whoever_is_not_signed_in_sees_nothing_but_the_door(
    at_the_door: Callable[..., TestClient], address: str
) -> None:
    client = at_the_door()

    assert leads_to(client.get(address)) == "/sign-in"
    answer = client.get(address, headers=PART)
    assert answer.status_code == 401
    assert "Your session has ended; nothing was saved. Sign in again." in Page(answer.text).words
    for text in (answer.text, client.get("/sign-in").text):
        assert "sssc" not in text
        assert "name" not in [a.get("class") for _, a in Page(text).tags]


@pytest.mark.parametrize("action", ["/decide", "/undo", "/element", "/group", "/blind", "/sign-out", "/team"])
def test_whoever_is_not_signed_in_can_send_nothing(
    at_the_door: Callable[..., TestClient], on_disk: OnDisk, action: str
) -> None:
    before = on_disk()
    for headers in (None, PART):
        answer = at_the_door().post(action, data={"say": "same"}, headers=headers)

        assert answer.status_code == 401
        assert "nothing was saved" in Page(answer.text).words
    assert on_disk() == before


def test_signing_in_leads_to_the_review_with_a_cookie_that_no_script_reads(
    at_the_door: Callable[..., TestClient], accounts: Accounts
) -> None:
    client = at_the_door()

    answer = sign_in(client, "reviewer-1")

    assert leads_to(answer) == "/review"
    cookie = answer.headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    assert name == COOKIE == "crosswalk_session"
    attributes = [part.strip().lower() for part in rest.split(";")][1:]
    assert {"httponly", "samesite=strict", "path=/"} <= {*attributes}
    assert "secure" not in attributes
    assert not any(part.startswith("domain") for part in attributes)
    assert asked(Reviewer(client).get("/review"))
    assert "reviewer-1 (reviewer)" in Reviewer(client).get("/review").words
    assert accounts.session(session_cookie(client)).account.name == "reviewer-1"


def test_behind_tls_the_cookie_is_bound_to_this_host_and_to_https(
    at_the_door: Callable[..., TestClient],
) -> None:
    client = at_the_door(behind_tls=True)

    answer = sign_in(client, "reviewer-1")

    name, _, rest = answer.headers["set-cookie"].partition("=")
    assert name == COOKIE_BEHIND_TLS == "__Host-crosswalk_session"
    attributes = [part.strip().lower() for part in rest.split(";")][1:]
    assert {"httponly", "samesite=strict", "secure", "path=/"} <= {*attributes}
    assert not any(part.startswith("domain") for part in attributes)
    assert asked(Reviewer(client).get("/review"))
    # The name without the prefix, which a subdomain could set, counts for nothing.
    token = session_cookie(client)
    client.cookies.clear()
    client.cookies.set(COOKIE, token)
    assert leads_to(client.get("/review")) == "/sign-in"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("reviewer-1", "not the right password"),
        ("nobody-at-all", PASSWORD),
        ("reader-1\0", PASSWORD),
        ("", ""),
    ],
)
def test_a_wrong_name_or_password_is_refused_in_the_same_words(
    at_the_door: Callable[..., TestClient], name: str, password: str
) -> None:
    answer = sign_in(at_the_door(), name, password)

    assert answer.status_code == 403
    assert "ame and password do not belong to an open account" in Page(answer.text).words
    assert "set-cookie" not in answer.headers
    assert password not in answer.text or not password


def test_too_many_attempts_have_to_wait_and_are_told_how_long(
    at_the_door: Callable[..., TestClient], accounts: Accounts, clock: Clock
) -> None:
    accounts.add("reviewer-guessed", role=Role.REVIEWER, password=PASSWORD)
    client = at_the_door()
    for _ in range(5):
        assert sign_in(client, "reviewer-guessed", "guess again and again").status_code == 403

    answer = sign_in(client, "reviewer-guessed")

    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 15 * 60
    assert "too many attempts" in Page(answer.text).words
    assert "set-cookie" not in answer.headers
    clock.passes(minutes=16)
    assert sign_in(client, "reviewer-guessed").status_code == 303


def test_a_session_that_is_not_used_ends(member: Callable[..., Reviewer], clock: Clock) -> None:
    me = member(Role.REVIEWER)
    clock.passes(hours=1, minutes=59)
    me.get("/review")
    clock.passes(hours=1, minutes=59)
    me.get("/review")

    clock.passes(hours=2, minutes=1)

    assert leads_to(me.client.get("/review")) == "/sign-in"


def test_what_was_typed_when_a_session_ended_can_be_sent_once_one_is_signed_in_again(
    member: Callable[..., Reviewer], clock: Clock, on_disk: OnDisk
) -> None:
    me = member(Role.REVIEWER, "reviewer-slow")
    page = me.get(pair_address(ENDS))
    clock.passes(hours=3)
    filled = page.form("/decide").filled(say="same", comment="long thought about")
    answer = me.post("/decide", filled, part=True)
    assert answer.status_code == 401
    assert Page(answer.text).link("Sign in, in another tab") == "/sign-in"
    assert on_disk(reviewer="reviewer-slow") == []

    sign_in(me.client, "reviewer-slow")
    filled["csrf"] = [me.get("/review").form("/decide").value("csrf")]

    assert me.post("/decide", filled, part=True).status_code == 200
    assert [row.comment for row in on_disk(reviewer="reviewer-slow")] == ["long thought about"]


def test_signing_out_ends_the_session_itself_and_not_only_the_cookie(
    member: Callable[..., Reviewer], accounts: Accounts
) -> None:
    me = member(Role.REVIEWER)
    token = session_cookie(me.client)

    answer = me.post("/sign-out", me.get("/review").form("/sign-out").filled())

    assert leads_to(answer) == "/sign-in"
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert accounts.session(token) is None
    me.client.cookies.set(COOKIE, token)
    assert leads_to(me.client.get("/review")) == "/sign-in"


def test_signing_in_begins_a_session_of_its_own_and_takes_over_none(
    at_the_door: Callable[..., TestClient], accounts: Accounts
) -> None:
    client = at_the_door()
    client.cookies.set(COOKIE, "chosen-by-somebody-else")
    assert leads_to(client.get("/review")) == "/sign-in"

    answer = sign_in(client, "reviewer-1")

    assert "chosen-by-somebody-else" not in answer.headers["set-cookie"]
    assert accounts.session("chosen-by-somebody-else") is None


# What each may do


def test_a_reader_sees_everything_and_no_form_to_decide_with(member: Callable[..., Reviewer]) -> None:
    me = member(Role.READER)

    for address in (
        pair_address(ENDS),
        "/review",
        "/element?of=sssc:1.1",
        "/groups",
        "/review?queue=disputed",
    ):
        page = me.get(address)
        assert not [form.action for form in page.forms if form.action in ("/decide", "/undo", "/group")]
        assert not [button for form in page.forms for button in form.buttons if button[0] in ("say", "none")]
    assert "ask an admin for the role of a reviewer" in me.get("/review").words


@pytest.mark.parametrize("action", ["/decide", "/undo", "/element", "/group"])
def test_a_reader_can_decide_nothing(member: Callable[..., Reviewer], on_disk: OnDisk, action: str) -> None:
    me, before = member(Role.READER), on_disk()
    csrf = me.get("/review").form("/sign-out").value("csrf")
    id_ = "00000000-0000-4000-8000-000000000001"
    sent = {"csrf": csrf, "a": ENDS[0], "b": ENDS[1], "say": "same", "id": id_, "of": ENDS[0],
            "with": "grade9", "none": "yes", "pair": " ".join(ENDS)}  # fmt: skip

    answer = me.client.post(action, data=sent)

    assert answer.status_code == 403
    assert "Your role, reader, does not include this." in Page(answer.text).words
    assert on_disk() == before


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADJUDICATOR, Role.ADMIN])
def test_everybody_else_decides_under_their_own_name(
    member: Callable[..., Reviewer], on_disk: OnDisk, role: Role
) -> None:
    me = member(role)
    form = me.get(pair_address(ENDS)).form("/decide")

    assert me.post("/decide", form.forged(say="same", reviewer="somebody-else", name="x")).status_code == 303
    assert on_disk(reviewer=me.name)[-1].id == form.value("id")


def test_a_role_counts_at_once_where_somebody_is_signed_in(
    member: Callable[..., Reviewer], accounts: Accounts
) -> None:
    me = member(Role.REVIEWER, "reviewer-demoted")
    form = me.get(pair_address(ENDS)).form("/decide")

    accounts.set_role("reviewer-demoted", Role.READER)

    assert me.post("/decide", form.filled(say="same")).status_code == 403


def test_the_token_of_one_person_does_not_work_for_another(
    member: Callable[..., Reviewer], on_disk: OnDisk
) -> None:
    one, other = member(Role.REVIEWER, "reviewer-one"), member(Role.REVIEWER, "reviewer-other")
    filled = one.get(pair_address(ENDS)).form("/decide").filled(say="same")

    assert other.post("/decide", filled).status_code == 403
    assert on_disk(reviewer="reviewer-other") == []


def test_a_token_of_an_earlier_session_no_longer_works(
    member: Callable[..., Reviewer], on_disk: OnDisk
) -> None:
    me = member(Role.REVIEWER, "reviewer-again")
    page = me.get(pair_address(ENDS))
    me.post("/sign-out", page.form("/sign-out").filled())
    sign_in(me.client, "reviewer-again")

    answer = me.post("/decide", page.form("/decide").filled(say="same"))

    assert answer.status_code == 403
    assert "Load the page again" in Page(answer.text).words
    assert on_disk(reviewer="reviewer-again") == []


# The team


@pytest.mark.parametrize("role", [Role.READER, Role.REVIEWER, Role.ADJUDICATOR])
def test_only_an_admin_sees_the_accounts_or_changes_them(
    member: Callable[..., Reviewer], accounts: Accounts, role: Role
) -> None:
    me = member(role)
    page = me.get("/review")

    assert "/team" not in [href for href, _ in page.links]
    assert me.get("/team", status=403).title == "That did not work"
    csrf = page.form("/sign-out").value("csrf")
    answer = me.client.post("/team", data={"csrf": csrf, "name": "admin-1", "do": "close"})
    assert answer.status_code == 403
    assert not accounts.get("admin-1").closed


def test_an_admin_closes_an_account_which_ends_its_sessions_at_once_and_opens_it_again(
    member: Callable[..., Reviewer], accounts: Accounts, at_the_door: Callable[..., TestClient]
) -> None:
    leaving, admin = member(Role.REVIEWER, "reviewer-leaving"), member(Role.ADMIN)
    leaving.says(ENDS, "unsure")
    page = admin.get(admin.get("/review").link("Team"))
    assert ["reviewer-leaving", "reviewer", "1"] in [row[:3] for row in page.cells]

    answer = admin.post("/team", page.form("/team", name="reviewer-leaving").filled(do="close"))

    page = admin.get(leads_to(answer))
    assert accounts.get("reviewer-leaving").closed
    assert leads_to(leaving.client.get("/review")) == "/sign-in"
    assert sign_in(at_the_door(), "reviewer-leaving").status_code == 403
    # What they decided stays.
    assert ["reviewer-leaving", "reviewer", "1"] in [row[:3] for row in page.cells]

    admin.post("/team", page.form("/team", name="reviewer-leaving").filled(do="open"))
    assert not accounts.get("reviewer-leaving").closed
    assert leads_to(leaving.client.get("/review")) == "/sign-in"
    assert sign_in(at_the_door(), "reviewer-leaving").status_code == 303


@pytest.mark.parametrize("do", [None, "", "nonsense"])
def test_a_form_that_says_neither_opens_no_account(
    member: Callable[..., Reviewer], accounts: Accounts, do: str | None
) -> None:
    name = f"reviewer-closed-{do}"
    accounts.add(name, role=Role.REVIEWER, password=PASSWORD)
    accounts.close_account(name)
    admin = member(Role.ADMIN)

    answer = admin.post("/team", admin.get("/team").form("/team", name=name).forged(do=do))

    assert answer.status_code == 400
    assert accounts.get(name).closed


@pytest.mark.parametrize("name", ["nobody-at-all", "", "admin-1"])
def test_nobody_closes_an_account_that_is_not_there_or_the_last_admins(
    member: Callable[..., Reviewer], accounts: Accounts, name: str
) -> None:
    admin = member(Role.ADMIN)
    csrf = admin.get("/review").form("/decide").value("csrf")

    answer = admin.client.post("/team", data={"csrf": csrf, "name": name, "do": "close"})

    assert answer.status_code == 400
    assert Page(answer.text).title == "That did not work"
    assert not accounts.get("admin-1").closed


def test_no_page_of_the_team_shows_a_password_or_a_session(member: Callable[..., Reviewer]) -> None:
    admin = member(Role.ADMIN)

    text = admin.client.get("/team").text

    for secret in (PASSWORD, "$argon2", session_cookie(admin.client)):
        assert secret not in text
