"""What places promise for an indicator, side by side: as a picture, and as a table with the sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from bizgraph.authority.indicators import load_indicators
from bizgraph.errors import UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Citation
from bizgraph.serve.pages.dots import Axis, axis_of
from bizgraph.serve.pages.fields import Choice
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply
from bizgraph.store.values import Plain

_MOST_PLACES: Final = 50
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its sentence; `at` is where it lies on the axis, in percent of it."""

    place: str
    value: Decimal | None
    comparator: str
    printed: str
    stated_in: str
    best: bool
    reference: bool
    reason: str
    text: str
    statement: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Line:
    """A place with its figures on one thing."""

    place: str
    figures: tuple[Figure, ...]

    @property
    def best(self) -> bool:
        """Whether it promises the best."""
        return any(figure.best for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Chart:
    """Comparable figures on one thing in one unit: a line for each place, on a common axis."""

    topic: str
    unit: str
    lines: tuple[Line, ...]
    axis: Axis

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, place by place."""
        return tuple(figure for line in self.lines for figure in line.figures)


@dataclass(frozen=True, slots=True)
class Apart:
    """Figures on one thing that are not compared."""

    topic: str
    figures: tuple[Figure, ...]


def compare(graph: Graph, visit: Visit) -> Reply:
    """Return the page; where no indicator is chosen yet, the form alone."""
    asked = visit.value("indicator")[:_LONGEST]
    regions = tuple(dict.fromkeys(value.strip() for name, value in visit.asked if name == "region" and value))
    metric = visit.value("metric")[:_LONGEST]
    answer = _answer(graph, asked, regions[:_MOST_PLACES], metric, visit.language) if asked else None
    rows = [] if answer is None else list(_figures(answer))
    compared = [row for row in rows if row[2]]
    return page(
        graph,
        visit,
        "compare.html",
        indicator=_shortened(graph, asked),
        regions=tuple(_shortened_region(graph, region) for region in regions),
        metric=metric,
        indicators=_indicators(graph, visit.language),
        places=_places(graph, visit.language),
        answer=answer,
        charts=list(_charts(compared)),
        apart=list(_apart(row for row in rows if not row[2])),
        topics=sorted({topic for topic, *_ in rows}),
        api=_api(visit, asked, regions, metric),
    )


def _answer(graph: Graph, indicator: str, regions: tuple[str, ...], metric: str, language: str) -> Answer:
    try:
        return graph.compare(indicator, regions=regions, metric=metric or None, language=language)
    except UnknownThingError as error:
        return Answer.declining(error)


def _api(visit: Visit, indicator: str, regions: Iterable[str], metric: str) -> str:
    return visit.to("/api/compare", indicator=indicator, region=list(regions), metric=metric)


def _shortened(graph: Graph, name: str) -> str:
    """Return an indicator as the form knows it, by whatever name it was asked for."""
    try:
        return graph.shortened(graph.indicator(name).value) if name else ""
    except UnknownThingError:
        return name


def _shortened_region(graph: Graph, name: str) -> str:
    try:
        return graph.shortened(graph.region(name).value)
    except UnknownThingError:
        return name


def _indicators(graph: Graph, language: str) -> list[Choice]:
    """Return the indicators of both levels, those of the second below their own."""
    every = list(load_indicators().all())
    ordered = [
        each
        for first in every
        if first.broader is None
        for each in (first, *(below for below in every if below.broader == first.id))
    ]
    return [
        Choice(
            graph.shortened(graph.namespaces.indicator(each.id).value),
            each.label if language == "zh" else each.english,
            each.broader is not None,
        )
        for each in ordered
    ]


def _places(graph: Graph, language: str) -> list[Choice]:
    """Return the places that have documents."""
    named = [
        Choice(graph.shortened(place.value), graph.label(place.value, language=language))
        for place in graph.planning
    ]
    return sorted(named, key=lambda choice: choice.value)


def _figures(answer: Answer) -> Iterator[tuple[str, str, bool, Figure]]:
    """Yield each figure with what it measures, its unit, and whether it is compared."""
    cited: dict[int, Citation] = {}
    for source in answer.sources:
        known = cited.get(source.row)
        if known is None or len(source.quote) > len(known.quote):  # the sentence, not the figure alone
            cited[source.row] = source
    for index, row in enumerate(answer):
        yield (
            str(row["topic"]),
            str(row["unit"] or ""),
            bool(row["comparable"]),
            _figure(row, cited.get(index)),
        )


def _figure(row: Mapping[str, Plain], citation: Citation | None) -> Figure:
    value = row["value"]
    return Figure(
        str(row["region"]),
        None if value is None else Decimal(str(value)),
        str(row["comparator"]),
        str(row["printed"]),
        str(row["stated_in"]),
        bool(row["best"]),
        bool(row["comparable"] and row["reason"]),
        str(row["reason"] or ""),
        str(row["text"]),
        str(row["statement"]),
        citation,
    )


def _charts(rows: Sequence[tuple[str, str, bool, Figure]]) -> Iterator[Chart]:
    for (topic, unit), group in groupby(rows, key=lambda row: row[:2]):
        figures = [row[3] for row in group]
        places = dict.fromkeys(figure.place for figure in figures)
        lines = tuple(
            Line(place, tuple(figure for figure in figures if figure.place == place)) for place in places
        )
        ordered = tuple(sorted(lines, key=lambda line: not line.best))
        yield Chart(
            topic, unit, ordered, axis_of([figure.value for figure in figures if figure.value is not None])
        )


def _apart(rows: Iterable[tuple[str, str, bool, Figure]]) -> Iterator[Apart]:
    for topic, group in groupby(rows, key=lambda row: row[0]):
        yield Apart(topic, tuple(row[3] for row in group))
