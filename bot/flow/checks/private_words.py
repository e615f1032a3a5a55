"""Words in a text message that tell others about somebody's health."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import headings, holding, texts
from bot.flow.model import Flow, Question

# "Do you drink?" with nothing behind it, or with a time, is about alcohol; "do you drink water" is not.
_A_TIME = (
    r"(?=\s*(?:[?.,;!]|$)|\s+(?:or|and|o|y|this|last|in\s+the\s+(?:last|past)|again|since|today|tonight|too|every|each"
    r"|at\s+night|a\s+lot|much|daily|now|any\s?more"
    r"|esta|este|hoy|anoche|otra|mucho|tanto|demasiado|cada|desde|a\s+diario|todos|en\s+(?:la|el|los|las)\s+(?:[uú]ltim|pasad)\w+)\b)"
)
_DRINKS = (
    rf"(?<!\bwhat\s)(?:did|do|have|has|are|were)\s+you\s+(?:\w+\s+)?(?:dr[aiu]nk|drinking){_A_TIME}|(?:how\s+(?:much|often"
    rf"|many\s+days))\s+(?:do|did|have)\s+you\s+(?:drink|drank|drunk|use){_A_TIME}"
    rf"|(?<!\bwhat\s)(?:did|do|have|are|were)\s+you\s+(?:\w+\s+)?(?:used?|using){_A_TIME}|(?:stop|quit|stopped)\s+(?:drinking"
    rf"|using){_A_TIME}"
    r"|(?:drink|drank|drinking|smok\w+)\s+(?:or|and)\s+(?:use|used|using)|how\s+many\s+drinks|drinks\s+(?:a|per|each|last|this)\s+\w+"
    r"|binge\w*|hung\s?over|hangovers?|booze|beers?|liquor|vodka|whisk(?:e)?y|(?:you|get|got|getting|been|were|be)\s+(?:high"
    r"|stoned|drunk)\b(?!\s+(?:blood|up|on\s+the|marks|risk|fever))"
    r"|weed(?!\s+(?:the|your|my))|meth|stay(?:ing|ed)?\s+clean"
    r"|(?<!\bel\s)(?<!\bla\s)(?<!\bsu\s)(?<!\bun\s)(?<!\bdel\s)(?<!\bal\s)(?<!\btu\s)(?<!\bqu[eé]\s)beb(?:e|es|i[oó]|iste|ido"
    rf"|iendo){_A_TIME}"
    r"|consum(?:e|es|i[oó]|iste|ido|iendo)(?!\s+(?:\w+\s+)?(?:agua|sal|frutas?|verduras?|alimentos|comida|l[ií]quidos?|leche"
    r"|caf[eé]|fibra))"
    r"|cu[aá]ntos\s+tragos|tragos\b|cervezas?|licor\w*|borrach\w+|emborrach\w+|resaca|drog(?:[oó]|as?|ado|ada|arse)"
)
# The loss of a child, born or not.
_CHILD = r"(?:bab(?:y|ies)|pregnanc(?:y|ies)|child|son|daughter|twins?|newborn)"
_HIJO = r"(?:beb[eé]s?|embarazo|hij[oa]s?|ni[ñn][oa]s?|gemel[oa]s|criatura)"
_LOST = (
    rf"{_CHILD}\s+(?:that\s+|who\s+|whom\s+)?you(?:['’]ve|\s+have)?\s+(?:just\s+|recently\s+)?lost|(?:lost|losing|loss\s+of"
    rf"|lose|death\s+of)\s+(?:the|your|a|this)\s+{_CHILD}"
    rf"|{_CHILD}(?:['’]s\s+death|\s+(?:who\s+|that\s+)?(?:died|passed\s+away|did\s+not\s+(?:live|make\s+it)))|still\s?born"
    r"|stillbirth|(?:after|since|about|with)\s+(?:your|the)\s+loss(?!\s+of)"
    rf"|{_HIJO}\s+que\s+(?:\w+\s+)?(?:perd|muri|falleci)\w+|(?:perd(?:i[oó]|ieron|iste|er|ido)|muri[oó]"
    rf"|falleci[oó])\s+(?:a\s+)?(?:el|su|un|una|al|tu|la)\s+{_HIJO}"
    rf"|(?:p[eé]rdida|muerte)\s+(?:de\s+|del\s+)(?:su\s+|el\s+|un\s+|una\s+|tu\s+)?{_HIJO}|p[eé]rdida\s+gestacional|(?:tras"
    r"|desde|de|con)\s+su\s+p[eé]rdida(?!\s+de)|naci[oó]\s+(?:muert|sin\s+vida)\w*"
)

# Diagnoses and subjects that the law of several states protects beyond HIPAA, and what most people would not want read.
_PRIVATE = re.compile(
    r"\b(?:hiv|aids|prep|stds?|stis?|herpes|syphilis|chlamydia|gonorrh\w+|hepatitis|cancer|tumou?rs?|chemo\w*|biops\w+|mammogram\w*"
    r"|colonoscop\w+|pap\s+(?:smear|test)\w*|abortion\w*|miscarr\w+|pregnan\w+|birth\s+control|contracepti\w+|ivf|infertil\w+"
    r"|fertil\w+|iud"
    r"|vasectom\w+|hysterectom\w+|menopaus\w+|menstru\w+|depress\w+|antidepress\w+|anxiety|bipolar|psych\w+|suicid\w+|self.?harm"
    r"|mental\s+health|panic\s+attacks?|ptsd|adhd|autis\w+|anorexi\w+|bulimi\w+|eating\s+disorder\w*|addict\w+|alcohol\w*"
    r"|drugs?|opioid\w*"
    r"|overdos\w+|cocaine|heroin|marijuana|cannabis|methadone|suboxone|buprenorphine|naltrexone|narcan|aa\s+meetings?|rehab"
    r"|detox\w*|sober|sobriety"
    r"|relaps\w+|dementia|alzheimer\w*|parkinson\w*|epilep\w+|seizures?|schizo\w+|erecti\w+|viagra|libido|sexual\w*"
    r"|your\s+sex|genital\w*"
    r"|incontinen\w+|gender|transgender|diabet\w+|insulin\w*|blood\s+sugar\w*|a1c|asthma\w*|copd|lupus|dialysis|transplant\w*"
    r"|obes\w+|overweight"
    r"|domestic\s+violence|rape\w*|(?:sexual|domestic)\s+\w+|abus(?:e|ed|es|ing|ive)|assault\w*"
    r"|(?:he|she|they|him|her|partner|husband|wife|boyfriend|girlfriend|any(?:one|body)|some(?:one"
    r"|body))\s+(?:\w+\s+){0,2}(?:hit|hits|hitting|beat\w*|hurt\w*|threaten\w*|chok\w+)\s+you"
    r"|vih|sida|s[ií]filis|clamidia|gonorrea|c[aá]ncer|tumor\w*|quimio\w*|biopsia\w*|mamograf\w+|colonoscop\w+|papanicola\w+"
    r"|abort\w+|embaraz\w+"
    r"|anticoncept\w+|f[eé]rtil\w*|infertil\w+|fertilidad|vasectom\w+|menopaus\w+|menstru\w+|depresi[oó]n|deprimid\w+"
    r"|antidepres\w+|ansiedad|bipolar"
    r"|psiqui\w+|psic[oó]l\w+|suicid\w+|salud\s+mental|trastorno\w*|autis\w+|anorexia|bulimia|adicci\w+|adict\w+"
    r"|alcoh[oó]l\w*|drogas?|opioide\w*"
    r"|sobredosis|coca[ií]na|hero[ií]na|marihuana|metadona|suboxone|rehabilitaci[oó]n|desintoxic\w+|sobri\w+|reca[ií]da\w*"
    r"|demencia|alzheimer|p[aá]rkinson"
    r"|epilepsia|convulsi\w+|esquizo\w+|erecci\w+|sexual\w*|genital\w*|incontinencia|g[eé]nero|transg[eé]nero|diabet\w+"
    r"|diab[eé]tic\w+|insulina"
    r"|az[uú]car(?:\s+(?:en\s+la\s+sangre|alta|baja))?|glucosa|asma|epoc|lupus|di[aá]lisis|trasplant\w+|obes\w+|sobrepeso"
    r"|violencia|violaci[oó]n|abus\w+"
    r"|(?:[eé]l|ella|pareja|esposo|esposa|alguien)\s+(?:\w+\s+){0,2}(?:le\s+|lo\s+|la\s+)?(?:peg|golpe|amenaz|lastim|maltrat)\w+)\b"
    rf"|\b(?:{_DRINKS}|{_LOST})(?!\w)",
    re.I,
)


def _find(flow: Flow) -> Iterator[Found]:
    read = (text for text in texts(flow) if text.form != "web" and _is_asked(flow, text.question))
    for text, word in holding(read, _PRIVATE):
        yield Found(text.path, _PROBLEM.format(word))
    for path, heading in headings(flow):
        said = _PRIVATE.search(heading)
        if said and path[0] == "sections":  # the title of a flow is for staff
            yield Found(path, _PROBLEM.format(said.group()))


def _is_asked(flow: Flow, question: Question) -> bool:
    return question.core or question.id in flow.also_ask


_PROBLEM = "{!r} says something about the patient's health to whoever sees the phone."


PRIVATE_WORDS = Check(
    name="private_words",
    level=Level.ERROR,
    reason="Text messages are read over shoulders and on shared phones.",
    example="ask: {en: How is your depression since your last visit?}",
    fix="Ask without naming it, and name it in the web chat only (`web`), which nobody else reads.",
    find=_find,
)
