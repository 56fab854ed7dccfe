"""The corpus as read, and copies of it to break."""

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from crosswalk.model import Framework
from crosswalk.readers import read_frameworks

CORPUS = Path(__file__).parents[2] / "corpus"

ChangeSource = Callable[[str, str, str], None]


@pytest.fixture(scope="session")
def frameworks() -> dict[str, Framework]:
    """Every framework of the real corpus by id."""
    return {framework.id: framework for framework in read_frameworks(CORPUS)}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A copy of the corpus."""
    return shutil.copytree(CORPUS, tmp_path / "corpus")


@pytest.fixture
def change_source(corpus: Path) -> ChangeSource:
    """Replace words in a source, once, and put the new sha256 into its card."""

    def change(framework_id: str, old: str, new: str) -> None:
        source = corpus / framework_id / "source.txt"
        text = source.read_text(encoding="utf-8")
        assert old in text
        source.write_bytes(text.replace(old, new, 1).encode())
        card = corpus / framework_id / "framework.toml"
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        card.write_text(re.sub('sha256 = ".*"', f'sha256 = "{digest}"', card.read_text()))

    return change


@pytest.fixture
def change_card(corpus: Path) -> ChangeSource:
    """Replace words in a card, once."""

    def change(framework_id: str, old: str, new: str) -> None:
        card = corpus / framework_id / "framework.toml"
        text = card.read_text(encoding="utf-8")
        assert old in text
        card.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.fixture(scope="session")
def tally() -> Callable[[Framework], Counter[tuple[str, str]]]:
    """How many statements of each kind and item type a framework has."""
    return lambda framework: Counter((s.kind.value, s.item_type) for s in framework.statements)
