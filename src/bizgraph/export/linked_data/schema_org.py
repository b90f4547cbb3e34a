"""What search engines read of a page: documents, places and organisations in the words of schema.org.

Only what the graph says and schema.org has a word for that means the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from bizgraph.rdf.vocabulary import BIZ, DCTERMS, LABEL, SKOS, TYPE
from bizgraph.store.interface import Store, Term

CONTEXT: Final = "https://schema.org"
_SAID: Final = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?property ?value ?label ?office WHERE {
  ?thing ?property ?value
  FILTER(?property IN (rdf:type, rdfs:label, skos:altLabel, dcterms:title, dcterms:issued, dcterms:publisher,
    biz:documentNumber, biz:region, biz:adminCode, biz:within, biz:function, biz:generic, biz:masked))
  OPTIONAL { ?value rdfs:label ?label FILTER(LANG(?label) = "zh") }
  OPTIONAL { ?value skos:notation ?office }
} ORDER BY ?property ?value
"""
_KINDS: Final[Mapping[str, str | list[str]]] = {
    "PolicyDocument": ["Legislation", "DigitalDocument"],
    "Region": "AdministrativeArea",
    "Unit": "Organization",
}
_PLACES: Final = {"PolicyDocument": "spatialCoverage", "Unit": "areaServed"}


def schema_org(store: Store, thing: NamedNode, url: str) -> dict[str, Any] | None:
    """Return a thing as JSON-LD; None where schema.org has no word for what it is.

    `url` is the address of its page.
    """
    said: dict[NamedNode, list[tuple[Term, str, bool]]] = {}
    for property_, value, label, office in store.select(_SAID, {"thing": thing}):
        if isinstance(property_, NamedNode) and value is not None:
            known = (value, _text(label), office is not None)
            said.setdefault(property_, []).append(known)
    kind = next((name for name in _KINDS if BIZ(name) in (v for v, *_ in said.get(TYPE, ()))), None)
    if kind is None or BIZ("generic") in said or BIZ("masked") in said:
        return None
    made: dict[str, Any] = {"@context": CONTEXT, "@type": _KINDS[kind], "@id": thing.value, "url": url}
    made["name"] = _first(said, LABEL)
    if any(office for *_, office in said.get(BIZ("function"), ())):
        made["@type"] = "GovernmentOrganization"  # a unit that has a full name by law, unlike a company
    others = [_text(value) for value, *_ in said.get(SKOS("altLabel"), ())]
    made["alternateName"] = others if len(others) > 1 else "".join(others)
    made["legislationIdentifier"] = _first(said, BIZ("documentNumber"))
    made["datePublished"] = _first(said, DCTERMS("issued"))
    made["publisher"] = _other(said, DCTERMS("publisher"), "Organization")
    made[_PLACES.get(kind, "")] = _other(said, BIZ("region"), "AdministrativeArea")
    made["containedInPlace"] = _other(said, BIZ("within"), "Place")
    if code := _first(said, BIZ("adminCode")):
        made["identifier"] = {"@type": "PropertyValue", "propertyID": "GB/T 2260", "value": code}
    if kind == "PolicyDocument":
        made["inLanguage"] = "zh-Hans"
    return {name: value for name, value in made.items() if name and value}


_Said = Mapping[NamedNode, list[tuple[Term, str, bool]]]


def _first(said: _Said, property_: NamedNode) -> str:
    return next((_text(value) for value, *_ in said.get(property_, ())), "")


def _other(said: _Said, property_: NamedNode, kind: str) -> list[dict[str, str]]:
    return [
        {"@type": kind, "@id": value.value, "name": label}
        for value, label, _ in said.get(property_, ())
        if isinstance(value, NamedNode) and label
    ]


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""
