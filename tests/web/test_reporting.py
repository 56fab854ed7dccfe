import re
from collections.abc import Callable

import pandas as pd
import pytest
import yaml

from crosswalk.accounts import Role
from crosswalk.build import build
from crosswalk.web.desk import Desk
from crosswalk.web.people import Team
from crosswalk.workspace import PRINCIPLES, Workspace
from tests.web.conftest import browser, signed_in
from tests.web.pages import Page, Reviewer, leads_to

SitsDown = Callable[[str], Reviewer]


def edits(reviewer: Reviewer, principle_id: str, do: str, **typed: str | list[str]) -> Page:
    """Press a button under a principle, and read the page that comes."""
    page = reviewer.get(f"/report/principles/{principle_id}.html")
    sent = reviewer.post("/principles", page.form("/principles", do=do).forged(do=do, **typed))
    return reviewer.get(leads_to(sent))


def record(workspace: Workspace) -> dict[str, dict[str, object]]:
    content = yaml.safe_load((workspace.root / PRINCIPLES).read_text(encoding="utf-8"))
    return {entry["id"]: entry for entry in content["principles"]}


def test_every_page_and_file_of_the_report_is_served(workspace: Workspace, reviewer: SitsDown) -> None:
    me = reviewer("reviewer-1")
    folder = workspace.root / "reports"
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*.*")]
    assert {"index.html", "links.csv", "crosswalk.xlsx", "figures/overlap.svg"} <= {*files}

    for name in files:
        answer = me.client.get(f"/report/{name}")
        assert answer.status_code == 200, name
        if name.endswith(".html"):
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert "<style" not in answer.text
            assert "style=" not in answer.text, "the page's own guard would refuse it"
        elif name.endswith(".csv"):
            assert answer.content == (folder / name).read_bytes(), name
    assert me.client.get("/report/../ledger.sqlite").status_code == 404
    assert me.client.get("/report/nothing.html").status_code == 404


def test_a_decision_is_in_the_report_at_once(desk: Desk, reviewer: SitsDown) -> None:
    me = reviewer("reviewer-2")
    before = me.get("/report/index.html").words
    question = desk.adviser.newest.questions[-1]

    assert me.says((question.subject_id, question.object_id), "same").status_code == 303

    count = int(re.search(r"(\d+) of \d+ suggested links reviewed", before)[1])
    assert f"{count + 1} of " in me.get("/report/index.html").words
    links = pd.read_csv(desk.ledger and _csv(me, "links.csv"), keep_default_na=False)
    ends = {question.subject_id, question.object_id}
    (found,) = links[
        (links["kind"] == "reviewed") & links["subject_id"].isin(ends) & links["object_id"].isin(ends)
    ]["status"]
    assert found == "accepted"


def _csv(reviewer: Reviewer, name: str) -> "object":
    import io

    return io.BytesIO(reviewer.client.get(f"/report/{name}").content)


def test_renaming_a_principle_is_kept_with_a_name_and_survives_a_build(
    workspace: Workspace, reviewer: SitsDown
) -> None:
    page = edits(
        reviewer("reviewer-1"), "p2", "rename", label="Our <b>own</b> words", definition="We say so."
    )

    assert page.title == "Our <b>own</b> words"
    assert "are saved" in page.words
    assert record(workspace)["p2"]["edited_by"] == ["reviewer-1"]
    build(workspace.root, encoder="minilm", force=True)
    assert record(workspace)["p2"]["label"] == "Our <b>own</b> words"
    built = (workspace.root / "reports/principles/p2.html").read_text(encoding="utf-8")
    assert "Our &lt;b&gt;own&lt;/b&gt; words" in built


def test_statements_are_moved_and_the_move_is_undone(workspace: Workspace, reviewer: SitsDown) -> None:
    me, before = reviewer("reviewer-1"), record(workspace)
    some = before["p4"]["members"][:2]

    page = edits(me, "p4", "move", statement=some, into="p5")

    assert "are moved" in page.words
    assert not set(some) & {*record(workspace)["p4"]["members"]}
    assert set(some) <= {*record(workspace)["p5"]["pinned"]}
    again = me.get("/report/principles.html")
    me.post("/principles", again.form("/principles", do="undo").filled(do="undo"))
    assert record(workspace) == before


def test_a_statement_is_held_where_it_stands(workspace: Workspace, reviewer: SitsDown) -> None:
    one = record(workspace)["p9"]["members"][0]

    page = edits(reviewer("reviewer-1"), "p9", "pin", statement=[one])

    assert "are held here" in page.words
    assert one in record(workspace)["p9"]["pinned"]


def test_a_split_a_merge_a_drop_and_a_restore(workspace: Workspace, reviewer: SitsDown) -> None:
    me, before = reviewer("reviewer-1"), record(workspace)
    some = before["p6"]["members"][:3]

    edits(me, "p6", "split", statement=some, label="A part of it")
    (new,) = [i for i, entry in record(workspace).items() if entry["label"] == "A part of it"]
    assert record(workspace)[new]["members"] == some
    assert me.get(f"/report/principles/{new}.html").title == "A part of it"

    page = edits(me, new, "merge", into="p6")
    assert page.title == before["p6"]["label"]
    assert set(record(workspace)["p6"]["members"]) == set(before["p6"]["members"])

    page = edits(me, "p6", "drop")
    assert "p6 was dropped" in page.words
    assert "p6" not in record(workspace)
    me.post("/principles", page.form("/principles", do="restore").filled(do="restore"))
    assert set(before["p6"]["members"]) <= set(record(workspace)["p6"]["members"])


def test_who_edits_what_has_changed_meanwhile_is_told_and_changes_nothing(
    workspace: Workspace, reviewer: SitsDown
) -> None:
    me, other = reviewer("reviewer-1"), reviewer("reviewer-3")
    form = me.get("/report/principles/p7.html").form("/principles", do="drop")
    edits(other, "p7", "rename", label="Quicker", definition="")

    answer = me.post("/principles", form.filled(do="drop"))

    assert answer.status_code == 400
    assert "changed since this page was made" in Page(answer.text).words
    assert record(workspace)["p7"]["label"] == "Quicker"


@pytest.mark.parametrize(
    ("do", "typed", "said"),
    [
        ("rename", {"label": " "}, "needs a label"),
        ("rename", {"label": "x" * 201}, "has 201 characters"),
        ("put", {"typed": "sssc:9.9"}, "sssc:9.9"),
        ("put", {"typed": "sssc:1"}, "neither an element nor an indicator"),
        ("move", {"into": "p5"}, "no statement is ticked"),
        ("merge", {"into": "p99"}, "there is no principle p99"),
        ("burn", {}, "Choose one of the buttons"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    workspace: Workspace, reviewer: SitsDown, do: str, typed: dict[str, str], said: str
) -> None:
    me, before = reviewer("reviewer-1"), (workspace.root / PRINCIPLES).read_bytes()
    form = me.get("/report/principles/p5.html").form("/principles", do="rename")

    answer = me.post("/principles", form.forged(do=do, **typed))

    assert answer.status_code in (400, 404)
    assert said.lower() in Page(answer.text).words.lower()
    assert (workspace.root / PRINCIPLES).read_bytes() == before


def test_a_record_broken_in_an_editor_is_told_with_its_line(workspace: Workspace, reviewer: SitsDown) -> None:
    path = workspace.root / PRINCIPLES
    before = path.read_bytes()
    try:
        path.write_bytes(before.replace(b"  label:", b"  lable:", 1))

        answer = reviewer("reviewer-1").client.get("/report/principles.html")
    finally:
        path.write_bytes(before)
    assert answer.status_code == 400
    line = before.decode().splitlines().index("- id: p1") + 1
    assert f"mappings/principles.yaml, line {line}: Principles.0.label" in Page(answer.text).words


def test_the_report_waits_for_who_judges_blind(workspace: Workspace, desk: Desk, reviewer: SitsDown) -> None:
    me = reviewer("reviewer-1")
    me.post("/blind", me.get("/help").form("/blind").filled() if me.get("/help").has_form("/blind") else {})
    page = me.get("/review")
    if not me.client.cookies.get("crosswalk_blind"):
        me.post("/blind", page.form("/blind").filled())
    assert me.client.cookies.get("crosswalk_blind") == "on"

    for name in ("index.html", "links.csv", "principles.html"):
        kept = me.get(f"/report/{name}", status=403)
        assert "once you are done" in kept.title


def test_only_who_adjudicates_for_a_team_edits_principles(workspace: Workspace, desk: Desk) -> None:
    accounts = workspace.accounts()
    with browser(desk, Team(accounts, behind_tls=False)) as client:
        one = signed_in(client, accounts, Role.REVIEWER)
        page = one.get("/report/principles/p8.html")
        assert not page.has_form("/principles")
        forged = {
            "csrf": [one.get("/help").form("/sign-out").value("csrf")],
            "do": ["drop"],
            "principle": ["p8"],
        }
        assert one.post("/principles", forged).status_code == 403
    with browser(desk, Team(accounts, behind_tls=False)) as client:
        page = edits(
            signed_in(client, accounts, Role.ADJUDICATOR), "p8", "rename", label="Agreed", definition=""
        )
        assert page.title == "Agreed"
    assert record(workspace)["p8"]["edited_by"] == ["adjudicator-1"]
