"""Databases of the tool: SQLite files and PostgreSQL, set up so that what is committed stays."""
