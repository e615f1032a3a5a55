"""Words that mean the same whatever is being asked, when they are the whole message: SKIP, BACK, LINK."""

from __future__ import annotations

from collections.abc import Callable

from bot.agenda.tokens import words
from bot.flow.expect.phrases import Phrases, phrases
from bot.flow.moves import Aside, Back, Change, Done, GoOn, Move, Repeat, Skip, SwitchLanguage, Undo
from bot.flow.reply import Reply


def _aside(kind: str) -> Callable[[Reply], Move]:
    return lambda reply: Aside(reply, kind)


_PLEASE = frozenset({"please", "pls", "plz", "thanks", "gracias", "porfa", "por", "favor"})
_COMMANDS: tuple[tuple[Phrases, Callable[[Reply], Move]], ...] = (
    (phrases("skip | skip it | skip this | skip this one | saltar | salta | saltar esta | omitir | saltarla"), Skip),
    (phrases("back | go back | atras | volver | regresar | ir atras | pregunta anterior | previous question"), Back),
    (phrases("done | listo | terminar | finish"), Done),
    (phrases("repeat | repeat that | say that again | repetir | repita"), Repeat),
    (phrases("change | change answer | cambiar | cambiar respuesta"), Change),
    (phrases("undo | undo that | deshacer"), Undo),
    (phrases("continue | seguir | continuar | start | empezar | unstop"), GoOn),
    (phrases("human | person | a person | talk to a person | persona | una persona | humano"), _aside("talk_to_human")),
    (
        phrases("hablar con una persona | i want to talk to a person | quiero hablar con una persona"),
        _aside("talk_to_human"),
    ),
    (phrases("link | web | enlace | liga | send link | web page"), _aside("link")),
    (phrases("help | ayuda | info"), _aside("help")),
    (phrases("es | espanol | en espanol | spanish"), lambda reply: SwitchLanguage(reply, "es")),
    (phrases("en | english | in english | ingles | en ingles"), lambda reply: SwitchLanguage(reply, "en")),
)


def command(reply: Reply) -> Move | None:
    """Return the move that a reply which is nothing but a command means."""
    said = words(reply.text)
    return next((move(reply) for known, move in _COMMANDS if _is(said, known)), None)


def is_command(text: str) -> bool:
    return any(_is(words(text), known) for known, _ in _COMMANDS)


def _is(said: tuple[str, ...], known: Phrases) -> bool:
    while said and said[-1] in _PLEASE:
        said = said[:-1]
    return said in known
