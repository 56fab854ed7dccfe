from dataclasses import replace

import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.errors import UnknownStatement
from crosswalk.model import Framework, Kind
from crosswalk.suggest.explain import Explanation, explain
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.suggest.weights import shipped
from crosswalk.vocabulary import Predicate
from tests.worlds import LetterEncoder, statement


@pytest.fixture
def pairwise(world: Catalogue) -> Pairwise:
    return Pairwise(world, LetterEncoder())


def test_the_best_pair_is_first_from_both_sides(pairwise: Pairwise) -> None:
    explanation = explain("ash:1.1", "elm:1", pairwise)

    assert (explanation.from_subject.place, explanation.from_object.place) == (1, 1)
    assert (explanation.from_subject.of, explanation.from_object.of) == (2, 2)
    assert explanation.together.score > 0
    assert explanation.instead.id == "elm:2"


def test_every_view_has_its_say_strongest_first_and_the_votes_are_all_there_are(pairwise: Pairwise) -> None:
    explanation = explain("ash:1.1", "elm:1", pairwise)

    scores = [view.score for view in explanation.views]
    assert len({view.name for view in explanation.views}) == len(scores) > 4
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= view.below <= 1 for view in explanation.views)
    assert sum(view.share for view in explanation.views) == pytest.approx(1)


def test_what_is_said_of_a_pair_is_what_ranks_it(real: Pairwise) -> None:
    two = real.compared("lqf", "grade9", Kind.ELEMENT)
    pair = two.left.side.ids.index("lqf:1.1"), two.right.side.ids.index("grade9:1.2")

    explanation = explain("lqf:1.1", "grade9:1.2", real)

    assert explanation.together.score == two.comparison.score[pair]
    assert explanation.confidence == two.confidence(pair)
    assert explanation.relation is two.relations.of(*pair)
    assert explanation.learnt == real.learnt.parts


def test_from_the_other_side_the_same_is_said(real: Pairwise) -> None:
    forth, back = explain("lqf:1.1", "grade9:1.2", real), explain("grade9:1.2", "lqf:1.1", real)

    assert (forth.from_subject, forth.from_object) == (back.from_object, back.from_subject)
    assert (forth.subject_words, forth.object_words) == (back.object_words, back.subject_words)
    assert forth.confidence == back.confidence
    assert forth.cosine == pytest.approx(back.cosine, abs=1e-5)


def test_indicators_rest_on_what_was_learnt_of_indicators(real: Pairwise) -> None:
    assert explain("sssc:1.1.emerging", "lqf:6.1.g2", real).learnt == real.learnt.leaves


def test_elements_of_which_nothing_stands_below_rest_on_what_was_learnt_of_lists() -> None:
    def of_elements(name: str, *titles: str) -> Framework:
        elements = [
            statement(f"{name}:{number}", Kind.ELEMENT, number, title=title)
            for number, title in enumerate(titles, start=1)
        ]
        return Framework(id=name, title=name, statements=tuple(elements))

    catalogue = Catalogue([of_elements("x", "Sharing", "Courage"), of_elements("y", "Sharing it", "Money")])
    learnt = replace(
        shipped(),
        parts=replace(shipped().parts, encoder="letters"),
        leaves=replace(shipped().leaves, encoder="letters"),
    )

    explanation = explain("x:1", "y:1", Pairwise(catalogue, LetterEncoder(), learnt=learnt))

    assert explanation.learnt == learnt.leaves
    assert {view.name: view.share for view in explanation.views} == pytest.approx(
        learnt.leaves.of(view.name for view in explanation.views)
    )


def marked(explanation: Explanation) -> tuple[list[str], list[str]]:
    subject, object_ = (
        [piece.words for piece in pieces if piece.shared]
        for pieces in (explanation.subject_words, explanation.object_words)
    )
    return subject, object_


def test_shared_words_are_marked_in_both_wordings(pairwise: Pairwise) -> None:
    explanation = explain("ash:1.1.first", "elm:1.1", pairwise)

    assert marked(explanation) == (["Shares information", "partners"], ["Shares information", "partners"])
    assert "".join(piece.words for piece in explanation.object_words) == explanation.object.wording


def test_different_words_that_mean_nearly_the_same_are_named_nearest_first(real: Pairwise) -> None:
    near = [explain(a, b, real).near_words for a, b in [("lqf:1.1", "grade9:1.2"), ("sssc:6.2", "lqf:4.3")]]

    assert any(near)
    for words in near:
        assert len(words) <= 4
        assert [w.cosine for w in words] == sorted((w.cosine for w in words), reverse=True)
        assert all(w.subject != w.object and w.cosine >= 0.5 for w in words)


def test_the_indicators_that_carry_a_pair_of_elements_are_named_best_first(pairwise: Pairwise) -> None:
    carriers = explain("ash:1.1", "elm:1", pairwise).carriers

    assert (carriers[0].subject.id, carriers[0].object.id) == ("ash:1.1.first", "elm:1.1")
    assert [c.cosine for c in carriers] == sorted((c.cosine for c in carriers), reverse=True)


def test_indicators_and_elements_without_any_below_carry_nothing(pairwise: Pairwise) -> None:
    assert explain("ash:1.1.first", "elm:1.1", pairwise).carriers == ()
    assert explain("ash:1.1", "elm:2", pairwise).carriers == ()


def test_where_there_is_no_other_partner_none_is_named() -> None:
    catalogue = Catalogue(
        Framework(id=i, title=i, statements=(statement(f"{i}:1", Kind.ELEMENT, 1, title="Courage"),))
        for i in ("x", "y")
    )

    assert explain("x:1", "y:1", Pairwise(catalogue, LetterEncoder())).instead is None


def test_a_behaviour_and_a_warning_are_opposites_and_how_far_their_topic_stands_out_is_said(
    pairwise: Pairwise,
) -> None:
    explanation = explain("ash:1.1.first", "elm:1.n", pairwise)

    assert explanation.opposed
    assert explanation.relation is Predicate.OPPOSITE
    assert explanation.opposition is not None
    assert explain("ash:1.1.first", "elm:1.1", pairwise).opposition is None


def test_opposites_of_one_framework_are_explained_too(real: Pairwise) -> None:
    shares, keeps = (
        next(s.id for s in real.catalogue.framework("grade9").statements if s.text.startswith(words))
        for words in ("Shares information with partners", "Does not share information with other")
    )

    forth, back = explain(keeps, shares, real), explain(shares, keeps, real)

    for explanation in (forth, back):
        assert explanation.relation is Predicate.OPPOSITE
        assert explanation.opposition > 2.5


def test_two_warnings_are_no_opposites(real: Pairwise) -> None:
    with pytest.raises(UnknownStatement, match="are of one framework"):
        explain("grade9:1.1.n1", "grade9:1.1.n2", real)


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (("ash:1.1", "ash:1.2"), "of one framework"),
        (("ash:1.1", "ash:1.1"), "of one framework"),
        (("ash:1.1", "elm:1.1"), "cannot be compared"),
        (("ash:1", "oak:1"), "Name two elements or two indicators"),
        (("ash:1.1", "oak:sharing.high"), "known only from what other documents say of it"),
        (("oak:sharing.high", "elm:1"), "Its framework's own text is not here"),
        (("ash:9", "elm:1"), "no statement has the id"),
        (("ash:1.1", "fir:1"), "no framework has the id 'fir'"),
    ],
)
def test_pairs_that_cannot_be_compared_are_refused_with_the_reason(
    pairwise: Pairwise, pair: tuple[str, str], why: str
) -> None:
    with pytest.raises(UnknownStatement, match=why) as refused:
        explain(*pair, pairwise)

    assert refused.value.remedy
