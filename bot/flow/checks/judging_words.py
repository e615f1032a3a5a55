"""Words that judge, or that put the answer into the patient's mouth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import holding, worded
from bot.flow.model import Flow

# "Why are you coming?" is a question; why somebody fell short, or is what they are, is a reproach.
_WHY_NOT = r"why\s+(?:\w+\s+)?(?:do|did|have|has|are|were|wo|ca|could|is|was|would)n?['’]?t|why\s+(?:have|did|do|are)\s+you\s+not"
_FELL_SHORT = (
    r"(?:miss\w*|stop\w*|skip\w*|forg\w+|wait\w*|quit|gain\w*|ignor\w*|eat|drink|smok\w*|lose|lost|run\s+out|let)"
)
_WHY_THIS = (
    rf"why\s+(?:did|do|have|had)\s+you\s+(?:still\s+|keep\s+)?{_FELL_SHORT}|why\s+are\s+you\s+(?:so|still|always|too|late"
    r"|over)\w*"
)
_POR_QUE = (
    r"por\s+qu[eé]\s+(?:no|dej[oó]|falt[oó]|olvid\w+|se\s+(?:le\s+)?(?:olvid|salt)\w*|esper[oó]|sigue|todav[ií]a|a[uú]n"
    r"|siempre|perdi[oó]"
    r"|subi[oó]|est[aá]\s+tan|es\s+tan|fuma|bebe|come|toma\s+tanto)"
)
_USES = (
    r"(?:drink(?!(?:ing)?\s+(?:(?:more|lots\s+of|plenty\s+of)\s+)?(?:water|enough|your|the|tea|coffee|milk|fluids|shakes)\b)"
    r"|smok|vap|overeat|gambl|skip|miss|forget|cheat|ignor)\w*"
)
_STILL = (
    rf"(?:are|do|did|have)\s+you\s+(?:still|always|even|really|ever\s+going\s+to)\s+(?:been\s+)?(?:{_USES}"
    r"|us(?:e|ing)\s*(?:\?|drugs?|too)|eat(?:ing)?\s+(?:junk|badly|so|too|that)|tak(?:e|ing)\s+your|follow(?:ing)?|quit)"
    r"|(?:do|are|have|did)\s+you\s+(?!have\b|feel\b|get\b|find\b)(?:\w+\s+){1,3}too\s+(?:much|many|often|little|few|lazy)"
    r"|you\s+(?:\w+\s+){0,2}(?:eat|drink|smoke|weigh|sit|use)\s+too\s+much"
    r"|(?:when\s+we|when\s+you(?:[’']re|\s+are|\s+were))\s+(?:told\s+you|asked\s+you|supposed)|do\s+you\s+even\s+try"
    r"|(?:like|as|than)\s+(?:you(?:['’]re|\s+are|\s+were|\s+have\s+been)\s+(?:supposed|told|asked|meant)|we\s+(?:told|asked)\s+you)"
    r"|finally\s+(?:quit|stop\w*|los[et]|start\w*|lost|tak\w+)|lazy|will\s?power|excuses?|your\s+(?:own\s+)?fault|to\s+blame"
    r"|careless|irresponsible"
)
_SIGUE = (
    r"(?:sigues?|contin[uú]as?|todav[ií]a|a[uú]n)\s+(?:\w+\s+)?(?:fum|bebe|bebi|consum|apost)\w*|(?:sigues?"
    r"|todav[ií]a)\s+(?:comiendo|tomando|usando|come|toma)\s+"
    r"(?:mal|tanto|tanta|mucho|demasiad\w+|alcohol|drogas)|(?:beb|fum|com|tom|consum|us"
    r"|pes)\w+\s+(?:\w+\s+)?(?:demasiad[oa]s?|en\s+exceso|de\s+m[aá]s)(?=\W|$)"
    r"|(?:como|cuando)\s+(?:se\s+)?(?:le|te)\s+(?:dijimos|dijeron|dijo|pedimos|pidi[oó]|mand\w+|indic\w+)|como\s+(?:debe|deber[ií]a)\b"
    r"|(?:por|al)\s+fin\s+(?:dej[oó]|baj[oó]|empez[oó]|tom[oó])|flojera|floj[oa]|perezos[oa]|descuidad[oa]|excusas?"
    r"|su\s+(?:propia\s+)?culpa|fuerza\s+de\s+voluntad"
    r"|de\s+veras\s+(?:toma|sigue|hace)|realmente\s+(?:toma|sigue|hace)"
)
# A statement with "right?" behind it has its answer in it.
_TAG = (
    r",\s*(?:right|correct|true|yes|no|huh|eh|is\s+that\s+(?:right|so)|isn['’]?t\s+that\s+(?:right|so|true))\s*\?"
    r"|,\s*(?:is|are|was|were|do|does|did|have|has|had|can|could|will|would|should|wo|ca|must)(?:n['’]?t)?\s+(?:you|it|he|she"
    r"|they|we|i|that|this|there)\s*\?"
    r"|,\s*¿?\s*(?:no|s[ií]|verdad(?:\s+que\s+(?:s[ií]|no))?|cierto|correcto|no\s+es\s+(?:as[ií]|verdad|cierto)"
    r"|a\s+que\s+(?:s[ií]|no))\s*\?"
)
_JUDGES = re.compile(
    r"\b(?:you\s+should(?:n'?t)?|should(?:n'?t)?\s+you|fail(?:ed|ing|ure)?|complian\w+|non-?complian\w+|adheren\w+|admit"
    rf"|confess|refus\w+|{_WHY_NOT}|{_WHY_THIS}"
    r"|you\s+must|of\s+course|obviously|don'?t\s+you|isn'?t\s+it|aren'?t\s+you|properly|bad\s+habits?|invalid"
    rf"|(?<!no\s)wrong\s+answer|{_STILL}"
    rf"|(?<!qu[eé]\s)(?<!quién\s)deber[ií]a\w*|fracas\w+|incumpl\w+|confies\w+|admit\w+|{_POR_QUE}"
    r"|(?<!no\s)(?<!qu[eé]\s)(?<!quién\s)tiene\s+que|debe\s+de|obviamente|(?<!de\s)verdad\?|malos\s+h[aá]bitos"
    rf"|{_SIGUE})(?!\w)|{_TAG}",
    re.I,
)


def _find(flow: Flow) -> Iterator[Found]:
    for text, word in holding(worded(flow), _JUDGES):
        yield Found(text.path, f"{word!r} judges, or tells the patient what to answer.")


JUDGING_WORDS = Check(
    name="judging_words",
    level=Level.ADVICE,
    reason="Whoever feels judged leaves out what the team most needs to hear.",
    example="ask: {en: Why didn't you take your pills?}",
    fix="Ask what makes it hard, and say that it is OK to be honest.",
    find=_find,
)
