"""`bizgraph query` and `bizgraph show`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

import click
from rich.console import RenderableType
from rich.text import Text

from bizgraph.cli.answers import tell
from bizgraph.cli.options import Opening, format_option, language_option, opening_option
from bizgraph.cli.printing import plain_table, record, show

if TYPE_CHECKING:
    from bizgraph.graph import Graph
    from bizgraph.questions.saved import Parameter, SavedQuery
    from bizgraph.questions.things import Saying, Source, Thing


def _split(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    parameters: dict[str, str] = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"{value!r} must be name=value, such as region=深圳")
        parameters[name.strip()] = text
    return parameters


@click.command("query")
@click.argument("query", metavar="FILE.rq|NAME", required=False)
@click.option(
    "--param",
    "parameters",
    multiple=True,
    callback=_split,
    metavar="NAME=VALUE",
    help="Ask about something else than the default; an empty value asks about all.",
)
@format_option
@click.option("--list", "list_all", is_flag=True, help="List the saved questions and what each can be asked.")
@click.option("--tag", metavar="TAG", help="List only those with this tag, such as borrowing or time.")
@opening_option
@language_option
def query_command(
    query: str | None,
    parameters: dict[str, str],
    form: str,
    list_all: bool,
    tag: str | None,
    opening: Opening,
    language: str,
) -> None:
    """Answer a saved question, or a SPARQL query in a file.

    A place, an indicator or a unit can be given by any of its names: 深圳, 深圳市 and 440300 are one.

    \b
    Examples:
      bizgraph query --list
      bizgraph query --tag responsibility
      bizgraph query borrowed-practice
      bizgraph query borrowed-practice --param region=广州 --format csv > guangzhou.csv
      bizgraph query my-question.rq --format json
    """
    if list_all or tag is not None:
        _list(language, tag)
        return
    if query is None:
        raise click.UsageError("say which question: a name of `bizgraph query --list`, or a file")
    with opening() as opened:
        tell(opened, lambda: opened.query(query, language=language, **parameters), form, language)


def _list(language: str, tag: str | None) -> None:
    """List the saved questions under the first of their tags, which is their group."""
    from bizgraph.questions.saved import saved_queries

    every = saved_queries().values()
    queries = [query for query in every if tag is None or tag in query.tags]
    if not queries:
        known = ", ".join(sorted({tag for query in every for tag in query.tags}))
        raise click.BadParameter(f"no saved question has the tag {tag!r}; there are: {known}")
    table = plain_table()
    for head in ("name", "question", "parameters"):
        table.add_column(head, overflow="fold")
    for group, members in groupby(sorted(queries, key=_group), key=_group):
        table.add_row(Text(group, style="bold"))
        for query in members:
            asked = "\n".join(map(_asked, query.parameters))
            table.add_row(Text(query.name), Text(query.titles.get(language, "")), Text(asked))
    show(table)


def _group(query: SavedQuery) -> str:
    return query.tags[0] if query.tags else ""


def _asked(parameter: Parameter) -> str:
    value = parameter.default or ("required" if parameter.required else "")
    return f"{parameter.name} ({parameter.kind}{', ' if value else ''}{value})"


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@click.option("--sparql", is_flag=True, help="Show the SPARQL that was asked, too.")
@format_option
@opening_option
@click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    help="The language of the answer.  [default: that of the question]",
)
def ask_command(
    question: tuple[str, ...], sparql: bool, form: str, opening: Opening, language: str | None
) -> None:
    """Answer a question in words, in Chinese (either script) or English.

    The answer begins with how the question was read. What is not understood is named; no other question than
    the one put is answered. Exit code 1 where there is no answer.

    \b
    Examples:
      bizgraph ask "赣县区2022年6月底前由区行政审批局负责的获得电力举措有哪些?"
      bizgraph ask "东莞获得用水由谁牵头?" --sparql
      bizgraph ask "Which units lead construction permits in each place?" --format json
    """
    with opening() as opened:
        words = " ".join(question)
        answer = opened.ask(words, language=language)
        if sparql and answer.sparql and form in ("table", "markdown"):
            click.echo(answer.sparql)
        shown = language or ("zh" if not words.isascii() else "en")
        tell(opened, lambda: answer, form, shown)


@click.command("show")
@click.argument("name", metavar="IRI|NAME")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--limit", default=10, show_default=True, help="How many to list of a kind; 0 for all.")
@opening_option
@language_option
def show_command(name: str, form: str, limit: int, opening: Opening, language: str) -> None:
    """Show all that is known of one thing, with the sentences that say so.

    A place, a unit, an indicator, a document or a fact: by its name, by its IRI, or by its IRI with a prefix.

    \b
    Examples:
      bizgraph show 深圳
      bizgraph show 市场监管 --limit 0
      bizgraph show indicator:starting-a-business --format json
    """
    with opening() as opened:
        thing = opened.show(name, language=language)
        if form == "json":
            click.echo(json.dumps(asdict(thing), ensure_ascii=False, indent=1, default=str))
        else:
            _print_thing(opened, thing, limit)


def _print_thing(graph: Graph, thing: Thing, limit: int) -> None:
    show(Text(thing.label, style="bold"))
    show(Text(f"{graph.shortened(thing.iri)}  ({'、'.join(thing.kinds)})", style="dim"))
    said: list[tuple[str, str]] = []
    for name, sayings in groupby(thing.sayings, key=lambda saying: saying.property):
        values = [_plain(graph, saying) for saying in sayings]
        said.append((name, "\n".join(_limited(values, limit))))
    show(record(said))
    for source in thing.sources:
        show(_quoted(source, source.role))
    for (name, kind), group in groupby(thing.referring, key=lambda each: (each.property, each.kind)):
        referring = list(group)
        show(Text(f"\n← {name}: {kind} ({len(referring)})", style="bold"))
        for each in referring[:limit] if limit else referring:
            show(Text(f"  {graph.shortened(each.iri)}" + ("" if each.source else f"  {each.label}")))
            if each.source is not None:
                show(_quoted(each.source, "   "))
        if 0 < limit < len(referring):
            show(Text(f"  … {len(referring) - limit} more (--limit 0 shows all)", style="dim"))


def _plain(graph: Graph, saying: Saying) -> str:
    value = str(saying.value).lower() if isinstance(saying.value, bool) else str(saying.value)
    return f"{value}  {graph.shortened(saying.iri)}" if saying.iri else value


def _limited(values: list[str], limit: int) -> Iterable[str]:
    if not limit or len(values) <= limit:
        return values
    return [*values[:limit], f"… {len(values) - limit} more (--limit 0 shows all)"]


def _quoted(source: Source, before: str) -> RenderableType:
    words = " ".join(source.words.split())
    return record([(before, f"{source.file}:{source.line}  {words}")])
