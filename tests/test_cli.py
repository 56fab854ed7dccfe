import contextlib
import inspect
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from crosswalk import cli
from crosswalk.catalogue import Catalogue
from crosswalk.interop.sssom import read_sssom, write_sssom
from crosswalk.model import Kind, Mapping
from crosswalk.suggest import Cut
from crosswalk.suggest.encoders import DEFAULT_ENCODER
from crosswalk.vocabulary import Justification, Predicate
from crosswalk.workspace import SUGGESTED, WEIGHTS
from tests.commands import run, run_apart
from tests.conftest import REPOSITORY
from tests.evaluation.gold import judged_elements

COMMANDS = ["build", "corpus", "show", "explain", "suggest", "evaluate", "learn"]


def test_help_names_every_command_and_the_exit_codes() -> None:
    said = run_apart("--help")

    assert said.returncode == 0
    assert all(command in said.stdout for command in COMMANDS)
    assert "Exit codes: 0 done, 1 the input is wrong" in " ".join(said.stdout.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    said = run(command, "--help")

    assert said.returncode == 0
    assert "--project" in said.stdout
    assert len(said.stdout.split()) > 60


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"crosswalk {command}" in (REPOSITORY / "README.md").read_text(encoding="utf-8")


def test_the_defaults_shown_are_the_defaults_used() -> None:
    defaults = inspect.signature(cli.build).parameters

    assert defaults["encoder"].default == DEFAULT_ENCODER
    # Nothing said means what the help says: an expected share of one half.
    assert {defaults[name].default for name in ("precision", "at_most", "shape")} == {None}
    assert Cut().precision == 0.5
    assert "0.5 unless" in " ".join(run_apart("build", "--help").stdout.split())


def test_build_prints_what_it_wrote_and_the_next_command(two: Path) -> None:
    said = run_apart("build", "--force", "--project", str(two))

    assert said.returncode == 0, said.stderr
    named = re.findall(r"^  (\S+)$", said.stdout, flags=re.MULTILINE)
    assert len(named) > 20
    assert all(Path(name).is_file() for name in named)
    assert "Next: open" in said.stdout
    assert "Texts encoded: 0" in said.stdout
    # No progress bar where nobody watches.
    assert said.stderr == ""


def test_build_works_on_the_folder_it_is_called_in(two: Path) -> None:
    said = run("build", folder=two)

    assert said.returncode == 0
    assert "Nothing changed since the last build" in said.stdout


def test_quiet_is_quiet(two: Path) -> None:
    said = run_apart("build", "--quiet", "-p", str(two))

    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def test_wrong_input_ends_with_1_and_one_message_without_a_traceback(two: Path) -> None:
    (two / "corpus/lqf/source.txt").write_text("Another text.", encoding="utf-8")

    said = run_apart("build", "-p", str(two))

    assert said.returncode == 1
    assert said.stderr.startswith("crosswalk: corpus/lqf/source.txt: the source has changed")
    assert "Restore the file" in said.stderr
    assert "Traceback" not in said.stderr
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--precision", "1.1"], "--precision"),
        (["build", "--precision", "0"], "--precision"),
        (["build", "--precision", "most"], "--precision"),
        (["build", "--at-most", "0"], "--at-most"),
        (["build", "--shape", "round"], "one-to-one, many-to-one"),
        (["explain", "lqf:1.1", "grade9:1.2", "--shape", "round"], "one-to-one, many-to-one"),
        (["suggest", "--all-pairs", "scores.csv", "--shape", "round"], "one-to-one, many-to-one"),
        (["build", "--top-k", "3"], "--top-k"),
        (["build", "--no-such-option"], "--no-such-option"),
        (["no-such-command"], "no-such-command"),
        (["show"], "ID"),
        (["learn"], "GOLD"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(arguments: list[str], said: str, built: Path) -> None:
    found = run(*arguments, folder=built)

    assert found.returncode == 2
    assert said in found.stderr
    assert "Traceback" not in found.stderr


def suggested(project: Path) -> list[Mapping]:
    """Matches that the last build suggested."""
    found = read_sssom((project / SUGGESTED).read_text(encoding="utf-8"), path=SUGGESTED)
    return [mapping for mapping in found if mapping.predicate_id is not Predicate.OPPOSITE]


def test_at_most_so_many_matches_are_suggested_the_most_probable_of_all(two: Path) -> None:
    best = sorted((mapping.confidence for mapping in suggested(two)), reverse=True)[:5]

    said = run("build", "--at-most", "5", "-p", str(two))

    assert said.returncode == 0, said.stderr
    assert sorted((mapping.confidence for mapping in suggested(two)), reverse=True) == best


def test_weights_that_cannot_be_read_end_with_1_and_the_file(two: Path) -> None:
    (two / WEIGHTS).write_text("[parts]\nshape = 'round'\n", encoding="utf-8")

    said = run("build", "-p", str(two))

    assert said.returncode == 1
    assert said.stderr.startswith("crosswalk: mappings/weights.toml: the weights cannot be read")
    assert "delete the file to use those of the package" in said.stderr
    assert "Traceback" not in said.stderr


def test_an_unknown_encoder_is_said_with_those_that_exist(two: Path) -> None:
    said = run("build", "-p", str(two), "--encoder", "word2vec")

    assert said.returncode == 1
    assert "there is no encoder 'word2vec'" in said.stderr
    assert "minilm" in said.stderr


def test_a_project_that_does_not_exist_is_said(tmp_path: Path) -> None:
    said = run("corpus", "-p", str(tmp_path / "nowhere"))

    assert said.returncode == 1
    assert "no such project folder" in said.stderr


def test_corpus_prints_the_inventory_and_what_was_left_out() -> None:
    said = run("corpus").stdout

    assert "indicator: 200 (112 good leaders bullet, 80 level cell, 8 senior descriptor)" in said
    assert "our attribution, not the document's words: title, publisher, nation" in said
    assert "left out: heading repeated for every quality: lines 19, 59" in said
    assert "591 indicators in 5 documents." in said


def test_show_prints_words_path_level_lines_and_links(built: Path) -> None:
    said = run("show", "sssc:1.3.emerging", "-p", str(built)).stdout

    assert "“I have a public service ethos which puts outcomes" in said
    assert "path: Vision › Promoting a public service ethos" in said
    assert "level: Emerging" in said
    assert "source: corpus/sssc/source.txt:" in said
    cited = said.index("cited (a document says so):")
    suggested = said.index("suggested (a model says so; a place to look until people judge it):")
    assert cited < said.index("clf:awareness-of-the-wider-context.established") < suggested


def test_show_keeps_to_the_most_probable_and_says_how_many_more_there_are(
    project: Path, real_catalogue: Catalogue
) -> None:
    others = [s.id for s in real_catalogue.framework("lqf").of_kind(Kind.INDICATOR)][:14]
    claims = [
        Mapping(
            subject_id="dcs:systems.1",
            predicate_id=Predicate.RELATED,
            object_id=other,
            mapping_justification=Justification.SIMILARITY,
            similarity_score=0.5,
            confidence=(number + 1) / 20,
        )
        for number, other in enumerate(others)
    ]
    (project / SUGGESTED).write_text(
        write_sssom(claims, real_catalogue, name="suggested", description="Fourteen.")
    )

    said = run("show", "dcs:systems.1", "-p", str(project)).stdout

    suggested = said[said.index("suggested (") :].splitlines()[1:]
    assert len(suggested) == 13
    assert [line.partition("overlaps with ")[2].partition(": “")[0] for line in suggested[:12]] == others[
        :1:-1
    ]
    assert "70% probable" in suggested[0]
    assert suggested[-1] == "    … and 2 more in reports/links.csv"


def test_show_offers_the_nearest_ids_for_one_that_does_not_exist() -> None:
    said = run("show", "sssc:1.3.emergin")

    assert said.returncode == 1
    assert "sssc:1.3.emerging" in said.stderr


def test_show_refuses_a_half_written_mapping_file(two: Path) -> None:
    path = two / "mappings/suggested.sssom.tsv"
    path.write_bytes(path.read_bytes()[:-100])

    said = run("show", "sssc:1.3.emerging", "-p", str(two))

    assert said.returncode == 1
    assert said.stderr.startswith("crosswalk: mappings/suggested.sssom.tsv:")
    assert "cut off" in said.stderr


def test_the_version_is_printed() -> None:
    assert re.fullmatch(r"crosswalk \d+\.\d+\.\d+\n", run_apart("--version").stdout)


def test_a_terminal_sees_how_far_the_work_is(two: Path) -> None:
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "crosswalk", "build", "--force", "-p", str(two)],
        stdout=subprocess.DEVNULL, stderr=terminal, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    os.close(terminal)
    seen = b""
    # The terminal reports an error, not an end, once nobody writes to it any more.
    with contextlib.suppress(OSError):
        while part := os.read(controller, 4096):
            seen += part
    os.close(controller)

    assert process.wait() == 0
    assert b"Making the report" in seen


def test_the_python_of_the_readme_runs() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", readme, flags=re.DOTALL)

    said = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )

    assert said.stdout == "865 statements; 24 citations\n"


GOLD = (
    "a_document\ta_group\ta_title\tb_document\tb_group\tb_title\tgrade\tvotes\n"
    "one\tDemonstrating personal qualities\tDeveloping self awareness\t"
    "two\tPersonal Qualities\tSelf-Awareness\tmatch\texact\n"
)


def test_evaluate_prints_a_table_and_draws_a_figure(two: Path) -> None:
    (two / "gold.tsv").write_text(GOLD, encoding="utf-8")

    said = run("evaluate", "gold.tsv", "--document", "two=grade9", "--figure", "curves.png", folder=two)

    assert said.returncode == 0, said.stderr
    assert "1 of 420 pairs correspond" in said.stdout
    assert "crosswalk less cosine, full text" in said.stdout
    for how_right in (
        r"crosswalk calls \d+ pairs matches \(a probability of at least one half\):",
        r"  precision \d\.\d{3}, recall \d\.\d{3}, kappa -?\d\.\d{3}",
        r"  calibration error of the probabilities 0\.\d{3}, of those of at least 0\.05 \d\.\d{3}",
        r"  relations: macro-F1 \d\.\d{3} over 1 pairs that people gave one; not sure of \d+%",
        r" +1 people: says the same as; crosswalk: [a-z ]+",
    ):
        assert re.search(f"^{how_right}$", said.stdout, flags=re.MULTILINE), how_right
    assert (two / "curves.png").is_file()


def test_evaluate_tells_what_is_wrong_with_the_gold(two: Path) -> None:
    (two / "gold.tsv").write_text(GOLD.replace("\tSelf-Awareness", "\tJuggling"), encoding="utf-8")

    said = run("evaluate", "gold.tsv", folder=two)

    assert said.returncode == 1
    assert "gold.tsv:2: no framework says all that the document 'two' is said to say" in said.stderr
    assert said.stdout == ""


def test_what_is_learnt_is_written_and_the_next_build_uses_it(project: Path) -> None:
    (project / "judged.tsv").write_text(judged_elements(), encoding="utf-8")
    before = suggested(project)

    learnt = run("learn", "judged.tsv", folder=project)
    assert learnt.returncode == 0, learnt.stderr
    assert "Elements: 1,036 judged pairs, 13 of them matches." in learnt.stdout
    assert f"Wrote {WEIGHTS}. Next: `crosswalk build` uses it." in learnt.stdout
    assert (project / WEIGHTS).is_file()

    built = run("build", folder=project)
    assert built.returncode == 0, built.stderr
    assert "Nothing changed" not in built.stdout
    # Other probabilities make other principles; only what these are called by may be new.
    assert int(built.stdout.partition("Texts encoded: ")[2].partition(",")[0]) <= 40
    assert [m.confidence for m in suggested(project)] != [m.confidence for m in before]
    explained = run("explain", "lqf:1.1", "grade9:1.2", folder=project).stdout
    assert "from 1,036 judged pairs, 13 of them matches" in explained

    assert "Nothing changed since the last build" in run("build", folder=project).stdout


def test_gold_that_teaches_nothing_ends_with_1(project: Path) -> None:
    (project / "judged.tsv").write_text(judged_elements("related"), encoding="utf-8")

    said = run("learn", "judged.tsv", folder=project)

    assert said.returncode == 1
    assert "teach nothing" in said.stderr
    assert "Judge pairs that correspond and pairs that do not." in said.stderr
    assert not (project / WEIGHTS).exists()


def test_explain_says_what_speaks_for_a_pair(two: Path) -> None:
    said = run("explain", "lqf:1.1", "grade9:1.2", "-p", str(two)).stdout

    assert "Seen from lqf:1.1, grade9:1.2 is number 1 of 15." in said
    assert re.search(r"^Suggested: lqf:1\.1 .* grade9:1\.2\.$", said, flags=re.MULTILINE)
    assert re.search(r"call it a match: \d+% \(from [\d,]+ judged pairs", said)
    assert "For it speak:" in said
    assert "The most alike indicators below them:" in said


def test_explain_says_why_two_cannot_be_compared(two: Path) -> None:
    said = run("explain", "lqf:1.1", "lqf:1.2", "-p", str(two))

    assert said.returncode == 1
    assert "are of one framework" in said.stderr
    assert said.stdout == ""


def test_suggest_writes_every_pair_of_elements(project: Path, tmp_path: Path) -> None:
    said = run("suggest", "--all-pairs", str(tmp_path / "scores.csv"), "-p", str(project))

    assert said.returncode == 0
    # 22, 28, 15, 28 and 24 elements: every two documents.
    lines = (tmp_path / "scores.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 5418 + 1
    assert lines[0] == "subject_id,subject_label,object_id,object_label,score,relation,confidence"


def test_suggest_into_a_folder_that_cannot_be_written_is_said(two: Path) -> None:
    said = run("suggest", "--all-pairs", "/proc/scores.csv", "-p", str(two))

    assert said.returncode == 1
    assert "cannot be written" in said.stderr
