"""Principles: what the statements of several frameworks have in common, and what that rests on."""

from crosswalk.principles.communities import Settings
from crosswalk.principles.deriving import derive

__all__ = ["Settings", "derive"]
