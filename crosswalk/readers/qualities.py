"""Layout: clusters of qualities, each with a description, features, titled stages and negative indicators.

Headings are lines of their own and told apart by their first word; everything said is a bullet ("- ..."),
the description of a quality too. What a bullet is depends on the heading above it.
"""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from crosswalk.model import Kind, Polarity, Scale, Statement
from crosswalk.readers.document import Document, Reading, plain, reflow
from crosswalk.readers.layout import left_out, rank_of

#: "Cluster Three- Delivering the Service": a blank is missing now and then.
_CLUSTER = re.compile(r"^Cluster \w+ ?[-–] ?(.+)$")
_FEATURES = "Features of this quality include:"
#: "Stages 1 - Uses informal networks": one stage is called "Stages" now and then.
_STAGE = re.compile(r"^Stages? (\d+) ?[-–] ?(.+)$")
#: "Negative Indicators Fails to integrate information": the dash is missing now and then.
_NEGATIVE = re.compile(r"^Negative Indicators? (?:[-–] )?(.+)$")


class _Above(StrEnum):
    """What stands above the next line; the value says what may come next."""

    NOTHING = "a cluster (“Cluster One - …”)"
    CLUSTER = "the title of a quality"
    QUALITY = "the description of the quality (“- …”)"
    DESCRIPTION = "“Features of this quality include:”"
    FEATURES = "a feature (“- …”) or a stage (“Stage 1 - …”)"
    STAGE = "a stage bullet (“- …”), the next stage or “Negative Indicators - …”"
    NEGATIVE = "a negative indicator (“- …”), the next quality or the next cluster"


def read_qualities(document: Document, *, framework_id: str, scale: Scale | None) -> Reading:
    """Read clusters, qualities, features, stages and what the framework warns against.

    Raises:
        SourceError: The document is not of this layout; the message names the line.
        UnknownLevel: A stage's number is not in the scale.
    """
    qualities = _Qualities(document, framework_id, scale)
    for number, line in enumerate(document.lines, start=1):
        if line.strip():
            qualities.take(number, line)
    qualities.require(len(document.lines) + 1, _Above.NEGATIVE)
    return Reading(statements=tuple(qualities.statements), left_out=left_out(document, qualities.reasons))


@dataclass(slots=True)
class _Qualities:
    """The heading under which the reader is, and what it has found so far."""

    document: Document
    framework_id: str
    scale: Scale | None
    statements: list[Statement] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    above: _Above = _Above.NOTHING
    cluster_number: int = 0
    quality_number: int = 0
    stage_number: int = 0
    bullet_number: int = 0

    def take(self, number: int, line: str) -> None:
        """Take in one line that is not blank."""
        text = plain(line)
        if cluster := _CLUSTER.match(text):
            self._cluster(number, cluster[1])
        elif self.above is _Above.NOTHING:
            self.reasons[number] = "title page"
        elif text.startswith("- "):
            self._bullet(number, reflow([line]))
        elif text == _FEATURES:
            self.require(number, _Above.DESCRIPTION)
            self.reasons[number] = "heading repeated for every quality"
            self._now_below(_Above.FEATURES)
        elif stage := _STAGE.match(text):
            self._stage(number, int(stage[1]), stage[2])
        elif negative := _NEGATIVE.match(text):
            self._negative(number, negative[1])
        else:
            self._quality(number, text)

    def require(self, number: int, *allowed: _Above) -> None:
        """Refuse a line (or the end of the document) that may not stand here."""
        if self.above not in allowed:
            raise self.document.unrecognised(number, self.above.value)

    def _cluster(self, number: int, title: str) -> None:
        self.require(number, _Above.NOTHING, _Above.NEGATIVE)
        self.cluster_number += 1
        self.quality_number = 0
        self._add(number, self._cluster_id(), Kind.GROUP, "cluster", title=title)
        self._now_below(_Above.CLUSTER)

    def _quality(self, number: int, title: str) -> None:
        self.require(number, _Above.CLUSTER, _Above.NEGATIVE)
        self.quality_number += 1
        self.stage_number = 0
        # A colon behind a title belongs to the page, not to the name.
        name, parent = title.rstrip(":"), self._cluster_id()
        self._add(number, self._quality_id(), Kind.ELEMENT, "quality", title=name, parent=parent)
        self._now_below(_Above.QUALITY)

    def _stage(self, number: int, stage_number: int, title: str) -> None:
        self.require(number, _Above.FEATURES, _Above.STAGE)
        rank = rank_of(f"Stage {stage_number}", self.scale, document=self.document, line=number)
        if stage_number != self.stage_number + 1:
            raise self.document.unrecognised(number, f"stage {self.stage_number + 1}")
        self.stage_number = stage_number
        self._add(
            number, self._stage_id(), Kind.LEVEL, "stage", title=title, parent=self._quality_id(), rank=rank
        )
        self._now_below(_Above.STAGE)

    def _negative(self, number: int, title: str) -> None:
        self.require(number, _Above.STAGE)
        self._add(
            number,
            f"{self._quality_id()}.n",
            Kind.GROUP,
            "negative heading",
            title=title,
            parent=self._quality_id(),
            polarity=Polarity.NEGATIVE,
        )
        self._now_below(_Above.NEGATIVE)

    def _bullet(self, number: int, text: str) -> None:
        quality = self._quality_id()
        self.bullet_number += 1
        match self.above:
            case _Above.QUALITY:
                self._describe(number, text)
            case _Above.FEATURES:
                own = f"{quality}.f{self.bullet_number}"
                self._add(number, own, Kind.INDICATOR, "feature", text=text, parent=quality)
            case _Above.STAGE:
                stage = self._stage_id()
                own = f"{stage}.{self.bullet_number}"
                self._add(
                    number, own, Kind.INDICATOR, "stage bullet", text=text, parent=stage, level_id=stage
                )
            case _Above.NEGATIVE:
                self._add(
                    number,
                    f"{quality}.n{self.bullet_number}",
                    Kind.INDICATOR,
                    "negative indicator",
                    text=text,
                    parent=f"{quality}.n",
                    polarity=Polarity.NEGATIVE,
                )
            case _:
                raise self.document.unrecognised(number, self.above.value)

    def _describe(self, number: int, text: str) -> None:
        quality = self.statements.pop()
        span = self.document.span(quality.span.first_line, number)
        self.statements.append(replace(quality, text=text, span=span))
        self._now_below(_Above.DESCRIPTION)

    def _add(
        self,
        number: int,
        own_id: str,
        kind: Kind,
        item_type: str,
        *,
        title: str = "",
        text: str = "",
        parent: str | None = None,
        level_id: str | None = None,
        rank: int | None = None,
        polarity: Polarity = Polarity.POSITIVE,
    ) -> None:
        self.statements.append(
            Statement(
                id=own_id,
                kind=kind,
                item_type=item_type,
                title=title,
                text=text,
                parent_id=parent,
                level_id=level_id,
                rank=rank,
                polarity=polarity,
                span=self.document.span(number, number),
            )
        )

    def _now_below(self, above: _Above) -> None:
        self.above = above
        self.bullet_number = 0

    def _cluster_id(self) -> str:
        return f"{self.framework_id}:{self.cluster_number}"

    def _quality_id(self) -> str:
        return f"{self._cluster_id()}.{self.quality_number}"

    def _stage_id(self) -> str:
        return f"{self._quality_id()}.s{self.stage_number}"
