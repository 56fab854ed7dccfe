import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from crosswalk.suggest.letters import letter_weights

WORDS = st.text("abcdefgh –'é", min_size=1, max_size=30).filter(str.strip)


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_letter_weights_are_those_of_scikit_learn(texts: list[str]) -> None:
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    ours = letter_weights(texts)

    np.testing.assert_allclose((ours @ ours.T).toarray(), (theirs @ theirs.T).toarray(), atol=1e-9)


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_every_text_with_words_is_wholly_like_itself(texts: list[str]) -> None:
    rows = letter_weights([*texts, "  "])

    alike = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    np.testing.assert_allclose(alike, [1.0] * len(texts) + [0.0], atol=1e-12)


def test_capitals_make_no_difference() -> None:
    rows = letter_weights(["Leading CHANGE", "leading change", "courage"])

    np.testing.assert_allclose(rows[0].toarray(), rows[1].toarray())


def test_a_run_that_few_texts_have_counts_more_than_one_that_most_have() -> None:
    rows = letter_weights(["lead courage", "lead kindly", "lead courage now", "lead well", "lead on"])

    alike = (rows @ rows.T).toarray()
    assert alike[0, 2] > 2 * alike[0, 1]


def test_no_text_gives_no_row() -> None:
    assert letter_weights([]).shape == (0, 0)
