"""How far reviewers agree, beyond what chance would bring about, and where they do not."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from crosswalk.catalogue import Catalogue
from crosswalk.model import Decision, Status, Verdict, is_whole
from crosswalk.model.written import counted, decision_in_words, percent, quoted
from crosswalk.review import ONE_SUFFICES, Pair, Policy, looked_at
from crosswalk.vocabulary import Predicate

#: The two answers to the first question, of which the second is one to the question for the relation too.
MATCH, NO_MATCH = "match", "no match"

#: What is asked, as lines of figures begin.
_ON_MATCH, _ON_RELATION = "Match or no match:        ", "The relation, or no match:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """All reviewers together, on one question.

    Attributes:
        judged: Pairs with at least two votes that say something.
        agreed: Share of them on which all said the same, in [0, 1]; None where there are none.
        alpha: Krippendorff's alpha for nominal data: at most 1, where all agree; 0 as by chance; below 0 less
            than that. None without such pairs, and where everybody said one and the same thing throughout:
            alpha is 0/0 then.
    """

    judged: int
    agreed: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoReviewers:
    """Two reviewers, on the pairs of which both said something.

    Attributes:
        first: One reviewer.
        second: The other, later in the alphabet.
        both: How many such pairs there are.
        match_agreed: Share of them on which both said match, or both no match, in [0, 1].
        match_kappa: Cohen's kappa on the same question, in [-1, 1].
        relation_agreed: Share of them for which both chose the same relation, or none, in [0, 1].
        relation_kappa: Cohen's kappa on the same question, in [-1, 1].

    All four are None without pairs in common; a kappa also where both said one and the same thing throughout:
    chance alone would make them agree on everything, and kappa is 0/0.
    """

    first: str
    second: str
    both: int
    match_agreed: float | None
    match_kappa: float | None
    relation_agreed: float | None
    relation_kappa: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A pair of which people said different things.

    Attributes:
        pair: Both ids, smaller first.
        status: What the project's policy makes of it: disputed, or settled by an adjudicator's word.
        votes: The votes that were compared, at least two, by time.
    """

    pair: Pair
    status: Status
    votes: tuple[Decision, ...]

    @property
    def on_match(self) -> bool:
        """Whether people differ on match or no match; if not, they do on the relation alone."""
        return len({_match(_relation(vote)) for vote in self.votes}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far people agree on whether statements match, and on the relation.

    Attributes:
        reviewers: Everybody with a vote that says something, sorted.
        pairs: Pairs with at least two such votes.
        match: On match or no match.
        relation: On the relation, or no match.
        between: Every two reviewers, sorted; those without a pair in common too.
        disagreements: Disputed pairs first, then by pair.
        unsure: Standing votes left out because they say unsure.
        changed: Standing votes left out because the words have changed since.
    """

    reviewers: tuple[str, ...]
    pairs: int
    match: Overall
    relation: Overall
    between: tuple[TwoReviewers, ...]
    disagreements: tuple[Disagreement, ...]
    unsure: int
    changed: int


def agreement(
    decisions: Iterable[Decision], *, policy: Policy = ONE_SUFFICES, changed: Collection[str] = ()
) -> Agreement:
    """Compare what reviewers say of the pairs that at least two of them judged.

    Two questions are asked of each standing vote. Match or no match: an accepted pair is a match, unless its
    relation is `opposite`; a rejected one is none, whatever the reason. And the relation, a nominal category
    read from the pair's first id to its second: the same whichever way round a reviewer named the pair.

    Args:
        decisions: Rows of the ledger, in any order.
        policy: Whose votes settle a pair; it gives each disagreement its status and changes no figure.
        changed: Ids of votes on words that have changed since; they are left out.

    Returns:
        Figures and disagreements; the order of the rows makes no difference.
    """
    old = frozenset(changed)
    # On a framework as a whole people say only that nothing in it corresponds: agreement is no news there.
    of_pairs = (decision for decision in decisions if not any(map(is_whole, decision.pair)))
    looked = looked_at(of_pairs, policy=policy, changed=old)
    standing = [vote for pair in sorted(looked) for vote in looked[pair].votes]
    today = [vote for vote in standing if vote.id not in old]
    telling = [vote for vote in today if vote.verdict is not Verdict.UNSURE]
    said: dict[Pair, dict[str, Decision]] = {}
    for vote in telling:
        said.setdefault(vote.pair, {})[vote.reviewer] = vote
    shared = {pair: votes for pair, votes in said.items() if len(votes) > 1}
    relations = [{who: _relation(vote) for who, vote in votes.items()} for votes in shared.values()]
    matches = [{who: _match(relation) for who, relation in votes.items()} for votes in relations]
    reviewers = tuple(sorted({vote.reviewer for vote in telling}))
    differing = (
        Disagreement(pair=pair, status=looked[pair].status, votes=tuple(votes.values()))
        for (pair, votes), labels in zip(shared.items(), relations, strict=True)
        # Who differ on match or no match differ on the relation too.
        if len({*labels.values()}) > 1
    )
    return Agreement(
        reviewers=reviewers,
        pairs=len(shared),
        match=_overall(matches),
        relation=_overall(relations),
        between=tuple(_between(*two, matches, relations) for two in combinations(reviewers, 2)),
        disagreements=tuple(sorted(differing, key=lambda d: (d.status is not Status.DISPUTED, d.pair))),
        unsure=len(today) - len(telling),
        changed=len(standing) - len(today),
    )


def _relation(vote: Decision) -> str:
    return NO_MATCH if vote.relation_of_pair is None else vote.relation_of_pair.value


def _match(relation: str) -> str:
    return NO_MATCH if relation in (NO_MATCH, Predicate.OPPOSITE) else MATCH


#: Each reviewer's label of one pair.
_Labels = Mapping[str, str]


def _overall(pairs: Sequence[_Labels]) -> Overall:
    return Overall(judged=len(pairs), agreed=_agreed(pairs), alpha=_alpha(pairs))


def _between(
    first: str, second: str, matches: Sequence[_Labels], relations: Sequence[_Labels]
) -> TwoReviewers:
    match, relation = (
        [{first: said[first], second: said[second]} for said in pairs if first in said and second in said]
        for pairs in (matches, relations)
    )
    return TwoReviewers(
        first=first,
        second=second,
        both=len(match),
        match_agreed=_agreed(match),
        match_kappa=_kappa(match),
        relation_agreed=_agreed(relation),
        relation_kappa=_kappa(relation),
    )


def _agreed(pairs: Sequence[_Labels]) -> float | None:
    return sum(len({*said.values()}) == 1 for said in pairs) / len(pairs) if pairs else None


def _alpha(pairs: Sequence[_Labels]) -> float | None:
    """Krippendorff's alpha, nominal (Computing Krippendorff's Alpha-Reliability, 2011)."""
    if not _vary(pairs):
        # The library says 1 here; by the formula there is no telling agreement from chance.
        return None
    # Takes seconds, and few commands need it.
    from nltk.metrics.agreement import AnnotationTask

    rows = [(who, item, label) for item, said in enumerate(pairs) for who, label in said.items()]
    return float(AnnotationTask(data=rows).alpha())


def _kappa(pairs: Sequence[_Labels]) -> float | None:
    """Cohen's kappa (A coefficient of agreement for nominal scales, 1960); every pair has the same two."""
    if not _vary(pairs):
        return None
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(*zip(*(said.values() for said in pairs), strict=True)))


def _vary(pairs: Sequence[_Labels]) -> bool:
    return len({label for said in pairs for label in said.values()}) > 1


def agreement_lines(found: Agreement, catalogue: Catalogue) -> list[str]:
    """Lines that say how far people agree, how to read that, and where they do not agree.

    Args:
        found: What was compared.
        catalogue: All frameworks, for the statements' names.

    Raises:
        UnknownStatement: People disagree about a statement that is gone.
    """
    if not found.pairs:
        return [*_nothing(found), *_left_out(found)]
    return [
        f"Compared: {counted(found.pairs, 'pair')} that at least two reviewers judged.",
        f"Reviewers: {', '.join(found.reviewers)}.",
        *_left_out(found),
        "",
        *_overall_lines(found),
        "",
        "Krippendorff's alpha is for all reviewers, Cohen's kappa for two. Both read alike: 1 means that all",
        "agree, 0 that they agree as often as by chance, and below 0 less often than that. An opposite is no",
        "match. A relation is named with both sides: “A is wider than B” and “B is narrower than A” are one.",
        "",
        "Every two reviewers:",
        *(f"  {line}" for two in found.between for line in _between_lines(two)),
        "",
        *_disagreement_lines(found.disagreements, catalogue),
    ]


def _nothing(found: Agreement) -> Iterator[str]:
    yield "Nothing to compare yet: no pair has been judged by two reviewers."
    yield f"Reviewers so far: {', '.join(found.reviewers) or 'none'}."
    yield "Let two people judge the same pairs (`crosswalk decide A B … --reviewer NAME`), or bring in what a"
    yield "colleague decided (`crosswalk decisions import FILE`, `crosswalk decisions merge LEDGER`)."


def _left_out(found: Agreement) -> Iterator[str]:
    if found.unsure:
        yield f"Left out: {counted(found.unsure, 'vote')} of people who were unsure."
    if found.changed:
        yield (
            f"Left out: {counted(found.changed, 'vote')} on words that have changed since; "
            "`crosswalk decisions log --needs-another-look` lists them."
        )


def _overall_lines(found: Agreement) -> Iterator[str]:
    for what, one in ((_ON_MATCH, found.match), (_ON_RELATION, found.relation)):
        yield f"{what} all alike on {_figures(one.agreed, 'alpha', one.alpha)}"


def _between_lines(two: TwoReviewers) -> Iterator[str]:
    in_common = counted(two.both, "pair") if two.both else "no pair"
    yield f"{two.first} and {two.second}: {in_common} in common"
    if two.both:
        yield f"  {_ON_MATCH} alike on {_figures(two.match_agreed, 'kappa', two.match_kappa)}"
        yield f"  {_ON_RELATION} alike on {_figures(two.relation_agreed, 'kappa', two.relation_kappa)}"


def _figures(agreed: float | None, name: str, value: float | None) -> str:
    assert agreed is not None, "there are pairs to speak of"
    share = f"{percent(agreed)} of the pairs"
    if value is None:
        return f"{share}; no {name}, for only one thing was ever said"
    # What rounds to 1 does not pass for agreement on everything.
    return f"{share}; {name} {'over 0.99' if 0.995 <= value < 1 else f'{value:z.2f}'}"


def _disagreement_lines(disagreements: Sequence[Disagreement], catalogue: Catalogue) -> Iterator[str]:
    yield f"Disagreements: {counted(len(disagreements), 'pair') if disagreements else 'none'}."
    for one in disagreements:
        yield ""
        yield from (f"  {node_id} {quoted(catalogue.name(node_id))}" for node_id in one.pair)
        by = "" if one.status is Status.DISPUTED else " by an adjudicator"
        over = "whether the two match" if one.on_match else "the relation"
        yield f"  {one.status}{by}; people differ on {over}"
        for vote in one.votes:
            yield f"    {vote.reviewer}: {decision_in_words(vote)}"
            if vote.comment:
                yield f"      {quoted(vote.comment)}"
