"""Which framework a document label of a gold file stands for, where a user says so."""

from collections.abc import Iterable

from crosswalk.errors import GoldError


def labels(said: Iterable[str]) -> dict[str, str]:
    """Framework ids by label, from `LABEL=ID`.

    Raises:
        GoldError: One is not of that form.
    """
    return dict(map(_label, said))


def _label(said: str) -> tuple[str, str]:
    label, equals, name = said.partition("=")
    if not (label and equals and name):
        raise GoldError(
            f"--document {said!r} does not say which framework a label stands for",
            remedy="Write it as LABEL=ID, such as 000=sssc.",
        )
    return label, name
