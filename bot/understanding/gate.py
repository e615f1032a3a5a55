"""What a message means where it was said: an unsure guess is an answer to the open question, never a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.flow.model import QuestionKind
from bot.safety import OptOut, opt_out
from bot.safety.normalise import words_of
from bot.safety.optout import is_about_others, with_model
from bot.understanding.lexicon import commands
from bot.understanding.reading import reading
from bot.understanding.typos import slipped

Guess = tuple[str, float]

_ANSWER, _STOP = "inform", "stop_optout"
_ANSWERS = frozenset({_ANSWER, "affirm", "deny", "dont_know", "out_of_scope"})
_COURTESIES = frozenset({"thanks", "greet_goodbye"})
_CHOSEN_FROM = frozenset({QuestionKind.CHOICE, QuestionKind.RANKING, QuestionKind.DATE, QuestionKind.WHICH_VISIT})
_MAY_FINISH = frozenset(
    {QuestionKind.SOMETHING_ELSE, QuestionKind.READ_BACK, QuestionKind.FINISHED, QuestionKind.GO_ON}
)

# How sure the classifier must be before a reply to a question counts as something else than its answer. Tuned by
# cross-validation on data/nlu (tests/nlu/measure.py). Telling staff about a refill needlessly is cheap, so are the
# asides; leaving the question, or believing it is another person, is not.
_SURE = 0.45
_SURE_OF = {"stop_optout": 0.6, "wrong_person": 0.6, "undo": 0.5, "go_back": 0.5}
_LONG = 12  # words
_SURE_WHEN_LONG = 0.85
_LONG_BY_NATURE = frozenset({"angry_complaint", "proxy_speaking", "ask_medical_advice", "reschedule_or_cancel"})
_SURE_WHEN_LONG_BY_NATURE = 0.6
# A text that names a symptom or a medicine is an answer, whatever else it looks like.
_NEVER_OF_HEALTH = frozenset(
    {
        "skip",
        "go_back",
        "undo",
        "link",
        "later_busy",
        "start_resume",
        "nothing_else",
        "greet_goodbye",
        "thanks",
        "repeat",
    }
    | {
        "help",
        "angry_complaint",
        "who_are_you",
        "who_reads_this",
        "stop_optout",
        "language_english",
        "language_spanish",
    }
)
_NO_HEALTH = frozenset({"test_result", "paperwork_or_logistics", "cost"})
_SURE_THOUGH_OF_HEALTH = 0.9
_SURE_THOUGH_CHOOSING = 0.9
_CHOICE_WORDS = 5  # "the knee first", after "which one should we start with?"
_NEVER = 2.0  # surer than anything
_READ = 300  # characters
_COURTESY_WORDS = 5  # a longer greeting says more than hello


@dataclass(frozen=True)
class _Said:
    """words: folded; bare: the same without courtesies around them."""

    text: str
    words: tuple[str, ...]
    bare: str


def gate(
    intent: str, confidence: float, text: str, question: QuestionKind | None, stop_wish: OptOut = OptOut.NONE
) -> Guess:
    """Return the intent, and how sure it is, of a message said after this question; None: said outside of any.

    A command that is the whole message is certain, whatever the classifier made of it. stop_wish: what the trained model
    takes the text for, beside the rules.
    """
    said = _said(text)
    exact = _exact(said)
    verdict = with_model(opt_out(text), stop_wish)
    if intent == _STOP and verdict is OptOut.NONE and is_about_others(text):
        intent, confidence = _ANSWER, 1.0 - confidence
    guess = (exact, 1.0) if exact else _opt_out(intent, confidence, verdict, question)
    if question is None:
        return guess
    return _in_place(guess if exact else _sure_enough(guess, said, question), said, question)


def _said(text: str) -> _Said:
    words = tuple(word.text for word in words_of(text))
    bare = list(words)
    while len(bare) > 1 and bare[0] in commands().courtesies:
        del bare[0]
    while len(bare) > 1 and bare[-1] in commands().courtesies:
        del bare[-1]
    return _Said(text, words, " ".join(bare))


def _exact(said: _Said) -> str | None:
    known = commands()
    if not said.words:
        return known.signs.get(said.text.strip().rstrip("\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"))
    whole = " ".join(said.words)
    if whole in known.words or said.bare in known.words:
        return known.words.get(whole) or known.words[said.bare]
    if said.bare.isdigit() or said.bare in known.numbers:
        return _ANSWER
    return _misspelt(said.bare) if len(said.bare.split()) == 1 else None


@lru_cache(maxsize=512)
def _misspelt(word: str) -> str | None:
    known = commands()
    if word in known.no_typos:
        return None
    return next((intent for command, intent in known.words.items() if slipped(word, command)), None)


def _opt_out(intent: str, confidence: float, verdict: OptOut, question: QuestionKind | None) -> Guess:
    """Keep to what bot/safety says of the words themselves, which is where texts are stopped.

    What may mean it is asked about, save where it is how people say "nothing else".
    """
    if verdict is OptOut.GREY and question is QuestionKind.INVITATION and intent == "deny":
        return intent, confidence  # "not interested" declines what it was asked
    if verdict is OptOut.NONE or (verdict is OptOut.GREY and (question is None or question in _MAY_FINISH)):
        return intent, confidence
    return _STOP, 1.0


def _sure_enough(guess: Guess, said: _Said, question: QuestionKind) -> Guess:
    intent, confidence = guess
    if intent in _ANSWERS or confidence >= _needed(intent, said, question):
        return guess
    return _ANSWER, 1.0 - confidence


def _needed(intent: str, said: _Said, question: QuestionKind) -> float:
    """Return how sure a guess must be for a reply to this question to be a command."""
    needed = _SURE_OF.get(intent, _SURE)
    if len(said.words) > _LONG:
        needed = max(needed, _SURE_WHEN_LONG_BY_NATURE if intent in _LONG_BY_NATURE else _SURE_WHEN_LONG)
    if question in _CHOSEN_FROM and len(said.words) <= _CHOICE_WORDS:
        needed = max(needed, _SURE_THOUGH_CHOOSING)
    if intent in _COURTESIES and len(said.words) > _COURTESY_WORDS:
        return _NEVER
    if intent in _NEVER_OF_HEALTH and needed < _SURE_THOUGH_OF_HEALTH and _names_health(said):
        return _SURE_THOUGH_OF_HEALTH
    return needed


def _names_health(said: _Said) -> bool:
    """Whether something is named that a patient has or takes; results and bills are also what people complain about."""
    return any(core.name not in _NO_HEALTH for core in reading(said.text[:_READ]).cores)


def _in_place(guess: Guess, said: _Said, question: QuestionKind) -> Guess:
    intent, confidence = guess
    change = _CHANGES.get(intent)
    return (change(said, question) or intent, confidence) if change else guess


def _no(said: _Said, question: QuestionKind) -> str | None:
    if question in (QuestionKind.SOMETHING_ELSE, QuestionKind.FINISHED):
        return "nothing_else"
    return "wrong_person" if question is QuestionKind.IDENTITY else None


def _nothing(said: _Said, question: QuestionKind) -> str | None:
    """Tell "nothing", an answer to "what have you tried?", from "nothing else", a wish to finish anywhere."""
    if question in _MAY_FINISH or any(word in commands().finishing for word in said.words):
        return None
    return "deny" if question in (QuestionKind.YES_NO, QuestionKind.INVITATION) else "dont_know"


def _later(said: _Said, question: QuestionKind) -> str | None:
    """Take "tomorrow" after "on which day?" for the day."""
    return _ANSWER if question in _CHOSEN_FROM and len(said.words) <= 2 else None


_CHANGES: dict[str, Callable[[_Said, QuestionKind], str | None]] = {
    "deny": _no,
    "nothing_else": _nothing,
    "later_busy": _later,
}
