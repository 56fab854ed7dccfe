"""One family of exceptions: what was found, where, and what to do about it.

A command catches `CrosswalkError` once and prints it; nothing below catches it to go on silently.
"""


class CrosswalkError(Exception):
    """Something the user can put right.

    Args:
        what: What was found, in one sentence without a full stop at its end.
        remedy: What to do about it, as a sentence.
        path: The file concerned, as the user would name it.
        line: The line in that file, counted from 1.
    """

    def __init__(self, what: str, *, remedy: str = "", path: object = "", line: int | None = None) -> None:
        self.what = what
        self.remedy = remedy
        self.path = str(path)
        self.line = line
        super().__init__(self._message())

    def _message(self) -> str:
        place = f"{self.path}:{self.line}" if self.line is not None else self.path
        said = f"{place}: {self.what}." if place else f"{self.what}."
        return f"{said} {self.remedy}".rstrip()


class SourceError(CrosswalkError):
    """A source document or its framework.toml is missing, changed, or not of the layout it claims."""


class DuplicateId(CrosswalkError):
    """Two statements or two frameworks claim one id."""


class UnknownLevel(CrosswalkError):
    """A statement stands on a level that its framework's scale does not have."""


class UnknownReader(CrosswalkError):
    """framework.toml names a reader that does not exist."""


class UnknownStatement(CrosswalkError):
    """No statement has the id that was asked for."""


class MappingFileError(CrosswalkError):
    """A mapping file is not valid SSSOM."""


class EncoderError(CrosswalkError):
    """A model cannot be loaded, or gives vectors that cannot be used."""


class MissingExtra(CrosswalkError):
    """A part of the tool needs packages that the default install leaves out."""


class OutputError(CrosswalkError):
    """A file cannot be written; what was there before is still there."""


class GoldError(CrosswalkError):
    """A gold file or a list of items is missing, or is not as it should be."""


class WeightsError(CrosswalkError):
    """Learnt weights cannot be read, or judged pairs are too few or too alike to learn from."""


class DecisionError(CrosswalkError):
    """A decision contradicts itself, or another one that has its id."""


class LedgerError(CrosswalkError):
    """The ledger of decisions cannot be opened, read or written."""


class AccountError(CrosswalkError):
    """An account or its password is refused, or the accounts cannot be opened, read or written."""


class TooManyAttempts(AccountError):
    """Somebody tried to sign in too often.

    Args:
        seconds: How long to wait before the next try.
    """

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes = -(-seconds // 60)
        super().__init__(
            "there were too many attempts to sign in",
            remedy=f"Try again in {minutes} minute{'s' if minutes > 1 else ''}.",
        )


class ServerError(CrosswalkError):
    """The review page cannot be served as asked."""


class PrinciplesError(CrosswalkError):
    """The record of principles is not as it should be."""
