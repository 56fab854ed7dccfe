import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crosswalk.build.reporting import report
from crosswalk.cli import app
from crosswalk.errors import MappingFileError, OutputError
from tests.conftest import REPOSITORY


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_where_nothing_changed_it_is_the_report_of_the_last_build(project: Path, tmp_path: Path) -> None:
    before = contents(project)

    said = CliRunner().invoke(app, ["report", str(tmp_path / "out"), "--project", str(project)])

    assert said.exit_code == 0, said.output
    assert contents(tmp_path / "out") == contents(project / "reports")
    assert {n: b for n, b in contents(project).items() if not n.startswith(".crosswalk")} == {
        n: b for n, b in before.items() if not n.startswith(".crosswalk")
    }


def test_a_folder_with_something_in_it_is_left_alone(project: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("mine")

    with pytest.raises(OutputError, match="something there already"):
        report(project, encoder="minilm", output=tmp_path / "out")

    assert contents(tmp_path / "out") == {"mine.txt": b"mine"}


def test_a_project_that_was_never_built_says_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "corpus", tmp_path / "corpus")

    with pytest.raises(MappingFileError, match="Run `crosswalk build` first"):
        report(tmp_path, encoder="minilm", output=tmp_path / "out")

    assert not (tmp_path / "out").exists()
