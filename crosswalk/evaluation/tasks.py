"""What is asked of a method: two sides, and what people said of their pairs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from crosswalk.catalogue import Catalogue
from crosswalk.errors import GoldError
from crosswalk.interop.gold import ElementGold, GoldSet, IndicatorGold, Judgement, Place
from crosswalk.model import Framework, Kind, Statement
from crosswalk.suggest.side import Above, Side, side_of
from crosswalk.vocabulary import Predicate

#: Indicators that two annotators on average find substantially overlapping correspond.
_OVERLAPPING = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Two sides and the truth about their pairs.

    Attributes:
        name: What the table calls it.
        left: n things, each a query.
        right: m candidates.
        positive: Shape (n, m): true for pairs that correspond.
        grade: Shape (n, m): how far they do, as the gold grades it; below 0 for opposites.
        relations: How pairs relate, where people said so: (row, column) -> relation of left to right.
        counted: Shape (n, m): false for pairs that nobody considered, which are left out of every figure.
    """

    name: str
    left: Side
    right: Side
    positive: np.ndarray
    grade: np.ndarray
    counted: np.ndarray
    relations: Mapping[tuple[int, int], Predicate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Questions:
    """All tasks of one gold file.

    Attributes:
        tasks: In order of their names.
        joined: Whether one left item has its candidates spread over several tasks.
        complete: Whether people looked at every pair that is counted.
    """

    tasks: tuple[Task, ...]
    joined: bool = False
    complete: bool = True


def questions_of(
    gold: ElementGold | IndicatorGold | GoldSet, catalogue: Catalogue | None, said: Mapping[str, str]
) -> Questions:
    """What a gold file asks.

    Args:
        gold: As it was read.
        catalogue: The frameworks that element and indicator gold speaks of; a set needs none.
        said: Framework ids by the gold's document labels, where a user says them; others are found.

    Raises:
        GoldError: A document label fits no framework or several, or a statement is not in its framework.
    """
    if isinstance(gold, GoldSet):
        return Questions((_set_task(gold),), complete=False)
    assert catalogue is not None
    kind = Kind.ELEMENT if isinstance(gold, ElementGold) else Kind.INDICATOR
    index = _Index(gold, kind, catalogue, said)
    pairs: dict[tuple[str, str], list[Judgement]] = defaultdict(list)
    for judgement in gold.judgements:
        pairs[judgement.a.document, judgement.b.document].append(judgement)
    tasks = tuple(index.task(*labels, pairs[labels]) for labels in sorted(pairs))
    return Questions(tasks, joined=kind is Kind.INDICATOR)


def _set_task(gold: GoldSet) -> Task:
    positive = np.zeros((len(gold.left), len(gold.right)), dtype=bool)
    for pair in gold.pairs:
        positive[pair] = True
    return Task(
        name=gold.name,
        left=gold.left,
        right=gold.right,
        positive=positive,
        grade=positive.astype(np.float64),
        counted=np.ones_like(positive),
    )


class _Index:
    """Finds the statements that a gold file names.

    Args:
        gold: Element or indicator gold.
        kind: Which of the two.
        catalogue: Where to look.
        said: As in `questions_of`.
    """

    def __init__(
        self, gold: ElementGold | IndicatorGold, kind: Kind, catalogue: Catalogue, said: Mapping[str, str]
    ) -> None:
        self._gold = gold
        self._kind = kind
        named: dict[str, dict[Place, int]] = defaultdict(dict)
        for judgement in gold.judgements:
            for place in (judgement.a, judgement.b):
                named[place.document].setdefault(place, judgement.line)
        if unused := sorted(set(said) - set(named)):
            raise GoldError(
                f"no row is about a document {unused[0]!r}",
                remedy=f"Its documents are {', '.join(sorted(named))}.",
                path=gold.path,
            )
        self._frameworks = {
            label: self._framework(label, places, catalogue, said.get(label))
            for label, places in named.items()
        }
        self._known = {label: _by_words(framework, kind) for label, framework in self._frameworks.items()}
        self._sides = {label: self._side(label, named[label]) for label in named}

    def task(self, a: str, b: str, judgements: Iterable[Judgement]) -> Task:
        left, right = self._sides[a], self._sides[b]
        grade = np.zeros((len(left), len(right)))
        counted = np.full(grade.shape, self._kind is Kind.ELEMENT)
        relations: dict[tuple[int, int], Predicate] = {}
        places = [{name: place for place, name in enumerate(side.ids)} for side in (left, right)]
        for judgement in judgements:
            ends = [self._statement(end, judgement.line).id for end in (judgement.a, judgement.b)]
            cell = places[0][ends[0]], places[1][ends[1]]
            grade[cell] = judgement.grade
            counted[cell] = True
            if judgement.relation is not None:
                relations[cell] = judgement.relation
        enough = 1.0 if self._kind is Kind.ELEMENT else _OVERLAPPING
        name = " – ".join(self._frameworks[label].id for label in (a, b))
        return Task(
            name=name,
            left=left,
            right=right,
            positive=grade >= enough,
            grade=grade,
            counted=counted,
            relations=relations,
        )

    def _framework(
        self, label: str, places: Mapping[Place, int], catalogue: Catalogue, said: str | None
    ) -> Framework:
        if said is not None:
            for framework in catalogue.documents:
                if framework.id == said:
                    return framework
            raise GoldError(
                f"the project has no framework {said!r} for {label!r}",
                remedy=f"Its frameworks are {', '.join(f.id for f in catalogue.documents)}.",
                path=self._gold.path,
            )
        lacking = {}
        for framework in catalogue.documents:
            known = _by_words(framework, self._kind)
            lacking[framework.id] = [place for place in places if _plain(place.words) not in known]
        fitting = [framework for framework in catalogue.documents if not lacking[framework.id]]
        if len(fitting) == 1:
            return fitting[0]
        raise self._no_single(label, places, lacking)

    def _no_single(
        self, label: str, places: Mapping[Place, int], lacking: Mapping[str, list[Place]]
    ) -> GoldError:
        fitting = [name for name, missing in lacking.items() if not missing]
        if fitting:
            what, line = f"the document {label!r} could be {' or '.join(fitting)}", None
        else:
            nearest = min(lacking, key=lambda name: len(lacking[name]))
            missing = lacking[nearest][0]
            what = (
                f"no framework says all that the document {label!r} is said to say: "
                f"{missing.words[:80]!r} is not in {nearest}, which has most of it"
            )
            line = places[missing]
        remedy = f"Correct the wording, or say which framework it is: --document {label}=ID."
        return GoldError(what, remedy=remedy, path=self._gold.path, line=line)

    def _statement(self, place: Place, line: int) -> Statement:
        framework = self._frameworks[place.document]
        found = self._known[place.document].get(_plain(place.words))
        if not found:
            raise GoldError(
                f"{framework.id} has no {self._kind.value} {place.words[:80]!r}",
                remedy="Correct the wording, or name another framework with --document.",
                path=self._gold.path,
                line=line,
            )
        if len(found) > 1:
            # Elements of one title in two groups are told apart by the group.
            inside = [s for s in found if _plain(place.group) in map(_plain, _labels(framework, s))]
            return (inside or found)[0]
        return found[0]

    def _side(self, label: str, places: Mapping[Place, int]) -> Side:
        """What of the framework is compared: of several types of elements, those that the gold names."""
        framework = self._frameworks[label]
        types = {self._statement(place, line).item_type for place, line in places.items()}
        side = side_of(framework, self._kind)
        if self._kind is Kind.INDICATOR:
            return side
        return pick(side, [i for i, name in enumerate(side.ids) if framework.by_id[name].item_type in types])


def pick(side: Side, places: Iterable[int]) -> Side:
    """The items of a side at some places, in that order."""
    kept = list(places)
    return Side(
        ids=tuple(side.ids[i] for i in kept),
        titles=tuple(side.titles[i] for i in kept),
        texts=tuple(side.texts[i] for i in kept),
        parts=tuple(side.parts[i] for i in kept),
        negative=tuple(side.negative[i] for i in kept),
        paths=tuple(side.paths[i] for i in kept) if side.paths else (),
        above=Above(side.above.side, tuple(side.above.rows[i] for i in kept)) if side.above else None,
    )


def _by_words(framework: Framework, kind: Kind) -> dict[str, list[Statement]]:
    """Statements of a kind by their title and by their text."""
    known: dict[str, list[Statement]] = defaultdict(list)
    for statement in framework.of_kind(kind):
        for words in {_plain(statement.title), _plain(statement.text)} - {""}:
            known[words].append(statement)
    return dict(known)


def _labels(framework: Framework, statement: Statement) -> Iterator[str]:
    for above in framework.ancestors(statement):
        yield above.label


def _plain(words: str) -> str:
    """Words without what copying changes: white space, capitals, a colon or full stop at the end."""
    return " ".join(words.split()).casefold().rstrip(":. ")
