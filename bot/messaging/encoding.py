"""How a text travels over SMS: its alphabet, its parts, and what they are billed as.

Sources: 3GPP TS 23.038 6.2.1 (alphabet and extension table), TS 23.040 9.2.3.24.1 (parts lose six bytes to a header).
Toll-free senders get one character less a part (152 and 66); we send from ordinary numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")  # each travels behind an escape, so it counts twice


class Encoding(str, Enum):
    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


ONE_PART = {Encoding.GSM7: 160, Encoding.UCS2: 70}
EACH_OF_MANY = {Encoding.GSM7: 153, Encoding.UCS2: 67}


@dataclass(frozen=True)
class Segments:
    encoding: Encoding
    count: int  # parts, as billed; 0 for an empty text, which no provider takes
    units: int  # septets in GSM-7, UTF-16 code units in UCS-2
    culprits: tuple[str, ...]  # characters that force UCS-2, each once, in order of appearance


def measure(text: str) -> Segments:
    culprits = tuple(dict.fromkeys(letter for letter in text if not _in_gsm(letter)))
    encoding = Encoding.UCS2 if culprits else Encoding.GSM7
    sizes = [_size(letter, encoding) for letter in text]
    units = sum(sizes)
    count = min(units, 1) if units <= ONE_PART[encoding] else _parts(sizes, EACH_OF_MANY[encoding])
    return Segments(encoding, count, units, culprits)


def plain(text: str) -> str:
    """Replace typographic look-alikes, each of which more than halves what fits in one part; no letter changes.

    Safe for a patient's words shown back to them: quotes, dashes, spaces and composed letters look as before.
    """
    composed = unicodedata.normalize("NFC", text).translate(LOOK_ALIKES)
    return unicodedata.normalize("NFC", composed)  # an invisible character may have stood between letter and accent


def to_gsm(text: str) -> str:
    """Also drop the accents GSM-7 lacks, for texts of our own; what has no plain twin (an emoji) stays a culprit.

    Not for a patient's words, nor where an accent tells two words apart (`más`/`mas` bears it, `papá`/`papa` does not).
    """
    return "".join(letter if _in_gsm(letter) else _unaccented(letter) for letter in plain(text))


def _in_gsm(letter: str) -> bool:
    return letter in BASIC or letter in EXTENSION


def _size(letter: str, encoding: Encoding) -> int:
    doubled = letter in EXTENSION if encoding is Encoding.GSM7 else ord(letter) > 0xFFFF
    return 2 if doubled else 1


def _parts(sizes: Iterable[int], room: int) -> int:
    """Count the parts when neither an escape nor a surrogate pair may be cut in two."""
    parts, used = 1, 0
    for size in sizes:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts


def _unaccented(letter: str) -> str:
    """Return á as a, Í as I, ç as c, º as o; what does not reduce to GSM-7 comes back as it was."""
    base = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", letter)) if letter.isalpha() else letter
    return base if base and all(map(_in_gsm, base)) else letter


def _table(pairs: dict[str, str]) -> dict[int, str]:
    return {ord(letter): twin for letters, twin in pairs.items() for letter in letters}


LOOK_ALIKES = _table(
    {
        "\u2018\u2019\u201b\u02bc\u2032\u00b4`": "'",  # phones type ’ for an apostrophe
        "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb": '"',
        "\u201a": ",",
        "\u2010\u2011\u2012\u2013\u2014\u2015\u2212": "-",  # hyphens, dashes, the minus sign
        "\u2026": "...",
        "\u2022\u00b7": "-",  # list bullets
        "\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f": " ",
        "\u2028\u2029": "\n",
        "\u00ad\u200b\u2060\ufeff": "",  # invisible; the joiner U+200D stays, it holds an emoji together
    }
)
