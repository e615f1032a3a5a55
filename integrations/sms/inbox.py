"""What patients texted, as Twilio lists it: a webhook that failed twice is never repeated, and Twilio still has the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.errors import DeliveryFailed
from bot.messaging.numbers import is_e164
from bot.ports import Texted
from integrations.sms.twilio import PAGE_SIZE, TwilioSender
from integrations.storable import storable

MOST_PAGES = 100  # 10,000 texts; more than that in a day needs a word with the operator


class TwilioInbox:
    def __init__(self, twilio: TwilioSender) -> None:
        self._twilio = twilio

    async def received(self, *, since: datetime) -> Sequence[Texted]:
        """Twilio filters by day in UTC, so what is older is left out here."""
        query = {"To": self._twilio.number, "DateSent>": f"{since:%Y-%m-%d}", "PageSize": str(PAGE_SIZE)}
        found: list[Texted] = []
        for _ in range(MOST_PAGES):
            page = await self._twilio.listed(query)
            found += [text for one in page.get("messages", ()) if (text := _texted(one)) and text.at >= since]
            following = _query_of(page.get("next_page_uri"))
            if following is None:
                return sorted(found, key=lambda text: text.at)
            query = following
        raise DeliveryFailed(f"Twilio lists more than {MOST_PAGES * PAGE_SIZE} texts of a day.", retryable=False)


def _texted(one: Any) -> Texted | None:
    """Return a text of a patient's; None for one of ours, or for what cannot be read."""
    if not isinstance(one, dict) or one.get("direction") != "inbound":
        return None
    sid, number, media = str(one.get("sid") or ""), str(one.get("from") or ""), str(one.get("num_media") or "0")
    at = _time(one)
    if not sid or not is_e164(number) or at is None:
        return None
    return Texted(sid, number, storable(str(one.get("body") or "")), int(media) if media.isdecimal() else 0, at)


def _time(one: Mapping[str, Any]) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(one.get("date_sent") or one.get("date_created")))
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=timezone.utc)


def _query_of(uri: object) -> dict[str, str] | None:
    """Return the query of the next page; only that is taken from the answer, never where to ask."""
    if not isinstance(uri, str) or not uri:
        return None
    return {name: values[0] for name, values in parse_qs(urlsplit(uri).query).items()}
