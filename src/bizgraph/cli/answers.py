"""How the commands that ask tell an answer: for people, and in the exact forms for machines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click
from pyoxigraph import Literal, NamedNode
from rich.text import Text

from bizgraph.cli.printing import message, print_rows, record, show
from bizgraph.errors import UnknownThingError

if TYPE_CHECKING:
    from bizgraph.graph import Graph
    from bizgraph.questions.answer import Answer
    from bizgraph.store.interface import Term

_SHOWN = 5
_LONGEST = 400
_NUMERIC = ("integer", "decimal", "double", "float")


def tell(
    graph: Graph,
    ask: Callable[[], Answer],
    form: str,
    language: str,
    draw: Callable[[Answer], None] | None = None,
) -> None:
    """Print the answer that `ask` gives; exit code 1 where there is none.

    `draw` prints the rows for people, where a table of them is not how they are best read.
    """
    from bizgraph.questions.answer import Answer, Status

    try:
        answer = ask()
    except UnknownThingError as error:
        answer = Answer.declining(error)
    match form:
        case "csv":
            click.echo(answer.to_csv(), nl=False)
        case "json":
            click.echo(answer.to_json(), nl=False)
        case "markdown":
            click.echo(answer.to_markdown(language), nl=False)
        case _:
            _print(graph, answer, language, draw)
    if answer.status is not Status.ANSWERED:
        if form == "csv":
            message(f"bizgraph: {answer.reading}")
        raise click.exceptions.Exit(1)


def _print(graph: Graph, answer: Answer, language: str, draw: Callable[[Answer], None] | None) -> None:
    from bizgraph.questions.answer import Status

    if answer.status is not Status.ANSWERED:
        message(f"bizgraph: {answer.reading}")
        for candidate in answer.candidates:
            iri = f"  {graph.shortened(candidate.iri)}" if candidate.iri else ""
            message(f"  {candidate.label}{iri}")
        return
    if answer.reading:
        message(answer.reading)
    if draw is not None:
        draw(answer)
    elif answer.rows:
        heads = [column.meaning(language) for column in answer.columns]
        rows = [[_shown(graph, answer, term) for term in row] for row in answer.rows]
        print_rows(heads, rows, lambda index: any(_is_number(row[index]) for row in answer.rows))
    if answer.sources and not any(isinstance(term, NamedNode) for row in answer.rows for term in row):
        _print_sources(answer)
    message(f"{len(answer)} rows" if len(answer) != 1 else "1 row")


def _print_sources(answer: Answer) -> None:
    """Print the first sentences behind a number."""
    for source in answer.sources[:_SHOWN]:
        show(record([(source.place, " ".join(source.quote.split()))]))
    if len(answer.sources) > _SHOWN:
        show(Text(f"… {len(answer.sources) - _SHOWN} more (--format json has all)", style="dim"))


def _shown(graph: Graph, answer: Answer, term: Term | None) -> str:
    """Return a term as a reader knows it: a thing by its name, a fact by where `bizgraph show` finds it."""
    if isinstance(term, NamedNode):
        short = graph.shortened(term.value)
        of_document = short.startswith("document:") and "/" in short and "/person/" not in short
        return short if of_document else answer.labels.get(term, short)
    text = term.value if isinstance(term, Literal) else "" if term is None else str(term)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"


def _is_number(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.datatype.value.rpartition("#")[2] in _NUMERIC
