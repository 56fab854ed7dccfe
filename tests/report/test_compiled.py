import shutil
import tempfile
from pathlib import Path

import pytest
from jinja2 import Environment

from crosswalk.report.rendering import make_environment

NAMES = ("base.html.jinja", "report.html.jinja", "macros.html.jinja")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def load(environment: Environment) -> None:
    for name in NAMES:
        assert environment.get_template(name).root_render_func


def kept(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("crosswalk-*")}


def test_templates_are_compiled_once_for_all_runs(folder: Path) -> None:
    load(make_environment("crosswalk.report"))
    first = kept(folder)
    load(make_environment("crosswalk.report"))

    assert len(first) == len(NAMES)
    assert kept(folder) == first


@pytest.mark.parametrize("length", [0, 5, 30, 200])
def test_what_is_half_written_is_compiled_again(folder: Path, length: int) -> None:
    load(make_environment("crosswalk.report"))
    whole = {path: path.read_bytes() for path in folder.rglob("crosswalk-*")}
    for path, content in whole.items():
        path.write_bytes(content[:length])

    load(make_environment("crosswalk.report"))

    assert {path: path.read_bytes() for path in folder.rglob("crosswalk-*")} == whole


def test_a_folder_that_is_cleared_away_while_the_server_runs_stops_no_page(folder: Path) -> None:
    environment = make_environment("crosswalk.report")
    (own,) = folder.iterdir()
    shutil.rmtree(own)

    load(environment)

    assert kept(folder) == {}


def test_where_there_is_no_temporary_folder_templates_are_compiled_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")

    load(make_environment("crosswalk.report"))
