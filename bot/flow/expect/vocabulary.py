"""The small words of short answers, in English and Spanish as people text them. Phrases are folded: see bot.agenda.tokens."""

from __future__ import annotations

from bot.flow.expect.phrases import phrases

YES = phrases(
    "yes | y | yes i do | yes i would | yes please | yea | yeah | yeah sure | yep | yup | ya | yas | yess | yesss",
    "yes yes | ye | ok | okay | okey | oki | k | kk | sure | sure thing | of course | absolutely | definitely",
    "certainly | correct | right | thats right | that is right | thats correct | that is correct | looks good",
    "looks right | looks fine | true | all good | its good | its fine | its right | it is right | thats fine",
    "fine | good | great | perfect | sounds good | yes send it | send it | send | go ahead | lets go | lets do it",
    "im in | im ready | ready | i do | i would | i guess | i guess so | why not | please do | alright | all right",
    "agreed | i agree | exactly | good to go | sounds right | sip | that works | works for me | happy to",
    "id like that | id love to | absolutly | defintely | yes maam | yes sir | affirmative | si | s | sii | siii",
    "si si | si por favor | si claro | claro | claro que si | por supuesto | desde luego | dale | va | vale",
    "bueno | bien | esta bien | todo bien | muy bien | correcto | es correcto | esta correcto | perfecto | exacto",
    "asi es | asi esta bien | de acuerdo | listo para empezar | adelante | vamos | empecemos | envielo | mandelo",
    "mandalo | enviar | si quiero | si me gustaria | me gustaria | con gusto | como no | orale | sale | ok si",
    "si esta bien | cierto | si envielo | si mandelo | si gracias | ta bien | esta bueno | esta perfecto",
    "todo correcto | me parece bien | okis",
)

NO = phrases(
    "no | n | nope | nah | naw | nop | noo | nooo | no no | no thanks | no thank you | no thx | not really",
    "not interested | not today | no need | i dont | i do not | i dont want to | dont want to | id rather not",
    "i would rather not | never | no im good | im good | no im fine | im fine | im ok | no im ok | not for me",
    "please no | no please | negative | i dont think so | dont think so | not right | thats not right",
    "thats wrong | wrong | its wrong | incorrect | not correct | no gracias | no quiero | no me interesa",
    "no hace falta | no es necesario | no por favor | no señor | no señora | nel | nel pastel | asi estoy bien",
    "nel asi estoy bien | mejor no | prefiero no | no deseo | hoy no | para nada | no creo | incorrecto",
    "no es correcto | esta mal | no esta bien",
)

DONT_KNOW = phrases(
    "idk | i dk | dk | dunno | i dunno | dont know | i dont know | i do not know | i really dont know | no idea",
    "not sure | im not sure | i am not sure | unsure | no clue | i have no idea | who knows | cant think of any",
    "cant think of anything | i cant think of anything | nothing comes to mind | hmm | hm | um | uh | maybe",
    "not that i know of | i forget | i forgot | not that i can think of | nothing i can think of | cant remember",
    "i cant remember | im not sure yet | not sure yet | no se | no lo se | ni idea | no tengo idea",
    "no estoy seguro | no estoy segura | no sabria decir | quien sabe | nose | no c | no sabria | tal vez | quiza",
    "quizas | no se me ocurre nada | no se me ocurre | no recuerdo | no me acuerdo | pues no se | la verdad no se",
    "no se la verdad | todavia no se | aun no se | beats me | you tell me | u tell me | hard to say | never thought about it",
    "nothing is coming to mind | drawing a blank | my mind is blank | no se me viene nada | nada se me ocurre | sepa | sepa dios",
    "no se me viene nada a la mente | no lo he pensado | nunca lo habia pensado | usted digame | digame usted | no se bien",
    "no estoy muy segura | no estoy muy seguro",
)

NOTHING = phrases(
    "nothing | nothing really | nothing in particular | nothing special | nothing much | nothing new | not much",
    "not really | none | n a | na | no | nope | nah | i guess nothing | same as always | same old | not anything",
    "nothing at all | nada | nada en especial | nada especial | nada en particular | nada nuevo | la verdad nada",
    "nada realmente | realmente nada | no mucho | casi nada | pues nada | nada de nada | ninguno | ninguna",
    "no nada | no nothing | no nada en especial | no nothing really | no not really | la verdad no | pues no",
    "no realmente | nada por el momento | all good | im good | im fine | im ok | doing good | doing fine | no complaints",
    "i dont have anything | dont have anything | still nothing | cant complain | i have nothing | todo bien | estoy bien",
    "ando bien | todo normal | no tengo nada | no tengo nada que decir | sin novedad | todo igual | nada que decir",
    "sigo igual | nada todavia | im feeling good | feeling good | feeling fine | i feel fine | i feel good | i feel great",
    "me siento bien | me siento muy bien",
)

# After "is there something else?": the patient has said everything.
NOTHING_ELSE = phrases(
    "done | im done | i am done | all done | finished | im finished | finish | thats all | that is all | thats it",
    "thats it for now | thats all for now | that is it | thats everything | that is everything | nothing else",
    "nothing more | no more | nothing | none | no thats all | no thats it | nothing else thanks | all set",
    "im all set | im set | i think thats it | ok thats it | i think thats all | thats about it | not right now",
    "not now | thats all i have | thats all i got | nope thats it | all | just that | only that | just those",
    "just this | that would be all | thatll be all | thats plenty | thats enough | enough | dats it | thats al",
    "nothin | nothin else | nuthin | nah thats it | not at this time | not that i can think of | the end | listo",
    "lista | ya | ya esta | ya es todo | es todo | eso es todo | seria todo | eso seria todo | todo | nada mas",
    "nada | no mas | ya no | no hay mas | no nada mas | nada mas gracias | solo eso | solamente eso | nomas eso",
    "nomas | eso nomas | por ahora nada | por ahora no | por el momento no | por ahora es todo | ninguna otra",
    "ninguna | ninguno | termine | ya termine | he terminado | terminado | fin | no tengo mas | no hay otra cosa",
    "no otra cosa | es todo por ahora | ya quedo | con eso | con eso es todo | nada por ahora",
    "no gracias es todo | no es todo | no eso es todo | eso | solo | asi nomas",
)

NOT_NOW = phrases(
    "not now | not right now | now is not the time | not the time | not a good time | not yet | not at this time",
    "not today | maybe later | later | another time | im not ready | not ready | im not ready yet | not ready yet",
    "nothing right now | not at the moment | no not now | nothing now | i cant right now | cant right now",
    "ahora no | no ahora | por ahora no | ahorita no | todavia no | aun no | no es el momento",
    "no es buen momento | mas tarde | now is not a good time | this is not a good time | not a good time now",
    "mejor luego | mejor despues | no es buen momento ahora | luego | despues | en otro momento | no estoy listo",
    "no estoy lista | por el momento no | tal vez luego | hoy no | no por ahora",
)

# The patient has had enough questions, or leaves the rest to us.
ENOUGH = phrases(
    "too many questions | so many questions | this is too many questions | enough questions | no more questions",
    "too long | this is too long | its too long | this is too much | too much | stop asking | stop asking me",
    "stop asking questions | you decide | you choose | you pick | up to you | its up to you | whatever you think",
    "whatever | just tell the doctor | tell the doctor | just tell my doctor | just tell them | just send it",
    "just send that | let the doctor decide | ill tell the doctor | i will tell the doctor | ill tell my doctor",
    "ill talk to the doctor | ask my doctor | i have no time | i dont have time | i dont have time for this",
    "no time for this | im tired of questions | i already told you | thats enough | demasiadas preguntas",
    "son demasiadas preguntas | muchas preguntas | son muchas preguntas | ya no mas preguntas | no mas preguntas",
    "ya no quiero mas preguntas | basta de preguntas | basta | es mucho | esto es mucho | muy largo",
    "es muy largo | esta muy largo | usted decida | decida usted | decidan ustedes | ustedes decidan",
    "lo que usted diga | como usted quiera | lo que ustedes digan | solo digale al doctor",
    "solo digale a la doctora | digale al doctor | digale a la doctora | diganle al doctor | diganle a la doctora",
    "se lo digo al doctor | le digo al doctor | hablo con el doctor | ya les dije | no tengo tiempo",
    "ya no quiero contestar | ya no quiero responder | me canse de preguntas | ustedes deciden | usted decide",
)

# Said around an answer, and no answer by itself.
POLITE = phrases(
    "please | pls | plz | tbh | thanks | thank you | thank u | thx | ty | thanks a lot | thank you so much",
    "many thanks | ok | okay | hi | hello | hey | good morning | good afternoon | good evening | bye | goodbye",
    "god bless | have a good day | great | cool | sorry | well | so | oh | ah | um | uh | hmm | lol | haha",
    "there | im here | i am here | im back | i am back | here | back | doctor | doc | maam | sir | now | just",
    "actually | got it | will do | sounds good | sure | yes | good | perfect | nice | no | you too | same to you",
    "see you | see you then | see you soon | talk soon | take care | no problem | appreciate it | yay | por favor",
    "porfa | porfavor | gracias | muchas gracias | mil gracias | hola | buenos dias | buenas tardes",
    "buenas noches | buenas | adios | hasta luego | nos vemos | dios los bendiga | dios le bendiga | bendiciones",
    "perdon | disculpe | pues | ay | bueno | doctora | aqui estoy | ya estoy aqui | aqui | ya volvi | ya regrese",
    "right now | at the moment | honestly | at this point | ahorita | ahora | por ahora | por el momento | la verdad",
    "thank god | gracias a dios | igualmente | entendido | de acuerdo | si | claro | vale | bien | esta bien | perfecto | de nada",
    "que tenga buen dia | buen dia | que este bien | nos vemos pronto",
)

# "ok here": the patient is back after a while.
HERE = phrases(
    "ok | okay | hi | hello | hey | here | im here | i am here | ok here | back | im back | i am back | ready",
    "im ready | ok ready | ok now | now | good morning | good afternoon | good evening | still here | sorry",
    "sorry im late | sorry for the delay | lets go | lets continue | sorry just saw this | just saw this | yes",
    "yes im here | are you there | you there | continue | resume | start | go on | im back now | back now",
    "i apologize for the delay | my apologies | apologies | sorry for the wait | sorry it took so long | sorry for the late reply",
    "disculpe la demora | perdon por la demora | disculpe la espera | perdon por tardar | una disculpa | disculpen la tardanza",
    "im home now | ok im here | ok im back | hi im back | hello again | aki toy | aki estoy | aqui toy | hola",
    "aqui | aqui estoy | ya estoy aqui | ya estoy | ya volvi | ya regrese | listo | lista | buenas | buenos dias",
    "buenas tardes | buenas noches | perdon | disculpe | disculpe la tardanza | perdon la tardanza | sigamos",
    "seguimos | ok sigamos | seguir | continuar | continuemos | ya puedo | ahora si | ahora si puedo | si | siga",
    "empezar | vamos",
)

SEND = phrases(
    "thats it | that is it | thats all | that is all | thats everything | nothing to change | no changes",
    "send it then | go ahead and send it | mandela | mandelo | mandala | enviela | envielo | mandela asi | si mandela | si mandelo",
    "no change | done | im done | all good | good to go | go ahead | send it as is | as is | send it like that",
    "no that is it | nothing else | leave it | eso es todo | es todo | nada que cambiar | sin cambios",
    "ningun cambio | listo | esta bien asi | asi esta bien | asi nomas | manden | mandenlo | ok manden",
    "mandelo asi | asi mandelo | dejelo asi | nada mas | adelante",
)

RETURNED = phrases(
    "im back | i am back | back again | here again | ok here | im here now | can talk now | i can now",
    "im free now | lets finish | lets continue | lets keep going | where were we | where did we leave off",
    "ready now | pick up where we left off | back on | ya puedo | ya volvi | ya regrese | ya estoy | ya listo",
    "ya lista | otra vez terminemos | hola otra vez | terminemos | sigamos | seguimos | ahora si",
    "donde nos quedamos | en que ibamos | aqui estoy | aki toy | aqui toy | podemos seguir | podemos seguirle",
)

GO_ON = phrases(
    "continue | continue please | please continue | continuar | seguir | siga | go on | sigamos | continuemos",
    "resume",
)
