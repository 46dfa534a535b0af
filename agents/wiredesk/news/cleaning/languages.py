"""The language of a text, with a confidence.

In: the clean text and what the producer or the page says of its language. Out: an ISO 639-1 code and how sure.
py3langid over the first characters: it reads 97 languages, and its time grows with the text.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

READ_CHARACTERS = 500
"""More does not change the answer for running text; twice as much takes twice as long."""

SURE = 0.9
"""Below this the producer's or the page's word counts for more, and the article is flagged."""

LEAST_LETTERS = 20
"""A shorter text is a name or a code, whose language is anyone's guess."""

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
    if sum(map(str.isalpha, sample)) < LEAST_LETTERS:
        return Language(said, None, doubtful=said is None)
    code, confidence = _identifier().classify(sample)
    confidence = round(float(confidence), 3)
    if confidence < SURE:
        return Language(said or code, confidence, doubtful=code != said)
    return Language(code, confidence, doubtful=False)


def language_code(name: str | None) -> str | None:
    """The ISO 639-1 code in "en", "en-GB" or "en_us"; None when there is none."""
    found = _CODE.match(name.strip().lower()) if name else None
    return found[1] if found else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 0.3 s: only for those who clean

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
