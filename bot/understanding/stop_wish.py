"""Tells a wish to get no more texts in words that no list holds; the listed ones are bot/safety's, and never get this far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ruamel.yaml import YAML

from bot.safety import OptOut
from bot.safety.normalise import Break, Word, words_of
from bot.safety.optout import SURENESS
from bot.safety.optout_words import OTHERS, UNCLEAR, optout_words, phrases
from bot.understanding.linear import LinearModel
from bot.understanding.text_features import Featured, wording_features

OPT_OUTS = Path(__file__).parent / "opt_outs"

# From here on the texts stop, from the lower one it is asked about; chosen on the development set, where a wrong stop
# costs a patient the conversation and a wrong question one text.
_STOPS_FROM, _ASKS_FROM = 0.7, 0.35
_SHARES = {"words": 1.0, "pieces": 1.0, "kinds": 0.7, "near": 1.0}
_COST = 10.0
_MOST_SENTENCES = 20
STOP, _OTHER = "stop", "no"


def stop_wish(model: LinearModel, text: str) -> OptOut:
    """Return NATURAL, GREY or NONE: what the most telling sentence says, for the wish may stand at the end of an answer."""
    return max((_judged(model, part) for part in _parts(text)), key=SURENESS.index)


def _judged(model: LinearModel, part: str) -> OptOut:
    """The rules know better than the model who is meant, so they say what it may look at, and whether it may be sure."""
    rest, most = _said_to_us(part)
    likelihood = model.likelihood(wording_features(rest)) if rest.strip() else 0.0
    if likelihood >= _STOPS_FROM:
        return most
    return OptOut.GREY if likelihood >= _ASKS_FROM else OptOut.NONE


def _said_to_us(part: str) -> tuple[str, OptOut]:
    """Return the text without what is surely no wish of ours, and the most that the model may make of the rest."""
    words = words_of(part)
    found = phrases(words)
    others = sorted((one.start, one.end) for one in found if one.label == OTHERS)
    doubted = any(one.label in (OTHERS, UNCLEAR) for one in found)
    return _without(part, words, others), OptOut.GREY if doubted else OptOut.NATURAL


def _without(text: str, words: Sequence[Word], stretches: Iterable[tuple[int, int]]) -> str:
    """Leave these words out, each stretch with the rest of its clause."""
    kept, at, left_out = "", 0, 0
    for start, end in stretches:
        if end > left_out:
            left_out = _clause_end(words, end)
            kept += text[at : max(at, words[start].start)]
            at = words[left_out - 1].end
    return kept + text[at:]


def _clause_end(words: Sequence[Word], end: int) -> int:
    afresh = optout_words().afresh
    while end < len(words) and words[end].gap < Break.CLAUSE and words[end].text not in afresh:
        end += 1
    return end


def wishes(folder: Path = OPT_OUTS) -> Iterator[tuple[str, str]]:
    """Yield every text of the corpus with its label: stop, ask or no."""
    for file in sorted(folder.glob("*.yml")):
        for label, texts in YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8")).items():
            yield from ((label, text) for text in texts)


def train_stop_wish(labelled: Iterable[tuple[str, str]], others: Iterable[str], features: Featured) -> LinearModel:
    """others: texts that wish no such thing. What should be asked about counts as no wish."""
    from bot.understanding.fitting import fit_likelihood  # scikit-learn, which a worker does without

    examples = {(STOP if label == STOP else _OTHER, text) for label, text in labelled}
    examples |= {(_OTHER, text) for text in others}
    return fit_likelihood([(label, features(text)) for label, text in sorted(examples)], STOP, _SHARES, _COST)


def _parts(text: str) -> list[str]:
    """Return the text and, where there are several, its last sentences."""
    words = words_of(text)
    begins = [0, *(at for at in range(1, len(words)) if words[at].gap >= Break.LINE and words[at].gap != Break.CLAUSE)]
    ends = [*begins[1:], len(words)]
    sentences = [
        text[words[first].start : words[last - 1].end] for first, last in zip(begins, ends, strict=True) if words
    ]
    return [text, *(sentences[-_MOST_SENTENCES:] if len(sentences) > 1 else ())]
