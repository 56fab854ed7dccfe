"""A small world in which people have decided every way there is."""

from crosswalk.report.findings import Findings
from tests.chained import CATALOGUE, accepted, turned_down, votes
from tests.report.small import small


def read_as(subject_id: str, object_id: str, **fields: object) -> dict[str, object]:
    """Both ends of a vote with their words today."""
    one, other = (CATALOGUE.named(node_id).wording for node_id in (subject_id, object_id))
    ends = {"subject_id": subject_id, "object_id": object_id, "subject_wording": one, "object_wording": other}
    return ends | fields


def judged_world() -> Findings:
    """Three pairs accepted, a pair that follows, one rejected, one disputed, and a statement judged alone."""
    said = votes(
        accepted(**read_as("a:1", "b:1")),
        accepted(**read_as("b:1", "c:1")),
        accepted(**read_as("b:n", "d:n")),
        turned_down(**read_as("a:n", "b:n")),
        accepted(**read_as("a:n", "c:n")),
        turned_down(**read_as("a:n", "c:n", reviewer="reviewer-2")),
        turned_down(**read_as("a:2", "d:framework")),
    )
    return small(CATALOGUE, decisions=said)
