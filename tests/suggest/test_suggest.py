from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.embedding_cache import CachedEncoder
from crosswalk.errors import EncoderError, SourceError
from crosswalk.model import Framework, Kind, Mapping, Polarity
from crosswalk.suggest import Cut, Shape, suggest
from crosswalk.suggest.encoders import Reading, load_encoder
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.vocabulary import LinkKind, Predicate
from crosswalk.workspace import Workspace
from tests.suggest.sides import framework
from tests.worlds import LetterEncoder, statement


def matches(mappings: Sequence[Mapping]) -> list[Mapping]:
    return [m for m in mappings if m.predicate_id is not Predicate.OPPOSITE]


def lqf(catalogue: Catalogue, count: int) -> list[str]:
    """Real indicators, as different from each other as those of a framework are."""
    return [s.text for s in catalogue.framework("lqf").of_kind(Kind.INDICATOR)][:count]


def test_like_statements_are_suggested_and_the_most_alike_come_first() -> None:
    ours = framework("x", "Keeps within the budget.", "Shares information with partners.", "Dares.")
    theirs = framework("y", "Is courageous.", "Shares information with all partners.", "Makes a budget.")

    mappings = suggest(Catalogue([ours, theirs]), LetterEncoder()).mappings

    assert mappings[0].pair == ("x:02", "y:02")
    assert mappings[0].similarity_score == max(m.similarity_score for m in mappings)
    assert ("x:01", "y:03") in {m.pair for m in mappings}


def test_a_suggestion_says_that_a_machine_made_it_and_leaves_open_what_is_not_known(world: Catalogue) -> None:
    mapping = suggest(world, LetterEncoder()).mappings[0]

    assert mapping.kind is LinkKind.SUGGESTED
    assert mapping.predicate_id is Predicate.UNSPECIFIED
    assert mapping.similarity_measure == "cosine"
    assert mapping.confidence is None
    assert "letters" in mapping.mapping_tool
    assert [piece.span.path for piece in mapping.evidence] == [
        "corpus/ash/source.txt",
        "corpus/elm/source.txt",
    ]


def test_with_the_default_model_every_match_has_a_relation_and_a_probability(
    suggestions: list[Mapping],
) -> None:
    found = matches(suggestions)

    assert found
    for mapping in found:
        assert mapping.confidence is not None
        assert 0.05 <= mapping.confidence <= 1
        assert mapping.predicate_id is not Predicate.UNSPECIFIED
    assert {Predicate.CLOSE, Predicate.RELATED} <= {m.predicate_id for m in found}


def test_about_half_of_the_suggestions_between_two_frameworks_are_expected_to_be_right(
    suggestions: list[Mapping], real: Pairwise
) -> None:
    ids = [framework.id for framework in real.catalogue.documents]
    for first, second in combinations(ids, 2):
        for kind in (Kind.ELEMENT, Kind.INDICATOR):
            confidence = [
                m.confidence
                for m in matches(suggestions)
                if (m.subject_id.partition(":")[0], m.object_id.partition(":")[0]) == (first, second)
                and real.catalogue.statement(m.subject_id).kind is kind
            ]
            assert confidence == sorted(confidence, reverse=True)
            if confidence:
                assert np.mean(confidence) >= 0.5 - 1e-3


def test_of_two_that_are_wider_or_narrower_the_words_say_which(
    suggestions: list[Mapping], real: Pairwise
) -> None:
    unequal = [m for m in suggestions if m.predicate_id in (Predicate.NARROW, Predicate.BROAD)]

    assert unequal
    for mapping in unequal:
        one, other = (name.partition(":")[0] for name in (mapping.subject_id, mapping.object_id))
        kind = real.catalogue.statement(mapping.subject_id).kind
        turned = real.compared(other, one, kind)
        pair = turned.left.side.ids.index(mapping.object_id), turned.right.side.ids.index(mapping.subject_id)
        assert {turned.relations.of(*pair), mapping.predicate_id} == {Predicate.NARROW, Predicate.BROAD}


def test_a_negative_indicator_is_never_suggested_for_a_positive_one(world: Catalogue) -> None:
    found = suggest(world, LetterEncoder(), cut=Cut(precision=None))

    assert not any("elm:1.n" in m.pair for m in matches(found.mappings))


def test_two_negative_indicators_may_be_suggested_for_each_other() -> None:
    catalogue = Catalogue(
        framework(name, "Shares information with all.", "Keeps all to himself.", negative=(2,))
        for name in ("x", "y")
    )

    found = suggest(catalogue, LetterEncoder())

    assert {m.pair for m in matches(found.mappings)} == {("x:01", "y:01"), ("x:02", "y:02")}


def test_a_framework_known_by_reference_gets_no_suggestion(world: Catalogue) -> None:
    mappings = suggest(world, LetterEncoder(), cut=Cut(precision=None)).mappings

    assert not any(node.startswith("oak:") for m in mappings for node in m.pair)


def test_who_has_time_for_so_many_gets_the_most_probable_of_all(real: Pairwise, built: Path) -> None:
    encoder = Workspace(built).encoder("minilm")
    few, more = (
        matches(suggest(real.catalogue, encoder, cut=Cut(precision=None, at_most=count)).mappings)
        for count in (5, 40)
    )

    assert (len(few), len(more)) == (5, 40)
    assert {m.pair for m in few} <= {m.pair for m in more}
    assert min(m.confidence for m in few) >= max(m.confidence for m in more if m not in few)


def test_another_shape_than_the_learnt_one_has_no_probability_and_each_proposes_its_best() -> None:
    catalogue = Catalogue(framework(name, "Shares information.", "Dares.", "Plans.") for name in ("x", "y"))

    found = matches(suggest(catalogue, load_encoder(), shape=Shape.ONE_TO_ONE).mappings)

    assert {m.confidence for m in found} == {None}
    assert {m.pair for m in found} >= {("x:01", "y:01"), ("x:02", "y:02"), ("x:03", "y:03")}


def test_elements_without_a_suggestion_are_told_with_what_comes_nearest(real: Pairwise, built: Path) -> None:
    found = suggest(real.catalogue, Workspace(built).encoder("minilm"))

    linked = {
        (here, there.partition(":")[0])
        for m in matches(found.mappings)
        for here, there in ((m.subject_id, m.object_id), (m.object_id, m.subject_id))
    }
    ids = [f.id for f in real.catalogue.documents]
    elements = {
        (s.id, other)
        for f in real.catalogue.documents
        for s in f.of_kind(Kind.ELEMENT)
        for other in ids
        if other != f.id
    }
    alone = {(one.statement_id, one.framework_id) for one in found.alone}
    assert len(alone) == len(found.alone)
    assert alone == elements - linked
    for one in found.alone:
        assert one.candidate_id is not None
        assert one.candidate_id.startswith(f"{one.framework_id}:")
        assert one.confidence is not None


def test_an_element_alone_where_nothing_may_be_suggested_has_no_candidate() -> None:
    def one(name: str, title: str) -> Framework:
        return Framework(
            id=name, title=name, statements=(statement(f"{name}:1", Kind.ELEMENT, 1, title=title),)
        )

    # Not one pair of letters in common, or nothing at all.
    found = suggest(
        Catalogue([one("x", "Aaa"), one("y", "Zzz"), Framework(id="z", title="Z")]), LetterEncoder()
    )

    assert found.mappings == ()
    assert [(a.statement_id, a.framework_id, a.candidate_id) for a in found.alone] == [
        ("x:1", "y", None),
        ("y:1", "x", None),
        ("x:1", "z", None),
        ("y:1", "z", None),
    ]


def test_scores_inside_a_framework_are_not_given(world: Catalogue) -> None:
    found = suggest(world, LetterEncoder())

    assert found.element_ids == ("ash:1.1", "ash:1.2", "elm:1", "elm:2")
    inside = np.isnan(found.element_scores)
    np.testing.assert_array_equal(inside, np.kron(np.eye(2), np.ones((2, 2))).astype(bool))


def test_a_framework_of_one_element_and_one_without_indicators_are_taken() -> None:
    catalogue = Catalogue(
        Framework(
            id=i, title=i, source="s", statements=(statement(f"{i}:1", Kind.ELEMENT, 1, title="Courage"),)
        )
        for i in ("x", "y")
    )

    found = suggest(catalogue, LetterEncoder())

    assert [(m.pair, m.predicate_id) for m in found.mappings] == [(("x:1", "y:1"), Predicate.EXACT)]
    assert found.alone == ()
    assert found.near == 1.0


def test_one_framework_alone_has_nothing_to_be_compared_with() -> None:
    found = suggest(Catalogue([framework("x", "Shares.", "Dares.")]), LetterEncoder())

    assert (found.mappings, found.alone) == ((), ())


def test_an_element_is_known_by_its_indicators_too() -> None:
    def one(name: str, title: str, text: str) -> Framework:
        element = statement(f"{name}:1", Kind.ELEMENT, 1, title=title)
        own = statement(f"{name}:1.1", Kind.INDICATOR, 2, text=text, parent_id=f"{name}:1")
        other = statement(f"{name}:2", Kind.ELEMENT, 3, title="Zzz")
        return Framework(id=name, title=name, source="s", statements=(element, own, other))

    catalogue = Catalogue([one("x", "Qqq", "shares information"), one("y", "Www", "shares information")])

    scores = {m.pair: m.similarity_score for m in suggest(catalogue, LetterEncoder()).mappings}
    assert scores["x:1", "y:1"] > 0.4


def test_polarity_is_read_from_the_statement(real_catalogue: Catalogue) -> None:
    negative = [s for s in real_catalogue.statements if s.polarity is Polarity.NEGATIVE]

    assert len([s for s in negative if s.kind is Kind.INDICATOR]) == 35


def test_the_same_words_in_two_frameworks_are_suggested_as_the_same_first_of_all(
    real_catalogue: Catalogue,
) -> None:
    texts = lqf(real_catalogue, 41)
    ours, theirs = framework("x", *texts[:20], texts[40]), framework("y", texts[40], *texts[20:40])

    first, again = (suggest(Catalogue([ours, theirs]), load_encoder()).mappings[0] for _ in range(2))

    assert (first.pair, first.predicate_id) == (("x:21", "y:01"), Predicate.EXACT)
    assert first.similarity_score == 1.0
    assert first == again
    # Each end stands where it stands, equal words or not.
    assert [(e.span.path, e.span.first_line) for e in first.evidence] == [
        ("corpus/x/source.txt", 21),
        ("corpus/y/source.txt", 1),
    ]


def test_lists_that_copy_each_other_are_suggested_copy_for_copy(real_catalogue: Catalogue) -> None:
    texts = lqf(real_catalogue, 40)
    catalogue = Catalogue([framework("x", *texts), framework("y", *texts)])

    found = matches(suggest(catalogue, load_encoder()).mappings)

    exact = {m.pair for m in found if m.predicate_id is Predicate.EXACT}
    assert exact == {(f"x:{number:02}", f"y:{number:02}") for number in range(1, 41)}


def test_lists_too_short_for_probabilities_get_each_statements_best_counterpart(
    real_catalogue: Catalogue,
) -> None:
    texts = lqf(real_catalogue, 3)
    catalogue = Catalogue([framework("x", *texts), framework("y", *reversed(texts))])

    found = matches(suggest(catalogue, load_encoder()).mappings)

    assert {(m.pair, m.predicate_id, m.confidence) for m in found} == {
        (("x:01", "y:03"), Predicate.EXACT, None),
        (("x:02", "y:02"), Predicate.EXACT, None),
        (("x:03", "y:01"), Predicate.EXACT, None),
    }


def test_a_repeated_statement_makes_two_suggestions_of_equal_worth() -> None:
    catalogue = Catalogue(
        [
            framework("x", "Shares information.", "Dares."),
            framework("y", "Shares information.", "Shares information."),
        ]
    )

    found = [m for m in suggest(catalogue, LetterEncoder()).mappings if m.subject_id == "x:01"]

    assert [(m.object_id, m.similarity_score, m.predicate_id) for m in found] == [
        ("y:01", 1.0, Predicate.EXACT),
        ("y:02", 1.0, Predicate.EXACT),
    ]
    assert found[0].evidence[1] != found[1].evidence[1]


def test_the_whole_of_a_text_counts_however_long_it_is() -> None:
    # Some 600 word pieces; the model reads 256 at a time.
    long = "Plans the work of the coming week with all who take part in it. " * 45
    ends = ("Then shares all financial information with the board.", "Then walks home through the woods.")
    catalogue = Catalogue(
        [
            framework("x", *(long + end for end in ends)),
            framework("y", "Shares financial information.", "Dares."),
        ]
    )

    two = Pairwise(catalogue, load_encoder()).compared("x", "y", Kind.INDICATOR)

    assert two.cosines[0, 0] > two.cosines[1, 0] + 0.01
    assert two.comparison.score[0, 0] > two.comparison.score[1, 0]


@pytest.mark.parametrize("words", ["🙂 –", "", "🙂🙂", "…"])
@pytest.mark.parametrize("kind", [Kind.ELEMENT, Kind.INDICATOR])
def test_a_statement_without_words_is_told_with_its_place(words: str, kind: Kind) -> None:
    catalogue = Catalogue(
        [Framework(id="x", title="X", source="s", statements=(statement("x:1", kind, 7, text=words),))]
    )

    with pytest.raises(SourceError, match=rf"corpus/x/source.txt:7: the {kind} x:1 has no words") as refused:
        suggest(catalogue, LetterEncoder())
    assert refused.value.remedy


class Broken(LetterEncoder):
    """Gives a hole for one text, as a model does whose arithmetic overflows."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = super().encode(texts)
        rows[[place for place, text in enumerate(texts) if text == "Courage"]] = np.nan
        return rows

    def read(self, texts: Sequence[str]) -> list[Reading]:
        good = LetterEncoder().read(texts)
        vectors = self.encode(texts)
        return [Reading(v, r.words, r.word_vectors) for v, r in zip(vectors, good, strict=True)]


def test_a_model_that_gives_no_number_is_told_without_a_cache_too(world: Catalogue) -> None:
    with pytest.raises(EncoderError, match=r"letters gives no numbers for the text 'Courage'"):
        suggest(world, Broken())


def test_an_element_that_warns_gets_the_behaviour_that_it_negates() -> None:
    def of(name: str, *titles: str, negative: str = "") -> Framework:
        return Framework(
            id=name,
            title=name,
            statements=tuple(
                statement(
                    f"{name}:{place}",
                    Kind.ELEMENT,
                    place,
                    title=title,
                    polarity=Polarity.NEGATIVE if title == negative else Polarity.POSITIVE,
                )
                for place, title in enumerate(titles, start=1)
            ),
        )

    others = ("Managing money", "Vision for the future", "Working with partners", "Safety", "Trust", "Plans")
    warns = of("x", "Hiding information from staff", "Courage", negative="Hiding information from staff")
    behaves = of("y", "Sharing information with staff", *others)

    found = suggest(Catalogue([warns, behaves]), LetterEncoder()).mappings

    assert [m.pair for m in found if m.predicate_id is Predicate.OPPOSITE] == [("x:1", "y:1")]
    assert ("x:1", "y:1") not in {m.pair for m in matches(found)}


def test_a_model_that_gives_no_number_is_told_with_the_text(world: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(
        EncoderError, match=r"letters gave a vector with values that are not finite .* 'Courage'"
    ):
        suggest(world, CachedEncoder(Broken(), tmp_path / "embeddings.sqlite"))
