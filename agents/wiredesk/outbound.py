"""HTTP to addresses that others name (feeds, pages, webhooks) without being led into one's own network.

Every connection is checked at the moment it is made, against the very address it goes to, so neither a name that
resolves to a private address, nor one that changes between two look-ups, nor a redirect gets through. Only public
unicast addresses are allowed: no loopback, private, link-local (cloud metadata), shared, multicast or reserved ones,
also not when wrapped in IPv6. Where the operator allows private addresses, link-local ones and those where clouds serve
a machine's own credentials stay refused: no feed and no endpoint lives there.
"""

import errno
import ipaddress
import socket
from typing import Any

import aiohttp
import yarl

CONNECT_TIMEOUT_S = 10.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Cloud metadata that is not link-local, as each provider documents it: EC2 and Google Cloud over IPv6, Alibaba, Oracle.
_METADATA = frozenset(
    ipaddress.ip_address(a) for a in ("fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "192.0.0.192")
)


class AddressRefused(OSError):
    """The address is not a public one."""

    def __init__(self, detail: str) -> None:
        # As the system's own refusals are made: clients show `strerror`.
        super().__init__(errno.EACCES, detail)

    def __str__(self) -> str:
        """The detail alone."""
        return str(self.strerror)


def is_public(address: str) -> bool:
    """True for a public unicast IP address, in its plain form or wrapped in IPv6."""
    ip = _unwrapped(address)
    return ip.is_global and not ip.is_multicast


def is_local_service(address: str) -> bool:
    """True for link-local addresses and those of cloud metadata, in plain form or wrapped in IPv6."""
    ip = _unwrapped(address)
    return ip.is_link_local or ip in _METADATA


def _unwrapped(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return inner
    return ip


def check_url(url: str) -> None:
    """Raise AddressRefused unless the URL is http or https with a host and no user name in it."""
    try:
        parts = yarl.URL(url)
    except (TypeError, ValueError) as e:
        raise AddressRefused(f"{url[:80]!r} is not a URL: {e}") from e
    if parts.scheme not in ("http", "https") or not parts.host:
        raise AddressRefused(f"expected an http or https URL with a host, got {url[:80]!r}")
    if parts.user or parts.password:
        raise AddressRefused("expected a URL without user name and password; put credentials into a setting")


def _public_socket(address: Any) -> socket.socket:
    family, kind, protocol, _, where = address
    if not is_public(where[0]):
        raise AddressRefused(f"{where[0]} is not a public address: refused (to allow it, set allow_private)")
    return socket.socket(family, kind, protocol)


def _allowed_socket(address: Any) -> socket.socket:
    family, kind, protocol, _, where = address
    if is_local_service(where[0]):
        raise AddressRefused(f"{where[0]} is link-local or serves cloud metadata: refused, also with allow_private")
    return socket.socket(family, kind, protocol)


def guarded_session(*, allow_private: bool = False, timeout_s: float = 30.0, **options: Any) -> aiohttp.ClientSession:
    """A client session that connects to public addresses only, keeps no cookies and takes no proxy from outside.

    `allow_private` is for services of one's own network, by the operator's word; link-local stays refused.
    """
    connector = aiohttp.TCPConnector(
        limit_per_host=2, socket_factory=_allowed_socket if allow_private else _public_socket
    )
    return aiohttp.ClientSession(
        connector=connector,
        timeout=aiohttp.ClientTimeout(total=timeout_s, connect=CONNECT_TIMEOUT_S),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        **options,
    )
