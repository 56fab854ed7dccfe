"""What people decided, and the links that it makes of claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from crosswalk.workspace import STATED, SUGGESTED, Workspace

if TYPE_CHECKING:
    from crosswalk.catalogue import Catalogue
    from crosswalk.model import Decision, Link, Mapping
    from crosswalk.review import ChangedWording, LookedAt, Pair, Policy


@dataclass(frozen=True, kw_only=True)
class People:
    """What people have decided, and whose word counts."""

    decisions: "list[Decision]"
    changed: "list[ChangedWording]"
    policy: "Policy"

    @cached_property
    def known(self) -> "dict[Pair, LookedAt]":
        """What their votes make of each pair."""
        from crosswalk.review import looked_at

        changed = {found.decision.id for found in self.changed}
        return looked_at(self.decisions, policy=self.policy, changed=changed)

    def settle(self, claims: "Iterable[Mapping]", catalogue: "Catalogue") -> "list[Link]":
        """Links of all kinds, those that follow from the others last."""
        from crosswalk.infer import infer
        from crosswalk.review import settle

        links = settle(claims, self.decisions, policy=self.policy, changed=self.changed)
        return [*links, *infer(links, catalogue, known=self.known)]

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


def people_of(workspace: Workspace, catalogue: "Catalogue", policy: "Policy") -> People:
    """What the people of a project have decided.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    from crosswalk.review import needs_another_look

    decisions = workspace.decisions()
    return People(decisions=decisions, changed=needs_another_look(decisions, catalogue), policy=policy)


def settled_links(workspace: Workspace, catalogue: "Catalogue") -> "list[Link]":
    """Links of all kinds, from the mapping files of the last build and today's decisions.

    Raises:
        CrosswalkError: A mapping file, the project's rules or the ledger cannot be read.
    """
    people = people_of(workspace, catalogue, workspace.project().review.rules)
    return people.settle(workspace.mappings(STATED, SUGGESTED), catalogue)
