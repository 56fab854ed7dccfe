"""A pair of statements as pages show it: both wordings in full, what they share, and the reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Polarity, Statement, Status
from crosswalk.suggest.explain import Explanation, Rank, explain
from crosswalk.suggest.explained import relation_words
from crosswalk.suggest.marked import Piece
from crosswalk.suggest.pairwise import Pairwise


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a statement: whether the other one has them too, and whether they are its title."""

    words: str
    shared: bool
    title: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One of the two statements of a pair.

    Attributes:
        framework: Whose it is.
        path: Where it stands there; empty at the top.
        statement: The statement.
        wording: Its whole wording; joined, the stretches are the wording again.
        rank: Where the other one stands among all its partners; None where that is not known.
    """

    framework: Framework
    path: str
    statement: Statement
    wording: tuple[Stretch, ...]
    rank: Rank | None

    @property
    def warns(self) -> bool:
        """Whether the statement warns against what it says."""
        return self.statement.polarity is Polarity.NEGATIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedPair:
    """A suggested pair with everything that speaks for and against it.

    Attributes:
        anchor: Its place on the page.
        explanation: As `explain` gives it.
        relation: The suggested relation, in a sentence.
        ends: Both statements; the one that warns stands first.
        shared: The words that stand in both, in the order of the first.
        instead_anchor: Where the first one's best other partner is explained; empty where it is not.
        status: What people's votes make of the pair.
    """

    anchor: str
    explanation: Explanation
    relation: str
    ends: tuple[End, End]
    shared: tuple[str, ...]
    instead_anchor: str
    status: Status = Status.OPEN

    @property
    def each_others_best(self) -> bool:
        """Whether each of the two comes first for the other."""
        return all(end.rank is not None and end.rank.place == 1 for end in self.ends)


def explained_pair(
    subject_id: str,
    object_id: str,
    pairwise: Pairwise,
    *,
    anchors: Mapping[tuple[str, str], str] | None = None,
) -> ExplainedPair:
    """A pair of statements that can be compared, with everything that speaks for and against it.

    Args:
        subject_id: CURIE of a statement.
        object_id: CURIE of another one.
        pairwise: What is compared.
        anchors: Where other pairs are explained on the same page, by their ids.

    Raises:
        UnknownStatement: An id does not exist, or the two cannot be compared; the message says why.
    """
    said = explain(subject_id, object_id, pairwise)
    ends = (
        make_end(said.subject, said.subject_words, pairwise.catalogue, rank=said.from_subject),
        make_end(said.object, said.object_words, pairwise.catalogue, rank=said.from_object),
    )
    words = [piece.words for piece in said.subject_words if piece.shared]
    instead = said.instead.id if said.instead else ""
    return ExplainedPair(
        anchor=anchor_of(subject_id, object_id),
        explanation=said,
        relation=relation_words(said),
        ends=(ends[1], ends[0]) if ends[1].warns and not ends[0].warns else ends,
        shared=tuple({word.casefold(): word for word in reversed(words)}.values())[::-1],
        instead_anchor=(anchors or {}).get((said.subject.id, instead), ""),
    )


def anchor_of(subject_id: str, object_id: str) -> str:
    """Where a pair is explained on a page."""
    return f"{subject_id}--{object_id}"


def make_end(
    statement: Statement, words: Sequence[Piece], catalogue: Catalogue, *, rank: Rank | None = None
) -> End:
    """One statement of a pair as a page shows it.

    Args:
        statement: The statement.
        words: Its wording in pieces, as `marked` gives them.
        catalogue: All frameworks.
        rank: Where the other one stands among all its partners; None where that is not known.
    """
    framework = catalogue.owner(statement.id)
    return End(
        framework=framework,
        path=framework.path(statement),
        statement=statement,
        wording=tuple(_stretches(words, title=_title_length(statement))),
        rank=rank,
    )


def _title_length(statement: Statement) -> int:
    """How many characters of the wording are the title and the stop behind it."""
    if statement.title and statement.text:
        return len(statement.wording) - len(statement.text) - 1
    return len(statement.title)


def _stretches(pieces: Sequence[Piece], *, title: int) -> Iterator[Stretch]:
    left = title
    for piece in pieces:
        for words, of_title in ((piece.words[: max(left, 0)], True), (piece.words[max(left, 0) :], False)):
            if words:
                yield Stretch(words, piece.shared, of_title)
        left -= len(piece.words)
