"""A published graph: ask it, look at one thing of it, write it out, hold it against the shapes again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from pyoxigraph import Literal, NamedNode, Quad

from bizgraph.folder import graph_folder
from bizgraph.questions.answer import Answer
from bizgraph.questions.answering import Answering
from bizgraph.questions.held import Held, held
from bizgraph.questions.names import Names
from bizgraph.questions.saved import Parameter, SavedQuery
from bizgraph.questions.things import Thing, thing
from bizgraph.rdf.identifiers import DEFAULT_BASE, Namespaces
from bizgraph.rdf.vocabulary import BIZ, LABEL
from bizgraph.resources import ontology_dir
from bizgraph.store.authentication import Credentials
from bizgraph.store.interface import Results, Store
from bizgraph.store.manifest import Manifest
from bizgraph.store.opening import open_folder

if TYPE_CHECKING:
    from bizgraph.export.excerpt import Excerpts
    from bizgraph.export.linked_data.description import Census
    from bizgraph.export.names import ExportFormat, ViewName
    from bizgraph.export.network import PropertyGraph
    from bizgraph.questions.asking.asker import Asker
    from bizgraph.questions.completing import Completing, Completion
    from bizgraph.questions.corpus import Corpus
    from bizgraph.questions.document_text import DocumentText
    from bizgraph.questions.facets import FacetValue
    from bizgraph.questions.fact import Fact
    from bizgraph.questions.survey import Topic
    from bizgraph.rdf.validation import Report

_REGION: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?region WHERE { ?document biz:region ?region }
"""

_KINDS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT DISTINCT ?kind WHERE { ?thing a ?kind FILTER(STRSTARTS(STR(?kind), STR(biz:))) } ORDER BY ?kind
"""


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

    def __init__(self, store: Store, manifest: Manifest) -> None:
        self._store = store
        self._manifest = manifest
        self.namespaces: Final = Namespaces(manifest.about.get("base", DEFAULT_BASE))
        self._names = Names(store, self.namespaces)
        self._answering = Answering(store, self._names)
        self._held: dict[tuple[str, str], tuple[Held, ...]] = {}

    @classmethod
    def open(cls, graph: Path | str | None = None, *, in_memory: bool = False) -> Self:
        """Open the graph in a folder: the one given, else $BIZGRAPH_GRAPH, else `graph` in this folder.

        `in_memory` pays where much is asked: answers come several times faster, and opening takes a second
        or so for 100,000 quads. A graph of more than 500,000 stays on disk. Raises GraphError where there is
        none.
        """
        return cls(*open_folder(graph_folder(graph), in_memory=in_memory))

    @classmethod
    def connect(
        cls, url: str, *, seconds: float | None = None, credentials: Credentials | None = None
    ) -> Self:
        """Open the graph in the SPARQL 1.1 service at an address; see docs/stores.md.

        An answer may take `seconds`; `credentials` are those of the environment unless given. What the store
        holds may change while it is open. Raises GraphError where it cannot be reached or holds no graph.
        """
        from bizgraph.store.connecting import connected

        return cls(*connected(url, seconds, credentials))

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
        return self._answering.answer(question, max_rows, language, parameters)

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

    def facets(
        self,
        words: str,
        *,
        kind: str | None = None,
        region: str | None = None,
        indicator: str | None = None,
        document: str | None = None,
        language: str = "zh",
    ) -> Mapping[str, tuple[FacetValue, ...]]:
        """Return by what a search for words may be narrowed, and how many statements that leaves.

        By `kind`, `region`, `indicator` and `document`; see `search` for the filters and what is raised.
        """
        from bizgraph.questions.facets import facets

        wanted = {"kind": kind, "region": region, "indicator": indicator, "document": document}
        return facets(self._corpus, self._names, words, **wanted, language=language)

    def survey(self) -> Mapping[Topic, int]:
        """Return how many measures, practices, gaps and targets each place has on each indicator."""
        from bizgraph.questions.survey import survey

        return survey(self._corpus)

    def instruments(self, most: int) -> tuple[tuple[str, int], ...]:
        """Return the instruments of policy that most statements name, each with how many do."""
        return self._instruments[:most]

    @cached_property
    def _instruments(self) -> tuple[tuple[str, int], ...]:
        from bizgraph.questions.survey import instruments

        return instruments(self._corpus)

    @cached_property
    def nesting(self) -> Mapping[NamedNode, tuple[NamedNode, ...]]:
        """What each place lies in, at any distance: its province, its country, groups that it belongs to."""
        from bizgraph.questions.nesting import nesting

        return nesting(self._store)

    @cached_property
    def planning(self) -> Mapping[NamedNode, tuple[NamedNode, ...]]:
        """The documents of each place that has any, in the order of their identifiers."""
        from bizgraph.questions.nesting import planning

        return planning(self._store)

    def region_of(self, unit: NamedNode) -> tuple[NamedNode, ...]:
        """Return the places whose unit it is."""
        return self._unit_facts(unit).get(BIZ("region"), ())

    def functions_of(self, unit: NamedNode) -> tuple[NamedNode, ...]:
        """Return what a unit is there for, as its counterparts in other places are."""
        return self._unit_facts(unit).get(BIZ("function"), ())

    def _unit_facts(self, unit: NamedNode) -> Mapping[NamedNode, tuple[NamedNode, ...]]:
        from bizgraph.questions.nesting import unit_facts

        return unit_facts(self._store, unit)

    def region(self, name: str) -> NamedNode:
        """Return the place of a name. Raises UnknownThingError where it stands for none or several."""
        return self._names.region(name)

    def indicator(self, name: str) -> NamedNode:
        """Return the indicator of a name. Raises UnknownThingError where it stands for none or several."""
        return self._names.indicator(name)

    def held(self, kind: str, *, language: str = "zh") -> tuple[Held, ...]:
        """Return what the graph holds of a kind: region, indicator, unit, document or function.

        Those with most facts come first. Raises QueryError for another kind.
        """
        if (kind, language) not in self._held:
            self._held[kind, language] = held(self._store, kind, language)
        return self._held[kind, language]

    def known(self) -> Mapping[str, str]:
        """Return the IRIs of the places, indicators and units that the graph holds, by their Chinese names.

        A name that several have stands for none.
        """
        return self._known

    @cached_property
    def _known(self) -> Mapping[str, str]:
        every = [each for kind in ("region", "indicator", "unit") for each in self.held(kind)]
        counts = Counter(each.label for each in every)
        return {each.label: each.iri.value for each in every if counts[each.label] == 1}

    def meaning(self, parameter: Parameter, typed: str) -> NamedNode | Literal:
        """Return what was typed for a parameter of a saved question, as it is put into the query.

        Raises QueryError, and UnknownThingError where a name stands for nothing or for several things.
        """
        return self._names.value(parameter, typed)

    def label(self, iri: str, *, language: str = "zh") -> str:
        """Return the name of a thing, in the language where there is one; else its shortened IRI."""
        return self._names.label(NamedNode(iri), language)

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

    def analyse(
        self,
        name: str,
        *,
        region: str | None = None,
        indicator: str | None = None,
        limit: int = 10,
        language: str = "zh",
    ) -> Answer:
        """Say what the shape of the graph says: models, alike, indicators, load, functions or between.

        The reading says what the numbers mean. Raises QueryError, and UnknownThingError where a name of a
        region or indicator stands for nothing or for several things.
        """
        from bizgraph.analysis import analyse

        return analyse(
            self._store,
            self._corpus,
            self._names,
            name,
            region=region,
            indicator=indicator,
            limit=limit,
            language=language,
        )

    def sparql(
        self,
        query: str,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
        services: Mapping[str, str] | None = None,
    ) -> Results:
        """Answer SPARQL text in Oxigraph's own types, which write themselves in the standard formats.

        `default_graphs` and `named_graphs` are the dataset of the SPARQL protocol; without them the default
        graph is the union of all graphs. `services` are the addresses that it may call by SERVICE, and where
        they are called instead. Raises QueryError.
        """
        return self._store.results(query, default_graphs, named_graphs, services)

    def kinds(self, iri: NamedNode) -> tuple[str, ...]:
        """Return the classes of a thing, by their names in the ontology."""
        found = self._store.select(_KINDS, {"thing": iri})
        return tuple(kind.value.removeprefix(BIZ.iri) for (kind,) in found if isinstance(kind, NamedNode))

    def names(
        self, kind: str, begins: str = "", *, limit: int = 20, language: str = "zh"
    ) -> tuple[Completion, ...]:
        """Return names of a kind (region, indicator, unit, function, document) that begin so.

        What more statements speak of comes first; labels are in `language`. Raises QueryError.
        """
        return self._completing.begun(kind, begins, limit, language)

    @cached_property
    def _completing(self) -> Completing:
        from bizgraph.questions.completing import Completing

        return Completing(self._store, self.namespaces)

    def holds(self, iri: NamedNode) -> bool:
        """Tell whether the graph speaks of a thing at all, or holds a graph of this name."""
        from bizgraph.export.linked_data.description import exists

        return exists(self._store, iri)

    def describe(self, iri: NamedNode) -> Iterator[Quad]:
        """Yield one thing as RDF: what is said of it, the words it stands on, the first that point to it."""
        from bizgraph.export.linked_data.description import description

        return description(self._store, iri)

    def schema_org(self, iri: NamedNode, url: str) -> dict[str, Any] | None:
        """Return a thing as schema.org has it, in JSON-LD; None where it has no word for what it is."""
        from bizgraph.export.linked_data.schema_org import schema_org

        return schema_org(self._store, iri, url)

    def census(self, iri: NamedNode) -> Census | None:
        """Return what the graph of this name holds, in numbers; None where there is none."""
        from bizgraph.export.linked_data.description import census

        return census(self._store, iri)

    def document_text(self, iri: NamedNode) -> DocumentText | None:
        """Return a document with its words and where each fact stands in them; None where it has none."""
        from bizgraph.questions.document_text import document_text

        return document_text(self._store, iri)

    def fact(self, iri: NamedNode, *, language: str = "zh") -> Fact:
        """Return a fact with all that was understood of its words; names of things are in `language`."""
        from bizgraph.questions.facts_of import fact

        return fact(self._store, iri, language)

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

    def network(
        self,
        view: ViewName | str = "borrowing",
        *,
        region: str | None = None,
        indicator: str | None = None,
        document: str | None = None,
        language: str = "zh",
        drawn: bool = True,
    ) -> PropertyGraph:
        """Return a view of the graph as a network, drawn and laid out, held by networkx.

        Without places and looks unless it is to be `drawn`, which takes most of the time. Limited to a region
        with all within it, an indicator, a document. Raises UnknownThingError.
        """
        excerpt = self._excerpts.find(view, region, indicator, document, language)
        return excerpt.network if drawn else excerpt.facts

    def export(
        self,
        form: ExportFormat | str,
        *,
        view: ViewName | str | None = None,
        region: str | None = None,
        indicator: str | None = None,
        document: str | None = None,
        language: str = "zh",
    ) -> bytes:
        """Return a view of the graph in a format of one file. The same graph gives the same bytes.

        Without `view`, networks show who borrows from whom, and all other formats hold everything. Raises
        ExportError for a format of several files, and UnknownThingError.
        """
        from bizgraph.export.exporting import in_one
        from bizgraph.export.formats import find_format

        known = find_format(form)
        return in_one(known, self._excerpts.find(view or known.view, region, indicator, document, language))

    def write(
        self,
        form: ExportFormat | str,
        path: Path,
        *,
        view: ViewName | str | None = None,
        region: str | None = None,
        indicator: str | None = None,
        document: str | None = None,
        language: str = "zh",
    ) -> int:
        """Write a view of the graph to a file or folder, whole or not at all; return its size in bytes.

        A format of several files makes a folder, or a zip archive where the name says so. See `export`.
        """
        from bizgraph.export.exporting import write
        from bizgraph.export.formats import find_format

        known = find_format(form)
        return write(
            known, self._excerpts.find(view or known.view, region, indicator, document, language), path
        )

    @cached_property
    def _excerpts(self) -> Excerpts:
        from bizgraph.export.excerpt import Excerpts

        return Excerpts(self._store, self.namespaces, self._names)

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

    def _region(self, document: NamedNode) -> str:
        regions = self._store.select(_REGION, {"document": document})
        return next((self._names.label(row[0]) for row in regions if isinstance(row[0], NamedNode)), "")
