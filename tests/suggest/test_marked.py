from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crosswalk.suggest.marked import Piece, marked
from crosswalk.suggest.word_by_word import JOINING

WORDINGS = st.text() | st.lists(
    st.sampled_from(
        ["Shares", "shares", "what", "the", "partners", "’s", "self-aware", ",", ".", " ", "\n", "é"]
    )
).map(" ".join)


def shared(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.words for piece in pieces if piece.shared]


@given(WORDINGS, WORDINGS)
def test_the_pieces_joined_are_the_wording_again(first: str, second: str) -> None:
    pieces = marked(first, second)

    assert "".join(piece.words for piece in pieces[0]) == first
    assert "".join(piece.words for piece in pieces[1]) == second
    for of_one in pieces:
        assert all(piece.words for piece in of_one)
        assert all(a.shared is not b.shared for a, b in pairwise(of_one))


@given(WORDINGS, WORDINGS)
def test_what_is_shared_is_shared_by_both(first: str, second: str) -> None:
    ours, theirs = marked(first, second)

    assert bool(shared(ours)) is bool(shared(theirs))
    assert marked(second, first) == (theirs, ours)


def test_the_same_words_are_marked_whatever_their_place_and_capitals() -> None:
    ours, theirs = marked("Partners share power.", "We share it with partners")

    assert shared(ours) == ["Partners share"]
    assert shared(theirs) == ["share", "partners"]


def test_neighbours_make_one_piece_and_signs_between_words_part_them() -> None:
    assert shared(marked("open, honest talk", "honest open talk")[0]) == ["open", "honest talk"]


def test_words_that_only_join_others_are_not_marked() -> None:
    assert {"with", "the"} <= JOINING
    assert shared(marked("Works with the staff", "Talks with the board")[0]) == []
    assert shared(marked("Shares with partners", "Shares with all partners")[0]) == ["Shares", "partners"]


def test_a_word_with_a_hyphen_or_an_apostrophe_is_one_word() -> None:
    assert shared(marked("Is self-aware.", "Knows self.")[0]) == []
    assert shared(marked("Is self-aware.", "Be self-aware!")[0]) == ["self-aware"]
    assert shared(marked("The leader’s role", "A leader’s duty")[0]) == ["leader’s"]


def test_wordings_without_a_word_in_common_are_one_piece_each() -> None:
    assert marked("Dares.", "Plans.") == ((Piece("Dares.", shared=False),), (Piece("Plans.", shared=False),))
    assert marked("", "Plans.") == ((), (Piece("Plans.", shared=False),))
