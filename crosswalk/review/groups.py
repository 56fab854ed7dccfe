"""Questions that ask the same thing several times, to be decided at once."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from crosswalk.review.question import Question
from crosswalk.review.queues import from_the_other_end
from crosswalk.vocabulary import Predicate

#: Numbers stay whole (1.5 is not 1-5, nor is 5 less than 5), and so do signs that change a meaning.
_WORDS = re.compile(r"(?<!\w)[-−]?\d+(?:[^\w\s]\d+)*|\d+|[^\W\d_]+|[+<>=≤≥±%£$€°]")

#: Short words in capitals mean something else in small letters: IT, US, WHO.
_CAPITALS = re.compile(r"[A-Z]{2,4}")

#: Organization and organisation are one word.
_IZE = re.compile(r"(?<=\w{3})iz(?=(?:e[ds]?|ers?|ing|ations?)$)")

#: Words that may be there or not. None else: "not", "own", "some", and every noun make a difference.
_ARTICLES = frozenset({"a", "an", "the"})

#: What a statement says and where it stands, so that two with the same are one.
_End = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that one answer settles.

    Attributes:
        key: Id of 16 letters and digits; stays while the words do, whichever questions are open.
        questions: Two or more, by their ids, all turned the same way: the subjects are of one framework.
        subject_wording: What the subjects say; where `same`, what the first one does.
        object_wording: What the objects say; likewise.
        same: True where subject and object of each question say the same word for word.
    """

    key: str
    questions: tuple[Question, ...]
    subject_wording: str
    object_wording: str
    same: bool


def near_identical(
    questions: Iterable[Question], wording: Mapping[str, str], *, apart: Mapping[str, str] | None = None
) -> list[Group]:
    """Put questions together that one answer settles.

    Two statements of one framework are near-identical where the same words follow each other in both; case,
    punctuation, `&` for `and`, `-ize` for `-ise` and articles make no difference. One word more may be the
    one that matters: the two indicators of the five documents that come closest to each other differ in
    `team` and `organisation`, which is their level. So nothing is measured, and no group can grow from one
    small difference to the next. Questions between near-identical statements are one group, but an opposite
    is never with the others. Those in which both sides say the same word for word are another, one for every
    two frameworks.

    Args:
        questions: Each pair once.
        wording: What each statement says; a question about another one is in no group.
        apart: What sets statements apart that say the same, such as the level they stand on, or that they
            warn: near-identical statements have the same, and so have all subjects, and all objects, of
            questions put together.

    Returns:
        The largest first, then by the pair of the first question. No question is in two.
    """
    marks = apart or {}
    said: dict[str, _End] = {}
    groups: dict[_End, list[Question]] = {}
    for question in sorted(questions, key=lambda q: q.pair):
        if question.subject_id in wording and question.object_id in wording:
            for id_ in question.pair:
                # Statements are few beside questions, so each is read once.
                said[id_] = said.get(id_) or _read(wording[id_])
            key, turned = _asked(question, said, marks)
            groups.setdefault(key, []).append(turned)
    found = [_group(key, own, wording) for key, own in groups.items() if len(own) > 1]
    return sorted(found, key=lambda group: (-len(group.questions), group.questions[0].pair))


def _asked(question: Question, words: Mapping[str, _End], apart: Mapping[str, str]) -> tuple[_End, Question]:
    """What a question asks, and the question read from the end that sorts first."""
    ids = question.subject_id, question.object_id
    said = [words[id_] for id_ in ids]
    places: list[_End] = [(id_.partition(":")[0], apart.get(id_, "")) for id_ in ids]
    opposite = question.predicate_id is Predicate.OPPOSITE
    if said[0] == said[1] and said[0] and not opposite:
        first, second = places
        parts = ["same"]
    else:
        # A text without a word says nothing that another could say too.
        first, second = (
            (*place, " ".join(word for word in own if word not in _ARTICLES) or f"\n{id_}")
            for place, own, id_ in zip(places, said, ids, strict=True)
        )
        parts = ["opposite" if opposite else "match"]
    if second < first:
        return (*parts, *second, *first), from_the_other_end(question)
    return (*parts, *first, *second), question


def _read(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", text).replace("&", " and ")
    words = _WORDS.findall(re.sub("['’]", "", plain))
    shouted = plain.upper() == plain
    return tuple(w if _CAPITALS.fullmatch(w) and not shouted else _IZE.sub("is", w.casefold()) for w in words)


def _group(key: _End, questions: list[Question], wording: Mapping[str, str]) -> Group:
    first = questions[0]
    return Group(
        key=blake2b("\n".join(key).encode(), digest_size=8).hexdigest(),
        questions=tuple(questions),
        subject_wording=wording[first.subject_id],
        object_wording=wording[first.object_id],
        same=key[0] == "same",
    )
