import hashlib
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind
from crosswalk.readers import read_framework, read_frameworks
from crosswalk.vocabulary import Predicate

Change = Callable[[str, str, str], None]
DOCUMENTS = ("sssc", "lqf", "grade9", "pathway4", "dcs")


def squeezed(text: str) -> str:
    """Words without white space and markup, by other means than the readers use."""
    bare = re.sub(r"</?\w[^>]*>|\*|\]\([^)]*\)|\[", "", text)
    return "".join(bare.split())


def source_lines(framework: Framework) -> list[str]:
    return (Path(__file__).parents[2] / framework.source).read_text(encoding="utf-8").split("\n")


def test_frameworks_come_in_the_order_of_their_cards_and_named_ones_last(
    frameworks: dict[str, Framework],
) -> None:
    assert list(frameworks) == [*DOCUMENTS, "clf", "nhslf", "seven-features", "pqs", "kss", "frontline"]
    assert [f.id for f in frameworks.values() if f.known_by_reference] == list(frameworks)[5:]


def test_the_five_documents_hold_591_indicators(frameworks: dict[str, Framework]) -> None:
    counts = [len(frameworks[d].of_kind(Kind.INDICATOR)) for d in DOCUMENTS]

    assert counts == [66, 200, 239, 65, 21]
    assert sum(counts) == 591


def test_every_id_is_used_once_and_has_its_framework_s_prefix(frameworks: dict[str, Framework]) -> None:
    for framework in frameworks.values():
        assert {s.framework_id for s in framework.statements} <= {framework.id}
    ids = [s.id for s in Catalogue(frameworks.values()).statements]
    assert len(ids) == len(set(ids))


def test_reading_twice_gives_the_same(frameworks: dict[str, Framework], corpus: Path) -> None:
    assert read_frameworks(corpus) == tuple(frameworks.values())


@pytest.mark.parametrize("framework_id", DOCUMENTS)
def test_every_statement_s_words_stand_in_the_lines_it_names(
    frameworks: dict[str, Framework], framework_id: str
) -> None:
    framework = frameworks[framework_id]
    lines = source_lines(framework)
    spoken_of = (s for f in ("clf", "nhslf") for s in frameworks[f].statements)
    for statement in (*framework.statements, *(s for s in spoken_of if s.span.path == framework.source)):
        span = statement.span
        found = squeezed("".join(lines[span.first_line - 1 : span.last_line]))
        # A stage's title is spelt as in the table heading; its definition spells it small.
        title = statement.title if statement.item_type != "stage" else statement.title.casefold()
        body = found if statement.item_type != "stage" else found.casefold()

        assert squeezed(title) in body
        assert squeezed(statement.text) in found
        assert "".join(statement.marks) in found
        if statement.citation:
            cited = statement.citation.span
            assert squeezed(statement.citation.words) in squeezed(
                "".join(lines[cited.first_line - 1 : cited.last_line])
            )


@pytest.mark.parametrize("framework_id", DOCUMENTS)
def test_every_line_with_words_is_a_statement_s_or_left_out_but_never_both(
    frameworks: dict[str, Framework], framework_id: str
) -> None:
    framework = frameworks[framework_id]
    everything = [s for f in frameworks.values() for s in f.statements]
    spans = [s.span for s in everything] + [s.citation.span for s in everything if s.citation]
    used = {n for s in spans if s.path == framework.source for n in range(s.first_line, s.last_line + 1)}
    left_out = Counter(n for o in framework.left_out for n in range(o.first_line, o.last_line + 1))

    for number, line in enumerate(source_lines(framework), start=1):
        if line.strip():
            assert (number in used) + left_out[number] == 1, f"line {number}: {line}"
    assert all(out.reason for out in framework.left_out)


def test_every_parent_and_level_exists_and_parents_come_first(frameworks: dict[str, Framework]) -> None:
    for framework in frameworks.values():
        seen: set[str] = set()
        for statement in framework.statements:
            seen.add(statement.id)
            assert statement.parent_id is None or statement.parent_id in seen
            assert statement.level_id is None or framework.by_id[statement.level_id].kind is Kind.LEVEL


def test_what_is_our_attribution_is_marked(frameworks: dict[str, Framework]) -> None:
    sssc = frameworks["sssc"]

    assert sssc.publisher == "Scottish Social Services Council (SSSC)"
    assert set(sssc.attributed) == {"title", "publisher", "nation"}
    assert "our attribution" in sssc.note
    assert frameworks["lqf"].attributed == ("nation",)
    assert frameworks["grade9"].publisher is None


def test_what_documents_say_of_other_frameworks_has_its_words_and_lines(
    frameworks: dict[str, Framework],
) -> None:
    said = [
        (d.subject_id, d.predicate_id, d.object_id, str(d.evidence.span), d.same_groups)
        for f in frameworks.values()
        for d in f.declarations
    ]

    source = "corpus/pathway4/source.txt:9-9"
    assert said == [
        ("lqf", Predicate.RELATION, "nhslf", "corpus/lqf/source.txt:79-79", False),
        ("lqf", Predicate.SOURCE, "nhslf", "corpus/lqf/source.txt:120-120", True),
        *(
            ("pathway4", Predicate.SOURCE, named, source, False)
            for named in ("seven-features", "pqs", "kss", "frontline")
        ),
        ("lqf", Predicate.RELATION, "nhslf", "corpus/dcs/source.txt:29-30", False),
    ]


def test_a_framework_that_is_only_named_has_a_title_and_nothing_else(
    frameworks: dict[str, Framework],
) -> None:
    pqs = frameworks["pqs"]

    assert (pqs.title, pqs.statements, pqs.source) == ("PQS for Practice Supervisors", (), "")


def test_files_and_hidden_folders_are_passed_over(corpus: Path) -> None:
    (corpus / "notes.txt").write_text("not a framework")
    (corpus / ".cache").mkdir()

    assert len(read_frameworks(corpus)) == 11


def test_a_card_without_an_order_comes_after_those_with_one(corpus: Path, change_card: Change) -> None:
    change_card("sssc", "order = 1\n", "")

    assert [f.id for f in read_frameworks(corpus)][:7] == [
        "lqf",
        "grade9",
        "pathway4",
        "dcs",
        "clf",
        "nhslf",
        "sssc",
    ]


def test_windows_line_ends_change_the_hash_but_not_the_words(
    corpus: Path, change_card: Change, frameworks: dict[str, Framework]
) -> None:
    source = corpus / "grade9" / "source.txt"
    source.write_bytes(source.read_bytes().replace(b"\n", b"\r\n"))
    change_card("grade9", frameworks["grade9"].sha256, hashlib.sha256(source.read_bytes()).hexdigest())

    framework, _ = read_framework(corpus / "grade9", shown_as="corpus/grade9")

    assert framework.statements == frameworks["grade9"].statements
