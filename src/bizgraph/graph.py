"""A published graph: ask it, look at one thing of it, write it out, hold it against the shapes again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
)

from bizgraph.errors import GraphError, QueryError
from bizgraph.folder import graph_folder
from bizgraph.questions.answer import Answer, Column
from bizgraph.questions.citing import cite, labels
from bizgraph.questions.names import Names
from bizgraph.questions.saved import SUFFIX, Parameter, SavedQuery, parse_query, read_query, saved_queries
from bizgraph.questions.things import Thing, thing
from bizgraph.rdf.identifiers import DEFAULT_BASE, Namespaces
from bizgraph.rdf.serialise import to_nquads, to_trig, to_turtle
from bizgraph.rdf.vocabulary import LABEL
from bizgraph.resources import ontology_dir
from bizgraph.store.binding import bind
from bizgraph.store.embedded import EmbeddedStore
from bizgraph.store.interface import Solutions, Term
from bizgraph.store.manifest import Manifest
from bizgraph.store.publishing import read_manifest
from bizgraph.store.values import to_literal

if TYPE_CHECKING:
    from bizgraph.questions.asking.asker import Asker
    from bizgraph.questions.corpus import Corpus
    from bizgraph.rdf.validation import Report

_COUNTED: Final = 100_000
_REGION: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?region WHERE { ?document biz:region ?region }
"""


class ExportFormat(StrEnum):
    """A format in which a graph can be written out."""

    NQUADS = "nquads"
    TRIG = "trig"
    TURTLE = "turtle"


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """A document of a graph. `counts` are its facts by kind, `findings` what validation said by severity."""

    id: str
    iri: str
    title: str
    region: str
    file: str
    sha256: str
    counts: Mapping[str, int]
    left_over_share: Decimal
    findings: Mapping[str, int]


class Graph:
    """A graph opened for reading. It stays as it was when opened, also while another one is published."""

    def __init__(self, store: EmbeddedStore, manifest: Manifest) -> None:
        self._store = store
        self._manifest = manifest
        self.namespaces: Final = Namespaces(manifest.about.get("base", DEFAULT_BASE))
        self._names = Names(store, self.namespaces)
        self._meant: dict[tuple[str, str], NamedNode | Literal] = {}  # what was typed, by kind

    @classmethod
    def open(cls, graph: Path | str | None = None) -> Self:
        """Open the graph in a folder: the one given, else $BIZGRAPH_GRAPH, else `graph` in this folder.

        Raises GraphError where there is none.
        """
        folder = graph_folder(graph)
        while True:
            manifest = read_manifest(folder)
            if manifest is None:
                raise GraphError(
                    f"there is no graph in {folder}: run `bizgraph build` first, or name another folder"
                )
            store = EmbeddedStore.open(folder)
            if read_manifest(folder) == manifest:
                return cls(store, manifest)
            store.close()  # another graph was published between the two

    def query(
        self,
        question: str | Path | SavedQuery,
        max_rows: int | None = None,
        /,
        *,
        language: str = "zh",
        **parameters: object,
    ) -> Answer:
        """Answer a saved question by name, a query in a file (a path, or text ending in .rq), or SPARQL text.

        `parameters` are values by name: text as a person types it, RDF terms, numbers, dates. What a saved
        question takes and what it means is in its head. Names of things and the reading are in `language`.
        Of more than `max_rows` rows the first are returned, and the reading says how many there are.
        Raises QueryError, and UnknownThingError where a name stands for nothing or for several things.
        """
        query = question if isinstance(question, SavedQuery) else find_query(question)
        bindings, said = self._bindings(query, parameters, language)
        names, solutions = self._rows(query.text, bindings)
        rows = tuple(islice(solutions, max_rows))
        left = sum(1 for _ in islice(solutions, _COUNTED)) if max_rows is not None else 0
        return Answer(
            columns=tuple(Column(name, query.columns.get(name, {})) for name in names),
            rows=rows,
            titles=query.titles,
            parameters=said,
            reading=_reading(query, said, language) + _left_out(len(rows), left, language),
            sparql=bind(query.text, bindings),
            sources=cite(self._store, rows),
            labels=labels(self._store, rows, language),
        )

    def ask(self, question: str, *, language: str | None = None) -> Answer:
        """Answer a question in words, in Chinese of either script or in English.

        The reading says how it was understood. A question that is not understood, or that the graph cannot
        answer, gets an answer whose status says so; `language` is that of the question unless given.
        """
        return self._asker.ask(question, language)

    @cached_property
    def _asker(self) -> Asker:
        from bizgraph.questions.asking.asker import Asker

        return Asker(self._store, self.namespaces, self._names)

    def search(
        self,
        words: str,
        *,
        kind: str | None = None,
        region: str | None = None,
        indicator: str | None = None,
        document: str | None = None,
        limit: int = 10,
        language: str = "zh",
    ) -> Answer:
        """Find measures, practices, gaps and targets (`kind`) by words, the best first, the words marked.

        Official names of an instrument, and everyday words, find what says the same otherwise. Raises
        QueryError, and UnknownThingError where a name stands for nothing or for several things.
        """
        from bizgraph.questions.search import search

        wanted = {"kind": kind, "region": region, "indicator": indicator, "document": document}
        return search(self._store, self._corpus, self._names, words, **wanted, limit=limit, language=language)

    def discover(
        self,
        region: str | None = None,
        *,
        indicator: str | None = None,
        gap: str | None = None,
        need: str | None = None,
        practice: str | None = None,
        limit: int = 5,
        language: str = "zh",
    ) -> Answer:
        """Find what other places do that answers the gaps of a region, one gap, or a need in plain words.

        With `practice`, find the gaps that this practice or measure would answer. `limit` is for each gap.
        Raises QueryError, and UnknownThingError where a name stands for nothing or for several things.
        """
        from bizgraph.questions.discovery import discover

        wanted = {"indicator": indicator, "gap": gap, "need": need, "practice": practice}
        return discover(
            self._store, self._corpus, self._names, region, **wanted, limit=limit, language=language
        )

    def show(self, name: str, *, language: str = "zh") -> Thing:
        """Return all that is known of one thing, named by its IRI or by what people call it.

        Raises UnknownThingError, with what may be meant, where the name stands for nothing or for several.
        """
        return thing(self._store, self._names, self._names.thing(name), language)

    def compare(
        self, indicator: str, *, regions: Iterable[str] = (), metric: str | None = None, language: str = "zh"
    ) -> Answer:
        """Put side by side what places promise for an indicator of either level, in common units.

        A row is a figure of a target or measure, or of an outcome for reference; `comparable` says whether
        other places promise the same, `best` marks the best, `reason` says why a figure is not compared.
        Only places of `regions`, only what `metric` names, where they are given. Raises UnknownThingError.
        """
        from bizgraph.questions.comparing import compare

        return compare(
            self._store,
            self._names,
            self.namespaces,
            indicator,
            regions=regions,
            metric=metric,
            language=language,
        )

    def shortened(self, iri: str) -> str:
        """Return an IRI with its beginning replaced by a prefix, if one fits: `region:440300`."""
        return self._names.shortened(NamedNode(iri))

    def documents(self) -> tuple[PublishedDocument, ...]:
        """Return the documents of the graph, in the order of their identifiers."""
        return tuple(
            PublishedDocument(
                record.id,
                iri.value,
                self._names.label(iri),
                self._region(iri),
                record.file_name,
                record.sha256,
                record.counts,
                Decimal(record.left_over_share),
                record.findings,
            )
            for record in self._manifest.documents
            for iri in [self.namespaces.document(record.id)]
        )

    def export(self, form: ExportFormat | str) -> bytes:
        """Return the whole graph in a format. The same graph gives the same bytes."""
        quads = canonical(self._store.quads())
        match ExportFormat(form):
            case ExportFormat.NQUADS:
                return to_nquads(quads)
            case ExportFormat.TRIG:
                return to_trig(quads, self.namespaces)
            case ExportFormat.TURTLE:
                return to_turtle(quads, self.namespaces)

    def write(self, form: ExportFormat | str, path: Path) -> int:
        """Write the whole graph to a file, whole or not at all, and return its size in bytes."""
        data = self.export(form)
        unfinished = path.with_name(f".{path.name}.unfinished")
        try:
            unfinished.write_bytes(data)
            unfinished.replace(path)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise GraphError(f"{path} cannot be written: {error.strerror or error}") from error
        return len(data)

    def validate(self) -> tuple[tuple[str, Report], ...]:
        """Hold each document against the shapes again, by pySHACL; return the files with their reports."""
        from bizgraph.rdf.authorities import SHAPES_FILE
        from bizgraph.rdf.validation import Knowledge, Shapes, validate_document

        shapes = Shapes(ontology_dir() / SHAPES_FILE, gate=False)
        knowledge = Knowledge(self._store.quads(self.namespaces.knowledge()))
        reports: list[tuple[str, Report]] = []
        for record in self._manifest.documents:
            quads = list(self._store.quads(self.namespaces.graph(record.id)))
            quads += [quad for quad in knowledge.behind(quads) if quad.predicate == LABEL]
            reports.append((record.file_name, validate_document(quads, knowledge, shapes)))
        return tuple(sorted(reports, key=lambda report: report[0]))

    def close(self) -> None:
        """Let go of the graph; closing twice does no harm."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def _corpus(self) -> Corpus:
        from bizgraph.questions.corpus import Corpus

        return Corpus(self._store, self.namespaces)

    def __len__(self) -> int:
        return len(self._store)

    def _bindings(
        self, query: SavedQuery, parameters: Mapping[str, object], language: str
    ) -> tuple[dict[str, NamedNode | Literal], dict[str, str]]:
        values: dict[str, object] = {each.name: each.default for each in query.parameters if each.default}
        values.update(parameters)
        bindings: dict[str, NamedNode | Literal] = {}
        said: dict[str, str] = {}
        for name, value in values.items():
            if value is None or value == "":
                continue
            known = query.parameter(name) if query.parameters else None
            term = self._term(name, value, known)
            bindings[name] = term
            said[name] = self._names.label(term, language) if isinstance(term, NamedNode) else term.value
        for parameter in query.parameters:
            if parameter.required and parameter.name not in bindings:
                raise QueryError(f"{query.name} needs a value for {parameter.name} ({parameter.kind})")
        return bindings, said

    def _term(self, name: str, value: object, parameter: Parameter | None) -> NamedNode | Literal:
        if isinstance(value, NamedNode | Literal):
            return value
        if parameter is not None:
            typed = (parameter.kind, str(value))
            if typed not in self._meant:
                self._meant[typed] = self._names.value(parameter, str(value))
            return self._meant[typed]
        if isinstance(value, str):
            return self._names.iri_or_text(value)
        if isinstance(value, int | float | bool | Decimal | date):
            return to_literal(value)
        raise QueryError(f"the value of {name} must be text, a number, a date or an RDF term")

    def _rows(
        self, query: str, bindings: Mapping[str, NamedNode | Literal]
    ) -> tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]:
        answer = self._store.answer(query, bindings)
        if isinstance(answer, Solutions):
            return answer.variables, answer.rows
        if isinstance(answer, bool):
            return ("answer",), iter([(to_literal(answer),)])
        return ("subject", "predicate", "object"), ((t.subject, t.predicate, t.object) for t in answer)

    def _region(self, document: NamedNode) -> str:
        regions = self._store.select(_REGION, {"document": document})
        return next((self._names.label(row[0]) for row in regions if isinstance(row[0], NamedNode)), "")


def _reading(query: SavedQuery, parameters: Mapping[str, str], language: str) -> str:
    """Say what a saved question asks, and about what."""
    title = query.titles.get(language) or query.name
    asked = (f"{_meaning(query, name, language)} = {value}" for name, value in parameters.items())
    return f"{title} ({', '.join(asked)})" if parameters else title


def _left_out(shown: int, left: int, language: str) -> str:
    """Say how many rows there are where not all are returned."""
    if not left:
        return ""
    count = f"{shown + left}{'+' if left == _COUNTED else ''}"
    if language == "zh":
        return f"（共 {count} 行，列出前 {shown} 行）"
    return f" (the first {shown} of {count} rows)"


def _meaning(query: SavedQuery, name: str, language: str) -> str:
    known = (each.labels.get(language) for each in query.parameters if each.name == name)
    return next(known, None) or name


def find_query(question: str | Path) -> SavedQuery:
    """Return a saved question by name, a query in a file, or SPARQL text. Raises QueryError."""
    if isinstance(question, Path):
        return read_query(question)
    saved = saved_queries()
    if question in saved:
        return saved[question]
    if "{" in question:
        return parse_query(question)
    if question.endswith(SUFFIX) or "/" in question:
        return read_query(Path(question))
    raise QueryError(f"no saved question is called {question!r}; there are: {', '.join(saved)}")


def canonical(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield quads with blank nodes named by what is said of them; a store gives them names of its own."""
    dataset = Dataset()
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            dataset.add(quad)
        else:
            yield quad
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    yield from dataset
