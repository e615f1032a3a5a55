"""Which aside it is exactly, where the intents that Rasa knows are broader than what can be answered."""

from __future__ import annotations

import re

from bot.agenda.tokens import words
from bot.flow.edits import flat

_NUMBER = r"(?:number|#|digits|cell|phone|numero|telefono|celular|cel)(?!\w)"
_HOW_COME = re.compile(
    rf"\b(?:no|nunca) (?:les?|te) (?:di|he dado) (?:yo )?(?:mi|este)\s+{_NUMBER}"
    rf"|\b(?:never|didn'?t|don'?t remember) (?:give|gave|giving) (?:you|u|yall) (?:my|this)\s+(?:\w+\s+)?{_NUMBER}|"
    rf"(?<!\w)(?:who|whod|how|howd|where|whered|why|quien(?:es)?|como|de donde|por que|con que)\b.{{0,30}}"
    rf"(?:my|mi|this|este)\s+(?:\w+\s+)?{_NUMBER}"
    r"|\bwho told (?:you|u)\b.{0,20}\b(?:text|message|contact)|\bquien les (?:dijo|pidio)\b.{0,25}\b(?:escrib|mand|texto)"
)
_MACHINE = re.compile(
    r"\b(?:are|r|is|am i)\s+(?:you|u|this|it|texting|talking)\s+(?:\w+\s+){0,2}(?:bot|robot|machine|computer|human|person|ai|automated)\b"
    r"|\b(?:eres|es)\s+(?:usted\s+)?(?:un|una)?\s*(?:bot|robot|maquina|persona de verdad)\b|\bquien (?:eres|me escribe|es usted)\b"
    r"|\b(?:scam|phishing|fraud|legit|spam|fake|hackers?|estafa|engano|fraude)\b|\b(?:son|es) de (?:mi|la) clinica\b"
    r"|\b(?:prove|how do i know)\b.{0,25}\b(?:clinic|office|doctor|drs?|real)\b|\breally (?:from )?my (?:clinic|doctor)\b"
)
_NO_VISIT = (  # what people call off beside a visit
    r"(?:text|mess|msg|mensaj|surg|ciru|oper|mri|scan|test|exam|colon|terap|therap|prescri|refill|rx|med|pill|order|orden|insur|segur"
    r"|plan|subscr|suscr|membership|card|tag|ride)"
)
_CALLS_OFF = re.compile(
    rf"\b(?:need|needa|want|wanna|have|gotta|got|like|going|gonna|please|pls|plz|can|could|must|better|rather|hafta)\s+"
    rf"(?:\w+\s+){{0,3}}cancel+\b(?!\s+(?:\w+\s+){{0,2}}{_NO_VISIT})"
    rf"|^(?:\W|(?:hi|hello|hey|please|pls|no|sorry|ok|yes|just|hola|si|perdon|disculpe)\b)*cancel+\s+(?!(?:\w+\s+){{0,2}}{_NO_VISIT})"
    r"|\bcancel+\s+(?:it|this|that|my|the)?\s*(?:app|apt|appt|appointment|visit|check\s?up|mon|tue|wed|thu|fri|tomorrow)"
    r"|^(?:\W|(?:hi|hello|sorry|no|i|im|i'm|we|were)\b)*(?:wo'?nt|can'?t|not)\s+(?:be\s+(?:there|coming|able\s+to\s+(?:come"
    r"|make\s+it|attend))|coming\b)"
    r"|\bno\s+(?:appointment|appt|visit)\s+for\s+me\b|\b(?:give|let)\s+(?:my|someone|somebody).{0,10}\b(?:spot|slot)\b"
    r"|\boff\s+(?:the|your)\s+schedule\b"
    rf"|\b(?:cancel|anul)(?:o|ar|e|en|a|arla|arlo|enla|ela|ame|eme|enme|emela|enmela|armela)\b(?!\s+(?:\w+\s+){{0,2}}{_NO_VISIT})"
    r"|\b(?:quit|saqu|borr)\w+\s+de\s+(?:la|mi|esa)\s+(?:cita|agenda|consulta)\b"
    r"|\bno\s+(?:voy|vamos)\s+(?:a\s+)?(?:poder\s+)?(?:ir|llegar|asistir)(?:\W*$|.{0,12}\b(?:cita|consulta)\b)"
)
_WRONG = re.compile(
    r"\bwrong (?:number|person|#|guy|gal|lady|man|woman|dude|girl|phone|cell|house|patient)\b|\bnew phone,? who\b"
    r"|\bthis (?:number|phone) (?:belongs to|is (?:now )?(?:a|an|for) )|\b(?:numero|telefono|celular) es de (?:un|una)\b"
    r"|\bnever been to (?:your|that|ur) (?:clinic|office)\b|\bnunca he ido a (?:esa|su) (?:clinica|consulta)\b|\bno (?:la|lo) conozco\b"
    r"|\b(?:don'?t|do not) know (?:her|him|any (?!other|good|more|of))\w*\W*$|\b(?:numero|telefono) incorrecto\b"
    r"|\b(?:she|shes|she's|he|hes|he's|ella|el) (?:ya )?(?:got|has|changed|have|tiene|cambio) (?:a |an |de |su )?(?:different"
    r"|new|another|her|his|otro)?\s*"
    r"(?:number|phone|numero|telefono)\b"
    r"|\b(?:not|ain'?t) (?:your|ur|a) patient\b(?: (?:there|of yours|at your)|\W*$)"
    r"|\b(?:meant|trying) to (?:text|reach) (?:someone|somebody) else\b|\bphone (?:doesn'?t|does not) belong\b"
    r"|\b(?:numero|persona) (?:equivocad[oa]|ekivocad[oa])\b|\bse equivoc\w+ de (?:numero|persona)\b"
    r"|\besta equivocad[oa],? (?:yo )?soy\b|\bme confund\w+ con\b"
)
_INSURERS = r"(?:blue\s+cross|bcbs|aetna|cigna|humana|united\s?health\w*|kaiser|medicaid|medicare|medi-?cal|tricare|molina|anthem)"
_BILL = re.compile(
    rf"\b(?:is|do|does|are|can|will|take|accept|agarran|aceptan|toman|reciben|trabajan)\b.{{0,25}}\b{_INSURERS}\b.{{0,25}}$"
    r"|\b(?:got|received|sent)\b.{0,10}\b(?:a|the) bill\b|\bcharged (?:me )?twice\b"
    r"|\bhow much (?:will|does|is|would) (?:this|it|the visit)\b|\bcobraron\b|\bcuanto (?:me )?(?:va a costar|cuesta la cita)\b"
    r"|\b(?:llego|mandaron)\b.{0,10}\b(?:un|una|la) (?:bil|bill|factura|cuenta)\b"
    r"|\b(?:do|does)\s+(?:you|u|ya'?ll|they|the\s+clinic)\s+(?:guys\s+)?(?:take|accept)\s+(?!a\s+(?:look|picture))(?:my\s+)?\w+(?:\s+\w+)?\W*$"
    r"|\b(?:lo|esto|la\s+(?:cita|consulta))\s+(?:cubre|paga)\b|\bquien\s+(?:llamo|pregunto|veo)\b.{0,15}\b(?:cuenta|factura|cobro|bil)\b"
)
_OTHER_DAY = re.compile(
    r"\b(?:can|could|do|have|need|want)\b.{0,20}\b(?:another|different|diff|other)\s+(?:day|time|date)\b"
    r"|\b(?:anything|something|any\s+opening\w*|any\s+slots?|appointment|appt|visit)\s+(?:any\s+)?(?:sooner|earlier|later)\b"
    r"|\b(?:phone|video|telehealth|virtual|zoom)\s+(?:visit|appointment|appt|call)\s+instead\b"
    r"|\b(?:that\s+day|(?:on|the)\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?)\b.{0,10}\bso\s+i\s+(?:can'?t|cannot|won'?t)\b"
    r"|\b(?:re-?schedule|reagend\w+|reprogram\w+|posponer|aplazar)\b|\bhay algo mas (?:temprano|tarde)\b"
    r"|\b(?:puedo|podria)\s+ir\s+(?:hoy|manana|antes|(?:el|otro|la\s+otra)\s+(?:dia|semana|lunes|martes|miercoles|jueves|viernes|sabado))\b"
    r"|\b(?:puede|podria|seria)\b.{0,15}\b(?:ser )?por (?:telefono|video\w*)"
    r"|\b(?:pas\w+|mov\w+|cambi\w+)\b.{0,15}\b(?:para|pa|al)\s+(?:el|la)?\s*(?:lunes|martes|miercoles|jueves|viernes|sabado|otra\s+semana|proxima\s+semana)\b"
    r"|\bpodemos dejarlo\b|\b(?:puede|puedo|seria|cambi\w+)\b.{0,20}\botr[oa] (?:dia|hora|fecha|semana)\b"
)
_WRONGED = re.compile(
    r"\b(?:you|u|ya'?ll|this clinic|that clinic|your \w+|the nurse|the doctor|front desk)\b.{0,30}"
    r"\b(?:ignor\w+|never listen\w*|messed up|so rude|rude to|treat\w* me|brush\w+ (?:me )?off|don'?t care|didn'?t listen|lost my \w+)\b"
    r"|\b(?:talked|spoke) (?:to|down to) me like\b|\b(?:are you|r u) (?:kidding|serious|joking)\b|\bfu people\b"
    r"|\b(?:will not|won'?t) be (?:spoken|talked|treated)\b|\bno voy a (?:permitir|dejar) que me (?:hablen|traten|falten)\b"
    r"|\bfile a complaint\b|\bworst (?:clinic|doctor|place)\b"
    r"|\b(?:being|been) (?:brushed|blown) off\b|\b(?:no one|nobody) (?:ever )?(?:cares|calls (?:me )?back|listens)\b|\blike a number\b"
    r"|\bme (?:hablo|hablaron|trato|trataron) (?:como|mal|bien feo|feo|muy mal)\b"
    r"|\bni (?:me|nos) (?:miro|vio|escucho|hicieron caso|pelo|pelaron)\b"
    r"|\bno me (?:hagan|hacen|hicieron|haga|hace) caso\b|\b(?:poner|meter|levantar) una queja\b|\bpuras mentiras\b|\bincompetentes\b"
    r"|\b(?:pesim[oa]|mal) (?:servicio|atencion|clinica|trato)\b|\bno les importa(?:mos| uno)?\b|\bpuro (?:cuento|pretexto)\b"
    r"|\b(?:me ignoraron|nunca (?:me )?escuchan?|la regaron|me tratan? (?:como|mal)|enojad[oa] (?:con|por)|falta de respeto)\b"
)
_RESULT = (
    r"(?:results?|labs?|lab\s?work|blood\s?(?:test|work)|x-?rays?|mri|ct|cat\s+scan|scan|biops\w+|a1c|pap|culture|ultrasound|mammogram"
    r"|(?:urine|eye|stress|lab)\s+tests?|reports?|numbers|reportes?|tomograf\w+|numeros"
    r"|resultados?|laboratorios?|radiograf\w+|examen(?:es)?|analisis|resonancia|biopsia|estudios|placas?|ultrasonido|mamograf\w+)"
)
_ASKS_RESULT = re.compile(
    rf"\b(?:are|is|did|have|has|when|what|whats|any|where|got|ya|cuando|que|ver)\b.{{0,30}}\b{_RESULT}\b"
    r"(?:.{0,20}\b(?:in|back|ready|arriv\w+|say|said|show\w*|come|came|yet|results)\b|\W*$)"
    rf"|\b(?:still\s+)?(?:waiting|been\s+waiting)\b.{{0,20}}\b(?:on|for|hear|about)\b.{{0,20}}\b{_RESULT}\b"
    rf"|\b(?:anyone|anybody|somebody|someone|you|u|doctor|they)\s+(?:guys\s+)?(?:look(?:ed)?\s+at|see|seen|get|got|read|check(?:ed)?|have)\b.{{0,15}}\b{_RESULT}\b"
    r"|\bwhat\s+(?:were|was|are)\s+my\s+(?:numbers|levels|readings)\b"
    rf"|\b(?:sigo\s+)?esperando\b.{{0,15}}\b{_RESULT}\b|\b(?:vieron|vio|llego|llegaron|recibieron|tienen)\b.{{0,15}}\b{_RESULT}\b"
    r"|\bcuanto\s+(?:me\s+)?salio\b|\bcomo\s+(?:me\s+)?salio\b"
    rf"|\b(?:estan|llegaron|salieron|salio|dijo|tienen|listos?|cuando)\b.{{0,30}}\b{_RESULT}\b|\b(?:word|news) on my {_RESULT}\b"
)
_FEARS = re.compile(r"\b(?:worr\w+|scared|afraid|nervous|anxious|preocup\w+|miedo|nervios\w*|angusti\w+)\b")
_ASKS_WAY = re.compile(
    r"\b(?:where\s+(?:do|should|can|are|is)\s+(?:i|we|you|u|it|the\s+(?:clinic|office|entrance))\b(?!.{0,20}\b(?:result|pill|send))"
    r"|what'?s?\s+(?:is\s+)?(?:the|your)\s+address|(?:which|what)\s+(?:floor|building|suite|door)|how\s+do\s+i\s+get\s+(?:to|there)"
    r"|is\s+(?:it|there)\s+(?:the\s+building|parking)|donde\s+(?:me\s+)?(?:estaciono|queda|quedan|es\b|esta\b|estan)"
    r"|cual\s+es\s+la\s+direccion"
    r"|can\s+i\s+park|puedo\s+estacionar\w*|en\s+que\s+calle"
    r"|where'?s\s+(?:the\s+)?(?:parking|entrance|office|clinic)|(?:which|what)\s+(?:entrance|bus|train|exit|street)\b"
    r"|is\s+it\s+(?:at\s+)?(?:the\s+)?same\s+(?:place|building|office|location)|(?:manda\w*|da\w*|pasa\w*)\s+(?:la\s+)?direccion"
    r"|donde\s+(?:hay|esta)\s+(?:el\s+)?estacionamiento|(?:por\s+)?cual\s+(?:puerta|entrada)|que\s+(?:camion|bus|autobus|metro|guagua)\b"
    r"|es\s+en\s+(?:el\s+|la\s+)?(?:mism[oa]|otr[oa])\s+(?:lugar|edificio|clinica|oficina)"
    r"|en\s+que\s+(?:piso|edificio)|como\s+llego|por\s+donde\s+(?:entro|entra|llego)|es\s+el\s+edificio)"
)
_WAY = re.compile(
    r"\b(?:park(?:ing)?|address|floor|directions?|building|bus|map|located|suite|entrance|estacion\w*|direccion|piso|edificio|camion)\b"
)
_PREPARES = re.compile(
    r"\b(?:do i (?:need|have) to|should i|must i|tengo que|hay que|debo|voy)\b.{0,25}\b(?:fast|fasting|ayunas|ayuno)\b"
)
_OTHERS = (
    r"(?:ex|boss|employer|husband|wife|insurance|police|immigration|ice|landlord|work|job|family|kids|anyone|anybody|patron|jefe|esposo"
    r"|esposa|marido|trabajo|seguro|migra|policia|familia|hijos)"
)
_MINE = re.compile(
    rf"\b(?:can|will|does|do|could|would|puede|pueden|va|van)\b.{{0,25}}\b{_OTHERS}\b.{{0,15}}"
    r"\b(?:see|read|get|access|ver|leer|saber|enterarse)\b.{0,10}\b(?:this|these|what|my answers|esto|estos|lo que|mis respuestas)\b"
    rf"|\b(?:these|this|my answers|esto|estos)\b.{{0,15}}\b(?:go|goes|sent|shown|llega|va|mandan|ensenan)\b.{{0,6}}\b(?:to|a"
    rf"|al)\b.{{0,8}}\b{_OTHERS}\b|"
    r"\bwhat (?:do|will|are|r) (?:you|u|they|yall) (?:do|doing|gonna do|going to do|use)?\s*(?:with|w)?\s*"
    r"(?:my|this|the|what i)\s+(?:info\w*|answers?|data|words|texts?|say|write|tell)\b"
    r"|\bque (?:hacen|hace|haran|van a hacer|va a hacer) con (?:mi|mis|la|esta|lo que)\s+(?:info\w*|respuestas?|datos|digo"
    r"|escribo|mensajes?|pongo)\b"
    r"|\bwhere (?:does|do|is|will) (?:this|my|it) (?:info\w*|answers?|data|go)\b|\b(?:a )?donde va (?:esto|mi info\w*|lo que)\b"
)
_LANGUAGES = (
    r"(?:vietnamese|creole|kreyol|arabic|somali|chinese|mandarin|cantonese|russian|korean|tagalog|portuguese|french|hindi|urdu|nepali"
    r"|swahili|ukrainian|farsi|punjabi|hmong|mixteco|quiche|k'?iche|mam|nahuatl|zapoteco|kanjobal|criollo|portugues|frances|chino|arabe"
    r"|sign\s+language|asl|lengua\s+de\s+senas)"
)
_INTERPRETER = re.compile(
    rf"\b(?:speaks?|interpreter|translator|talk\s+in|habla|hablo|hable|hablan|interprete|traductor)\b.{{0,20}}\b{_LANGUAGES}\b"
    rf"|\b{_LANGUAGES}\s+(?:interpreter|translator|speaker|speaking|only)\b|\b(?:in|en)\s+{_LANGUAGES}\s*(?:please|pls|por favor)?\W*$"
)
_TYPES_FOR = re.compile(
    r"\b(?:its|it'?s|this\s+is|im|i'?m|es|soy)\s+(?:the|his|her|their|el|la|su)\s+"
    r"(?:\w*son|\w*daughter|wife|husband|brother|sister|niece|nephew|mother|father|caregiver|nurse|aide|hij[oa]|niet[oa]|espos[oa]"
    r"|herman[oa]|sobrin[oa]|cuidador[a]?|enfermer[oa])\s+(?:who\s+is\s+|(?:el|la)\s+)?(?:que\s+)?"
    r"(?:typing|texting|writing|answering|escribe|contesta|responde|escribiendo|contestando)\b"
)
_RUNS_LOW = re.compile(
    r"\b(?:pills?|meds?|medicines?|drops|spray|inhaler|cream|ointment)\b.{0,6}\b(?:about|almost|nearly)\s+(?:gone|out|done)\b"
    r"|\b(?:renuev|resurt)\w+\s+(?:la|el|las|los|mi|mis)\b|\bmanden?\s+(?:mis?|las?|los?)\s+(?:gotas|pastillas?|medicinas?|crema|pomada|receta)\b|"
    r"\b(?:only|just|barely)\s+(?:have|got)\b.{0,25}\b(?:days?|pills?|doses?|tablets?)\b.{0,12}\b(?:left|worth)\b"
    r"|\b(?:solo|nomas|nada\s+mas)\s+(?:me\s+)?(?:tengo|quedan?|hay)\b.{0,25}\b(?:pastillas?|medicinas?|dosis)\b"
)
_DENIED_LANGUAGE = re.compile(
    r"\b(?:no|not|don'?t|doesn'?t|can'?t|cannot|poco)\b[^.,;!?\n]{0,25}\b(?P<language>english|ingles|spanish|espanol)\b"
    r"(?!\s*(?:please|pls|por\s+favor|porfa))"
)
_MONEY = re.compile(
    r"\b(?:bill\w*|cost\w*|pay\w*|copay|charge\w*|cover\w*|insurance|medicaid|medicare|price|owe|refund|deductible"
    r"|cobr\w+|cuest\w+|pag\w+|copago|cubre\w*|seguro|aseguranza|precio|debo|factura|bil|cuenta)\b"
)


def nearer(kind: str, text: str) -> str:
    """Return the aside that fits the words best."""
    folded = flat(text)
    if kind != "wrong_person" and _INTERPRETER.search(folded):
        return "unsupported_language"
    if kind in ("who_are_you", "angry_complaint") and _HOW_COME.search(folded):
        return "who_gave_number"
    if kind == "proxy_speaking" and _WRONG.search(folded):
        return "wrong_person"
    if kind == "billing_question" and not _MONEY.search(folded):
        if re.search(rf"\b{_RESULT}\b", folded):
            return "test_result"
        return "directions" if _WAY.search(folded) or _ASKS_WAY.search(folded) else kind
    return beside(text) or kind if kind in _BROAD else kind


def language_meant(text: str, named: str) -> str:
    """Return the language that is asked for by a text that names one: "no speak english" asks for the other."""
    denied = _DENIED_LANGUAGE.search(flat(text))
    if denied is None:
        return named
    return "es" if denied["language"] in ("english", "ingles") else "en"


def beside(text: str) -> str | None:
    """Return the aside that a short text surely is, whatever it was taken for; None for most texts."""
    folded = flat(text)
    if len(words(text)) > _SHORT:
        return None
    found = next((kind for kind, pattern in _SURE if pattern.search(folded)), None)
    return None if found == "test_result" and _FEARS.search(folded) else found


_BROAD = ("ask_medical_advice", "who_are_you", "who_reads_this", "stop_texts", "greet_goodbye", "help", "talk_to_human")
_SHORT = 14  # words
_SURE = (
    ("wrong_person", _WRONG),
    ("unsupported_language", _INTERPRETER),
    ("who_gave_number", _HOW_COME),
    ("who_are_you", _MACHINE),
    ("proxy_speaking", _TYPES_FOR),
    ("billing_question", _BILL),
    ("refill_request", _RUNS_LOW),
    ("reschedule_or_cancel", _OTHER_DAY),
    ("reschedule_or_cancel", _CALLS_OFF),
    ("who_reads_this", _MINE),
    ("ask_medical_advice", _PREPARES),
    ("directions", _ASKS_WAY),
    ("test_result", _ASKS_RESULT),
    ("angry_complaint", _WRONGED),
)
