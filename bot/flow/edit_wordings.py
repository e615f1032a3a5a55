"""How people word a change, as patterns over folded text (lower case, no accents). English and Spanish side by side.

In a list of wordings a space stands for any white space and " | " parts one wording from the next.
"""

from __future__ import annotations

import re


def either(*lines: str) -> str:
    """Return a pattern for any of the wordings."""
    wordings = [wording.strip() for line in lines for wording in re.split(r"\s\|\s", line)]
    return "(?:" + "|".join(wording.replace(" ", r"\s+") for wording in wordings) + ")"


def _whole(*lines: str) -> re.Pattern[str]:
    """Return a pattern for one of the wordings as the whole text, courtesy around it allowed."""
    courtesy = r"(?:(?:please|pls|ok|thanks|por favor|gracias)\b|[\s.!?¡¿,])*"
    return re.compile(rf"{courtesy}{either(*lines)}(?![^\W_]){courtesy}")


_PLEASE = (
    r"(?:[\s,.!]+(?:please|pls|plz|thanks|thank you|first|instead|any\s?more|for\s+good|permanently|por favor|porfa|gracias"
    r"|para\s+siempre))*[\s.!]*$"
)
_TARGET = r"(?P<target>\S(?:(?!(?<!no)\.\s+\w)[^,;!\n])*?)"  # within one sentence; "no. 2" is none
_NEW = r"(?P<new>\S.*)$"
_NUMBER = (
    r"(?:(?:number|num|numero|no\.?|item|line|linea|tema|the|el|la|lo)\s+|#\s*)*\d{1,2}(?:st|nd|rd|th)?(?:\s+one)?"
)
_LINE = rf"(?P<target>{_NUMBER})\b[).]?"

# Small words before a change: "oh wait, can you ...".
LEAD = re.compile(
    r"\s*(?:"
    + either(
        r"please | pls | ok(?:ay)? | oh | no | yes | yeah | wait | hey | hmm+ | um+ | actually | but | and | so | just | let'?s",
        r"can (?:you|u) | could (?:you|u) | can i | you can | i want (?:you )?to | i(?:'d| would) like (?:you )?to",
        r"i need (?:you )?to | sorry | oops | whoops",
        r"por favor | porfa | perdon | disculpe | espere? | oiga | oye | pues | mejor | quisiera que | quiero que | me puede | me podria",
        r"puede | podria | puedes | podrias | quiero | quisiera | si | pero | y | bueno | ay | en realidad | la verdad | de hecho",
        r"nomas | solo | ups",
    )
    + r"\b[\s,.!:;-]*)*"
)

_REMOVE = either(
    r"take out | take off | cross out | cross off | leave out | leave off | remove | delete | erase | wipe | drop | scratch | strike",
    r"lose(?=\s+(?:the|that|number|#|\d))",
    r"get rid of | forget(?: about)? | never ?mind(?: about)? | nvm | ignore | don'?t (?:include|send|put) | don'?t tell them about",
    r"(?:i )?(?:do not|don'?t) (?:need|want|have) to (?:talk|ask|speak) about | (?:i )?(?:do not|don'?t) wanna talk about",
    r"(?:ya )?no (?:quiero|necesito|ocupo) hablar (?:de lo del?|del?|sobre) | tach[ae](?:r|n|me)?(?: lo de)?",
    r"no need (?:for|of) | ya no (?:ponga|pongan|incluya|mande) | no (?:ponga|pongan|incluya|incluyan|mande|envie) | ignor[ae]",
    r"quit[ae](?:r|le|n|me)?(?: lo de)? | borr[ae](?:r|me|n)?(?: lo de)? | elimin[ae](?:r|n)?(?: lo de)? | sa(?:ca|que|car|queme)",
    r"olvid(?:a|e|ar|ate de|ese de|elo)(?: lo de)?",
)
_IT_OUT = either(
    r"(?:take|leave|cross|get|keep) (?:it|that|them|this) (?:out|off)(?: the list)? | (?:delete|remove|erase|drop|scratch) (?:it|that)",
    r"get rid of (?:it|that) | (?:quit|borr|elimin|tach)[ae](?:me|n)?l[oa] | saqu(?:e|en|eme)l[oa]",
    r"(?:ya no|no) l[oa] (?:pong|incluy|mand)\w+ | es[ae] no (?:la|lo) (?:pong|incluy|mand)\w+",
)
_NOT_THERE = either(
    r"(?:should|does)(?:n'?t| not) (?:(?:need|have) to )?(?:be|go) (?:on )?(?:there|here|(?:the|that|my) list)",
    r"does(?:n'?t| not) belong(?: (?:there|here|on (?:the|my) list))? | no va(?: ahi)? | no deb(?:e|eria) (?:ir|estar)(?: ahi)?",
)
_INSTEAD = (
    r"(?:\s*[,.;:!-]+\s*|\s+)(?:"
    + either(
        r"it'?s really | it'?s | it is | but | instead | put | add | i have | what i have is",
        r"sino | mejor | es mas bien | es | pero | ponga | pon | lo que tengo es | tengo",
    )
    + r"\s+)+"
)

REMOVE = (
    re.compile(rf"{_REMOVE}\s+{_TARGET}{_INSTEAD}{_NEW}", re.DOTALL),
    re.compile(rf"(?:take|get)\s+{_TARGET}\s+(?:out|off|away)(?:\s+of\s+(?:there|here|it|the\s+list))?{_PLEASE}"),
    re.compile(rf"{_TARGET}\s+(?:deleted|removed|erased|wiped|taken\s+(?:out|off)|gone){_PLEASE}"),
    re.compile(rf"{_LINE}(?:\s[^\n]{{0,40}}?)?[\s,.;:-]+(?:(?:so|just|please|por\s+favor)\s+)?{_IT_OUT}{_PLEASE}"),
    re.compile(rf"{_TARGET}[\s,.;:-]+(?:(?:so|just|please|por\s+favor)\s+)?{_IT_OUT}{_PLEASE}"),
    re.compile(rf"{_TARGET}\s+{_NOT_THERE}{_PLEASE}"),
    re.compile(rf"{_LINE}[\s,]*(?:out|off|(?:borr|quit|elimin|saqu)\w+|remove|delete){_PLEASE}"),
    re.compile(rf"{_REMOVE}\s+{_TARGET}{_PLEASE}"),
)

_CHANGE = either(
    r"change | make | edit | fix | correct | update | replace | switch | cambi[ae](?:r|me|n)? | corri(?:ja|ge) | corregir",
    r"modifi(?:que|ca|car) | pon(?:ga|er|gan)? | reemplac[ea] | reemplazar",
)
_INTO = either(
    r"so it says | to say | to be | to | with | into | que diga | para que diga | a que diga | a | por | como",
)
_SHOULD = either(
    r"should be | should say | should read | needs to be | needs to say | has to say | must say",
    r"debe decir | debe ser | deberia decir | deberia ser | tiene que decir | tiene que ser",
)
_WRONG = r"(?:(?:is|was|es|esta)\s+(?:wrong|not\s+right|incorrect[oa]?|mal)[\s,.;:]*(?:it\s+)?)?"
_FIRST_WORDS = r"(?:first|primer|de\s+primer|al\s+principio|arriba|at\s+the\s+top|on\s+top|to\s+the\s+top)"
_MEANT = either(
    r"i (?:meant|ment)(?: to say)? | what i meant (?:is|was) | i should have said | i wanted to say | correction | make that",
    r"i mean | quise decir | queria decir | quiero decir | me refer(?:ia|i) a | debi decir | correccion | mas bien es",
)

REPLACE = (
    re.compile(rf"{_CHANGE}\s+{_TARGET}(?:\s+{_INTO}\s*:?|\s*(?::|->|=))\s+{_NEW}", re.DOTALL),
    re.compile(rf"{_CHANGE}\s+{_LINE}[\s:,]+(?!{_FIRST_WORDS}){_NEW}", re.DOTALL),
    re.compile(rf"{_LINE}\s+{_WRONG}{_SHOULD}\s*:?\s+{_NEW}", re.DOTALL),
    re.compile(rf"{_MEANT}(?!\s+to\b)[\s,:]+{_NEW}", re.DOTALL),
    re.compile(
        rf"(?:it'?s\s+|it\s+is\s+|its\s+)?(?:not|no\s+es|no\s+era|no(?=\s+(?:el|la|lo|los|las|mi|mis)\b))\s+{_TARGET}"
        rf"\s*[,;.]\s*(?:(?:but|it'?s|it\s+is|es|sino|era)\s+)*{_NEW}",
        re.DOTALL,
    ),
)

FIRST = (
    re.compile(
        rf"(?:put|move|make|bring)\s+{_TARGET}\s+(?:first|at\s+the\s+top|on\s+top|to\s+the\s+top|number\s+one){_PLEASE}"
    ),
    re.compile(rf"(?:start|begin|lead)\s+with\s+{_TARGET}{_PLEASE}"),
    re.compile(
        rf"(?:pon(?:ga|er|gan|me)?|muev[ae]|mover)\s+{_TARGET}\s+(?:de\s+)?(?:primer[oa]?|al\s+principio|arriba|al\s+inicio){_PLEASE}"
    ),
    re.compile(
        rf"(?:empie[cz][ea]n?|empezar|empecemos|comience|comenzar|comencemos)\s+(?:con|por)\s+{_TARGET}{_PLEASE}"
    ),
    re.compile(rf"(?:primero|primera)\s+(?P<target>(?:el|la|lo)\s+[^,;!\n]+?){_PLEASE}"),
    re.compile(
        rf"{_TARGET}\s+(?:(?:is|are|goes|should\s+be|should\s+go|comes)\s+)?(?:the\s+)?(?:most\s+important|main\s+one|first){_PLEASE}"
    ),
    re.compile(
        rf"{_TARGET}\s+(?:(?:es|son|va|vaya)\s+)?(?:(?:lo|el|la)\s+)?(?:mas\s+importante|de\s+primero|primer[oa]){_PLEASE}"
    ),
)

_SOMETHING = r"(?: (?:it|this|that|something|my answers?|an answer|one|the list|my list|algo|eso|esto|mis? respuestas?|la lista|uno|una))?"

ASKS = _whole(
    r"(?:(?:please|por favor|i want to|i need to|i would like to|i'd like to|can i|quiero|quisiera|puedo|necesito) )*"
    r"(?:change|changes|edit|fix|correct|cambi[aeo]r?|cambios|corregir|modificar|editar)"
    + _SOMETHING
    + r"(?: please| por favor)?",
)

TAKES_OUT = _whole(
    r"(?:please | por favor | just )?(?:remove|delete|erase|take out|drop|quit[ae]r?|borr[ae]r?|elimin[ae]r?)(?: (?:it|that|eso))?",
    r"take (?:it|that) (?:out|off) | nothing | none | nada | quit[ae]l[oa] | borrel[oa] | eliminel[oa] | s[aa]quel[oa]",
)

NEVER_MIND = _whole(
    r"never ?mind | nvm | nothing | none | no | nope | cancel that | forget it | no change | no changes | leave it | keep it",
    r"its fine | it's fine | ninguno | ninguna | nada | olvidelo | olvidalo | dejelo | dejalo | asi dejelo | sin cambios | asi esta bien",
)

_WIPE = either(r"delete | deleted | erase | wipe | remove | unsend | borr\w+ | elimin\w+")
_TAKE_BACK = either(
    r"take back | undo | scrub | get rid of | deshag\w+ | desag\w+ | deshacer | retir(?:e|ar|en)\w* | quit(?:e|ar|en|a)(?:l[oa]|me)?",
    r"saqu(?:e|en)(?:l[oa])? | (?:do not|don'?t) (?:keep|save|store) | no (?:guarden?|conserven?)",
)
_SAID = either(
    r"what i (?:\w+ )?(?:said|told|wrote|texted|sent|put|shared) | (?:that|the|this|my)(?: \w+){0,2} (?:text|message|msg)s?",
    r"lo que (?:te |le |les )?(?:dije|escribi|mande|conte|envie|puse) | (?:el|ese|este|mi)(?: \w+){0,2} (?:mensaje|texto)",
)
_MY_WORDS = either(
    r"i (?:said|told|wrote|texted|sent) | my (?:answers?|words|texts?|messages?|info\w*|data|responses?) | everything",
    r"the part about | what i told | last (?:thing|text|message|msg) | lo ultimo",
    r"dije | escribi | mande | conte | envie | la parte de | lo de | lo del | todo",
    r"es[ea] mensaje | mis? (?:respuestas?|palabras|mensajes?|datos|textos?)",
)
_FOR_GOOD = either(r"permanently | for good | forever | para siempre | por completo")
_REGRETS = either(
    r"(?:did(?:n'?t| not)|never) (?:mean|meant) to (?:send|say|tell|write|text) (?:you )?(?:that|this|it)",
    r"should(?:n'?t| not)(?: have|'?ve| of)? (?:said|told|sent|written) | no debi (?:decir|mandar|contar|escribir)\w*",
    r"regret (?:telling|saying|writing|sending) | wish i (?:had(?:n'?t| not|nt)|never|didn'?t) (?:said|told|tell|say|sent|send|written)",
    r"no (?:queria|quise) (?:mandar|decir|escribir|enviar)(?:le|les)? (?:eso|esto) | me arrepiento de (?:haber\w*|lo que)",
)
_KEPT_FROM = (
    r"(?:(?:do\s+not|don'?t)\s+want\b.{0,30}\b(?:see|know|read|hear)\b"
    r"|no\s+quiero\s+que\b.{0,30}\b(?:vea|vean|sepa|sepan|lea|lean)\b)"
    r".{0,20}\b(?:what\s+i\s+(?:said|told|wrote|sent|put)|lo\s+que\s+(?:le\s+|les\s+)?(?:dije|escribi|mande|conte|puse))"
)
# A wish for words to be gone for good, which is more than a line off the list.
ERASES = re.compile(
    rf"\b{_WIPE}\b.*\b(?:{_MY_WORDS}|{_SAID})\b|\b{_TAKE_BACK}\b.*\b{_SAID}\b"
    rf"|\b{_SAID}\b.{{0,40}}\b(?:{_WIPE}|{_TAKE_BACK})\b|\b(?:{_WIPE}|{_TAKE_BACK}|take)\b.*\b{_FOR_GOOD}\b"
    rf"|\b{_REGRETS}\b|\b{_KEPT_FROM}\b|^\W*unsend\b",
    re.DOTALL,
)

EVERYTHING = _whole(
    r"everything | it all | all | all of it | all of them | (?:all )?my answers | everything i (?:said|wrote|told you) | the whole list",
    r"todo | todo eso | todos | toda la lista | (?:todas )?mis respuestas | todo lo que (?:dije|escribi|mande)",
)

THE_LAST = _whole(
    r"that | it | this | that one | the last one | last one | the last | my last (?:answer|text|message) | what i (?:just )?said",
    r"(?:(?:the|that|my) )?last (?:thing|answer|text|message)(?: i (?:sent|said|wrote))?",
    r"eso | ese | esa | esto | lo ultimo | la ultima | el ultimo | lo que (?:acabo de decir|dije) | (?:mi ultimo|es[ea]) mensaje",
    r"lo ultimo que (?:mande|dije|escribi|puse)",
)

# At the read-back: this line and no other topic.
ONLY = re.compile(
    rf"(?:only|just|solo|solamente|nomas|nada\s+mas)\s+(?:keep\s+|send\s+|mande\s+|deje\s+)?(?P<target>(?:\S+\s+){{0,3}}?\S+?){_PLEASE}"
)

# At the read-back, where all that is left unsaid is right: "not the back thing", "everything but 2".
_FEW_WORDS = r"(?P<target>(?:\S+\s+){0,3}?\S+?)"
LEFT_OUT = (
    re.compile(rf"(?:but\s+)?not\s+(?=(?:the|my|that|about|number|#|\d)){_FEW_WORDS}{_PLEASE}"),
    re.compile(rf"(?:pero\s+)?no\s+lo\s+del?\s+{_FEW_WORDS}{_PLEASE}"),
    re.compile(rf"(?:lo\s+del?\s+|la\s+|el\s+)?{_FEW_WORDS}\s*,?\s+(?:no|ya\s+no){_PLEASE}"),
    re.compile(
        r"(?:(?:it'?s|its|esta)\s+)?(?:all|everything|the\s+rest|todo|toda)\s+(?:(?:is|looks|esta)\s+)?(?:(?:good|fine|ok|okay|right|correct|bien)\s+)?"
        rf"(?:but|except(?:\s+for)?|minus|besides|menos|excepto|salvo)\s+(?:lo\s+del?\s+)?{_FEW_WORDS}(?:[,.;].*)?{_PLEASE}"
    ),
)
CHANGES_A_LINE = re.compile(
    r"(?:please |pls |can i |i (?:want|need) to |quiero |por favor )*(?:change|fix|edit|correct|cambi\w*|corri[jg]\w*)"
    r" (?:the |la |el )?(?:line|number|num|no\.?|#|linea|numero)? ?\d{1,2}(?:st|nd|rd|th)?[ .!]*(?:please|pls|por favor|porfa)?[.!]*"
)
