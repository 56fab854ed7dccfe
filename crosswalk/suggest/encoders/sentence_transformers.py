"""Any sentence-transformers model, by its name on the hub or by its folder; on a GPU if there is one."""

import hashlib
import math
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from crosswalk.errors import EncoderError, MissingExtra
from crosswalk.suggest.encoders import Reading, Vectors
from crosswalk.suggest.encoders.hushed import hushed
from crosswalk.suggest.encoders.states import words_in_place
from crosswalk.suggest.encoders.windows import METHOD, batches_of_equal_length, encode_whole, read_whole
from crosswalk.suggest.encoders.words import Words, alone

_T = TypeVar("_T")

#: Seconds to wait for the hub's first answer. Left alone, the library tries for more than a minute.
_PATIENCE = 5.0

#: Names without an owner are the library's own models.
_LIBRARY = "sentence-transformers"

_INSTEAD = (
    "Give the folder of a model on this machine (sentence-transformers:PATH), download the model on a "
    "machine that reaches the hub and copy its folder, or use the default encoder (minilm)."
)


class _Place(NamedTuple):
    """Where a model is.

    Attributes:
        source: A folder, or `owner/name` on the hub.
        revision: Commit on the hub; None for a folder.
        local_only: True where the hub must not be asked again.
        identity: Names the weights for the encoder's name.
    """

    source: str
    revision: str | None
    local_only: bool
    identity: str


class SentenceTransformersEncoder:
    """A sentence-transformers model; the library chooses the device.

    Texts longer than the model's window are cut, and all of them counts. A text gets the same vector bit for
    bit, whatever its company, on one machine: every batch holds texts of equal length and has the same
    number of rows (the last text is repeated to fill it), since torch chooses its arithmetic by the shape of
    a batch.

    Args:
        model: `owner/name` on the hub (an owner left out is `sentence-transformers`), or a folder.
        progress: Show the library's progress bars and messages.

    Raises:
        MissingExtra: sentence-transformers is not installed.
        EncoderError: The folder holds no model, the hub does not have it, or the hub cannot be reached.
    """

    def __init__(self, model: str, *, progress: bool = False) -> None:
        with hushed(progress=progress):
            try:
                from sentence_transformers import SentenceTransformer
            except ImportError as problem:
                raise MissingExtra(
                    f"the encoder sentence-transformers:{model} needs packages that are not installed "
                    f"({problem})",
                    remedy='Install them: python -m pip install "crosswalk-analyser[models]"',
                ) from problem
            place = _in_folder(model) or _on_hub(model)
            try:
                self._model = SentenceTransformer(
                    place.source, revision=place.revision, local_files_only=place.local_only
                )
                self._capacity = self._room()
                self._count(["one"])
            except Exception as problem:
                raise _cannot_load(model, problem) from problem
        self._rows = 4 if self._model.device.type == "cpu" else 32
        self.name = (
            f"{place.identity} (sentence-transformers {version('sentence-transformers')}, "
            f"torch {version('torch')}, {self._model.device.type}, {METHOD})"
        )

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, shape (n, d).

        Raises:
            EncoderError: A text has no words, the model fails, or its vectors cannot be used.
        """
        if not texts:
            return np.empty((0, self._model.get_embedding_dimension() or 0), dtype=np.float32)
        with self._failing(texts):
            return encode_whole(
                texts,
                name=self.name,
                count=self._count,
                capacity=self._capacity,
                encode_windows=self._encode_windows,
            )

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Vectors of texts, those of `encode` bit for bit, and of their words.

        Where the model does not show what it makes of a word in its place, the word is encoded alone.

        Raises:
            EncoderError: As for `encode`.
        """
        if not texts:
            return []
        with self._failing(texts):
            return read_whole(
                texts,
                name=self.name,
                count=self._count,
                capacity=self._capacity,
                read_windows=self._read_windows,
            )

    @contextmanager
    def _failing(self, texts: Sequence[str]) -> Iterator[None]:
        try:
            yield
        except RuntimeError as problem:
            raise EncoderError(
                f"the model {self.name} failed on {len(texts)} texts ({_first_line(problem)})",
                remedy="If the memory of a GPU is too small, hide it (CUDA_VISIBLE_DEVICES=) or choose a "
                "smaller model.",
            ) from problem

    def _room(self) -> float:
        """Word pieces that the model reads of one text, its own marks and its prompt taken off."""
        limit = self._model.max_seq_length
        if limit is None or math.isinf(limit):
            return math.inf
        tokenizer: Any = self._model.tokenizer
        return float(limit - len(tokenizer(self._prompt)["input_ids"]))

    @property
    def _prompt(self) -> str:
        """What the library puts before each text."""
        return str(self._model.prompts.get(self._model.default_prompt_name or "", ""))

    def _count(self, texts: Sequence[str]) -> list[int]:
        if math.isinf(self._capacity):
            return [1] * len(texts)
        tokenizer: Any = self._model.tokenizer
        found = tokenizer(
            list(texts), add_special_tokens=False, truncation=False, padding=False, verbose=False
        )
        return [len(ids) for ids in found["input_ids"]]

    def _encode_windows(self, windows: Sequence[str]) -> npt.NDArray[np.floating]:
        """The model's vectors, shape (m, d), of m texts that fit into its window."""
        return np.stack(self._run(windows, self._encode_batch))

    def _read_windows(self, windows: Sequence[str]) -> tuple[npt.NDArray[np.floating], Sequence[Words]]:
        """The same vectors, and the words of each text."""
        if self._shows_words:
            vectors, words = zip(*self._run(windows, self._read_batch), strict=True)
            return np.stack(vectors), words
        of_texts = self._encode_windows(windows)
        return of_texts, alone(windows, encode=self._encode_windows, dimension=of_texts.shape[1])

    def _run(self, windows: Sequence[str], run: Callable[[list[str]], Iterable[_T]]) -> list[_T]:
        """What `run` makes of each text, given in batches of equal length and always as many rows."""
        made: dict[int, _T] = {}
        for batch in batches_of_equal_length(self._count(windows), rows=lambda _: self._rows):
            filled = [windows[index] for index in batch]
            filled += filled[-1:] * (self._rows - len(filled))
            made.update(zip(batch, run(filled), strict=False))
        return [made[index] for index in range(len(windows))]

    def _encode_batch(self, batch: list[str]) -> npt.NDArray[np.floating]:
        return np.asarray(self._model.encode(batch, batch_size=self._rows, show_progress_bar=False))

    def _read_batch(self, batch: list[str]) -> list[tuple[npt.NDArray[np.floating], Words]]:
        tokenizer: Any = self._model.tokenizer
        made = self._model.encode(batch, batch_size=self._rows, show_progress_bar=False, output_value=None)
        words = words_in_place(batch, made=made, tokenizer=tokenizer, prompt=self._prompt)
        return [
            (of_text["sentence_embedding"].float().cpu().numpy(), of_words)
            for of_text, of_words in zip(made, words, strict=True)
        ]

    @cached_property
    def _shows_words(self) -> bool:
        """Tried out once, so that all texts are read in one way."""
        try:
            return all(len(found.words) == 2 for _, found in self._read_batch(["One two."] * self._rows))
        except EncoderError:
            return False


def _in_folder(model: str) -> _Place | None:
    """The folder of that name; None where the name can only be one on the hub.

    Raises:
        EncoderError: The name is a path, and no folder is there.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return _Place(str(folder), None, True, f"{folder.resolve().name} sha256 {_fingerprint(folder)[:16]}")
    if model.startswith((".", "/", "~")) or "\\" in model or model.count("/") > 1 or folder.exists():
        raise EncoderError("there is no folder of a model here", remedy=_INSTEAD, path=model)
    return None


def _fingerprint(folder: Path) -> str:
    """sha256 (hex) over the names and contents of all files that could change what the model says.

    Contents, not sizes: a model trained further has files of the same sizes.
    """
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        relative = path.relative_to(folder)
        if path.suffix.lower() == ".md" or any(part.startswith(".") for part in relative.parts):
            continue
        with path.open("rb") as opened:
            content = hashlib.file_digest(opened, "sha256").hexdigest()
        total.update(f"{relative.as_posix()}\n{content}\n".encode())
    return total.hexdigest()


def _on_hub(model: str) -> _Place:
    """The model on the hub, or as an earlier download left it on this machine.

    The hub is asked once, with a short limit, before the library sets out: it asks for many files and tries
    each of them for half a minute.

    Raises:
        EncoderError: The hub does not know the model, or cannot be reached and nothing was downloaded.
    """
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HFValidationError, RepositoryNotFoundError

    repo = model if "/" in model else f"{_LIBRARY}/{model}"
    try:
        revision = HfApi().model_info(repo, timeout=_PATIENCE).sha
        return _Place(repo, revision, False, f"{repo}@{revision}")
    except (RepositoryNotFoundError, HFValidationError) as problem:
        raise EncoderError(
            f"the hub has no model {repo!r} for you: unknown, private or misspelt", remedy=_INSTEAD
        ) from problem
    except Exception as problem:  # the network fails in many ways, and the library has changed their classes
        revision = _downloaded_before(repo)
        if revision is None:
            raise EncoderError(
                f"the hub cannot be reached for the model {repo!r} ({_first_line(problem)}), and it was not "
                "downloaded here before",
                remedy=_INSTEAD,
            ) from problem
        return _Place(repo, revision, True, f"{repo}@{revision}")


def _downloaded_before(repo: str) -> str | None:
    """The revision of a model that an earlier download left on this machine; None where there is none."""
    from huggingface_hub import try_to_load_from_cache

    # The library's own models have the first of these files, plain transformers models the second.
    for file in ("modules.json", "config.json"):
        found = try_to_load_from_cache(repo, file, cache_dir=os.environ.get("SENTENCE_TRANSFORMERS_HOME"))
        if isinstance(found, str):
            return Path(found).parent.name
    return None


def _cannot_load(model: str, problem: Exception) -> EncoderError:
    return EncoderError(
        f"the sentence-transformers model {model!r} cannot be loaded ({type(problem).__name__}: "
        f"{_first_line(problem)})",
        remedy=_INSTEAD,
    )


def _first_line(problem: BaseException) -> str:
    lines = str(problem).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(problem).__name__
