"""The formats that a graph can be written in, each with what it is for and the function that writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeAlias

from bizgraph.errors import ExportError
from bizgraph.export.excerpt import Excerpt
from bizgraph.export.names import ExportFormat, ViewName

File: TypeAlias = tuple[str, Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is written: `files` yields names with their bytes, one without a name where there is one
    file only. `view` is what is shown unless another view is asked for.
    """

    name: ExportFormat
    endings: tuple[str, ...]
    view: ViewName
    files: Callable[[Excerpt], Iterator[File]]
    opens_in: str

    @property
    def is_folder(self) -> bool:
        """Whether it is several files."""
        return not self.endings


def find_format(name: ExportFormat | str) -> Format:
    """Return a format by name. Raises ExportError."""
    try:
        return FORMATS[ExportFormat(name)]
    except ValueError:
        raise ExportError(f"no format is called {name!r}; there are: {', '.join(ExportFormat)}") from None


def format_of(path: Path) -> Format:
    """Return the format that the name of a file ends in. Raises ExportError where it tells none."""
    name = path.name.lower()
    found = [
        (len(ending), known)
        for known in FORMATS.values()
        for ending in known.endings
        if name.endswith(ending)
    ]
    if not found:
        raise ExportError(f"the name {path.name!r} tells no format; say which with --format")
    return max(found, key=lambda each: each[0])[1]


def _one_file(chunks: Iterable[bytes]) -> Iterator[File]:
    yield "", chunks


def _drawn(name: ExportFormat, opens_in: str, writer: str, *endings: str) -> Format:
    """Return a format of one text that is written from a network."""
    return Format(
        name,
        endings,
        ViewName.BORROWING,
        lambda excerpt: _one_file(_encoded(_function(writer)(excerpt.network))),
        opens_in,
    )


def _picture(name: ExportFormat, opens_in: str) -> Format:
    return Format(
        name,
        (f".{name}",),
        ViewName.BORROWING,
        lambda excerpt: _one_file(
            [_function("bizgraph.pictures.network:draw_network")(excerpt.network, str(name))]
        ),
        opens_in,
    )


def _several(name: ExportFormat, opens_in: str, writer: str) -> Format:
    """Return a format of several texts that hold the data of a network, not how it is drawn."""

    def files(excerpt: Excerpt) -> Iterator[File]:
        for path, chunks in _function(writer)(excerpt.facts):
            yield path, _encoded(chunks)

    return Format(name, (), ViewName.FULL, files, opens_in)


def _linked(name: ExportFormat, opens_in: str, writer: str, *endings: str) -> Format:
    """Return a format of RDF."""

    def files(excerpt: Excerpt) -> Iterator[File]:
        quads = _function(".linked_data.selection:quads")(excerpt.store, excerpt.things)
        named = _function(".linked_data.canonical:canonical")(quads)
        return _one_file(_function(writer)(named, excerpt.namespaces))

    return Format(name, endings, ViewName.FULL, files, opens_in)


def _cypher(excerpt: Excerpt) -> Iterator[File]:
    write = _function(".tables.cypher:cypher")
    return _one_file(_encoded(write(excerpt.facts)))


def _spreadsheet(excerpt: Excerpt) -> Iterator[File]:
    write = _function(".tables.spreadsheet:spreadsheet")
    return _one_file([write(excerpt.store, excerpt.things, excerpt.language)])


def _encoded(chunks: Iterable[str]) -> Iterator[bytes]:
    return (chunk.encode("utf-8") for chunk in chunks)


def _function(place: str) -> Callable[..., Any]:
    """Import a writer when it is first used: some bring large libraries along."""
    module, _, name = place.partition(":")
    return getattr(import_module(module, __package__), name)  # type: ignore[no-any-return]


_ALL: Final = (
    _drawn(ExportFormat.GEXF, "Gephi", ".drawn.gexf:gexf", ".gexf"),
    _drawn(ExportFormat.GRAPHML, "yEd, Gephi, Cytoscape", ".drawn.graphml:graphml", ".graphml"),
    _drawn(ExportFormat.CX2, "Cytoscape, NDEx", ".drawn.cx2:cx2", ".cx2"),
    _drawn(
        ExportFormat.CYTOSCAPE_JSON,
        "Cytoscape.js, Cytoscape",
        ".drawn.cytoscape_json:cytoscape_json",
        ".cyjs",
    ),
    _drawn(
        ExportFormat.GRAPHOLOGY,
        "graphology, sigma.js",
        ".drawn.graphology:graphology",
        ".graphology.json",
    ),
    _drawn(ExportFormat.DOT, "Graphviz", ".drawn.dot:dot", ".dot", ".gv"),
    _picture(ExportFormat.SVG, "browsers, word processors"),
    _picture(ExportFormat.PNG, "everywhere"),
    _drawn(ExportFormat.HTML, "browsers, without a network", ".page:page", ".html", ".htm"),
    _several(ExportFormat.NEO4J_CSV, "neo4j-admin import", ".tables.neo4j_csv:neo4j_csv"),
    Format(ExportFormat.CYPHER, (".cypher",), ViewName.FULL, _cypher, "Neo4j, cypher-shell"),
    _several(ExportFormat.CSVW, "CSV on the Web", ".tables.csvw:csvw"),
    _several(ExportFormat.OBSIDIAN, "Obsidian", ".notes:obsidian"),
    Format(ExportFormat.XLSX, (".xlsx",), ViewName.FULL, _spreadsheet, "Excel, WPS, LibreOffice"),
    _linked(ExportFormat.JSON_LD, "JSON-LD", ".linked_data.json_ld:json_ld", ".jsonld"),
    _linked(ExportFormat.TURTLE, "RDF tools", ".linked_data.turtle:turtle", ".ttl"),
    _linked(ExportFormat.TRIG, "RDF tools", ".linked_data.turtle:trig", ".trig"),
    _linked(ExportFormat.NQUADS, "RDF stores", ".linked_data.nquads:nquads", ".nq"),
    _linked(ExportFormat.RDF_XML, "Protégé", ".linked_data.rdf_xml:rdf_xml", ".rdf"),
)
FORMATS: Final[Mapping[ExportFormat, Format]] = {known.name: known for known in _ALL}
