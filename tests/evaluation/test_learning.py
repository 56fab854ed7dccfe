import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.errors import WeightsError
from crosswalk.evaluation.learning import examples_of, learn_from, learnt_from
from crosswalk.evaluation.methods import Ours
from crosswalk.evaluation.tasks import Questions, Task, questions_of
from crosswalk.interop.gold import ElementGold, IndicatorGold, Judgement, Place
from crosswalk.suggest.side import Side
from crosswalk.suggest.views import ABOVE
from crosswalk.suggest.weights import Learnt, Shape, read_weights, shipped, untaught, written
from crosswalk.workspace import WEIGHTS, Workspace
from tests.evaluation.gold import MATCHES, judged_elements
from tests.suggest.sides import side
from tests.worlds import LetterEncoder

WORDS = (
    "Sharing",
    "Courage",
    "Money",
    "Vision",
    "Teams",
    "Learning",
    "Safety",
    "Planning",
    "Trust",
    "Care",
    "Risk",
)


def task(name: str, left: Side, right: Side, positive: np.ndarray) -> Task:
    return Task(
        name=name,
        left=left,
        right=right,
        positive=positive,
        grade=positive.astype(float),
        counted=np.ones_like(positive),
    )


def twins(name: str, **of_side: object) -> Task:
    """Two sides of which each thing has its twin, in turned order."""
    titles = tuple(f"{word} at work" for word in WORDS)
    left = side(*titles, **of_side)
    right = side(*(f"{word} in practice" for word in WORDS[::-1]), **of_side)
    return task(name, left, right, np.eye(len(WORDS), dtype=bool)[::-1])


BELOW = [("Does it.",)] * len(WORDS)


def test_judged_elements_teach_how_elements_are_compared_and_nothing_else() -> None:
    found = learnt_from(Questions((twins("a – b", parts=BELOW),)), shipped(), LetterEncoder())

    assert found.leaves == shipped().leaves
    assert (found.parts.judgements, found.parts.matches) == (121, 11)
    assert found.parts.encoder == "letters"
    assert found.parts.shape is shipped().parts.shape


def test_judged_lists_teach_how_lists_are_compared_and_nothing_else() -> None:
    found = learnt_from(Questions((twins("a – b"),)), shipped(), LetterEncoder())

    assert found.parts == shipped().parts
    assert (found.leaves.judgements, found.leaves.matches) == (121, 11)


@pytest.mark.usefixtures("few_pairs_are_enough")
def test_what_was_learnt_is_used_for_the_same_model_and_makes_matches_probable() -> None:
    questions = Questions((twins("a – b"), twins("a – c")))
    found = learnt_from(questions, untaught(), LetterEncoder())

    some = questions.tasks[0]
    confidence = Ours(LetterEncoder(), found).confidence(some.left, some.right)
    assert confidence is not None
    assert confidence[some.positive].min() > confidence[~some.positive].max()
    assert confidence[some.positive].mean() > 0.5


def test_the_model_s_version_and_runtime_are_no_part_of_its_name() -> None:
    class Versioned(LetterEncoder):
        name = "letters (of 1900, on paper)"

    found = learnt_from(Questions((twins("a – b"),)), untaught(), Versioned())

    assert found.leaves.encoder == "letters"
    assert found.for_encoder("letters (of 1901)").leaves.calibrated


def test_to_start_from_nothing_forgets_what_was_known_of_the_same_kind_only() -> None:
    questions = Questions((twins("a – b", parts=BELOW),))
    biased = replace(shipped(), parts=replace(shipped().parts, shares={"letters its words share": 1.0}))

    kept = learnt_from(questions, biased, LetterEncoder())
    forgot = learnt_from(questions, biased, LetterEncoder(), from_nothing=True)

    assert kept.parts.shares["letters its words share"] > forgot.parts.shares["letters its words share"]
    assert forgot.parts == learnt_from(questions, untaught(), LetterEncoder()).parts
    assert forgot.leaves == biased.leaves
    # What is written can be read again.
    assert read_weights(written(forgot, how="x"), path="").leaves.shares == pytest.approx(
        forgot.leaves.shares
    )


def test_both_directions_of_a_pair_of_frameworks_are_held_out_together() -> None:
    examples = examples_of((twins("ash – elm"), twins("elm – ash")), untaught(), LetterEncoder())

    assert examples[0].group == examples[1].group


def test_a_behaviour_and_a_warning_teach_nothing(world: Catalogue) -> None:
    query = Place("A", "Shares information with partners.")
    judgements = (
        Judgement(query, Place("B", "Shares information with all partners."), 2.5, 2),
        Judgement(query, Place("B", "Shares information with no partners."), -1.0, 3),
    )
    questions = questions_of(IndicatorGold("gold.tsv", judgements), world, {})

    (example,) = examples_of(questions.tasks, untaught(), LetterEncoder())

    assert example.judged.sum() == 1
    assert example.match[example.judged].tolist() == [True]
    assert ABOVE in example.views


def test_a_few_judgements_move_votes_and_leave_probabilities_as_they_were(world: Catalogue) -> None:
    judgement = Judgement(Place("A", "Sharing information"), Place("B", "Sharing information well"), 1.0, 2)
    questions = questions_of(ElementGold("gold.tsv", (judgement,)), world, {})

    found = learnt_from(questions, shipped(), LetterEncoder())

    assert replace(found.parts, shares=shipped().parts.shares) == shipped().parts


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "judged.tsv"
    path.write_text(judged_elements(), encoding="utf-8")
    return path


def test_what_is_learnt_from_a_file_is_kept_in_the_project(project: Path, gold: Path) -> None:
    lines = learn_from(gold, encoder="minilm", project=project)

    kept = Workspace(project).learnt()
    # 28 x 15 and 22 x 28 pairs of elements; what is not listed was judged to be none.
    assert f"Elements: 1,036 judged pairs, {len(MATCHES)} of them matches." in lines
    assert (kept.parts.judgements, kept.parts.matches) == (1036, len(MATCHES))
    assert kept.parts.calibrated
    assert kept.parts.error is not None
    assert kept.parts.encoder == "all-MiniLM-L6-v2"
    assert kept.leaves == shipped().leaves
    assert f"Wrote {project / WEIGHTS}. Next: `crosswalk build` uses it." in lines
    assert any("calibration error on held-out pairs of frameworks" in line for line in lines)
    text = (project / WEIGHTS).read_text(encoding="utf-8")
    assert "# Learnt by `crosswalk learn` from judged.tsv;" in text


def test_the_same_judgements_give_the_same_file(project: Path, gold: Path) -> None:
    files = []
    for _ in range(2):
        learn_from(gold, encoder="minilm", project=project, from_nothing=True)
        files.append((project / WEIGHTS).read_bytes())

    assert files[0] == files[1]


def test_what_the_project_knows_already_is_where_learning_starts(project: Path, gold: Path) -> None:
    known = replace(shipped(), parts=replace(shipped().parts, shape=Shape.MANY_TO_ONE))
    (project / WEIGHTS).write_text(written(known, how="By hand."), encoding="utf-8")

    learn_from(gold, encoder="minilm", project=project)

    assert Workspace(project).learnt().parts.shape is Shape.MANY_TO_ONE


@pytest.mark.parametrize("grade", ["related", "none"])
def test_judgements_without_any_match_teach_nothing_and_leave_the_file(
    project: Path, gold: Path, grade: str
) -> None:
    gold.write_text(judged_elements(grade), encoding="utf-8")

    with pytest.raises(WeightsError, match="1036 judged pairs of one kind teach nothing"):
        learn_from(gold, encoder="minilm", project=project)

    assert not (project / WEIGHTS).exists()


def test_a_set_of_two_lists_teaches_without_a_corpus(tmp_path: Path) -> None:
    folder = tmp_path / "herbs"
    folder.mkdir()
    for name, words in (("left", "{} is grown."), ("right", "Growing {}.")):
        rows = [{"id": str(n), "text": words.format(word)} for n, word in enumerate(WORDS)]
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "gold.tsv").write_text(
        "left_id\tright_id\n" + "".join(f"{n}\t{n}\n" for n in range(len(WORDS)))
    )

    lines = learn_from(folder, encoder="minilm", project=tmp_path)

    assert "Indicators and lists: 121 judged pairs, 11 of them matches." in lines
    learnt: Learnt = Workspace(tmp_path).learnt()
    assert learnt.leaves.calibrated
    # There is one pair of lists, so nothing could be held out.
    assert learnt.leaves.error is None


def test_weights_that_cannot_be_read_are_told_and_left_as_they_are(project: Path, gold: Path) -> None:
    (project / WEIGHTS).write_text("shares = all", encoding="utf-8")

    with pytest.raises(WeightsError, match=WEIGHTS):
        learn_from(gold, encoder="minilm", project=project)

    assert (project / WEIGHTS).read_text(encoding="utf-8") == "shares = all"


def test_who_judged_too_few_pairs_is_told_what_was_learnt_and_what_stays(tmp_path: Path) -> None:
    for name, words in (("left", "at work"), ("right", "in practice")):
        items = (json.dumps({"id": word, "text": f"{word} {words}"}) for word in WORDS[:3])
        (tmp_path / f"{name}.jsonl").write_text("\n".join(items), encoding="utf-8")
    pairs = (f"{word}\t{word}" for word in WORDS[:3])
    (tmp_path / "gold.tsv").write_text("\n".join(("left_id\tright_id", *pairs)), encoding="utf-8")

    lines = learn_from(tmp_path, encoder="minilm", project=tmp_path)

    assert lines[0] == f"{tmp_path.name}: 9 judged pairs."
    kept = f"Indicators and lists: {shipped().leaves.judgements:,} judged pairs"
    after = next(place for place, line in enumerate(lines) if line.startswith(kept))
    assert "too few pairs were judged for new probabilities" in lines[after + 1]
