"""What can be known of a statement, or of a principle, in a framework."""

from enum import StrEnum


class State(StrEnum):
    """What is known of something in another framework: silence is not absence."""

    ADDRESSED = "addressed"
    PARTLY = "partly addressed"
    ABSENT = "judged absent"
    OPEN = "not yet reviewed"
