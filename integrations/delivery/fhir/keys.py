"""Our key pair at one record system: made once, its public half published, assertions signed with the private one."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey

ALGORITHM = "ES384"  # SMART Backend Services: RS384 or ES384
ASSERTION_LASTS = 240  # seconds; SMART allows 300, and clocks differ


def new_key() -> str:
    """Draw a private key, as JWK."""
    key = ECKey.generate_key("P-384", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
    return json.dumps(key.as_dict(private=True))


def public_set(keys: Iterable[str]) -> dict[str, Any]:
    """Return the JWK set that a record system reads; keys: private, those that are not there are empty."""
    return {"keys": [ECKey.import_key(json.loads(key)).as_dict(private=False) for key in keys if key]}


def assertion(key: str, client_id: str, audience: str) -> str:
    """Sign who we are, for one token endpoint and a few minutes, to be used once."""
    private, now = ECKey.import_key(json.loads(key)), int(time.time())
    claims = {"iss": client_id, "sub": client_id, "aud": audience, "jti": str(uuid4()), "iat": now}
    header = {"alg": ALGORITHM, "kid": private.kid, "typ": "JWT"}
    return jwt.encode(header, {**claims, "exp": now + ASSERTION_LASTS}, private, algorithms=[ALGORITHM])
