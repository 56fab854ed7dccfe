import re
import tomllib
from pathlib import Path

import pytest

from crosswalk.align import Levels
from crosswalk.catalogue import Catalogue
from crosswalk.errors import SourceError
from crosswalk.readers.levels import read_levels
from tests.conftest import REPOSITORY
from tests.worlds import invented

WHOLE = """
note = "A reading."
[[bands]]
number = 1
name = "Low"
about = "The start."
[[bands]]
number = 2
name = "High"
about = "The end."
[[scales]]
framework = "ash"
axis = "degree"
about = "How far."
where = "corpus/ash/source.txt:1-2"
[[rungs]]
framework = "ash"
level = "First"
band = 1
reading = "ours"
reason = "It is first."
where = "corpus/ash/source.txt:1"
[[rungs]]
framework = "ash"
level = "Second"
band = "no counterpart"
reading = "ours"
reason = "Nothing else goes so far."
where = "corpus/ash/source.txt:2"
"""


def read(folder: Path, text: str) -> Levels | None:
    (folder / "levels.toml").write_text(text, encoding="utf-8")
    return read_levels(folder, invented())


def test_the_file_may_be_missing(tmp_path: Path) -> None:
    assert read_levels(tmp_path, invented()) is None


def test_each_level_has_a_band_or_none_with_its_reason(tmp_path: Path) -> None:
    levels = read(tmp_path, WHOLE)

    assert [(r.label, r.band, r.reading) for r in levels.rungs] == [
        ("First", 1, "ours"),
        ("Second", None, "ours"),
    ]
    assert [band.name for band in levels.bands] == ["Low", "High"]
    assert (levels.axis("ash"), levels.axis("elm")) == ("degree", "")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("band = 1", "band = 3", "rungs.0.band: there is no band 3"),
        ("band = 1", 'band = "low"', "rungs.0.band"),
        (
            'level = "First"',
            'level = "Frist"',
            r"rungs.0.level: ash has no level 'Frist' \(it has First, Second\)",
        ),
        (
            'level = "First"',
            'level = "Second"',
            "'Second' of ash stands there twice.*First of ash are missing",
        ),
        (
            'framework = "ash"\naxis',
            'framework = "elm"\naxis',
            "scales.0.framework: no framework 'elm' has a",
        ),
        ("number = 2", "number = 3", r"bands: the numbers are \[1, 3\]"),
        ('reading = "ours"\nreason = "It', 'reason = "It', "rungs.0.reading: Field required"),
        ('reason = "It is first."', 'reason = " "', "rungs.0.reason"),
        ('where = "corpus/ash/source.txt:1"', 'where = "page 3"', "rungs.0.where"),
        ("note", "remark", "note: Field required"),
        ('note = "A reading."', "note = ", "cannot be read"),
    ],
)
def test_what_does_not_fit_is_refused_with_file_and_field(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in WHOLE

    with pytest.raises(SourceError, match=rf"^corpus/levels\.toml: .*{said}"):
        read(tmp_path, WHOLE.replace(old, new, 1))


def test_a_framework_that_is_not_mentioned_has_no_bands_and_is_no_mistake(real_catalogue: Catalogue) -> None:
    levels = read_levels(REPOSITORY / "corpus", Catalogue([*real_catalogue, *invented().documents]))

    assert "ash" not in {rung.framework_id for rung in levels.rungs}


def test_our_reading_lays_out_every_scale_of_the_corpus(real_catalogue: Catalogue) -> None:
    levels = read_levels(REPOSITORY / "corpus", real_catalogue)

    wanted = {(f.id, label) for f in real_catalogue if f.scale for label in f.scale.labels}
    assert {(r.framework_id, r.label) for r in levels.rungs} == wanted
    assert len({levels.axis(framework_id) for framework_id, _ in wanted}) == 5


def test_every_place_and_every_quotation_of_our_reading_stands_in_the_documents() -> None:
    text = (REPOSITORY / "corpus/levels.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    words = " ".join(
        " ".join(re.sub(r"[<>*/]|\bb\b", " ", path.read_text(encoding="utf-8")).split()).casefold()
        for path in sorted((REPOSITORY / "corpus").glob("*/source.txt"))
    )

    for path, first, last in re.findall(r"(corpus/\w+/source\.txt):(\d+)(?:-(\d+))?", text):
        lines = (REPOSITORY / path).read_text(encoding="utf-8").splitlines()
        assert "".join(lines[int(first) - 1 : int(last or first)]).strip(), (path, first)
    for table in (*found["rungs"], *found["scales"]):
        for quotation in re.findall(r'"([^"]+)"', f"{table.get('reason', '')} {table.get('about', '')}"):
            for part in quotation.split(" ... "):
                assert " ".join(re.sub(r"[<>*/]|\bb\b", " ", part).split()).casefold() in words
