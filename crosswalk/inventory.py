"""What was read, in words: the list of a corpus and the profile of a statement."""

from collections import Counter
from collections.abc import Iterator, Sequence

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, LeftOut, Link, Statement, Status
from crosswalk.model.written import percent
from crosswalk.vocabulary import KIND_MEANING, PREDICATE_WORDS, LinkKind

#: Links of one kind that a profile lists.
_SHOWN = 12


def inventory(catalogue: Catalogue) -> list[str]:
    """Lines that list every framework: what it is, what was read of it, what was left out and why."""
    lines = [line for framework in catalogue for line in (*_framework_lines(framework), "")]
    indicators = sum(len(f.of_kind(Kind.INDICATOR)) for f in catalogue.documents)
    return [*lines, f"{indicators} indicators in {len(catalogue.documents)} documents."]


def _framework_lines(framework: Framework) -> Iterator[str]:
    yield f"{framework.id}: {framework.title}"
    if framework.known_by_reference:
        yield "  known only from what other documents say"
    else:
        yield f"  source: {framework.source}"
    if framework.publisher:
        yield f"  publisher: {framework.publisher}"
    if framework.attributed:
        yield f"  our attribution, not the document's words: {', '.join(framework.attributed)}"
    kinds = Counter(s.kind for s in framework.statements)
    for kind in Kind:
        if kinds[kind]:
            types = Counter(s.item_type for s in framework.statements if s.kind is kind)
            words = ", ".join(f"{count} {item_type}" for item_type, count in types.items())
            yield f"  {kind.value}: {kinds[kind]} ({words})"
    yield from (f"  left out: {reason}: {lines}" for reason, lines in left_out_lines(framework))


def left_out_lines(framework: Framework) -> list[tuple[str, str]]:
    """What a reader left out, by reason: (reason, `line 7` or `lines 5-7, 18-26`), in document order."""
    grouped: dict[str, list[LeftOut]] = {}
    for part in framework.left_out:
        grouped.setdefault(part.reason, []).append(part)
    return [(reason, _lines(parts)) for reason, parts in grouped.items()]


def _lines(parts: Sequence[LeftOut]) -> str:
    spans = [
        str(part.first_line) if part.first_line == part.last_line else f"{part.first_line}-{part.last_line}"
        for part in parts
    ]
    one = len(parts) == 1 and parts[0].first_line == parts[0].last_line
    return f"{'line' if one else 'lines'} {', '.join(spans)}"


def profile(statement_id: str, catalogue: Catalogue, links: Sequence[Link]) -> list[str]:
    """Lines that show one statement with its path, level, source and links.

    Args:
        statement_id: CURIE.
        catalogue: All frameworks.
        links: Settled links of any kind.

    Raises:
        UnknownStatement: There is no statement with this id.
    """
    statement = catalogue.statement(statement_id)
    return [
        *_statement_lines(statement, catalogue.owner(statement_id)),
        *_link_lines(statement, catalogue, links),
    ]


def _statement_lines(statement: Statement, framework: Framework) -> Iterator[str]:
    yield f"{statement.id}  ({', '.join(dict.fromkeys((statement.item_type, statement.kind.value)))})"
    if statement.title:
        yield f"  {statement.title}"
    if statement.text:
        yield f"  “{statement.text}”"
    yield f"  framework: {framework.title}"
    if framework.known_by_reference:
        yield "  known only from what other documents say; its own text is not here"
    path = framework.path(statement)
    if path:
        yield f"  path: {path}"
    if statement.level_id:
        yield f"  level: {framework.level_name(statement)}"
    if statement.kind is Kind.INDICATOR:
        yield f"  polarity: {statement.polarity.value}"
    if statement.citation:
        yield f"  names its origin: {statement.citation}"
    if statement.marks:
        yield f"  marks beside it: {' '.join(statement.marks)}"
    yield f"  source: {statement.span}"
    below = framework.children.get(statement.id, ())
    if below:
        yield f"  parts: {', '.join(s.id for s in below)}"


def _link_lines(statement: Statement, catalogue: Catalogue, links: Sequence[Link]) -> Iterator[str]:
    for kind in LinkKind:
        own = [
            link for link in links if link.kind is kind and statement.id in (link.subject_id, link.object_id)
        ]
        if own:
            yield f"  {kind.value} ({KIND_MEANING[kind]}):"
        for link in sorted(own, key=_score, reverse=True)[:_SHOWN]:
            yield f"    {_in_words(link, statement, catalogue)}"
            yield from (f"      {piece}" for piece in link.evidence if piece.words)
            yield from (f"      follows from {' -> '.join(path)}" for path in link.paths)
        if len(own) > _SHOWN:
            yield f"    … and {len(own) - _SHOWN} more in reports/links.csv"


def _score(link: Link) -> tuple[float, float]:
    score = 1.0 if link.similarity_score is None else link.similarity_score
    return (0.0 if link.confidence is None else link.confidence, score)


def _in_words(link: Link, statement: Statement, catalogue: Catalogue) -> str:
    similarity = "" if link.similarity_score is None else f"{link.similarity_score:.3f}"
    score = f"{similarity}  " if similarity else ""
    if link.confidence is not None:
        score = f"{percent(link.confidence)} probable{', similarity ' if similarity else ''}{similarity}  "
    status = "" if link.status is Status.OPEN else f"  [{link.status.replace('-', ' ')}]"
    other_id = link.object_id if link.subject_id == statement.id else link.subject_id
    return (
        f"{score}{link.subject_id} {PREDICATE_WORDS[link.predicate_id]} {link.object_id}: "
        f"“{catalogue.name(other_id)}”{status}"
    )
