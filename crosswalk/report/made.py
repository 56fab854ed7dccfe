"""How the links of a report came about, in words."""

from dataclasses import dataclass

from crosswalk.suggest import Cut, Learnt


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How the links of a report came about.

    Attributes:
        title: Of the project.
        purpose_id: Id of the statement that the project serves; None for none.
        encoder: Name of the model behind the suggestions.
        cut: Where the list of suggestions ends.
        learnt: What the views' votes weigh and what probabilities rest on.
    """

    title: str
    purpose_id: str | None
    encoder: str
    cut: Cut
    learnt: Learnt

    @property
    def suggested(self) -> str:
        """Where the list of suggestions ends, in a sentence or two."""
        said = []
        if not self.learnt.parts.calibrated:
            said.append("Each statement's best counterpart in each other framework, seen from both sides.")
        elif self.cut.precision is not None:
            said.append(
                "Between two frameworks, best first, for as long as "
                f"{self.cut.precision:.0%} of the suggestions can be expected to be right; between "
                "frameworks too small for probabilities, each statement's best counterpart."
            )
        if self.cut.at_most is not None:
            said.append(f"At most {self.cut.at_most:,} pairs in all.")
        return " ".join(said)

    @property
    def rests_on(self) -> str:
        """What the probabilities rest on, in a sentence a kind."""
        return " ".join(
            f"For {what}: learnt from {weights.judgements:,} judged pairs, {weights.matches} of them matches"
            + (f"; calibration error {weights.error:.3f} on held-out frameworks." if weights.error else ".")
            if weights.calibrated
            else f"For {what}: not known, since too few pairs were judged with this model."
            for what, weights in (("elements", self.learnt.parts), ("indicators", self.learnt.leaves))
        )
