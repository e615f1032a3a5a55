"""What an interface engine's answer means (HL7 v2.5.1 chapter 2.9). Pure."""

from __future__ import annotations

import re

from bot.errors import DeliveryFailed

_TAKEN = ("AA", "CA")
_MAY_PASS = ("AE", "CE")
_REFUSED = ("AR", "CR")
_CODE = re.compile(r"[A-Za-z0-9]{1,12}")


def receipt(answer: bytes, control_id: str) -> str:
    """Return the receipt, or raise DeliveryFailed. The receiver's own words may repeat ours, so they are dropped."""
    code, about, error = _read(answer)
    if code is None:
        problem = "The interface engine answered with something that is no acknowledgement; the message is sent again."
        raise DeliveryFailed(problem, retryable=True, outcome_unknown=True, code="no_ack")
    if about != control_id:
        problem = "The interface engine acknowledged another message than ours; ours is sent again."
        raise DeliveryFailed(problem, retryable=True, outcome_unknown=True, code="out_of_step")
    if code in _TAKEN:
        return f"{code} {control_id}"
    why = f" (error {error})" if error else ""
    if code in _MAY_PASS:
        raise DeliveryFailed(f"The interface engine answered {code}{why}.", retryable=True, code=code)
    advice = "Ask its operator which messages it takes; version, event or receiver names may differ."
    raise DeliveryFailed(f"The interface engine refused it: {code}{why}. {advice}", retryable=False, code=code)


def _read(answer: bytes) -> tuple[str | None, str, str]:
    """Return MSA-1, MSA-2, and the code of ERR-3 where it is one; the separators are those that the answer says it has."""
    text = answer.decode("utf-8", errors="replace")
    if not text.startswith("MSH") or len(text) < 8:
        return None, "", ""
    field, component = text[3], text[4]
    segments = [line.split(field) for line in re.split(r"[\r\n]+", text)]
    named = {segment[0]: segment for segment in reversed(segments)}
    msa, err = named.get("MSA", []), named.get("ERR", [])
    code = msa[1] if len(msa) > 1 and msa[1] in (*_TAKEN, *_MAY_PASS, *_REFUSED) else None
    error = err[3].split(component)[0] if len(err) > 3 else ""
    return code, msa[2] if len(msa) > 2 else "", error if _CODE.fullmatch(error) else ""
