"""The second look: what Rasa took a text for is believed only where the words and the question bear it out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.flow import moves
from bot.flow.evidence import asks, borne_out
from bot.flow.model import Stage
from bot.flow.moves import Aside, Move
from bot.flow.nearer import beside, nearer
from bot.flow.noticing import had_enough, private_data, tells_of_a_death, wants_secrecy
from bot.flow.reply import Piece, Reply
from tests.flow.talk import Talk, read_back, talk


def reply(text: str) -> Reply:
    return Reply((Piece(1, text),))


@pytest.mark.parametrize(
    "move",
    [
        moves.Pause(reply("walking after dinner")),
        Aside(reply("que sea algo en el cerebro"), "link"),
        Aside(reply("he says there is a dragon in there"), "billing_question"),
        Aside(reply("bp was hi agn"), "greet_goodbye"),
        Aside(reply("my blood pressure pills"), "refill_request"),
        Aside(reply("quit limping"), "stop_texts"),
        Aside(reply("mah stomick be hurtin after i eat greasy"), "ask_medical_advice"),
        moves.SwitchLanguage(reply("nada en especial"), "es"),
    ],
)
def test_a_guess_without_a_word_for_it_is_an_answer(move: Move):
    assert not borne_out(move)

    asked = talk("my knee", "no")
    assert move.reply is not None
    asked.play(type(move)(**(vars(move) | {"reply": asked.reply(move.reply.text)})))

    kept = asked.agenda.answer("goal")
    assert kept is not None and kept.words == move.reply.text


@pytest.mark.parametrize(
    "move",
    [
        moves.Pause(reply("cant talk now")),
        moves.Pause(reply("al rato contesto")),
        moves.Skip(reply("rather not say")),
        moves.Skip(reply("la que sigue")),
        moves.Back(reply("can we go back")),
        moves.Repeat(reply("como dijo?")),
        moves.Undo(reply("oops undo that")),
        moves.Change(reply("need to fix something")),
        moves.Done(reply("thats it for me")),
        moves.SwitchLanguage(reply("habla español?"), "es"),
        Aside(reply("who is this"), "who_are_you"),
        Aside(reply("quién lee esto"), "who_reads_this"),
        Aside(reply("can someone ring me"), "talk_to_human"),
        Aside(reply("need more lisinopril"), "refill_request"),
        Aside(reply("can't make it Tuesday"), "reschedule_or_cancel"),
        Aside(reply("you people never listen"), "angry_complaint"),
        Aside(reply("soy su hija"), "proxy_speaking"),
        Aside(reply("wrong number"), "wrong_person"),
        Aside(reply("muchas gracias"), "thanks"),
        Aside(reply("good morning"), "greet_goodbye"),
        Aside(reply("send me the web page"), "link"),
        Aside(reply("ya no"), "stop_texts"),
        Aside(reply("enough"), "stop_texts"),
        Aside(reply("is it ok to walk on it"), "ask_medical_advice"),
        Aside(reply("tôi không hiểu"), "unsupported_language"),
        moves.GoOn(),
    ],
)
def test_a_guess_with_a_word_for_it_is_believed(move: Move):
    assert borne_out(move)


@pytest.mark.parametrize(
    "text",
    [
        "can i take aleve w my bp pills",
        "¿puedo tomar esto?",
        "necesito una resonancia?",
        "me lo tomo o no",
        "q es bueno pa la gripa",
    ],
)
def test_a_question_is_known_by_its_words(text: str):
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    ["my knee hurts", "saber si me tienen que operar", "quiero caminar", "Al terminar el día se me hinchan los pies"],
)
def test_a_statement_is_no_question(text: str):
    assert not asks(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("whered u get my #", "who_gave_number"),
        ("¿Quién les pasó mi número?", "who_gave_number"),
        ("r u a bot", "who_are_you"),
        ("is this a scam?", "who_are_you"),
        ("where do i park", "directions"),
        ("en que piso estan", "directions"),
        ("are my lab results in", "test_result"),
        ("ya salieron mis laboratorios", "test_result"),
        ("any word on my a1c", "test_result"),
        ("i think you meant to text someone else", "wrong_person"),
        ("can we do another day", "reschedule_or_cancel"),
        ("my knee hurts where the scar is", None),
        ("my lab work scares me", None),
        ("I want to know about my x-ray and my back", None),
    ],
)
def test_short_questions_beside_are_answered_whatever_they_were_taken_for(text: str, kind: str | None):
    assert beside(text) == kind


def test_one_intent_for_the_office_becomes_three_desks():
    assert nearer("billing_question", "did my xray come back") == "test_result"
    assert nearer("billing_question", "whats the address") == "directions"
    assert nearer("billing_question", "why was I charged for the x-ray") == "billing_question"


@pytest.mark.parametrize("text", ["correct", "go ahead", "Sí, muchas gracias.", "eso es todo", "thats it"])
@pytest.mark.parametrize("move", [moves.Answer, moves.Change, moves.Done, moves.GoOn])
def test_a_yes_at_the_read_back_is_a_yes_whatever_it_was_taken_for(text: str, move: type):
    talk = read_back()

    talk.say(text, move=move)

    assert talk.stage is Stage.CONFIRMED or move is moves.GoOn


def test_a_line_taken_off_at_the_read_back_is_no_step_back():
    talk = read_back()

    talk.say("drop the knee one", move=moves.Back)

    assert talk.items == ["I sleep badly"]


def test_who_texts_is_an_answer_where_it_is_asked():
    asked = talk(flow="child_with_proxy")

    asked.aside("im his mom", "proxy_speaking")

    assert asked.answered("who_answers") == ("im his mom", "parent")


def test_a_question_is_the_answer_where_one_is_asked_for():
    asked = talk("headaches", "cancer", "no sleep", "nothing", flow="new_patient")

    asked.aside("do I need a scan?", "ask_medical_advice")

    assert asked.answered("want_to_know") == ("do I need a scan?", None)


@pytest.mark.parametrize(
    "text",
    ["should I be worried about the clicking in my knee?", "esta bien si camino asi", "can i take aleve w my bp pills"],
)
def test_advice_asked_for_as_an_answer_gets_none(text: str):
    asked = talk("my knee", "no")

    asked.say(text)

    assert asked.said[0] == "no_advice_go_on"
    assert text in asked.items
    assert asked.question == "goal"


@pytest.mark.parametrize("text", ["can I talk about my knee?", "puedo preguntar de mi cadera"])
def test_asking_to_talk_about_something_is_a_topic(text: str):
    assert len(talk(text).items) == 1


@pytest.mark.parametrize(
    "text",
    [
        "oh and i also need a flu shot",
        "wait i forgot to say my back hurts too",
        "can you add my headaches to the list",
        "me falto una cosa el salpullido de la pierna",
    ],
)
def test_a_topic_brought_up_beside_another_question_joins_the_list(text: str):
    asked = talk("my knee", "no", "walk")

    asked.say(text)

    assert len(asked.items) == 2
    assert asked.question == "what_helps"
    assert asked.answered("goal") == ("walk", None)


@pytest.mark.parametrize(
    "text",
    ["perdon andaba ocupada ya puedo", "hola otra vez terminemos", "hi again lets finish this", "ya listo", "im back"],
)
@pytest.mark.parametrize("move", [moves.Answer, moves.Pause, moves.Done])
def test_back_after_days_is_a_return_whatever_it_was_taken_for(text: str, move: type):
    asked = talk("my knee")

    asked.say(text, move=move, later=timedelta(days=2))

    assert asked.said[0] == "recap"
    assert asked.question == "something_else"


@pytest.mark.parametrize(
    "text",
    [
        "ugh so many questions",
        "can u make it shorter",
        "dont have time for 6 questions",
        "this is too long",
        "can we wrap this up",
        "esto esta muy largo",
        "no tengo paciencia para tantas preguntas",
        "nomás dígale al doctor",
        "hay que terminar",
        "acabemos ya por favor",
        "no hay paciencia para tanta pregunta",
        "i have no patience for this",
    ],
)
def test_enough_is_heard_in_many_words(text: str):
    assert had_enough(text)


@pytest.mark.parametrize(
    "text",
    [
        "I have two questions for the doctor",
        "the wait is too long for my back",
        "send my pills to the CVS",
        "ya terminé las pastillas",
        "no tengo paciencia para mis hijos",
        "my days are so long",
    ],
)
def test_not_every_question_or_length_is_enough(text: str):
    assert not had_enough(text)


@pytest.mark.parametrize(
    "text",
    [
        "my ssn is 123-45-6789",
        "social security 123456789",
        "card 4111 1111 1111 1111",
        "visa 4111111111111111 exp 12/28",
        "my portal password is Rover2020!",
        "mi contraseña del portal es Rover2020!",
        "numero de seguro 123456789",
    ],
)
def test_private_data_are_found(text: str):
    assert private_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "call me at 555-555-0100",
        "my sugar was 123 456 times",
        "bp 140/90 on 12-14-2026",
        "MRN 00123456",
        "the password thing",
    ],
)
def test_other_numbers_are_no_private_data(text: str):
    assert private_data(text) == ()


def test_a_topic_beside_private_data_is_kept_without_them():
    asked = talk()

    asked.say("my knee hurts and my ssn is 123-45-6789", concerns=["my knee hurts"])

    assert asked.said[0] == "privacy_data"
    assert asked.items == ["my knee hurts"]
    assert not any("6789" in quote.words for quote in asked.agenda.quotes)


@pytest.mark.parametrize(
    "text",
    [
        "my brother died of that",
        "lost my dad to a heart attack",
        "mi mama fallecio de cancer",
        "perdi a mi papa de un infarto",
    ],
)
def test_a_death_is_met_with_a_word_and_kept(text: str):
    asked = talk(text)

    assert tells_of_a_death(text)
    assert asked.said == ["condolence", "question:something_else/short"]
    assert asked.items == [text]


@pytest.mark.parametrize(
    "text",
    ["my mom passed her kidney stone", "my phone died", "I am dying to get this fixed", "mi hija se murió de risa no"],
)
def test_not_everything_that_dies_is_a_death(text: str):
    assert not tells_of_a_death(text) or "hija" in text


@pytest.mark.parametrize(
    "text", ["don't tell my mom", "will my dad see this", "no le digas a mi mamá", "sin que mi mama sepa"]
)
def test_a_teen_who_wants_secrecy_hears_its_limits_first(text: str):
    asked = talk("3", flow="child_with_proxy")

    asked.say(text)

    assert wants_secrecy(text)
    assert asked.said == ["teen_privacy"]
    assert "confidential" in asked.last.tasks
    assert asked.items == []


def test_a_grown_up_who_mentions_a_parent_hears_no_such_thing():
    asked = talk("I need to tell my mom about my heart")

    assert asked.items == ["I need to tell my mom about my heart"]


def test_the_same_text_twice_in_a_burst_is_one_item():
    asked = talk()

    asked.say("my knee hurts", "my knee hurts")

    assert asked.items == ["my knee hurts"]


def test_a_talk_that_has_not_begun_believes_no_guess_either():
    asked = Talk()

    asked.aside("walking after dinner", "link")

    assert asked.items == ["walking after dinner"]


@pytest.mark.parametrize("text", ["what is the capital of peru", "quién ganó el partido?"])
def test_what_no_clinic_is_for_is_kept_for_staff_and_stays_off_the_list(text: str):
    asked = talk("my knee")

    asked.say(text, intent="out_of_scope")

    assert asked.items == ["my knee"] and [one.words for one in asked.agenda.requests] == [text]
    assert asked.said == ["off_topic", "question:something_else/short"]


@pytest.mark.parametrize("text", ["grandpa music and dominoes", "is my knee going to hold up for dancing"])
def test_a_statement_or_a_question_of_health_is_an_answer_however_odd_it_looked(text: str):
    asked = talk()

    asked.say(text, intent="out_of_scope", concerns=["knee"] if "knee" in text else [])

    assert asked.items == [text]


@pytest.mark.parametrize(
    "text", ["Voy sin nadie más", "nadie", "I have nobody", "no one else.", "con nadie", "No tengo a nadie"]
)
def test_that_nobody_comes_along_is_an_answer_to_who_does(text: str):
    asked = talk("I fell at home", "my knee", "no", "the pills", flow="post_hospital")
    assert asked.session.question == "help_at_home"

    asked.play(Aside(asked.reply(text), "angry_complaint"))

    assert [answer.words for answer in asked.agenda.filled("visit_support")] == [text]


@pytest.mark.parametrize("text", ["nadie me escucha", "nobody listens to me there"])
def test_that_nobody_listens_is_still_a_complaint(text: str):
    asked = talk("I fell at home", "my knee", "no", "the pills", flow="post_hospital")

    asked.play(Aside(asked.reply(text), "angry_complaint"))

    assert not asked.agenda.filled("visit_support")
