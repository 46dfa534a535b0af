import pytest
from aiohttp import ClientError, web

from wiredesk.outbound import AddressRefused, check_url, guarded_session, is_local_service, is_public


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_public_addresses_are_public(address: str):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1",
        "2002:7f00:0001::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    ],
)  # fmt: skip
def test_private_loopback_metadata_and_wrapped_addresses_are_not(address: str):
    assert not is_public(address)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.com/", "gopher://x", "//x", "http://", "http://me:pw@example.com/"]
)
def test_other_schemes_and_credentials_in_urls_are_refused(url: str):
    with pytest.raises(AddressRefused):
        check_url(url)


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest/meta-data/", "http://[::ffff:169.254.169.254]/", "http://[fd00:ec2::254]/"]
)
async def test_cloud_metadata_stays_refused_where_private_addresses_are_allowed(url: str):
    async with guarded_session(allow_private=True, timeout_s=2) as session:
        with pytest.raises((ClientError, AddressRefused), match="refused, also with allow_private"):
            await session.get(url)


@pytest.mark.parametrize(
    ("address", "is_so"),
    [
        ("169.254.169.254", True), ("fe80::1%eth0", True), ("64:ff9b::a9fe:a9fe", True), ("100.100.100.200", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.1.1", False), ("100.64.0.1", False), ("fd00::1", False),
    ],
)  # fmt: skip
def test_link_local_addresses_and_cloud_metadata_are_told_from_private_ones(address: str, is_so: bool):
    assert is_local_service(address) is is_so


async def _serve(handler) -> tuple[web.AppRunner, int]:
    app = web.Application()
    app.router.add_get("/", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, runner.addresses[0][1]


async def test_loopback_is_refused_by_number_by_name_and_after_a_redirect_unless_allowed():
    async def hello(request):
        return web.Response(text="inner secrets")

    runner, port = await _serve(hello)
    try:
        async with guarded_session() as session:
            for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"):
                with pytest.raises((ClientError, AddressRefused)) as caught:
                    await session.get(f"http://{host}:{port}/")
                assert "secrets" not in str(caught.value)
        async with guarded_session(allow_private=True) as session, session.get(f"http://127.0.0.1:{port}/") as answer:
            assert await answer.text() == "inner secrets"
    finally:
        await runner.cleanup()
