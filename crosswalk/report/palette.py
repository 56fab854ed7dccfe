"""Colours of frameworks: told apart by the colour-blind, and never alone, since a name stands beside each."""

from collections.abc import Sequence

#: The palette of Okabe and Ito (2008), "Color Universal Design", strongest on white first.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a8f98", "#f0e442")


def colours(ids: Sequence[str]) -> dict[str, str]:
    """A colour for each framework; from the ninth on they come again.

    Args:
        ids: Of frameworks, in the catalogue's order.

    Returns:
        Id -> `#rrggbb`.
    """
    return {one: COLOURS[place % len(COLOURS)] for place, one in enumerate(ids)}
