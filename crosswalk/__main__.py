"""`python -m crosswalk` is the same as `crosswalk`."""

from crosswalk.cli import app

app(prog_name="crosswalk")
