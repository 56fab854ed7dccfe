"""Figures as people read them."""


def percent(value: float) -> str:
    """A probability or a share; one that rounds to nothing or to all of it does not pass for certain."""
    if 0 < value < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= value < 1 else f"{value:.0%}"
