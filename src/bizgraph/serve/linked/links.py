"""Where else a thing can be had: in which formats, and under which address of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.sparql.formats import GRAPHS, HTML

ONTOLOGY: Final = "/ontology"
_URI: Final = "/:@!$&'()*+,;=~-._?#%[]"


@dataclass(frozen=True, slots=True)
class Alternate:
    """A thing in another format: the short name of the format, its address, and its media type."""

    name: str
    href: str
    media_type: str


def alternates(visit: Visit, iri: str, base: str) -> tuple[Alternate, ...]:
    """Return the addresses of a thing in each format of RDF."""
    return tuple(
        Alternate(offer.name, address(visit, iri, base, offer.name), offer.media_types[0]) for offer in GRAPHS
    )


def ontology_alternates() -> tuple[Alternate, ...]:
    """Return the addresses of the vocabulary in each format of RDF."""
    return tuple(
        Alternate(offer.name, f"{ONTOLOGY}?format={offer.name}", offer.media_types[0]) for offer in GRAPHS
    )


def address(visit: Visit, iri: str, base: str, form: str = "") -> str:
    """Return the one address of a thing on this server, or that of the thing in one format."""
    plain = replace(visit, explicit=visit.explicit and form in ("", HTML.name))
    if iri.startswith(base):
        return plain.to(f"/id/{iri.removeprefix(base)}", format=form)
    return plain.to("/resource", iri=iri, format=form)


def link_header(visit: Visit, iri: str, base: str) -> str:
    """Return the Link header of a thing (RFC 8288): its own IRI, its formats, what describes the graph."""
    return ", ".join(_links(visit, iri, base))


def _links(visit: Visit, iri: str, base: str) -> Iterator[str]:
    yield f'<{quote(iri, safe=_URI)}>; rel="canonical"'
    for each in alternates(visit, iri, base):
        yield f'<{each.href}>; rel="alternate"; type="{each.media_type}"'
    yield f'<{address(visit, iri, base, HTML.name)}>; rel="alternate"; type="{HTML.media_types[0]}"'
    yield '</.well-known/void>; rel="describedby"'
