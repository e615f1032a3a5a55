"""What is noticed in any text, whatever is being asked: numbers nobody should send, a death, a wish for secrecy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.agenda.tokens import content, words
from bot.flow.edits import flat
from bot.flow.reply import Span

_GROUPED = re.compile(r"(?<![\d/-])\d{3}[ .-]\d{2}[ .-]\d{4}(?![\d/-])")
_NAMED_NUMBER = re.compile(
    r"\b(?:ssn|social(?:\s+security)?(?:\s+number)?|seguro(?:\s+social)?|s\.s\.n\.?)\b\D{0,20}(?P<secret>\d{3}\D?\d{2}\D?\d{4})\b",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)")
_PASSWORD = re.compile(
    r"\b(?:password|passcode|pass\s*word|pin|contrase[nñ]a|clave)\b(?:\s+\w+){0,3}?\s*(?:is|es|:|=)\s*(?P<secret>\S+)",
    re.IGNORECASE,
)

# What people call a secret that they write.
_LABELS = frozenset(
    words(
        """here heres aqui va esta
        ssn social security number card credit debit visa mastercard amex bank account routing password passcode pass pin login
        user username portal member id exp code numero tarjeta credito debito banco cuenta contrasena clave usuario seguro miembro
        vence codigo es is"""
    )
)

_KIN = (
    r"(?:mom|mum|mother|mama|ma|dad|father|papa|pa|brother|sister|son|daughter|husband|wife|partner|boyfriend|girlfriend|aunt"
    r"|uncle|cousin|grand(?:ma|pa|mother|father|son|daughter)|friend|baby|twin|niece|nephew|kid|child"
    r"|mam[aá]|madre|pap[aá]|padre|herman[oa]|hij[oa]|espos[oa]|marido|mujer|se[nñ]ora|pareja|novi[oa]|t[ií][oa]|prim[oa]"
    r"|abuel[oa]|suegr[oa]|niet[oa]|amig[oa]|beb[eé]|sobrin[oa]|compadre|comadre|neighbou?r|roommate|coworker|fianc[eé]e?"
    r"|family|familia|vecin[oa]|cuñad[oa]|cunad[oa]|compañer[oa]|companer[oa])"
)
_GONE = (
    r"(?:died|passed(?:\s+away|\s+on)?(?=\W+(?:from|of|in|last|when|on|at|two|\d|this)\b|\W*$|\s+away|\s+on)|didn'?t\s+make\s+it"
    r"|never\s+(?:came|made\s+it)\s+(?:home|back)|is\s+gone\s+now|muri[oó]|falleci[oó]|se\s+(?:me|nos)\s+(?:fue|muri[oó])"
    r"|ya\s+no\s+(?:regres[oó]|volvi[oó]|est[aá]\s+con)|perdi[oó]\s+la\s+vida|se\s+(?:mat|ahorc|suicid|desangr)[oó]"
    r"|se\s+quit[oó]\s+la\s+vida|(?:killed|hung|hanged|shot)\s+(?:him|her)self|took\s+(?:his|her|their)\s+(?:own\s+)?life"
    r"|(?:bled|froze|drank\s+\w+)\s+to\s+death|was\s+(?:killed|murdered)|committed\s+suicide)"
)
_LOSS = re.compile(
    rf"\b(?:my|our|mi|mis|nuestr[oa])\s+(?:\w+\s+)?{_KIN}\b[^.!?\n]{{0,50}}?\b{_GONE}"
    rf"|\b(?:i\s+|we\s+)?(?:lost|buried)\s+(?:my|our)\s+(?:\w+\s+)?{_KIN}\b"
    rf"|\b(?:watched|saw)\s+(?:my|our)\s+(?:\w+\s+)?{_KIN}\s+(?:die|pass)\b"
    rf"|\b(?:perd[ií]|perdimos|enterr[eé]|enterramos|vi(?:mos)?\s+morir)\s+a\s+(?:mi|nuestr[oa])\s+{_KIN}\b",
    re.IGNORECASE,
)

_PARENTS = (
    r"(?:(?:step)?(?:mom|mum|mother|dad|father)s?|parents?|folks|grandma|guardian|family"
    r"|mam[aá]s?|madre|pap[aá]s?|padres?|padrastro|madrastra|abuela|jefes?|jefa|familia|tutora?)"
)
_MESSAGES = r"(?:this|these|those|it|them|texts?|messages?|phone|what\s+i|est[eo]s?|es[eo]s?|mensajes?|textos?|cel\w*|tel[eé]fono|lo\s+que)"
_READS = r"(?:reads?|gets?|checks?|looks?\s+at|leer|lee|leen|lea|lean|llegan?|revisan?|checan?)"
_SECRET = re.compile(
    rf"\b(?:tell|told|show|know(?:ing|s)?|see|hide|secret|private|confiden\w+|escond\w+|dicen|find\s+out|between\s+us|dig[ao]s?|digan|decir(?:les?)?|cuentes|cuenten|contar(?:les?)?"
    rf"|sep[ao]|sepan|sabe|ense[nñ](?:es?|as|an)|muestres|ver?|ven|vea|secreto|privado|enteren?|entre\s+nosotr[oa]s)\b[^\n]{{0,40}}\b{_PARENTS}\b"
    rf"|\b{_PARENTS}\b[^\n]{{0,25}}\b(?:know(?:ing)?|see|find\s+out|sepan?|vean?|ver|enter[ea]n?)\b"
    rf"|\b{_PARENTS}\b[^\n]{{0,25}}\b{_READS}\b[^\n]{{0,15}}\b{_MESSAGES}\b"
    rf"|\b{_MESSAGES}\b[^\n]{{0,15}}\b{_READS}\b[^\n]{{0,15}}\b{_PARENTS}\b"
    rf"|\b{_READS}\b[^\n]{{0,10}}\b{_MESSAGES}\b[^\n]{{0,15}}\b{_PARENTS}\b",
    re.IGNORECASE,
)


_MANY = r"(?:too|so|that|this|how|\d+|the|all|demasiad\w+|tant\w+|cuant\w+|much\w+|mas|otr\w+)"
_ENOUGH = re.compile(
    rf"\b{_MANY}\s+(?:\w+\s+)?(?:questions?|preguntas?)\b(?!.{{0,15}}\b(?:for|about|sobre|para\s+(?:el|la|mi))\b)"
    r"|\b(?:tired|sick|canse|cansad[oa]|hart[oa])\b.{0,15}\b(?:questions?|preguntas?)\b"
    r"|\b(?:make|keep|hacerlo|hagalo|haganlo)\s+(?:it|this)?\s*(?:short\w*|quick\w*|mas\s+corto|corto|rapido)\b"
    r"|\b(?:wrap|finish)\s+(?:this|it)\s*(?:up)?\b|\bpodemos\s+(?:terminar|acabar)\b"
    r"|\b(?:ya|hay\s+que|vamos\s+a)\s+(?:terminemos|acabemos|terminar|acabar)\b|\b(?:terminemos|acabemos)\s+(?:ya|con\s+esto)\b"
    r"|\b(?:no\s+tengo|no|i\s+have\s+no|no\s+hay|(?:dont|don'?t|do\s+not)\s+have)\s+(?:the\s+)?(?:paciencia|patience|tiempo|time|energy|ganas)"
    r"\s+(?:para|for|de)\b.{0,20}\b(?:questions?|preguntas?|esto|this)\b"
    r"|\b(?:thats|that'?s|this\s+is|its|it'?s)\s+(?:way\s+)?too\s+long\b"
    r"|\b(?:esto|eso)\s+(?:es|esta)\s+(?:muy|demasiado)\s+largo\b"
    r"|\b(?:just|nomas|solo|nada\s+mas)\s+(?:tell|send|dig\w+|mand\w+|env\w+|pas\w+)\b.{0,25}(?:doctor\w*|dr|nurse|team|it|them"
    r"|eso|asi|equipo)\b"
    r"|\b(?:send|mand\w+|envi\w+|pas\w+)\s+(?:it\s+)?(?:what\s+(?:you|u)\s+have|lo\s+que\s+(?:tienen?|hay)|asi|along"
    r"|on)\b(?!\s+(?:that|this|esa|ese))"
    r"|\b(?:that\s+is\s+all|thats\s+all|es\s+todo)\b.{0,25}\b(?:say|tell|decir|contar)\b"
    r"|\b(?:you|ustedes|usted)\s+(?:decide|decidan|deciden|choose|escojan)\b"
    r"|\b(?:(?:im|i'm|i\s+am)\s+(?:so\s+|really\s+)?(?:tired|exhausted|done|wore\s+out)\W+)?(?:can|could)\s+(?:we"
    r"|i)\s+(?:just\s+)?(?:be\s+done|stop\s+here|end\s+(?:here|this|it)|quit\s+now)\b|\benough\s+questions\b"
    r"|\b(?:dont|don'?t|do\s+not)\s+(?:feel\s+like|want\s+to|wanna|have\s+(?:the\s+)?(?:time|energy|patience)\s+(?:to|for))\s+"
    r"(?:answer\w*|do(?:ing)?|type|typing|write|writing)\s+(?:\w+\s+)?(?:all|any\s*more|more|this|these)\b"
    r"|\b(?:no|ya\s+no|any)\s+(?:more|mas)\s+(?:questions?|preguntas?)\b"
    r"|\b(?:stop|quit|paren|dejen|basta)\b.{0,12}\b(?:questions?|preguntas?)\b"
    r"|\b(?:do\s+i|tengo\s+que|hay\s+que)\s+(?:gotta\s+|have\s+to\s+|need\s+to\s+)?(?:answer|contestar|responder)\s+(?:all"
    r"|every|tod)\w*\b"
    r"|\b(?:my\s+\w+\s+hurts?\W+)?(?:i\s+)?can'?t\s+(?:type|text|write)\s+(?:any\s*more|no\s+more|so\s+much)\b"
    r"|\b(?:me\s+duelen?\s+\w+\s+\w+\W+)?ya\s+no\s+puedo\s+(?:escribir|contestar)\b"
    r"|\bover\s+(?:it|this)\b.{0,30}\b(?:doc|doctor|dr|nurse|send|done)\b"
    r"|\b(?:give|hand|desel[oa]|dasel[oa]|del[oa]|entreguel[oa])\s+(?:it\s+)?(?:to|al|a\s+la)\s+(?:the\s+|my\s+)?(?:doc|dr"
    r"|nurse|doctor)\w*\b"
    r"|\b(?:explico|digo|cuento|platico|explain|tell|say)\b.{0,18}\b(?:en|in)\s+person\w*\b"
    r"|\bhow\s+many\s+more\b.{0,25}\bdone\b|\b(?:dont|don'?t)\s+(?:need|want)\s+to\s+say\s+(?:any\s*)?more\b"
    r"|\b(?:whatever|lo\s+que)\s+(?:the\s+doctor|you|u|el\s+doctor|la\s+doctora|ustedes)\s+(?:\w+\s+)?(?:thinks?|says?|wants?"
    r"|decides?|dig\w+|dice\w*|quier\w+|decid\w+)\b"
    r"|\b(?:ill|i'?ll|i\s+will|rather|better)\s+(?:just\s+)?(?:tell|talk\s+to|explain\s+to)\s+(?:it\s+to\s+)?(?:him|her|them"
    r"|the\s+(?:doctor|dr|nurse)|you)\b"
    r".{0,12}\b(?:when|in\s+person|there|at\s+the)\b"
    r"|\b(?:mejor|yo)\s+(?:ya\s+)?(?:se\s+lo|le|lo)\s+(?:digo|cuento|platico|explico|hablo)\b.{0,25}\b(?:doctor\w*|cuando|alla"
    r"|ahi|persona)\b"
    r"|\b(?:canse|cansad[oa]|hart[oa]|fastidi\w+|aburr\w+)\s+de\s+(?:tanto\s+)?(?:contestar|responder|escribir|preguntas)\b"
    r"|\bpreguntad(?:era|eras)\b"
    r"|\bya\s+(?:terminemos|acabemos|vamos\s+a\s+terminar|dejemoslo|hay\s+que\s+terminar)\b"
    r"|\bya\s+no\s+(?:me\s+)?(?:pregunt\w+|quiero\s+(?:contestar|responder|seguir\s+contest\w+))\b"
)
_SHORT = 14  # words


def private_data(text: str) -> tuple[Span, ...]:
    """Return where a Social Security number, a card number or a password stands."""
    return tuple(
        sorted({*_spans(_GROUPED, text), *_spans(_NAMED_NUMBER, text), *_cards(text), *_spans(_PASSWORD, text)})
    )


def only_calls_a_secret(text: str) -> bool:
    """Whether nothing is said but what a secret is called: "my portal password is"."""
    return _LABELS.issuperset(content(words(text)))


def tells_of_a_death(text: str) -> bool:
    return _LOSS.search(text) is not None


def had_enough(text: str) -> Span | None:
    """Return where the patient wants to be done with questions, in words no list can hold; a long text says more than that."""
    found = _ENOUGH.search(flat(text)) if len(words(text)) <= _SHORT else None
    return found.span() if found else None


def wants_secrecy(text: str) -> bool:
    """Whether somebody young asks that parents do not see or hear of something."""
    return _SECRET.search(text) is not None


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield match.span("secret") if "secret" in match.re.groupindex else match.span()


def _cards(text: str) -> Iterator[Span]:
    return (
        match.span() for match in _CARD.finditer(text) if _adds_up([int(d) for d in re.sub(r"\D", "", match.group())])
    )


def _adds_up(digits: list[int]) -> bool:
    """The check digit of card numbers (ISO/IEC 7812-1, Luhn)."""
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0
