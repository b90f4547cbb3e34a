"""`bizgraph report`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from bizgraph.cli.files import write_file
from bizgraph.cli.options import Opening, language_option, opening_option
from bizgraph.cli.printing import message

_FORMS = {".html": "html", ".htm": "html", ".md": "markdown", ".docx": "docx"}


@click.command("report")
@click.option("--region", metavar="NAME", help="A place: its promises, units, gaps and borrowing.")
@click.option("--indicator", metavar="NAME", help="An indicator of either level, place by place.")
@click.option("--model", metavar="NAME", help="A place as a model: what it does, and who borrows it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown", "docx"]),
    help="[default: what the name of FILE ends in]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="Where to write.",
)
@opening_option
@language_option
def report_command(
    region: str | None,
    indicator: str | None,
    model: str | None,
    form: str | None,
    output: Path,
    opening: Opening,
    language: Literal["zh", "en"],
) -> None:
    """Write a briefing of a few pages, with tables, charts and sources, on one place, indicator or model.

    The same graph gives the same bytes. HTML prints on A4 and needs nothing beside it; Markdown has tables
    in place of charts.

    \b
    Examples:
      bizgraph report --region 赣县区 -o 赣县区.docx
      bizgraph report --indicator 政务服务 -o services.html
      bizgraph report --model 深圳市 --format markdown -o shenzhen.md
    """
    form = form or _FORMS.get(output.suffix.lower())
    if form is None:
        raise click.UsageError(f"the name {output.name!r} tells no format; say which with --format")
    if sum(each is not None for each in (region, indicator, model)) != 1:
        raise click.UsageError("say what about: one of --region, --indicator and --model")
    from bizgraph.report import briefing, docx, html, markdown

    with opening() as opened:
        told = briefing(opened, region=region, indicator=indicator, model=model, language=language)
    match form:
        case "docx":
            data = docx(told)
        case "markdown":
            data = markdown(told).encode()
        case _:
            data = html(told).encode()
    write_file(output, data)
    message(f"{output}: {len(data):,} bytes")
