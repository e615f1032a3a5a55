"""Trains the pipeline of pipeline.py on all the texts that lie beside it: the same texts give the same pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from spacy.language import Language

from bot.understanding.annotated import answers
from bot.understanding.concern_training import add_concerns
from bot.understanding.linear import LinearModel
from bot.understanding.opinion import OpinionModel
from bot.understanding.opinion_training import train_opinion
from bot.understanding.pipeline import blank
from bot.understanding.signs import signs
from bot.understanding.stop_wish import STOP, train_stop_wish, wishes
from bot.understanding.text_features import remembered

_STOPS = "stop_optout"

Meant = Sequence[tuple[str, str]]  # intents, each with a text that means it


def train(said: Iterable[tuple[str, str]]) -> Language:
    """said: intents, each with a text that means it; none of these texts is a danger sign that the rules do not know.

    What looks at whole texts trains in a process of its own, beside what finds concerns: two cores halve the wait. It is
    a fresh one, for a copy of this one would have Rasa's threads half way through their work.
    """
    nlp = blank()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
        of_texts = beside.submit(train_text_models, sorted(said))
        add_concerns(nlp, answers())
        opinion, stop_wish = of_texts.result()
    nlp.add_pipe("second_opinion").learn(opinion)  # type: ignore[attr-defined]
    nlp.add_pipe("stop_wish").learn(stop_wish)  # type: ignore[attr-defined]
    return nlp


def train_text_models(said: Meant) -> tuple[OpinionModel, LinearModel]:
    annotated, judged, features = [answer.text for answer in answers()], list(signs()), remembered()
    harmless = {*(text for _, text in said), *annotated}
    stops = [*wishes(), *((STOP, text) for intent, text in said if intent == _STOPS)]
    others = {*(text for intent, text in said if intent != _STOPS), *annotated, *(sign.text for sign in judged)}
    return train_opinion(judged, harmless, features), train_stop_wish(stops, others, features)
