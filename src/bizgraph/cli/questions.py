"""`bizgraph query` and `bizgraph show`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pyoxigraph import Literal, NamedNode
from rich.console import RenderableType
from rich.text import Text

from bizgraph.cli.options import graph_option, language_option
from bizgraph.cli.printing import message, plain_table, print_rows, record, show

if TYPE_CHECKING:
    from bizgraph.graph import Graph
    from bizgraph.questions.answer import Answer
    from bizgraph.questions.things import Saying, Source, Thing
    from bizgraph.store.interface import Term

_NUMERIC = ("integer", "decimal", "double", "float")


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
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@click.option("--list", "list_all", is_flag=True, help="List the saved questions and what each can be asked.")
@graph_option
@language_option
def query_command(
    query: str | None,
    parameters: dict[str, str],
    form: str,
    list_all: bool,
    graph: Path | None,
    language: str,
) -> None:
    """Answer a saved question, or a SPARQL query in a file.

    A place, an indicator or a unit can be given by any of its names: 深圳, 深圳市 and 440300 are one.

    \b
    Examples:
      bizgraph query --list
      bizgraph query borrowed-practice
      bizgraph query borrowed-practice --param region=广州 --format csv > guangzhou.csv
      bizgraph query my-question.rq --format json
    """
    from bizgraph.graph import Graph

    if list_all:
        _list(language)
        return
    if query is None:
        raise click.UsageError("say which question: a name of `bizgraph query --list`, or a file")
    with Graph.open(graph) as opened:
        answer = opened.query(query, **parameters)
        match form:
            case "csv":
                click.echo(answer.to_csv(), nl=False)
            case "json":
                click.echo(answer.to_json(), nl=False)
            case _:
                _print_answer(opened, answer, language)


def _print_answer(graph: Graph, answer: Answer, language: str) -> None:
    asked = ", ".join(f"{name} = {value}" for name, value in answer.parameters.items())
    if title := answer.titles.get(language):
        message(f"{title} ({asked})" if asked else title)
    if answer.rows:
        heads = [column.meaning(language) for column in answer.columns]
        rows = [[_shown(graph, term) for term in row] for row in answer.rows]
        print_rows(heads, rows, lambda index: any(_is_number(row[index]) for row in answer.rows))
    message(f"{len(answer)} rows" if len(answer) != 1 else "1 row")


def _shown(graph: Graph, term: Term | None) -> str:
    if isinstance(term, NamedNode):
        return graph.shortened(term.value)
    return term.value if isinstance(term, Literal) else "" if term is None else str(term)


def _is_number(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.datatype.value.rpartition("#")[2] in _NUMERIC


def _list(language: str) -> None:
    from bizgraph.questions.saved import saved_queries

    table = plain_table()
    for head in ("name", "question", "parameters"):
        table.add_column(head, overflow="fold")
    for query in saved_queries().values():
        parameters = "\n".join(
            f"{each.name} ({each.kind}" + (f", {each.default})" if each.default else ")")
            for each in query.parameters
        )
        table.add_row(Text(query.name), Text(query.titles.get(language, "")), Text(parameters))
    show(table)


@click.command("show")
@click.argument("name", metavar="IRI|NAME")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--limit", default=10, show_default=True, help="How many to list of a kind; 0 for all.")
@graph_option
@language_option
def show_command(name: str, form: str, limit: int, graph: Path | None, language: str) -> None:
    """Show all that is known of one thing, with the sentences that say so.

    A place, a unit, an indicator, a document or a fact: by its name, by its IRI, or by its IRI with a prefix.

    \b
    Examples:
      bizgraph show 深圳
      bizgraph show 市场监管 --limit 0
      bizgraph show indicator:starting-a-business --format json
    """
    from bizgraph.graph import Graph

    with Graph.open(graph) as opened:
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
