from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.catalogue import Catalogue
from crosswalk.errors import MappingFileError
from crosswalk.interop.sssom import read_sssom, write_sssom
from crosswalk.model import Evidence, Mapping, Span
from crosswalk.vocabulary import Justification, Predicate
from tests.worlds import invented

CATALOGUE = invented()
IDS = [s.id for s in CATALOGUE.statements] + [f.node_id for f in CATALOGUE]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1)

mappings = st.builds(
    Mapping,
    subject_id=st.sampled_from(IDS),
    predicate_id=st.sampled_from(Predicate),
    object_id=st.sampled_from(IDS),
    mapping_justification=st.sampled_from(Justification),
    similarity_score=st.none() | st.integers(0, 10**6).map(lambda n: n / 10**6),
    similarity_measure=st.none() | st.just("cosine"),
    confidence=st.none() | st.floats(0, 1),
    evidence=st.lists(
        st.builds(
            Evidence,
            st.just("") | WORDS,
            st.builds(Span, st.just("corpus/ash/source.txt"), st.integers(1, 9), st.integers(9, 99)),
        ),
        max_size=3,
    ).map(tuple),
    path=st.just(()) | st.lists(st.sampled_from(IDS), min_size=2, max_size=4).map(tuple),
)


def written(*claims: Mapping) -> str:
    return write_sssom(claims, CATALOGUE, name="test", description="A test.")


CLAIM = Mapping(
    subject_id="ash:1.1",
    predicate_id=Predicate.UNSPECIFIED,
    object_id="elm:1",
    mapping_justification=Justification.SIMILARITY,
    similarity_score=0.25,
    mapping_tool="crosswalk suggest, a model",
    mapping_tool_version="1",
)

#: The line on which the one claim stands.
LAST = f":{written(CLAIM).count(chr(10))}:"


@given(st.lists(mappings))
def test_what_is_written_is_read_back_the_same(claims: list[Mapping]) -> None:
    assert read_sssom(written(*claims), path="m.tsv") == claims


def test_the_chain_behind_an_inferred_claim_stands_before_its_places() -> None:
    chain = replace(
        CLAIM,
        mapping_justification=Justification.CHAINING,
        path=("ash:1.1", "oak:1", "elm:1"),
        evidence=(Evidence("", Span("corpus/ash/source.txt", 4, 4)),),
    )

    assert "\tash:1.1 -> oak:1 -> elm:1; corpus/ash/source.txt:4-4\n" in written(chain)


def test_the_file_names_sources_versions_and_licence() -> None:
    header, _, rows = written(CLAIM).partition("subject_id\t")

    assert "#license: https://w3id.org/sssom/license/unspecified" in header
    assert f"#subject_source_version: sha256:{'a' * 16}" in header
    assert "Sharing information well" in rows


def test_lines_end_as_sssom_wants() -> None:
    assert "\r" not in written(CLAIM)


def test_a_raw_score_is_never_called_confidence() -> None:
    columns = next(line for line in written(CLAIM).splitlines() if not line.startswith("#")).split("\t")

    assert "similarity_score" in columns
    assert "confidence" not in columns


def test_relation_and_probability_stand_in_their_own_columns() -> None:
    claim = replace(CLAIM, predicate_id=Predicate.NARROW, confidence=0.75)
    opposite = replace(CLAIM, subject_id="elm:1.n", predicate_id=Predicate.OPPOSITE, object_id="elm:1.1")

    rows = [line.split("\t") for line in written(claim, opposite).splitlines() if not line.startswith("#")]
    first, second = (dict(zip(rows[0], row, strict=True)) for row in rows[1:])

    assert (first["predicate_id"], first["confidence"]) == ("skos:narrowMatch", "0.75")
    assert first["similarity_score"] == "0.25"
    assert (second["predicate_id"], second["confidence"]) == ("crosswalk:opposite", "")
    # A term that is ours can be looked up.
    assert "#  crosswalk: 'urn:crosswalk:terms:'" in written(opposite)


@pytest.mark.parametrize(
    ("spoil", "line", "said"),
    [
        (lambda t: t[:-20], LAST, "cut off"),
        (lambda t: t.replace("\t0.25", "\tmuch"), LAST, "not a mapping"),
        (lambda t: t.replace("#mapping_set_id", "#mapping_set_name"), ":", "header is not SSSOM"),
        (lambda t: t.replace("#curie_map:", "#curie_map"), ":", "header is not SSSOM"),
        (lambda t: t.replace("skos:mappingRelation", "skos:madeUp"), ":", "skos:madeUp"),
        (lambda t: "", ":1:", "cut off"),
    ],
)
def test_a_spoilt_file_is_refused_with_its_name_and_place(
    spoil: Callable[[str], str], line: str, said: str
) -> None:
    with pytest.raises(MappingFileError) as refused:
        read_sssom(spoil(written(CLAIM)), path="mappings/m.tsv")

    assert str(refused.value).startswith(f"mappings/m.tsv{line}")
    assert said in str(refused.value)


def test_the_real_stated_links_survive_the_file(real_catalogue: Catalogue) -> None:
    from crosswalk.stated import cite, mirror

    stated = [*cite(real_catalogue), *mirror(real_catalogue)]
    text = write_sssom(stated, real_catalogue, name="stated", description="Stated.")

    assert read_sssom(text, path="stated.sssom.tsv") == stated
