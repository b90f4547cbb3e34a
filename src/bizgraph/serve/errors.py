"""What a server answers instead of what was asked for: a status of HTTP, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from bizgraph.errors import BizgraphError


class RefusedError(BizgraphError):
    """A request that is not answered as asked: `status` of HTTP, the message, and headers to go with it.

    `candidates` are what may be meant, each as its label and IRI.
    """

    def __init__(
        self,
        status: int,
        message: str,
        headers: Mapping[str, str] | None = None,
        candidates: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        self.candidates = candidates


class BusyError(RefusedError):
    """So much is being worked on that this has to wait longer than it may."""

    def __init__(self) -> None:
        super().__init__(503, "the server is busy; ask again in a few seconds", {"Retry-After": "5"})


class OverrunError(RefusedError):
    """The work took longer than it may, and was ended."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            504,
            f"timeout: this took longer than the {seconds:g} seconds that one request may take, and was "
            "ended; ask for less, for instance with a LIMIT or for one place only",
        )


class CrowdedError(RefusedError):
    """The work took longer than it may while others wait, and was ended."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            503,
            f"the server is busy: while others wait, one request may take {seconds:g} seconds, and this took "
            "longer; ask again later, or for less",
            {"Retry-After": "30"},
        )


class WorkerLostError(RefusedError):
    """The process that worked on it ended, for instance because it needed more memory than it may have."""

    def __init__(self) -> None:
        super().__init__(
            503,
            "the process that worked on this ended before it was done, most likely because it needed more "
            "memory than one request may have or was nested too deeply; ask for less",
        )


class ResultTooLargeError(RefusedError):
    """The result is larger than one answer may be."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            507, f"the result is larger than the {limit:,} bytes that one answer may have; ask for less"
        )


class BrokenOffError(Exception):
    """An answer that had begun cannot be finished. The connection is cut; nobody takes it for whole."""
