"""An authorization server as SMART Backend Services wants it, which checks assertions by a library we do not sign with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer

CLIENT = "previsit-at-maple"


@dataclass
class Smart:
    """keys: the key set it has read. asked: every form it got. fault: what goes wrong next, of `_FAULTS`."""

    keys: dict[str, Any]
    asked: list[dict[str, str]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    lasts: Any = 300
    answer: tuple[int, Any, dict[str, str]] | None = None
    base: str = ""

    @property
    def token_url(self) -> str:
        return f"{self.base}/token"

    async def configuration(self, request: web.Request) -> web.Response:
        return web.json_response({"token_endpoint": self.token_url})

    async def token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(form)
        if self.answer is not None:
            status, content, headers = self.answer
            return web.json_response(content, status=status, headers=headers)
        try:
            self._check(form)
        except (jwt.PyJWTError, StopIteration, AssertionError):
            return web.json_response(
                {"error": "invalid_client", "error_description": form["client_assertion"]}, status=401
            )
        granted = {"access_token": f"token-{len(self.asked)}", "token_type": "bearer", "expires_in": self.lasts}
        return web.json_response(granted)

    def _check(self, form: dict[str, str]) -> None:
        assertion = form["client_assertion"]
        kid = jwt.get_unverified_header(assertion)["kid"]
        key = next(jwt.PyJWK(one) for one in self.keys["keys"] if one["kid"] == kid)
        required = {"require": ["iss", "sub", "aud", "exp", "jti"]}
        claims = jwt.decode(assertion, key.key, algorithms=["ES384"], audience=self.token_url, options=required)
        assert claims["iss"] == claims["sub"] == CLIENT and claims["jti"] not in self.used
        assert claims["exp"] - claims["iat"] <= 300 and form["grant_type"] == "client_credentials"
        self.used.add(claims["jti"])


@asynccontextmanager
async def a_login_server(keys: dict[str, Any]) -> AsyncIterator[Smart]:
    smart, app = Smart(keys), web.Application()
    app.router.add_get("/fhir/.well-known/smart-configuration", smart.configuration)
    app.router.add_post("/token", smart.token)
    async with TestServer(app) as server:
        smart.base = str(server.make_url("")).rstrip("/")
        yield smart
