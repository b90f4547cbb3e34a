"""Discovery: each gap beside what others do that would answer it, with reasons and the words themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bizgraph.errors import QueryError, UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Citation, Status
from bizgraph.questions.saved import Kind, Parameter
from bizgraph.questions.sayings import say
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply

ASKED: Final = ("region", "indicator", "gap", "need", "practice")
FIRST: Final = 10  # gaps, unless all are asked for
OPEN: Final = 2  # offers to a gap that are not a fold away
_LIMIT: Final = 5
_MOST: Final = 20
_LONGEST: Final = 1000
_REASONS: Final = re.compile(r";\s*(?![^“]*”)")  # between reasons, not within what one quotes


@dataclass(frozen=True, slots=True)
class Offer:
    """What may answer a gap, or a gap that may be answered: who, what, why, and where it stands."""

    iri: str
    place: str
    kind: str
    is_practice: bool
    text: str
    reasons: tuple[str, ...]
    quote: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Lack:
    """A gap with what may answer it, and what its place has ordered against it: texts and citations."""

    iri: str
    text: str
    citation: Citation | None
    offers: tuple[Offer, ...]
    ordered: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place that admits gaps: how many, and on which indicators, each with its name and number."""

    value: str
    label: str
    gaps: int
    indicators: tuple[tuple[str, str, int], ...]


def discover(graph: Graph, visit: Visit) -> Reply:
    """Return the page; where nothing is asked yet, the gaps that there are."""
    asked = {name: _meant(graph, name, visit.value(name)[:_LONGEST]) for name in ASKED}
    places = _places(graph, visit.language)
    named = {name: _name(graph, asked[name], visit.language) for name in ("region", "indicator")}
    common: dict[str, Any] = {
        "asked": asked,
        "named": named,
        "places": places,
        "indicators": _indicators(places, asked["region"]),
    }
    if not any(asked.values()):
        return page(graph, visit, "discover.html", answer=None, **common)
    limit = _limit(visit)
    try:
        answer = graph.discover(
            asked["region"] or None,
            **{name: asked[name] or None for name in ASKED[1:]},
            limit=limit,
            language=visit.language,
        )
    except UnknownThingError as error:
        answer = Answer.declining(error)
    except QueryError as error:
        answer = Answer(status=Status.REFUSED, reading=str(error))
    lacks = _lacks(graph, answer, asked, visit.language) if answer.status is Status.ANSWERED else []
    all_of_them = bool(visit.value("all"))
    return page(
        graph,
        visit,
        "discover.html",
        answer=answer,
        lacks=lacks if all_of_them else lacks[:FIRST],
        count=len(lacks),
        grouped="gap" in {column.name for column in answer.columns},
        offers=_offers(answer, visit.language),
        open=OPEN,
        api=visit.to("/api/discover", **asked, limit=limit),
        **common,
    )


def _meant(graph: Graph, name: str, typed: str) -> str:
    """Return a place or indicator by its short IRI, so that its name in any form chooses it in the form."""
    if name not in ("region", "indicator") or not typed:
        return typed
    try:
        return graph.shortened(graph.meaning(Parameter(name, Kind(name), {}), typed).value)
    except (UnknownThingError, QueryError):
        return typed  # the answer says what is wrong with it


def _name(graph: Graph, typed: str, language: str) -> str:
    """Return the name of a thing by its short IRI; what was typed where it is none."""
    kind, colon, rest = typed.partition(":")
    return graph.label(f"{graph.namespaces.base}{kind}/{rest}", language=language) if colon else typed


def _limit(visit: Visit) -> int:
    asked = visit.value("limit")
    return (
        min(max(int(asked), 1), _MOST) if asked.isascii() and asked.isdigit() and len(asked) < 6 else _LIMIT
    )


def _places(graph: Graph, language: str) -> list[Place]:
    """Return the places that admit gaps, those with most first."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for topic, count in graph.survey().items():
        if topic.kind == "gap":
            name = graph.label(topic.indicator.value, language=language)
            found.setdefault(topic.place.value, []).append(
                (graph.shortened(topic.indicator.value), name, count)
            )
    every = [
        Place(
            graph.shortened(iri),
            graph.label(iri, language=language),
            sum(count for _, _, count in indicators),
            tuple(sorted(indicators, key=lambda each: (-each[2], each[1]))),
        )
        for iri, indicators in found.items()
    ]
    return sorted(every, key=lambda place: (-place.gaps, place.label))


def _indicators(places: Sequence[Place], region: str) -> list[tuple[str, str, int]]:
    """Return the indicators on which places admit gaps, each with how many `region` does, or all do."""
    found: dict[tuple[str, str], int] = {}
    chosen = [place for place in places if region == place.value] or places
    for place in places:
        for value, label, count in place.indicators:
            found[value, label] = found.get((value, label), 0) + (count if place in chosen else 0)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0][1]))
    return [(value, label, count) for (value, label), count in ranked]


def _offers(answer: Answer, language: str) -> list[Offer]:
    sources: dict[int, list[Citation]] = {}
    for source in answer.sources:
        sources.setdefault(source.row, []).append(source)
    return [_offer(row, sources.get(index, []), language) for index, row in enumerate(answer)]


def _offer(row: Mapping[str, object], sources: Sequence[Citation], language: str) -> Offer:
    return Offer(
        str(row["thing"]),
        str(row["region"]),
        say("kind", str(row["kind"]), language),
        row["kind"] == "practice",
        str(row["text"]),
        tuple(_REASONS.split(str(row["reasons"] or ""))),
        str(row["quote"]),
        sources[-1] if sources else None,
    )


def _lacks(graph: Graph, answer: Answer, asked: Mapping[str, str], language: str) -> list[Lack]:
    """Return the gaps of an answer, those that nothing answers behind the others."""
    if "gap" not in {column.name for column in answer.columns}:
        return []
    offers: dict[str, list[Offer]] = {}
    found: dict[str, tuple[str, Citation | None]] = {}
    sources = {source.row: source for source in reversed(answer.sources)}
    for index, (row, offer) in enumerate(zip(answer, _offers(answer, language), strict=True)):
        iri = str(row["gap"])
        offers.setdefault(iri, []).append(offer)
        found.setdefault(iri, (str(row["gap_text"]), sources.get(index)))
    ordered = {lack.iri: lack for lack in _admitted(graph, asked)}
    answered = [
        Lack(iri, text, citation, tuple(offers[iri]), ordered[iri].ordered if iri in ordered else ())
        for iri, (text, citation) in found.items()
    ]
    return [*answered, *(lack for iri, lack in ordered.items() if iri not in found)]


def _admitted(graph: Graph, asked: Mapping[str, str]) -> Iterator[Lack]:
    """Yield the gaps asked about, with what the document orders against each."""
    answer = graph.query("gaps-and-measures", region=asked["region"], indicator=asked["indicator"])
    sources: dict[int, list[Citation]] = {}
    for source in answer.sources:
        sources.setdefault(source.row, []).append(source)
    found: dict[str, Lack] = {}
    for index, row in enumerate(answer):
        cited = sources.get(index, [])
        iri = str(row["gap"])
        known = found.get(iri) or Lack(iri, str(row["gap_text"]), cited[0] if cited else None, ())
        more = tuple(cited[-1:]) if row["measure"] else ()
        found[iri] = Lack(iri, known.text, known.citation, (), (*known.ordered, *more))
    yield from found.values()
