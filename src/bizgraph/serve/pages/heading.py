"""What the head of a page says to programs: where its data are, and what schema.org knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from bizgraph.graph import Graph
from bizgraph.serve.linked.links import ONTOLOGY, Alternate, address, alternates, ontology_alternates
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.pages.words import word


@dataclass(frozen=True, slots=True)
class Heading:
    """The IRI of what a page is of, its other formats, and what schema.org knows of it, if anything."""

    canonical: str
    alternates: tuple[Alternate, ...]
    schema_org: dict[str, Any] | None


def heading(graph: Graph, visit: Visit) -> Heading | None:
    """Return what goes into the head of a page of a thing, and of the first page; None for others."""
    if visit.about:
        base = graph.namespaces.base
        url = visit.root + address(visit, visit.about, base)
        known = graph.schema_org(NamedNode(visit.about), url)
        return Heading(visit.about, alternates(visit, visit.about, base), known)
    if visit.path == ONTOLOGY:
        return Heading("", ontology_alternates(), None)
    if visit.path == "/":
        return Heading("", (), _dataset(visit))
    return None


def _dataset(visit: Visit) -> dict[str, Any]:
    """Return the whole graph as a Dataset of schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": word("common", "site", "name", visit.language),
        "description": word("common", "site", "about", visit.language),
        "url": f"{visit.root}/",
        "isAccessibleForFree": True,
        "inLanguage": ["zh-Hans", "en"],
        "includedInDataCatalog": {"@type": "DataCatalog", "url": f"{visit.root}/dataset"},
    }
