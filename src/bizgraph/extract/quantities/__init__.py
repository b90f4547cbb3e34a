"""Figures with what they measure, how they bind it, and their units (model: Quantity)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from bizgraph.authority.units_of_measure import load_units_of_measure
from bizgraph.extract.facts import Comparator, Quantity
from bizgraph.extract.quantities.comparators import Bound, bind
from bizgraph.extract.quantities.covers import covered_places
from bizgraph.extract.quantities.cues import any_of, load_cues
from bizgraph.extract.quantities.figures import Figure, Group, find_groups
from bizgraph.extract.quantities.metrics import Metrics
from bizgraph.extract.quantities.numerals import plain
from bizgraph.extract.quantities.scopes import (
    NO_FIGURES_OF_STATE,
    NO_LEVELS,
    Reading,
    read,
    scope_of,
    sentence_ends,
)
from bizgraph.extract.quantities.view import View, view
from bizgraph.source.text import Text

__all__ = ["find_quantities", "unread_figures"]

_DIGITS = re.compile(r"\d[\d.,]*\d|\d")


def find_quantities(text: Text, start: int, end: int, *, levels_to_reach: bool) -> tuple[Quantity, ...]:
    """Return the figures of `text.clean[start:end]` in order.

    Figures that say whom a rule is for (200万元以下的项目) are left out; with `levels_to_reach`, for targets
    and measures, those that say where a change starts too.
    """
    seen = view(text, start, end)
    readings, _ = _readings(seen.words)
    rules = scope_of(readings)
    metrics = Metrics(readings, rules)
    left_out = NO_LEVELS if levels_to_reach else NO_FIGURES_OF_STATE
    return tuple(
        _quantity(seen, reading, figure, metric)
        for place, reading in enumerate(readings)
        if rules[place] not in left_out
        for figure, metric in zip(reading.group.figures, metrics.of(place), strict=True)
    )


def unread_figures(
    text: Text, start: int, end: int, found: Sequence[Quantity]
) -> tuple[tuple[int, int], ...]:
    """Return the places in `text.clean` of digits in the stretch that are in no quantity found.

    Dates, names, numbers of documents and items, and figures that are no level are left out.
    """
    seen = view(text, start, end)
    understood = covered_places(seen.words)
    readings, dropped = _readings(seen.words)
    scoped = [each.group for each, rule in zip(readings, scope_of(readings), strict=True) if rule]
    quoted = {place for each in found for place in range(each.quote.span.start, each.quote.span.end)}
    for group in (*scoped, *dropped):
        understood[group.start : group.end] = [True] * (group.end - group.start)
    for place, origin in enumerate(seen.places):
        understood[place] |= text.origins[origin] in quoted
    return tuple(
        seen.span(*match.span())
        for match in _DIGITS.finditer(seen.words)
        if not all(understood[match.start() : match.end()])
    )


def _readings(words: str) -> tuple[list[Reading], list[Group]]:
    """Return the figures that measure something, and those whose unit is only part of a word or a date."""
    readings: list[Reading] = []
    dropped: list[Group] = []
    floor = 0
    ends = sentence_ends(words)
    for group in find_groups(words, covered_places(words)):
        group = _unit_of_the_start(words, group, readings)
        bound = bind(words, floor, group)
        if _is_bare(words, group, bound):
            continue
        if _is_weak(words, group, bound):
            dropped.append(group)
            continue
        readings.append(read(words, group, bound, ends))
        floor = bound.end
    return readings, dropped


def _unit_of_the_start(words: str, group: Group, readings: Sequence[Reading]) -> Group:
    """由106个工作日压缩至75个: the second 个 is 个工作日 too."""
    behind = words[group.end : group.end + 1]
    if group.last.printed != "个" or not readings or behind not in ("", "、", ",", "。", ";", ")", "以"):
        return group
    start = readings[-1]
    printed = start.group.last.printed
    between = words[start.bound.end : group.start]
    if not printed.startswith("个") or re.search("[。;,]", between) or len(between) > 12:
        return group
    return Group(
        tuple(Figure(f.start, f.end, f.value, printed, f.low, f.masked, f.more) for f in group.figures)
    )


def _is_bare(words: str, group: Group, bound: Bound) -> bool:
    """Whether a number without a unit is no figure: it is one only if large (1.6亿) or bound (约达14)."""
    if group.last.printed or group.last.scaled >= 10_000:
        return False
    ends_clause = words[group.end : group.end + 1] in ("", ",", "。", ";", ")")
    return not (ends_clause and bound.before and not group.last.masked)


def _is_weak(words: str, group: Group, bound: Bound) -> bool:
    """Whether the unit is too likely a part of a date or a word, as nothing binds it."""
    if group.last.printed not in load_cues().weak.units:
        return False
    if group.last.printed in load_cues().weak.periods:
        return not bound.before
    stated = words[: group.start].endswith(load_cues().weak.stating)
    return not (bound.before or bound.after or stated)


@lru_cache(maxsize=1)
def _money() -> re.Pattern[str]:
    return re.compile(any_of(load_cues().metric.money_words))


def _quantity(seen: View, reading: Reading, figure: Figure, metric: str) -> Quantity:
    """Return the quantity of one figure of a reading."""
    unit, value = figure.unit(), figure.value
    if unit is None:
        unit, value = _unit_of_a_bare_number(reading, figure, metric)
    if reading.bound.comparator in (Comparator.AT_LEAST, Comparator.INCREASE_BY) and figure.low is not None:
        value = figure.low
    if unit == "person" and _ranks(reading):
        unit, units = "rank", load_units_of_measure()
        metric = units.label(unit) if metric == units.label("person") else metric
    return Quantity(
        metric=metric,
        comparator=_ranked(reading) if unit == "rank" else reading.bound.comparator,
        value=None if figure.masked or value is None else plain(value),
        unit=unit,
        quote=seen.quote(reading.bound.start, reading.bound.end),
        masked=figure.masked,
    )


def _unit_of_a_bare_number(reading: Reading, figure: Figure, metric: str) -> tuple[str, Decimal | None]:
    """年度计划投资1.6亿: money where the metric is of money, else a plain number."""
    behind = reading.words[figure.end : figure.end + 1]
    if figure.scaled in _MONEY_UNITS and not re.match("[一-龥](?<!以)", behind) and _money().search(metric):
        value = figure.value / figure.scaled if figure.value is not None else None
        return _MONEY_UNITS[figure.scaled], value
    return "number", figure.value


_MONEY_UNITS = {10_000: "ten-thousand-yuan", 100_000_000: "hundred-million-yuan"}


def _ranks(reading: Reading) -> bool:
    """全国前15名, 排名第17位."""
    printed = reading.group.last.printed
    words = reading.before[-16:]
    ranking = any(word in words for word in load_cues().comparator.ranking_words)
    return printed in ("名", "位") and (words.endswith("前") or ranking)


def _ranked(reading: Reading) -> Comparator:
    """Return how a place in a ranking is bound: among the first 15 is at most 15."""
    return Comparator.AT_MOST if reading.before.endswith("前") else reading.bound.comparator
