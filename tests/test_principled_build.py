import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

from crosswalk.build import build
from crosswalk.catalogue import Catalogue
from crosswalk.errors import PrinciplesError
from crosswalk.model import Kind
from crosswalk.principles import What
from crosswalk.suggest.encoders import DEFAULT_ENCODER
from crosswalk.workspace import PRINCIPLES


def build_again(project: Path) -> object:
    return build(project, encoder=DEFAULT_ENCODER)


def edit(project: Path, old: str, new: str) -> None:
    text = (project / PRINCIPLES).read_text(encoding="utf-8")
    assert old in text
    (project / PRINCIPLES).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_five_documents_give_eight_to_twenty_principles_of_two_frameworks_or_more(built: Path) -> None:
    table = pd.read_csv(built / "reports/principles.csv")

    assert 8 <= len(table) <= 20
    assert table["frameworks"].min() >= 2
    assert table["members"].max() < 100
    assert table["label"].is_unique


def test_every_element_and_indicator_is_in_the_table_of_members(
    built: Path, real_catalogue: Catalogue
) -> None:
    table = pd.read_csv(built / "reports/principles-members.csv", keep_default_na=False)

    assert set(table["statement_id"]) == {
        s.id
        for f in real_catalogue.documents
        for s in f.statements
        if s.kind in (Kind.ELEMENT, Kind.INDICATOR)
    }
    assert ((table["principle"] == "") == (table["why_nowhere"] != "")).all()


def test_every_label_and_definition_stands_in_a_document(built: Path, real_catalogue: Catalogue) -> None:
    table = pd.read_csv(built / "reports/principles.csv")

    for row in table.itertuples():
        assert row.label == real_catalogue.statement(row.label_from).label
        assert row.definition in real_catalogue.statement(row.definition_from).wording


def test_an_edit_of_the_record_is_built_and_kept(two: Path) -> None:
    label = yaml.safe_load((two / PRINCIPLES).read_text(encoding="utf-8"))["principles"][0]["label"]
    edit(two, f'label: "{label}"', "label: Ours")

    assert build_again(two).changes == ()
    assert pd.read_csv(two / "reports/principles.csv")["label"][0] == "Ours"
    assert build_again(two) is None
    assert yaml.safe_load((two / PRINCIPLES).read_text(encoding="utf-8"))["principles"][0]["label"] == "Ours"


def test_a_framework_taken_away_changes_principles_and_keeps_their_record(project: Path) -> None:
    shutil.rmtree(project / "corpus" / "grade9")
    rebuilt = build_again(project)

    assert {What.WENT} <= {change.what for change in rebuilt.changes}
    assert "grade9:" not in (project / PRINCIPLES).read_text(encoding="utf-8")


def test_a_wrong_record_leaves_every_file_as_it_was(project: Path) -> None:
    before = (project / "reports/links.csv").read_bytes()
    edit(project, "- id: p2", "- id: p1")

    with pytest.raises(PrinciplesError, match=r"mappings/principles.yaml:\d+: two principles have the id p1"):
        build_again(project)
    assert (project / "reports/links.csv").read_bytes() == before


def test_one_framework_gives_no_principles_and_no_record(tmp_path: Path, project: Path) -> None:
    (tmp_path / "one" / "corpus").mkdir(parents=True)
    (project / "corpus" / "pathway4").rename(tmp_path / "one" / "corpus" / "pathway4")
    alone = build_again(tmp_path / "one")

    assert (alone.principles, alone.changes) == (0, ())
    assert not (tmp_path / "one" / PRINCIPLES).exists()
    assert not (tmp_path / "one" / "reports/principles.csv").exists()
