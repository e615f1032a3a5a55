"""The demonstration's coordinator at work on the pages: logging in, adding topics, signing off."""

from __future__ import annotations

import re
from uuid import UUID

from aiohttp import ClientSession

from bot.errors import PrevisitError

TOPIC = "Your flu shot: we can give it at this visit"


class PageRefused(PrevisitError):
    """A page of the running Previsit answered something else than expected."""

    def __init__(self, path: str, status: int) -> None:
        super().__init__(f"The page {path} answered {status}.")


class AtTheDesk:
    """A browser of a kind: keeps cookies, fills in the forms that pages show."""

    def __init__(self, http: ClientSession, address: str) -> None:
        self._http, self._address = http, address

    async def log_in(self, email: str, password: str) -> None:
        await self._fill_in("/login", "/login", email=email, password=password)

    async def add_topic(self, visit: UUID) -> None:
        await self._fill_in(f"/visits/{visit}", f"/visits/{visit}/topics", text=TOPIC)

    async def sign_off(self, visit: UUID) -> None:
        await self._fill_in(f"/visits/{visit}", f"/visits/{visit}/sign-off")

    async def _fill_in(self, page: str, action: str, **values: str) -> None:
        """Load a page, find the form that goes to `action`, and send it with its hidden fields and these values."""
        async with self._http.get(self._address + page) as answer:
            shown = await answer.text()
            if answer.status != 200:
                raise PageRefused(page, answer.status)
        form = {**_hidden_fields(shown, action), **values}
        headers = {"Origin": self._address}
        async with self._http.post(self._address + action, data=form, headers=headers) as answer:
            if answer.status != 200:  # after the redirect to the next page
                raise PageRefused(action, answer.status)


def _hidden_fields(page: str, action: str) -> dict[str, str]:
    form = re.search(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', page, re.DOTALL)
    inputs = re.findall(r"<input[^>]*>", form.group(1)) if form else []
    named = [(re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag), tag) for tag in inputs]
    return {n.group(1): v.group(1) for n, v, tag in named if n and v and 'type="hidden"' in tag}
