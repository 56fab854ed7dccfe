"""Mappings to and from SSSOM TSV. The one module that knows `sssom_pydantic`.

SSSOM has no slot for the place where a source says something, and readers drop extension slots, so the
evidence stands in `comment`, in a form that can be read back: `path:first-last: "words"; …`, or the place
alone where nothing is quoted. Nor has it one for the chain behind an inferred claim, which stands before the
evidence: `A -> B -> C; …`.
"""

import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import curies
import pydantic
import yaml
from sssom_pydantic import MappingSetRecord, Record, SemanticMapping, read, write_unprocessed
from sssom_pydantic.io import ParseError, read_unprocessed_iterable

from crosswalk.catalogue import Catalogue
from crosswalk.errors import MappingFileError
from crosswalk.model import Evidence, Framework, Mapping, Span
from crosswalk.vocabulary import NAMESPACES, Justification, Predicate

#: SSSOM requires a licence; this is the term its authors give for "not said". The project's owners decide.
_LICENCE = "https://w3id.org/sssom/license/unspecified"

#: Where SSSOM tools put sets that have no address of their own.
_MAPPING_SETS = "https://w3id.org/sssom/mappings/crosswalk-"

#: Ids of a user's own frameworks have no address on the web; a URN says so.
_NAMESPACE = "urn:crosswalk:"

#: Of records that are named by a UUID: SSSOM wants ids as CURIEs.
_UUIDS = {"uuid": "urn:uuid:"}

__all__ = ["ReadRow", "Record", "edition", "read_rows", "read_sssom", "slots_of", "write_rows", "write_sssom"]

_CHAIN = re.compile(r"(?P<ids>\S+(?: -> \S+)+?)(?:; |$)")

Term = TypeVar("Term", Predicate, Justification)

_EVIDENCE = re.compile(
    r'(?P<path>\S+):(?P<first>\d+)-(?P<last>\d+)(?:: (?P<words>"(?:[^"\\]|\\.)*"))?(?:; |$)'
)


def write_sssom(mappings: Iterable[Mapping], catalogue: Catalogue, *, name: str, description: str) -> str:
    """A mapping set as SSSOM TSV, rows in the order given.

    Args:
        mappings: Claims; both ends are in the catalogue.
        catalogue: Gives labels, sources and prefixes.
        name: Last part of the mapping set's id.
        description: What the set holds, in a sentence.

    Returns:
        UTF-8 text with LF line ends; no date, so equal input gives equal text.
    """
    rows = [slots_of(mapping, catalogue) for mapping in mappings]
    return write_rows(rows, catalogue, name=name, description=description)


def write_rows(
    rows: Iterable[dict[str, object]], catalogue: Catalogue, *, name: str, description: str
) -> str:
    """Rows of any SSSOM slots as SSSOM TSV, in the order given.

    Args:
        rows: Slot -> value; a slot whose value is None is left out. A record_id may be `uuid:…`.
        catalogue: Gives prefixes.
        name: Last part of the mapping set's id.
        description: What the set holds, in a sentence.

    Returns:
        As `write_sssom`.
    """
    prefixes = {f.id: f"{_NAMESPACE}{f.id}:" for f in catalogue} | NAMESPACES | _UUIDS
    records = [
        Record.model_validate({slot: value for slot, value in row.items() if value is not None})
        for row in rows
    ]
    ids = (curie for r in records for curie in (r.subject_id, r.object_id, r.predicate_id, r.record_id))
    used = {curie.partition(":")[0] for curie in ids if curie}
    text = io.StringIO()
    write_unprocessed(
        records,
        text,
        metadata=MappingSetRecord.model_validate(
            {
                "mapping_set_id": f"{_MAPPING_SETS}{name}",
                "mapping_set_description": description,
                "license": _LICENCE,
            }
        ),
        converter=curies.Converter.from_prefix_map(prefixes),
        prefixes=used | {"semapv"},
        columns=None if records else [*_REQUIRED],
    )
    return text.getvalue().replace("\r\n", "\n")


#: Columns of a set without rows.
_REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")


def slots_of(mapping: Mapping, catalogue: Catalogue) -> dict[str, object]:
    """A claim as a row: SSSOM slot -> value, None for what is not known."""
    subject = catalogue.owner(mapping.subject_id)
    object_ = catalogue.owner(mapping.object_id)
    return {
        "subject_id": mapping.subject_id,
        "subject_label": catalogue.name(mapping.subject_id),
        "predicate_id": mapping.predicate_id.value,
        "object_id": mapping.object_id,
        "object_label": catalogue.name(mapping.object_id),
        "mapping_justification": mapping.mapping_justification.value,
        "subject_source": subject.node_id,
        "subject_source_version": edition(subject),
        "object_source": object_.node_id,
        "object_source_version": edition(object_),
        "similarity_score": mapping.similarity_score,
        "similarity_measure": mapping.similarity_measure,
        "confidence": mapping.confidence,
        "mapping_tool": mapping.mapping_tool,
        "mapping_tool_version": mapping.mapping_tool_version,
        "comment": "; ".join((*_chain(mapping), *map(_quoted, mapping.evidence))) or None,
    }


def edition(framework: Framework) -> str | None:
    """How a row names the text of a framework that it speaks of; None where that text is not here."""
    # Sixteen digits tell two editions apart; framework.toml has all of them.
    return f"sha256:{framework.sha256[:16]}" if framework.sha256 else None


def _chain(mapping: Mapping) -> tuple[str, ...]:
    return (" -> ".join(mapping.path),) if mapping.path else ()


def _quoted(evidence: Evidence) -> str:
    if not evidence.words:
        return str(evidence.span)
    return f"{evidence.span}: {json.dumps(evidence.words, ensure_ascii=False)}"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of an SSSOM file.

    Attributes:
        line: Where it stands, as far as no cell before it has several lines.
        record: Its slots; None for a row that is no mapping.
        record_id: The slot, with its prefix written out; empty where there is none.
        fault: What is wrong with it; empty where nothing is.
    """

    line: int
    record: Record | None
    record_id: str = ""
    fault: str = ""


def read_rows(text: str, *, path: str) -> list[ReadRow]:
    """Rows of any SSSOM TSV file, in file order, with those that are no mappings.

    Args:
        text: The file's content.
        path: How messages name the file.

    Raises:
        MappingFileError: The file was cut off, or its header is not SSSOM.
    """
    remedy = "Take the file from whoever made it again."
    if not text.endswith("\n"):
        raise _cut_off(text, path, remedy=remedy)
    try:
        with read_unprocessed_iterable(io.StringIO(text)) as found:
            return [
                # The reader counts data rows from the line after the header; column names take one more.
                ReadRow(number + 1, None, fault=_first_line(row.exception))
                if isinstance(row, ParseError)
                else ReadRow(number + 1, row, _written_out(row.record_id, found.converter))
                for number, row in found.records
            ]
    except _NO_HEADER as problem:
        raise _no_header(problem, path, remedy=remedy) from problem


#: What the reader raises where the header is not as it should be.
_NO_HEADER = (ValueError, KeyError, TypeError, pydantic.ValidationError, yaml.YAMLError)


def _written_out(record_id: str | None, converter: curies.Converter) -> str:
    return (converter.expand(record_id) or record_id) if record_id else ""


def _cut_off(text: str, path: str, *, remedy: str) -> MappingFileError:
    return MappingFileError(
        "the last line is not complete, as if the file was cut off",
        remedy=remedy,
        path=path,
        line=text.count("\n") + 1,
    )


def _no_header(problem: Exception, path: str, *, remedy: str) -> MappingFileError:
    return MappingFileError(f"the header is not SSSOM ({_first_line(problem)})", remedy=remedy, path=path)


def read_sssom(text: str, *, path: str) -> list[Mapping]:
    """Mappings of an SSSOM TSV file, in file order; rows of other tools' predicates are refused.

    Args:
        text: The file's content.
        path: How messages name the file.

    Raises:
        MappingFileError: The file was cut off, its header is not SSSOM, or a row cannot be understood; the
            message names the line.
    """
    if not text.endswith("\n"):
        raise _cut_off(text, path, remedy="Run `crosswalk build` to write it again.")
    try:
        rows, _, _, problems = read(io.StringIO(text), return_errors=True)
    except _NO_HEADER as problem:
        raise _no_header(problem, path, remedy="Run `crosswalk build` to write the file again.") from problem
    if problems:
        # The reader counts data rows from the line after the header block; column names take one more.
        raise MappingFileError(
            f"this row is not a mapping ({_first_line(problems[0].exception)})",
            remedy="Correct the row, or run `crosswalk build` to write the file again.",
            path=path,
            line=problems[0].line_number + 1,
        )
    return [_mapping(row, path) for row in rows]


def _first_line(problem: Exception) -> str:
    return " ".join(str(problem).split())[:160]


def _mapping(row: SemanticMapping, path: str) -> Mapping:
    record = row.to_record()
    pair = f"{record.subject_id} – {record.object_id}"
    chain = _CHAIN.match(record.comment or "")
    return Mapping(
        subject_id=record.subject_id,
        predicate_id=_term(Predicate, record.predicate_id, f"predicate of {pair}", path),
        object_id=record.object_id,
        mapping_justification=_term(
            Justification, record.mapping_justification, f"justification of {pair}", path
        ),
        similarity_score=record.similarity_score,
        similarity_measure=record.similarity_measure,
        confidence=record.confidence,
        mapping_tool=record.mapping_tool,
        mapping_tool_version=record.mapping_tool_version,
        evidence=_evidence((record.comment or "")[chain.end() if chain else 0 :], path),
        path=tuple(chain["ids"].split(" -> ")) if chain else (),
    )


def _term(terms: type[Term], value: str, what: str, path: str) -> Term:
    try:
        return terms(value)
    except ValueError:
        raise MappingFileError(
            f"the {what} is {value!r}, which this tool does not use",
            remedy=f"Use one of {', '.join(terms)}.",
            path=path,
        ) from None


def _evidence(comment: str, path: str) -> tuple[Evidence, ...]:
    found: Sequence[re.Match[str]] = list(_EVIDENCE.finditer(comment))
    if "".join(match.group() for match in found) != comment:
        raise MappingFileError(
            f"the comment {comment[:80]!r} does not name a source file, its lines and the words quoted",
            remedy="Run `crosswalk build` to write the file again.",
            path=path,
        )
    return tuple(
        Evidence(
            json.loads(match["words"] or '""'), Span(match["path"], int(match["first"]), int(match["last"]))
        )
        for match in found
    )
