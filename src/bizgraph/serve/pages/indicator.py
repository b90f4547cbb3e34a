"""The page of an indicator of either level: who has what on it, gaps side by side, practices, dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.authority.indicators import load_indicators
from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Citation
from bizgraph.serve.pages.coverage import KINDS, QUERY, Counts, coverage, summed
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.sections import section
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply

_GAPS: Final = 200  # gaps that are gathered by places
_EACH: Final = 2  # gaps of each place
_PLACES: Final = 12  # places whose gaps stand side by side


@dataclass(frozen=True, slots=True)
class Line:
    """A place, the name by which it is asked about, and how much its documents say on the indicator."""

    iri: str
    label: str
    value: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap that a place admits."""

    iri: str
    text: str
    compared: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Admitting:
    """A place with the first of its gaps, and how many it has."""

    label: str
    total: int
    gaps: tuple[Gap, ...]


def indicator(graph: Graph, visit: Visit, iri: NamedNode) -> Reply:
    """Return the page."""
    language = visit.language
    answer = graph.query(QUERY, language=language, indicator=iri)
    above, below = _levels(graph, iri)
    gaps = section(graph, visit, "gaps", "gaps", most=_GAPS, indicator=iri)
    admitting = _admitting(gaps.answer)
    sections = [
        gaps,
        section(graph, visit, "practices", "most-borrowed-practices", indicator=iri),
        section(graph, visit, "told", "practices", indicator=iri),
        section(graph, visit, "measures", "measures", indicator=iri),
        section(graph, visit, "deadlines", "deadlines-of-indicators", most=12, indicator=iri),
        section(graph, visit, "leads", "who-leads", most=12, indicator=iri),
    ]
    return page(
        graph,
        visit,
        "indicator.html",
        name=graph.shortened(iri.value),
        label=graph.label(iri.value, language=language),
        above=[(each, graph.label(each, language=language)) for each in above],
        below=[(each, graph.label(each, language=language)) for each in below],
        lines=_lines(graph, answer, language),
        kinds=KINDS,
        coverage=answer,
        coverage_api=visit.to(f"/api/queries/{QUERY}", indicator=graph.shortened(iri.value)),
        sections=[part for part in sections if part.total],
        admitting=admitting[:_PLACES],
        more_admitting=max(len(admitting) - _PLACES, 0),
    )


def _levels(graph: Graph, iri: NamedNode) -> tuple[list[str], list[str]]:
    """Return the indicators right above and right below one."""
    known = {graph.namespaces.indicator(each.id).value: each for each in load_indicators().all()}
    broader = known[iri.value].broader if iri.value in known else None
    above = [] if broader is None else [graph.namespaces.indicator(broader).value]
    own = known[iri.value].id if iri.value in known else ""
    return above, [each for each, indicator in known.items() if indicator.broader == own and own]


def _lines(graph: Graph, answer: Answer, language: str) -> list[Line]:
    """Return the places, those of which most is said first."""
    every: dict[str, list[Counts]] = {}
    for (place, _), counts in coverage(answer).items():
        every.setdefault(place, []).append(counts)
    names = {each.iri.value: each.label for each in graph.held("region", language=language)}
    lines = [
        Line(place, names.get(place, place), graph.shortened(place), summed(counts, KINDS))
        for place, counts in every.items()
    ]
    return sorted(lines, key=lambda line: (-sum(count.number for count in line.counts), line.iri))


def _admitting(answer: Answer) -> list[Admitting]:
    """Return the gaps of an answer by places, the place that admits most first."""
    cited: dict[int, Citation] = {}
    for source in answer.sources:
        cited.setdefault(source.row, source)
    by_place: dict[tuple[str, str], list[Gap]] = {}
    for index, row in enumerate(answer):
        place = (str(row["place"]), str(row["file"]))
        by_place.setdefault(place, []).append(
            Gap(str(row["gap"]), str(row["gap_text"]), str(row["compared"] or ""), cited.get(index))
        )
    found = [Admitting(label, len(gaps), tuple(gaps[:_EACH])) for (label, _), gaps in by_place.items()]
    return sorted(found, key=lambda place: -place.total)
