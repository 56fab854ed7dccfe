"""What to call a principle: words of its own members, never words of ours."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from crosswalk.model import Kind, Polarity, Statement, Term

#: A definition has about the length of a sentence: fewer words are a heading, more are a paragraph.
_SENTENCE = range(6, 41)

#: How many distinctive words are shown, and how distinctive they are at least: 1.96 standard deviations.
_TERMS, _DISTINCTIVE = 6, 1.96

#: The definition is a sentence of one of so many members, those nearest to the centre.
_NEAREST = 5

#: Texts to their vectors.
Encode = Callable[[Sequence[str]], np.ndarray]

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Name:
    """A label, a definition and terms, each with the id of the statement that it is quoted from."""

    label: str
    label_from: str
    definition: str
    definition_from: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class _Quote:
    words: str
    statement_id: str


def names_of(
    groups: Sequence[Sequence[Statement]], everything: Iterable[Statement], *, encode: Encode
) -> list[Name]:
    """A name for each group of statements, chosen from what they say themselves.

    The centre of a group is the mean of its frameworks' mean vectors, so that the framework with most words
    does not speak for all. The definition is the sentence nearest to the centre (the centroid of Radev et al.
    2004, "Centroid-based summarization of multiple documents"); the label is the title of the element nearest
    to it that no group before it is called by.

    Args:
        groups: Members of each, most stable first; none is empty.
        everything: All statements that could be members.
        encode: Turns n texts into unit vectors, shape (n, d).

    Raises:
        EncoderError: The model gives vectors that cannot be used.
    """
    known = _Vectors(encode, groups)
    centres = [known.centre(group) for group in groups]
    sentences = [_sentences_near(group, known, centre) for group, centre in zip(groups, centres, strict=True)]
    # All at once: a model takes several times as long for a few texts at a time.
    known.add(quote.words for quotes in sentences for quote in quotes)
    background = counts_of(everything)
    taken: set[str] = set()
    names = []
    for group, centre, quotes in zip(groups, centres, sentences, strict=True):
        label = _label(group, known, centre, taken)
        taken.add(label.words.casefold())
        definition = min(quotes, key=lambda quote: (-known.near(quote.words, centre), quote.statement_id))
        terms = terms_of(group, background)
        names.append(Name(label.words, label.statement_id, definition.words, definition.statement_id, terms))
    return names


class _Vectors:
    """Vectors of members' wordings, and of sentences where they are asked for; each text encoded once."""

    def __init__(self, encode: Encode, groups: Sequence[Sequence[Statement]]) -> None:
        self._encode = encode
        self._of: dict[str, np.ndarray] = {}
        self.add({s.wording for group in groups for s in group})

    def add(self, texts: Iterable[str]) -> None:
        """Encode what is not known yet."""
        # Sorted, because a set has no order of its own.
        new = sorted(set(texts) - self._of.keys())
        if new:
            self._of |= zip(new, np.asarray(self._encode(new), dtype=np.float64), strict=True)

    def centre(self, group: Sequence[Statement]) -> np.ndarray:
        """Mean of the frameworks' means, shape (d,)."""
        of: dict[str, list[np.ndarray]] = {}
        for statement in group:
            of.setdefault(statement.framework_id, []).append(self._of[statement.wording])
        return np.asarray(np.mean([np.mean(rows, axis=0) for rows in of.values()], axis=0))

    def near(self, text: str, centre: np.ndarray) -> float:
        """How near a text is to a centre; rounded, so that equals are equal on every machine."""
        return round(float(self._of[text] @ centre), 6)


def _label(group: Sequence[Statement], known: _Vectors, centre: np.ndarray, taken: set[str]) -> _Quote:
    wanted = _wanted(group)
    titled = [s for s in wanted if s.kind is Kind.ELEMENT and s.title] or wanted
    ordered = sorted(titled, key=lambda s: (-known.near(s.wording, centre), s.id))
    free = [s for s in ordered if s.label.casefold() not in taken]
    # Where every title is taken, a member's own sentence still tells this principle from the others.
    free = free or [s for s in wanted if s.label.casefold() not in taken] or ordered
    return _Quote(free[0].label, free[0].id)


def _sentences_near(group: Sequence[Statement], known: _Vectors, centre: np.ndarray) -> list[_Quote]:
    """What could define a group: sentences of the members nearest to its centre."""
    said = [s for s in _wanted(group) if s.sentences] or _wanted(group)
    nearest = sorted(said, key=lambda s: (-known.near(s.wording, centre), s.id))
    # A sentence that defines is looked for among the nearest first; the rest is there where they have none.
    some = _sentences(nearest[:_NEAREST]) or _sentences(nearest)
    return some or [_Quote(s.label, s.id) for s in nearest]


def _wanted(group: Sequence[Statement]) -> list[Statement]:
    """Members that say what is wanted; all where there are only warnings."""
    return [s for s in group if s.polarity is Polarity.POSITIVE] or list(group)


def _sentences(statements: Iterable[Statement]) -> list[_Quote]:
    """Sentences of the length of a sentence."""
    every = [_Quote(sentence, s.id) for s in statements for sentence in s.sentences]
    return [quote for quote in every if len(quote.words.split()) in _SENTENCE]


def terms_of(group: Sequence[Statement], background: Counter[str]) -> tuple[Term, ...]:
    """Words that a group uses more than the other statements do.

    z-score of the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008,
    "Fightin' Words", equations 15, 16, 20 and 22). The prior is what all statements say, as if as many words
    of theirs had been seen as the group has, so a rare word needs more than chance. A word counts once a
    statement.

    Args:
        group: Members, most stable first.
        background: `counts_of` all statements, the group among them.
    """
    own = counts_of(group)
    size, all_words = own.total(), background.total()
    rest_size = all_words - size
    terms = []
    for word, count in own.items():
        prior = size * background[word] / all_words
        ours, theirs = count + prior, background[word] - count + prior
        ratio = _log_odds(ours, 2 * size) - _log_odds(theirs, rest_size + size)
        weight = ratio / math.sqrt(1 / ours + 1 / theirs)
        if weight >= _DISTINCTIVE:
            found_in = next(s.id for s in group if word in _words(s))
            terms.append(Term(word=word, found_in=found_in, weight=round(weight, 3)))
    return tuple(sorted(terms, key=lambda term: (-term.weight, term.word))[:_TERMS])


def _log_odds(count: float, total: float) -> float:
    # Where a word is all that is said, its odds are as good as certain.
    return math.log(count / max(total - count, 1e-9))


def counts_of(statements: Iterable[Statement]) -> Counter[str]:
    """How many statements have each word."""
    return Counter(word for statement in statements for word in _words(statement))


def _words(statement: Statement) -> set[str]:
    return set(_WORD.findall(statement.wording.lower()))
