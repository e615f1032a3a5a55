"""A text is read as the patient sent it, whatever it holds."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.sms.forms import MAX_FORM, BadForm, FormTooLarge, as_sent, fields
from integrations.sms.inbound import MAX_TEXT, inbound_text
from integrations.sms.status import StatusReport, status_report
from tests.doubles.twilio_forms import status_form, text_form

PATIENT = "+15550100001"


def read(body: str = "hello", **more: str):
    return inbound_text(fields(urlencode(text_form(PATIENT, body, **more)).encode()))


def test_a_text_is_read_with_all_that_matters():
    text = read("My knee hurts", sid="SM1", to="+15550100000")

    assert (text.provider_id, text.from_number, text.to_number) == ("SM1", PATIENT, "+15550100000")
    assert (text.body, text.media, text.opt_out_type, text.damaged) == ("My knee hurts", 0, None, False)


@pytest.mark.parametrize(
    "body",
    [
        "¡Hola! ¿Qué tal? ñandú",
        "  leading and trailing  ",
        "line one\nline two\r\nline three",
        "a+b = c & d; 100% sure #1?",
        "/restart",
        '/affirm{"item":[[[[',
        "😀👩‍👩‍👧‍👦" * 400,
        "\u202eright to left\u202c \u200f",
        "e\u0301 is not é",
        "\x07\x1b[31m\x7f",
        "\ufffd stood here before",
        "x" * 1601,
        "",
    ],
)
def test_the_body_stays_as_sent_to_the_last_character(body):
    text = read(body)

    assert text.body == body
    assert not text.damaged


def test_nul_is_shown_and_keeps_its_place():
    assert read("a\0b").body == "a␀b"


def test_a_picture_without_words_is_an_empty_text_with_media():
    picture = read("", NumMedia="2", MediaUrl0="https://example.org/x", MediaContentType0="image/jpeg")

    assert (picture.body, picture.media) == ("", 2)


def test_a_form_without_a_body_field_is_an_empty_text():
    form = [(name, value) for name, value in text_form(PATIENT, "").items() if name != "Body"]

    assert inbound_text(form).body == ""


@pytest.mark.parametrize("count", ["", "many", "-1", "1e9", "99999999999", "²"])
def test_a_media_count_that_is_none_is_zero(count):
    assert read("hi", NumMedia=count).media == 0


def test_the_providers_own_opt_out_is_passed_on():
    assert read("STOP", OptOutType="STOP").opt_out_type == "STOP"
    assert read("hi", OptOutType="").opt_out_type is None


def test_bytes_that_are_not_utf8_are_replaced_and_the_text_is_flagged():
    raw = urlencode(text_form(PATIENT, "BODY")).encode().replace(b"Body=BODY", b"Body=caf%E9+%ED%A0%80+ok")

    text = inbound_text(fields(raw))

    assert text.body == "caf\ufffd \ufffd\ufffd\ufffd ok"
    assert text.damaged


def test_bytes_nobody_percent_encoded_are_read_too():
    raw = urlencode(text_form(PATIENT, "BODY")).encode().replace(b"Body=BODY", "Body=año".encode())

    assert inbound_text(fields(raw)).body == "año"


def test_the_longest_text_is_taken_and_one_byte_more_is_not():
    assert read("a" * MAX_TEXT).body == "a" * MAX_TEXT
    assert len(read("😀" * 10_000).body) == 10_000
    with pytest.raises(FormTooLarge, match=str(MAX_TEXT)):
        read("a" * (MAX_TEXT + 1))


def test_a_form_beyond_all_bounds_is_refused_unread():
    with pytest.raises(FormTooLarge):
        fields(b"a" * (MAX_FORM + 1))


@pytest.mark.parametrize(
    "number",
    [
        "",
        "5550100001",
        "+1 555 010 0001",
        "+1-555-010-0001",
        "+1555010000",
        "+155501000011",
        "+15550100",
        "whatsapp:+15550100001",
        "+1555FLOWERS",
        "72345",
        "+999123456789",
        "+0123456789",
        "+١٥٥٥٠١٠٠٠٠١",
        "+15550100001\n",
        "+15550100001;ext=5",
    ],
)
def test_a_sender_that_is_no_phone_number_is_refused_without_repeating_it(number):
    with pytest.raises(BadForm) as refused:
        read("hello", From=number)

    assert str(refused.value) == "The form's From is not a phone number in E.164."


@pytest.mark.parametrize("number", ["+15550100001", "+12125550123", "+18005551212", "+525512345678", "+34612345678"])
def test_numbers_of_any_country_are_taken(number):
    assert read("hello", From=number).from_number == number


@pytest.mark.parametrize("sid", ["", "../../x", "SM 1", "S" * 65, "SM\0", "SMñ"])
def test_a_text_without_a_usable_id_is_refused(sid):
    with pytest.raises(BadForm, match="MessageSid"):
        read("hello", MessageSid=sid, SmsSid=sid, SmsMessageSid=sid)


def test_an_older_name_of_the_id_will_do():
    form = [(name, value) for name, value in text_form(PATIENT, "hi", sid="SM7").items() if name != "MessageSid"]

    assert inbound_text(form).provider_id == "SM7"


def test_a_field_given_twice_has_no_one_value_and_is_refused():
    with pytest.raises(BadForm, match="twice"):
        inbound_text([*text_form(PATIENT, "one").items(), ("Body", "two")])


def test_a_patients_words_do_not_show_in_the_representation():
    assert "knee" not in repr(read("my knee"))


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=400))
def test_any_text_survives_the_way_unchanged(body):
    assert read(body).body == body
    assert (
        inbound_text(fields(b"&".join(_quoted(name, value) for name, value in text_form(PATIENT, body).items()))).body
        == body
    )


def _quoted(name: str, value: str) -> bytes:
    """Encode a space as %20 and not as a plus sign, as some proxies do."""
    return f"{quote(name)}={quote(value, safe='')}".encode()


@given(st.lists(st.tuples(st.text(), st.text()), max_size=8))
def test_forms_are_read_as_the_standard_library_does_where_it_can(pairs):
    raw = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs)

    assert fields(raw.encode()) == parse_qsl(raw, keep_blank_values=True)


@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused_and_nothing_is_lost(raw):
    form = fields(raw)

    assert fields(b"&".join(quote(as_sent(n)).encode() + b"=" + quote(as_sent(v)).encode() for n, v in form)) == form
    with pytest.raises(BadForm):
        inbound_text(form)


@given(st.binary(max_size=300))
def test_random_bytes_as_a_body_always_give_a_text_that_can_be_stored(body):
    raw = urlencode(text_form(PATIENT, "BODY")).encode().replace(b"Body=BODY", b"Body=" + quote(body).encode())

    text = inbound_text(fields(raw))

    assert text.body.encode().decode() == text.body
    assert "\0" not in text.body
    assert text.damaged or text.body == body.decode().replace("\0", "␀")


def test_a_report_is_read_with_its_error():
    report = status_report(list(status_form("SM1", "undelivered", to=PATIENT, error_code=30003).items()))

    assert report == StatusReport("SM1", "undelivered", "30003")


def test_a_report_without_an_error_has_none():
    assert status_report(list(status_form("SM1", "Delivered", to=PATIENT).items())) == StatusReport("SM1", "delivered")


def test_a_word_twilio_may_invent_is_passed_on():
    assert status_report([("MessageSid", "SM1"), ("MessageStatus", "teleported")]).status == "teleported"


@pytest.mark.parametrize("code", ["", "none", "0", "30003x", "9" * 40])
def test_an_error_code_that_is_none_is_left_out(code):
    assert status_report([("MessageSid", "SM1"), ("SmsStatus", "failed"), ("ErrorCode", code)]).error_code is None


@pytest.mark.parametrize("status", ["", "two words", "x" * 33, "<b>"])
def test_a_report_without_a_status_is_refused(status):
    with pytest.raises(BadForm, match="MessageStatus"):
        status_report([("MessageSid", "SM1"), ("MessageStatus", status)])


@given(st.lists(st.tuples(st.sampled_from(["MessageSid", "MessageStatus", "ErrorCode", "x"]), st.text(max_size=8))))
def test_any_report_is_read_or_refused(form):
    try:
        report = status_report(form)
    except BadForm:
        return
    assert report.provider_id.isascii()
    assert report.status.isascii()
