"""Which addresses this server may contact for an editor: public ones, on the web's own ports.

requests-hardened pins the address that a name resolves to. This is the stricter rule on what such an address may
be, asked before a name is resolved, of every address it resolves to, and once more at the moment of connecting.
"""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from record.refusals import as_typed
from sources.addresses import normalise_url
from sources.fetching import failures

PORTS = {"http": 80, "https": 443}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# What IPv6 hands out to the public (IANA), and the parts of it that carry or wrap something else.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_SPECIAL = [
    ipaddress.ip_network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which wraps an IPv4 address
        "3fff::/20",  # documentation
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "100.64.0.0/10",  # shared by carriers
        "168.63.129.16/32",  # one cloud's own agent on every machine of it, in public dress
    )
]


def is_public(ip: Address) -> bool:
    """True for an address that anybody on the internet may reach.

    IPv6 addresses that stand for an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) never are: what they
    lead to depends on the network this server stands in.
    """
    if any(ip in block for block in _SPECIAL if block.version == ip.version):
        return False
    if ip.version == 6:
        return ip in _GLOBAL_UNICAST and ip.is_global
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def refuse_url(url: str) -> SplitResult:
    """The parts of an address that may be asked for. Raises NotFetched, saying why not."""
    try:
        normalise_url(url)
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except ValueError as error:
        raise failures.not_an_address(str(error)) from error
    if "\\" in url or any(char.isspace() for char in url):
        raise failures.not_an_address(f"{as_typed(url)} holds characters that no address can hold.")
    if port not in PORTS.values() and port not in {allowed[1] for allowed in allowed_in_tests()}:
        raise failures.refused(f"it names port {port}, and pages are on 80 and 443")
    return parts


def refuse_host(host: str, port: int) -> None:
    """Raise NotFetched unless every address that this name resolves to may be contacted."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise failures.unknown_host(host) from error
    for *_, address in found:
        refuse_address(str(address[0]), port)


def refuse_address(text: str, port: int) -> None:
    """Raise NotFetched unless this numeric address may be contacted on this port."""
    if (text, port) in allowed_in_tests():
        return
    try:
        ip = ipaddress.ip_address(text.strip("[]"))
    except ValueError as error:
        raise failures.refused("its site has no address that can be read") from error
    if not is_public(ip) or port not in PORTS.values():
        raise failures.refused("it leads into a private network and not to a public site")


def allowed_in_tests() -> frozenset[tuple[str, int]]:
    """The suite's own servers on loopback, which no running site ever has."""
    # Pairs of address and port. sources/apps.py refuses to start where any settings file names one.
    return getattr(settings, "FETCH_ALLOWED_IN_TESTS", frozenset())
