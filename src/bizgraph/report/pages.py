"""A briefing as a page and as Markdown, by templates."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from itertools import groupby
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from bizgraph.export.network import clean_text
from bizgraph.pictures.charts import Chart, draw_chart
from bizgraph.report.blocks import Briefing, Paragraph, Picture, Source, Table
from bizgraph.report.tabled import lines, told
from bizgraph.report.words import say

_SPECIAL: Final = "\\`*_[]<>#|~$"


def html(briefing: Briefing) -> str:
    """Return a briefing as one HTML file that prints on A4: no script, nothing from another address."""
    return _rendered("briefing.html", briefing)


def markdown(briefing: Briefing) -> str:
    """Return a briefing as Markdown with tables and footnotes, as GitHub reads it; charts become tables."""
    return _rendered("briefing.md", briefing)


def sources_by_file(briefing: Briefing) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the files that a briefing cites, with the numbers of sources and the lines they stand for."""
    numbers = briefing.numbers()
    ordered: list[Source] = sorted(numbers, key=lambda source: (source.file, numbers[source]))
    return [
        (
            file,
            [(numbers[each], say("shared", "line", briefing.language, line=each.line)) for each in group],
        )
        for file, group in groupby(ordered, key=lambda source: source.file)
    ]


def _rendered(template: str, briefing: Briefing) -> str:
    words = {key: say("shared", key, briefing.language) for key in ("sources", "sources_told")}
    numbers, files = briefing.numbers(), sources_by_file(briefing)
    page = _environment().get_template(template)
    return clean_text(page.render(briefing=briefing, numbers=numbers, files=files, words=words))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bizgraph.report"),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters.update(drawn=_drawn, told=told, tabled=_tabled, escaped=escaped)
    environment.tests.update(paragraph=_is(Paragraph), table=_is(Table), picture=_is(Picture))
    return environment


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda block: isinstance(block, kind)


def _drawn(chart: Chart) -> str:
    return b64encode(draw_chart(chart, "svg")).decode("ascii")


def _tabled(chart: Chart) -> str:
    """Return a chart as a table."""
    heads, *rest = lines(chart)
    rows = (heads, tuple("---" if index == 0 else "---:" for index in range(len(heads))), *rest)
    return "\n".join(
        "| " + " | ".join(cell if index == 1 else escaped(cell) for cell in row) + " |"
        for index, row in enumerate(rows)
    )


def escaped(text: str) -> str:
    """Return text such that Markdown shows it as it is, on one line."""
    for character in _SPECIAL:
        text = text.replace(character, f"\\{character}")
    return " ".join(text.split()).replace("&", "&amp;")
