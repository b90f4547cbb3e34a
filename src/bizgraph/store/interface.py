"""What every place where a graph lives can do: answer SPARQL, and say which graphs it holds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Triple

from bizgraph.errors import QueryError

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Binding: TypeAlias = NamedNode | Literal | Sequence[NamedNode | Literal]
Bindings: TypeAlias = Mapping[str, Binding]
Row: TypeAlias = tuple[Term | None, ...]
Results: TypeAlias = QuerySolutions | QueryBoolean | Iterable[Triple]


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT query: the names of its variables, and its rows, which can be read once."""

    variables: tuple[str, ...]
    rows: Iterator[Row]

    def __iter__(self) -> Iterator[Row]:
        return self.rows

    def mappings(self) -> Iterator[dict[str, Term]]:
        """Yield each row as a mapping from the names of the variables that are bound in it."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}


class Store(Protocol):
    """A graph that answers SPARQL 1.1 queries. Its default graph is the union of all its graphs.

    `bindings` give values to variables of the query, wherever these stand; see `bizgraph.store.binding`.
    A query that cannot be parsed or bound raises QueryError; a store that cannot answer, GraphError.
    """

    def select(self, query: str, bindings: Bindings | None = None) -> Solutions:
        """Answer a SELECT query."""
        ...

    def construct(self, query: str, bindings: Bindings | None = None) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE query."""
        ...

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK query."""
        ...

    def answer(self, query: str, bindings: Bindings | None = None) -> Solutions | Iterator[Triple] | bool:
        """Answer a query of any form, once: the rows of a SELECT, triples, or yes and no."""
        ...

    def results(
        self,
        query: str,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
        services: Mapping[str, str] | None = None,
    ) -> Results:
        """Answer any query over the dataset that these graphs make, in types that can write themselves.

        `services` are the addresses that it may call by SERVICE, and where they are called instead.
        """
        ...

    def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of the graphs that the store holds, sorted."""
        ...

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or all of them."""
        ...

    def __len__(self) -> int: ...

    def close(self) -> None:
        """Let go of the store; closing twice does no harm."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class ByForm(ABC):
    """Answers queries of a known form, for a store that answers queries of any form.

    A query of another form raises QueryError.
    """

    @abstractmethod
    def answer(self, query: str, bindings: Bindings | None = None) -> Solutions | Iterator[Triple] | bool:
        """Answer a query of any form."""

    def select(self, query: str, bindings: Bindings | None = None) -> Solutions:
        """Answer a SELECT query."""
        answer = self.answer(query, bindings)
        if not isinstance(answer, Solutions):
            raise QueryError("the query must be a SELECT query")
        return answer

    def construct(self, query: str, bindings: Bindings | None = None) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE query."""
        answer = self.answer(query, bindings)
        if isinstance(answer, Solutions | bool):
            raise QueryError("the query must be a CONSTRUCT or DESCRIBE query")
        return answer

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK query."""
        answer = self.answer(query, bindings)
        if not isinstance(answer, bool):
            raise QueryError("the query must be an ASK query")
        return answer
