"""What a user would pick instead: the methods that ours is measured beside."""

from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from tokenizers import Tokenizer

from crosswalk.evaluation.figures import Method
from crosswalk.evaluation.methods import PlainCosine, full_texts
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.side import Side

BASELINE = "cosine, full text"
FIRST = "cosine, 254 pieces"
RIVAL = "regulatory-crosswalk"


def tf_idf(analyzer: str, lengths: tuple[int, int]) -> Method:
    """Cosine of TF-IDF vectors, fitted on both sides together, counts damped by their logarithm."""

    def compare(left: Side, right: Side) -> np.ndarray:
        texts = full_texts(left), full_texts(right)
        vectorizer = TfidfVectorizer(analyzer=analyzer, ngram_range=lengths, sublinear_tf=True)
        vectorizer.fit([*texts[0], *texts[1]])
        product = vectorizer.transform(texts[0]) @ vectorizer.transform(texts[1]).T
        return np.asarray(product.toarray())

    return compare


def rival() -> Method | None:
    """The nearest package that does the same job; None where it is not installed."""
    try:
        import pandas as pd
        from regulatory_crosswalk import align_corpora
    except ImportError:
        return None

    def compare(left: Side, right: Side) -> np.ndarray:
        tables = [pd.DataFrame({"id": range(len(side)), "text": full_texts(side)}) for side in (left, right)]
        found = align_corpora(*tables, top_k=len(right))
        scores = np.zeros((len(left), len(right)))
        scores[found["source_id"], found["target_id"]] = found["cosine_similarity"]
        return scores

    return compare


def one_window(encoder: Encoder) -> Method:
    """Plain cosine of what the default model reads at once; the rest is dropped, as its publishers do."""
    import crosswalk.suggest.encoders.minilm as model

    tokenizer = Tokenizer.from_file(str(Path(model.__file__).with_name("tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def cut(side: Side) -> list[str]:
        texts = full_texts(side)
        pieces = tokenizer.encode_batch(texts, add_special_tokens=False)
        ends = [piece.offsets[: model.CAPACITY][-1][1] for piece in pieces]
        return [text[:end] for text, end in zip(texts, ends, strict=True)]

    def compare(left: Side, right: Side) -> np.ndarray:
        return np.asarray(encoder.encode(cut(left)) @ encoder.encode(cut(right)).T)

    return compare


def compared(encoder: Encoder, *, quick: bool) -> dict[str, Method]:
    """Every method but ours by its name; quick leaves out what compares spelling only."""
    others: dict[str, Method] = {}
    if not quick:
        others["TF-IDF words"] = tf_idf("word", (1, 1))
        others["TF-IDF characters"] = tf_idf("char_wb", (3, 5))
        if package := rival():
            others[RIVAL] = package
        else:
            print(f"{RIVAL} is not installed and left out: python -m pip install {RIVAL}\n")
    return others | {FIRST: one_window(encoder), BASELINE: PlainCosine(encoder, everything=True)}
