"""Says to a store who asks, in the way in which it wants to be told, and only once it has asked.

After the first refusal the answer to it goes along with each request: a server that refuses a request of
some megabytes need not read it, and may break off the connection instead (Virtuoso does).
"""

from __future__ import annotations

import base64
import os
import urllib.request
from dataclasses import dataclass, field
from typing import Final
from urllib.request import AbstractDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm, Request

USER: Final = "BIZGRAPH_STORE_USER"
PASSWORD: Final = "BIZGRAPH_STORE_PASSWORD"
_HEADER: Final = "Authorization"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who a store is asked as."""

    user: str
    password: str = field(repr=False)

    @classmethod
    def of_environment(cls) -> Credentials | None:
        """Return those in $BIZGRAPH_STORE_USER and $BIZGRAPH_STORE_PASSWORD; None where these are not set."""
        user = os.environ.get(USER, "")
        return cls(user, os.environ.get(PASSWORD, "")) if user else None


class Authentication:
    """What a server wants to be told, Basic or Digest, and the headers that tell it."""

    def __init__(self, url: str, credentials: Credentials | None) -> None:
        self._credentials = credentials
        self._basic = False
        self._digest: dict[str, str] = {}
        passwords = HTTPPasswordMgrWithDefaultRealm()
        if credentials is not None:
            passwords.add_password(None, url, credentials.user, credentials.password)
        self._digester = AbstractDigestAuthHandler(passwords)

    def challenged(self, challenges: list[str]) -> bool:
        """Take in what a server asks for; return whether it can be told that."""
        if self._credentials is None:
            return False
        for challenge in challenges:
            scheme, _, asked = challenge.partition(" ")
            if scheme.lower() == "digest":
                self._digest = urllib.request.parse_keqv_list(urllib.request.parse_http_list(asked))
                return True
            self._basic = self._basic or scheme.lower() == "basic"
        return self._basic

    def sign(self, request: Request) -> None:
        """Put the header on a request, where the server has asked for one."""
        if self._digest:
            told = self._digester.get_authorization(request, self._digest)
            request.add_unredirected_header(_HEADER, f"Digest {told}")
        elif self._basic and self._credentials is not None:
            pair = f"{self._credentials.user}:{self._credentials.password}".encode()
            request.add_unredirected_header(_HEADER, f"Basic {base64.b64encode(pair).decode()}")
