"""`bizgraph read`."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def read_command(file: Path, form: str) -> None:
    """Show what is understood of one document, without touching a graph.

    Its outline; each fact with its line, its span (characters of the file) and the rule that made it; and
    what was left over: sentences that became no fact, names and figures that were not recognised.

    \b
    Examples:
      bizgraph read plan.txt | less
      bizgraph read plan.txt --format json > plan.json
    """
    from bizgraph.reading import read
    from bizgraph.reading_text import as_plain, as_text

    reading = read(file)
    if form == "json":
        click.echo(json.dumps(as_plain(reading), ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(reading))
