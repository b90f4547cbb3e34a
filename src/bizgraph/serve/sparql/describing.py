"""What is served, in RDF: the endpoint (SPARQL 1.1 Service Description), the graph (VoID), downloads (DCAT).

Nothing is written by hand here that can be known: counts come from the graph, formats from those that answers
and exports have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat

from bizgraph.export.formats import FORMATS as DOWNLOADS
from bizgraph.graph import Graph
from bizgraph.rdf.vocabulary import DCTERMS
from bizgraph.serve.sparql.formats import GRAPH_FORMATS, GRAPHS, RESULTS_FORMATS
from bizgraph.serve.sparql.queries import graph_reply, prefixes_of
from bizgraph.serve.sparql.sheet import DCAT, FOAF, FORMATS, PREFIXES, SD, VOID, Sheet
from bizgraph.serve.sparql.statistics import Statistics, Whole, named_graphs, statistics
from bizgraph.serve.web.negotiation import Chosen
from bizgraph.serve.work.reply import Reply

_ENTAILMENT: Final = NamedNode("http://www.w3.org/ns/entailment/Simple")
_PROTOCOL: Final = NamedNode("http://www.w3.org/TR/sparql11-protocol/")
_IANA: Final = "https://www.iana.org/assignments/media-types/"
_MEDIA_TYPES: Final = {f".{offer.name}": offer.media_types[0] for offer in GRAPHS} | {
    ".html": "text/html",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".dot": "text/vnd.graphviz",
    ".cx2": "application/json",
    ".cyjs": "application/json",
    ".graphology.json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FILE: Final = "bizgraph"
_EXAMPLES: Final = 6


def service_description(graph: Graph, root: str, federated: bool, form: Chosen) -> Reply:
    """Describe the endpoint: its language, formats and features, and the graphs that it answers from.

    `federated` says that queries may call some other services.
    """
    sheet = Sheet(root)
    service, dataset = sheet.service, sheet.dataset
    sheet.be(service, SD("Service"))
    sheet.name(service, "service", "title")
    sheet.say(service, SD("endpoint"), sheet.at("/sparql"))
    sheet.say(service, SD("supportedLanguage"), SD("SPARQL10Query"), SD("SPARQL11Query"))
    sheet.say(service, SD("feature"), SD("UnionDefaultGraph"))
    if federated:
        sheet.say(service, SD("feature"), SD("BasicFederatedQuery"))
    sheet.say(service, SD("resultFormat"), *_formats((*RESULTS_FORMATS.values(), *GRAPH_FORMATS.values())))
    sheet.say(service, SD("defaultEntailmentRegime"), _ENTAILMENT)
    sheet.say(service, SD("defaultDataset"), dataset)
    sheet.be(dataset, SD("Dataset"))
    sheet.say(dataset, SD("defaultGraph"), sheet.union())
    sheet.be(sheet.union(), SD("Graph"))
    for number, (name, triples) in enumerate(named_graphs(graph).items(), 1):
        named = BlankNode(f"graph{number}")
        sheet.say(dataset, SD("namedGraph"), named)
        sheet.be(named, SD("NamedGraph"))
        sheet.say(named, SD("name"), NamedNode(name))
        sheet.say(named, SD("graph"), sheet.graph(name))
        sheet.be(sheet.graph(name), SD("Graph"))
        sheet.say(sheet.graph(name), VOID("triples"), triples)
    return graph_reply(sheet.sorted(), form, PREFIXES)


def void(graph: Graph, root: str, form: Chosen) -> Reply:
    """Describe what the graph holds, in VoID, by counts of it and of each of its graphs."""
    sheet = Sheet(root)
    whole = statistics(graph)
    description, dataset = sheet.at("/.well-known/void"), sheet.dataset
    sheet.be(description, VOID("DatasetDescription"))
    sheet.name(description, "dataset", "title")
    sheet.say(description, FOAF("primaryTopic"), dataset)
    sheet.be(dataset, VOID("Dataset"))
    _introduce(sheet)
    sheet.say(dataset, VOID("sparqlEndpoint"), sheet.at("/sparql"))
    sheet.say(dataset, VOID("feature"), *_formats(GRAPH_FORMATS.values()))
    sheet.say(dataset, VOID("dataDump"), *(sheet.at(path) for path in _dumps()))
    sheet.say(dataset, VOID("vocabulary"), *map(NamedNode, _vocabularies(graph, whole.union)))
    base = graph.namespaces.base
    if any(example.startswith(base) for example in whole.examples.values()):
        sheet.say(dataset, VOID("uriSpace"), Literal(base))
    sheet.say(dataset, VOID("rootResource"), *(NamedNode(each.iri) for each in graph.documents()))
    sheet.say(dataset, VOID("exampleResource"), *map(NamedNode, _examples(whole)))
    sheet.say(dataset, VOID("distinctSubjects"), whole.subjects)
    sheet.say(dataset, VOID("distinctObjects"), whole.objects)
    _counts(sheet, dataset, whole.union, "all")
    for number, (name, counted) in enumerate(whole.graphs.items(), 1):
        part = sheet.graph(name)
        sheet.be(part, VOID("Dataset"), SD("Graph"))
        sheet.say(part, DCTERMS("title"), Literal(name))
        sheet.say(dataset, VOID("subset"), part)
        sheet.say(part, VOID("dataDump"), part)
        _counts(sheet, part, counted, f"graph{number}")
    return graph_reply(sheet.sorted(), form, PREFIXES)


def catalogue(graph: Graph, root: str, form: Chosen) -> Reply:
    """Describe the graph in DCAT: the files it can be had as, and the services that answer from it."""
    del graph  # all graphs can be had in the same ways
    sheet = Sheet(root)
    dataset, service = sheet.dataset, sheet.service
    sheet.be(dataset, DCAT("Dataset"))
    _introduce(sheet)
    sheet.say(dataset, DCAT("landingPage"), sheet.at("/downloads"))
    for known in DOWNLOADS.values():
        if known.is_folder:
            continue
        ending = known.endings[0]
        file, one = sheet.at(f"/download/{_FILE}{ending}"), sheet.at(f"/dataset#{known.name}")
        sheet.say(dataset, DCAT("distribution"), one)
        sheet.be(one, DCAT("Distribution"))
        sheet.say(one, DCTERMS("title"), Literal(f"{_FILE}{ending}"))
        sheet.say(one, DCTERMS("description"), Literal(known.opens_in, language="en"))
        sheet.say(one, DCAT("accessURL"), sheet.at("/downloads"))
        sheet.say(one, DCAT("downloadURL"), file)
        if media_type := _MEDIA_TYPES.get(ending):
            sheet.say(one, DCAT("mediaType"), NamedNode(f"{_IANA}{media_type}"))
    asked = sheet.at("/dataset#sparql")
    sheet.say(dataset, DCAT("distribution"), asked)
    sheet.be(asked, DCAT("Distribution"))
    sheet.name(asked, "service", "title")
    sheet.say(asked, DCAT("accessURL"), sheet.at("/sparql"))
    sheet.say(asked, DCAT("accessService"), service)
    sheet.name(service, "service", "title")
    sheet.say(service, DCTERMS("conformsTo"), _PROTOCOL)
    _serve(sheet, service, "/sparql", "/sparql")
    api = sheet.at("/api#service")
    sheet.name(api, "service", "api")
    _serve(sheet, api, "/api", "/api/openapi.json")
    return graph_reply(sheet.sorted(), form, PREFIXES)


def _introduce(sheet: Sheet) -> None:
    sheet.name(sheet.dataset, "dataset", "title")
    sheet.name(sheet.dataset, "dataset", "description", "description")
    sheet.say(sheet.dataset, FOAF("homepage"), sheet.at("/"))


def _serve(sheet: Sheet, service: NamedNode, path: str, description: str) -> None:
    sheet.be(service, DCAT("DataService"))
    sheet.say(service, DCAT("endpointURL"), sheet.at(path))
    sheet.say(service, DCAT("endpointDescription"), sheet.at(description))
    sheet.say(service, DCAT("servesDataset"), sheet.dataset)


def _counts(sheet: Sheet, about: NamedNode, counted: Statistics, name: str) -> None:
    sheet.say(about, VOID("triples"), counted.triples)
    sheet.say(about, VOID("entities"), counted.entities)
    sheet.say(about, VOID("classes"), len(counted.classes))
    sheet.say(about, VOID("properties"), len(counted.properties))
    _partitions(sheet, about, counted.classes, ("classPartition", "class", "entities"), name)
    _partitions(sheet, about, counted.properties, ("propertyPartition", "property", "triples"), name)


def _partitions(
    sheet: Sheet, about: NamedNode, counts: Mapping[str, int], terms: tuple[str, str, str], name: str
) -> None:
    relation, kind, counted = terms
    for number, (iri, count) in enumerate(counts.items(), 1):
        part = BlankNode(f"{name}{kind}{number}")
        sheet.say(about, VOID(relation), part)
        sheet.say(part, VOID(kind), NamedNode(iri))
        sheet.say(part, VOID(counted), count)


def _formats(forms: Iterable[QueryResultsFormat | RdfFormat]) -> list[NamedNode]:
    return [FORMATS(form.iri.rpartition("/")[2]) for form in forms]


def _dumps() -> list[str]:
    """Return the paths of the downloads that are RDF."""
    endings = [known.endings[0] for known in DOWNLOADS.values() if known.endings]
    return [f"/download/{_FILE}{ending}" for ending in endings if ending.removeprefix(".") in GRAPH_FORMATS]


def _vocabularies(graph: Graph, counted: Statistics) -> list[str]:
    """Return the known vocabularies that the graph uses."""
    used = (*counted.classes, *counted.properties)
    known = sorted(set(prefixes_of(graph).values()))
    return [each for each in known if any(term.startswith(each) for term in used)]


def _examples(whole: Whole) -> list[str]:
    """Return a thing of each of the classes that have most."""
    most = sorted(whole.examples, key=lambda kind: (-whole.union.classes[kind], kind))[:_EXAMPLES]
    return sorted({whole.examples[kind] for kind in most})
