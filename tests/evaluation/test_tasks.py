from dataclasses import replace

import numpy as np
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.errors import GoldError
from crosswalk.evaluation.tasks import questions_of
from crosswalk.interop.gold import ElementGold, GoldSet, IndicatorGold, Judgement, Place
from crosswalk.suggest.side import Side


def elements(*pairs: tuple[str, str, float]) -> ElementGold:
    judgements = [
        Judgement(Place("A", a), Place("B", b), grade, line) for line, (a, b, grade) in enumerate(pairs, 2)
    ]
    return ElementGold("gold.tsv", tuple(judgements))


def test_documents_are_found_by_the_titles_they_have(world: Catalogue) -> None:
    gold = elements(
        ("Sharing  information", "sharing information well:", 1.0), ("Managing money", "Courage", 0.5)
    )

    (task,) = questions_of(gold, world, {}).tasks

    assert task.name == "ash – elm"
    assert task.left.ids == ("ash:1.1", "ash:1.2")
    assert task.right.ids == ("elm:1", "elm:2")
    assert task.positive.tolist() == [[True, False], [False, False]]
    assert task.grade.tolist() == [[1.0, 0.0], [0.0, 0.5]]
    assert task.counted.all()


def test_a_title_that_no_framework_has_is_told_with_its_line(world: Catalogue) -> None:
    gold = elements(("Sharing information", "Courage", 1.0), ("Juggling", "Courage", 1.0))

    with pytest.raises(GoldError, match=r"gold\.tsv:3: .*'Juggling' is not in ash, .*--document A=ID"):
        questions_of(gold, world, {})


def test_of_several_frameworks_that_fit_the_user_says_which(world: Catalogue) -> None:
    elm = world.documents[1]
    twin = replace(elm, id="fir", statements=tuple(
        replace(s, id=s.id.replace("elm", "fir"), parent_id=s.parent_id and s.parent_id.replace("elm", "fir"))
        for s in elm.statements
    ))  # fmt: skip
    forest = Catalogue([*world, twin])
    gold = elements(("Sharing information", "Courage", 1.0))

    with pytest.raises(GoldError, match="the document 'B' could be elm or fir"):
        questions_of(gold, forest, {})
    (task,) = questions_of(gold, forest, {"B": "fir"}).tasks
    assert task.right.ids == ("fir:1", "fir:2")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"Z": "ash"}, r"no row is about a document 'Z'\. Its documents are A, B"),
        ({"A": "oak"}, r"the project has no framework 'oak' for 'A'\. Its frameworks are ash, elm"),
        ({"A": "elm"}, "elm has no element 'Sharing information'"),
    ],
)
def test_what_a_user_says_wrongly_is_told(world: Catalogue, said: dict[str, str], told: str) -> None:
    with pytest.raises(GoldError, match=told):
        questions_of(elements(("Sharing information", "Courage", 1.0)), world, said)


def test_only_types_of_elements_that_the_gold_names_are_compared(world: Catalogue) -> None:
    ash, elm, oak = world
    second = replace(elm.by_id["elm:2"], item_type="virtue")
    mixed = replace(elm, statements=tuple(second if s.id == "elm:2" else s for s in elm.statements))

    (task,) = questions_of(
        elements(("Sharing information", "Sharing information well", 1.0)), Catalogue([ash, mixed, oak]), {}
    ).tasks

    assert task.right.ids == ("elm:1",)


def test_of_indicators_only_graded_candidates_count(world: Catalogue) -> None:
    query = Place("A", "Shares information with partners.")
    judgements = (
        Judgement(query, Place("B", "Shares information with all partners."), 2.5, 2),
        Judgement(query, Place("B", "Shares information with no partners."), -1.0, 3),
    )

    questions = questions_of(IndicatorGold("gold.tsv", judgements), world, {})

    (task,) = questions.tasks
    assert questions.joined
    assert task.counted.sum() == 2
    row = task.left.ids.index("ash:1.1.first")
    assert task.grade[row, task.right.ids.index("elm:1.n")] == -1
    assert np.argwhere(task.positive).tolist() == [[row, task.right.ids.index("elm:1.1")]]


def test_pairs_of_a_set_need_no_project() -> None:
    side = Side(ids=("a", "b"), titles=("", ""), texts=("x", "y"), parts=((), ()), negative=(False, False))

    questions = questions_of(GoldSet(name="s", left=side, right=side, pairs=((0, 1),)), None, {})

    assert questions.tasks[0].positive.tolist() == [[False, True], [False, False]]
    assert not questions.complete
    assert questions.tasks[0].name == "s"
