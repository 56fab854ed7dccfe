"""Which language a framework is written in, for models that read English only.

Such a model still gives vectors for a German text, and they look like any others; so the person has to be
told.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache

from crosswalk.model import Framework

#: Models of the sentence-transformers family that were trained on English alone.
_READ_ENGLISH = {
    "all-MiniLM-L6-v2", "all-MiniLM-L12-v2", "all-mpnet-base-v2", "all-distilroberta-v1",
    "all-roberta-large-v1",
}  # fmt: skip

#: A small model for many languages, and those of its model card that can be told apart here (ISO 639). Where
#: the detector knows a dialect, it goes by the name of its language.
_MINILM = "paraphrase-multilingual-MiniLM-L12-v2"
_MINILM_READS = {
    "ar": "Arabic", "ary": "Arabic", "arz": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "ku": "Kurdish", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "my": "Burmese", "nl": "Dutch",
    "nn": "Norwegian", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "wuu": "Chinese",
    "yue": "Chinese", "zh": "Chinese",
}  # fmt: skip

#: A large one for those that the small one has not learnt, Welsh and Gaelic among them; from its model card.
_LABSE = "LaBSE"
_LABSE_READS = {
    "af": "Afrikaans", "am": "Amharic", "as": "Assamese", "az": "Azerbaijani", "be": "Belarusian",
    "bn": "Bengali", "bs": "Bosnian", "cy": "Welsh", "eo": "Esperanto", "eu": "Basque",
    "fy": "Western Frisian", "ga": "Irish", "gd": "Scottish Gaelic", "ha": "Hausa", "ht": "Haitian Creole",
    "ig": "Igbo", "is": "Icelandic", "jv": "Javanese", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada",
    "ky": "Kyrgyz", "la": "Latin", "lb": "Luxembourgish", "lo": "Lao", "mg": "Malagasy", "ml": "Malayalam",
    "mt": "Maltese", "ne": "Nepali", "or": "Odia", "pa": "Punjabi", "rw": "Kinyarwanda", "si": "Sinhala",
    "sn": "Shona", "so": "Somali", "st": "Sesotho", "sw": "Swahili", "ta": "Tamil", "te": "Telugu",
    "tg": "Tajik", "tk": "Turkmen", "tl": "Tagalog", "tt": "Tatar", "ug": "Uyghur", "uz": "Uzbek",
    "xh": "Xhosa", "yo": "Yoruba", "zu": "Zulu",
}  # fmt: skip

_NAMES = _MINILM_READS | _LABSE_READS
_UNNAMED = "another language"

#: What is not foreign: English, and codes and numbers, which are in no language (ISO 639-2: zxx).
_NOT_FOREIGN = frozenset({"en", "zxx"})

#: Words that are frequent in English and rare elsewhere: 1 word in 8 of English sentences, 1 in 12 of English
#: titles (medians of 37 and 38 lists), but never as many as 1 in 10 of 74,000 texts in 90 languages.
_ENGLISH_WORDS = frozenset({"the", "and", "of", "with"})
_ENGLISH_SHARE = 1 / 10

#: How much likelier than English a language has to be. Of 112,000 samples of 3 to 40 English statements or
#: titles 12 pass, each with sentences for language classes in it; of 27,000 samples of 5 texts in 90 other
#: languages all but one do.
_FAR_LIKELIER = 20.0

#: Fewer letters than these tell too little.
_ENOUGH = 80

#: Statements looked at, spread over the framework, are about so many, and so much of each, in characters.
_STATEMENTS = 200
_OF_EACH = 500

_WORD = re.compile(r"[^\W\d_]+")

#: Languages by likelihood, best first, as ISO 639 codes with probabilities.
_Ranks = Callable[[str], list[tuple[str, float]]]


def language_warnings(frameworks: Iterable[Framework], *, encoder: str) -> tuple[str, ...]:
    """What to tell people about frameworks in a language that the model cannot read, one text a framework.

    Only models that are known to read English alone are warned of; nothing is known of others.

    Args:
        frameworks: Those that the model compares.
        encoder: The encoder's name, which starts with that of its model.
    """
    model = encoder.partition(" ")[0].partition("@")[0].rpartition("/")[2]
    if model not in _READ_ENGLISH:
        return ()
    return tuple(
        f"the texts of “{framework.title}” ({framework.source}) seem to be in {language}; the model {model} "
        f"knows only English, so suggestions for them mean little. Use {_instead(language)} "
        "(needs the extra `models`)."
        for framework in frameworks
        if (language := foreign_language(framework))
    )


def foreign_language(framework: Framework) -> str | None:
    """The language in which most of a framework is written, if it is not English.

    Titles and texts count alike. A framework that is English by three quarters counts as English, and one
    that is so by a quarter does not; in between, where it says everything twice, say, it may be either.

    Args:
        framework: What it says.

    Returns:
        The language's English name, or `another language` for a rare one. None where the framework is in
        English, has fewer than 80 letters, or is not clearly in any language: codes, names, numbers.
    """
    said = framework.statements[:: max(1, len(framework.statements) // _STATEMENTS)]
    text = "\n".join(statement.wording[:_OF_EACH] for statement in said)
    if sum(map(str.isalpha, text)) < _ENOUGH or _plainly_english(text):
        return None
    try:
        ranks = _detector()(text)
    except OSError:
        # The library unpacks its model into a temporary file; no room for one must not stop a build.
        return None
    english = max(chance for code, chance in ranks if code in _NOT_FOREIGN)
    code, chance = next((code, chance) for code, chance in ranks if code not in _NOT_FOREIGN)
    return _NAMES.get(code, _UNNAMED) if chance >= _FAR_LIKELIER * english else None


def _plainly_english(text: str) -> bool:
    """Whether common words tell already: they take no time, the detector takes most of a second to load."""
    words = _WORD.findall(text.lower())
    return sum(word in _ENGLISH_WORDS for word in words) >= _ENGLISH_SHARE * len(words)


@cache
def _detector() -> _Ranks:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    ranks: _Ranks = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True).rank
    return ranks


def _instead(language: str) -> str:
    """The option that names a model which reads the language."""
    if language in _MINILM_READS.values():
        return f"--encoder sentence-transformers:{_MINILM}"
    if language in _LABSE_READS.values():
        return f"--encoder sentence-transformers:{_LABSE}"
    return "--encoder sentence-transformers:NAME with a model that reads it"
