"""Downloads: the graph or a view of it in every format, and briefings, limited to what a reader asks for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import quote

from bizgraph.errors import ExportError
from bizgraph.export.appearance import appearance
from bizgraph.export.formats import FORMATS, Format, format_of
from bizgraph.export.names import ExportFormat, ViewName
from bizgraph.graph import Graph
from bizgraph.serve.errors import RefusedError
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply

FILE: Final = "bizgraph"
_BRIEFING: Final = "briefing"
_ARCHIVE: Final = ".zip"
_PIECE: Final = 256 * 1024
_LIMITS: Final = ("region", "indicator", "document")
_BRIEFINGS: Final[Mapping[str, str]] = {
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown; charset=utf-8",
}
_MEDIA_TYPES: Final[Mapping[ExportFormat, str]] = {
    ExportFormat.GEXF: "application/gexf+xml",
    ExportFormat.GRAPHML: "application/graphml+xml",
    ExportFormat.CX2: "application/json",
    ExportFormat.CYTOSCAPE_JSON: "application/json",
    ExportFormat.GRAPHOLOGY: "application/json",
    ExportFormat.DOT: "text/vnd.graphviz; charset=utf-8",
    ExportFormat.SVG: "image/svg+xml",
    ExportFormat.PNG: "image/png",
    ExportFormat.HTML: "text/html; charset=utf-8",
    ExportFormat.CYPHER: "text/plain; charset=utf-8",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.JSON_LD: "application/ld+json",
    ExportFormat.TURTLE: "text/turtle; charset=utf-8",
    ExportFormat.TRIG: "application/trig",
    ExportFormat.NQUADS: "application/n-quads",
    ExportFormat.RDF_XML: "application/rdf+xml",
}
_GROUPS: Final = {
    "tables": (ExportFormat.XLSX, ExportFormat.CSVW, ExportFormat.OBSIDIAN),
    "pictures": (ExportFormat.HTML, ExportFormat.SVG, ExportFormat.PNG),
    "networks": (
        ExportFormat.GEXF,
        ExportFormat.GRAPHML,
        ExportFormat.CX2,
        ExportFormat.CYTOSCAPE_JSON,
        ExportFormat.GRAPHOLOGY,
        ExportFormat.DOT,
        ExportFormat.NEO4J_CSV,
        ExportFormat.CYPHER,
    ),
    "linked_data": (
        ExportFormat.TURTLE,
        ExportFormat.TRIG,
        ExportFormat.NQUADS,
        ExportFormat.JSON_LD,
        ExportFormat.RDF_XML,
    ),
}


def downloads(graph: Graph, visit: Visit) -> Reply:
    """Return the page that lists what can be downloaded, with fields that limit it."""
    views = {str(view): appearance().views[view].titles[visit.language] for view in ViewName}
    return page(
        graph,
        visit,
        "downloads.html",
        groups={
            group: [(FORMATS[name], file_name(FORMATS[name])) for name in _GROUPS[group]] for group in _GROUPS
        },
        views=views,
        briefings=list(_BRIEFINGS),
        choices={kind: graph.held(kind, language=visit.language) for kind in _LIMITS},
        asked={name: visit.value(name) for name in ("view", *_LIMITS)},
    )


def file_name(form: Format) -> str:
    """Return the name under which a format is downloaded."""
    return f"{FILE}{form.endings[0]}" if form.endings else f"{FILE}-{form.name}{_ARCHIVE}"


def download(graph: Graph, visit: Visit) -> Reply:
    """Return a download by its name. Raises RefusedError where there is none of that name."""
    name = visit.parts["name"]
    if name.startswith(f"{_BRIEFING}."):
        return _briefing(graph, visit, name.removeprefix(_BRIEFING))
    form = _format(name)
    asked: dict[str, Any] = {limit: visit.value(limit) or None for limit in ("view", *_LIMITS)}
    if form.is_folder:
        return _attached(_archive(graph, form, visit.language, asked), "application/zip", name, visit)
    body = graph.export(form.name, **asked, language=visit.language)
    return _attached(body, _MEDIA_TYPES[form.name], name, visit)


def _format(name: str) -> Format:
    for form in FORMATS.values():
        if form.is_folder and name.endswith(f"-{form.name}{_ARCHIVE}"):
            return form
    try:
        return format_of(Path(name))
    except ExportError as error:
        known = ", ".join(file_name(form) for form in FORMATS.values())
        raise RefusedError(404, f"there is no download {name!r}; there are: {known}") from error


def _archive(
    graph: Graph, form: Format, language: str, asked: Mapping[str, Any]
) -> Callable[[BinaryIO], None]:
    """Return what writes a format of several files as one archive."""

    def write(output: BinaryIO) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"{FILE}{_ARCHIVE}")
            graph.write(form.name, path, **asked, language=language)
            with path.open("rb") as archive:
                while piece := archive.read(_PIECE):
                    output.write(piece)

    return write


def _briefing(graph: Graph, visit: Visit, ending: str) -> Reply:
    if ending not in _BRIEFINGS:
        raise RefusedError(404, f"a briefing can be had as {', '.join(_BRIEFINGS)}, not as {ending!r}")
    from bizgraph.report import briefing, docx, html, markdown

    about = {name: visit.value(name) or None for name in ("region", "indicator", "model")}
    told = briefing(graph, **about, language="en" if visit.language == "en" else "zh")
    body = docx(told) if ending == ".docx" else (html if ending == ".html" else markdown)(told).encode()
    return _attached(body, _BRIEFINGS[ending], f"{told.title}{ending}", visit)


def _attached(body: bytes | Callable[[BinaryIO], None], media_type: str, name: str, visit: Visit) -> Reply:
    """Return a file to be kept, under a name that may be Chinese (RFC 6266)."""
    limited = "-".join(value for limit in _LIMITS if (value := visit.value(limit)))
    whole = f"{Path(name).stem}-{limited}{Path(name).suffix}" if limited and name.startswith(FILE) else name
    encoded = quote(whole.replace("/", "-"), safe="")
    disposition = f"attachment; filename=\"{FILE}{Path(name).suffix}\"; filename*=UTF-8''{encoded}"
    return Reply.of(body, media_type, Content_Disposition=disposition, Vary="Accept-Language")
