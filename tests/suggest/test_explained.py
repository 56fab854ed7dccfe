import re
from dataclasses import replace

import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.suggest.explain import NearWords, explain
from crosswalk.suggest.explained import confidence_words, explanation_lines, relation_words
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.suggest.weights import Shape, Weights
from crosswalk.vocabulary import Predicate
from tests.worlds import LetterEncoder


@pytest.fixture
def pairwise(world: Catalogue) -> Pairwise:
    return Pairwise(world, LetterEncoder())


def said(subject_id: str, object_id: str, pairwise: Pairwise) -> str:
    return "\n".join(explanation_lines(explain(subject_id, object_id, pairwise)))


def test_the_lines_name_both_ends_their_places_and_the_ranks(pairwise: Pairwise) -> None:
    lines = said("ash:1.2", "elm:1", pairwise)

    assert "corpus/ash/source.txt:7-7" in lines
    assert "corpus/elm/source.txt:1-1" in lines
    assert re.search(r"Seen from ash:1.2, elm:1 is number \d of 2\.", lines)
    assert re.search(r"Seen from elm:1, ash:1.2 is number \d of 2\.", lines)
    assert "not a probability" in lines


def test_words_that_both_have_stand_in_brackets(pairwise: Pairwise) -> None:
    lines = said("ash:1.1.first", "elm:1.1", pairwise)

    assert "“[Shares information] with [partners].”" in lines
    assert "“[Shares information] with all [partners].”" in lines
    assert "words in brackets stand in both" in lines


def test_wordings_without_a_word_in_common_say_so(pairwise: Pairwise) -> None:
    lines = said("ash:1.2", "elm:2", pairwise)

    assert "The two have no telling words in common." in lines
    assert "[" not in lines.partition("The two have")[0]


def test_the_relation_names_both_ends_or_says_that_it_is_not_sure(pairwise: Pairwise) -> None:
    explanation = explain("ash:1.1", "elm:1", pairwise)

    assert relation_words(explanation) == "Not sure how ash:1.1 and elm:1 relate."
    assert (
        relation_words(replace(explanation, relation=Predicate.NARROW))
        == "Suggested: ash:1.1 is wider than elm:1."
    )


def test_what_a_probability_rests_on_is_said_with_it() -> None:
    learnt = Weights(shape=Shape.ONE_TO_ONE, shares={}, judgements=1595, matches=44, error=0.0077)

    assert confidence_words(0.418, learnt) == (
        "Probability that people would call it a match: 42% (from 1,595 judged pairs, 44 of them matches; "
        "calibration error 0.008 on held-out frameworks)."
    )
    assert "calibration" not in confidence_words(0.418, replace(learnt, error=None))


def test_a_probability_that_is_not_known_is_not_made_up(pairwise: Pairwise) -> None:
    assert "is not known" in confidence_words(None, pairwise.learnt.parts)
    assert "How probable a match is, is not known" in said("ash:1.1", "elm:1", pairwise)
    assert "%" not in said("ash:1.1", "elm:1", pairwise).partition("All views")[0]


def test_with_the_default_model_relation_and_probability_are_printed(real: Pairwise) -> None:
    lines = said("lqf:1.1", "grade9:1.2", real)

    assert re.search(r"^Suggested: lqf:1\.1 .* grade9:1\.2\.$", lines, flags=re.MULTILINE)
    assert re.search(
        r"a match: \d+% \(from [\d,]+ judged pairs, \d+ of them matches; calibration error", lines
    )


def test_different_words_that_mean_nearly_the_same_are_named_with_their_cosine(pairwise: Pairwise) -> None:
    near = (NearWords("sharing", "telling", 0.814), NearWords("staff", "colleagues", 0.7))
    explanation = replace(explain("ash:1.1", "elm:1", pairwise), near_words=near)

    lines = explanation_lines(explanation)

    assert "Words that mean nearly the same: sharing ~ telling 0.81; staff ~ colleagues 0.70." in lines


def test_a_behaviour_and_a_warning_are_said_to_be_never_a_match(pairwise: Pairwise) -> None:
    lines = said("ash:1.1.first", "elm:1.n", pairwise)

    assert "One of the two warns against something and the other does not: they are never a match." in lines
    assert re.search(r"Their topic stands out by [+-]\d\.\d standard deviations", lines)
    assert "robability" not in lines


def test_what_would_suit_better_is_named(pairwise: Pairwise) -> None:
    assert "Next best for ash:1.1: elm:2 “Courage”." in said("ash:1.1", "elm:1", pairwise)
    assert "Better for ash:1.1: elm:1 “Sharing information well”." in said("ash:1.1", "elm:2", pairwise)


def test_each_view_is_said_to_speak_for_or_against_with_its_vote(pairwise: Pairwise) -> None:
    explanation = explain("ash:1.1", "elm:1", pairwise)
    lines = "\n".join(explanation_lines(explanation))

    for view in explanation.views:
        assert f"{view.name}: {view.score:+.1f} standard deviations" in lines
        assert f"{view.share:.0%} of the vote" in lines
    assert "For it speak:" in lines
