"""Which language a text is in by the letters alone, where it is written in another script than ours."""

from __future__ import annotations

import unicodedata
from collections import Counter

# The first word of a letter's Unicode name, by the language that is meant by it here.
_BY_SCRIPT = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "DEVANAGARI": "hi",
    "KHMER": "km",
    "ETHIOPIC": "am",
    "THAI": "th",
    "LAO": "lo",
    "MYANMAR": "my",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "HEBREW": "he",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
}
# Letters that only one language of a script has; looked for in this order.
_TELLING = {
    "CYRILLIC": (("uk", "іїєґ"), ("ru", "ыэъё")),
    "ARABIC": (("ur", "ٹڈڑےںھہ"), ("ps", "ټډړښځڅې"), ("fa", "پچژگکی")),
}
_LATIN_ENDS = 0x24F


def other_script(letters: str) -> bool:
    """Whether most of these letters are of another script than Latin."""
    return len(letters) > 1 and sum(ord(letter) > _LATIN_ENDS for letter in letters) * 2 > len(letters)


def language_by_script(letters: str) -> str | None:
    """Return the ISO 639 code of the language, None for a script that tells none."""
    scripts = Counter(_script(letter) for letter in letters if ord(letter) > _LATIN_ENDS)
    if scripts["HIRAGANA"] or scripts["KATAKANA"]:
        return "ja"
    script = scripts.most_common(1)[0][0]
    telling = (
        language for language, only in _TELLING.get(script, ()) if any(letter in only for letter in letters.lower())
    )
    return next(telling, _BY_SCRIPT.get(script))


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]
