"""What was published to a remote store, kept there in a small graph of its own, `<base>graph/manifest`.

    <base>graph/manifest  a void:Dataset ;
        dcterms:identifier "version" ; void:triples 99957 ; rdf:value "{…}" .
    <graph>  dcterms:isPartOf <base>graph/manifest ;
        dcterms:identifier "hash of its content" ; rdf:value "{…}" .

The values are JSON: of the whole, what made it; of a document's graph, the document's record. While graphs
are being replaced, the version ends in `-unfinished-` and a mark of the program that does it; all else is
still what it was before.

Where a store has no such graph, since its data came there by other means, what readers need is derived.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Triple

from bizgraph.build_report import KINDS
from bizgraph.errors import GraphError
from bizgraph.rdf.identifiers import DEFAULT_BASE, Namespaces
from bizgraph.rdf.provenance import program_version
from bizgraph.rdf.vocabulary import DCTERMS, TYPE, XSD, Namespace
from bizgraph.store.interface import Store
from bizgraph.store.manifest import FORMAT, DocumentRecord, Manifest

NAME: Final = "graph/manifest"
UNFINISHED: Final = "-unfinished-"
_VOID: Final = Namespace("void", "http://rdfs.org/ns/void#")
_VALUE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#value")
_DATASETS: Final = """
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?dataset ?version ?about WHERE {
  ?dataset a void:Dataset ; dcterms:identifier ?version ; rdf:value ?about .
  FILTER(STRENDS(STR(?dataset), "graph/manifest"))
}
"""
_PARTS: Final = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?graph ?content ?record WHERE {
  ?graph dcterms:isPartOf ?dataset ; dcterms:identifier ?content .
  OPTIONAL { ?graph rdf:value ?record }
}
"""
_DOCUMENTS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?document ?file ?sha256 WHERE {
  ?document a biz:PolicyDocument .
  OPTIONAL { ?document biz:fileName ?file }
  OPTIONAL { ?document biz:sha256 ?sha256 }
}
"""
_COUNTS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?document ?kind (COUNT(DISTINCT ?fact) AS ?facts) WHERE {
  ?fact biz:inDocument ?document ; a ?kind .
} GROUP BY ?document ?kind
"""
_GRAPHS_WITH_DOCUMENTS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
ASK { GRAPH ?graph { ?document a biz:PolicyDocument } }
"""
_CLASSES: Final = {
    "sections": "PlanSection",
    "measures": "Measure",
    "practices": "BenchmarkPractice",
    "gaps": "Gap",
    "baselines": "Baseline",
    "targets": "Target",
    "quantities": "Quantity",
    "outcomes": "Outcome",
    "task_forces": "TaskForce",
    "borrowings": "Borrowing",
    "left_over": "LeftOver",
}


@dataclass(frozen=True, slots=True)
class Publication:
    """What stands in a store. `graphs` has the hash of the content of each graph that was published."""

    version: str
    manifest: Manifest
    graphs: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_unfinished(self) -> bool:
        """Whether graphs are being replaced, or were when a publication broke off."""
        return UNFINISHED in self.version

    @property
    def base(self) -> str:
        """What the identifiers of things begin with."""
        return self.manifest.about.get("base", DEFAULT_BASE)

    @property
    def name(self) -> NamedNode:
        """The name of the graph that says this."""
        return NamedNode(f"{self.base}{NAME}")

    def triples(self) -> Iterator[Triple]:
        """Yield what that graph holds."""
        about = {
            "format": FORMAT,
            "program": self.manifest.program,
            "quads": self.manifest.quads,
            "about": dict(self.manifest.about),
        }
        yield Triple(self.name, TYPE, _VOID("Dataset"))
        yield Triple(self.name, DCTERMS("identifier"), Literal(self.version))
        quads = Literal(str(self.manifest.quads), datatype=XSD("integer"))
        yield Triple(self.name, _VOID("triples"), quads)
        yield Triple(self.name, _VALUE, _json(about))
        for graph, content in self.graphs.items():
            yield Triple(NamedNode(graph), DCTERMS("isPartOf"), self.name)
            yield Triple(NamedNode(graph), DCTERMS("identifier"), Literal(content))
        namespaces = Namespaces(self.base)
        for record in self.manifest.documents:
            yield Triple(namespaces.graph(record.id), _VALUE, _json(record.to_json()))


def publication_of(manifest: Manifest, graphs: Mapping[str, str]) -> Publication:
    """Return what is to be published; its version comes from what it is and holds."""
    digest = hashlib.sha256(manifest.to_bytes())
    digest.update(json.dumps(sorted(graphs.items())).encode())
    return Publication(digest.hexdigest()[:32], manifest, graphs)


def published_version(store: Store) -> str:
    """Return the version of what was published to a store; "" where nothing was. Raises GraphError."""
    found = _dataset(store)
    return found[1] if found else ""


def published(store: Store) -> Publication | None:
    """Return what was published to a store; None where nothing was. Raises GraphError."""
    found = _dataset(store)
    if found is None:
        return None
    dataset, version, about = found
    graphs: dict[str, str] = {}
    records: list[DocumentRecord] = []
    try:
        said = _read(about)
        for row in store.select(_PARTS, {"dataset": dataset}).mappings():
            graphs[_text(row["graph"])] = _text(row["content"])
            if "record" in row:
                records.append(DocumentRecord.from_json(json.loads(_text(row["record"]))))
        records.sort(key=lambda record: record.id)
        manifest = Manifest(said["program"], said["quads"], tuple(records), said["about"])
    except (KeyError, TypeError, ValueError) as error:
        raise GraphError(
            f"the graph {dataset.value} of the store cannot be read ({error}); publish again, or use the "
            "version of bizgraph that published it"
        ) from error
    return Publication(version, manifest, graphs)


def derived(store: Store) -> Manifest:
    """Return what can be told of a graph that came into a store by other means. Raises GraphError."""
    documents = {row["document"]: row for row in store.select(_DOCUMENTS).mappings()}
    if not documents:
        if store.ask(_GRAPHS_WITH_DOCUMENTS):
            raise GraphError(
                "the store's default graph is not the union of its graphs, so that what these hold is not "
                "found; set it so, see docs/stores.md"
            )
        raise GraphError(
            "the store holds no graph of bizgraph; publish one there: bizgraph build --publish URL"
        )
    bases = {_text(document).rpartition("document/")[0] for document in documents}
    if len(bases) > 1:
        raise GraphError(
            f"the store holds documents under several bases of identifiers: {', '.join(sorted(bases))}; "
            "give each a store of its own"
        )
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for document, kind, facts in store.select(_COUNTS):
        counts[_text(document)][_text(kind).rpartition("#")[2]] = int(_text(facts))
    records = [
        DocumentRecord(
            id=unquote(_text(document).rpartition("document/")[2]),
            file_name=_text(row.get("file")),
            sha256=_text(row.get("sha256")),
            fingerprint="",
            counts={kind: counts[_text(document)].get(_CLASSES[kind], 0) for kind in KINDS},
        )
        for document, row in documents.items()
    ]
    records.sort(key=lambda record: record.id)
    return Manifest(program_version(), len(store), tuple(records), {"base": bases.pop()})


def _dataset(store: Store) -> tuple[NamedNode, str, str] | None:
    found = list(store.select(_DATASETS))
    if len(found) > 1:
        names = ", ".join(sorted(_text(row[0]) for row in found))
        raise GraphError(f"several graphs are published in the store: {names}; give each a store of its own")
    for dataset, version, about in found:
        if isinstance(dataset, NamedNode):
            return dataset, _text(version), _text(about)
    return None


def _read(about: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(about)
    if said["format"] != FORMAT:
        raise ValueError(f"its format is {said['format']}, not {FORMAT}")
    return said


def _json(value: object) -> Literal:
    return Literal(json.dumps(value, ensure_ascii=False, sort_keys=True))


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
