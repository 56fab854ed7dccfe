import json
from pathlib import Path

import pytest

from crosswalk.errors import GoldError
from crosswalk.interop.gold import ElementGold, GoldSet, IndicatorGold, read_gold, read_side
from crosswalk.vocabulary import Predicate

ELEMENTS = "a_document\ta_group\ta_title\tb_document\tb_group\tb_title\tgrade\tvotes\n"
INDICATORS = (
    "query_document\tquery_line\tquery_text\tcandidate_document\tcandidate_line\tcandidate_text"
    "\tgrade_1\tgrade_2\n"
)


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def a_set(tmp_path: Path) -> Path:
    folder = tmp_path / "herbs"
    folder.mkdir()
    file(
        folder, "left.jsonl", '{"id": "a", "text": "Basil"}\n\n{"id": 2, "title": "Mint", "text": "Cool."}\n'
    )
    file(folder, "right.jsonl", '{"id": "x", "text": "Thyme", "parent": "Herbs"}\n')
    file(
        folder, "gold.tsv", "left_id\tright_id\trelation\tsource\n2\tx\texactMatch\tme\n2\tx\trelated\tyou\n"
    )
    return folder


def test_element_gold_keeps_titles_groups_and_grades(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "gold.tsv",
        ELEMENTS + "0\tG\tHeat\t1\tH\tWarmth:\tmatch\tclose|-\n0\tG\tHeat\t1\tH\tIce\trelated\t-\n",
    )

    gold = read_gold(path)

    assert isinstance(gold, ElementGold)
    first, second = gold.judgements
    assert (first.a.document, first.a.group, first.a.words) == ("0", "G", "Heat")
    assert (first.b.words, first.grade, first.line) == ("Warmth:", 1.0, 2)
    assert (second.grade, second.line) == (0.5, 3)


@pytest.mark.parametrize(
    ("votes", "relation"),
    [
        ("exact|exact|close", Predicate.EXACT),
        ("close", Predicate.CLOSE),
        # People who vote "broad" mean that a is wider than b, which SKOS calls a narrower match.
        ("broad|broad|exact", Predicate.NARROW),
        ("narrow | narrow", Predicate.BROAD),
        ("related|related|-", Predicate.RELATED),
        ("exact|close|-", None),
        ("exact|close", None),
        ("-|-|exact", None),
        ("", None),
    ],
)
def test_the_relation_is_the_one_that_more_than_half_voted_for(
    tmp_path: Path, votes: str, relation: Predicate | None
) -> None:
    path = file(tmp_path, "gold.tsv", f"{ELEMENTS}0\tG\tHeat\t1\tH\tWarmth\tmatch\t{votes}\n")

    gold = read_gold(path)

    assert isinstance(gold, ElementGold)
    assert gold.judgements[0].relation is relation


def test_element_gold_needs_no_votes(tmp_path: Path) -> None:
    path = file(tmp_path, "gold.tsv", ELEMENTS.replace("\tvotes", "") + "0\tG\tHeat\t1\tH\tWarmth\tmatch\n")

    gold = read_gold(path)

    assert isinstance(gold, ElementGold)
    assert gold.judgements[0].relation is None


def test_indicator_gold_takes_the_mean_of_its_annotators(tmp_path: Path) -> None:
    path = file(tmp_path, "gold.tsv", INDICATORS + "0\t7\tIs warm.\t1\t9\tIs cold.\t-1\t0\n")

    gold = read_gold(path)

    assert isinstance(gold, IndicatorGold)
    assert gold.judgements[0].grade == -0.5
    assert gold.judgements[0].b.words == "Is cold."


def test_a_set_folder_gives_two_sides_and_the_places_of_its_pairs(a_set: Path) -> None:
    file(a_set, "negatives.tsv", "left_id\tright_id\trelation\na\tx\tno\n")
    file(a_set, "gaps.tsv", "side\tid\treason\nleft\ta\tnew\n")

    gold = read_gold(a_set)

    assert isinstance(gold, GoldSet)
    assert gold.name == "herbs"
    assert gold.left.ids == ("a", "2")
    assert gold.left.titles == ("", "Mint")
    assert gold.right.texts == ("Thyme",)
    assert (gold.left.paths, gold.right.paths) == (("", ""), ("Herbs",))
    assert gold.pairs == ((1, 0),)
    assert gold.rejected == ((0, 0),)
    assert gold.gaps == (("a",), ())


def test_pairs_of_ids_may_speak_of_any_two_lists(tmp_path: Path) -> None:
    path = file(tmp_path, "pairs.csv", "left_id,right_id,relation\na,x,same\n")
    left = file(tmp_path, "ours.csv", 'id,title,text\na,,"Basil, fresh"\n')
    right = file(tmp_path, "theirs.tsv", "id\ttext\nx\tThyme\n")

    gold = read_gold(path, left=left, right=right)

    assert isinstance(gold, GoldSet)
    assert gold.left.texts == ("Basil, fresh",)
    assert gold.pairs == ((0, 0),)
    with pytest.raises(GoldError, match="Name the two files of items with --left and --right"):
        read_gold(path)


def test_items_of_csv_and_jsonl_are_the_same(tmp_path: Path) -> None:
    items = [{"id": "a", "title": "T", "text": "one “two”"}, {"id": "b", "title": "", "text": "three, four"}]
    lines = file(tmp_path, "items.jsonl", "".join(json.dumps(item) + "\n" for item in items))
    table = file(tmp_path, "items.csv", 'text,id,title\none “two”,a,T\n"three, four",b,\n')

    assert read_side(lines) == read_side(table)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("id\ttext\na\tBasil\na\tMint\n", 3, "the id 'a' is used twice"),
        ("id\ttext\na\t \n", 2, "the item 'a' has no words"),
        ("id\ttext\n\tBasil\n", 2, "the item has no id"),
        ("id\ttext\na\n", 2, "the row has not 2 fields"),
        ("id\ttext\na\tb\tc\n", 2, "the row has not 2 fields"),
        ("id\ttext\n", None, "the file has no items"),
    ],
)
def test_a_wrong_list_of_items_is_told_with_its_line(
    tmp_path: Path, text: str, line: int | None, said: str
) -> None:
    path = file(tmp_path, "items.tsv", text)

    with pytest.raises(GoldError, match=said) as problem:
        read_side(path)

    assert (problem.value.path, problem.value.line) == (str(path), line)
    assert problem.value.remedy


def test_a_line_that_is_no_json_object_is_told(tmp_path: Path) -> None:
    path = file(tmp_path, "items.jsonl", '{"id": "a", "text": "b"}\n["a"]\n')

    with pytest.raises(GoldError, match=r"items\.jsonl:2: the line is not a JSON object"):
        read_side(path)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (ELEMENTS + "0\tG\tHeat\t1\tH\tIce\tperhaps\t-\n", 2, "the grade is 'perhaps'"),
        (ELEMENTS + "0\tG\tHeat\t1\tH\tIce\tmatch\tclose|equal\n", 2, "a vote is 'equal'"),
        (INDICATORS + "0\t7\tWarm.\t1\t9\tCold.\thigh\t0\n", 2, "the grades are 'high', '0'"),
        (INDICATORS + "0\t7\tWarm.\t1\t9\tCold.\t5\t0\n", 2, "the grades are '5', '0'"),
        ("one\ttwo\n1\t2\n", 1, "are those of no gold file"),
        ("", 1, r"its columns \(none\) are those of no gold file"),
        (ELEMENTS, None, "no pair is listed"),
    ],
)
def test_a_wrong_gold_file_is_told_with_its_line(
    tmp_path: Path, text: str, line: int | None, said: str
) -> None:
    path = file(tmp_path, "gold.tsv", text)

    with pytest.raises(GoldError, match=said) as problem:
        read_gold(path)

    assert problem.value.line == line
    assert problem.value.remedy


def test_wrong_ids_and_missing_columns_of_a_set_are_told(a_set: Path) -> None:
    file(a_set, "gold.tsv", "left_id\tright_id\na\tx\na\ty\n")
    with pytest.raises(GoldError, match=r"gold\.tsv:3: no item on the right has the id 'y'"):
        read_gold(a_set)

    file(a_set, "gold.tsv", "left_id\nx\n")
    with pytest.raises(GoldError, match=r"gold\.tsv:1: the column right_id is missing"):
        read_gold(a_set)

    file(a_set, "gaps.tsv", "side\tid\nup\ta\n")
    with pytest.raises(GoldError, match=r"gaps\.tsv:2: the side is 'up'"):
        read_gold(a_set)


def test_files_that_cannot_be_read_are_told(tmp_path: Path, a_set: Path) -> None:
    with pytest.raises(GoldError, match="No such file"):
        read_gold(tmp_path / "nothing.tsv")
    (a_set / "gold.tsv").write_bytes(b"left_id\tright_id\n\xff\tx\n")
    with pytest.raises(GoldError, match="not UTF-8"):
        read_gold(a_set)
