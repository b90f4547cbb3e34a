"""`bizgraph compare`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click
from rich.text import Text

from bizgraph.cli.answers import tell
from bizgraph.cli.options import Opening, format_option, language_option, opening_option
from bizgraph.cli.printing import plain_table, print_rows, show

if TYPE_CHECKING:
    from bizgraph.questions.answer import Answer
    from bizgraph.store.values import Plain

_BEST = "★"
_HEADS = {
    "sources": {"zh": "出处", "en": "Sources"},
    "apart": {"zh": "未作比较", "en": "Not compared"},
}
_SOURCE_COLUMNS = ("topic", "region", "printed", "stated_in", "source")
_APART_COLUMNS = ("topic", "region", "printed", "reason", "source")


@click.command("compare")
@click.option("--indicator", required=True, metavar="NAME", help="An indicator of either level, by any name.")
@click.option(
    "--region", "regions", multiple=True, metavar="NAME", help="Only these places; can be given again."
)
@click.option("--metric", metavar="WORDS", help="Only what is measured so, such as 高压办电时间.")
@format_option
@opening_option
@language_option
def compare_command(
    indicator: str,
    regions: tuple[str, ...],
    metric: str | None,
    form: str,
    opening: Opening,
    language: str,
) -> None:
    """Put side by side what places promise for an indicator, in common units, the best marked with ★.

    Figures of targets and measures that measure the same thing are compared; what a model place reported
    stands in brackets beside them. What cannot be compared is listed below, with the reason.

    \b
    Examples:
      bizgraph compare --indicator 开办企业
      bizgraph compare --indicator 获得电力 --metric 高压办电 --format csv
      bizgraph compare --indicator 纳税 --region 赣县区 --region 鸠江区
    """
    with opening() as opened:
        tell(
            opened,
            lambda: opened.compare(indicator, regions=regions, metric=metric, language=language),
            form,
            language,
            lambda answer: _draw(answer, language),
        )


def _draw(answer: Answer, language: str) -> None:
    """Print topics by places, then where each figure stands, then what is not compared."""
    meanings = {column.name: column.meaning(language) for column in answer.columns}
    meanings["source"] = f"{meanings['file']}:{meanings['line']}" if meanings else ""
    rows = list(answer)
    compared = [row for row in rows if row["comparable"]]
    apart = [row for row in rows if not row["comparable"]]
    if compared:
        places = list(dict.fromkeys(str(row["region"]) for row in compared))
        heads = [meanings["topic"], meanings["unit"], *places]
        print_rows(heads, list(_side_by_side(compared, places)), lambda index: index > 1)
        _list(_HEADS["sources"][language], _SOURCE_COLUMNS, compared, meanings)
    if apart:
        _list(_HEADS["apart"][language], _APART_COLUMNS, apart, meanings)


def _side_by_side(rows: Iterable[Mapping[str, Plain]], places: Sequence[str]) -> Iterator[list[str]]:
    """Yield a line for each topic: what each place promises, and what was reported in brackets."""
    for (topic, unit), group in groupby(rows, key=lambda row: (str(row["topic"]), str(row["unit"]))):
        cells: dict[str, list[str]] = {place: [] for place in places}
        for row in group:
            value = f"{row['value']}{_BEST if row['best'] else ''}"
            cells[str(row["region"])].append(f"({value})" if row["reason"] else value)
        yield [topic, unit, *(" / ".join(dict.fromkeys(cells[place])) for place in places)]


def _list(
    title: str, columns: Sequence[str], rows: Iterable[Mapping[str, Plain]], meanings: Mapping[str, str]
) -> None:
    show(Text(f"\n{title}", style="bold"))
    table = plain_table()
    for column in columns:
        table.add_column(meanings[column], overflow="fold")
    for row in rows:
        told = {**row, "source": f"{row['file']}:{row['line']}"}
        table.add_row(*(Text(str(told[column] or "")) for column in columns))
    show(table)
