"""Databases of the tool: SQLite files and PostgreSQL, set up so that what is committed stays."""

from crosswalk.database.database import Database, first_line
from crosswalk.database.migrations import Step, Tables

__all__ = ["Database", "Step", "Tables", "first_line"]
