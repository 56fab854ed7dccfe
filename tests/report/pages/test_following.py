"""Pages of what follows from other links, and of what cannot all be true."""

import re

import pytest

from crosswalk.contradictions import contradictions_table
from crosswalk.infer import infer
from crosswalk.model import Decision
from crosswalk.report.findings import Findings
from crosswalk.report.rendering import Served
from crosswalk.report.site import Site
from crosswalk.vocabulary import Predicate
from tests.chained import CATALOGUE, accepted, links_of, suggested
from tests.decided import decided, on, rejected
from tests.principles.trees import shared
from tests.report.small import small
from tests.report.tree import Node, tree
from tests.worlds import LetterEncoder

#: Ash 3 is the same as elm 3, and elm 3 narrower than fir 1.
CHAIN = (("ash:3", "elm:3", Predicate.EXACT), ("elm:3", "fir:1", Predicate.BROAD))


def votes(*said: tuple[str, str, Predicate]) -> list[Decision]:
    world = shared()
    return [decided(n, **on(world, a, b, predicate_id=how)) for n, (a, b, how) in enumerate(said, start=1)]


def found(*decisions: Decision) -> Findings:
    return small(shared(), decisions=decisions)


def page(findings: Findings, path: str, **served: object) -> Node:
    return tree(Site(findings).page(path, **served))


@pytest.fixture
def clashing() -> Findings:
    """The chain, and a rejection of the pair that follows from it."""
    no = rejected(3, **on(shared(), "fir:1", "ash:3", comment="Trees & talk differ.", reviewer="reviewer-2"))
    return found(*votes(*CHAIN), no)


def test_without_any_there_is_no_such_page_and_no_entry_in_the_menu() -> None:
    site = Site(found())

    for name in ("contradictions", "inferred"):
        assert f"{name}.html" not in site.pages
        assert f"{name}.csv" not in site.data
        assert f'"{name}.html"'.encode() not in site.page("index.html")


def test_what_follows_is_shown_with_its_chain_in_words_and_as_inferred() -> None:
    (article,) = page(found(*votes(*CHAIN)), "inferred.html").every("article")

    assert article.every("h3")[0].words == "ash:3 is narrower than fir:1"
    assert [item.words for item in article.every("li")] == [
        "ash: Growing trees in ash ash:3",
        "says the same as Reviewed elm: Growing trees in elm elm:3",
        "is narrower than Reviewed fir: Sharing information in fir fir:1",
    ]
    assert article.words.count("Reviewed") == 2, "the steps are reviewed, and what follows is not"
    assert "Inferred Nobody has judged it." in article.words


def test_where_a_step_has_no_probability_none_is_shown() -> None:
    # The small encoder knows none.
    assert "Its probability is not known" in page(found(*votes(*CHAIN)), "inferred.html").words


def test_the_product_shown_is_that_of_the_factors_shown() -> None:
    links = links_of(
        suggested("a:1", "b:1", 0.8),
        suggested("b:1", "c:1", 0.5),
        accepted("a:1", "b:1"),
        accepted("b:1", "c:1"),
    )
    base = small(CATALOGUE)
    every = [*links, *infer(links, CATALOGUE)]
    findings = Findings(
        catalogue=CATALOGUE,
        links=every,
        suggestions=base.suggestions,
        made=base.made,
        encode=LetterEncoder().encode,
    )
    said = re.search(r"multiplied: ([\d.]+) × ([\d.]+) = (\d\.\d+)", page(findings, "inferred.html").words)

    assert {float(said[1]), float(said[2])} == {0.8, 0.5}
    assert float(said[3]) == pytest.approx(0.4)


def test_a_contradiction_names_what_is_wrong_the_links_and_votes_behind_it_and_what_to_do(
    clashing: Findings,
) -> None:
    section = page(clashing, "contradictions.html").at("rejected-along-chain")

    (article,) = section.every("article")
    assert "A pair was turned down that follows from other links" in section.every("h2")[0].words
    assert "What to do: Either the pair corresponds after all" in section.words
    assert article.every("h3")[0].words == clashing.contradictions[0].words
    assert "Growing trees in ash" in article.words
    assert "ash:3 says the same as elm:3 Reviewed" in article.words
    assert "reviewer-2, 2026-01-31: fir:1 does not correspond to ash:3: different topic." in article.words
    assert "“Trees & talk differ.”" in article.words
    # A pair that people judged does not follow any more.
    assert "inferred.html" not in Site(clashing).pages


def test_the_table_beside_the_page_lists_the_same(clashing: Findings) -> None:
    site = Site(clashing)

    assert (
        site.data["contradictions.csv"]()
        == contradictions_table(clashing.contradictions).to_csv(index=False, lineterminator="\n").encode()
    )
    assert len(page(clashing, "contradictions.html").every("article")) == len(clashing.contradictions)


def test_a_framework_said_to_have_nothing_leads_back_to_where_that_was_said() -> None:
    none = rejected(2, **on(shared(), "ash:3", "elm:framework"))
    findings = found(*votes(CHAIN[0]), none)
    article = page(findings, "contradictions.html", served=Served()).at("none-but-some-1")

    assert "/element?of=ash%3A3&with=elm" in article.addresses
    assert "/review?queue=pair&a=ash%3A3&b=elm%3A3" in article.addresses


def test_only_the_page_that_is_served_leads_to_the_review(clashing: Findings) -> None:
    on_disk = page(clashing, "contradictions.html").addresses
    served = page(clashing, "contradictions.html", served=Served()).addresses

    assert not [address for address in on_disk if address.startswith("/")]
    assert "/review?queue=clashes" in served


def test_inferred_links_close_no_gap() -> None:
    findings = found(*votes(*CHAIN))
    rows = findings.gaps
    towards = rows[(rows["statement_id"] == "ash:3") & (rows["against"] == "fir")]

    assert list(towards["state"]) == ["not yet reviewed"]
