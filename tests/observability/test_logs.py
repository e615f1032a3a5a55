"""Each program below runs in a process of its own, since logging is set up once for a whole process."""

from __future__ import annotations

import json
import subprocess
import sys
from textwrap import dedent
from typing import Any

import pytest

SET_UP = """
import logging, sys, threading, warnings
from integrations.observability import configure_logging
configure_logging("DEBUG")
import structlog
log = structlog.get_logger("integrations.sms")
"""


def lines_of(program: str) -> list[dict[str, Any]]:
    """Run a program after logging is set up; return its lines, and fail when any output is something else."""
    run = subprocess.run([sys.executable, "-c", SET_UP + dedent(program)], capture_output=True, text=True, check=False)
    assert run.stdout == ""
    assert "canary" not in run.stderr.lower()
    return [json.loads(line) for line in run.stderr.splitlines()]


def test_a_line_of_ours_keeps_its_event_and_what_cannot_hold_words() -> None:
    (line,) = lines_of("log.info('message_sent', message_id=3, channel='sms', ids=[1, 2], seconds=0.5, again=True)")

    assert (line["event"], line["level"], line["logger"]) == ("message_sent", "info", "integrations.sms")
    assert (line["message_id"], line["channel"], line["ids"], line["seconds"]) == (3, "sms", [1, 2], 0.5)
    assert line["again"] is True


@pytest.mark.parametrize(
    "key", ["text", "body", "words", "phone", "name", "to", "from_", "token", "Text", "birth_date"]
)
def test_a_dangerous_key_is_withheld_whatever_it_holds(key: str) -> None:
    (line,) = lines_of(f"log.info('sent', {key}='canary'); ")

    assert line[key] == "[withheld]"


@pytest.mark.parametrize(
    "number", ["+15551234567", "+1 555 123 4567", "(555) 123-4567", "555.123.4567", "5551234567", "maria@mail.example"]
)
def test_a_value_that_looks_like_a_number_or_mail_address_is_withheld_inside_any_text(number: str) -> None:
    (line,) = lines_of(f"log.info('sent to {number}', note='call {number} back')")

    assert number not in json.dumps(line)
    assert line["note"] == "call [withheld] back"


def test_a_number_of_ten_digits_is_withheld_as_a_number_too() -> None:
    (line,) = lines_of("log.info('sent', n=15551234567)")

    assert line["n"] == "[withheld]"


def test_what_holds_other_values_is_withheld_whole() -> None:
    (line,) = lines_of("log.info('sent', a={'x': 'canary'}, b=['canary'], c=object(), d=b'canary')")

    assert {line[key] for key in "abcd"} == {"[withheld]"}


@pytest.mark.parametrize("logger", ["rasa.core.processor", "rasa_sdk", "asyncio", "aiohttp.server", "spacy", "twilio"])
def test_a_library_s_message_is_withheld_and_its_place_kept(logger: str) -> None:
    (line,) = lines_of(f"logging.getLogger('{logger}').error('canary said %s', 'canary')")

    assert line["event"] == "[withheld]"
    assert line["place"].endswith(":7")
    assert line["logger"] == logger


def test_a_structured_event_of_a_library_keeps_its_name_and_no_text() -> None:
    program = """
    rasa = {"__name__": "rasa.core.processor"}
    exec('''import structlog
    structlog.get_logger().warning("processor.message.parse", parsed="canary", seconds=2)
    structlog.get_logger().warning("canary", parsed="canary")
    structlog.get_logger().debug("processor.slots.log", slots="canary")'''.replace("    ", ""), rasa)
    """

    named, unnamed = lines_of(program)

    assert (named["event"], named["parsed"], named["seconds"]) == ("processor.message.parse", "[withheld]", 2)
    assert unnamed["event"] == "[withheld]"


def test_a_warning_is_a_line_with_its_kind_and_place() -> None:
    (line,) = lines_of("warnings.warn('canary', FutureWarning)")

    assert (line["event"], line["category"]) == ("python_warning", "FutureWarning")


def test_rasa_s_own_warnings_go_the_same_way() -> None:
    program = """
    from rasa.shared.utils.io import raise_warning
    raise_warning("Parsed an intent 'canary' which is not defined", docs="canary")
    """

    assert [line["event"] for line in lines_of(program)] == ["python_warning"]


def test_an_error_is_told_by_type_and_place_through_all_its_causes() -> None:
    program = """
    def parse(words): raise ValueError(words)
    try:
        try: parse("canary")
        except ValueError as error: raise KeyError("canary") from error
    except KeyError:
        log.exception("turn_failed")
        logging.getLogger("procrastinate.worker").exception("Job take_turn[7] failed")
    """

    ours, theirs = lines_of(program)

    assert ours["error"][0] == "KeyError"
    assert ours["error"][ours["error"].index("from") + 1] == "ValueError"
    assert ours["error"][-1].endswith(":8 parse")
    assert theirs["event"] == "Job take_turn[7] failed"
    assert theirs["error"] == ours["error"]


def test_an_error_written_to_be_shown_keeps_its_text() -> None:
    program = """
    from bot.errors import PrevisitError
    try: raise PrevisitError("Twilio answered 500 for +15551234567.")
    except PrevisitError: log.exception("send_failed")
    """

    (line,) = lines_of(program)

    assert line["error"][0] == "PrevisitError: Twilio answered 500 for [withheld]."


@pytest.mark.parametrize(
    "program",
    [
        "raise ValueError('canary')",
        "thread = threading.Thread(target=lambda: int('canary')); thread.start(); thread.join()",
        "class Canary:\n    def __del__(self): int('canary')\nCanary()\n",
    ],
)
def test_an_error_that_nobody_caught_is_a_line_too(program: str) -> None:
    (line,) = lines_of(program)

    assert line["event"] == "uncaught_exception"
    assert line["error"][0] == "ValueError"


def test_a_record_that_cannot_be_written_is_told_by_its_place() -> None:
    (line,) = lines_of("logging.getLogger('integrations.sms').warning('%d', 'canary')")

    assert line["event"] == "record_lost"


def test_a_level_holds_for_ours_and_for_libraries() -> None:
    program = """
    configure_logging("ERROR")
    log.warning("quiet"); logging.getLogger("procrastinate").warning("quiet"); logging.getLogger("rasa").warning("quiet")
    log.error("heard")
    """

    assert [line["event"] for line in lines_of(program)] == ["heard"]
