import html as markup
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Polarity
from crosswalk.model.written import percent
from crosswalk.report.findings import Findings
from crosswalk.report.pages import suggestions as suggestions_page
from crosswalk.report.pages.suggestions import explain_suggestions
from crosswalk.report.site import Site
from crosswalk.suggest import Suggestions, suggest
from crosswalk.suggest.encoders import DEFAULT_ENCODER
from crosswalk.suggest.explain import Explanation, explain
from crosswalk.suggest.explained import explanation_lines, relation_words
from crosswalk.suggest.marked import marked
from crosswalk.workspace import Workspace
from tests.report.small import small
from tests.worlds import statement

ARTICLE = re.compile(r'<article class="pair" id="([^"]+)"[^>]*>(.*?)</article>', flags=re.DOTALL)
WORDING = re.compile(r'<p class="wording">(.*?)</p>', flags=re.DOTALL)


class Reader(HTMLParser):
    """Collects headings, ids, addresses, and what tables and regions say of themselves."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.levels: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append((tag, known))
        self.ids += [known["id"]] if "id" in known else []
        self.addresses += [known[name] for name in ("href", "src") if name in known]
        self.levels += [int(tag[1])] if re.fullmatch(r"h\d", tag) else []


def words(page: str) -> str:
    """What a reader sees, in one line."""
    return " ".join(markup.unescape(re.sub(r"<[^>]+>", "", page)).split())


def articles(page: str) -> dict[str, str]:
    found = ARTICLE.findall(page)
    assert len(found) == len(dict(found)), "no pair stands on the page twice"
    return dict(found)


def part(page: str, start: str) -> str:
    """The section that begins with `start`."""
    return page[page.index(start) :].partition("</section>")[0]


@pytest.fixture(scope="module")
def page(built: Path) -> str:
    return (built / "reports/suggestions.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def links(built: Path) -> pd.DataFrame:
    """Every suggested link, with the kind of its statements."""
    links = pd.read_csv(built / "reports/links.csv", keep_default_na=False)
    kinds = pd.read_csv(built / "reports/statements.csv").set_index("id")["kind"]
    suggested = links[links["kind"] == "suggested"]
    return suggested.assign(of=suggested["subject_id"].map(kinds))


@pytest.fixture(scope="module")
def said(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Suggestions:
    """What the build compared, compared again."""
    workspace = Workspace(shutil.copytree(built, tmp_path_factory.mktemp("again") / "project"))
    encoder = workspace.encoder(DEFAULT_ENCODER)
    return suggest(workspace.catalogue(), encoder, learnt=workspace.learnt())


@pytest.fixture(scope="module")
def explanations(page: str, said: Suggestions) -> dict[str, Explanation]:
    """By anchor, what `crosswalk explain` says of each pair on the page."""
    return {anchor: explain(*anchor.split("--"), said.pairwise) for anchor in articles(page)}


def page_of(findings: Findings) -> bytes:
    return Site(findings).page("suggestions.html")


def test_every_suggested_pair_of_elements_stands_on_the_page_with_both_wordings(
    page: str, links: pd.DataFrame
) -> None:
    found = articles(page)
    elements = links[links["of"] == "element"]

    assert len(elements) > 100
    for link in elements.itertuples():
        wordings = WORDING.findall(found[f"{link.subject_id}--{link.object_id}"])
        assert [words(w) for w in wordings] == [link.subject_text, link.object_text]


def test_the_pairs_of_two_frameworks_stand_in_the_order_of_the_links(page: str, links: pd.DataFrame) -> None:
    of_two = links[(links["of"] == "element") & links["subject_id"].str.startswith("sssc:")]
    of_two = of_two[of_two["object_framework"] == "lqf"]

    section = part(page, '<section id="sssc--lqf"')

    assert list(articles(section)) == [f"{s}--{o}" for s, o in of_two[["subject_id", "object_id"]].to_numpy()]
    assert f"{len(of_two)} suggested pairs, best first" in words(section)


def test_words_that_stand_in_both_are_marked_in_both(page: str, said: Suggestions) -> None:
    catalogue = said.pairwise.catalogue
    for anchor, article in articles(page).items():
        wordings = WORDING.findall(article)
        ends = [catalogue.statement(name) for name in anchor.split("--")]
        for wording, pieces in zip(wordings, marked(*(end.wording for end in ends)), strict=True):
            in_marks = "".join(re.findall(r"<mark>(.*?)</mark>", wording))
            shared = "".join(piece.words for piece in pieces if piece.shared)
            assert markup.unescape(in_marks) == shared


def test_every_figure_is_the_one_that_explain_gives(page: str, explanations: dict[str, Explanation]) -> None:
    found = articles(page)
    for anchor, explanation in explanations.items():
        text, lines = words(found[anchor]), explanation_lines(explanation)
        assert relation_words(explanation) in text
        if explanation.opposed:
            assert f"stands out by {explanation.opposition:+.1f} standard deviations" in text
            continue
        for line in lines:
            if line.startswith(("All views together", "Cosine of", "The two have", "Words that mean")):
                assert line in text
        for line, end in zip([ln for ln in lines if ln.startswith("Seen from")], "ab", strict=True):
            assert line.partition(", ")[2] in text, end
        assert f"{explanation.confidence:.0%}" in text or "over 99%" in text


def test_every_view_is_shown_with_its_share_of_the_vote(
    page: str, explanations: dict[str, Explanation]
) -> None:
    row = re.compile(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>')
    for anchor, article in articles(page).items():
        views = () if explanations[anchor].opposed else explanations[anchor].views
        assert [tuple(map(markup.unescape, found)) for found in row.findall(article)] == [
            (view.name, f"{view.score:+.1f}", f"{view.below:.1%}", f"{view.share:.0%}") for view in views
        ]


def test_the_indicators_that_carry_a_pair_are_quoted_with_their_ids(
    page: str, explanations: dict[str, Explanation]
) -> None:
    found = articles(page)
    carriers = [
        (words(found[anchor]), end)
        for anchor, explanation in explanations.items()
        for carrier in explanation.carriers
        for end in (carrier.subject, carrier.object)
    ]

    assert carriers
    assert all(f"“{end.text}” {end.id}" in text for text, end in carriers)


def test_what_is_better_or_next_best_is_named_and_linked_where_it_is_suggested(
    page: str, explanations: dict[str, Explanation]
) -> None:
    for anchor, article in articles(page).items():
        instead = explanations[anchor].instead
        if instead is None or explanations[anchor].opposed:
            continue
        order = "Next best" if explanations[anchor].from_subject.place == 1 else "Better"
        assert f"{order} for {anchor.split('--')[0]}: {instead.id} “{instead.label}”" in words(article)
        other = f"{anchor.split('--')[0]}--{instead.id}"
        assert (f'href="#{other}"' in article) == (other in explanations)
        assert ("which is not suggested" in article) == (other not in explanations)


def test_probabilities_are_said_to_rest_on_judgements_once_a_section(page: str) -> None:
    assert len(re.findall(r"Probabilities were learnt from [\d,]+ judged pairs", page)) == 10


def test_opposites_stand_in_a_section_of_their_own_with_the_warning_first(
    page: str, links: pd.DataFrame, said: Suggestions
) -> None:
    matches, _, opposites = page.partition('<section id="opposites"')
    negated = links[links["relation"] == "is the opposite of"]
    apart = articles(opposites)

    assert set(apart) == {f"{s}--{o}" for s, o in negated[["subject_id", "object_id"]].to_numpy()}
    assert not set(apart) & set(articles(matches))
    assert "is the opposite of" not in matches
    for article in apart.values():
        first, second = re.findall(r'<p class="id">(\S+) ', article)
        polarities = [said.pairwise.catalogue.statement(name).polarity for name in (first, second)]
        assert polarities == [Polarity.NEGATIVE, Polarity.POSITIVE]
        assert "Warning" in article.partition("Behaviour it negates")[0]
        assert not re.search(r"cosine|probability", article, flags=re.IGNORECASE)


def test_opposites_stand_with_framework_and_source_lines(page: str, said: Suggestions) -> None:
    for anchor, article in articles(part(page, '<section id="opposites"')).items():
        for name in anchor.split("--"):
            end = said.pairwise.catalogue.statement(name)
            assert f"{name} · {end.span}" in words(article)
            assert said.pairwise.catalogue.owner(name).name in words(article)


def test_pages_of_two_frameworks_lead_from_each_suggested_pair_to_its_explanation(
    built: Path, links: pd.DataFrame
) -> None:
    elements = links[links["of"] == "element"]
    pairs = {f"{s}--{o}" for s, o in elements[["subject_id", "object_id"]].to_numpy()}
    in_heat, in_lists = [], set()
    for path in (built / "reports/pairs").glob("*.html"):
        html = path.read_text(encoding="utf-8")
        in_heat += re.findall(r'<td class="h\d"><a href="\.\./suggestions\.html#([^"]+)">\d+</a></td>', html)
        in_lists |= {*re.findall(r'<a href="\.\./suggestions\.html#([^"]+)">Why<', html)}

    assert sorted(in_heat) == sorted(pairs)
    assert pairs <= in_lists, "opposites have their explanations too"


def test_the_page_works_from_disk_without_script_or_network(page: str) -> None:
    assert "<script" not in page
    assert " on" + "click" not in page
    assert not re.search(r"url\(|@import|https?://", page)
    assert len(page.encode()) < 1_500_000


def test_the_page_can_be_read_aloud(page: str) -> None:
    reader = Reader(page)

    assert reader.levels[0] == 1
    assert reader.levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(reader.levels, reader.levels[1:], strict=False))
    assert all("scope" in known for tag, known in reader.tags if tag == "th")
    assert page.count("<table") == page.count("<caption")
    assert "Words that stand in both wordings are marked" in words(page)
    labels = [known["aria-labelledby"] for _, known in reader.tags if "aria-labelledby" in known]
    assert set(labels) <= set(reader.ids)


def test_the_page_says_on_top_that_nothing_is_reviewed(page: str) -> None:
    top = words(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))[:300]

    assert re.search(r"Provisional: 0 of \d+ suggested links reviewed", top)


def test_marked_words_can_be_read_in_light_and_in_dark(page: str) -> None:
    def luminance(colour: str) -> float:
        parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    inks, marks = (re.findall(rf"--{name}: (#[0-9a-f]{{6}})", page)[:2] for name in ("ink", "mark"))
    assert len(inks) == len(marks) == 2
    for ink, mark in zip(inks, marks, strict=True):
        light, dark = sorted((luminance(ink), luminance(mark)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_where_no_probability_is_known_the_page_says_so(world: Catalogue) -> None:
    text = words(page_of(small(world)).decode())

    assert "How probable a match is, is not known" in text
    assert "Probability of a match: not known" in text


def test_equal_input_gives_equal_bytes(world: Catalogue) -> None:
    assert page_of(small(world)) == page_of(small(world))


def test_two_frameworks_with_nothing_in_common_get_a_sentence_and_no_table() -> None:
    nothing = Catalogue(
        Framework(id=name, title=name, statements=(statement(f"{name}:1", Kind.ELEMENT, 1, title=title),))
        for name, title in (("one", "aaaa"), ("two", "bbbb"))
    )

    page = page_of(small(nothing)).decode()

    assert "No pair of elements is suggested. That does not mean" in words(page)
    assert "<article" not in page


def test_a_page_of_no_framework_can_be_made() -> None:
    assert b"How to read a pair" in page_of(small(Catalogue([])))


def test_a_long_list_is_cut_and_the_page_says_so(world: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions_page, "_MOST", 1)

    findings = small(world)

    section = next(section for section in explain_suggestions(findings).matches if section.count > 1)
    assert len(section.pairs) == 1
    assert f"{section.count} suggested pairs, best first. The best 1 are explained" in words(
        page_of(findings).decode()
    )


def hostile() -> Iterator[Framework]:
    for name in ("one", "two"):
        yield Framework(
            id=name,
            title=f"<b>{name}</b>",
            statements=(
                statement(f"{name}:1", Kind.ELEMENT, 1, title="<i>Sharing</i> & caring", text="<script>x()"),
                statement(
                    f"{name}:1.1", Kind.INDICATOR, 2, text="Shares <img> & cares", parent_id=f"{name}:1"
                ),
                statement(f"{name}:2", Kind.ELEMENT, 3, title="Managing <u>money"),
            ),
        )


def test_words_of_a_framework_cannot_become_markup() -> None:
    page = page_of(small(Catalogue(hostile()), title="<em>All</em>")).decode()

    for tag in ("<b>one", "<i>", "<script", "<img", "<u>", "<em>"):
        assert tag not in page
    assert "&lt;b&gt;one&lt;/b&gt;" in page
    assert "<i>Sharing</i> & caring. <script>x()" in words(page)


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, "0%"), (0.001, "under 1%"), (0.57, "57%"), (0.999, "over 99%"), (1.0, "100%")]
)
def test_a_probability_does_not_pass_for_certain(value: float, shown: str) -> None:
    assert percent(value) == shown
