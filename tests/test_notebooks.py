"""The researchers' notebooks run, and what is kept in them is what they show."""

import html
import json
import math
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from notebooks import refresh

#: Marks a cell whose figures may change with the version of a library (runs of chance, numbered communities).
#: There only the words beside the figures are compared.
DIFFERS = "differs-with-versions"

#: Numbers, words, and single signs; what is between them (white space, line breaks) does not count.
TOKEN = re.compile(r"\d+(?:\.\d+)?(?:e[+-]?\d+)?|[^\W\d]+|[^\w\s]")


@dataclass(frozen=True)
class Run:
    """A notebook as it is kept, and as a fresh kernel has just run it."""

    kept: NotebookNode
    now: NotebookNode


@pytest.fixture(scope="module", params=refresh.notebooks(), ids=lambda path: path.stem)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    project = refresh.project_in(tmp_path_factory.mktemp("project"))
    with pytest.MonkeyPatch.context() as patch:
        # Jupyter's own way to say where its files go, and that we know the places that it uses from now on.
        patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
        for name in ("CONFIG", "DATA", "RUNTIME"):
            patch.setenv(f"JUPYTER_{name}_DIR", str(project / ".jupyter" / name.lower()))
        yield Run(
            nbformat.read(request.param, as_version=4), refresh.executed(request.param, project=project)
        )


@pytest.fixture(params=refresh.notebooks(), ids=lambda path: path.stem)
def kept(request: pytest.FixtureRequest) -> Path:
    return request.param


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_picture(output: NotebookNode) -> bool:
    return "image/png" in output.get("data", {})


def said(output: NotebookNode) -> str:
    """What an output says: a table without its tags, a picture's words, or what was printed."""
    if output.output_type == "stream":
        return output.text
    if "text/html" in output.data:
        without_style = re.sub(r"<style.*?</style>", " ", output.data["text/html"], flags=re.DOTALL)
        return html.unescape(re.sub(r"<[^>]+>", " ", without_style))
    return output.data["text/plain"]


def same(one: str, other: str) -> bool:
    """Whether two texts say the same: whole numbers exactly, others as near as two processors come."""
    ours, theirs = TOKEN.findall(one), TOKEN.findall(other)
    return len(ours) == len(theirs) and all(
        a == b or (_decimal(a, b) and math.isclose(float(a), float(b), rel_tol=0.05, abs_tol=0.02))
        for a, b in zip(ours, theirs, strict=True)
    )


def _decimal(*tokens: str) -> bool:
    return all(token[0].isdigit() for token in tokens) and any("." in token for token in tokens)


def words(text: str) -> list[str]:
    """The words of what is printed, or of the head of a table; no numbers."""
    return [token for token in TOKEN.findall(text) if token[0].isalpha()]


def first_words(output: NotebookNode) -> list[str]:
    """What stays the same of a cell that differs: its printed words, a table's head, a picture's kind."""
    if output.output_type == "stream":
        return words(output.text)
    if "text/html" in output.data:
        return words(re.sub(r"<[^>]+>", " ", output.data["text/html"].partition("<tbody>")[0]))
    return words(output.data["text/plain"])[:4]


def test_there_are_three_and_each_asks_one_question() -> None:
    paths = refresh.notebooks()

    assert [path.name[:3] for path in paths] == ["01-", "02-", "03-"]
    for path in paths:
        opening = nbformat.read(path, as_version=4).cells[0].source
        assert opening.startswith("# ")
        assert opening.count("**The question:**") == 1


def test_it_runs_from_first_to_last_without_a_complaint(run: Run) -> None:
    for cell in code_cells(run.now):
        complaints = [o for o in cell.outputs if o.output_type == "error" or o.get("name") == "stderr"]
        assert not complaints, f"{cell.id}: {complaints}"


def test_what_is_kept_is_what_it_shows(run: Run) -> None:
    assert [cell.execution_count for cell in code_cells(run.kept)] == [
        cell.execution_count for cell in code_cells(run.now)
    ]
    for before, now in zip(code_cells(run.kept), code_cells(run.now), strict=True):
        assert [o.output_type for o in before.outputs] == [o.output_type for o in now.outputs], now.id
        for one, other in zip(before.outputs, now.outputs, strict=True):
            assert set(one.get("data", {})) == set(other.get("data", {})), now.id
            if DIFFERS in now.metadata.get("tags", ()):
                assert first_words(one) == first_words(other), f"{now.id}: run notebooks/refresh.py"
            else:
                assert same(said(one), said(other)), f"{now.id}: run notebooks/refresh.py"


def test_most_cells_are_compared_to_the_figure(run: Run) -> None:
    shown = [cell for cell in code_cells(run.kept) if cell.outputs]

    assert len(shown) >= 8
    assert sum(DIFFERS in cell.metadata.get("tags", ()) for cell in shown) <= len(shown) / 2


def test_every_figure_has_words_beside_it_and_words_of_its_own(kept: Path) -> None:
    cells = nbformat.read(kept, as_version=4).cells
    pictured = [place for place, cell in enumerate(cells) if any(map(is_picture, cell.get("outputs", ())))]

    assert len(pictured) >= 3
    for place in pictured:
        before = cells[place - 1]
        assert before.cell_type == "markdown", cells[place].id
        assert len(before.source.split()) >= 40, f"{cells[place].id}: what it shows and how to read it"
        for output in filter(is_picture, cells[place].outputs):
            assert output.metadata["image/png"]["alt"] == output.data["text/plain"]
            assert len(output.data["text/plain"].split()) >= 15


def test_links_that_nobody_reviewed_are_called_provisional(kept: Path) -> None:
    prose = "\n".join(
        cell.source for cell in nbformat.read(kept, as_version=4).cells if cell.cell_type == "markdown"
    )

    assert "**provisional**" in prose
    assert "a suggestion is a place to look, not a finding" in prose


def test_nothing_tells_who_ran_it_where_and_when(kept: Path) -> None:
    text = kept.read_text(encoding="utf-8")
    notebook = json.loads(text)
    without_pictures = re.sub(r'"image/png": "[^"]*"', "", text)

    assert notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert all(set(cell["metadata"]) <= {"tags"} for cell in notebook["cells"])
    assert [cell["id"] for cell in notebook["cells"]] == [
        f"cell-{number:02}" for number in range(1, len(notebook["cells"]) + 1)
    ]
    assert not re.search(
        r"/(home|Users|root|tmp|var|opt|usr|work)/|[A-Z]:\\\\|site-packages", without_pictures
    )
    assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", without_pictures)
    assert kept.stat().st_size < 400_000


def test_logic_stays_in_the_package(kept: Path) -> None:
    for cell in code_cells(nbformat.read(kept, as_version=4)):
        assert not re.search(r"^\s*(def|class|while|try)\b", cell.source, flags=re.MULTILINE), cell.id
        assert len(cell.source.splitlines()) <= 22, cell.id


@pytest.mark.parametrize("start", ["notebooks", "."])
def test_the_project_is_found_wherever_jupyter_was_started(
    kept: Path, start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / start)
    first = code_cells(nbformat.read(kept, as_version=4))[0].source
    line = next(line for line in first.splitlines() if line.startswith("project = "))
    found: dict[str, object] = {"Path": Path}
    exec(line, found)  # noqa: S102

    assert found["project"] == tmp_path


def test_a_changed_word_or_figure_is_noticed() -> None:
    assert same("0.5455 of 22 pairs", "0.5450\n  of 22 pairs")
    assert same("p 1.000e-04", "p 0.0001")
    assert not same("0.5455 of 22 pairs", "0.5455 of 23 pairs")
    assert not same("0.54 of 22 pairs", "0.64 of 22 pairs")
    assert not same("Be strategic", "Be bold")
    assert not same("one row", "one row and another")


def test_a_run_leaves_no_trace_of_itself() -> None:
    cell = nbformat.v4.new_code_cell(
        "1", metadata={"execution": {"iopub.execute_input": "now"}, "tags": ["x"]}
    )
    notebook = nbformat.v4.new_notebook(
        cells=[cell], metadata={"language_info": {"name": "python", "version": "3.99"}}
    )
    once = nbformat.writes(refresh.tidied(notebook))

    assert "iopub" not in once
    assert "3.99" not in once
    assert cell.metadata == {"tags": ["x"]}
    assert nbformat.writes(refresh.tidied(nbformat.reads(once, as_version=4))) == once


def test_no_decision_of_anybody_comes_into_what_is_kept(tmp_path: Path) -> None:
    project = refresh.project_in(tmp_path)

    assert not list(project.rglob("*.sqlite*"))
    assert {path.name for path in (project / "mappings").iterdir()} == {
        "stated.sssom.tsv", "suggested.sssom.tsv",
    }  # fmt: skip
    assert list((project / "notebooks").iterdir()) == []
