"""The language of a text, with a confidence.

In: the clean text and what the producer or the page says of its language. Out: an ISO 639-1 code and how sure.
Most of the wire is English, and tells so by its function words; a worker that sees nothing else never loads the model.
Else py3langid over the first characters (its time grows with the text), among the languages of news: with all of its
140, short English is Nigerian Pidgin and Chinese is divided among its dialects.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

READ_CHARACTERS = 400
"""More does not change the answer for running text; twice as much takes twice as long."""

SURE = 0.9
"""Below this the producer's or the page's word counts for more, and the article is flagged."""

LEAST_LETTERS = 15
"""A shorter text is a name or a code, whose language is anyone's guess."""

LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it ja ka kk km "
    "kn ko ky lt lv mk ml mn mr ms my ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te th tl tr uk ur uz vi zh"
).split()
"""ISO 639-1 codes of languages with a daily press or a wire service of their own."""

ENGLISH_WORDS = frozenset(
    "the of and to that with for said from by at have has were will which their been would this who".split()
)
"""Function words that no other language of news writes so, or hardly ever ("the" is Danish tea, "at" Danish "that")."""

ENGLISH_SHARE = 0.15
ENGLISH_KINDS = 4
"""Of the words of a sample, and different ones among them: neighbours of English (Dutch, Danish, ...) share a
word or two with it, not four. What falls short is left to the model."""
NEARLY_ENGLISH_SHARE = 0.1
LONGER_SAMPLE = 1_200
"""An opening full of names falls short now and then: with so many of these words, more of the text may show it. That
spares seven of eight English texts the model, which takes five times as long as all of this."""

_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z0-9_-]{1,30})?$")


@dataclass(frozen=True, slots=True)
class Language:
    """ISO 639-1 code, confidence 0..1, and whether that is too little to rely on."""

    code: str | None
    confidence: float | None
    doubtful: bool


def find_language(text: str, hint: str | None = None) -> Language:
    """The language of the text; the hint ("en", "en-GB") where the text alone does not tell."""
    said = language_code(hint)
    sample = text[:READ_CHARACTERS]
    if (
        len(list(islice(filter(str.isalpha, sample), LEAST_LETTERS))) < LEAST_LETTERS
    ):  # of an abugida (Hindi, Thai) a letter is a syllable
        return Language(said, None, doubtful=said is None)
    if _is_english(sample, text):
        return Language("en", 1.0, doubtful=False)
    code, confidence = _identifier().classify(sample)
    confidence = round(float(confidence), 3)
    if confidence < SURE:
        return Language(said or code, confidence, doubtful=code != said)
    return Language(code, confidence, doubtful=False)


def language_code(name: str | None) -> str | None:
    """The ISO 639-1 code in "en", "en-GB" or "en_us"; None when there is none."""
    found = _CODE.match(name.strip().lower()) if name else None
    return found[1] if found else None


def _is_english(sample: str, text: str) -> bool:
    share, kinds = _count_english(sample)
    if share >= NEARLY_ENGLISH_SHARE and (share < ENGLISH_SHARE or kinds < ENGLISH_KINDS):
        share, kinds = _count_english(text[:LONGER_SAMPLE])
    return share >= ENGLISH_SHARE and kinds >= ENGLISH_KINDS


def _count_english(sample: str) -> tuple[float, int]:
    """The share of English function words among its words, and how many different ones there are."""
    words = _WORD.findall(sample.lower())
    found = [word for word in words if word in ENGLISH_WORDS]
    return len(found) / max(1, len(words)), len(set(found))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 0.3 s: only for those who clean

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    # It keeps the table of all its languages beside, for a later choice: 28 MB.
    identifier._full_model = (identifier.nb_ptc, identifier.nb_pc, identifier.nb_classes)
    return identifier
