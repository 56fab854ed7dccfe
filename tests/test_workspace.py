import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from crosswalk.errors import OutputError, SourceError, WeightsError
from crosswalk.suggest.weights import shipped, written
from crosswalk.workspace import MANIFEST, SUGGESTED, WEIGHTS, Workspace


@contextmanager
def without_privileges() -> Iterator[None]:
    """Root may write anywhere; nobody else may write into a read-only folder."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    Workspace(tmp_path).outputs.publish({"reports/a/b.csv": b"x\n"}, inputs="1")

    assert (tmp_path / "reports/a/b.csv").read_bytes() == b"x\n"
    assert json.loads((tmp_path / MANIFEST).read_bytes())["files"].keys() == {"reports/a/b.csv"}


def test_if_one_file_cannot_be_written_all_stay_as_they_were(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.outputs.publish({"reports/a.csv": b"old", "reports/b.csv": b"old"}, inputs="1")
    (tmp_path / "reports/c").write_bytes(b"a file where a folder is needed")
    before = files_below(tmp_path)

    with pytest.raises(OutputError) as refused:
        workspace.outputs.publish({"reports/a.csv": b"new", "reports/c/d.csv": b"new"}, inputs="2")

    assert files_below(tmp_path) == before
    assert "reports/c" in str(refused.value)
    assert "previous files are as they were" in str(refused.value)


def test_a_read_only_folder_is_said_and_nothing_changes(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    Workspace(project).outputs.publish({"reports/a.csv": b"old"}, inputs="1")
    before = files_below(project)
    for folder in (project / "reports", project, tmp_path):
        folder.chmod(0o555)
    for folder in tmp_path.parents:
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)

    with without_privileges(), pytest.raises(OutputError, match="cannot be written") as refused:
        Workspace(project).outputs.publish({"reports/a.csv": b"new"}, inputs="2")

    assert str(project / "reports") in str(refused.value)
    for folder in (tmp_path, project, project / "reports"):
        folder.chmod(0o755)
    assert files_below(project) == before


def test_what_the_next_build_does_not_make_any_more_is_taken_away(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.outputs.publish({"reports/old.csv": b"1", "reports/kept.csv": b"1"}, inputs="1")

    workspace.outputs.publish({"reports/kept.csv": b"1"}, inputs="2")

    assert not (tmp_path / "reports/old.csv").exists()
    assert (tmp_path / "reports/kept.csv").exists()


def test_a_file_that_a_person_changed_or_added_is_never_taken_away(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.outputs.publish({"reports/old.csv": b"1"}, inputs="1")
    (tmp_path / "reports/old.csv").write_bytes(b"with my notes")
    (tmp_path / "reports/mine.txt").write_bytes(b"mine")

    workspace.outputs.publish({"reports/new.csv": b"1"}, inputs="2")

    assert (tmp_path / "reports/old.csv").read_bytes() == b"with my notes"
    assert (tmp_path / "reports/mine.txt").read_bytes() == b"mine"


def test_a_forged_manifest_cannot_make_it_take_away_files_elsewhere(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / MANIFEST).parent.mkdir(parents=True)
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (project / MANIFEST).write_text(json.dumps({"files": {"../outside.txt": empty}}))

    Workspace(project).outputs.publish({"reports/a.csv": b"1"}, inputs="1")

    assert outside.exists()


def test_a_build_is_current_until_an_input_an_option_or_an_output_changes(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    source = tmp_path / "corpus/x/source.txt"
    source.parent.mkdir(parents=True)
    source.write_bytes(b"one")
    inputs = workspace.inputs(precision=0.5)
    workspace.outputs.publish({"reports/a.csv": b"1"}, inputs=inputs)

    assert workspace.outputs.are_current(workspace.inputs(precision=0.5))
    assert not workspace.outputs.are_current(workspace.inputs(precision=0.25))
    source.write_bytes(b"two")
    assert not workspace.outputs.are_current(workspace.inputs(precision=0.5))
    source.write_bytes(b"one")
    (tmp_path / "reports/a.csv").write_bytes(b"2")
    assert not workspace.outputs.are_current(workspace.inputs(precision=0.5))


def test_weights_of_the_project_are_an_input(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    before = workspace.inputs()
    (tmp_path / WEIGHTS).parent.mkdir()
    (tmp_path / WEIGHTS).write_text(written(shipped(), how="One."), encoding="utf-8")
    one = workspace.inputs()
    (tmp_path / WEIGHTS).write_text(written(shipped(), how="Two."), encoding="utf-8")

    assert len({before, one, workspace.inputs()}) == 3


def test_mappings_that_a_build_writes_are_no_input(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    before = workspace.inputs()
    workspace.outputs.publish({SUGGESTED: b"x"}, inputs=before)

    assert workspace.inputs() == before


def test_without_weights_of_its_own_a_project_has_those_of_the_package(tmp_path: Path) -> None:
    assert Workspace(tmp_path).learnt() == shipped()


def test_weights_of_the_project_come_before_those_of_the_package(tmp_path: Path) -> None:
    mine = replace(shipped(), parts=replace(shipped().parts, intercept=-9.0))
    (tmp_path / WEIGHTS).parent.mkdir()
    (tmp_path / WEIGHTS).write_text(written(mine, how="By hand."), encoding="utf-8")

    assert Workspace(tmp_path).learnt().parts.intercept == -9.0


@pytest.mark.parametrize("content", [b"\xff", b"[parts", b"[parts]\nshape = 1\n"])
def test_weights_that_cannot_be_read_are_told_with_their_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / WEIGHTS).parent.mkdir()
    (tmp_path / WEIGHTS).write_bytes(content)

    with pytest.raises(WeightsError, match=r"^mappings/weights.toml: the weights cannot be read") as refused:
        Workspace(tmp_path).learnt()

    assert refused.value.remedy


def test_weights_that_are_a_folder_are_told_too(tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).mkdir(parents=True)

    with pytest.raises(WeightsError, match=r"^mappings/weights.toml: "):
        Workspace(tmp_path).learnt()


def test_a_project_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such project folder"):
        Workspace(tmp_path / "nowhere")


def test_looking_whether_anything_changed_loads_no_reader_and_no_model() -> None:
    import subprocess

    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, crosswalk.build; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip

    assert not {"pandas", "pydantic", "sssom_pydantic", "onnxruntime", "matplotlib"} & set(loaded)
