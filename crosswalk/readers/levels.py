"""corpus/levels.toml: how the scales of the frameworks can be laid side by side. The file may be missing."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from crosswalk.align import Axis, Levels
from crosswalk.align import Band as CoreBand
from crosswalk.align import Rung as CoreRung
from crosswalk.catalogue import Catalogue
from crosswalk.errors import SourceError

LEVELS_NAME = "levels.toml"

#: What stands for a band where a level has none.
NO_COUNTERPART = "no counterpart"

_Words = Annotated[str, Field(pattern=r"\S")]
_Lines = Annotated[str, Field(pattern=r"^\S+:\d+(-\d+)?$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Band(_Table):
    """A table `[[bands]]`: number (from 1), name and a sentence about it."""

    number: Annotated[int, Field(ge=1)]
    name: _Words
    about: _Words


class Scale(_Table):
    """A table `[[scales]]`: what the scale of a framework measures, and the lines (`path:1-2`) for it."""

    framework: _Words
    axis: _Words
    about: _Words
    where: _Lines


class Rung(_Table):
    """A table `[[rungs]]`: the band of one level, or `no counterpart`, why, and from which lines.

    `reading` is `ours` and must be written out: a file that does not say so could pass for the documents'.
    """

    framework: _Words
    level: _Words
    band: Annotated[int, Field(ge=1)] | Literal["no counterpart"]
    reading: Literal["ours"]
    reason: _Words
    where: _Lines


class LevelsFile(_Table):
    """The whole file."""

    note: _Words
    bands: Annotated[list[Band], Field(min_length=1)]
    scales: Annotated[list[Scale], Field(min_length=1)]
    rungs: Annotated[list[Rung], Field(min_length=1)]


def read_levels(corpus: Path, catalogue: Catalogue, *, shown_as: str = "corpus") -> Levels | None:
    """Read how levels are laid side by side.

    Args:
        corpus: The folder that holds the frameworks.
        catalogue: The frameworks; a scale that is laid out at all is laid out whole. What the file says of
            others is left out.
        shown_as: How messages name the folder.

    Returns:
        The levels; None where there is no such file.

    Raises:
        SourceError: The file cannot be read, has wrong fields, or does not fit the frameworks' scales.
    """
    path = f"{shown_as}/{LEVELS_NAME}"
    try:
        text = (corpus / LEVELS_NAME).read_text(encoding="utf-8")
        found = LevelsFile.model_validate(tomllib.loads(text))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SourceError(f"the file cannot be read ({problem})", path=path) from problem
    except ValidationError as problem:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in problem.errors())
        raise SourceError(wrong, remedy="It has a note, bands, scales and rungs.", path=path) from None
    found = _of_those_here(found, catalogue)
    wrong = "; ".join(_wrong(found, catalogue))
    if wrong:
        raise SourceError(wrong, remedy="Correct it, or delete the file: it may be missing.", path=path)
    return _levels(found)


def _of_those_here(found: LevelsFile, catalogue: Catalogue) -> LevelsFile:
    """What the file says of frameworks that are here: one that is taken away is no reason not to build."""
    here = {framework.id for framework in catalogue}
    scales = [scale for scale in found.scales if scale.framework in here]
    rungs = [rung for rung in found.rungs if rung.framework in here]
    return found.model_copy(update={"scales": scales, "rungs": rungs})


def _wrong(found: LevelsFile, catalogue: Catalogue) -> Iterator[str]:
    """What does not fit, each with its field."""
    numbers = [band.number for band in found.bands]
    if numbers != [*range(1, len(numbers) + 1)]:
        yield f"bands: the numbers are {numbers}, not 1, 2, … in order"
    known = {f.id: f.scale.labels if f.scale else () for f in catalogue}
    for place, scale in enumerate(found.scales):
        if not known.get(scale.framework):
            yield f"scales.{place}.framework: no framework {scale.framework!r} has a scale"
    for place, rung in enumerate(found.rungs):
        labels = known.get(rung.framework, ())
        if rung.level not in labels:
            has = ", ".join(labels) or "no levels"
            yield f"rungs.{place}.level: {rung.framework} has no level {rung.level!r} (it has {has})"
        if rung.band != NO_COUNTERPART and rung.band not in numbers:
            yield f"rungs.{place}.band: there is no band {rung.band}"
    yield from _incomplete(found, known)


def _incomplete(found: LevelsFile, known: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Scales laid out in part, twice, or without a word on what they measure."""
    times = Counter((rung.framework, rung.level) for rung in found.rungs)
    scales = Counter(scale.framework for scale in found.scales)
    for framework_id, label in (key for key, count in times.items() if count > 1):
        yield f"rungs: the level {label!r} of {framework_id} stands there twice"
    for framework_id in (key for key, count in scales.items() if count > 1):
        yield f"scales: {framework_id} stands there twice"
    for framework_id in dict.fromkeys((*scales, *(rung.framework for rung in found.rungs))):
        missing = [label for label in known.get(framework_id, ()) if (framework_id, label) not in times]
        if missing:
            yield f"rungs: the levels {', '.join(missing)} of {framework_id} are missing"
        if framework_id not in scales:
            yield f"scales: {framework_id} is missing: say what its scale measures"


def _levels(found: LevelsFile) -> Levels:
    return Levels(
        note=found.note,
        bands=tuple(CoreBand(number=b.number, name=b.name, about=b.about) for b in found.bands),
        axes=tuple(
            Axis(framework_id=s.framework, name=s.axis, about=s.about, where=s.where) for s in found.scales
        ),
        rungs=tuple(
            CoreRung(
                framework_id=r.framework,
                label=r.level,
                band=r.band if isinstance(r.band, int) else None,
                reading=r.reading,
                reason=r.reason.strip(),
                where=r.where,
            )
            for r in found.rungs
        ),
    )
