"""Where things stand in the report: paths relative to its folder."""

OVERVIEW = "index.html"
PRINCIPLES = "principles.html"
GAPS = "gaps.html"
ONLY_HERE = "only-here.html"
LEVELS = "levels.html"
SUGGESTIONS = "suggestions.html"
GRAPH = "graph.html"
MADE = "made.html"


def framework_page(framework_id: str) -> str:
    """The page of a framework."""
    return f"frameworks/{framework_id}.html"


def pair_page(first_id: str, second_id: str) -> str:
    """The page of two frameworks, in the catalogue's order."""
    return f"pairs/{first_id}--{second_id}.html"


def principle_page(principle_id: str) -> str:
    """The page of a principle."""
    return f"principles/{principle_id}.html"


def statement_place(statement_id: str) -> str:
    """A statement on the page of its framework, with every link that it has.

    >>> statement_place("sssc:1.3.emerging")
    'frameworks/sssc.html#sssc:1.3.emerging'
    """
    return f"{framework_page(statement_id.partition(':')[0])}#{statement_id}"


def alignment_file(first_id: str, second_id: str) -> str:
    """The alignment table of two frameworks, in the catalogue's order."""
    return f"alignment/{first_id}--{second_id}.csv"
