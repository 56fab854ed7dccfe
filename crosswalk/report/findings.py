"""What a report is made from, and every table that follows from it, made once and only when asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import numpy as np
import pandas as pd

from crosswalk import align
from crosswalk.catalogue import Catalogue
from crosswalk.contradictions import Contradiction, contradictions
from crosswalk.measures import component_table, framework_measures, statement_measures
from crosswalk.model import Alone, Framework, Kind, Link, Principles
from crosswalk.principles.changes import Change
from crosswalk.principles.gaps import principle_gaps
from crosswalk.principles.support import Encode, member_table, nearness, principle_table
from crosswalk.report.made import Made
from crosswalk.report.rows import PrincipleRows, Row, by_two, records, rows_of_principles
from crosswalk.report.standing import Standing, standings
from crosswalk.review import LookedAt, Pair, not_rejected, reviewed
from crosswalk.suggest import Suggestions
from crosswalk.vocabulary import LinkKind

#: Decimals of probabilities before they meet a cut: those of the links, so that each figure can be traced.
_DECIMALS = 3


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Everything a report says, from one state of the links.

    Pages, workbook, briefing and data files take their figures from here, so that they agree. A table is made
    when it is first asked for, and then kept.

    Attributes:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        suggestions: As `suggest` gives them.
        made: How the links came about.
        encode: Turns n texts into unit vectors, shape (n, d).
        principles: What the frameworks share, with people's edits.
        looked: What people make of each pair that somebody voted on, as `looked_at` gives it.
        levels: How levels are laid side by side; None where nobody has said.
        changes: What changed underneath the principles since their record was written.
    """

    catalogue: Catalogue
    links: Sequence[Link]
    suggestions: Suggestions
    made: Made
    encode: Encode
    principles: Principles = field(default_factory=Principles)
    looked: dict[Pair, LookedAt] = field(default_factory=dict)
    levels: align.Levels | None = None
    changes: Sequence[Change] = ()

    @property
    def documents(self) -> tuple[Framework, ...]:
        """The frameworks whose own text is here."""
        return self.catalogue.documents

    @property
    def pairs(self) -> list[tuple[Framework, Framework]]:
        """Every two documents, in the catalogue's order."""
        return list(combinations(self.documents, 2))

    def ordered(self, one_id: str, other_id: str) -> tuple[str, str]:
        """Ids of two documents in the catalogue's order, as the address of their page names them."""
        first, second = (f.id for f in self.documents if f.id in (one_id, other_id))
        return first, second

    @cached_property
    def suggested(self) -> list[Link]:
        """Links that a model speaks for."""
        return [link for link in self.links if link.kind is LinkKind.SUGGESTED]

    @cached_property
    def reviewed(self) -> int:
        """How many of those people have settled."""
        return reviewed(self.suggested)

    @cached_property
    def inferred(self) -> list[Link]:
        """Links that follow from others; nobody has judged them."""
        return [link for link in self.links if link.kind is LinkKind.INFERRED]

    @cached_property
    def counting(self) -> list[Link]:
        """Links without those that people rejected: these stay in the list of links and align nothing."""
        return not_rejected(self.links)

    @cached_property
    def links_of(self) -> dict[str, list[Link]]:
        """Links by the id of either end, in order."""
        found: dict[str, list[Link]] = {}
        for link in self.links:
            for end in dict.fromkeys((link.subject_id, link.object_id)):
                found.setdefault(end, []).append(link)
        return found

    @cached_property
    def between(self) -> dict[tuple[str, str], align.Between]:
        """As `align.betweens`: what joins every two documents, without what people rejected."""
        return align.betweens(self.catalogue, self.links)

    @cached_property
    def links_between(self) -> dict[frozenset[str], list[Link]]:
        """As `align.by_frameworks`: all links of every two frameworks, and of each by itself."""
        return align.by_frameworks(self.links)

    @cached_property
    def explained(self) -> dict[tuple[str, str], str]:
        """Where a suggested pair is explained on the page of suggested pairs, by its ids in either order."""
        # That page alone knows for how many of them it has room.
        from crosswalk.report.pages.suggestions import explained_at

        return explained_at(self)

    @cached_property
    def principles_of(self) -> dict[str, list[str]]:
        """Ids of the principles that each statement supports."""
        found: dict[str, list[str]] = {}
        for one in self.principles.principles:
            for statement_id in one.statement_ids:
                found.setdefault(statement_id, []).append(one.id)
        return found

    @cached_property
    def contradictions(self) -> list[Contradiction]:
        """What cannot all be true of what people decided and documents state."""
        return list(contradictions(self.links, self.catalogue, known=self.looked))

    @cached_property
    def statement_table(self) -> pd.DataFrame:
        """As `align.statement_table`."""
        return align.statement_table(self.catalogue)

    @cached_property
    def link_table(self) -> pd.DataFrame:
        """As `align.link_table`."""
        return align.link_table(self.catalogue, self.links)

    @cached_property
    def alignment_tables(self) -> dict[tuple[str, str], pd.DataFrame]:
        """As `align.alignment_tables`, without what people rejected."""
        return align.alignment_tables(self.catalogue, self.counting)

    @cached_property
    def alignment_table(self) -> pd.DataFrame:
        """As `align.alignment_table`, of all frameworks at once."""
        return align.alignment_table(self.catalogue, self.links)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """As `align.coverage_table`."""
        return align.coverage_table(self.catalogue, self.counting, near=self.suggestions.near)

    @cached_property
    def alone(self) -> pd.DataFrame:
        """As `align.alone_table`."""
        return align.alone_table(self.catalogue, self.suggestions.alone)

    @cached_property
    def alone_in(self) -> dict[tuple[str, str], Alone]:
        """(element id, framework id) -> what comes nearest to it there, where nothing is suggested for it."""
        return {(one.statement_id, one.framework_id): one for one in self.suggestions.alone}

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """As `align.gaps`."""
        return align.gaps(self.catalogue, self.links, self.looked)

    @cached_property
    def standings(self) -> dict[tuple[str, str], Standing]:
        """As `standing.standings`: (statement id, other framework's id) -> how it stands there."""
        return standings(self.gaps, self.looked)

    @cached_property
    def gap_counts(self) -> pd.DataFrame:
        """As `align.gap_counts`."""
        return align.gap_counts(self.gaps)

    @cached_property
    def only_here(self) -> pd.DataFrame:
        """As `align.only_here`."""
        return align.only_here(self.gaps)

    @cached_property
    def coverage_by_cut(self) -> pd.DataFrame:
        """As `align.coverage_by_cut`."""
        return align.coverage_by_cut(self.catalogue, self._probable(), looked=self.looked)

    @cached_property
    def shares_by_cut(self) -> dict[tuple[str, str], list[Row]]:
        """Rows of `coverage_by_cut`: (framework's id, id of that in which it is looked for) -> its own."""
        return by_two(self.coverage_by_cut, "framework", "by")

    @cached_property
    def overlaps(self) -> dict[tuple[str, str], list[Row]]:
        """Rows of `framework_measures` by the ids of the two, in the catalogue's order: one each."""
        return by_two(self.framework_measures, "first", "second")

    @cached_property
    def place_of_element(self) -> dict[str, int]:
        """Where each element stands in the rows and columns of the suggestions' `element_scores`."""
        return {element_id: place for place, element_id in enumerate(self.suggestions.element_ids)}

    @cached_property
    def similarities(self) -> tuple[float, float]:
        """Median and highest cosine of all elements of two frameworks; 0 and 1 where there are no two."""
        known = self.suggestions.element_scores[np.isfinite(self.suggestions.element_scores)]
        return (float(np.median(known)), float(known.max())) if known.size else (0.0, 1.0)

    @cached_property
    def framework_measures(self) -> pd.DataFrame:
        """As `measures.framework_measures`."""
        return framework_measures(self.catalogue, self.links)

    @cached_property
    def statement_measures(self) -> pd.DataFrame:
        """As `measures.statement_measures`."""
        return statement_measures(self.catalogue, self.links)

    @cached_property
    def components(self) -> pd.DataFrame:
        """As `measures.component_table`."""
        return component_table(self.catalogue, self.links)

    @cached_property
    def level_table(self) -> pd.DataFrame:
        """As `align.level_table`; without a row where nobody has laid levels side by side."""
        return align.level_table(self.catalogue, self._levels)

    @cached_property
    def level_conflicts(self) -> pd.DataFrame:
        """As `align.level_conflicts`; likewise."""
        return align.level_conflicts(self.catalogue, self.links, self._levels)

    @cached_property
    def level_conflict_rows(self) -> list[Row]:
        """The rows of `level_conflicts`."""
        return records(self.level_conflicts)

    @cached_property
    def nearness(self) -> pd.DataFrame:
        """As `principles.support.nearness`."""
        return nearness(self.catalogue, self.principles, encode=self.encode)

    @cached_property
    def principle_table(self) -> pd.DataFrame:
        """As `principles.support.principle_table`."""
        return principle_table(
            self.catalogue, self.principles, self.links, looked=self.looked, near=self.nearness
        )

    @cached_property
    def member_table(self) -> pd.DataFrame:
        """As `principles.support.member_table`."""
        return member_table(self.catalogue, self.principles, near=self.nearness)

    @cached_property
    def principle_gaps(self) -> pd.DataFrame:
        """As `principles.gaps.principle_gaps`."""
        return principle_gaps(self.catalogue, self.principles, gaps=self.gaps)

    @cached_property
    def progression(self) -> pd.DataFrame:
        """As `align.progressions`, of all principles."""
        members = {one.id: one.statement_ids for one in self.principles.principles}
        return align.progressions(self.catalogue, members, self._levels)

    @cached_property
    def of_principle(self) -> dict[str, PrincipleRows]:
        """What the tables say of each principle, by its id."""
        return rows_of_principles(
            self.principle_table, gaps=self.principle_gaps, progression=self.progression, near=self.nearness
        )

    @property
    def _levels(self) -> align.Levels:
        return self.levels or align.Levels(note="", bands=(), axes=(), rungs=())

    def _probable(self) -> Iterator[tuple[str, str, float]]:
        """Every pair of elements of two documents with its probability, suggested or not."""
        for first, second in self.pairs:
            two = self.suggestions.pairwise.compared(first.id, second.id, Kind.ELEMENT)
            known = two.candidates.confidence
            if known is None:
                continue
            known = np.where(two.candidates.allowed, np.round(known, _DECIMALS), 0.0)
            for (row, column), probability in np.ndenumerate(known):
                yield two.left.side.ids[row], two.right.side.ids[column], float(probability)
