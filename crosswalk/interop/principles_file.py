"""The door of mappings/principles.yaml: its fields, and the line of whatever is wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, NoReturn

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from crosswalk.errors import PrinciplesError

#: The one in C reads ten times as fast; a build of PyYAML may lack it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _written(pattern: str, otherwise: str) -> AfterValidator:
    """Text of a form; what is said where it has another is for people, who need not know the pattern."""

    def check(text: str) -> str:
        if not re.search(pattern, text):
            raise PydanticCustomError(
                "written", "{text} {otherwise}", {"text": repr(text), "otherwise": otherwise}
            )
        return text

    return AfterValidator(check)


_Words = Annotated[str, _written(r"\S", "says nothing")]
_Id = Annotated[
    str,
    _written(
        r"^[A-Za-z0-9][A-Za-z0-9_.-]*\Z",
        "is no id: it names a file, so it begins with a letter or a digit and has only these and _ . -",
    ),
]
_Curie = Annotated[str, _written(r"^[^\s:]+:\S+\Z", "is no id of a statement, such as sssc:1.3.emerging")]


class EntryRow(BaseModel):
    """One principle of the file; fields as in `Entry`."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: _Id | None = None
    label: _Words
    definition: str = ""
    members: list[_Curie] = []
    pinned: list[_Curie] = []
    removed: list[_Curie] = []
    merged: list[_Id] = []
    edited: list[Literal["label", "definition"]] = []
    edited_by: list[_Words] = []


class FoundRow(BaseModel):
    """One community of the file; fields as in `Found`."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: _Id
    label: str
    label_from: str
    definition: str
    definition_from: str
    members: list[_Curie] = []


class Content(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    principles: list[EntryRow] = []
    dropped: list[_Id] = []
    found: list[FoundRow] = []


@dataclass(frozen=True, slots=True)
class File:
    """A YAML file with the places of what it says.

    Attributes:
        path: How messages name it.
        node: Its root; None where it is empty.
    """

    path: str
    node: yaml.Node | None


def parsed(text: str, *, path: str) -> File:
    """The file as nodes, each with its line.

    Raises:
        PrinciplesError: It is no YAML, or says one thing twice.
    """
    try:
        file = File(path, yaml.compose(text, Loader=_LOADER))
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        raise PrinciplesError(
            f"the file is no YAML ({getattr(problem, 'problem', None) or problem})",
            remedy="Correct the line, or put words with : or # into double quotes.",
            path=path,
            line=mark.line + 1 if mark else None,
        ) from None
    for node in _nodes(file.node, path, set()):
        if isinstance(node, yaml.MappingNode):
            _check_keys(node, path)
    return file


def _nodes(node: yaml.Node | None, path: str, seen: set[int]) -> Iterator[yaml.Node]:
    """Every node but keys; one that stands in two places could be inside itself."""
    if node is None:
        return
    if id(node) in seen:
        raise PrinciplesError(
            "a name with * repeats what stands elsewhere",
            remedy="Write it out.",
            path=path,
            line=node.start_mark.line + 1,
        )
    seen.add(id(node))
    yield node
    below = node.value if isinstance(node, yaml.CollectionNode) else ()
    for inner in below:
        yield from _nodes(inner[1] if isinstance(inner, tuple) else inner, path, seen)


def _check_keys(node: yaml.MappingNode, path: str) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else None
        if name is None or name in seen:
            raise PrinciplesError(
                f"`{name}` is said twice in one entry" if name else "the name of a field is no word",
                remedy="Join the two." if name else "See the head of the file for its fields.",
                path=path,
                line=key.start_mark.line + 1,
            )
        seen.add(name)


def checked(file: File) -> Content:
    """What the file says.

    Raises:
        PrinciplesError: It has wrong fields; the message names the first one's line.
    """
    loader = yaml.SafeLoader("")
    try:
        content = {} if file.node is None else loader.construct_document(file.node)
        # A list whose last line somebody deleted reads as nothing.
        return Content.model_validate(_without_nothing(content))
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        wrong(file, first["loc"], f"{where}: {first['msg']}", "See the head of the file for its fields.")
    except (yaml.YAMLError, ValueError, TypeError) as problem:
        raise PrinciplesError(f"the file cannot be read ({problem})", path=file.path) from None
    finally:
        loader.dispose()


def _without_nothing(content: object) -> object:
    if isinstance(content, dict):
        return {key: _without_nothing(value) for key, value in content.items() if value is not None}
    return [_without_nothing(value) for value in content] if isinstance(content, list) else content


def wrong(file: File, place: tuple[int | str, ...], what: str, remedy: str) -> NoReturn:
    """Say what is wrong, and on which line.

    Args:
        file: The file.
        place: Keys and positions that lead to it.
        what: What was found.
        remedy: What to do about it.

    Raises:
        PrinciplesError: Always.
    """
    raise PrinciplesError(what, remedy=remedy, path=file.path, line=_line(file.node, place))


def _line(node: yaml.Node | None, place: tuple[int | str, ...]) -> int | None:
    """The line of the innermost node on the way that is there."""
    if node is None:
        return None
    for step in place:
        inner: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            inner = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            inner = node.value[step]
        if inner is None:
            break
        node = inner
    return int(node.start_mark.line) + 1
