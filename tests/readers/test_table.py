import csv
import hashlib
import io
import string
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import DuplicateId, SourceError, UnknownLevel
from crosswalk.model import Framework, Kind, Polarity, Scale, Statement
from crosswalk.readers import read_framework
from crosswalk.readers.document import Document, Reading
from crosswalk.readers.table import read_table

LOW_HIGH = Scale(name="grade", labels=("Low", "High"))
COLUMNS = ("id", "kind", "title", "text", "parent", "level", "polarity", "type")


def read(text: str, scale: Scale | None = None) -> Reading:
    document = Document("corpus/own/own.csv", "", tuple(text.split("\n")))
    return read_table(document, framework_id="own", scale=scale)


def test_three_columns_are_enough() -> None:
    reading = read("id,kind,title\n1,group,Kindness\n")

    (statement,) = reading.statements
    assert (statement.id, statement.kind, statement.title) == ("own:1", Kind.GROUP, "Kindness")
    assert (statement.item_type, statement.polarity) == ("group", Polarity.POSITIVE)
    assert [(o.first_line, o.reason) for o in reading.left_out] == [(1, "column headings")]


def test_every_column_finds_its_place() -> None:
    reading = read(
        "kind,id,type,text,parent,level,polarity,title\n"
        "element,1,theme,,,,,Kindness\n"
        "indicator,1.a,behaviour,Shouts,1,high,negative,\n",
        LOW_HIGH,
    )

    shouts = reading.statements[-1]
    assert (shouts.id, shouts.parent_id, shouts.level_id) == ("own:1.a", "own:1", "own:level.high")
    assert (shouts.item_type, shouts.text, shouts.polarity) == ("behaviour", "Shouts", Polarity.NEGATIVE)


def test_levels_that_no_record_defines_are_made_from_the_scale() -> None:
    reading = read("id,kind,title,text\nbottom,level,Low,The first.\n", LOW_HIGH)

    assert [(s.id, s.rank, s.item_type, str(s.span)) for s in reading.statements] == [
        ("own:level.high", 2, "grade", "corpus/own/own.csv:1-1"),
        ("own:bottom", 1, "level", "corpus/own/own.csv:2-2"),
    ]


def test_a_quoted_cell_with_line_ends_keeps_the_lines_it_spans() -> None:
    reading = read('id,kind,text\n1,indicator,"Listens,\nand ""hears"""\n\n2,indicator,Asks\n')

    listens, asks = reading.statements
    assert listens.text == 'Listens, and "hears"'
    assert (str(listens.span), str(asks.span)) == ("corpus/own/own.csv:2-3", "corpus/own/own.csv:5-5")


def test_empty_records_and_a_byte_order_mark_do_no_harm() -> None:
    reading = read("\ufeffid,kind,text\n,,\n1,indicator,Asks\n")

    assert [s.id for s in reading.statements] == ["own:1"]
    assert [(o.first_line, o.reason) for o in reading.left_out] == [
        (1, "column headings"),
        (2, "empty record"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "own.csv:1: there is no column id and no column kind and no column title or text."),
        ("id,kind\n", "own.csv:1: there is no column title or text."),
        ("id;kind;title\n", "own.csv:1: the column 'id;kind;title' is not known."),
        ("id,kind,title,kind\n", "own.csv:1: the column 'kind' is there twice."),
        ("id,kind,title\n1,group\n", "own.csv:2: the record has 2 cells, the first line names 3 columns."),
        ("id,kind,title\n1,cluster,A\n", "own.csv:2: column 'kind': 'cluster' is not known."),
        ("id,kind,title\na b,group,A\n", "own.csv:2: column 'id': 'a b' is no id."),
        ("id,kind,title\nframework,group,A\n", "own.csv:2: column 'id': 'framework' is no id."),
        ("id,kind,title\n1,group,\n", "own.csv:2: column 'title': the record has neither title nor text."),
        (
            "id,kind,title,parent\n1,group,A,1\n",
            "own.csv:2: column 'parent': no earlier record has the id '1'.",
        ),
        ("id,kind,text,parent\n1,group,A,\n2,group,B,3\n", "own.csv:3: column 'parent': no earlier record"),
        ("id,kind,text,polarity\n1,group,A,bad\n", "own.csv:2: column 'polarity': 'bad' is not known."),
        ('id,kind,title\n1,group,A\n2,group,"B\n', "own.csv:3: this is not CSV: unexpected end of data."),
    ],
)
def test_a_table_that_cannot_be_read_says_where_and_what_to_do(text: str, message: str) -> None:
    with pytest.raises(SourceError) as problem:
        read(text)

    assert str(problem.value).startswith(f"corpus/own/{message}")
    assert problem.value.remedy


@pytest.mark.parametrize("scale", [None, LOW_HIGH])
def test_a_level_that_the_scale_does_not_have_is_refused(scale: Scale | None) -> None:
    with pytest.raises(UnknownLevel, match=r"own\.csv:2: the level 'Top' is not in the scale"):
        read("id,kind,text,level\n1,indicator,A,Top\n", scale)


def test_a_level_record_that_the_scale_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownLevel, match=r"own\.csv:2: the level 'Top' is not in the scale"):
        read("id,kind,title\n1,level,Top\n", LOW_HIGH)


def test_two_records_with_one_id_are_refused_with_both_places() -> None:
    reading = read("id,kind,title\n1,group,A\n1,group,B\n")

    with pytest.raises(DuplicateId) as problem:
        Framework(id="own", title="Own", statements=reading.statements)

    assert str(problem.value).startswith(
        "corpus/own/own.csv:3: the id own:1 is used twice, here and at corpus/own/own.csv:2-2."
    )


def test_a_table_becomes_a_framework_with_a_card_of_five_lines(tmp_path: Path) -> None:
    table = b"id,kind,title\n1,element,Kindness\n"
    (tmp_path / "own.csv").write_bytes(table)
    (tmp_path / "framework.toml").write_text(
        'id = "own"\ntitle = "Our framework"\nreader = "table"\nsource = "own.csv"\n'
        f'sha256 = "{hashlib.sha256(table).hexdigest()}"\n'
    )

    framework, spoken_of = read_framework(tmp_path, shown_as="corpus/own")

    assert framework.by_id["own:1"].title == "Kindness"
    assert framework.source == "corpus/own/own.csv"
    assert spoken_of == ()


WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Z")) | st.sampled_from(" ,;\"\n'•"),
    min_size=1,
    max_size=30,
).filter(lambda text: text.split() != [] and not text.startswith("\ufeff"))
ID = st.text(string.ascii_letters + string.digits + ".-_", min_size=1).filter(lambda own: own != "framework")
IDS = st.lists(ID, min_size=1, unique=True)


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, str]]:
    records: list[dict[str, str]] = []
    for own_id in draw(IDS):
        above = [record["id"] for record in records]
        title, text = draw(WORDS), draw(st.just("") | WORDS)
        records.append(
            {
                "id": own_id,
                "kind": draw(st.sampled_from(["group", "element", "indicator"])),
                "title": title,
                "text": text,
                "parent": draw(st.sampled_from(["", *above])),
                "level": draw(st.sampled_from(["", "Low", "High"])),
                "polarity": draw(st.sampled_from(["positive", "negative"])),
                "type": draw(WORDS),
            }
        )
    return records


def as_record(statement: Statement) -> dict[str, str]:
    levels = {"own:level.low": "Low", "own:level.high": "High"}
    return {
        "id": statement.id.removeprefix("own:"),
        "kind": statement.kind.value,
        "title": statement.title,
        "text": statement.text,
        "parent": (statement.parent_id or "").removeprefix("own:"),
        "level": levels.get(statement.level_id or "", ""),
        "polarity": statement.polarity.value,
        "type": statement.item_type,
    }


@given(records=tables(), quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_what_is_written_as_csv_is_read_back(records: list[dict[str, str]], quoting: Literal[0, 1]) -> None:
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, quoting=quoting, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)

    reading = read(file.getvalue(), LOW_HIGH)

    made = [s for s in reading.statements if s.kind is not Kind.LEVEL]
    reflowed = [{column: " ".join(cell.split()) for column, cell in r.items()} for r in records]
    assert [as_record(s) for s in made] == reflowed
    starts = [s.span.first_line for s in made]
    ends = [s.span.last_line for s in made]
    assert starts == [2, *(end + 1 for end in ends[:-1])]
    assert ends[-1] == file.getvalue().count("\n")
