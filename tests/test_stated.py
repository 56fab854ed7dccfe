from collections import Counter

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind
from crosswalk.stated import cite, mirror
from crosswalk.vocabulary import LinkKind, Predicate


def test_a_citation_becomes_a_cited_link_with_its_words_and_lines(real_catalogue: Catalogue) -> None:
    links = {m.subject_id: m for m in cite(real_catalogue)}

    resilience = links["sssc:2.4.established"]
    assert resilience.object_id == "clf:resilience.accomplished"
    assert resilience.kind is LinkKind.CITED
    assert [str(piece) for piece in resilience.evidence] == [
        "“(CLF: Resilience – Accomplished)” (corpus/sssc/source.txt:309-309)"
    ]


def test_taken_from_and_closely_links_are_different_relations(real_catalogue: Catalogue) -> None:
    relations = Counter(m.predicate_id for m in cite(real_catalogue))

    assert relations == {Predicate.SOURCE: 22, Predicate.RELATED: 2}


def test_a_citation_without_its_closing_bracket_is_a_citation(real_catalogue: Catalogue) -> None:
    links = {m.subject_id: m.object_id for m in cite(real_catalogue)}

    assert links["sssc:5.1.established"] == "clf:working-in-partnership.exemplary"


def test_the_seven_dimensions_mirror_the_seven_domains(real_catalogue: Catalogue) -> None:
    pairs = [(m.subject_id, m.object_id) for m in mirror(real_catalogue) if m.predicate_id is Predicate.CLOSE]

    assert pairs == [(f"lqf:{n}", f"nhslf:{n}") for n in range(1, 8)]


def test_statements_about_whole_frameworks_become_links_between_frameworks(
    real_catalogue: Catalogue,
) -> None:
    links = [
        (m.subject_id, m.object_id, str(m.evidence[0].span))
        for m in mirror(real_catalogue)
        if m.subject_id.endswith(":framework")
    ]

    assert links == [
        ("lqf:framework", "nhslf:framework", "corpus/lqf/source.txt:79-79"),
        ("lqf:framework", "nhslf:framework", "corpus/lqf/source.txt:120-120"),
        ("pathway4:framework", "seven-features:framework", "corpus/pathway4/source.txt:9-9"),
        ("pathway4:framework", "pqs:framework", "corpus/pathway4/source.txt:9-9"),
        ("pathway4:framework", "kss:framework", "corpus/pathway4/source.txt:9-9"),
        ("pathway4:framework", "frontline:framework", "corpus/pathway4/source.txt:9-9"),
        ("lqf:framework", "nhslf:framework", "corpus/dcs/source.txt:29-30"),
    ]


def test_no_stated_link_joins_two_indicators(real_catalogue: Catalogue) -> None:
    statements = {s.id: s for s in real_catalogue.statements}

    both_indicators = [
        m
        for m in [*cite(real_catalogue), *mirror(real_catalogue)]
        if m.subject_id in statements
        and m.object_id in statements
        and statements[m.subject_id].kind is statements[m.object_id].kind is Kind.INDICATOR
    ]

    assert both_indicators == []


def test_equal_names_alone_are_not_a_mirrored_link(real_catalogue: Catalogue) -> None:
    linked = {node for m in mirror(real_catalogue) for node in (m.subject_id, m.object_id)}

    # "Personal Qualities" (grade9) and "Self-Awareness" (grade9, dcs) have namesakes elsewhere.
    assert not any(node.startswith(("grade9:", "dcs:")) for node in linked)


def test_groups_are_paired_by_title_only_where_a_document_says_so(world: Catalogue) -> None:
    pairs = [(m.subject_id, m.object_id) for m in mirror(world)]

    assert pairs == [("ash:framework", "oak:framework"), ("ash:1", "oak:1")]
