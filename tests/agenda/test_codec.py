from __future__ import annotations

import json

import pytest
from hypothesis import given

from bot.agenda import events as ev
from bot.agenda.codec import UnknownEvent, from_json, nothing, to_json
from tests.agenda.builders import EVENTS, a_quote, an_item, words_of


@given(EVENTS)
def test_an_event_comes_back_from_json_as_it_was(event: ev.Event):
    stored = json.loads(json.dumps(to_json(event)))

    assert from_json(stored, words_of) == event


@given(EVENTS)
def test_json_holds_no_words_of_the_patient(event: ev.Event):
    assert '"words"' not in json.dumps(to_json(event))


def test_a_stored_item_names_message_and_span():
    assert to_json(ev.ItemAdded(an_item(3, question="main_concern"))) == {
        "kind": "item_added",
        "item": {"id": 3, "quotes": [{"message_id": 1, "start": 0, "end": 13}], "question": "main_concern"},
    }


def test_an_erased_message_takes_its_words_out_of_every_event():
    stored = to_json(ev.ItemAmended(1, (a_quote(),)))

    event = from_json(stored, nothing)

    assert isinstance(event, ev.ItemAmended)
    assert event.quotes[0].words == ""
    assert event.quotes[0].end == 13


def test_an_unknown_event_is_refused_by_name():
    with pytest.raises(UnknownEvent, match="'item_lost'.*item_added"):
        from_json({"kind": "item_lost"}, words_of)
