"""The states behind a sentence-transformers model's vectors: one for each word piece, where it shows them."""

from collections.abc import Callable, Sequence
from typing import Any

from crosswalk.errors import EncoderError
from crosswalk.suggest.encoders.words import Words, in_place


def words_in_place(
    texts: Sequence[str], *, made: Sequence[dict[str, Any]], tokenizer: Callable[..., Any], prompt: str
) -> list[Words]:
    """Words of texts, each as the model reads it in its place.

    Args:
        texts: What the model read.
        made: What it made of each: the library's tensors by name, as its `encode` gives them for no
            `output_value`.
        tokenizer: The model's own.
        prompt: What the library puts before each text.

    Raises:
        EncoderError: The model does not show it: static embeddings know no places, a tokenizer in Python
            does not say which piece stands where, and states of another length are no kin of the vectors.
    """
    if not getattr(tokenizer, "is_fast", False):
        raise _not_shown(tokenizer)
    # The library does not keep the places of the pieces, so they are found once more, and compared.
    again = tokenizer([prompt + text for text in texts], return_offsets_mapping=True, verbose=False)
    words = []
    for text, of_text, ids, places in zip(
        texts, made, again["input_ids"], again["offset_mapping"], strict=True
    ):
        states, read = of_text.get("token_embeddings"), of_text.get("input_ids")
        if states is None or read is None or states.shape != (len(read), len(of_text["sentence_embedding"])):
            raise _not_shown(tokenizer)
        there = of_text["attention_mask"].bool()
        if read[there].tolist() != ids:
            raise _not_shown(tokenizer)
        shifted = [(start - len(prompt), end - len(prompt)) for start, end in places]
        words.append(in_place(text, shifted, states[there].float().cpu().numpy()))
    return words


def _not_shown(tokenizer: object) -> EncoderError:
    return EncoderError(
        f"the model with the tokenizer {type(tokenizer).__name__} does not show states of word pieces",
        remedy="Choose another encoder.",
    )
