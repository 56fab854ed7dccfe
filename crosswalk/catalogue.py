"""All frameworks of a project together."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from crosswalk.errors import DuplicateId, UnknownStatement
from crosswalk.model import Framework, Named, Statement


class Catalogue:
    """All frameworks together: look a statement up by id without knowing whose it is.

    Args:
        frameworks: In the order in which they are shown.

    Raises:
        DuplicateId: Two frameworks have the same id.
    """

    def __init__(self, frameworks: Iterable[Framework]) -> None:
        self.frameworks = tuple(frameworks)
        self._by_id: dict[str, Framework] = {}
        for framework in self.frameworks:
            if framework.id in self._by_id:
                raise DuplicateId(
                    f"two frameworks have the id {framework.id}",
                    remedy="Change the id in one framework.toml.",
                    path=framework.source,
                )
            self._by_id[framework.id] = framework

    def __iter__(self) -> Iterator[Framework]:
        return iter(self.frameworks)

    def framework(self, framework_id: str) -> Framework:
        """The framework with this id.

        Raises:
            UnknownStatement: There is none.
        """
        try:
            return self._by_id[framework_id]
        except KeyError:
            raise UnknownStatement(
                f"no framework has the id {framework_id!r}",
                remedy=f"Known are: {', '.join(self._by_id)}.",
            ) from None

    def owner(self, node_id: str) -> Framework:
        """The framework that a statement, or a framework's own node, belongs to.

        Raises:
            UnknownStatement: There is no such framework.
        """
        return self.framework(node_id.partition(":")[0])

    def statement(self, statement_id: str) -> Statement:
        """The statement with this CURIE.

        Raises:
            UnknownStatement: There is none; the message offers the nearest ids.
        """
        framework = self.owner(statement_id)
        if statement_id in framework.by_id:
            return framework.by_id[statement_id]
        near = get_close_matches(statement_id, framework.by_id, n=3, cutoff=0.0)
        raise UnknownStatement(
            f"no statement has the id {statement_id!r}",
            remedy=f"Nearest are: {', '.join(near)}." if near else "",
        )

    def named(self, node_id: str) -> Named:
        """A statement, or a framework as a whole, with the words that a decision about it keeps.

        Raises:
            UnknownStatement: There is none; the message offers the nearest ids.
        """
        framework = self.owner(node_id)
        if node_id == framework.node_id:
            # Who says that a framework has no counterpart for something speaks of all of its text.
            return Named(node_id, f"{framework.title} (sha256 {framework.sha256 or 'unknown'})")
        statement = self.statement(node_id)
        return Named(statement.id, statement.wording)

    def name(self, node_id: str) -> str:
        """What to call a node in a list: a statement's label, or a framework's name."""
        framework = self.owner(node_id)
        if node_id == framework.node_id:
            return framework.name
        return self.statement(node_id).label

    @property
    def documents(self) -> tuple[Framework, ...]:
        """Frameworks whose own text is here, in order."""
        return tuple(f for f in self.frameworks if not f.known_by_reference)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement of every framework, in order."""
        return tuple(s for f in self.frameworks for s in f.statements)
