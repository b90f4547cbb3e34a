"""Which figures of two facts measure the same thing, and how they changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bizgraph.authority.measured import Comparing, Measured, load_comparing
from bizgraph.authority.units_of_measure import load_units_of_measure
from bizgraph.difference.result import Change, What
from bizgraph.difference.values import Figure, Told
from bizgraph.difference.wording import alike, before
from bizgraph.extract.facts import Comparator
from bizgraph.linking.wording import words

_SAME_METRIC: Final = 3.0
_SAME_THING: Final = 2.0
_ALIKE: Final = 0.5
_ALIKE_WHEN_ALONE: Final = 0.2
_CONTEXT: Final = 16
_BETWEEN: Final = 4  # 停电|提前|7天
_TOWARDS: Final = {"lower": Comparator.DECREASE_BY, "higher": Comparator.INCREASE_BY}
_AGAINST: Final = {"lower": Comparator.AT_LEAST, "higher": Comparator.AT_MOST}
_BY: Final = frozenset(_TOWARDS.values())


@dataclass(frozen=True, slots=True)
class _Read:
    """A figure of a fact with what it measures, as far as the ontology can tell."""

    told: Told
    figure: Figure
    unit: str
    family: str
    measured: Measured | None


def figure_changes(olds: Sequence[Told], news: Sequence[Told]) -> Iterator[Change]:
    """Yield what changed in the figures of facts that say the same."""
    knowledge = load_comparing()
    earlier = [_read(told, figure, knowledge) for told in olds for figure in told.figures]
    later = [_read(told, figure, knowledge) for told in news for figure in told.figures]
    pairs = _paired(earlier, later)
    for old, new in sorted(pairs.items()):
        if change := _change(earlier[old], later[new], knowledge):
            yield change
    for old, one in enumerate(earlier):
        if old not in pairs:
            metric, printed, line = one.figure.metric, one.figure.printed, one.figure.line
            yield Change(What.FIGURE_DROPPED, one.told, news[0], metric, before=printed, before_line=line)
    for new, other in enumerate(later):
        if new not in pairs.values():
            metric, printed, line = other.figure.metric, other.figure.printed, other.figure.line
            yield Change(What.FIGURE_NEW, olds[0], other.told, metric, after=printed, after_line=line)


def _read(told: Told, figure: Figure, knowledge: Comparing) -> _Read:
    unit = knowledge.unit(figure.metric, figure.unit)
    first = next((each for each in told.indicators if "/" not in each), "")
    measured = knowledge.measured(figure.metric, figure.unit, indicator=first, text=told.text)
    return _Read(told, figure, unit, knowledge.family(figure.metric, unit), measured)


def _paired(earlier: Sequence[_Read], later: Sequence[_Read]) -> dict[int, int]:
    """Return which old figure is which new one, by their places: those most surely the same come first."""
    scores = [
        (-score, old, new)
        for old, one in enumerate(earlier)
        for new, other in enumerate(later)
        if (score := _sameness(one, other)) >= _ALIKE
    ]
    pairs: dict[int, int] = {}
    for _, old, new in sorted(scores):
        if old not in pairs and new not in pairs.values():
            pairs[old] = new
    return pairs | dict(_only_ones_left(earlier, later, pairs))


def _only_ones_left(
    earlier: Sequence[_Read], later: Sequence[_Read], pairs: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the figures that are the only ones of their unit left on each side, and worded alike at all."""
    olds: defaultdict[str, list[int]] = defaultdict(list)
    news: defaultdict[str, list[int]] = defaultdict(list)
    for old, one in enumerate(earlier):
        if old not in pairs:
            olds[one.family].append(old)
    for new, other in enumerate(later):
        if new not in pairs.values():
            news[other.family].append(new)
    for family in olds:
        if len(olds[family]) == len(news[family]) == 1:
            (old,), (new,) = olds[family], news[family]
            if _sameness_alone(earlier[old], later[new]) >= _ALIKE_WHEN_ALONE:
                yield old, new


def _sameness(one: _Read, other: _Read) -> float:
    """Return how surely two figures measure the same thing; 0 where their units say that they do not."""
    if _kind(one) != _kind(other) or _is_change(one) is not _is_change(other):
        return 0.0
    same_unit = 0.1 if one.family == other.family else 0.0
    if words(one.figure.metric).bare == words(other.figure.metric).bare:
        return _SAME_METRIC + same_unit
    if one.measured is not None and one.measured == other.measured:
        return _SAME_THING + same_unit
    return alike(one.figure.metric, other.figure.metric) + same_unit if same_unit else 0.0


def _sameness_alone(one: _Read, other: _Read) -> float:
    """Return how surely the only two figures left measure the same: also by what stands before them."""
    here, there = (before(read.told.text, read.figure.printed, _CONTEXT) for read in (one, other))
    sameness = _sameness(one, other)
    return max(sameness, alike(here, there)) if sameness else 0.0


def _kind(read: _Read) -> str:
    unit = load_units_of_measure().by_id.get(read.unit)
    return unit.kind.value if unit is not None else read.unit


def _is_change(read: _Read) -> bool:
    return read.figure.comparator in _BY


def _change(one: _Read, other: _Read, knowledge: Comparing) -> Change | None:
    old, new = one.figure, other.figure
    value = _value_in(one, other, knowledge)
    if value is not None and value == new.value and old.comparator is new.comparator:
        return None
    if value is None and old.value is None and new.value is None and one.family == other.family:
        return None  # masked in both
    what, better = What.FIGURE_CHANGED, None
    if value is not None and new.value is not None and value != new.value:
        what = What.FIGURE_RAISED if new.value > value else What.FIGURE_LOWERED
        better = _better(one, other, what is What.FIGURE_RAISED, knowledge)
    return Change(
        what,
        one.told,
        other.told,
        new.metric,
        old.printed,
        new.printed,
        better,
        before_line=old.line,
        after_line=new.line,
    )


def _value_in(one: _Read, other: _Read, knowledge: Comparing) -> Decimal | None:
    """Return the old value in the unit of the new one; None where it cannot be told in it."""
    if one.figure.value is None or other.figure.value is None or one.family != other.family:
        return None
    return knowledge.converted(one.figure.value, one.unit, other.unit)


def _better(one: _Read, other: _Read, raised: bool, knowledge: Comparing) -> bool | None:
    """Say whether a figure became better for those who do business; None where the ontology does not know."""
    direction = _direction(one, other, knowledge)
    if direction == "none":
        return None
    return raised is (direction == "higher")


def _direction(one: _Read, other: _Read, knowledge: Comparing) -> str:
    """Return whether a lower or a higher figure is better, or none.

    Of a change (压减15%) more is better where it goes the better way. A bound against the way that is known
    (no less than 7 days) is a matter of its own.
    """
    comparators = {one.figure.comparator, other.figure.comparator}
    metric = other.figure.metric
    if comparators & _BY:
        named = (each for each in knowledge.dimensions if metric.endswith(each.words))
        dimension = next(named, None)
        level = dimension.direction(metric) if dimension is not None else "none"
        if level == "none" or len(comparators) > 1:
            return "none"
        return "higher" if comparators == {_TOWARDS[level]} else "lower"
    directions = [_level(read, knowledge) for read in (other, one)]
    direction = next((each for each in directions if each != "none"), "none")
    return "none" if _AGAINST.get(direction) in comparators else direction


def _level(read: _Read, knowledge: Comparing) -> str:
    """Return which level of what a figure measures is better, as far as its own wording tells."""
    dimension = knowledge.dimension(read.figure.metric, read.unit)
    between = before(read.told.text, read.figure.printed, _BETWEEN)
    return dimension.direction(read.figure.metric + between) if dimension is not None else "none"
