"""The ledger: every decision as one row that is never changed, in SQLite or PostgreSQL."""

from crosswalk.ledger.record import record, stamp
from crosswalk.ledger.store import Ledger

__all__ = ["Ledger", "record", "stamp"]
