from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import PrinciplesError
from crosswalk.interop.principles import read_principles, write_principles
from crosswalk.principles import Entry, Found, Record, derive, rebuild
from tests.principles.trees import links, shared
from tests.worlds import LetterEncoder

WORLD = shared()
IDS = [s.id for s in WORLD.statements]
FIRST = rebuild(Record(), derive(WORLD, links(), encode=LetterEncoder().encode), catalogue=WORLD).record
TEXT = write_principles(FIRST, WORLD)


def read(text: str) -> Record:
    return read_principles(text, WORLD, path="mappings/principles.yaml")


def fault(text: str) -> str:
    with pytest.raises(PrinciplesError) as refused:
        read(text)
    return str(refused.value)


def changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def line_of(words: str, text: str = TEXT) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if words in line)


words = st.text(st.characters(codec="utf-8"), max_size=30)
labels = words.filter(lambda text: text.strip() != "")
members = st.lists(st.sampled_from(IDS), unique=True, max_size=5).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> Record:
    numbers = draw(st.lists(st.integers(1, 9), unique=True, max_size=4))
    entries = tuple(
        Entry(
            id=f"p{number}",
            label=draw(labels),
            definition=draw(words),
            members=draw(members),
            pinned=draw(members),
            removed=draw(members),
            edited=draw(st.sampled_from([(), ("label",), ("label", "definition")])),
        )
        for number in numbers
    )
    found = tuple(
        Found(id=f"p{number}", label=draw(words), label_from="ash:1", definition=draw(words),
              definition_from="ash:1.a", members=draw(members))
        for number in numbers[:2]
    )  # fmt: skip
    return Record(entries=entries, found=found, dropped=draw(st.sampled_from([(), ("p11", "yes")])))


@given(records())
def test_what_is_written_is_read_back(record: Record) -> None:
    assert read(write_principles(record, WORLD)) == record


def test_the_words_of_each_member_stand_beside_it_as_a_comment() -> None:
    assert "  - ash:1  # Sharing information in ash\n" in TEXT


def test_the_file_is_yaml_that_any_tool_reads() -> None:
    assert [one["id"] for one in yaml.safe_load(TEXT)["principles"]] == ["p1", "p2"]


def test_an_empty_file_is_an_empty_record() -> None:
    assert read("") == Record()
    assert read("# nothing\n") == Record()


def test_a_person_may_leave_out_the_id_of_a_new_principle_and_empty_lists() -> None:
    text = changed("\ndropped: []", "\n- label: Mine\n  pinned:\n  members:\n  - fir:3\n\ndropped:")

    assert read(text).entries[2] == Entry(id="p3", label="Mine", definition="", members=("fir:3",))


def test_a_statement_that_does_not_exist_is_named_with_its_line() -> None:
    text = changed("  - ash:1.a  #", "  - ash:1.x  #")

    assert fault(text).startswith(
        f"mappings/principles.yaml:{line_of('- ash:1.x', text)}: no statement has the id 'ash:1.x'."
    )


def test_a_statement_that_the_tool_wrote_and_that_is_gone_is_no_fault() -> None:
    gone = replace(FIRST, found=(replace(FIRST.found[0], members=("ash:99",)), *FIRST.found[1:]))
    gone = replace(gone, entries=(replace(gone.entries[0], members=("ash:99",)), *gone.entries[1:]))

    assert read(write_principles(gone, WORLD)) == gone


def test_broken_yaml_is_named_with_its_line() -> None:
    text = changed('  label: "Sharing', "  label: Sharing: the")

    assert fault(text).startswith(
        f"mappings/principles.yaml:{line_of('Sharing: the', text)}: the file is no YAML"
    )


def test_a_field_said_twice_is_named_with_its_line() -> None:
    text = changed("  members:\n", "  members: []\n  members:\n")

    assert "`members` is said twice" in fault(text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  label: ", "  lable: ", "principles.0"),
        (
            '  label: "Sharing information in ash"',
            "  label: 7",
            "principles.0.label: Input should be a valid string",
        ),
        ('  label: "Sharing information in ash"', '  label: " "', "principles.0.label: ' ' says nothing"),
        ("- id: p1\n", "- id: care/p1\n", "principles.0.id: 'care/p1' is no id: it names a file"),
        ("  - ash:1.a  #", "  - ash  #", "'ash' is no id of a statement"),
        ("- id: p2", "- id: p1", "two principles have the id p1"),
        ("- id: p1\n", "- id: p1\n  merged: [p7]\n", "there is no principle 'p7' to merge"),
        ("- id: p1\n", "- id: p1\n  merged: [p1]\n", "p1 is merged into itself"),
        ("principles:", "principle:", "principle: Extra inputs are not permitted"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(old: str, new: str, said: str) -> None:
    message = fault(changed(old, new))

    assert said in message
    assert message.startswith("mappings/principles.yaml:")


def test_a_merge_in_a_circle_is_refused() -> None:
    text = changed("- id: p1\n", "- id: p1\n  merged: [p2]\n").replace(
        "- id: p2\n", "- id: p2\n  merged: [p1]\n", 1
    )

    assert "is merged into itself" in fault(text)


def test_a_principle_merged_in_two_places_is_refused() -> None:
    new = "\n- id: p8\n  label: Mine\n  merged: [p2]\n\ndropped: []"
    text = changed("- id: p1\n", "- id: p1\n  merged: [p2]\n").replace("\ndropped: []", new, 1)

    assert "p2 is merged into p1 and into p8" in fault(text)


@pytest.mark.parametrize(
    "text", ["- 1", "word", "principles: 3", "? [a]\n: 1", "{a: !!python/none x}", "&a [*a]"]
)
def test_any_other_yaml_is_refused_in_words(text: str) -> None:
    assert "mappings/principles.yaml" in fault(text)


def test_an_edit_survives_rebuilding_and_writing() -> None:
    text = changed('  label: "Sharing information in ash"', "  label: Openness  # ours").replace(
        "  - fir:1.a ", "  # ", 1
    )
    derived = derive(WORLD, links(), encode=LetterEncoder().encode)
    once = rebuild(read(text), derived, catalogue=WORLD)
    written = write_principles(once.record, WORLD)

    assert once.principles.principles[0].label == "Openness"
    assert "fir:1.a" not in once.principles.principles[0].statement_ids
    assert write_principles(rebuild(read(written), derived, catalogue=WORLD).record, WORLD) == written
