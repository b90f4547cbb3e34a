"""The reference of vocabulary, shapes and concept schemes, made from their Turtle: a hook of MkDocs.

python scripts/ontology_reference.py FOLDER     writes the pages into a folder, to look at them
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

FOLDER: Final = Path(__file__).resolve().parent.parent / "ontology"
BIZ: Final = Namespace("https://w3id.org/bizgraph/ontology#")
SCHEMA: Final = Namespace("https://schema.org/")
_KINDS_OF_PROPERTIES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_MANY: Final = 60
_VOCABULARY: Final = """\
# The ontology

The {classes} classes and {properties} properties of `biz:`, `https://w3id.org/bizgraph/ontology#`, from
`ontology/bizgraph.ttl`. [The model](../model.md) tells how they belong together, [the shapes](shapes.md) what
a graph must hold, and [the concept schemes](concept-schemes.md) which indicators, functions, instruments and
units of measure are known.
"""
_SHAPES: Final = """\
# The shapes

What a graph must hold, from `ontology/shapes.ttl`, in SHACL Core: {counted}. A violation keeps a document
out of the graph; a warning says that something was probably read badly; info is worth knowing.
"""
_SCHEMES: Final = """\
# The concept schemes

The names by which documents are read and facts are linked, in SKOS. To give a thing another name is to
[teach it a new word](../how-to/teach-a-new-word.md).
"""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the site."""
    for path, text in pages().items():
        files.append(File.generated(config, path, content=text))
    return files


def pages() -> dict[str, str]:
    """Return the Markdown of each page by its path in the site."""
    ontology, shapes = _load("bizgraph.ttl"), _load("shapes.ttl")
    return {
        "reference/ontology.md": "\n".join(_vocabulary(ontology)),
        "reference/shapes.md": "\n".join(_shapes(shapes, ontology)),
        "reference/concept-schemes.md": "\n".join(_schemes()),
    }


def _load(name: str) -> Graph:
    return Graph().parse(FOLDER / name, format="turtle")


# ---- The vocabulary


def _vocabulary(graph: Graph) -> Iterator[str]:
    classes = _own(graph, OWL.Class)
    properties = sorted((term for kind in _KINDS_OF_PROPERTIES for term in _own(graph, kind)), key=str)
    yield _VOCABULARY.format(classes=len(classes), properties=len(properties))
    yield from ("## Classes", "")
    for term in classes:
        yield from _term(graph, term)
        yield from _facts(graph, term, [("below", RDFS.subClassOf), ("see", RDFS.seeAlso)])
        used = [prop for prop in properties if term in _members(graph, graph.value(prop, RDFS.domain))]
        if used:
            yield f"- properties: {', '.join(_name(graph, prop) for prop in used)}"
        yield from (_member(graph, member) for member in sorted(graph.subjects(RDF.type, term), key=str))
        yield ""
    yield from ("## Properties", "")
    for term in properties:
        yield from _term(graph, term)
        yield from _facts(
            graph,
            term,
            [
                ("from", RDFS.domain),
                ("to", RDFS.range),
                ("to values of", SCHEMA.rangeIncludes),
                ("below", RDFS.subPropertyOf),
                ("the other way round", OWL.inverseOf),
                ("see", RDFS.seeAlso),
            ],
        )
        traits = [_local(kind) for kind in graph.objects(term, RDF.type) if kind not in _KINDS_OF_PROPERTIES]
        if traits:
            yield f"- is: {', '.join(sorted(traits))}"
        yield ""


def _own(graph: Graph, kind: URIRef) -> list[Node]:
    """Return the terms of a kind that are bizgraph's own, by their names."""
    own = (term for term in graph.subjects(RDF.type, kind) if str(term).startswith(str(BIZ)))
    return sorted(own, key=str)


def _term(graph: Graph, term: Node) -> Iterator[str]:
    local = _local(term)
    yield f"### biz:{local} {{#{local}}}"
    yield ""
    yield f"**{_said(graph, term, RDFS.label, 'zh')}** · {_said(graph, term, RDFS.label, 'en')}"
    yield ""
    for language in ("en", "zh"):
        yield from (_said(graph, term, SKOS.definition, language), "")


def _facts(graph: Graph, term: Node, wanted: list[tuple[str, URIRef]]) -> Iterator[str]:
    for words, predicate in wanted:
        values = [
            _name(graph, member)
            for value in graph.objects(term, predicate)
            for member in _members(graph, value)
        ]
        if values:
            yield f"- {words}: {', '.join(sorted(values))}"


def _member(graph: Graph, member: Node) -> str:
    labels = f"{_said(graph, member, RDFS.label, 'zh')} · {_said(graph, member, RDFS.label, 'en')}"
    return f"- `biz:{_local(member)}` {labels}. {_said(graph, member, SKOS.definition, 'en')}"


def _members(graph: Graph, value: Node | None) -> list[Node]:
    """Return a class, or the classes that it is the union of."""
    if value is None:
        return []
    union = graph.value(value, OWL.unionOf)
    if union is not None:
        return list(Collection(graph, union))
    return [] if isinstance(value, BNode) else [value]


def _name(graph: Graph, term: Node) -> str:
    """Return the short name of a term; one of bizgraph's own leads to where this page tells of it."""
    if str(term).startswith(str(BIZ)):
        return f"[`biz:{_local(term)}`](#{_local(term)})"
    return f"`{graph.namespace_manager.normalizeUri(URIRef(str(term)))}`"


def _local(term: Node) -> str:
    return str(term).rpartition("#")[2].rpartition("/")[2]


def _said(graph: Graph, term: Node, predicate: URIRef, language: str) -> str:
    """Return what is said in a language, or without one."""
    said = [value for value in graph.objects(term, predicate) if isinstance(value, Literal)]
    told = [str(value) for value in said if value.language in (language, None)]
    return min(told, default="")


# ---- The shapes


def _shapes(graph: Graph, ontology: Graph) -> Iterator[str]:
    severities = [_local(severity) for severity in graph.objects(None, SH.severity)]
    counted = ", ".join(f"{severities.count(name)} {name}" for name in ("Violation", "Warning", "Info"))
    yield _SHAPES.format(counted=counted)
    for shape in sorted(graph.subjects(RDF.type, SH.NodeShape), key=str):
        yield from (f"## {_local(shape)}", "")
        targets = sorted(graph.objects(shape, SH.targetClass), key=str)
        if targets:
            links = [_path(graph, ontology, each) for each in targets]
            yield from (f"For {', '.join(links)}.", "")
        yield from _table_of(graph, ontology, sorted(graph.objects(shape, SH.property), key=str))
    alone = set(graph.subjects(RDF.type, SH.PropertyShape)) - set(graph.objects(None, SH.property))
    if alone:
        yield from ("## Wherever the property stands", "")
        yield from _table_of(graph, ontology, sorted(alone, key=str))


def _table_of(graph: Graph, ontology: Graph, constraints: list[Node]) -> Iterator[str]:
    if not constraints:
        return
    yield from ("| property | severity | constraint |", "| --- | --- | --- |")
    for constraint in constraints:
        severity = _local(graph.value(constraint, SH.severity) or SH.Violation)
        messages = [_said(graph, constraint, SH.message, language) for language in ("en", "zh")]
        path = _path(graph, ontology, graph.value(constraint, SH.path))
        yield f"| {path} | {severity} | {_cell(' '.join(messages))} |"
    yield ""


def _path(graph: Graph, ontology: Graph, path: Node | None) -> str:
    if path is None:
        return ""
    if isinstance(path, URIRef):
        return _name(ontology, path).replace("](#", "](ontology.md#")
    if inverse := graph.value(path, SH.inversePath):
        return f"{_path(graph, ontology, inverse)}, the other way round"
    steps = list(Collection(graph, path))
    return " / ".join(_path(graph, ontology, step) for step in steps)


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")


# ---- The concept schemes


def _schemes() -> Iterator[str]:
    yield _SCHEMES
    for name in ("indicators", "functions", "instruments", "units-of-measure"):
        graph = _load(f"{name}.ttl")
        for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str):
            yield from _scheme(graph, scheme, f"{name}.ttl")


def _scheme(graph: Graph, scheme: Node, file: str) -> Iterator[str]:
    concepts = sorted(graph.subjects(SKOS.inScheme, scheme), key=str)
    names = sum(1 for each in concepts for _ in graph.objects(each, SKOS.altLabel))
    zh, en = (_said(graph, scheme, SKOS.prefLabel, language) for language in ("zh", "en"))
    yield from (f"## {zh} · {en} {{#{_local(scheme)}}}", "")
    yield from (f"`ontology/{file}`: {len(concepts)} concepts, {names} other names.", "")
    yield from ("| concept | 名称 | English | below | other names |", "| --- | --- | --- | --- | --- |")
    tops = set(graph.objects(scheme, SKOS.hasTopConcept))
    if tops and len(concepts) > _MANY:
        concepts = [concept for concept in concepts if concept in tops]
    for concept in concepts[:_MANY]:
        yield _row(graph, concept)
    if len(concepts) > _MANY:
        yield from ("", f"… and {len(concepts) - _MANY} more in the file.")
    yield ""


def _row(graph: Graph, concept: Node) -> str:
    below = ", ".join(f"`{_local(each)}`" for each in sorted(graph.objects(concept, SKOS.broader), key=str))
    others = sorted({str(each) for each in graph.objects(concept, SKOS.altLabel)})
    zh, en = (_said(graph, concept, SKOS.prefLabel, language) for language in ("zh", "en"))
    cells = (f"`{_local(concept)}`", zh, en, below, "、".join(others))
    return "| " + " | ".join(map(_cell, cells)) + " |"


if __name__ == "__main__":
    for place, text in pages().items():
        target = Path(sys.argv[1]) / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
