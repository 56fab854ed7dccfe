"""Where things stand in the report: paths relative to its folder; and on the review page that serves it."""

from urllib.parse import urlencode

OVERVIEW = "index.html"
PRINCIPLES = "principles.html"
GAPS = "gaps.html"
ONLY_HERE = "only-here.html"
LEVELS = "levels.html"
CONTRADICTIONS = "contradictions.html"
INFERRED = "inferred.html"
SUGGESTIONS = "suggestions.html"
GRAPH = "graph.html"
MADE = "made.html"


def framework_page(framework_id: str) -> str:
    """The page of a framework."""
    return f"frameworks/{framework_id}.html"


def pair_page(first_id: str, second_id: str) -> str:
    """The page of two frameworks, in the catalogue's order."""
    return f"pairs/{first_id}--{second_id}.html"


def pair_anchor(of_id: str, *, kind: str = "", mark: str = "") -> str:
    """Where the page of two frameworks lists how the statements of one of them stand in the other.

    Args:
        of_id: Id of the one whose statements are listed.
        kind: `element` or `indicator`; empty for both.
        mark: A `Mark`; there is such a place only where a statement is in that state. Empty for all.

    >>> pair_anchor("lqf", kind="element", mark="addressed")
    'of-lqf-element-addressed'
    """
    return "-".join(filter(None, ("of", of_id, kind, mark)))


def pair_place(first_id: str, second_id: str, *, of: str, kind: str = "", mark: str = "") -> str:
    """The same with the page of the two, which are in the catalogue's order; arguments as for `pair_anchor`.

    >>> pair_place("sssc", "lqf", of="lqf")
    'pairs/sssc--lqf.html#of-lqf'
    """
    return f"{pair_page(first_id, second_id)}#{pair_anchor(of, kind=kind, mark=mark)}"


def principle_page(principle_id: str) -> str:
    """The page of a principle."""
    return f"principles/{principle_id}.html"


def progression_place(principle_id: str) -> str:
    """What each framework asks at each level, on the page of a principle.

    >>> progression_place("p1")
    'principles/p1.html#page:progression'
    """
    # No framework's id has a colon: its own sections bear these ids.
    return f"{principle_page(principle_id)}#page:progression"


def statement_place(statement_id: str) -> str:
    """A statement on the page of its framework, with every link that it has.

    >>> statement_place("sssc:1.3.emerging")
    'frameworks/sssc.html#sssc:1.3.emerging'
    """
    return f"{framework_page(statement_id.partition(':')[0])}#{statement_id}"


def alignment_file(first_id: str, second_id: str) -> str:
    """The alignment table of two frameworks, in the catalogue's order."""
    return f"alignment/{first_id}--{second_id}.csv"


def review_of(one_id: str, other_id: str) -> str:
    """Where people judge a pair, on the review page.

    >>> review_of("lqf:1.1", "sssc:1.2")
    '/review?queue=pair&a=lqf%3A1.1&b=sssc%3A1.2'
    """
    return f"/review?{urlencode({'queue': 'pair', 'a': one_id, 'b': other_id})}"


def review_of_none(statement_id: str, framework_id: str) -> str:
    """Where people say that nothing in a framework corresponds to a statement, or take that back.

    >>> review_of_none("lqf:1.1", "grade9")
    '/element?of=lqf%3A1.1&with=grade9'
    """
    return f"/element?{urlencode({'of': statement_id, 'with': framework_id})}"
