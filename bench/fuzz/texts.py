"""Messages nobody would write and somebody will send: from bytes, from the words that the rules know, from mangled answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from hypothesis import strategies as st

from bot.safety.rulebook import rulebook
from bot.understanding.annotated import answers
from bot.understanding.signs import signs

LONGEST = 10_000  # characters
_ODD = "\u200b\u200d\u202e\ufeff\u0301\x00\n\r\t.,;:!?¿¡'’\"-–/()[]{}<>\\|@#$%&*+=~^_🦵💊👍🏽ñáéаеор١٢中文ไทย"
_JOINS = ("", " ", "  ", "\n", ", ", ". ", "...", " y ", " and ", " no ", "/", "-")


def known_words() -> list[str]:
    """Return the words that the rules look for: the likeliest to make them work hard."""
    return sorted(key.rstrip("*") for key in rulebook().rule_phrases if key.strip("*#"))


def written() -> list[str]:
    return [*(answer.text for answer in answers()), *(sign.text for sign in signs())]


def by_hypothesis(words: Sequence[str]) -> st.SearchStrategy[str]:
    word = st.sampled_from(list(words))
    said = st.lists(st.one_of(word, st.text(max_size=12)), max_size=60)
    return st.one_of(
        st.text(max_size=400), st.tuples(st.sampled_from(_JOINS), said).map(lambda pair: pair[0].join(pair[1]))
    )


def by_bytes(random: Random, words: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    """Yield without end: raw bytes, one thing over and over, known words in any order, answers with bytes changed."""
    makers = (_raw, _repeated, _woven, _mangled)
    while True:
        yield random.choice(makers)(random, words, texts)[:LONGEST]


def _raw(random: Random, words: Sequence[str], texts: Sequence[str]) -> str:
    raw = random.randbytes(random.randrange(1, 600))
    return raw.decode(random.choice(("utf-8", "latin-1", "utf-16-le")), errors="replace")


def _repeated(random: Random, words: Sequence[str], texts: Sequence[str]) -> str:
    unit = "".join(
        random.choice((random.choice(words), random.choice(_ODD), " ")) for _ in range(random.randrange(1, 6))
    )
    return unit * random.randrange(2, 2 + LONGEST // max(1, len(unit)))


def _woven(random: Random, words: Sequence[str], texts: Sequence[str]) -> str:
    join = random.choice(_JOINS)
    return join.join(random.choice(words) for _ in range(random.randrange(2, 900)))


def _mangled(random: Random, words: Sequence[str], texts: Sequence[str]) -> str:
    letters = list(" ".join(random.choice(texts) for _ in range(random.randrange(1, 12))))
    for _ in range(random.randrange(1, 30)):
        at = random.randrange(len(letters))
        letters[at : at + random.randrange(2)] = random.choice((random.choice(_ODD), random.choice(words), ""))
    return "".join(letters)
