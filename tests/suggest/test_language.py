import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind
from crosswalk.suggest import language
from crosswalk.suggest.encoders.minilm import MiniLM
from crosswalk.suggest.language import foreign_language, language_warnings
from tests.commands import run
from tests.conftest import REPOSITORY
from tests.worlds import statement

SAID = {
    "German": (
        "Führungskräfte hören den Menschen zu und achten ihre Meinung.",
        "Wir arbeiten zusammen, um Angebote für Kinder und Familien zu verbessern.",
        "Vorgesetzte unterstützen ihre Mitarbeitenden und helfen ihnen zu lernen.",
        "Teilt Wissen offen mit allen Partnern.",
        "Übernimmt Verantwortung für schwierige Entscheidungen.",
    ),
    "French": (
        "Les responsables écoutent les personnes et respectent leur avis.",
        "Nous travaillons ensemble pour améliorer les services aux enfants et aux familles.",
        "Les cadres soutiennent leur équipe et l'aident à apprendre.",
        "Partage ouvertement les connaissances avec les partenaires.",
        "Assume la responsabilité des décisions difficiles.",
    ),
    "Welsh": (
        "Mae arweinwyr da yn gwrando ar bobl ac yn parchu eu barn.",
        "Rydym yn gweithio gyda'n gilydd i wella gwasanaethau i blant a theuluoedd.",
        "Mae rheolwyr yn cefnogi eu staff ac yn eu helpu i ddysgu.",
        "Rhannu gwybodaeth yn agored gyda phartneriaid.",
        "Cymryd cyfrifoldeb am benderfyniadau anodd.",
    ),
    "Spanish": (
        "Los líderes escuchan a las personas y respetan su opinión.",
        "Trabajamos juntos para mejorar los servicios para los niños y las familias.",
        "Los directivos apoyan a su equipo y le ayudan a aprender.",
        "Comparte abiertamente el conocimiento con los socios.",
        "Asume la responsabilidad de las decisiones difíciles.",
    ),
    "Polish": (
        "Liderzy słuchają ludzi i szanują ich zdanie.",
        "Pracujemy razem, aby ulepszać usługi dla dzieci i rodzin.",
        "Kierownicy wspierają swoich pracowników i pomagają im się uczyć.",
        "Otwarcie dzieli się wiedzą z partnerami.",
        "Bierze odpowiedzialność za trudne decyzje.",
    ),
}

ENGLISH = (
    "Leaders listen to people and respect their views.",
    "We work together to improve services for children and families.",
    "Managers support their staff and help them to learn.",
    "Shares knowledge openly with partners.",
    "Takes responsibility for difficult decisions.",
)

#: Without a single word by which English is usually told.
TITLES = {
    "abilities": [
        "Oral Comprehension", "Written Expression", "Fluency of Ideas", "Deductive Reasoning",
        "Number Facility", "Perceptual Speed", "Spatial Orientation", "Finger Dexterity",
    ],
    "controls": [
        "Access Control", "PR.AC-4 Access permissions", "PR.AC-5 Network integrity", "Audit Generation",
        "Configuration Management", "Incident Response", "Contingency Plan", "Media Protection",
    ],
    "qualities": [
        "integrity", "moral purpose", "insight", "resilience", "self belief", "collaboration",
        "accountability", "political astuteness", "empathy", "self-management",
    ],
}  # fmt: skip


def framework(*said: str) -> Framework:
    """A framework of statements: the first is a title, all others are texts."""
    first, *others = said
    return Framework(
        id="own",
        title="Leitbild",
        source="corpus/own/own.csv",
        statements=(
            statement("own:0", Kind.ELEMENT, 1, title=first),
            *(statement(f"own:{n}", Kind.INDICATOR, n, text=text) for n, text in enumerate(others, start=1)),
        ),
    )


@pytest.mark.parametrize("name", SAID)
def test_five_statements_in_another_language_are_told_by_its_name(name: str) -> None:
    assert foreign_language(framework(*SAID[name])) == name


def test_english_sentences_are_not_foreign() -> None:
    assert foreign_language(framework(*ENGLISH)) is None


@pytest.mark.parametrize("name", TITLES)
def test_lists_of_short_english_titles_are_not_foreign(name: str) -> None:
    assert foreign_language(framework(*TITLES[name])) is None


def test_no_document_of_the_corpus_is_foreign_nor_are_its_titles(real_catalogue: Catalogue) -> None:
    for document in real_catalogue.documents:
        assert foreign_language(document) is None, document.id
        for kind in (Kind.GROUP, Kind.ELEMENT):
            titles = [s.title for s in document.of_kind(kind) if s.title]
            assert not titles or foreign_language(framework(*titles)) is None, (document.id, kind)


def test_few_letters_tell_nothing() -> None:
    # The same text twice is long enough.
    text = "Übernimmt Verantwortung für schwierige Entscheidungen."

    assert foreign_language(framework(text)) is None
    assert foreign_language(framework(text, text)) == "German"


@pytest.mark.parametrize(
    "codes",
    [
        [f"AC{'ELTKVM'[n % 6]}{'AYURS'[n % 5]}{n}" for n in range(100)],
        [f"PR.AC-{n}" for n in range(100)],
        [f"{n * 829_372_331 % 16**8:08x}" for n in range(100)],
    ],
)
def test_codes_are_in_no_language(codes: list[str]) -> None:
    assert foreign_language(framework(*codes)) is None


def test_a_framework_without_statements_is_in_no_language() -> None:
    assert foreign_language(Framework(id="own", title="Leer")) is None


def test_one_foreign_statement_among_english_ones_does_not_make_a_framework_foreign() -> None:
    assert foreign_language(framework(*ENGLISH, SAID["French"][1])) is None


def test_one_english_statement_among_foreign_ones_does_not_make_a_framework_english() -> None:
    assert foreign_language(framework(*SAID["Welsh"], ENGLISH[1])) == "Welsh"


def test_a_language_without_a_name_here_is_still_another_one() -> None:
    # Guarani, which neither of the models that the warning names has learnt.
    said = (
        "Mayma yvypóra ou ko yvy ári iñapytyʼyre ha eteĩcha dignidad ha derecho jeguerekópe; ha ikatu rupi "
        "oikuaa añetéva ha añetéʼyva, iporãva ha ivaíva, tekotevẽ pehenguéicha oiko oñondivekuéra."
    )

    assert foreign_language(framework(said)) == "another language"


def test_every_named_language_is_one_that_the_detector_can_tell() -> None:
    told = {code for code, _ in language._detector()("Any text.")}

    assert set(language._NAMES) <= told


def test_a_full_disk_stops_no_build(monkeypatch: pytest.MonkeyPatch) -> None:
    # The library unpacks its model into a temporary file.
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    language._detector.cache_clear()

    assert foreign_language(framework(*SAID["German"])) is None

    monkeypatch.undo()
    assert foreign_language(framework(*SAID["German"])) == "German"


def test_plain_english_does_not_wait_for_the_detector() -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from crosswalk.readers import read_frameworks\n"
        "from crosswalk.suggest.encoders.minilm import MiniLM\n"
        "from crosswalk.suggest.language import language_warnings\n"
        "documents = [f for f in read_frameworks(Path('corpus')) if not f.known_by_reference]\n"
        "assert len(documents) >= 5\n"
        "print(language_warnings(documents, encoder=MiniLM().name), 'py3langid' in sys.modules)\n"
    )

    said = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )

    assert said.stdout == "() False\n"


def test_the_warning_names_framework_file_language_model_and_remedy() -> None:
    assert language_warnings([framework(*SAID["German"])], encoder=MiniLM().name) == (
        "the texts of “Leitbild” (corpus/own/own.csv) seem to be in German; the model all-MiniLM-L6-v2 knows "
        "only English, so suggestions for them mean little. Use --encoder "
        "sentence-transformers:paraphrase-multilingual-MiniLM-L12-v2 (needs the extra `models`).",
    )


def test_for_welsh_the_warning_names_a_model_that_has_learnt_welsh() -> None:
    (warning,) = language_warnings([framework(*SAID["Welsh"])], encoder=MiniLM().name)

    assert "seem to be in Welsh" in warning
    assert "--encoder sentence-transformers:LaBSE " in warning


def test_each_foreign_framework_has_a_warning_and_no_english_one() -> None:
    three = [framework(*SAID["Polish"]), framework(*ENGLISH), framework(*SAID["Spanish"])]

    said = language_warnings(three, encoder=MiniLM().name)

    assert ["Polish" in said[0], "Spanish" in said[1], len(said)] == [True, True, 2]


@pytest.mark.parametrize(
    ("encoder", "warns"),
    [
        ("sentence-transformers/all-MiniLM-L6-v2@c9745ed1d9f2 (sentence-transformers 6.0, torch 2.13)", True),
        ("all-MiniLM-L6-v2 sha256 53aa51172d142c89 (sentence-transformers 6.0)", True),
        ("sentence-transformers/all-mpnet-base-v2@e8c3b32edf54 (sentence-transformers 6.0)", True),
        ("sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2@86741b4e3f54 (cpu)", False),
        ("our/all-MiniLM-L6-v2-german@86741b4e3f54 (cpu)", False),
        ("letters", False),
        ("", False),
    ],
)
def test_only_models_known_to_read_english_alone_are_warned_of(encoder: str, warns: bool) -> None:
    assert bool(language_warnings([framework(*SAID["French"])], encoder=encoder)) is warns


def project(root: Path, **frameworks: tuple[str, ...]) -> Path:
    """A project folder with a table for each framework."""
    for name, said in frameworks.items():
        folder = root / "corpus" / name
        folder.mkdir(parents=True)
        table = "id,kind,text\n" + "".join(f'{n},indicator,"{text}"\n' for n, text in enumerate(said))
        (folder / "own.csv").write_text(table, encoding="utf-8")
        (folder / "framework.toml").write_text(
            f'id = "{name}"\ntitle = "The {name} one"\nreader = "table"\nsource = "own.csv"\n'
            f'sha256 = "{hashlib.sha256(table.encode()).hexdigest()}"\n',
            encoding="utf-8",
        )
    return root


def test_a_build_with_a_german_document_warns_of_it_alone_and_succeeds(tmp_path: Path) -> None:
    root = project(tmp_path, ash=ENGLISH, elm=SAID["German"])

    said = run("build", "-p", str(root))

    assert said.returncode == 0
    (line,) = said.stderr.splitlines()
    assert line.startswith("Warning: the texts of “The elm one” (corpus/elm/own.csv) seem to be in German;")
    assert "Warning" not in said.stdout
    assert (root / "reports/index.html").is_file()


def test_a_quiet_build_still_warns(tmp_path: Path) -> None:
    said = run("build", "--quiet", "-p", str(project(tmp_path, ash=ENGLISH, elm=SAID["Welsh"])))

    assert (said.returncode, said.stdout) == (0, "")
    assert said.stderr.startswith("Warning: the texts of “The elm one”")


def test_a_build_of_english_documents_warns_of_nothing(tmp_path: Path) -> None:
    said = run("build", "-p", str(project(tmp_path, ash=ENGLISH, elm=tuple(TITLES["controls"]))))

    assert (said.returncode, said.stderr) == (0, "")
