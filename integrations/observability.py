"""What a process writes down about itself: JSON lines on standard error, without a patient's word, name or number.

One formatter sees every record, ours and the libraries'. It keeps what cannot carry words (numbers, identifiers, places in
the code) and withholds the rest: Rasa logs whole messages at several levels, and any library may quote what it was given.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
import warnings
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

import structlog
from structlog.types import EventDict

from bot.errors import PrevisitError

OURS = ("bot", "integrations", "actions")
WITHOUT_WORDS = ("procrastinate", "alembic")  # their messages hold task names, ids and revisions only
QUIET = {  # these say more than anybody reads, and some of it is data
    "aiohttp.access": logging.CRITICAL + 1,  # its lines hold the link of a patient: see access_log.py
    "rasa": logging.WARNING,
    "rasa_sdk": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "asyncio": logging.WARNING,
    "psycopg": logging.WARNING,
    "procrastinate": logging.INFO,
}
DANGEROUS_KEYS = frozenset(
    """
    text body words message messages content phone number name first_name last_name to from from_ sender recipient
    patient proxy email mail address birth_date dob token link url path query headers form payload data slots
    tracker entities quotes items answer reply topic password secret key authorization cookie
    """.split()  # noqa: SIM905  (read as a list of words)
)
NUMBER_OR_MAIL = re.compile(r"\+\d[\d ().-]{5,}\d|\(?\b\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b|[^\s@]+@[^\s@]+")
EVENT_NAME = re.compile(r"[a-z_0-9]+(\.[a-z_0-9]+)+")  # as Rasa names its structured events
WITHHELD = "[withheld]"


class _Handler(logging.StreamHandler):  # type: ignore[type-arg]  # takes its argument from Python 3.11 on
    def handleError(self, record: logging.LogRecord) -> None:
        """Say where a record could not be written; the standard way prints its arguments."""
        self.stream.write(f'{{"level": "error", "event": "record_lost", "place": "{record.module}:{record.lineno}"}}\n')


def configure_logging(level: str, stream: TextIO | None = None) -> None:
    """Send every log, warning and uncaught exception of this process through the one formatter.

    Call it first thing in a process, before Rasa is imported: unconfigured structlog prints every slot value.
    """
    _route_standard_logging(level, stream or sys.stderr)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    warnings.showwarning = _log_warning
    sys.excepthook = lambda _, error, __: _log_uncaught(error)
    sys.unraisablehook = lambda unraisable: _log_uncaught(unraisable.exc_value)
    threading.excepthook = lambda args: _log_uncaught(args.exc_value)


def _route_standard_logging(level: str, stream: TextIO) -> None:
    handler = _Handler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processors=[_as_safe_line, structlog.processors.JSONRenderer()])
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, root.level))


def _as_safe_line(_: object, __: str, event: EventDict) -> EventDict:
    """Build the line anew from what may be said; nothing passes by being overlooked."""
    record: logging.LogRecord = event.pop("_record")
    structured = event.pop("_from_structlog") is True
    trusted = record.name.split(".")[0] in (*OURS, *WITHOUT_WORDS)
    line: dict[str, Any] = {
        "at": structlog.processors.TimeStamper(fmt="iso", utc=True)(None, "", {})["timestamp"],
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": _event(str(event.pop("event", "")), trusted, structured),
    }
    error = _exception_of(event.pop("exc_info", None) or record.exc_info)
    line |= {key: safe for key, value in event.items() if (safe := _safe_value(key, value, trusted)) is not None}
    if not trusted:
        line["place"] = f"{record.module}:{record.lineno}"
    return line | ({"error": error_lines(error)} if error else {})


def _event(event: str, trusted: bool, structured: bool) -> str:
    if trusted:
        return NUMBER_OR_MAIL.sub(WITHHELD, event)
    return event if structured and EVENT_NAME.fullmatch(event) else WITHHELD


def _safe_value(key: str, value: object, trusted: bool) -> object:
    if isinstance(value, int | float) or value is None:
        return WITHHELD if key.lower() in DANGEROUS_KEYS or abs(value or 0) >= 10**9 else value  # 10 digits: a phone
    if not trusted or key.lower() in DANGEROUS_KEYS:
        return WITHHELD
    if isinstance(value, list | tuple | set | frozenset) and all(isinstance(one, int) for one in value):
        return sorted(value) if isinstance(value, set | frozenset) else list(value)
    return NUMBER_OR_MAIL.sub(WITHHELD, str(value)) if isinstance(value, str | UUID) else WITHHELD


def _exception_of(exc_info: Any) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if exc_info is True:
        return sys.exc_info()[1]
    return exc_info[1] if exc_info else None


def error_lines(error: BaseException) -> list[str]:
    """Return an error and its causes as types and places; only our own errors, written to be shown, keep their text."""
    said = f": {NUMBER_OR_MAIL.sub(WITHHELD, str(error))}" if isinstance(error, PrevisitError) else ""
    frames = traceback.extract_tb(error.__traceback__, limit=-8)
    lines = [f"{type(error).__name__}{said}", *(f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in frames)]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines + (["from", *error_lines(cause)] if cause else [])


def _log_warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: Any, **__: Any
) -> None:
    place = f"{Path(filename).name}:{lineno}"
    structlog.get_logger("integrations.warnings").info("python_warning", category=category.__name__, place=place)


def _log_uncaught(error: BaseException | None) -> None:
    if not isinstance(error, KeyboardInterrupt):
        structlog.get_logger("integrations.uncaught").critical("uncaught_exception", exc_info=error)
