"""`crosswalk evaluate`: gold in, a table of figures out, and a drawing if asked for."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from crosswalk.embedding_cache import CachedEncoder
from crosswalk.errors import OutputError
from crosswalk.evaluation.claims import claims_of
from crosswalk.evaluation.documents import labels
from crosswalk.evaluation.figures import Figures, Method, measure
from crosswalk.evaluation.methods import OURS, Ours, PlainCosine
from crosswalk.evaluation.table import table
from crosswalk.evaluation.tasks import questions_of
from crosswalk.interop.gold import GoldSet, read_gold
from crosswalk.suggest.encoders import load_encoder
from crosswalk.suggest.weights import shipped
from crosswalk.workspace import Workspace


def evaluate(
    path: Path,
    *,
    left: Path | None = None,
    right: Path | None = None,
    encoder: str,
    project: Path,
    documents: Sequence[str] = (),
    figure: Path | None = None,
) -> list[str]:
    """Measure plain cosine and this tool's score against what people judged.

    Args:
        path: A gold file or a set folder.
        left: The items on the left, for pairs of ids.
        right: The items on the right.
        encoder: As for `build`.
        project: The project whose frameworks the gold speaks of; a set needs none.
        documents: `LABEL=ID`: which framework a document label of the gold stands for.
        figure: Where to draw precision against recall; a .png or .svg file.

    Returns:
        Lines to print.

    Raises:
        CrosswalkError: The gold or the project is not as it should be, or the figure cannot be written.
    """
    form = _form(figure) if figure else ""
    said = labels(documents)
    gold = read_gold(path, left=left, right=right)
    catalogue = None if isinstance(gold, GoldSet) else Workspace(project).catalogue()
    questions = questions_of(gold, catalogue, said)
    with _kept(project) as cache:
        kept = CachedEncoder(load_encoder(encoder), cache)
        ours = Ours(kept, Workspace(project).learnt() if project.is_dir() else shipped())
        ways: dict[str, Method] = {
            "cosine, title and text": PlainCosine(kept, everything=False),
            "cosine, full text": PlainCosine(kept, everything=True),
            OURS: ours,
        }
        found = {name: measure(questions, way) for name, way in ways.items()}
        claims = claims_of(questions, ours)
    lines = table(questions, found, claims)
    if figure:
        _write(figure, _drawn(found, about=path.name, form=form))
        lines += ["", f"Figure: {figure}"]
    return lines


@contextmanager
def _kept(project: Path) -> Iterator[Path]:
    """The project's own embeddings; a file that goes away again where there is no project."""
    if (project / "corpus").is_dir():
        yield Workspace(project).embeddings
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "embeddings.sqlite"


def _form(figure: Path) -> str:
    from crosswalk.report.evaluation_figure import FORMATS

    form = figure.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise OutputError(
            f"figures of the ending {figure.suffix!r} cannot be drawn",
            remedy=f"Name a file that ends in {' or '.join('.' + known for known in FORMATS)}.",
            path=figure,
        )
    return form


def _drawn(found: Mapping[str, Figures], *, about: str, form: str) -> bytes:
    from crosswalk.report.evaluation_figure import draw_curves

    first = next(iter(found.values()))
    curves = {name: figures.curve for name, figures in found.items()}
    return draw_curves(curves, about=about, share=first.positives / first.pairs, form=form)


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as problem:
        raise OutputError(
            f"the figure cannot be written ({problem.strerror or problem})",
            remedy="Name a file in a folder that can be written.",
            path=path,
        ) from problem
