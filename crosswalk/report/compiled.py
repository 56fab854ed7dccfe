"""Templates as an earlier run compiled them: to do it anew takes longer than to render all pages."""

import pickle
from contextlib import suppress

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

import crosswalk


class Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates in the user's own temporary folder, as long as there is one.

    Whatever goes wrong with the folder, while a server runs for weeks or because a disk is full, costs the
    time to compile and nothing else.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept; leave it empty where nothing usable is."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket, if that can be done."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled() -> Compiled | None:
    """Where compiled templates are kept; None where there is no folder, or only one of somebody else's."""
    try:
        return Compiled(pattern=f"crosswalk-{crosswalk.__version__}-%s")
    except (OSError, RuntimeError):
        return None
