"""Which aside it is exactly, where the intents that Rasa knows are broader than what can be answered."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"\b(?:my|this|mi|este)\s+(?:phone\s+|cell\s+)?(?:number|n[uú]mero|tel[eé]fono|celular|cel)\b", re.IGNORECASE
)
_GOT = re.compile(r"\b(?:gave|give|got|get|have|dio|di[oó]|sac\w+|consigui\w+|tiene[ns]?)\b", re.IGNORECASE)
_RESULT = re.compile(
    r"\b(?:results?|labs?|lab\s?work|blood\s?(?:test|work)|x-?rays?|mri|ct|cat\s+scan|scan|biops\w+|a1c|pap|culture|ultrasound|mammogram"
    r"|resultados?|laboratorios?|radiograf\w+|ex[aá]men(?:es)?|an[aá]lisis|resonancia|biopsia|estudios|placas?|ultrasonido|mamograf\w+)\b",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"\b(?:park(?:ing)?|address|floor|directions?|building|bus|map|located|location|suite|entrance|door|elevator|get\s+(?:to|there)"
    r"|where\s+(?:do|are|is|should)|which\s+(?:floor|building|door|way)"
    r"|estacion\w*|direcci[oó]n|piso|edificio|cami[oó]n|autob[uú]s|mapa|ubica\w*|llego|llegar|llegue|entrada|por\s+d[oó]nde|puerta)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:bill\w*|cost\w*|pay\w*|copay|charge\w*|cover\w*|insurance|medicaid|medicare|price|owe|refund|deductible"
    r"|cobr\w+|cost\w+|pag\w+|copago|cubre\w*|seguro|aseguranza|precio|debo|factura|bil|cuenta)\b",
    re.IGNORECASE,
)


def nearer(kind: str, text: str) -> str:
    """Return the aside that fits the words best."""
    if kind == "who_are_you" and _NUMBER.search(text) and _GOT.search(text):
        return "who_gave_number"
    if kind == "billing_question" and not _MONEY.search(text):
        if _RESULT.search(text):
            return "test_result"
        return "directions" if _WAY.search(text) else kind
    return kind
