"""corpus/project.toml: what the project is called and what it serves. The file may be missing."""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from crosswalk.errors import SourceError

PROJECT_NAME = "project.toml"


class Project(BaseModel):
    """What concerns all frameworks together.

    Attributes:
        title: Heading of the report.
        purpose: Id of the statement that the crosswalk serves; None for none.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    title: Annotated[str, Field(pattern=r"\S")] = "Crosswalk of frameworks"
    purpose: Annotated[str, Field(pattern=r"^\S+:\S+$")] | None = None


def read_project(corpus: Path, *, shown_as: str = "corpus") -> Project:
    """Read the project's own facts.

    Args:
        corpus: The folder that holds the frameworks.
        shown_as: How messages name that folder.

    Raises:
        SourceError: The file is not UTF-8, no TOML, or has wrong fields.
    """
    path = f"{shown_as}/{PROJECT_NAME}"
    try:
        return Project.model_validate(tomllib.loads((corpus / PROJECT_NAME).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Project()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SourceError(f"the file cannot be read ({problem})", path=path) from problem
    except ValidationError as problem:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in problem.errors())
        raise SourceError(
            wrong, remedy=f"Its fields are {', '.join(Project.model_fields)}.", path=path
        ) from None
