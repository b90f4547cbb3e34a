"""`bizgraph export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bizgraph.cli.options import Opening, language_option, opening_option
from bizgraph.cli.printing import message
from bizgraph.errors import ExportError
from bizgraph.export.names import ExportFormat, ViewName


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(map(str, ExportFormat))),
    help="What to write.  [default: what the name of FILE ends in]",
)
@click.option(
    "--view",
    type=click.Choice(list(map(str, ViewName))),
    help="Who borrows from whom; units and measures; practices and indicators; everything.",
)
@click.option("--region", metavar="NAME", help="Only what is about this place or one within it.")
@click.option("--indicator", metavar="NAME", help="Only what is about this indicator.")
@click.option("--document", metavar="NAME", help="Only one document: its title, file name, number or IRI.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    required=True,
    metavar="FILE",
    help="Where to write; - for standard output. Formats of several files make a folder, or a .zip.",
)
@opening_option
@language_option
def export_command(
    form: str | None,
    view: str | None,
    region: str | None,
    indicator: str | None,
    document: str | None,
    output: Path,
    opening: Opening,
    language: str,
) -> None:
    """Write the graph, or a view of it, for other programs. The same graph gives the same bytes.

    \b
    Drawn (who borrows from whom, unless --view says otherwise):
      html            a page with the network in it, for any browser, offline
      svg, png        a picture
      gexf            Gephi
      graphml         yEd, Gephi, Cytoscape
      cx2             Cytoscape, NDEx
      cytoscape-json  Cytoscape.js, Cytoscape
      graphology      sigma.js
      dot             Graphviz
    \b
    Whole (unless --view, --region, --indicator or --document limit it):
      xlsx            a spreadsheet of measures, practices, gaps …
      obsidian        a folder of notes, one a thing
      cypher          Neo4j: a script for cypher-shell
      neo4j-csv       a folder for neo4j-admin import
      csvw            a folder: CSV on the Web
      json-ld, turtle, trig, nquads, rdf-xml
    \b
    Examples:
      bizgraph export -o borrowing.html
      bizgraph export -o practice.gexf --view practice --indicator 政务服务
      bizgraph export -o 台账.xlsx --region 赣县区
      bizgraph export --format obsidian -o notes.zip
      bizgraph export --format nquads -o - | head
    """
    from bizgraph.export.formats import find_format, format_of

    try:
        known = find_format(form) if form else format_of(output)
    except ExportError as error:
        raise click.UsageError(str(error)) from error
    limits = {"view": view, "region": region, "indicator": indicator, "document": document}
    with opening() as opened:
        if str(output) == "-":
            sys.stdout.buffer.write(opened.export(known.name, **limits, language=language))
            return
        size = opened.write(known.name, output, **limits, language=language)
    message(f"{output}: {size:,} bytes")
