"""Debian's Chromium: where it is, how it is started, and how a missing one is refused aloud."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

INSTALL = (
    "Chromium is not installed, so no page is tested in a real browser: install Debian's package "
    "`chromium`, or put `chromium` on the path."
)

#: Nothing of the browser's own goes out, and it runs as root in a container without a graphics card.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def program() -> Path | None:
    """The browser: where Debian puts it, or on the path; None for none."""
    debian = Path("/usr/bin/chromium")
    if debian.exists():
        return debian
    on_path = shutil.which("chromium")
    return Path(on_path) if on_path else None


def missing(environment: Mapping[str, str]) -> None:
    """Fail where every check must run, and skip aloud elsewhere."""
    if environment.get("CI", "").lower() in ("true", "1"):
        pytest.fail(INSTALL, pytrace=False)
    pytest.skip(f"NOT TESTED. {INSTALL}")
