"""Small documents made of measures and practices, for tests of what links them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bizgraph.authority.identity import Region, RegionLevel
from bizgraph.extract.facts import Document, Facts, Measure, Practice, RegionMention
from bizgraph.source.text import Quote, Span

HOME = Region("999900", "某市", RegionLevel.PREFECTURE)
NOWHERE = Quote("某市方案", "某市方案", Span(0, 4))


@dataclass(frozen=True)
class Said:
    """A measure or a practice: its text, its indicator, its second-level one, the places that it names."""

    text: str
    indicator: str = "government-services"
    sub: str = ""
    places: tuple[Region, ...] = ()


def city(name: str) -> Region:
    return Region(hashlib.sha256(name.encode()).hexdigest()[:6], name, RegionLevel.PREFECTURE)


def group(name: str) -> Region:
    return Region(name, name, RegionLevel.GROUP)


def facts(measures: Sequence[Said | str], practices: Sequence[Said | str]) -> Facts:
    """Return the facts of a document that tells the practices first and then orders the measures."""
    at = 10
    told: list[Practice] = []
    for each in _said(practices):
        told.append(Practice(f"practice/{at}", *_common(at, each), places=_mentions(each.places)))
        at += len(each.text) + 10
    ordered: list[Measure] = []
    for each in _said(measures):
        ordered.append(Measure(f"measure/{at}", *_common(at, each), benchmarks=_mentions(each.places)))
        at += len(each.text) + 10
    document = Document("d", NOWHERE, HOME, None, None, None, None, "0" * 64, "d.txt")
    return Facts(document, measures=tuple(ordered), practices=tuple(told))


def pairs(found: Facts) -> set[tuple[int, int]]:
    """Return the borrowings as numbers of measures and of practices told, from 1."""
    measures = [measure.key for measure in found.measures]
    practices = [practice.key for practice in found.practices]
    return {(measures.index(b.measure) + 1, practices.index(b.practice) + 1) for b in found.borrowings}


def _said(statements: Iterable[Said | str]) -> list[Said]:
    return [Said(each) if isinstance(each, str) else each for each in statements]


def _mentions(places: Iterable[Region]) -> tuple[RegionMention, ...]:
    return tuple(RegionMention(place, NOWHERE) for place in places)


def _common(at: int, said: Said) -> tuple[str, Quote, None, Region, tuple[str, ...], tuple[str, ...], str]:
    """Return what every statement has behind its key, in the order of its fields."""
    quote = Quote(said.text, said.text, Span(at, at + len(said.text)))
    return "", quote, None, HOME, (said.indicator,), (said.sub,) if said.sub else (), "test"
