"""The straight line, once from end to end: documents to links to files."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.workspace import REJECTED, REVIEWED, STATED, SUGGESTED, Workspace

if TYPE_CHECKING:
    from crosswalk.catalogue import Catalogue
    from crosswalk.model import Decision, Link, Mapping
    from crosswalk.readers.project import Project
    from crosswalk.report.made import Made
    from crosswalk.review import ChangedWording, LookedAt, Pair, Policy
    from crosswalk.suggest import Cut, Learnt, Shape

STATED_ABOUT = "Links that the documents state themselves."
SUGGESTED_ABOUT = "Links that a model suggests; nobody has reviewed them."
SUGGESTED_AND_REVIEWED = (
    "Links that a model suggests; what people said of some of them stands in files beside it."
)
REVIEWED_ABOUT = "Links that people accepted: the votes that settled them, one record a vote."
REJECTED_ABOUT = "Pairs that people rejected: the votes that settled them, one record a vote."

#: Called with what is being done, how much of it is done, and how much there is in all.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did.

    Attributes:
        frameworks: How many documents were read.
        statements: How many statements, levels and groups included.
        links: How many links of each kind.
        encoded: Texts that went through the model.
        reused: Texts whose vectors were kept from before.
        files: Paths written, relative to the project.
        warnings: What people should know before they trust the suggestions, a text each.
    """

    frameworks: int
    statements: int
    links: dict[str, int]
    encoded: int
    reused: int
    files: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def build(
    root: Path,
    *,
    encoder: str,
    cut: "Cut | None" = None,
    shape: "Shape | None" = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Built | None:
    """Read `corpus/`, link what it says, write `mappings/` and `reports/`.

    Everything is made in memory first and written last, so that an error leaves the files of the previous
    build as they were.

    Args:
        root: The project folder.
        encoder: `minilm`, or `sentence-transformers:NAME_OR_PATH`.
        cut: Where the list of suggestions ends; None for the default.
        shape: Whether each thing has about one counterpart or many point at one; None to let the tool tell.
        force: Make everything anew even if nothing changed.
        progress: Told what is being done.

    Returns:
        What was done; None where nothing changed since the last build and its files are all there.

    Raises:
        CrosswalkError: The input is wrong, or a file cannot be written.
    """
    workspace = Workspace(root)
    options = _Options(encoder, cut, shape)
    inputs = workspace.inputs(encoder=encoder, cut=cut, shape=shape)
    # A model named by the user may have changed behind its name; the default one cannot.
    if not force and ":" not in encoder and workspace.is_current(inputs):
        return None
    return _build(workspace, options, inputs, progress or (lambda *_: None))


@dataclass(frozen=True, slots=True)
class _Options:
    encoder: str
    cut: "Cut | None"
    shape: "Shape | None"


def _build(workspace: Workspace, options: _Options, inputs: str, tell: Progress) -> Built:
    from crosswalk.report.files import make_report
    from crosswalk.suggest import Cut, suggest
    from crosswalk.suggest.language import language_warnings

    tell("Reading the corpus", 0, 1)
    catalogue, project = workspace.catalogue(), workspace.project()
    stated, levels = _stated(catalogue), workspace.levels(catalogue)
    cached, learnt, cut = workspace.encoder(options.encoder), workspace.learnt(), options.cut or Cut()
    suggestions = suggest(
        catalogue,
        cached,
        learnt=learnt,
        cut=cut,
        shape=options.shape,
        progress=lambda done, n: tell("Comparing statements", done, n),
    )
    people = _people(workspace, catalogue, project.review.rules)
    links = people.settle([*stated, *suggestions.mappings])
    tell("Making the report", 0, 1)
    made = _made(project, cached.name, cut, learnt)
    files = _mapping_files(catalogue, people, made, stated=stated, suggested=suggestions.mappings)
    report = make_report(catalogue, links, suggestions, made=made, looked=people.looked_at(), levels=levels)
    files |= {f"reports/{name}": content for name, content in report.items()}
    tell("Writing files", 0, 1)
    workspace.publish(files, inputs=inputs)
    return Built(
        frameworks=len(catalogue.documents),
        statements=len(catalogue.statements),
        links=dict(Counter(link.kind.value for link in links)),
        encoded=cached.encoded,
        reused=cached.reused,
        files=tuple(files),
        warnings=(*language_warnings(catalogue.documents, encoder=cached.name), *people.warnings),
    )


def _made(project: "Project", encoder: str, cut: "Cut", learnt: "Learnt") -> "Made":
    from crosswalk.report.made import Made

    return Made(
        title=project.title,
        purpose_id=project.purpose,
        encoder=encoder,
        cut=cut,
        learnt=learnt.for_encoder(encoder),
    )


def _stated(catalogue: "Catalogue") -> list["Mapping"]:
    from crosswalk.stated import cite, mirror

    return [*cite(catalogue), *mirror(catalogue)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    """What people have decided, and whose word counts."""

    decisions: "list[Decision]"
    changed: "list[ChangedWording]"
    policy: "Policy"

    def settle(self, claims: "Iterable[Mapping]") -> "list[Link]":
        """Links of all kinds."""
        from crosswalk.review import settle

        return settle(claims, self.decisions, policy=self.policy, changed=self.changed)

    def looked_at(self) -> "dict[Pair, LookedAt]":
        """What their votes make of each pair that somebody decided about."""
        from crosswalk.review import looked_at

        old = frozenset(found.decision.id for found in self.changed)
        return looked_at(self.decisions, policy=self.policy, changed=old)

    @property
    def warnings(self) -> tuple[str, ...]:
        """That some of it speaks of words that have changed."""
        if not self.changed:
            return ()
        one = len(self.changed) == 1
        return (
            f"{len(self.changed)} {'decision needs' if one else 'decisions need'} another look, since the "
            "wording has changed: `crosswalk decisions log --needs-another-look` lists both wordings.",
        )


def _people(workspace: Workspace, catalogue: "Catalogue", policy: "Policy") -> _People:
    from crosswalk.review import needs_another_look

    decisions = workspace.decisions()
    return _People(decisions=decisions, changed=needs_another_look(decisions, catalogue), policy=policy)


def _mapping_files(
    catalogue: "Catalogue",
    people: _People,
    made: "Made",
    *,
    stated: Iterable["Mapping"],
    suggested: Iterable["Mapping"],
) -> dict[str, bytes]:
    from crosswalk.interop.sssom import write_sssom

    about = SUGGESTED_AND_REVIEWED if people.decisions else SUGGESTED_ABOUT
    about = f"{about} Confidence is the probability of a match. {made.rests_on}"
    return {
        STATED: write_sssom(stated, catalogue, name="stated", description=STATED_ABOUT).encode(),
        SUGGESTED: write_sssom(suggested, catalogue, name="suggested", description=about).encode(),
        **(_decided_files(catalogue, people) if people.decisions else {}),
    }


def _decided_files(catalogue: "Catalogue", people: _People) -> dict[str, bytes]:
    from crosswalk.interop.decisions import write_votes
    from crosswalk.model import Verdict
    from crosswalk.review import settled

    votes = settled(people.decisions, policy=people.policy, changed=people.changed)
    return {
        path: write_votes(votes, catalogue, verdict=verdict, name=name, description=about).encode()
        for path, verdict, name, about in (
            (REVIEWED, Verdict.ACCEPT, "reviewed", REVIEWED_ABOUT),
            (REJECTED, Verdict.REJECT, "rejected", REJECTED_ABOUT),
        )
    }
