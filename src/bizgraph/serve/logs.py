"""What the server and its workers write on standard error: one line a message, no telephone numbers."""

from __future__ import annotations

import logging
import sys
import time
from typing import Final

from bizgraph.source.telephones import redact

_NAMES: Final = ("bizgraph", "uvicorn", "asyncio")


class OneLine(logging.Formatter):
    """Writes a message with its time (UTC); telephone numbers in it are asterisks.

    Characters that would begin a new line or steer a terminal are written as escapes, but for the line breaks
    of a traceback.
    """

    def __init__(self, form: str) -> None:
        super().__init__(form, "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name is logging's)
        """Return the line of a message."""
        return printable(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        """Return all that is written for a message."""
        return redact(super().format(record))


def printable(words: str) -> str:
    """Return the words with everything that is not printed as it stands written as escapes."""
    if words.isprintable():
        return words
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape", "backslashreplace").decode("ascii")
        for each in words
    )


def set_up() -> None:
    """Send what is logged to standard error: requests by `bizgraph.access`, and whatever goes wrong."""
    told = logging.StreamHandler(sys.stderr)
    told.setFormatter(OneLine("%(asctime)s %(levelname)s %(message)s"))
    for name in _NAMES:
        logger = logging.getLogger(name)
        logger.handlers = [told]
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    requests = logging.StreamHandler(sys.stderr)
    requests.setFormatter(OneLine("%(asctime)s %(message)s"))
    access = logging.getLogger("bizgraph.access")
    access.handlers = [requests]
    access.propagate = False
    access.setLevel(logging.INFO)
