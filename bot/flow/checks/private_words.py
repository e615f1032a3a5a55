"""Words in a text message that tell others about somebody's health."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import headings, holding, texts
from bot.flow.model import Flow, Question

# Diagnoses and subjects that the law of several states protects beyond HIPAA, and what most people would not want read.
_PRIVATE = re.compile(
    r"\b(?:hiv|aids|prep|stds?|stis?|herpes|syphilis|chlamydia|gonorrh\w+|hepatitis|cancer|tumou?rs?|chemo\w*|biops\w+|mammogram\w*"
    r"|colonoscop\w+|pap\s+(?:smear|test)\w*|abortion\w*|miscarr\w+|pregnan\w+|birth\s+control|contracepti\w+|ivf|infertil\w+|fertil\w+|iud"
    r"|vasectom\w+|hysterectom\w+|menopaus\w+|menstru\w+|depress\w+|antidepress\w+|anxiety|bipolar|psych\w+|suicid\w+|self.?harm"
    r"|mental\s+health|panic\s+attacks?|ptsd|adhd|autis\w+|anorexi\w+|bulimi\w+|eating\s+disorder\w*|addict\w+|alcohol\w*|drugs?|opioid\w*"
    r"|overdos\w+|cocaine|heroin|marijuana|cannabis|methadone|suboxone|buprenorphine|naltrexone|narcan|aa\s+meetings?|rehab|detox\w*|sober|sobriety"
    r"|relaps\w+|dementia|alzheimer\w*|parkinson\w*|epilep\w+|seizures?|schizo\w+|erecti\w+|viagra|libido|sexual\w*|your\s+sex|genital\w*"
    r"|incontinen\w+|gender|transgender|diabet\w+|insulin\w*|blood\s+sugar\w*|a1c|asthma\w*|copd|lupus|dialysis|transplant\w*|obes\w+|overweight"
    r"|domestic\s+violence|rape\w*|(?:sexual|domestic)\s+\w+|abus(?:e|ed|es|ing|ive)|assault\w*"
    r"|(?:he|she|they|him|her|partner|husband|wife|boyfriend|girlfriend|any(?:one|body)|some(?:one|body))\s+(?:\w+\s+){0,2}(?:hit|hits|hitting|beat\w*|hurt\w*|threaten\w*|chok\w+)\s+you"
    r"|vih|sida|s[ií]filis|clamidia|gonorrea|c[aá]ncer|tumor\w*|quimio\w*|biopsia\w*|mamograf\w+|colonoscop\w+|papanicola\w+|abort\w+|embaraz\w+"
    r"|anticoncept\w+|f[eé]rtil\w*|infertil\w+|fertilidad|vasectom\w+|menopaus\w+|menstru\w+|depresi[oó]n|deprimid\w+|antidepres\w+|ansiedad|bipolar"
    r"|psiqui\w+|psic[oó]l\w+|suicid\w+|salud\s+mental|trastorno\w*|autis\w+|anorexia|bulimia|adicci\w+|adict\w+|alcoh[oó]l\w*|drogas?|opioide\w*"
    r"|sobredosis|coca[ií]na|hero[ií]na|marihuana|metadona|suboxone|rehabilitaci[oó]n|desintoxic\w+|sobri\w+|reca[ií]da\w*|demencia|alzheimer|p[aá]rkinson"
    r"|epilepsia|convulsi\w+|esquizo\w+|erecci\w+|sexual\w*|genital\w*|incontinencia|g[eé]nero|transg[eé]nero|diabet\w+|diab[eé]tic\w+|insulina"
    r"|az[uú]car(?:\s+(?:en\s+la\s+sangre|alta|baja))?|glucosa|asma|epoc|lupus|di[aá]lisis|trasplant\w+|obes\w+|sobrepeso|violencia|violaci[oó]n|abus\w+"
    r"|(?:[eé]l|ella|pareja|esposo|esposa|alguien)\s+(?:\w+\s+){0,2}(?:le\s+|lo\s+|la\s+)?(?:peg|golpe|amenaz|lastim|maltrat)\w+)\b",
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
