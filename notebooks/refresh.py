"""Run the notebooks again and keep what they show.

Run: python notebooks/refresh.py

Each is run from its first cell to its last, against the package and the project beside it but without
anybody's decisions, and written back without anything that depends on who ran it, where and when.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent

#: What the notebooks read, beside the corpus.
READ = ("mappings/stated.sssom.tsv", "mappings/suggested.sssom.tsv", "reports/coverage-by-cut.csv")

#: Seconds that a kernel may take to start, and one cell to run.
PATIENCE = 120


def notebooks() -> list[Path]:
    """The notebooks, in the order in which they are meant to be read."""
    return sorted(HERE.glob("*.ipynb"))


def project_in(folder: Path) -> Path:
    """A copy of all that the notebooks read; without the ledger, so that no decision of anybody shows.

    Args:
        folder: Where to put it; empty.
    """
    shutil.copytree(REPOSITORY / "corpus", folder / "corpus")
    for name in READ:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / name, folder / name)
    (folder / "notebooks").mkdir()
    return folder


def executed(path: Path, *, project: Path) -> NotebookNode:
    """A notebook as a fresh kernel runs it in a project.

    Args:
        path: Of the notebook; it stays as it is.
        project: As `project_in` makes it.

    Raises:
        nbclient.exceptions.CellExecutionError: A cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    own = {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(REPOSITORY), os.environ.get("PYTHONPATH")))),
        # What Jupyter and IPython keep for themselves stays in the copy.
        "IPYTHONDIR": str(project / ".ipython"),
        # A cache of its own would make a debugger complain where nobody debugs.
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    environment = {k: v for k, v in os.environ.items() if k != "CROSSWALK_DATABASE_URL"} | own
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=PATIENCE,
        startup_timeout=PATIENCE,
        record_timing=False,
        # What is printed comes in as many pieces as the moment has it.
        coalesce_streams=True,
        resources={"metadata": {"path": str(project / "notebooks")}},
    )
    client.execute(env=environment)
    return tidied(notebook)


def tidied(notebook: NotebookNode) -> NotebookNode:
    """The notebook without what differs from run to run: timings, versions, chance ids; changed in place."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number:02}"
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
    return notebook


def main() -> None:
    """Run them all; one that fails leaves its file as it was."""
    for path in notebooks():
        with tempfile.TemporaryDirectory() as folder:
            notebook = executed(path, project=project_in(Path(folder)))
        nbformat.write(notebook, path)
        sys.stdout.write(f"{path.name}: {len(notebook.cells)} cells\n")


if __name__ == "__main__":
    main()
