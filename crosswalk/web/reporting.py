"""Handlers: the report with the decisions of this moment, and the edits of its principles."""

import mimetypes
from collections.abc import Callable, Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from crosswalk.errors import PrinciplesError, UnknownStatement
from crosswalk.principles import Record, editing
from crosswalk.report import addresses
from crosswalk.report.rendering import Served
from crosswalk.web.ask import Ask

#: Characters of a label and of a definition that are kept; longer ones are refused.
_LONGEST = {"label": 200, "definition": 1_000}

#: What a page says once it has come back after an edit.
_DONE = {
    "rename": "The label and the definition are saved.",
    "put": "The statements support this principle now.",
    "pin": "The statements are held here, whatever is found.",
    "take_out": "The statements no longer support this principle.",
    "move": "The statements are moved.",
    "merge": "The two principles are one now.",
    "split": "The statements have a principle of their own now.",
    "drop": "The principle is dropped. It can be restored at the end of this page.",
    "restore": "The principle is back.",
    "undo": "The last change is undone.",
    "again": "The principles are told anew from the decisions of this moment.",
}

#: These leave the principle's own page behind.
_TO_THE_LIST = ("drop", "undo", "again", "restore")


def show(ask: Ask) -> Response:
    """A page or a file of the report."""
    path = str(ask.request.path_params["path"])
    if ask.blind and not ask.person.role.may_adjudicate:
        return ask.page("report_blind", status=HTTPStatus.FORBIDDEN)
    site = ask.desk.reports.site()
    if path in site.pages:
        return Response(site.page(path, served=_served(ask)), media_type="text/html; charset=utf-8")
    if path in site.data:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return Response(site.data[path](), media_type=kind)
    raise HTTPException(HTTPStatus.NOT_FOUND)


def edit_principles(ask: Ask) -> Response:
    """Change the record of principles as a form says.

    Raises:
        PrinciplesError: What is asked for cannot be done, or the principles have changed since.
        UnknownStatement: There is no such statement.
    """
    do = ask.sent.get("do", "")
    reports = ask.desk.reports
    principle_id = ask.sent.get("principle", "")
    if do == "undo":
        reports.undo()
    elif do == "again":
        reports.look_again()
    else:
        reports.edit(_change(ask, do, principle_id), seen=ask.sent.get("seen", ""))
    into = ask.sent.get("into", "") if do == "merge" else principle_id
    page = addresses.PRINCIPLES if do in _TO_THE_LIST else addresses.principle_page(into)
    if page not in reports.site().pages:
        page = addresses.PRINCIPLES if addresses.PRINCIPLES in reports.site().pages else addresses.OVERVIEW
    return ask.go_to(f"/report/{page}?done={do}")


def _change(ask: Ask, do: str, principle_id: str) -> Callable[[Record], Record]:
    by, into = ask.person.name, ask.sent.get("into", "")
    ids = _statements(ask) if do in ("put", "pin", "take_out", "move", "split") else []
    words = {name: _words(ask.sent, name) for name in _LONGEST}
    match do:
        case "rename":
            return lambda record: editing.rename(record, principle_id, by=by, **words)
        case "put":
            return lambda record: editing.put(record, ids, into=into or principle_id, by=by)
        case "pin":
            return lambda record: editing.put(record, ids, into=principle_id, by=by)
        case "take_out":
            return lambda record: editing.take_out(record, ids, of=principle_id, by=by)
        case "move":
            return lambda record: editing.move(record, ids, of=principle_id, into=into, by=by)
        case "split":
            return lambda record: editing.split(record, ids, of=principle_id, label=words["label"], by=by)
        case "merge":
            return lambda record: editing.merge(record, principle_id, into=into, by=by)
        case "drop":
            return lambda record: editing.drop(record, principle_id)
        case "restore":
            return lambda record: editing.restore(record, principle_id)
    raise PrinciplesError(
        f"the form says {do[:40]!r}", remedy="Choose one of the buttons on the page; nothing was saved."
    )


def _statements(ask: Ask) -> list[str]:
    """Ids of the statements that are ticked, or typed.

    Raises:
        PrinciplesError: There are none.
        UnknownStatement: There is no such statement.
    """
    typed = ask.sent.get("typed", "").replace(",", " ").split()
    ids = list(dict.fromkeys([*ask.several.get("statement", []), *typed]))
    if not ids:
        raise PrinciplesError("no statement is ticked", remedy="Tick some; nothing was saved.")
    for name in ids:
        if ask.desk.catalogue.statement(name).kind.value not in ("element", "indicator"):
            raise UnknownStatement(
                f"{name} is neither an element nor an indicator", remedy="Name one of those."
            )
    return ids


def _words(sent: Mapping[str, str], name: str) -> str:
    text = " ".join(sent.get(name, "").split())
    if len(text) > _LONGEST[name]:
        raise PrinciplesError(
            f"the {name} has {len(text):,} characters",
            remedy=f"Keep it to {_LONGEST[name]:,}; nothing was saved.",
        )
    return text


def _served(ask: Ask) -> Served:
    reports = ask.desk.reports
    return Served(
        csrf=ask.person.csrf if ask.person.may_edit else None,
        version=reports.version,
        said=_DONE.get(ask.sent.get("done", ""), ""),
        decided_since=reports.decided_since,
        can_undo=reports.can_undo,
        dropped=reports.dropped,
    )
