"""A project of two small frameworks of one's own, in which some statements say the same as others."""

import csv
import hashlib
from pathlib import Path

from crosswalk.build import build
from crosswalk.workspace import Workspace

_COLUMNS = ("id", "kind", "title", "text", "parent")

ASH = (
    ("1", "element", "Working together", "", ""),
    ("1.1", "indicator", "", "Shares information with partners.", "1"),
    ("1.2", "indicator", "", "Keeps within the budget.", "1"),
    ("2", "element", "Leading people", "", ""),
    ("2.1", "indicator", "", "Shares information with partners.", "2"),
    ("2.2", "indicator", "", "Listens to what colleagues say.", "2"),
    ("3", "element", "Leading services", "", ""),
    ("3.1", "indicator", "", "Shares information with the partners!", "3"),
)
ELM = (
    ("1", "element", "Partnership", "", ""),
    ("1.1", "indicator", "", "Shares information with all partners.", "1"),
    ("2", "element", "Money", "", ""),
    ("2.1", "indicator", "", "Stays within budget <b>always</b> & \"everywhere\".", "2"),
)  # fmt: skip


def small_project(root: Path) -> Workspace:
    """Two frameworks, written and built."""
    for name, rows in (("ash", ASH), ("elm", ELM)):
        folder = root / "corpus" / name
        folder.mkdir(parents=True)
        with (folder / "source.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_COLUMNS, *rows])
        sha256 = hashlib.sha256((folder / "source.csv").read_bytes()).hexdigest()
        (folder / "framework.toml").write_text(
            f'id = "{name}"\ntitle = "{name.title()} & Sons"\npublisher = "Nobody"\nreader = "table"\n'
            f'source = "source.csv"\nsha256 = "{sha256}"\n',
            encoding="utf-8",
        )
    build(root, encoder="minilm")
    return Workspace(root)
