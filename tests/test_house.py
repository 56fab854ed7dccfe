"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

MODULES = sorted((REPOSITORY / "crosswalk").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(REPOSITORY).as_posix())
def test_files_stay_under_300_lines_and_functions_under_40(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert len(source.splitlines()) <= 300
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            assert lines <= 40, f"{node.name} has {lines} lines"


def test_every_dependency_is_justified_and_has_an_upper_bound() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[\n(.*?)^\]", text, flags=re.MULTILINE | re.DOTALL)

    for line in listed[1].splitlines():
        assert re.fullmatch(r' *"[\w-]+(>=[\d.]+,<[\d.]+|==[\d.]+)", +# .+', line), line


def test_the_committed_report_is_that_of_the_committed_corpus(built: Path) -> None:
    for name in ("mappings/stated.sssom.tsv", "reports/statements.csv"):
        assert (built / name).read_bytes() == (REPOSITORY / name).read_bytes()
