"""`bizgraph search` and `bizgraph discover`."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click
from rich.rule import Rule
from rich.text import Text

from bizgraph.cli.answers import tell
from bizgraph.cli.options import Opening, format_option, language_option, opening_option
from bizgraph.cli.printing import record, show

if TYPE_CHECKING:
    from bizgraph.graph import Graph
    from bizgraph.questions.answer import Answer

_LIMIT = click.IntRange(min=1)
_LONG = 100


@click.command("search")
@click.argument("words")
@click.option(
    "--kind",
    type=click.Choice(["measure", "practice", "gap", "target"]),
    help="Only statements of this kind.",
)
@click.option(
    "--region", metavar="NAME", help="Only what this place, or one within it, orders, admits or does."
)
@click.option("--indicator", metavar="NAME", help="Only what is about this indicator.")
@click.option("--document", metavar="NAME", help="Only one document: its title, file name, number or IRI.")
@click.option("--limit", type=_LIMIT, default=10, show_default=True, help="How many to list.")
@format_option
@opening_option
@language_option
def search_command(
    words: str,
    kind: str | None,
    region: str | None,
    indicator: str | None,
    document: str | None,
    limit: int,
    form: str,
    opening: Opening,
    language: str,
) -> None:
    """Find measures, practices, gaps and targets by words, with the sentence that holds them.

    Traditional script, other names of an instrument and everyday words (罚款, 开公司) find the same.

    \b
    Examples:
      bizgraph search 免费刻制公章
      bizgraph search 告知承诺 --kind practice --indicator 政务服务
      bizgraph search 办电太慢 --region 赣县 --format json
    """
    with opening() as opened:
        tell(
            opened,
            lambda: opened.search(
                words,
                kind=kind,
                region=region,
                indicator=indicator,
                document=document,
                limit=limit,
                language=language,
            ),
            form,
            language,
            lambda answer: _print_found(opened, answer, language),
        )


@click.command("discover")
@click.option("--region", metavar="NAME", help="The place in need: its own measures are never offered.")
@click.option("--indicator", metavar="NAME", help="Only gaps on this indicator.")
@click.option("--gap", metavar="IRI", help="One gap; `bizgraph search --kind gap` finds them.")
@click.option("--need", metavar="WORDS", help="What is lacking, in your own words.")
@click.option("--practice", metavar="IRI", help="The other way round: which gaps this practice would answer.")
@click.option("--limit", type=_LIMIT, default=5, show_default=True, help="How many to list for each gap.")
@format_option
@opening_option
@language_option
def discover_command(
    region: str | None,
    indicator: str | None,
    gap: str | None,
    need: str | None,
    practice: str | None,
    limit: int,
    form: str,
    opening: Opening,
    language: str,
) -> None:
    """Find what other places do that would answer what a place lacks, with reasons and quotations.

    \b
    Examples:
      bizgraph discover --region 赣县区 --indicator 政务服务
      bizgraph discover --region 东莞 --need 企业反映办事要跑很多窗口
      bizgraph discover --practice document:510000-2019-6e9e319d/practice/15195 --format json
    """
    if not any((region, indicator, gap, need, practice)):
        raise click.UsageError("say what for: --region, --indicator, --gap, --need or --practice")
    if sum(each is not None for each in (gap, need, practice)) > 1:
        raise click.UsageError("--gap, --need and --practice exclude each other")
    with opening() as opened:
        tell(
            opened,
            lambda: opened.discover(
                region,
                indicator=indicator,
                gap=gap,
                need=need,
                practice=practice,
                limit=limit,
                language=language,
            ),
            form,
            language,
            lambda answer: _print_offered(opened, answer, language),
        )


def _print_found(graph: Graph, answer: Answer, language: str) -> None:
    for number, row in enumerate(answer, 1):
        about = (row["region"], row["indicator"], _said("kind", row["kind"], language))
        head = f"{number}. " + "  ".join(str(each) for each in about if each)
        show(Text(f"{head}  {row['score']}", style="bold"))
        show(record([("  ", f"{row['file']}:{row['line']}  {graph.shortened(str(row['thing']))}")]))
        show(_with_hits(f"   {row['sentence']}"))


def _print_offered(graph: Graph, answer: Answer, language: str) -> None:
    numbered = list(enumerate(answer))
    heads = {column.name: column.meaning(language) for column in answer.columns}
    sources: dict[int, list[str]] = {}
    for source in answer.sources:
        sources.setdefault(source.row, []).append(source.place)
    for gap, rows in groupby(numbered, key=lambda pair: pair[1].get("gap")):
        group = list(rows)
        if gap is not None:
            show(Rule(style="dim"))
            show(Text(f"{heads['gap']}: {group[0][1]['gap_text']}", style="bold"))
            show(Text(f"  {graph.shortened(str(gap))}  {sources.get(group[0][0], [''])[0]}", style="dim"))
        for place, (index, row) in enumerate(group, 1):
            head = f"{place}. {row['region']}  {_said('kind', row['kind'], language)}  {row['score']}"
            show(Text(head, style="bold"))
            where = sources.get(index, [])[-1:] if gap is not None else sources.get(index, [])
            fields = [
                (heads["text"], _cut(str(row["text"]))),
                (heads["reasons"], str(row["reasons"])),
                (heads["quote"], f"“{row['quote']}”"),
                ("", f"{' '.join(where)}  {graph.shortened(str(row['thing']))}"),
            ]
            show(record([(f"   {name}", value) for name, value in fields]))


def _with_hits(marked: str) -> Text:
    """Return a sentence with its hits in bold; where there is no colour, the marks stay."""
    from bizgraph.questions.quoting import BEFORE, BEHIND

    text = Text(overflow="fold")
    for index, piece in enumerate(marked.split(BEFORE)):
        hit, behind, rest = piece.partition(BEHIND)
        if index and behind:
            text.append(f"{BEFORE}{hit}{BEHIND}", style="bold")
            text.append(rest)
        else:
            text.append((BEFORE if index else "") + piece)
    return text


def _said(part: str, key: object, language: str) -> str:
    from bizgraph.questions.sayings import say

    return say(part, str(key), language)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else f"{line[: _LONG - 1]}…"
