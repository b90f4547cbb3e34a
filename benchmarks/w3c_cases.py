"""The tests of the W3C for SPARQL 1.0 and 1.1, read from their manifests, and the data that they need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Literal as RdfLiteral
from rdflib.term import Node

MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT: Final = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT: Final = Namespace("http://www.w3.org/2011/http#")
CNT: Final = Namespace("http://www.w3.org/2011/content#")
_FROM: Final = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)
EMPTY: Final = "urn:x-bizgraph:empty"


@dataclass(frozen=True, slots=True)
class Request:
    """A request of a protocol test, and what is expected of its response."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statuses: frozenset[str]
    form: str = ""
    boolean: bool | None = None
    sent_back: str = ""

    @property
    def graph(self) -> str | None:
        """The graph that it names, as the Graph Store Protocol does."""
        return dict(parse_qsl(urlsplit(self.path).query)).get("graph")

    @property
    def writes(self) -> bool:
        """Whether it changes a graph."""
        query = urlsplit(self.path).query
        by_type = any("sparql-update" in value for name, value in self.headers if name == "content-type")
        by_form = self.body.startswith(b"update=") or "update=" in query or "using-graph-uri" in query
        to_store = self.path.startswith("/gsp") and self.method in ("PUT", "POST")
        return by_type or by_form or to_store or self.method in ("DELETE", "PATCH")


@dataclass(frozen=True, slots=True)
class Case:
    """A test: its kind, the group (folder) it stands in, its name, and what of the rest its kind has."""

    suite: str
    group: str
    name: str
    kind: str
    query: Path | None = None
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None
    lax: bool = False
    federated: bool = False
    requests: tuple[Request, ...] = ()
    graphs: tuple[tuple[str, Path], ...] = field(default=())


def read_cases(folder: Path) -> Iterator[Case]:
    """Yield the tests of SPARQL 1.0 and 1.1 in the order of their manifests."""
    for suite, manifests in (
        ("sparql10", ("manifest-evaluation.ttl", "manifest-syntax.ttl")),
        ("sparql11", ("manifest-all.ttl",)),
    ):
        for manifest in manifests:
            yield from _cases(folder / suite, folder / suite / manifest)


def data_quads(cases: Sequence[Case]) -> Iterator[Quad]:
    """Yield all data of the tests: each file as a graph of its name, its blank nodes its own."""
    files: dict[Path, None] = {}
    graphs: dict[str, bytes] = {}
    for case in cases:
        files |= dict.fromkeys((*case.data, *case.named))
        if case.query is not None:
            files |= dict.fromkeys(_named_in(case.query))
        graphs |= {name: path.read_bytes() for name, path in case.graphs}
        if case.kind == "GraphStoreProtocolTest" and not changes_between(case):
            graphs |= {each.graph or "": each.body for each in case.requests if each.writes}
    for path in files:
        form = RdfFormat.from_extension(path.suffix[1:])
        if form is not None and path.is_file():
            yield from _quads(path.read_bytes(), form, path.as_uri(), path.as_uri())
    for name, body in graphs.items():
        yield from _quads(body, RdfFormat.TURTLE, name, name)


def changes_between(case: Case) -> bool:
    """Whether a test of the Graph Store Protocol does more than to put graphs at first, and then to read."""
    reads = False
    for request in case.requests:
        if request.writes and (reads or request.method != "PUT" or request.graph is None):
            return True
        reads = reads or not request.writes
        if not reads and request.method != "PUT":
            return True
    indirect = all(request.path.startswith("/gsp?graph=") for request in case.requests)
    return not indirect


def _quads(content: bytes, form: RdfFormat, graph: str, base: str) -> Iterator[Quad]:
    for quad in parse(content, form, base_iri=base, rename_blank_nodes=True):
        yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph))


def _named_in(query: Path) -> Iterator[Path]:
    """Yield the files that a query names by FROM."""
    for name in _FROM.findall(query.read_text("utf-8")):
        if ":" not in name:
            yield query.parent / name


def _cases(suite: Path, manifest: Path) -> Iterator[Case]:
    read = Graph()
    read.parse(manifest, format="turtle", publicID=manifest.as_uri())
    for included in read.objects(None, MF.include):
        for other in Collection(read, included):
            path = _path(other)
            if path.is_file():
                yield from _cases(suite, path)
    for entries in read.objects(None, MF.entries):
        for entry in Collection(read, entries):
            yield _case(suite, manifest, read, entry)


def _case(suite: Path, manifest: Path, read: Graph, entry: Node) -> Case:
    kinds = (str(each).rpartition("#")[2] for each in read.objects(entry, RDF.type))
    kind = next(each for each in kinds if "Test" in each)
    action = read.value(entry, MF.action)
    named = list(read.objects(action, QT.graphData)) if action else []
    query = read.value(action, QT.query) if action is not None else None
    if query is None and isinstance(action, URIRef) and "Update" not in kind:
        query = action
    result = read.value(entry, MF.result)
    cardinality = read.value(entry, MF.resultCardinality)
    return Case(
        suite.name,
        manifest.parent.name,
        str(read.value(entry, MF.name)),
        kind,
        _path(query) if isinstance(query, URIRef) else None,
        tuple(_path(each) for each in read.objects(action, QT.data)) if action else (),
        tuple(_path(each) for each in named if isinstance(each, URIRef)),
        _path(result) if isinstance(result, URIRef) else None,
        cardinality == MF.LaxCardinality,
        bool(action and list(read.objects(action, QT.serviceData))),
        tuple(_requests(read, action)) if action is not None else (),
        tuple(
            (str(read.value(each, RDFS.label)), _path(read.value(each, UT.graph)))
            for each in read.objects(entry, UT.graphData)
        ),
    )


def _requests(read: Graph, action: Node) -> Iterator[Request]:
    requests = read.value(action, HT.requests)
    for request in Collection(read, requests) if requests is not None else ():
        response = read.value(request, HT.resp)
        body = read.value(request, HT.body)
        encoding = (
            str(read.value(body, CNT.characterEncoding, default=RdfLiteral("UTF-8"))) if body else "UTF-8"
        )
        boolean = read.value(response, MF.expectedBoolean)
        sent_back = read.value(response, HT.body)
        yield Request(
            str(read.value(request, HT.methodName)),
            str(read.value(request, HT.absolutePath)),
            tuple(_headers(read, request)),
            str(read.value(body, CNT.chars)).encode(encoding) if body else b"",
            frozenset(str(each).rpartition("#")[2] for each in read.objects(response, MF.expectedStatus)),
            str(read.value(response, MF.expectedFormat, default=RdfLiteral(""))),
            None if boolean is None else str(boolean) == "true",
            str(read.value(sent_back, CNT.chars)) if sent_back else "",
        )


def _headers(read: Graph, request: Node) -> Iterator[tuple[str, str]]:
    headers = read.value(request, HT.headers)
    for header in Collection(read, headers) if headers is not None else ():
        yield (
            str(read.value(header, HT.fieldName)).lower(),
            str(read.value(header, HT.fieldValue)),
        )


def _path(iri: Node | None) -> Path:
    return Path(unquote(urlsplit(str(iri)).path))
