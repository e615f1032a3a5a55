"""Only what Twilio signed passes, over the address we are known by."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from integrations.sms.forms import fields
from integrations.sms.signature import valid, valid_json
from tests.doubles.twilio_forms import signed_form, text_form

URL = "https://previsit.example.org/sms/inbound"
TOKEN = "12345"
FORM = text_form("+15550100001", "Mi rodilla, “otra vez”… ¿sí? 😀")


def signed(form, url: str = URL, token: str = TOKEN) -> str:
    return signed_form(url, form, token)[1]["X-Twilio-Signature"]


def test_the_example_of_twilios_documentation_passes():
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675310",
        "Digits": "1234",
        "From": "+14158675310",
        "To": "+18005551212",
    }

    assert valid(url, list(form.items()), "GvWf1cFY/Q7PnoempGyD5oXAezc=", [TOKEN])


def test_a_form_signed_by_hand_passes():
    content = URL + "".join(name + FORM[name] for name in sorted(FORM))
    signature = b64encode(hmac.new(TOKEN.encode(), content.encode(), "sha1").digest()).decode()

    assert valid(URL, list(FORM.items()), signature, [TOKEN])


def test_what_twilio_posts_passes_from_the_raw_body_with_its_blank_fields():
    body, headers = signed_form(URL, FORM, TOKEN)

    assert b"FromCity=&" in body
    assert valid(URL, fields(body), headers["X-Twilio-Signature"], [TOKEN])


def test_a_form_with_no_fields_passes():
    assert valid(URL, [], signed({}), [TOKEN])


def test_fields_in_any_order_pass():
    assert valid(URL, list(reversed(FORM.items())), signed(FORM), [TOKEN])


def test_several_values_of_one_name_pass_as_twilio_signs_them():
    form = [("Address", "+18550000000"), ("Address", "+18330000000"), ("Body", "hi")]

    assert valid(URL, form, signed(MultiDict(form)), [TOKEN])


def test_both_tokens_pass_during_rotation_and_an_older_one_does_not():
    assert valid(URL, list(FORM.items()), signed(FORM, token="new"), ["new", "old"])
    assert valid(URL, list(FORM.items()), signed(FORM, token="old"), ["new", "old"])
    assert not valid(URL, list(FORM.items()), signed(FORM, token="older"), ["new", "old"])


def test_without_a_token_or_with_an_empty_one_nothing_passes():
    assert not valid(URL, list(FORM.items()), signed(FORM), [])
    assert not valid(URL, list(FORM.items()), signed(FORM, token=""), [""])


@pytest.mark.parametrize(
    "forged",
    [
        [*FORM.items(), ("Extra", "1")],
        [*FORM.items(), ("Extra", "")],
        [*FORM.items(), ("OptOutType", "STOP")],
        [pair for pair in FORM.items() if pair[0] != "Body"],
        [*FORM.items(), ("Body", FORM["Body"])],
        [*FORM.items(), ("Body", "another")],
        [*FORM.items(), ("From", FORM["From"])],
        [(name, "" if name == "Body" else value) for name, value in FORM.items()],
        [(name, "+15550100002" if name == "From" else value) for name, value in FORM.items()],
        [(name, value + " " if name == "Body" else value) for name, value in FORM.items()],
        [],
    ],
)
def test_a_form_that_was_changed_is_refused(forged):
    assert not valid(URL, forged, signed(FORM), [TOKEN])


@pytest.mark.parametrize(
    "url",
    [
        "http://previsit.example.org/sms/inbound",
        "https://previsit.example.org/sms/status",
        "https://previsit.example.org/sms/inbound?a=1",
        "https://previsit.example.org/sms/inbound/",
        "https://attacker.example.org/sms/inbound",
        "https://previsit.example.org:8443/sms/inbound",
        "http://previsit.example.org:443/sms/inbound",
    ],
)
def test_a_signature_over_another_address_is_refused(url):
    assert not valid(URL, list(FORM.items()), signed(FORM, url=url), [TOKEN])


@pytest.mark.parametrize(
    ("configured", "signed_over"),
    [
        (URL, URL.replace(".org/", ".org:443/")),
        (URL.replace(".org/", ".org:443/"), URL),
        ("http://localhost:8080/sms/inbound", "http://localhost:8080/sms/inbound"),
        ("http://localhost:8080/sms/inbound", "http://localhost/sms/inbound"),
        ("http://[::1]:8080/sms/inbound", "http://[::1]:8080/sms/inbound"),
        ("https://user:secret@example.org/in", "https://user:secret@example.org/in"),
        ("https://example.org/in?b=2&a=", "https://example.org/in?b=2&a="),
    ],
)
def test_the_address_passes_with_its_port_and_without(configured, signed_over):
    content = signed_over + "".join(name + FORM[name] for name in sorted(FORM))
    signature = b64encode(hmac.new(TOKEN.encode(), content.encode(), "sha1").digest()).decode()

    assert valid(configured, list(FORM.items()), signature, [TOKEN])


@pytest.mark.parametrize("signature", ["", "x", "ñ", "\udcff", "A" * 10_000, "=" * 28])
def test_a_signature_that_is_none_is_refused(signature):
    assert not valid(URL, list(FORM.items()), signature, [TOKEN])


def test_bytes_that_are_not_utf8_pass_as_signed_raw_or_as_replaced():
    raw = b"Body=caf%E9%20%FF&From=%2B15550100001"
    as_sent = URL.encode() + b"Bodycaf\xe9 \xffFrom+15550100001"
    replaced = (URL + "Bodycaf\ufffd \ufffdFrom+15550100001").encode()

    for content in (as_sent, replaced):
        signature = b64encode(hmac.new(TOKEN.encode(), content, "sha1").digest()).decode()

        assert valid(URL, fields(raw), signature, [TOKEN])
    assert not valid(URL, fields(raw.replace(b"%FF", b"%FE%FE")), signature, [TOKEN])


names = st.text(min_size=1, max_size=10)


@given(st.dictionaries(names, st.text(max_size=40), max_size=8), st.text(min_size=1, max_size=40))
def test_whatever_twilios_own_package_signs_passes(form, token):
    body, headers = signed_form(URL, form, token)

    assert valid(URL, fields(body), headers["X-Twilio-Signature"], [token])


@given(st.lists(st.tuples(names, st.text(max_size=9)), max_size=6, unique=True), st.lists(st.tuples(names, st.text())))
def test_it_agrees_with_twilios_own_package_on_forms_without_exact_repeats(form, other):
    signature = RequestValidator(TOKEN).compute_signature(URL, MultiDict(form))

    theirs = RequestValidator(TOKEN).validate(URL, MultiDict(other), signature)

    assert valid(URL, form, signature, [TOKEN])
    assert valid(URL, other, signature, [TOKEN]) == (theirs and len(set(other)) == len(other))


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_no_bytes_and_no_signature_bring_it_down(raw, signature):
    assert not valid(URL, fields(raw), signature.decode("utf-8", "surrogateescape"), [TOKEN])


def signed_json(body: bytes, token: str = TOKEN) -> tuple[str, str]:
    url = f"https://previsit.example.org/sms/events?bodySHA256={sha256(body).hexdigest()}"
    return url, RequestValidator(token).compute_signature(url, {})


def test_a_json_body_passes_by_the_hash_in_its_address():
    body = json.dumps({"a": "ñ"}).encode()
    url, signature = signed_json(body)

    assert valid_json(url, body, signature, ["new", TOKEN])
    assert RequestValidator(TOKEN).validate(url, body.decode(), signature)


def test_a_changed_json_body_a_missing_or_doubled_hash_or_another_token_are_refused():
    body = b"{}"
    url, signature = signed_json(body)
    bare, twice = URL, f"{url}&bodySHA256={'0' * 64}"

    assert not valid_json(url, b"{ }", signature, [TOKEN])
    assert not valid_json(url, body, signature, ["other"])
    assert not valid_json(bare, body, RequestValidator(TOKEN).compute_signature(bare, {}), [TOKEN])
    assert not valid_json(twice, body, RequestValidator(TOKEN).compute_signature(twice, {}), [TOKEN])
