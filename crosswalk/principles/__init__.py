"""Principles: what the statements of several frameworks have in common, and what that rests on."""

from crosswalk.principles.changes import Change, What
from crosswalk.principles.communities import Settings
from crosswalk.principles.deriving import derive
from crosswalk.principles.rebuilding import Rebuilt, rebuild
from crosswalk.principles.record import Entry, Found, Record

__all__ = ["Change", "Entry", "Found", "Rebuilt", "Record", "Settings", "What", "derive", "rebuild"]
