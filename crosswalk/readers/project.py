"""corpus/project.toml: what the project is called and what it serves. The file may be missing."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from crosswalk.errors import DecisionError, SourceError
from crosswalk.review import Policy, Rule

PROJECT_NAME = "project.toml"


class Review(BaseModel):
    """The table `[review]`: whose votes settle a link.

    Attributes:
        policy: `one` reviewer suffices, `two` who agree, or two or an `adjudicator`.
        adjudicators: Names of reviewers.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    policy: Literal["one", "two", "adjudicator"] = "one"
    adjudicators: list[Annotated[str, Field(pattern=r"\S")]] = []

    @property
    def rules(self) -> Policy:
        """As `settle` wants it.

        Raises:
            DecisionError: The policy needs adjudicators and none is named, or the other way round.
        """
        return Policy(rule=Rule(self.policy), adjudicators=frozenset(self.adjudicators))


class Project(BaseModel):
    """What concerns all frameworks together.

    Attributes:
        title: Heading of the report.
        purpose: Id of the statement that the crosswalk serves; None for none.
        review: Whose votes settle a link.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    title: Annotated[str, Field(pattern=r"\S")] = "Crosswalk of frameworks"
    purpose: Annotated[str, Field(pattern=r"^\S+:\S+$")] | None = None
    review: Review = Review()


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
        text = (corpus / PROJECT_NAME).read_text(encoding="utf-8")
        project = Project.model_validate(tomllib.loads(text))
        # Asked here, where a policy that makes no sense can be said with its file.
        _ = project.review.rules
    except FileNotFoundError:
        return Project()
    except DecisionError as problem:
        raise SourceError(problem.what, remedy=problem.remedy, path=path) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SourceError(f"the file cannot be read ({problem})", path=path) from problem
    except ValidationError as problem:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in problem.errors())
        raise SourceError(
            wrong, remedy=f"Its fields are {', '.join(Project.model_fields)}.", path=path
        ) from None
    return project
