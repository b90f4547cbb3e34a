"""Requests to a store over HTTP: sent as its address and credentials ask for, failures told in our words."""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from bizgraph.errors import GraphError, QueryError
from bizgraph.store.authentication import PASSWORD, USER, Authentication, Credentials

_TOLD: Final = 400  # characters of what a store says about a failure
_MARKUP: Final = re.compile(r"(?s)<(script|style|title)\b.*?</\1>|<[^>]*>")
_ECHO: Final = re.compile(r"(?s)\s*SPARQL query:.*")  # Virtuoso repeats the query behind its message


class AbsentError(GraphError):
    """A store has nothing at an address, or takes nothing there."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a store answered: the whole body, and its headers."""

    body: bytes
    headers: Message

    @property
    def media_type(self) -> str:
        """The media type of the body."""
        return self.headers.get_content_type()


class Transport:
    """Sends requests to one address, and waits at most `seconds` for each sign of life."""

    def __init__(self, url: str, seconds: float, credentials: Credentials | None = None) -> None:
        self.url: Final = checked(url)
        self._seconds = seconds
        self._authentication = Authentication(url, credentials)

    def probe(self, request: urllib.request.Request) -> None:
        """Send a request for what its refusal says of who may ask. Raises GraphError where nobody answers."""
        try:
            self._sent(request)
        except urllib.error.HTTPError as error:
            if error.code == 401:
                self._authentication.challenged(error.headers.get_all("WWW-Authenticate", []))
        except (OSError, http.client.HTTPException) as error:
            raise self._lost(error) from error

    def send(self, request: urllib.request.Request) -> Response:
        """Return what is answered. Raises QueryError where a query is at fault, GraphError otherwise."""
        try:
            try:
                return self._sent(request)
            except urllib.error.HTTPError as error:
                challenges = error.headers.get_all("WWW-Authenticate", [])
                if error.code != 401 or not self._authentication.challenged(challenges):
                    raise
            return self._sent(request)
        except urllib.error.HTTPError as error:
            raise self._refused(error) from error
        except (OSError, http.client.HTTPException) as error:
            raise self._lost(error) from error

    def _sent(self, request: urllib.request.Request) -> Response:
        self._authentication.sign(request)
        with urllib.request.urlopen(request, timeout=self._seconds) as answer:
            return Response(answer.read(), answer.headers)

    def _lost(self, error: Exception) -> GraphError:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, TimeoutError):
            return GraphError(
                f"timeout: the store at {self.url} did not answer within {self._seconds:g} seconds; "
                "ask for less, or try again when it has less to do"
            )
        if isinstance(error, urllib.error.URLError):
            return GraphError(
                f"the store at {self.url} cannot be reached ({reason}); see whether it runs and whether its "
                "address is right, then try again"
            )
        return GraphError(
            f"the store at {self.url} broke off ({str(reason) or type(reason).__name__}); see whether it "
            "runs and what its log says, then try again"
        )

    def _refused(self, error: urllib.error.HTTPError) -> GraphError | QueryError:
        said = _said(error)
        match error.code:
            case 400:
                return QueryError(f"the store at {self.url} refuses the request: {said}")
            case 401 | 403:
                return GraphError(
                    f"the store at {self.url} refuses access ({error.code}); set {USER} and {PASSWORD} to a "
                    f"user who may do this there: {said}"
                )
            case 404 | 405 | 406 | 415:
                return AbsentError(
                    f"{self.url} does not answer as a SPARQL service does ({error.code}); "
                    f"see whether the address is right: {said}"
                )
        return GraphError(f"the store at {self.url} failed ({error.code}): {said}")


def checked(url: str) -> str:
    """Return the address of a store. Raises GraphError where it cannot be one."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and url.isascii()
        sound = sound and not any(character.isspace() for character in url) and (parts.port or 0) >= 0
    except ValueError:
        sound = False
    if not sound:
        raise GraphError(f"the address of a store must be like http://localhost:8890/sparql, not {url!r}")
    if parts.username is not None:
        raise GraphError(f"no user and password in the address of a store: set {USER} and {PASSWORD} instead")
    return url


def _said(error: urllib.error.HTTPError) -> str:
    """Return what a store says about a failure, without markup and on one line."""
    try:
        text = error.read(64 * 1024).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        text = ""
    if "html" in error.headers.get("Content-Type", "") or text.lstrip().startswith("<"):
        text = unescape(_MARKUP.sub(" ", text))
    line = " ".join(_ECHO.sub("", text).split())
    return line[:_TOLD] + ("…" if len(line) > _TOLD else "") if line else str(error.reason)
