"""Which aside it is exactly, where the intents that Rasa knows are broader than what can be answered."""

from __future__ import annotations

import re

from bot.agenda.tokens import words
from bot.flow.edits import flat

_NUMBER = r"(?:number|#|digits|cell|phone|numero|telefono|celular|cel)(?!\w)"
_HOW_COME = re.compile(
    rf"(?<!\w)(?:who|whod|how|howd|where|whered|why|quien(?:es)?|como|de donde|por que)\b.{{0,30}}"
    rf"(?:my|mi|this|este)\s+(?:\w+\s+)?{_NUMBER}"
    r"|\bwho told (?:you|u)\b.{0,20}\b(?:text|message|contact)|\bquien les (?:dijo|pidio)\b.{0,25}\b(?:escrib|mand|texto)"
)
_MACHINE = re.compile(
    r"\b(?:are|r|is|am i)\s+(?:you|u|this|it|texting|talking)\s+(?:\w+\s+){0,2}(?:bot|robot|machine|computer|human|person|ai|automated)\b"
    r"|\b(?:eres|es)\s+(?:usted\s+)?(?:un|una)?\s*(?:bot|robot|maquina|persona de verdad)\b|\bquien (?:eres|me escribe|es usted)\b"
    r"|\b(?:scam|phishing|fraud|legit|spam|fake|estafa|engano|fraude)\b|\b(?:son|es) de (?:mi|la) clinica\b"
    r"|\b(?:prove|how do i know)\b.{0,25}\b(?:clinic|office|doctor|drs?|real)\b|\breally (?:from )?my (?:clinic|doctor)\b"
)
_WRONG = re.compile(
    r"\bwrong (?:number|person|#)|\b(?:meant|trying) to (?:text|reach) (?:someone|somebody) else\b|\bphone (?:doesn'?t|does not) belong\b"
    r"|\b(?:numero|persona) (?:equivocad[oa]|ekivocad[oa])\b|\bse equivoc\w+ de (?:numero|persona)\b"
    r"|\besta equivocad[oa],? (?:yo )?soy\b|\bme confund\w+ con\b"
)
_BILL = re.compile(
    r"\b(?:got|received|sent)\b.{0,10}\b(?:a|the) bill\b|\bcharged (?:me )?twice\b"
    r"|\bhow much (?:will|does|is|would) (?:this|it|the visit)\b|\bcobraron\b|\bcuanto (?:me )?(?:va a costar|cuesta la cita)\b"
    r"|\b(?:llego|mandaron)\b.{0,10}\b(?:un|una|la) (?:bil|bill|factura|cuenta)\b"
)
_OTHER_DAY = re.compile(
    r"\b(?:can|could|do|have|need|want)\b.{0,20}\b(?:another|different|other)\s+(?:day|time|date)\b"
    r"|\bpodemos dejarlo\b|\b(?:puede|puedo|seria|cambi\w+)\b.{0,20}\botr[oa] (?:dia|hora|fecha|semana)\b"
)
_WRONGED = re.compile(
    r"\b(?:you|u|ya'?ll|this clinic|that clinic|your \w+|the nurse|the doctor|front desk)\b.{0,30}"
    r"\b(?:ignor\w+|never listen\w*|messed up|so rude|rude to|treat\w* me|brush\w+ (?:me )?off|don'?t care|didn'?t listen)\b"
    r"|\b(?:me ignoraron|nunca (?:me )?escuchan?|la regaron|me tratan? (?:como|mal)|enojad[oa] (?:con|por)|falta de respeto)\b"
)
_RESULT = (
    r"(?:results?|labs?|lab\s?work|blood\s?(?:test|work)|x-?rays?|mri|ct|cat\s+scan|scan|biops\w+|a1c|pap|culture|ultrasound|mammogram"
    r"|resultados?|laboratorios?|radiograf\w+|examen(?:es)?|analisis|resonancia|biopsia|estudios|placas?|ultrasonido|mamograf\w+)"
)
_ASKS_RESULT = re.compile(
    rf"\b(?:are|is|did|have|has|when|what|whats|any|where|got|ya|cuando|que|ver)\b.{{0,30}}\b{_RESULT}\b"
    r"(?:.{0,20}\b(?:in|back|ready|arriv\w+|say|said|show\w*|come|came|yet|results)\b|\W*$)"
    rf"|\b(?:estan|llegaron|salieron|salio|dijo|dan|tienen|listos?|cuando)\b.{{0,30}}\b{_RESULT}\b|\b(?:word|news) on my {_RESULT}\b"
)
_ASKS_WAY = re.compile(
    r"\b(?:where\s+(?:do|should|can|are|is)\s+(?:i|we|you|u|it|the\s+(?:clinic|office|entrance))\b(?!.{0,20}\b(?:result|pill|send))"
    r"|what'?s?\s+(?:is\s+)?(?:the|your)\s+address|(?:which|what)\s+(?:floor|building|suite|door)|how\s+do\s+i\s+get\s+(?:to|there)"
    r"|is\s+(?:it|there)\s+(?:the\s+building|parking)|donde\s+(?:me\s+)?(?:estaciono|queda|quedan|es\b|esta\b|estan)|cual\s+es\s+la\s+direccion"
    r"|en\s+que\s+(?:piso|edificio)|como\s+llego|por\s+donde\s+(?:entro|entra|llego)|es\s+el\s+edificio)"
)
_WAY = re.compile(
    r"\b(?:park(?:ing)?|address|floor|directions?|building|bus|map|located|suite|entrance|estacion\w*|direccion|piso|edificio|camion)\b"
)
_MONEY = re.compile(
    r"\b(?:bill\w*|cost\w*|pay\w*|copay|charge\w*|cover\w*|insurance|medicaid|medicare|price|owe|refund|deductible"
    r"|cobr\w+|cuest\w+|pag\w+|copago|cubre\w*|seguro|aseguranza|precio|debo|factura|bil|cuenta)\b"
)


def nearer(kind: str, text: str) -> str:
    """Return the aside that fits the words best."""
    folded = flat(text)
    if kind == "who_are_you" and _HOW_COME.search(folded):
        return "who_gave_number"
    if kind == "billing_question" and not _MONEY.search(folded):
        if re.search(rf"\b{_RESULT}\b", folded):
            return "test_result"
        return "directions" if _WAY.search(folded) or _ASKS_WAY.search(folded) else kind
    return beside(text) or kind if kind in _BROAD else kind


def beside(text: str) -> str | None:
    """Return the aside that a short text surely is, whatever it was taken for; None for most texts."""
    folded = flat(text)
    if len(words(text)) > _SHORT:
        return None
    return next((kind for kind, pattern in _SURE if pattern.search(folded)), None)


_BROAD = ("ask_medical_advice", "who_are_you", "who_reads_this", "stop_texts", "greet_goodbye", "help", "talk_to_human")
_SHORT = 14  # words
_SURE = (
    ("wrong_person", _WRONG),
    ("who_gave_number", _HOW_COME),
    ("who_are_you", _MACHINE),
    ("billing_question", _BILL),
    ("reschedule_or_cancel", _OTHER_DAY),
    ("directions", _ASKS_WAY),
    ("test_result", _ASKS_RESULT),
    ("angry_complaint", _WRONGED),
)
