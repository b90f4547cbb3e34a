"""`bizgraph analyse`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click
from rich.rule import Rule

from bizgraph.cli.answers import tell
from bizgraph.cli.files import write_file
from bizgraph.cli.options import Opening, format_option, language_option, opening_option
from bizgraph.cli.printing import record, show

if TYPE_CHECKING:
    from bizgraph.questions.answer import Answer

_EVIDENCE: Final = frozenset({"measure", "other_measure", "practice", "statement", "other_statement"})
_LONGEST: Final = 120


@click.command("analyse")
@click.argument("name", type=click.Choice(["models", "alike", "indicators", "load", "functions", "between"]))
@click.option("--region", metavar="NAME", help="Only this place and places within it.")
@click.option("--indicator", metavar="NAME", help="Only this indicator, of either level, by any name.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=10, show_default=True, help="How many rows to list."
)
@click.option(
    "--picture",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw the rows as a chart, too: a name in .png or .svg.",
)
@format_option
@opening_option
@language_option
def analyse_command(
    name: str,
    region: str | None,
    indicator: str | None,
    limit: int,
    picture: Path | None,
    form: str,
    opening: Opening,
    language: str,
) -> None:
    """Say what the shape of the graph says: who is whose model, who is alike, who carries most.

    \b
    models      which places others borrow from, and in what
    alike       which places lack the same, and which do the same
    indicators  which indicators borrow from the same places
    load        which units carry most measures, and when these fall due
    functions   the same by function, across places
    between     which units, and which places, stand between others

    Every row names a measure or gap it rests on, the reading what its numbers do not say.

    \b
    Examples:
      bizgraph analyse models
      bizgraph analyse load --region 鸠江区 --limit 5 --picture load.png
      bizgraph analyse alike --indicator 政务服务 --format markdown
    """
    form_of_picture = _form(picture)
    with opening() as opened:

        def ask() -> Answer:
            answer = opened.analyse(name, region=region, indicator=indicator, limit=limit, language=language)
            if picture is not None:
                from bizgraph.analysis.pictures import draw

                write_file(picture, draw(name, answer, form_of_picture, language))
            return answer

        tell(opened, ask, form, language, lambda answer: _print(answer, language))


def _form(picture: Path | None) -> Literal["png", "svg"]:
    """Return what a picture is by its name."""
    match picture and picture.suffix.lower():
        case ".svg":
            return "svg"
        case None | ".png":
            return "png"
    raise click.BadParameter(f"{picture} must end in .png or .svg", param_hint="--picture")


def _print(answer: Answer, language: str) -> None:
    """Print each row as a record, and below it the sentences it rests on in place of their IRIs."""
    from bizgraph.questions.forms import printed

    for index, row in enumerate(answer.rows):
        fields = [
            (column.meaning(language), printed(answer, term))
            for column, term in zip(answer.columns, row, strict=True)
            if column.name not in _EVIDENCE
        ]
        quotes = [
            ("", f"{source.place} “{_cut(source.quote)}”") for source in answer.sources if source.row == index
        ]
        show(Rule(f"{index + 1} / {len(answer)}", align="left", style="dim"))
        show(record([*fields, *quotes]))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
