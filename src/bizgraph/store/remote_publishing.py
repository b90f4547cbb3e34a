"""Publishes a graph folder to a remote store, graph by graph, by the Graph Store Protocol.

A store replaces one graph by one request; nothing in the protocols replaces several at once. So the manifest
(see remote_manifest.py) says first that a publication has begun, and only at the end what is there now:
readers see by its version that graphs are being replaced, and drop what they remember both times. A
publication that breaks off leaves the former manifest, with that mark; the next one replaces every graph.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode

from bizgraph.errors import GraphError
from bizgraph.rdf.serialise import to_nquads
from bizgraph.store.authentication import Credentials
from bizgraph.store.embedded import EmbeddedStore
from bizgraph.store.graph_store import GraphStore, graph_store_of
from bizgraph.store.manifest import Manifest
from bizgraph.store.opening import open_folder
from bizgraph.store.remote import RemoteStore
from bizgraph.store.remote_manifest import UNFINISHED, Publication, publication_of, published

SECONDS: Final = 300.0
_COUNT: Final = "SELECT (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?subject ?predicate ?object } }"
_GRAPHS: Final = (
    "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } FILTER(STRSTARTS(STR(?graph), ?base)) }"
)

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: graphs that were put there, deleted, and left since they had not changed.

    `repaired` tells that an earlier publication had broken off, so that all graphs were put there.
    """

    version: str
    put: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    repaired: bool = False


def publish(
    folder: Path,
    url: str,
    graph_store: str | None = None,
    *,
    credentials: Credentials | None = None,
    seconds: float = SECONDS,
    told: Told | None = None,
) -> Published:
    """Publish the graph in a folder to the store with this SPARQL endpoint, which then holds exactly that.

    `graph_store` is where the store takes graphs, if that is not where stores of its kind do. Graphs of other
    bases are let alone. `told` hears of each graph, how many are done, and of how many. What was published
    already is not sent again. Raises GraphError; publishing once more then completes what was begun.
    """
    place = GraphStore(graph_store or graph_store_of(url), seconds, credentials)
    store = RemoteStore(url, seconds=seconds, credentials=credentials)
    local, manifest = open_folder(folder)
    with local:
        return _Publishing(local, manifest, store, place, told or _silent).publish()


class _Publishing:
    """One publication: what is here, what is there, and the way from the one to the other."""

    def __init__(
        self, local: EmbeddedStore, manifest: Manifest, store: RemoteStore, place: GraphStore, told: Told
    ) -> None:
        self._local = local
        self._store = store
        self._place = place
        self._told = told
        self._next = publication_of(manifest, {graph.value: self._content(graph) for graph in local.graphs()})

    def publish(self) -> Published:
        """Bring the store to what is here."""
        before = published(self._store)
        if before is not None and before.base != self._next.base:
            raise GraphError(
                f"the store holds a graph whose identifiers begin with {before.base}, not {self._next.base}; "
                "publish to a store of its own, or build with that --base"
            )
        if before is not None and before.version == self._next.version:
            return Published(self._next.version, left=tuple(self._next.graphs))
        known = before.graphs if before is not None and not before.is_unfinished else self._found()
        wanted = self._next.graphs
        changed = [graph for graph, content in wanted.items() if known.get(graph) != content]
        gone = sorted(known.keys() - wanted.keys())
        mark = f"{self._next.version}{UNFINISHED}{secrets.token_hex(4)}"
        began = replace(
            before or Publication("", replace(self._next.manifest, documents=(), quads=0)), version=mark
        )
        self._place.replace(began.name, began.triples())
        done = 0
        try:
            for done, graph in enumerate(changed):
                self._told(graph, done, len(changed) + len(gone))
                self._put(NamedNode(graph))
            for done, graph in enumerate(gone, len(changed)):
                self._told(graph, done, len(changed) + len(gone))
                self._place.delete(NamedNode(graph))
            self._still_ours(mark)
            self._place.replace(self._next.name, self._next.triples())
        except GraphError as error:
            raise GraphError(
                f"the publication broke off after {done} of {len(changed) + len(gone)} graphs: {error}. The "
                "store's manifest still tells of the former publication, and that a newer one has begun; see "
                "to the store (is its disk full?), then run the same command again, which completes it"
            ) from error
        left = tuple(sorted(wanted.keys() - set(changed)))
        repaired = before is not None and before.is_unfinished
        return Published(self._next.version, tuple(changed), tuple(gone), left, repaired)

    def _put(self, graph: NamedNode) -> None:
        """Replace a graph, and see that all of it arrived."""
        quads = list(self._local.quads(graph))
        self._place.replace(graph, (quad.triple for quad in quads))
        there = self._count(graph)
        if there != len(quads):
            raise GraphError(f"the store took {there} of the {len(quads)} triples of {graph.value}")

    def _count(self, graph: NamedNode) -> int:
        found = self._store.select(_COUNT, {"graph": graph})
        return sum(int(row[0].value) for row in found if isinstance(row[0], Literal))

    def _found(self) -> Mapping[str, str]:
        """Return the graphs that publications of this base may have left there; their content is unknown."""
        base = self._next.base
        rows = self._store.select(_GRAPHS, {"base": Literal(base)})
        names = (row[0].value for row in rows if isinstance(row[0], NamedNode))
        ours = (name for name in names if name == f"{base}graph/knowledge" or _is_document(name, base))
        return dict.fromkeys(ours, "")

    def _still_ours(self, mark: str) -> None:
        now = published(self._store)
        if now is None or now.version != mark:
            raise GraphError("another program has published to the store meanwhile")

    def _content(self, graph: NamedNode) -> str:
        """Return a name for what a graph holds, whatever its blank nodes are called."""
        content = Dataset(self._local.quads(graph))
        content.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return hashlib.sha256(to_nquads(content)).hexdigest()


def _is_document(name: str, base: str) -> bool:
    return name.startswith(f"{base}document/") and name.endswith("/graph")


def _silent(graph: str, done: int, of: int) -> None:
    del graph, done, of
