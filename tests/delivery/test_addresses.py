import ipaddress

import pytest
from aiohttp import ClientConnectorError, ClientError, web
from aiohttp.test_utils import TestServer
from hypothesis import given
from hypothesis import strategies as st

from integrations.delivery.addresses import guarded_session, may_connect

INNER = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:c0a8:101::1", "2001:db8::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_refused_in_every_disguise(address: str):
    assert not may_connect(ipaddress.ip_address(address), ())


@pytest.mark.parametrize("address", PUBLIC[:3] + PUBLIC[4:])
def test_a_public_address_may_be_reached(address: str):
    assert may_connect(ipaddress.ip_address(address), ())


@given(st.ip_addresses(v=4))
def test_an_allowed_network_opens_itself_and_nothing_else(address: ipaddress.IPv4Address):
    allowed = ipaddress.ip_network("10.20.0.0/16")

    assert may_connect(address, (allowed,)) == (address in allowed or may_connect(address, ()))


async def hello(request: web.Request) -> web.Response:
    return web.Response(text="hello")


async def elsewhere(request: web.Request) -> web.Response:
    raise web.HTTPFound(f"http://localhost:{request.url.port}/")


@pytest.fixture
def app() -> web.Application:
    made = web.Application()
    made.router.add_get("/", hello)
    made.router.add_get("/elsewhere", elsewhere)
    return made


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]", "0"]
)
async def test_no_spelling_of_loopback_is_connected_to(app: web.Application, host: str):
    async with TestServer(app) as server, guarded_session(()) as session:
        with pytest.raises(ClientError):
            await session.get(f"http://{host}:{server.port}/")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/"])
async def test_only_the_web_is_spoken(url: str):
    async with guarded_session(()) as session:
        with pytest.raises((ClientError, ValueError)):
            await session.get(url)


async def test_an_allowed_network_and_the_operators_own_endpoint_are_reached(app: web.Application):
    loopback = ipaddress.ip_network("127.0.0.0/8")
    async with TestServer(app) as server, guarded_session((loopback,)) as session:
        assert await (await session.get(server.make_url("/"))).text() == "hello"
    async with TestServer(app) as server, guarded_session((), trusted=[None, str(server.make_url("/fhir"))]) as session:
        assert await (await session.get(server.make_url("/"))).text() == "hello"


async def test_a_trusted_endpoint_opens_no_other_port(app: web.Application):
    async with TestServer(app) as server, guarded_session((), trusted=["http://127.0.0.1:1/"]) as session:
        with pytest.raises(ClientConnectorError, match="PREVISIT_ALLOWED_NETWORKS"):
            await session.get(server.make_url("/"))


async def test_a_redirect_is_checked_like_any_other_connection(app: web.Application):
    network = ipaddress.ip_network("::1/128")
    async with TestServer(app) as server, guarded_session((network,), trusted=[]) as session:
        with pytest.raises(ClientError):
            await session.get(f"http://127.0.0.1:{server.port}/elsewhere")
