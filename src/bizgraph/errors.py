"""The exceptions of the project: each says what is wrong, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable


class BizgraphError(Exception):
    """Base of every error that a user of bizgraph can cause or meet; every face catches this one."""


class SourceError(BizgraphError):
    """A file cannot be read as a document; the message names the file and the reason."""


class OntologyError(BizgraphError):
    """A file under `ontology/` is wrong; the message names the file and the entry."""


class GraphError(BizgraphError):
    """A graph folder cannot be opened, written or published."""


class EngineError(BizgraphError):
    """Those who should work on documents cannot: a cluster that is not there, or runs another program."""


class QueryError(BizgraphError):
    """A query cannot be found, parsed or bound."""


class ExportError(BizgraphError):
    """A graph cannot be written in a format, or to a place; the message says which and why."""


class UnknownThingError(BizgraphError):
    """A name or IRI stands for nothing in the graph, or for several things.

    `candidates` are what may be meant, each as its label and IRI; `ambiguous` says that the name stands for
    all of these.
    """

    def __init__(
        self, message: str, candidates: Iterable[tuple[str, str]] = (), *, ambiguous: bool = False
    ) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)
        self.ambiguous = ambiguous
