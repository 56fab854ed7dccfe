"""What is said when rows of a file cannot be accepted: every one of them, and that nothing was imported."""

from collections.abc import Iterable

from crosswalk.errors import DecisionError


class WrongRows(DecisionError):
    """Rows of one or more files that are no decisions.

    Args:
        rows: One line a row: file, place, what was found, and what to do about it.

    Attributes:
        rows: The same, so that those of several files can be listed together.
    """

    def __init__(self, rows: Iterable[str]) -> None:
        self.rows = tuple(rows)
        count = len(self.rows)
        heading = "1 row is no decision" if count == 1 else f"{count} rows are no decisions"
        # The message puts a full stop behind the last row, as behind everything that was found.
        super().__init__(
            "\n  ".join([heading, *self.rows]).rstrip("."),
            remedy="\nNothing was imported. Correct the rows, or take the file from whoever made it again.",
        )
