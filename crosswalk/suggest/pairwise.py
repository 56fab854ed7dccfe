"""Every two frameworks compared, elements and indicators, each two once."""

from copy import copy
from functools import cached_property

import numpy as np

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind
from crosswalk.suggest.cut import DECIMALS, Candidates, Pair
from crosswalk.suggest.encoded import Encoded, Progress, encode_catalogue
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.relation import Relations
from crosswalk.suggest.scoring import Comparison, compare, opposed, own_views, weights_of
from crosswalk.suggest.views import cosines
from crosswalk.suggest.weights import Learnt, Shape, shipped

#: A probability learnt from some hundred judgements has no more digits than these.
_CONFIDENCE_DECIMALS = 3


class Unweighed:
    """Two sides of n and m statements and what no weight changes: worked out once, whatever is learnt.

    Args:
        left: The statements of one framework.
        right: Those of another one, or of the same.
    """

    def __init__(self, left: Encoded, right: Encoded) -> None:
        self.left, self.right = left, right
        self._views: dict[Shape, dict[str, np.ndarray]] = {}

    @cached_property
    def cosines(self) -> np.ndarray:
        """Cosine of everything that two statements say, rounded; shape (n, m)."""
        return np.round(cosines(self.left.whole, self.right.whole), DECIMALS)

    @cached_property
    def opposed(self) -> np.ndarray:
        """Pairs of which exactly one warns against something, shape (n, m)."""
        return opposed(self.left, self.right)

    def views(self, shape: Shape) -> dict[str, np.ndarray]:
        """What each view says but the one of what stands above; as `scoring.own_views`."""
        if shape not in self._views:
            self._views[shape] = own_views(self.left, self.right, shape)
        return self._views[shape]


class Compared:
    """Two sides of n and m statements and what is known of their pairs.

    Args:
        unweighed: The two sides and what needs no weights.
        comparison: Of the two.
    """

    def __init__(self, unweighed: Unweighed, comparison: Comparison) -> None:
        self._unweighed, self.comparison = unweighed, comparison
        self.left, self.right = unweighed.left, unweighed.right

    @property
    def cosines(self) -> np.ndarray:
        """Cosine of everything that two statements say, rounded; shape (n, m)."""
        return self._unweighed.cosines

    @property
    def opposed(self) -> np.ndarray:
        """Pairs of which exactly one warns against something, shape (n, m)."""
        return self._unweighed.opposed

    @cached_property
    def relations(self) -> Relations:
        """How pairs relate, if they do."""
        return Relations(self.left, self.right, self.comparison.confidence)

    @cached_property
    def candidates(self) -> Candidates:
        """All pairs; none is allowed that has nothing in common (a cosine of 0 or less)."""
        return Candidates(
            score=self.comparison.score,
            confidence=self.comparison.confidence,
            allowed=~self.opposed & (self.cosines > 0),
        )

    def confidence(self, pair: Pair) -> float | None:
        """Probability of a match, rounded; None where it is not known."""
        known = self.comparison.confidence
        return None if known is None else round(float(known[pair]), _CONFIDENCE_DECIMALS)


class Pairwise:
    """Compares any two frameworks when they are asked for, and remembers it.

    Args:
        catalogue: All frameworks.
        encoder: Turns texts into unit vectors.
        learnt: What the views' votes weigh and what a score means; None for what comes with the package.
        shape: Whether each thing has about one counterpart or many point at one; None to let the tool tell.
        progress: Told how many texts are encoded.

    Raises:
        EncoderError: The encoder gives vectors that cannot be used, or a text has no words.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        encoder: Encoder,
        *,
        learnt: Learnt | None = None,
        shape: Shape | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.encoder_name = encoder.name
        self.learnt = (learnt or shipped()).for_encoder(encoder.name)
        self._shape = shape
        self._encoded = encode_catalogue(catalogue, encoder, progress=progress)
        self._unweighed: dict[tuple[str, str, Kind], Unweighed] = {}
        self._known: dict[tuple[str, str, Kind], Compared] = {}

    def taught(self, learnt: Learnt) -> "Pairwise":
        """The same statements compared by other weights; nothing is encoded or looked at again.

        This one stays as it is, so it can be read by other threads meanwhile.

        Args:
            learnt: What the views' votes weigh and what a score means.
        """
        other = copy(self)
        other.learnt = learnt.for_encoder(self.encoder_name)
        # What needs no weights stays shared: whichever of the two works it out first, the other has it.
        other._known = {}
        return other

    def side(self, framework_id: str, kind: Kind) -> Encoded:
        """The elements, or the indicators, of a document.

        Raises:
            KeyError: There is no such document.
        """
        return self._encoded[framework_id, kind]

    def compared(self, first_id: str, second_id: str, kind: Kind) -> Compared:
        """The elements, or the indicators, of two documents.

        Raises:
            KeyError: There is no such document.
        """
        key = first_id, second_id, kind
        if key not in self._known:
            unweighed = self.unweighed(*key)
            left, right = unweighed.left, unweighed.right
            shape = self._shape or weights_of(left, right, self.learnt).shape
            # What elements score is evidence for the indicators below them.
            above = (
                self.compared(first_id, second_id, Kind.ELEMENT).comparison.score
                if kind is Kind.INDICATOR
                else None
            )
            own = unweighed.views(shape)
            comparison = compare(left, right, self.learnt, shape=self._shape, above=above, own=own)
            # One thread's answer stays, though two may have worked it out.
            self._known.setdefault(key, Compared(unweighed, comparison))
        return self._known[key]

    def unweighed(self, first_id: str, second_id: str, kind: Kind) -> Unweighed:
        """The same two sides with what no weight changes.

        Raises:
            KeyError: There is no such document.
        """
        key = first_id, second_id, kind
        if key not in self._unweighed:
            two = Unweighed(self.side(first_id, kind), self.side(second_id, kind))
            self._unweighed.setdefault(key, two)
        return self._unweighed[key]
