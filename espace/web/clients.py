"""Whose request is it, as far as the network tells: the address that limits count by (SECURITY 4).

`X-Forwarded-For` is a list that each proxy adds to at its end; a visitor may send any beginning of it. So it is read
from the end, and only as long as what speaks is a trusted proxy (`ESPACE_TRUSTED_PROXIES`). A visitor with IPv6 owns a
whole /64: that counts as one address. Only a keyed hash of it goes further: into buckets, and to a page's state.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from reflex.istate.data import HeaderData
from starlette.requests import HTTPConnection

from espace.adapters.crypto import lookup_hash
from espace.settings import parsed_networks, settings

HEADER = "proxy-authorization"  # where a socket's handshake carries it: Reflex neither sends that back nor shows it
_MOST_HOPS = 20
_IPV6_HOUSE = 64

_networks = lru_cache(maxsize=4)(parsed_networks)


def client_address(connection: HTTPConnection) -> str:
    """Return the visitor's address, an IPv6 one as its /64; empty when the server knows none."""
    address = _parsed(connection.client.host) if connection.client else None
    hops = ",".join(connection.headers.getlist("x-forwarded-for")).split(",")
    for hop in reversed(hops[-_MOST_HOPS:]):
        if address is None or not _is_trusted(address):
            break
        before = _parsed(hop)
        if before is None:
            break
        address = before
    return _house(address) if address else ""


def client_key(connection: HTTPConnection) -> str:
    """Return the keyed hash of the visitor's address, for `services.throttles` and for a page's state."""
    return lookup_hash(f"client:{client_address(connection)}")


def visitor(headers: HeaderData) -> str:
    """Return that same hash in an event's handler, from `self.router.headers`; empty without a socket."""
    return headers.raw_headers.get(HEADER, "")


def _is_trusted(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in _networks(settings().trusted_proxies))


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    """Read `192.0.2.7`, `192.0.2.7:4711`, `2001:db8::7`, `[2001:db8::7]:4711`; IPv4 within IPv6 is IPv4."""
    bare = text.strip().removeprefix('"').removesuffix('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _house(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((address, _IPV6_HOUSE), strict=False))
