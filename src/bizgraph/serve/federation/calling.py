"""One request to another service: to the public internet only, without redirects, within bounds."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Final
from urllib.parse import SplitResult, urlsplit

from bizgraph.serve.errors import RefusedError

SECONDS: Final = 15.0
MOST_BYTES: Final = 32 * 1024 * 1024
_RESULTS: Final = frozenset({"application/sparql-results+json", "application/sparql-results+xml"})
_PORTS: Final = {"http": 80, "https": 443}

IsReachable = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Called:
    """What a service answered."""

    media_type: str
    body: bytes


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet, also where IPv6 wraps one of IPv4."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        nat64 = ipaddress.ip_address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
        teredo = ip.teredo[1] if ip.teredo else None
        for wrapped in (ip.ipv4_mapped, ip.sixtofour, teredo, nat64):
            if wrapped is not None:
                return is_public(str(wrapped))
    return ip.is_global and not ip.is_multicast


_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


def call(address: str, query: bytes, accept: str, is_reachable: IsReachable = is_public) -> Called:
    """Send a query to a service by POST, and return its answer.

    The name is looked up once, and the connection goes to the address that was found to be reachable, so that
    no later look-up can lead elsewhere. Raises RefusedError (502) where there is no answer to be had.
    """
    place = urlsplit(address)
    try:
        connection = _connected(place, is_reachable)
        try:
            path = f"{place.path or '/'}?{place.query}" if place.query else place.path or "/"
            headers = {
                "Host": place.netloc.rpartition("@")[2],
                "Accept": accept,
                "Content-Type": "application/sparql-query",
                "User-Agent": "bizgraph",
            }
            connection.request("POST", path, query, headers)
            answer = connection.getresponse()
            body = answer.read(MOST_BYTES + 1)
        finally:
            connection.close()
    except (OSError, HTTPException) as error:
        raise RefusedError(502, f"the service {address} does not answer: {error}") from error
    if len(body) > MOST_BYTES:
        raise RefusedError(502, f"the service {address} answers with more than {MOST_BYTES:,} bytes")
    if answer.status != 200:
        raise RefusedError(502, f"the service {address} answers with the status {answer.status}")
    media_type = answer.getheader("Content-Type", "")
    if media_type.partition(";")[0].strip().lower() not in _RESULTS:
        raise RefusedError(
            502, f"the service {address} answers with {media_type!r}, not with results of SPARQL"
        )
    return Called(media_type, body)


def _connected(place: SplitResult, is_reachable: IsReachable) -> HTTPConnection:
    host, port = place.hostname or "", place.port or _PORTS[place.scheme]
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    unreachable = [ip for ip in found if not is_reachable(ip)]
    if unreachable or not found:
        raise RefusedError(
            502, f"the service {place.geturl()} is not on the public internet; it is not called"
        )
    opened = socket.create_connection((found[0], port), SECONDS)
    connection = HTTPConnection(host, port, timeout=SECONDS)
    connection.sock = opened
    if place.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(opened, server_hostname=host)
    return connection
