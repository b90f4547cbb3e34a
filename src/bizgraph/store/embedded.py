"""A graph on this machine, in Oxigraph: a published generation on disk, or a few quads in memory."""

from __future__ import annotations

import fcntl
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Triple

from bizgraph.errors import GraphError, QueryError
from bizgraph.store.binding import bind, names_dataset
from bizgraph.store.federation import directed
from bizgraph.store.interface import Bindings, ByForm, Results, Row, Solutions
from bizgraph.store.layout import Layout

_BLANK: Final = b"_:"


class EmbeddedStore(ByForm):
    """An Oxigraph store that is only read. Closing it lets its generation be cleared away."""

    def __init__(self, store: pyoxigraph.Store, lock: int | None = None) -> None:
        self._store: pyoxigraph.Store | None = store
        self._lock = lock

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the live generation of a graph folder for reading.

        It stays as it is for as long as the store is open, also while the next one is published. Raises
        GraphError where the folder holds no graph.
        """
        layout = Layout(folder)
        for _ in range(20):
            generation = layout.live()
            if generation is None:
                raise GraphError(f"{folder} holds no graph; build one there first, or name another folder")
            lock = _shared_lock(layout.in_use(generation))
            if lock is None:
                continue  # a newer generation was published, and this one is being cleared away
            try:
                return cls(pyoxigraph.Store.read_only(str(layout.database(generation))), lock)
            except OSError as error:
                os.close(lock)
                raise GraphError(
                    f"the graph in {folder} cannot be opened: {error}; build it again"
                ) from error
        raise GraphError(
            f"{folder} names a generation that is not there ({layout.live()}); build the graph again"
        )

    @classmethod
    def holding(cls, quads: Iterable[Quad]) -> Self:
        """Return a store in memory that holds the quads."""
        store = pyoxigraph.Store()
        store.bulk_extend(quads)
        return cls(store)

    def in_memory(self) -> Self:
        """Return a store in memory that holds what this one does, and close this one.

        It answers several times faster; it takes a second or so and 50 MB for 100,000 quads.
        """
        quads = io.BytesIO()
        self._opened().dump(quads, format=RdfFormat.N_QUADS)
        lines = quads.getvalue().splitlines(keepends=True)
        store = pyoxigraph.Store()
        named = b"".join(line for line in lines if _BLANK not in line)
        store.bulk_load(input=named, format=RdfFormat.N_QUADS)
        blank = b"".join(line for line in lines if _BLANK in line)  # loading renames them, parsing does not
        store.extend(pyoxigraph.parse(blank, format=RdfFormat.N_QUADS))
        self.close()
        return type(self)(store)

    def query(
        self,
        query: str,
        bindings: Bindings | None = None,
        *,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
        services: Mapping[str, str] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer any query in Oxigraph's own types, which can write themselves in the standard formats.

        `default_graphs` and `named_graphs` are the dataset of the SPARQL protocol, which goes before the
        dataset that the query names by FROM; without either, the default graph is the union of all graphs.
        SERVICE is refused but for `services`: addresses as queries name them, and where they are called
        instead.
        """
        query = directed(query, services or {})
        dataset_named = bool(default_graphs or named_graphs)
        try:
            return self._opened().query(
                bind(query, bindings),
                use_default_graph_as_union=not (dataset_named or names_dataset(query)),
                default_graph=list(default_graphs) if dataset_named else None,
                named_graphs=list(named_graphs) if dataset_named else None,
            )
        except SyntaxError as error:
            raise QueryError(f"the query is not SPARQL 1.1: {error}") from error
        except OSError as error:
            raise GraphError(f"the graph cannot answer: {error}") from error
        except (ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error

    def results(
        self,
        query: str,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
        services: Mapping[str, str] | None = None,
    ) -> Results:
        """Answer any query over the dataset that these graphs make, in types that can write themselves."""
        return self.query(query, default_graphs=default_graphs, named_graphs=named_graphs, services=services)

    def answer(self, query: str, bindings: Bindings | None = None) -> Solutions | Iterator[Triple] | bool:
        """Answer a query of any form, once: the rows of a SELECT, triples, or yes and no."""
        answer = self.query(query, bindings)
        if isinstance(answer, QueryTriples):
            return _triples(answer)
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        names = tuple(variable.value for variable in answer.variables)
        return Solutions(names, _rows(answer))

    def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of the graphs that the store holds, sorted."""
        names = (name for name in self._opened().named_graphs() if isinstance(name, NamedNode))
        return tuple(sorted(names, key=lambda name: name.value))

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or all of them."""
        return self._opened().quads_for_pattern(None, None, None, graph)

    def __len__(self) -> int:
        return len(self._opened())

    def close(self) -> None:
        """Let go of the store; closing twice does no harm."""
        self._store = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def _opened(self) -> pyoxigraph.Store:
        if self._store is None:
            raise GraphError("the graph is closed; open it again")
        return self._store


def _rows(solutions: QuerySolutions) -> Iterator[Row]:
    try:
        for solution in solutions:
            yield tuple(solution)
    except OSError as error:
        raise GraphError(f"the graph cannot answer: {error}") from error
    except (ValueError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def _triples(triples: QueryTriples) -> Iterator[Triple]:
    try:
        yield from triples
    except OSError as error:
        raise GraphError(f"the graph cannot answer: {error}") from error
    except (ValueError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def _shared_lock(path: Path) -> int | None:
    """Hold a generation in use; None where it is going or gone."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise GraphError(f"{path} cannot be read: {error.strerror}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        if os.fstat(descriptor).st_nlink and path.exists():
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None
