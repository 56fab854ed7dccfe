"""The JSON file that a review page saves, to be handed back.

One object; the decisions have exactly the fields of a line of the lossless JSONL file:

    {"crosswalk": "review", "version": 1, "reviewer": "reviewer-1", "decisions": [{"id": …}, …]}
"""

import json
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from crosswalk.errors import DecisionError
from crosswalk.interop.decisions import add, decision_of_json
from crosswalk.interop.wrong_rows import WrongRows
from crosswalk.model import Decision

#: The version of the format that this tool writes; it reads all versions up to it.
HANDED_BACK_VERSION = 1

#: How such a file begins when our page wrote it, even if it was cut off afterwards.
_BEGINNING = re.compile(r'\s*\{\s*"crosswalk"\s*:')


class _Beginning(BaseModel):
    """What every version of the format has."""

    version: Annotated[int, Field(ge=1)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    crosswalk: Literal["review"]
    version: Annotated[int, Field(ge=1)]
    reviewer: str
    # One by one, so that each wrong one can be named.
    decisions: list[Any]


def is_handed_back(text: str) -> bool:
    """Whether a text is what a review page saves, be it whole or not."""
    if _BEGINNING.match(text):
        return True
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "crosswalk" in found


def read_handed_back(text: str, *, path: str) -> list[Decision]:
    """Decisions of a file that a review page saved, each once, in the order of the file.

    Args:
        text: The file's content.
        path: How messages name the file.

    Raises:
        WrongRows: Decisions cannot be accepted; each with its number in the list, from 1, and its fault.
        DecisionError: The file as a whole cannot be read.
    """
    file = _file(text, path)
    found: dict[str, Decision] = {}
    wrong = []
    for number, item in enumerate(file.decisions, start=1):
        try:
            decision = decision_of_json(json.dumps(item))
            if decision.reviewer != file.reviewer:
                raise DecisionError(  # noqa: TRY301 - told like every other fault of the row
                    f"the reviewer is {decision.reviewer!r}, and the file is by {file.reviewer!r}"
                )
            add(decision, found)
        except DecisionError as problem:
            wrong.append(f"{path}: decision {number}: {problem}")
    if wrong:
        raise WrongRows(wrong)
    return list(found.values())


def _file(text: str, path: str) -> _File:
    try:
        version = _Beginning.model_validate_json(text).version
        if version <= HANDED_BACK_VERSION:
            return _File.model_validate_json(text)
    except ValidationError as problem:
        fault = problem.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise DecisionError(
            f"this is not what a review page saves ({f'{place}: ' if place else ''}{fault['msg']})",
            remedy="Open the review page again, save once more, and hand that file back.",
            path=path,
        ) from None
    raise DecisionError(
        f"the file has version {version} of the format, and this tool knows {HANDED_BACK_VERSION}",
        remedy="Update crosswalk, then import the file.",
        path=path,
    )
