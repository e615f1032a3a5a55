"""Where a connection may go: public addresses, and inner ones that the operator named.

Checked on the address that is about to be connected to, so that neither a name that resolves inward, nor one that
resolves differently the second time, nor a redirect gets past.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import socket
import ssl
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from integrations.setting_values import Network

PATIENCE = ClientTimeout(total=30, connect=5, sock_read=20)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOOPBACK = ("127.0.0.1", "::1")

Address = IPv4Address | IPv6Address


class InnerAddress(OSError):
    """A connection would have gone to an address inside the operator's network."""

    def __init__(self) -> None:
        told = "the address is not public; an operator may allow its network in PREVISIT_ALLOWED_NETWORKS"
        super().__init__(errno.EACCES, told)


def guarded_session(allowed: Sequence[Network], *, trusted: Iterable[str | None] = ()) -> ClientSession:
    """Open a session whose connections go to public addresses and allowed networks only; it keeps no cookies.

    trusted: base addresses from the operator's own settings; an inner one among them may be reached at its port.
    """
    endpoints = {endpoint for url in trusted if url for endpoint in _endpoints(url)}

    def guarded_socket(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, where = info
        address = ipaddress.ip_address(str(where[0]).partition("%")[0])
        if not may_connect(address, allowed) and (str(address), where[1]) not in endpoints:
            raise InnerAddress
        return socket.socket(family, kind, protocol)

    connector = TCPConnector(socket_factory=guarded_socket, ttl_dns_cache=60)
    return ClientSession(connector=connector, timeout=PATIENCE, cookie_jar=DummyCookieJar())


def may_connect(address: Address, allowed: Sequence[Network]) -> bool:
    """Say whether an address is public or lies in an allowed network; an IPv4 address inside an IPv6 one counts as itself."""
    reached = _embedded(address)
    if any(reached in network for network in allowed):
        return True
    return reached.is_global and not reached.is_multicast and (reached == address or address.is_global)


def _embedded(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _endpoints(url: str) -> list[tuple[str, int]]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return [(name, port) for name in (_LOOPBACK if host == "localhost" else (host,))]


async def guarded_connection(
    host: str, port: int, allowed: Sequence[Network], *, tls: ssl.SSLContext | None, limit: int
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open a connection to a public address or one of an allowed network; raise InnerAddress for any other.

    tls: None for none; the certificate must be the host's. limit: bytes that one read may gather.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    reached = [where[0] for *_, where in found if _may_reach(str(where[0]), allowed)]
    if not reached:
        raise InnerAddress
    named = {"ssl": tls, "server_hostname": host} if tls else {}
    return await asyncio.open_connection(str(reached[0]), port, limit=limit, **named)  # type: ignore[arg-type]


def _may_reach(address: str, allowed: Sequence[Network]) -> bool:
    return may_connect(ipaddress.ip_address(address.partition("%")[0]), allowed)
