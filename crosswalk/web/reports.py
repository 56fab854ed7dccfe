"""The report as it stands with the decisions of this moment, and the edits of its principles."""

from collections.abc import Callable
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from crosswalk.build.people import People
from crosswalk.errors import PrinciplesError
from crosswalk.files import sha256_of
from crosswalk.interop.principles import write_principles
from crosswalk.principles import Record, derive, rebuild
from crosswalk.report.findings import Findings
from crosswalk.report.made import Made
from crosswalk.report.site import Site
from crosswalk.review import needs_another_look
from crosswalk.suggest import Cut, Suggestions, surrounded
from crosswalk.web.following import Following, following
from crosswalk.workspace import STATED, Workspace

if TYPE_CHECKING:
    from crosswalk.align import Levels
    from crosswalk.model import Link, Mapping, Principles
    from crosswalk.suggest.pairwise import Pairwise
    from crosswalk.web.desk import Desk

#: Changes the record of principles.
Change = Callable[[Record], Record]


class Reports:
    """Pages of the report for the review page. Used by many threads at once.

    What people decide and edit is seen at once. Which principles are *found* takes seconds to tell, so that
    is done when a page first needs it, and again when somebody asks for it.

    Args:
        workspace: The project.
        desk: Its statements, suggestions and votes.
    """

    def __init__(self, workspace: Workspace, desk: "Desk") -> None:
        self._workspace, self._desk = workspace, desk
        self._lock = RLock()
        self._derived: Principles | None = None
        self._derived_from = 0
        self._site: Site | None = None
        self._state: object = None
        self._following, self._followed_at = Following(), -1

    def site(self) -> Site:
        """The report as of now.

        Raises:
            CrosswalkError: The ledger or the record of principles cannot be read.
        """
        with self._lock:
            self._desk.votes.refresh()
            state = self._desk.votes.count, self.version, self._derived_from
            if self._site is None or state != self._state:
                self._site = Site(self._findings())
                self._state = (state[0], state[1], self._derived_from)
            return self._site

    @property
    def following(self) -> Following:
        """What follows from the decisions of this moment, and what clashes with others."""
        with self._lock:
            known, count = self._desk.votes.known, self._desk.votes.count
            if count != self._followed_at:
                self._following = following(self._links(), self._desk.catalogue, known)
                self._followed_at = count
            return self._following

    @property
    def version(self) -> str:
        """Tells whether the record of principles is still what somebody saw."""
        return sha256_of(self._workspace.record.content or b"")

    @property
    def decided_since(self) -> int:
        """How many rows the ledger has got since it was told which principles are found."""
        return self._desk.votes.count - self._derived_from if self._derived is not None else 0

    @property
    def can_undo(self) -> bool:
        """Whether the last edit made on a page can be undone."""
        return self._workspace.record.can_undo

    def look_again(self) -> None:
        """Tell anew which principles are found, with the decisions of this moment."""
        with self._lock:
            self._derived = None
            self._site = None

    def edit(self, change: Change, *, seen: str) -> None:
        """Change the record of principles; it is on the disk when this returns.

        Args:
            change: What is to be changed.
            seen: The `version` that whoever asks for it saw.

        Raises:
            PrinciplesError: The record has changed since, or cannot be changed so; nothing was.
            OutputError: It cannot be written.
        """
        with self._lock:
            if seen != self.version:
                raise PrinciplesError(
                    "the principles were changed since this page was made; nothing was saved",
                    remedy="Load the page again, look at what changed, and say it once more.",
                )
            catalogue = self._desk.catalogue
            record = self._workspace.principles(catalogue) or Record()
            rebuilt = rebuild(change(record), self._found(self._links()), catalogue=catalogue)
            self._workspace.record.write(write_principles(rebuilt.record, catalogue).encode())

    def undo(self) -> None:
        """Bring back the record of before the last edit made on a page.

        Raises:
            PrinciplesError: There is none, or the file was changed elsewhere since.
            OutputError: It cannot be written.
        """
        with self._lock:
            self._workspace.record.undo()

    @property
    def dropped(self) -> tuple[str, ...]:
        """Ids of principles that people dropped."""
        record = self._workspace.principles(self._desk.catalogue)
        return record.dropped if record else ()

    def _findings(self) -> Findings:
        links = self._links()
        catalogue = self._desk.catalogue
        record = self._workspace.principles(catalogue) or Record()
        rebuilt = rebuild(record, self._found(links), catalogue=catalogue)
        return Findings(
            catalogue=catalogue,
            links=links,
            suggestions=self._suggestions,
            made=self._made,
            encode=self._desk.encoder.encode,
            principles=rebuilt.principles,
            looked=self._desk.votes.known,
            levels=self._levels,
            changes=rebuilt.changes,
        )

    def _links(self) -> "list[Link]":
        rows = self._desk.votes.rows
        people = People(
            decisions=rows,
            changed=needs_another_look(rows, self._desk.catalogue),
            policy=self._desk.policy,
        )
        return people.settle(self._claims, self._desk.catalogue)

    def _found(self, links: "list[Link]") -> "Principles":
        if self._derived is None:
            self._derived_from = self._desk.votes.count
            self._derived = derive(
                self._desk.catalogue,
                links,
                encode=self._desk.encoder.encode,
                look=self._workspace.communities.often_together,
            )
        return self._derived

    @cached_property
    def _claims(self) -> "list[Mapping]":
        return [*self._workspace.mappings(STATED), *self._desk.adviser.claims]

    @cached_property
    def _suggestions(self) -> Suggestions:
        return surrounded(self._pairwise, self._desk.adviser.claims)

    @cached_property
    def _pairwise(self) -> "Pairwise":
        # By the weights of the last build, as its files: what is learnt meanwhile asks, but reports nothing.
        return self._desk.adviser.before.taught(self._workspace.learnt())

    @cached_property
    def _levels(self) -> "Levels | None":
        return self._workspace.levels(self._desk.catalogue)

    @cached_property
    def _made(self) -> Made:
        project, pairwise = self._workspace.project(), self._pairwise
        return Made(
            title=project.title,
            purpose_id=project.purpose,
            encoder=pairwise.encoder_name,
            cut=Cut(**self._workspace.outputs.options),
            learnt=pairwise.learnt,
        )
