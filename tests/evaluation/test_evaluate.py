from dataclasses import replace
from pathlib import Path

import pytest

from crosswalk.errors import CrosswalkError, OutputError
from crosswalk.evaluation.evaluate import evaluate
from crosswalk.suggest.weights import shipped, written
from crosswalk.workspace import WEIGHTS


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    """A set whose answers a reader would give at once."""
    folder = tmp_path / "pets"
    folder.mkdir()
    left = ["The dog barks at night.", "The cat sleeps on the sofa.", "Quarterly tax return."]
    right = ["A feline naps on a couch.", "A hound is loud in the dark.", "Bread and butter."]
    for name, texts in (("left", left), ("right", right)):
        lines = (f'{{"id": "{number}", "text": "{text}"}}\n' for number, text in enumerate(texts))
        (folder / f"{name}.jsonl").write_text("".join(lines))
    (folder / "gold.tsv").write_text("left_id\tright_id\n0\t1\n1\t0\n")
    return folder


def test_a_set_is_measured_and_drawn_without_a_project(pets: Path, tmp_path: Path) -> None:
    figure = tmp_path / "new" / "curves.svg"

    lines = evaluate(pets, encoder="minilm", project=tmp_path, figure=figure)

    said = "\n".join(lines)
    assert "2 of 9 pairs correspond; 2 queries have a counterpart." in said
    assert any(line.split() == ["MAP", "1.000", "1.000", "1.000"] for line in lines)
    assert f"Figure: {figure}" in said
    drawn = figure.read_text(encoding="utf-8")
    assert all(
        words in drawn for words in ("cosine, full text", "crosswalk", "recall", "precision", "guessing")
    )
    # Nothing is left behind where there is no project.
    assert not (tmp_path / ".crosswalk").exists()


def test_the_same_gold_gives_the_same_lines_and_figure(pets: Path, tmp_path: Path) -> None:
    figures = tmp_path / "1.png", tmp_path / "2.png"
    lines = [evaluate(pets, encoder="minilm", project=tmp_path, figure=figure)[:-1] for figure in figures]

    assert lines[0] == lines[1]
    assert figures[0].read_bytes() == figures[1].read_bytes()
    assert figures[0].read_bytes().startswith(b"\x89PNG")


def test_a_figure_that_cannot_be_drawn_or_written_is_told(pets: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"the ending '.doc' .* ends in .png or .svg"):
        evaluate(pets, encoder="minilm", project=tmp_path, figure=tmp_path / "curves.doc")
    with pytest.raises(OutputError, match="the figure cannot be written"):
        evaluate(pets, encoder="minilm", project=tmp_path, figure=pets / "gold.tsv" / "curves.png")


def test_a_label_that_stands_for_nothing_is_told(pets: Path, tmp_path: Path) -> None:
    with pytest.raises(CrosswalkError, match=r"--document '000' .* LABEL=ID"):
        evaluate(pets, encoder="minilm", project=tmp_path, documents=["000"])


def test_gold_in_which_nothing_corresponds_is_drawn_too(pets: Path, tmp_path: Path) -> None:
    (pets / "gold.tsv").write_text("left_id\tright_id\n")

    lines = evaluate(pets, encoder="minilm", project=tmp_path, figure=tmp_path / "curves.png")

    assert "0 of 9 pairs correspond; 0 queries have a counterpart." in lines
    assert (tmp_path / "curves.png").is_file()


@pytest.mark.usefixtures("few_pairs_are_enough")
def test_weights_that_were_learnt_in_the_project_are_the_ones_measured(pets: Path, tmp_path: Path) -> None:
    (tmp_path / "mappings").mkdir()
    for intercept, count in ((-50.0, 0), (50.0, 9)):
        said = replace(shipped(), leaves=replace(shipped().leaves, intercept=intercept))
        (tmp_path / WEIGHTS).write_text(written(said, how="By hand."))

        lines = evaluate(pets, encoder="minilm", project=tmp_path)

        assert any(line.startswith(f"crosswalk calls {count} pairs matches") for line in lines)
