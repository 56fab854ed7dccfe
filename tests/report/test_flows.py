from dataclasses import replace
from itertools import pairwise

from crosswalk.model import Member, Principle, Principles
from crosswalk.report.findings import Findings
from crosswalk.report.flows import Bar, flows
from tests.chained import CATALOGUE, IDS
from tests.report.small import small


def with_labels(*labels: str) -> Findings:
    """Principles with these labels, two statements in each."""
    made = tuple(
        Principle(
            id=f"p{number}", label=label, label_from=None, definition="", definition_from=None, terms=(),
            stability=None,
            members=tuple(Member(statement_id=IDS[(number + n) % 12], stability=None) for n in (0, 3)),
        )
        for number, label in enumerate(labels)
    )  # fmt: skip
    return replace(small(CATALOGUE), principles=Principles(principles=made))


def spread(bar: Bar, line: float) -> tuple[float, float]:
    """Where the words beside a bar begin and end."""
    half = line * len(bar.lines) / 2
    return bar.middle - half, bar.middle + half


def test_every_statement_flows_somewhere_and_bars_are_as_wide_as_their_ribbons() -> None:
    found = flows(with_labels("One", "Two"))

    assert sum(ribbon.count for ribbon in found.ribbons) == sum(bar.count for bar in found.frameworks)
    assert sum(bar.count for bar in found.frameworks) == sum(bar.count for bar in found.principles)
    assert found.principles[-1].label == "belongs to none"


def test_long_labels_stand_on_two_lines_with_their_count_and_end_in_an_ellipsis_if_need_be() -> None:
    middling = "Communicating and promoting ownership of the vision"
    found = flows(with_labels(middling, "word " * 40))

    first, second, _ = found.principles
    assert " ".join(first.lines) == f"{middling} (2)"
    assert len(first.lines) == len(second.lines) == 2
    assert second.lines[-1].endswith(" … (2)")
    assert all(len(line) <= 42 for bar in (first, second) for line in bar.lines)
    assert second.label.startswith("word word"), "the whole label is kept for those who point at it"


def test_labels_never_stand_on_each_other_nor_outside_the_drawing() -> None:
    found = flows(
        with_labels(*(f"Principle number {n} with a label of two lines of words" for n in range(25)))
    )

    for side in (found.frameworks, found.principles):
        places = [spread(bar, found.line) for bar in side]
        assert all(before[1] <= after[0] + 1e-6 for before, after in pairwise(places))
        assert places[0][0] >= 0
        assert places[-1][1] <= found.height


def test_principles_beyond_thirty_share_a_bar_that_leads_to_all_of_them() -> None:
    found = flows(with_labels(*(f"P{n}" for n in range(34))))

    *_, last, others, none = found.principles
    assert (last.label, others.label, none.label) == ("P29", "4 more principles", "belongs to none")
    assert others.page == "principles.html#side-by-side"
