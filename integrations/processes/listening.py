"""Whether an address is free to listen on, said before anything is started that would fail over it."""

from __future__ import annotations

import socket

from bot.errors import PrevisitError
from integrations.settings import variable


class CannotListen(PrevisitError):
    """Something else listens on this port, or this user may not."""

    def __init__(self, host: str, port: int, setting: str, reason: str) -> None:
        super().__init__(
            f"Port {port} of {host} cannot be listened on ({reason}). "
            f"Stop what uses it, or set {variable(setting)} to a port that is free."
        )


def must_be_free(host: str, port: int, setting: str) -> None:
    """Raise CannotListen unless this process could listen there; setting: the field of Settings that says the port."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does: not what just ended
            probe.bind(address)
    except OSError as error:
        raise CannotListen(host, port, setting, error.strerror or "no such address") from None
