"""Text to vectors: one file an encoder, each importing its model's library only when it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from crosswalk.errors import EncoderError

#: Vectors of n texts: float32, shape (n, d), each row of unit length, so that a dot product is a cosine.
Vectors: TypeAlias = npt.NDArray[np.float32]

#: Vectors of k words: shape (k, d), each row of unit length. In half precision, because there are many and
#: they are only compared.
WordVectors: TypeAlias = npt.NDArray[np.float16]

#: What `load_encoder` takes where nobody says otherwise.
DEFAULT_ENCODER = "minilm"

_BY_NAME = "sentence-transformers:"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model makes of one text and of every word in it.

    Attributes:
        vector: Of the whole text, bit for bit as `encode` gives it; shape (d,), unit length, float32.
        words: The k words of the text in their order, in lower case and without white space. Signs are no
            words: a text of signs alone has none, and k is 0.
        word_vectors: Of each word as the model reads it in this place; shape (k, d), unit length, float16.
            Zeros where the model makes nothing of a word.
    """

    vector: Vectors
    words: tuple[str, ...]
    word_vectors: WordVectors


class Encoder(Protocol):
    """Something that turns texts into vectors.

    A text's vectors depend on that text alone, bit for bit: not on its company, its place or its batch.
    """

    @property
    def name(self) -> str:
        """Model, weights and runtime: differs whenever the vectors would, so vectors are kept under it."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, in the same order, shape (n, d); no texts give shape (0, d).

        The whole of each text counts, however long it is.

        Raises:
            EncoderError: A text is empty, or the model cannot be loaded or gives vectors that cannot be used.
        """
        ...

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Vectors of texts and of their words, in the same order; no texts give an empty list.

        The whole of each text counts, however long it is.

        Raises:
            EncoderError: As for `encode`.
        """
        ...


def load_encoder(spec: str = DEFAULT_ENCODER, *, progress: bool = False) -> Encoder:
    """The encoder that a user asked for.

    Args:
        spec: `minilm`, or `sentence-transformers:` and the name of a model or the path of its folder.
        progress: Let the model's library show its own progress bars; a download can be long.

    Raises:
        EncoderError: There is no such encoder, or its model cannot be loaded.
        MissingExtra: It needs packages that the default install leaves out.
    """
    if spec == DEFAULT_ENCODER:
        from crosswalk.suggest.encoders.minilm import MiniLM

        return MiniLM()
    model = spec.removeprefix(_BY_NAME).strip()
    if spec.startswith(_BY_NAME) and model:
        from crosswalk.suggest.encoders.sentence_transformers import SentenceTransformersEncoder

        return SentenceTransformersEncoder(model, progress=progress)
    raise EncoderError(
        f"there is no encoder {spec!r}",
        remedy=f"Possible are {DEFAULT_ENCODER!r} (the default) and '{_BY_NAME}NAME_OR_PATH' for any "
        "sentence-transformers model by its name or folder.",
    )
