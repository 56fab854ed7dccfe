import re
from pathlib import Path

import pandas as pd
import pytest

from crosswalk.align import Axis, Band, Levels, Rung
from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Scale
from crosswalk.report.findings import Findings
from crosswalk.report.site import Site
from crosswalk.vocabulary import Predicate
from tests.decided import decided, on
from tests.report.small import small
from tests.report.tree import Node, tree
from tests.worlds import statement


def laid(*, axes: tuple[str, str] = ("degree", "role")) -> Levels:
    """Ash First is our band 1 and Second band 2; fir Head is band 2, Guest has no counterpart."""
    places = {("ash", "First"): 1, ("ash", "Second"): 2, ("fir", "Head"): 2, ("fir", "Guest"): None}
    return Levels(
        note="A <reading>.",
        bands=(Band(number=1, name="Low", about="The start."), Band(number=2, name="High", about="The end.")),
        axes=tuple(
            Axis(framework_id=name, name=axis, about=f"About {name}.", where=f"{name}.txt:1")
            for name, axis in zip(("ash", "fir"), axes, strict=True)
        ),
        rungs=tuple(
            Rung(
                framework_id=name, label=label, band=band, reading="ours", reason=f"Why {label}.", where="x:2"
            )
            for (name, label), band in places.items()
        ),
    )


@pytest.fixture
def three(world: Catalogue) -> Catalogue:
    """Ash, elm, which has no levels, and fir, whose levels are roles."""
    fir = Framework(
        id="fir",
        title="Fir",
        source="corpus/fir/source.txt",
        scale=Scale(name="role", labels=("Guest", "Head")),
        statements=(
            statement("fir:level.guest", Kind.LEVEL, 1, title="Guest", rank=1),
            statement("fir:level.head", Kind.LEVEL, 2, title="Head", rank=2),
            statement("fir:1", Kind.ELEMENT, 3, title="Sharing"),
            statement("fir:1.head", Kind.INDICATOR, 4, text="Shares information with partners, as head.",
                      parent_id="fir:1", level_id="fir:level.head"),
        ),
    )  # fmt: skip
    return Catalogue([*world, fir])


def page(findings: Findings) -> Node:
    return tree(Site(findings).page("levels.html"))


def apart(world: Catalogue) -> list[object]:
    return [decided(1, **on(world, "ash:1.1.first", "fir:1.head", predicate_id=Predicate.EXACT))]


def test_without_a_reading_there_is_no_page_of_levels(world: Catalogue) -> None:
    site = Site(small(world))

    assert "levels.html" not in site.pages
    assert b'"levels.html"' not in site.page("gaps.html")
    assert "levels.csv" not in site.data


def test_each_level_stands_in_its_band_with_the_number_of_its_indicators(three: Catalogue) -> None:
    found = page(small(three, levels=laid())).at("side-by-side")

    rows = {row.every("th")[0].words: [c.words for c in row.every("td")] for row in found.every("tr")[1:]}
    assert rows == {
        "Ash": ["degree", "First (2)", "Second (1)", ""],
        "Fir": ["role", "", "Head (1)", "Guest"],
    }
    assert "No level of Elm is laid out." in found.words


def test_every_level_has_a_reason_its_lines_and_is_called_our_reading(built: Path) -> None:
    found = tree((built / "reports/levels.html").read_text(encoding="utf-8")).at("reasons")
    table = pd.read_csv(built / "reports/levels.csv", keep_default_na=False)

    rows = [row for row in found.every("tr") if row.every("td")]
    assert len(rows) == len(table)
    for row, level in zip(rows, table.to_dict("records"), strict=True):
        assert row.every("th")[0].words == level["level"]
        cells = [cell.words for cell in row.every("td")]
        assert cells[1:] == ["our reading", " ".join(level["reason"].split()), level["where"]]


def test_the_page_says_that_no_document_says_so_and_that_the_axes_differ(three: Catalogue) -> None:
    said = page(small(three, levels=laid())).at("reading").words

    assert "No document says how its levels stand to those of another" in said
    assert "The axes differ" in said
    assert "Ash – degree; Fir – role" in said
    assert "A <reading>." in said
    same = page(small(three, levels=laid(axes=("role", "role")))).at("reading").words
    assert "The axes differ" not in same


def test_one_behaviour_in_two_bands_is_shown_with_the_words_of_both_ends(three: Catalogue) -> None:
    found = page(small(three, levels=laid(), decisions=apart(three))).at("conflicts")

    (article,) = found.every("article")
    assert "1 band apart" in article.every("h3")[0].words
    assert "The first says the same as the second" in article.words
    assert "Shares information with partners." in article.words
    assert "Shares information with partners, as head." in article.words
    assert (
        "The two scales measure different things, so this is a question and no contradiction" in article.words
    )
    assert "pairs/ash--fir.html" in article.addresses


def test_on_scales_of_one_kind_it_needs_another_look(three: Catalogue) -> None:
    levels = laid(axes=("role", "role"))
    found = page(small(three, levels=levels, decisions=apart(three))).at("conflicts")

    assert "Both scales measure the same" in found.words


def test_without_such_pairs_the_page_says_so(three: Catalogue) -> None:
    assert "There are none." in page(small(three, levels=laid())).at("conflicts").words


def test_each_principle_with_levels_leads_to_its_progression(built: Path) -> None:
    found = tree((built / "reports/levels.html").read_text(encoding="utf-8")).at("progressions")
    counts = pd.read_csv(built / "reports/progression.csv").groupby("principle")["band"].count()

    shown = dict(
        zip(
            found.addresses[1:],
            [int(re.search(r"\((\d+)", one.words)[1]) for one in found.every("li")],
            strict=True,
        )
    )
    assert shown == {
        f"principles/{name}.html#page:progression": count for name, count in counts.items() if count
    }
    for address in shown:
        path = built / "reports" / address.partition("#")[0]
        assert 'id="page:progression"' in path.read_text(encoding="utf-8")


def test_levels_of_a_framework_known_by_reference_lead_to_no_page(built: Path) -> None:
    found = tree((built / "reports/levels.html").read_text(encoding="utf-8")).at("side-by-side")

    assert "frameworks/sssc.html" in found.addresses
    assert "frameworks/clf.html" not in found.addresses
    assert "CLF known only from what other documents say" in found.words
