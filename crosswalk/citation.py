"""Citations in a document's own words: which framework, capability and level they name, and how strongly."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

#: `(CLF: Leadership – Exemplary)` and `(this links closely to CLF: Leadership – Exemplary)`. The closing
#: bracket and the blank beside the dash are missing now and then.
_CITATION = re.compile(
    r"^\((?:this (?P<close>closely links|links closely) to )?"
    r"(?P<framework>[A-Z]{2,}): ?(?P<capability>[^–()]+?) ?– ?(?P<level>[^–()]+?)\)?$"
)


class Relation(StrEnum):
    """What a citation says of the statement it stands behind."""

    TAKEN_FROM = "taken from"
    CLOSELY_LINKS = "closely links"


@dataclass(frozen=True, slots=True)
class ParsedCitation:
    """What a citation names.

    Attributes:
        framework: The cited framework's id: its abbreviation in small letters.
        capability: As in the document: `Awareness of the wider context`.
        level: As in the document: `Exemplary`.
        relation: How the citing statement relates to what is cited.
    """

    framework: str
    capability: str
    level: str
    relation: Relation

    @property
    def capability_id(self) -> str:
        """`clf:leadership`."""
        return f"{self.framework}:{slug(self.capability)}"

    @property
    def level_id(self) -> str:
        """`clf:level.exemplary`."""
        return f"{self.framework}:level.{slug(self.level)}"

    @property
    def object_id(self) -> str:
        """The capability at that level, which is what the citation points to: `clf:leadership.exemplary`."""
        return f"{self.capability_id}.{slug(self.level)}"


def parse_citation(words: str) -> ParsedCitation | None:
    """Take a citation's words apart; None for words that name no capability at a level (a footnote, say).

    Args:
        words: Re-flowed, brackets included as found.

    Examples:
        >>> parse_citation("(CLF: Working in partnership – Exemplary").object_id
        'clf:working-in-partnership.exemplary'
        >>> parse_citation("Margaret Wheatley") is None
        True
    """
    found = _CITATION.match(words.strip())
    if found is None:
        return None
    return ParsedCitation(
        framework=found["framework"].casefold(),
        capability=found["capability"],
        level=found["level"],
        relation=Relation.CLOSELY_LINKS if found["close"] else Relation.TAKEN_FROM,
    )


def slug(text: str) -> str:
    """Words as the readable part of an id: small letters and digits, hyphens between, no accents.

    Examples:
        >>> slug("Adaptability/flexibility")
        'adaptability-flexibility'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", bare.casefold()).strip("-")
