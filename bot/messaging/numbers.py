"""Phone numbers as E.164: a plus sign, the country code, the rest, digits only."""

from __future__ import annotations

import re

from phonenumbers import NumberParseException, ValidationResult, is_possible_number_with_reason, parse


def is_e164(number: str) -> bool:
    """Say whether this could be somebody's number, by its country code and length; numbers made up for tests are."""
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        return False
    try:
        return is_possible_number_with_reason(parse(number)) == ValidationResult.IS_POSSIBLE
    except NumberParseException:
        return False
