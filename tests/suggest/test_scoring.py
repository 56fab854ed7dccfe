import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from crosswalk.suggest.encoded import encode_sides
from crosswalk.suggest.letters import letter_weights
from crosswalk.suggest.scoring import score
from crosswalk.suggest.side import Side
from crosswalk.suggest.views import (
    headings_against_parts,
    views_for,
    whole,
    whole_without_voice,
)
from tests.worlds import LetterEncoder

WORDS = st.text("abcdefgh –'é", min_size=1, max_size=30).filter(str.strip)


def side(*titles: str, parts: tuple[tuple[str, ...], ...] | None = None) -> Side:
    n = len(titles)
    return Side(
        ids=tuple(f"x:{i}" for i in range(n)),
        titles=titles,
        texts=("",) * n,
        parts=parts or ((),) * n,
        negative=(False,) * n,
    )


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_letter_weights_are_those_of_scikit_learn(texts: list[str]) -> None:
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    ours = letter_weights(texts)

    np.testing.assert_allclose((ours @ ours.T).toarray(), (theirs @ theirs.T).toarray(), atol=1e-9)


def test_the_same_words_are_most_alike() -> None:
    left = side("Sharing information", "Managing money", "Courage")
    right = side("Courage", "Sharing information", "Managing money")

    scores = score(left, right, LetterEncoder())

    assert scores.argmax(axis=1).tolist() == [1, 2, 0]


def test_scores_are_standardised_over_all_pairs() -> None:
    scores = score(side("One thing", "Another", "A third"), side("One", "Two"), LetterEncoder())

    assert scores.mean() == pytest.approx(0)
    assert scores.std() == pytest.approx(1)


def test_one_pair_alone_says_nothing_and_breaks_nothing() -> None:
    assert score(side("Courage"), side("Courage"), LetterEncoder()).tolist() == [[0.0]]


def test_a_side_without_things_gives_no_scores() -> None:
    assert score(side(), side("Courage"), LetterEncoder()).shape == (0, 1)


def test_changing_sides_turns_the_scores_round() -> None:
    left = side("Sharing", "Courage", parts=(("Shares it.", "Tells all."), ("Dares.",)))
    right = side("Tells", "Dares")

    forth, back = score(left, right, LetterEncoder()), score(right, left, LetterEncoder())

    np.testing.assert_allclose(forth, back.T, atol=1e-12)


def test_what_a_whole_side_says_is_its_voice_and_counts_for_nothing() -> None:
    # Every item of both sides speaks of children and families; only the rest tells them apart.
    left = side("Vision for children and families", "Money for children and families")
    right = side("Money with children and families", "Vision with children and families")
    encoded = encode_sides((left, right), LetterEncoder())

    plain, voiceless = whole(*encoded), whole_without_voice(*encoded)

    assert voiceless[0, 1] - voiceless[0, 0] > plain[0, 1] - plain[0, 0]


def test_a_heading_is_known_by_what_the_other_side_asks_below() -> None:
    left = side("Sharing information", "Courage", parts=(("Aaa bbb.",), ("Ccc ddd.",)))
    right = side("Qqq", "Zzz", parts=(("Dares courageously.",), ("Is sharing information.",)))

    scores = headings_against_parts(*encode_sides((left, right), LetterEncoder()))

    assert scores[0, 1] > scores[0, 0]
    assert scores[1, 0] > scores[1, 1]


def test_views_of_parts_are_asked_only_where_there_are_parts() -> None:
    leaves = views_for(side("a"), side("b"))
    elements = views_for(side("a", parts=(("x",),)), side("b"))

    assert headings_against_parts not in leaves.values()
    assert headings_against_parts in elements.values()


def test_every_distinct_text_is_encoded_once_and_progress_is_told() -> None:
    asked: list[str] = []
    told: list[tuple[int, int]] = []

    class Counting(LetterEncoder):
        def encode(self, texts: list[str]) -> np.ndarray:
            asked.extend(texts)
            return super().encode(texts)

    both = side("Sharing", "Courage", parts=(("Dares.",), ("Dares.",)))
    encode_sides((both, both), Counting(), progress=lambda done, total: told.append((done, total)))

    assert sorted(asked) == ["Courage", "Dares.", "Sharing"]
    assert told == [(3, 3)]
