"""Whether the words bear out what a text was taken for (evidence.yml): a guess without one word for it is an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from bot.agenda.tokens import words
from bot.flow.edits import flat
from bot.flow.moves import Aside, Move

GREETINGS = frozenset(
    words("hi hello hey heya hiya yo howdy sup good greetings morning hola buenas buenos buen que saludos oiga ok alo")
)
BYE = frozenset(
    words("bye byebye goodbye goodnight cya later weekend adios chao chau bai luego vemos cuidese bendiciones pronto")
)
_QUESTION = re.compile(
    r"[?¿]|\bor (?:not|no)\W*$|\bo no\W*$|^(?:\W|(?:hi|hello|hey|so|um|ok|and|but|also|hola|oiga|oye|y|pero|pues|doctora?)\b)*"
    r"(?:can|could|should|shall|is|are|am|do|does|did|will|would|may|might|has|have|what|whats|which|when|how|hows|why|who|where|whether"
    r"|puedo|podria|puede|pueden|debo|deberia|debe|es|esta|estan|son|hay|sera|seria|que|q|cual|cuales|cuando|cuanto|cuanta|cuantos"
    r"|cuantas|como|por que|porque no|donde|tengo que|me tomo|le pongo|me pongo|necesito|necesitare|sirve|hace dano|conviene|se puede)\b"
    r"|\bhow (?:bad|high|low|serious|dangerous) (?:is|are)\b|\bque tan (?:mal[oa]|grave|alt[oa]|baj[oa]|peligros[oa])\b"
    r"|\b(?:should i|can i|is it (?:ok|okay|safe|normal|bad|good)|do i (?:need|have)|ok to|safe to|tell me (?:if|what|how|when)|wondering"
    r"|me puede decir|quisiera saber|sera que|es normal|es malo|es bueno|que me recomienda|recomiend\w+)\b"
)
_ADVICE = re.compile(
    r"^(?:\W|(?:hi|hello|so|ok|and|but|also|hola|oiga|y|pero|pues|doctora?)\b)*(?:should i|shud i|can i|could i|do i (?:need|have|ice)"
    r"|is it (?:ok|okay|safe|normal|bad|good)|how much|whats? good for|puedo|debo|es (?:normal|malo|bueno)|esta bien si"
    r"|cuanto\b.{0,20}tomar|que (?:me tomo|cree)|(?:le|me) pongo|me (?:tomo|debe)|sera que|(?:ustd|usted) cree|necesito\b[^?]*\?)"
    r"|\b(?:do you think i should|should i (?:be|stop|take|worry)|debo (?:dejar|tomar|preocuparme))\b"
    r"|\b(?:is|are) (?:that|this|it|they|these)(?: \w+)? (?:bad|normal|ok|okay|safe|dangerous|too high|too low|serious)\b"
    r"|\bhow (?:bad|high|low|serious|dangerous) (?:is|are)\b|\bque tan (?:mal[oa]|grave|alt[oa]|baj[oa]|peligros[oa])\b"
    r"|\bdo i (?:still|keep) tak\w+"
    r"|\b(?:which|what) .{2,25} is (?:safe|ok|okay|best)\b"
    r"|\b(?:can|puede) (?:a person|someone|you|u|uno|una persona)\b.{0,25}\b(?:eat|take|drink|comer|tomar)\b"
    r"|\bwould it (?:hurt|be (?:ok|okay|bad|safe))\b|\bcan i (?:take|mix|use|give|put|eat|drink|stop|skip|double)\b"
    r"|\b(?:what|which) (?:can|should|could) i (?:take|put|use|do for|give|eat|drink)\b|\bwhat'?s? (?:is )?(?:a )?normal\b"
    r"|\bdoes (?:\w+ ){1,2}(?:cause|make you|raise|lower|affect|interact)\b"
    r"|\bcuando (?:puedo|debo) (?:parar|dejar|terminar|tomar)\b|\beso es (?:malo|normal|bueno|mucho|alto|grave)\b"
    r"|\bcuant[oa]s? .{0,25}\b(?:le doy|me tomo|puedo|se toma|le puedo)\b"
    r"|\bcual es (?:la|el|lo) \w+ normal\b|\bme l[oa]s? tomo (?:ahora|ahorita|ya|o no|mejor)\b"
    r"|\bque (?:me )?(?:puedo (?:tomar|untar|poner|dar|comer)|recomiend\w+ (?:para|pa))\b|\b(?:tumba|causa|provoca) .*\?"
)
# What a body cannot do, which is no wish for another time.
_OF_THE_BODY = re.compile(
    r"\b(?:can'?t|cannot|can\s+not|hard\s+to)\s+(?:move|bend|lift|raise|turn|walk|climb|go\s+(?:to\s+the\s+)?(?:bathroom|toilet|pee|number)"
    r"|make\s+it\s+(?:up|down|through|to\s+the\s+(?:bathroom|toilet)))\b"
    r"|\bno\s+(?:puedo|e\s+podido|he\s+podido)\s+(?:mover|doblar|levantar|caminar|subir|(?:ir|aser|hacer)\s+(?:al?|del?)\s*(?:bano|vano|popo))\b"
)
_TO_TALK = re.compile(
    r"\b(?:talk|discuss|bring up|ask (?:you|the doctor|about)|tell you|hablar|platicar|preguntar(?:le)?|comentar)\b"
)

# "Is it OK to bring up my snoring?" names a topic, whatever it asks.
_TO_BRING_UP = re.compile(
    r"\b(?:ok|okay|alright|can i|could i|may i)\b.{0,12}\b(?:bring up|talk about|mention|add|discuss)\b"
    r"|\b(?:puedo|podria|se puede)\b.{0,12}\b(?:hablar|platicar|agregar|mencionar|comentar)\b"
)

_SENT = re.compile(
    r"\b(?:did|have|has|was|is)\b.{0,20}\b(?:send|sent|get|got|receive\w*|see|seen)\b.{0,12}\b(?:list|answers|what\s+i\s+(?:sent|wrote|said))\b"
    r"|\b(?:ya|le|les)\b.{0,15}\b(?:mand\w+|envi\w+|llego|llegaron|recib\w+)\b.{0,12}\b(?:lista|respuestas|lo\s+que\s+(?:mande|escribi|dije))\b"
)


def asks(text: str) -> bool:
    """Whether the text is a question."""
    return _QUESTION.search(flat(text)) is not None


def asks_if_sent(text: str) -> bool:
    """Whether the patient asks what became of the list."""
    return _SENT.search(flat(text)) is not None


def asks_advice(text: str) -> bool:
    """Whether the text asks what to do or to worry about, and not to talk about something."""
    folded = flat(text)
    return _ADVICE.search(folded) is not None and not _TO_TALK.search(folded)


def borne_out(move: Move) -> bool:
    """Whether there is a word in the text for what it was taken for; what has no list is taken as it is."""
    text = flat(move.reply.text) if move.reply is not None else ""
    if isinstance(move, Aside) and move.kind == "ask_medical_advice":
        return asks(text) and not _TO_BRING_UP.search(text)
    if isinstance(move, Aside) and move.kind == "greet_goodbye":
        return _greets(text)
    if isinstance(move, Aside) and move.kind == "reschedule_or_cancel" and _OF_THE_BODY.search(text):
        return False
    if isinstance(move, Aside) and move.kind == "stop_texts" and len(words(text)) < 2:  # "enough", "salir"
        return True
    group, kind = ("asides", move.kind) if isinstance(move, Aside) else ("moves", type(move).__name__.lower())
    cues = _cues().get((group, kind))
    return cues is None or cues.search(text) is not None or not re.search(r"\w", text)


def _greets(text: str) -> bool:
    """A greeting stands first, a goodbye anywhere; "bp was hi" is neither."""
    said = words(text)
    return not said or said[0] in GREETINGS or bool(BYE.intersection(said))


@cache
def _cues() -> Mapping[tuple[str, str], re.Pattern[str]]:
    lists = YAML(typ="safe", pure=True).load((files("bot.flow") / "evidence.yml").read_text("utf-8"))
    return {
        (group, kind): re.compile("|".join(_beginning(word) for words in by_language.values() for word in words))
        for group, kinds in lists.items()
        for kind, by_language in kinds.items()
    }


def _beginning(word: str) -> str:
    closed = r"(?!\w)" if word.endswith(".") else ""
    return rf"(?<!\w){re.escape(word.removesuffix('.'))}{closed}"
