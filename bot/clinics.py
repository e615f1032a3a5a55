"""What a clinic must have set up before anything is sent in its name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from zoneinfo import available_timezones

from bot.messaging.encoding import measure
from bot.messaging.hours import EARLIEST, LATEST
from bot.records import ClinicSettings
from bot.safety.added import wrong_line

NAME_FITS = 40  # characters: with a longer name the invitation takes two texts
REVIEWS = ("wording", "safety")

# Beginnings of words by which a name tells why somebody goes there, in both languages, without accents.
_BEGINNINGS = (
    "abort addict adiccion andrology bariatri behavioral cancer cardio chemo cirugia colorect conducta coronar "
    "dermat detox diabet dialis dialys embaraz endocrin epilep eyecare fertil gastro genito geriatri gineco "
    "gyneco hemato hepat hospice hospicio infeccios infectious infusion kidney mammogr mamograf matern mental "
    "metadona methadone migraine migran nefro nephro neumo neuro obesid obesity obstet oncol opioid orthoped "
    "ortoped paliativ palliat pregnan prenatal proctol psic psiq psych pulmon radioter radiother rehab renal "
    "reproduct reumat rheumat rinon sexual stroke suboxone substance surgery thyroid tiroid toxicolog transgender "
    "transplant trasplant tumor urolog weight"
)
_WHOLE_WORDS = "aids drug hiv memory pain recovery sida sleep std stds sti vih women womens"

# Who tries the assistant out is no patient on a coordinator's list: this clinic is for them.
PRACTICE = "Practice"


@dataclass(frozen=True)
class Requirement:
    """One thing on the set-up page; `fields` are the settings of which at least one must be filled."""

    name: str
    fields: tuple[str, ...]


REQUIREMENTS = (
    Requirement("display_name", ("display_name",)),
    Requirement("phone", ("phone",)),
    Requirement("hours", ("hours",)),
    Requirement("time_zone", ("time_zone",)),
    Requirement("duty_contact", ("duty_email", "duty_phone")),
    Requirement("registration", ("registration",)),
    Requirement("wording_review", ("wording_signed_by",)),
    Requirement("safety_review", ("safety_signed_by",)),
)


def missing(settings: ClinicSettings) -> tuple[str, ...]:
    """Return the names of the requirements that are not met; empty when the clinic may send."""
    return tuple(
        need.name for need in REQUIREMENTS if not any(str(getattr(settings, field)).strip() for field in need.fields)
    )


def problems(settings: ClinicSettings) -> dict[str, str]:
    """Return what is wrong with the values given, by field; what is empty is missing, not wrong."""
    found = {
        "display_name": _name_problem(settings.display_name),
        "phone": _phone_problem(settings.phone),
        "time_zone": None if settings.time_zone in available_timezones() else "Choose a time zone from the list.",
        "texting_from": _window_problem(settings.texting_from, settings.texting_until),
        "duty_email": _mail_problem(settings.duty_email),
        "duty_phone": _duty_phone_problem(settings.duty_phone),
        "danger_phrases": wrong_line(settings.danger_phrases),
    }
    return {field: problem for field, problem in found.items() if problem}


def disclosing_word(display_name: str) -> str | None:
    """Return the word of a name that tells what kind of care it is, None when there is none.

    The name stands in texts that lie open on a patient's screen (rules-and-safety 3.2).
    """
    for word in re.findall(r"[^\W\d_]+", display_name):
        plain = _unaccented(word.casefold())
        if plain in _WHOLE_WORDS.split() or plain.startswith(tuple(_BEGINNINGS.split())):
            return str(word)
    return None


def _name_problem(name: str) -> str | None:
    if len(name) > NAME_FITS:
        return f"At most {NAME_FITS} characters, or the invitation takes two texts. This name has {len(name)}."
    odd = measure(name).culprits
    if odd:
        return f"Texts cannot carry {' '.join(odd)} without costing more than double. Leave it out."
    return None


def _phone_problem(phone: str) -> str | None:
    digits = re.sub(r"\D", "", phone)
    if phone and (re.search(r"[^\d\s+().-]", phone) or not 7 <= len(digits) <= 15):
        return "Write the number that patients should call, such as 555-555-0100."
    return None


def _duty_phone_problem(phone: str) -> str | None:
    if phone and not re.fullmatch(r"\+[1-9]\d{6,14}", phone):
        return "Write the number with its country code and no spaces, such as +15555550100."
    return None


def _mail_problem(address: str) -> str | None:
    if address and not re.fullmatch(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\"]+", address):
        return "Write one e-mail address, such as nurse@clinic.example."
    return None


def _window_problem(opens: int, closes: int) -> str | None:
    if EARLIEST.hour <= opens < closes <= LATEST.hour:
        return None
    return f"Texts may go out between {EARLIEST.hour}:00 and {LATEST.hour}:00; the start comes before the end."


def _unaccented(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
