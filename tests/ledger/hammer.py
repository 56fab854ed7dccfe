"""A process that 32 threads keep adding decisions in; each id is printed once its decision is acknowledged.

Run: python hammer.py ADDRESS THREADS SECONDS. A test kills it; otherwise it ends by itself.
"""

import os
import sys
import time
import uuid
from pathlib import Path
from threading import Thread

from crosswalk.errors import LedgerError
from crosswalk.ledger import Ledger
from tests.decided import decided


def add(ledger: Ledger, reviewer: str, until: float) -> None:
    while time.monotonic() < until:
        decision = decided(1, id=str(uuid.uuid4()), reviewer=reviewer, comment="x" * 200)
        try:
            ledger.append(decision)
        except LedgerError:
            # The server was killed: what was not acknowledged is not printed.
            return
        # One write of less than a page: lines of two threads never mix.
        os.write(1, f"{decision.id}\n".encode())


def main() -> None:
    address, threads, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    ledger = Ledger(address if "://" in address else Path(address))
    until = time.monotonic() + seconds
    writers = [Thread(target=add, args=(ledger, f"reviewer-{n}", until)) for n in range(threads)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    ledger.close()


if __name__ == "__main__":
    main()
