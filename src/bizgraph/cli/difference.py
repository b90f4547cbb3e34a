"""`bizgraph diff`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bizgraph.cli.options import format_option, language_option
from bizgraph.cli.printing import message, plain_table, record, show

if TYPE_CHECKING:
    from bizgraph.difference.result import Compared, Difference, Match
    from bizgraph.difference.values import Kind, Told


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW")
@format_option
@language_option
def diff_command(old: Path, new: Path, form: str, language: str) -> None:
    """Show what changed between two documents, or between two graphs.

    Measures, targets, gaps, practices and baselines are matched by what they say, not by number: what is new,
    dropped, split or merged, which deadlines moved, which figures were raised or lowered, who leads now, what
    is worded otherwise, with both sentences. Of two graphs, documents that differ are compared, and plans of
    one place for different years.

    \b
    Examples:
      bizgraph diff plan-2022.docx plan-2023.pdf
      bizgraph diff draft.txt final.txt --format csv > changes.csv
      bizgraph diff graph-of-may graph-of-june --lang en
    """
    from bizgraph.difference.diffing import diff

    difference = diff(old, new)
    match form:
        case "csv":
            click.echo(difference.to_csv(), nl=False)
        case "json":
            click.echo(difference.to_json(), nl=False)
        case "markdown":
            click.echo(difference.to_markdown(language), nl=False)
        case _:
            _print(difference, language)


def _print(difference: Difference, language: str) -> None:
    """Print all of it at once, so that a reader of the beginning can close the pipe."""
    from bizgraph.difference.telling import say

    if not difference:
        message(say("title", "nothing", language))
    show(Group(*_told(difference, language)))


def _told(difference: Difference, language: str) -> Iterator[RenderableType]:
    from bizgraph.difference.telling import named, say

    for key, headings in (("added", difference.added), ("dropped", difference.dropped)):
        if headings:
            kind = say("kind", "document", language)
            yield _title(say("title", key, language, kind=kind, count=len(headings)))
            yield from (Text(f"  {named(heading)}") for heading in headings)
    if difference.unchanged:
        yield Text(say("title", "unchanged_documents", language, count=difference.unchanged))
    for compared in difference.compared:
        yield from _compared(compared, language)


def _compared(compared: Compared, language: str) -> Iterator[RenderableType]:
    from bizgraph.difference.telling import say, titled
    from bizgraph.difference.values import Kind

    yield _title(titled(compared, language))
    yield _counts(compared, language)
    for kind in Kind:
        yield from _listed("added", kind, compared.added, language)
        yield from _listed("dropped", kind, compared.dropped, language)
        if changed := compared.changed(kind):
            words = say("title", "changed", language, kind=say("kind", kind, language), count=len(changed))
            yield _title(words)
        for match in changed:
            yield from _changed(match, language)


def _counts(compared: Compared, language: str) -> Table:
    from bizgraph.difference.telling import names, say

    table = plain_table()
    table.add_column("")
    for name in names("count"):
        table.add_column(say("count", name, language), justify="right")
    for kind, found in compared.counts().items():
        table.add_row(say("kind", kind, language), *(str(found[name]) for name in names("count")))
    return table


def _listed(key: str, kind: Kind, told: Iterable[Told], language: str) -> Iterator[RenderableType]:
    from bizgraph.difference.telling import say

    found = [each for each in told if each.kind is kind]
    if found:
        yield _title(say("title", key, language, kind=say("kind", kind, language), count=len(found)))
        yield record((f"  {each.where}", each.words) for each in found)


def _changed(match: Match, language: str) -> Iterator[RenderableType]:
    from bizgraph.difference.telling import phrases, say

    yield Rule(style="dim")
    yield from (Text(f"  {phrase}") for phrase in phrases(match, language))
    sides = (("old", match.olds), ("new", match.news))
    yield record(
        (f"  {say('title', side, language)} {each.where}", each.words)
        for side, told in sides
        for each in told
    )


def _title(words: str) -> Text:
    return Text(f"\n{words}", style="bold")
