import pytest

from crosswalk.errors import GoldError
from crosswalk.evaluation.documents import labels


def test_a_label_stands_for_the_framework_behind_the_equals_sign() -> None:
    assert labels(["000=sssc", "B=lqf"]) == {"000": "sssc", "B": "lqf"}
    assert labels([]) == {}


@pytest.mark.parametrize("said", ["000", "=sssc", "000=", "", "="])
def test_what_says_nothing_is_told_with_how_to_say_it(said: str) -> None:
    with pytest.raises(GoldError, match="does not say which framework a label stands for") as refused:
        labels(["000=sssc", said])

    assert repr(said) in refused.value.what
    assert "LABEL=ID" in refused.value.remedy
