"""The formats by name, as tests go through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from pyoxigraph import Quad

from bizgraph.export.linked_data.json_ld import json_ld
from bizgraph.export.linked_data.nquads import nquads
from bizgraph.export.linked_data.rdf_xml import rdf_xml
from bizgraph.export.linked_data.turtle import trig, turtle
from bizgraph.rdf.identifiers import Namespaces

Format: TypeAlias = Callable[[Iterable[Quad], Namespaces], Iterator[bytes]]

FORMATS: dict[str, Format] = {
    "nquads": nquads,
    "trig": trig,
    "turtle": turtle,
    "rdf-xml": rdf_xml,
    "json-ld": json_ld,
}
