"""What places promise for an indicator, side by side: figures on the same thing, in common units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.authority.measured import Comparing, Measured, load_comparing
from bizgraph.authority.units_of_measure import load_units_of_measure
from bizgraph.questions.answer import Answer, Candidate, Column, Status
from bizgraph.questions.citing import cite, labels
from bizgraph.questions.figures import Figure, Figures
from bizgraph.questions.names import Names
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.vocabulary import BIZ, decimal, integer, plain
from bizgraph.store.interface import Store, Term
from bizgraph.store.values import to_literal

_INSIDE: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT DISTINCT ?place WHERE { ?place biz:within+ ?around }
"""
_LEVELS: Final = frozenset({BIZ("atMost"), BIZ("atLeast"), BIZ("equalTo")})
_BOUND_AGAINST: Final = {"lower": BIZ("atLeast"), "higher": BIZ("atMost"), "none": BIZ("atMost")}
_TITLES: Final = {"zh": "各地承诺对比", "en": "What places promise, side by side"}


@dataclass(frozen=True, slots=True)
class _Group:
    """Figures on one thing in one family of units, of at least two places."""

    name: str
    figures: tuple[Figure, ...]

    @property
    def places(self) -> int:
        return len({figure.place for figure in self.figures if figure.is_promise})


def compare(
    store: Store,
    names: Names,
    namespaces: Namespaces,
    indicator: str,
    *,
    regions: Iterable[str] = (),
    metric: str | None = None,
    language: str = "zh",
) -> Answer:
    """Return the figures promised for an indicator: those that can be compared, then the others."""
    return _Comparison(store, names, namespaces, language).answer(indicator, tuple(regions), metric or "")


class _Comparison:
    """One comparison."""

    def __init__(self, store: Store, names: Names, namespaces: Namespaces, language: str) -> None:
        self._store = store
        self._names = names
        self._namespaces = namespaces
        self._language = language
        self._knowledge: Comparing = load_comparing()
        self._places: dict[NamedNode, str] = {}

    def answer(self, indicator: str, regions: tuple[str, ...], metric: str) -> Answer:
        asked = self._names.indicator(indicator)
        places = tuple(dict.fromkeys(self._names.region(region) for region in regions))
        about = self._names.label(asked, self._language)
        on_indicator = Figures(self._store, self._namespaces, asked)
        figures = on_indicator.found()
        if places:
            inside = self._inside(places)
            figures = [figure for figure in figures if figure.place in inside]
        known = figures
        metric = "".join(metric.split())
        if metric:
            figures = [figure for figure in figures if self._is_asked(figure, metric, on_indicator.first)]
        groups, apart = self._grouped(figures)
        self._places = self._told_apart(figures)
        parameters = {"indicator": about}
        if places:
            parameters["region"] = self._comma.join(
                self._names.label(place, self._language) for place in places
            )
        if metric:
            parameters["metric"] = metric
        if metric and not figures and known:
            return Answer(
                titles=_TITLES,
                parameters=parameters,
                status=Status.REFUSED,
                reading=self._said("no_metric", about=about, metric=metric),
                sparql=on_indicator.sparql,
                candidates=tuple(self._topics(known)),
            )
        rows = tuple(self._row(figure, name) for figure, name in self._ordered(groups, apart))
        return Answer(
            columns=tuple(Column(name, said) for name, said in self._knowledge.meanings().items()),
            rows=rows,
            titles=_TITLES,
            parameters=parameters,
            reading=self._reading(about, places, figures, groups, apart),
            sparql=on_indicator.sparql,
            sources=cite(self._store, rows),
            labels=labels(self._store, rows, self._language),
        )

    def _inside(self, places: tuple[NamedNode, ...]) -> frozenset[NamedNode]:
        """Return the places and all places inside them."""
        inside = {row[0] for row in self._store.select(_INSIDE, {"around": places})}
        return frozenset(place for place in (*places, *inside) if isinstance(place, NamedNode))

    def _is_asked(self, figure: Figure, metric: str, indicator: str) -> bool:
        """Tell whether a figure measures what a person names so."""
        if metric in figure.metric:
            return True
        if figure.measured is None:
            return False
        words, dimensions = self._knowledge.asked(metric, indicator)
        if not words and not dimensions:
            return False
        return words <= figure.measured.words and (not dimensions or figure.measured.dimension in dimensions)

    def _grouped(self, figures: Iterable[Figure]) -> tuple[list[_Group], list[Figure]]:
        """Return the groups of figures that can be compared, and the promises that cannot."""
        topics: dict[Measured, dict[str, list[Figure]]] = {}
        apart: list[Figure] = []
        for figure in figures:
            reason = figure.reason or _no_level(figure)
            if reason or figure.measured is None:
                apart.append(replace(figure, reason=reason))
                continue
            family = self._knowledge.family(figure.metric, figure.unit, figure.printed)
            topics.setdefault(figure.measured, {}).setdefault(family, []).append(figure)
        groups: list[_Group] = []
        for families in topics.values():
            for family, held in families.items():
                elsewhere = [each for key in families if key != family for each in families[key]]
                group, left = self._group(held, elsewhere)
                groups += group
                apart += left
        return groups, [figure for figure in apart if figure.is_promise]

    def _group(
        self, held: Sequence[Figure], elsewhere: Sequence[Figure]
    ) -> tuple[list[_Group], list[Figure]]:
        """Return the group that figures on one thing in one family of units make, and those left apart."""
        promises = [figure for figure in held if figure.is_promise]
        better = self._better(promises)
        against = [figure for figure in promises if figure.comparator == _BOUND_AGAINST[better]]
        if better == "none" and len(against) == len(promises):
            against = []
        promises = [figure for figure in promises if figure not in against]
        left = [replace(figure, reason="bound") for figure in against]
        if len({figure.place for figure in promises}) < 2:
            partners = any(figure.is_promise for figure in elsewhere)
            alone = [replace(figure, reason="units" if partners else "alone") for figure in promises]
            return [], left + [replace(figure, others=_units(elsewhere)) for figure in alone]
        references = {
            (figure.place, figure.value, figure.unit): replace(figure, reason="reference")
            for figure in held
            if not figure.is_promise
            and figure.comparator != _BOUND_AGAINST[better]
            and not self._knowledge.was_before(figure.printed, figure.text)
        }
        shown = self._in_common_unit([*promises, *references.values()])
        marked = _marked(shown, better)
        return [_Group(self._name(marked), tuple(marked))], left

    def _better(self, promises: Sequence[Figure]) -> str:
        """Return which way is better: what the words say, unless all that bind at all bind the other way."""
        if not promises or promises[0].measured is None:
            return "none"
        figure = promises[0]
        dimension = self._knowledge.dimension(figure.metric, figure.unit)
        told = (
            Counter(dimension.direction(each.metric) for each in promises) if dimension else Counter(["none"])
        )
        better = min(told, key=lambda direction: (-told[direction], direction))
        bounds = {each.comparator for each in promises} - {BIZ("equalTo")}
        if bounds == {BIZ("atMost")}:
            return "lower"
        if bounds == {BIZ("atLeast")} and better == "lower":
            return "higher"
        return better

    def _in_common_unit(self, figures: Sequence[Figure]) -> list[Figure]:
        values = [(figure.value, figure.unit) for figure in figures if figure.value is not None]
        unit = self._knowledge.common_unit(values)
        return [
            replace(
                figure,
                shown=self._knowledge.converted(figure.value, figure.unit, unit),
                shown_unit=unit,
                comparable=True,
            )
            for figure in figures
            if figure.value is not None
        ]

    def _name(self, figures: Iterable[Figure]) -> str:
        """Return the name of what figures measure, as the shortest of their wordings orders it."""
        figure = min(figures, key=lambda each: (len(each.metric), each.metric))
        return self._topic(figure)

    def _topic(self, figure: Figure) -> str:
        if figure.measured is None or not (figure.comparable or figure.measured.listed):
            return figure.metric
        return self._knowledge.label(figure.measured, self._language)

    def _topics(self, figures: Iterable[Figure]) -> Iterator[Candidate]:
        for topic in sorted({self._topic(figure) for figure in figures if figure.is_promise}):
            yield Candidate(topic)

    def _ordered(self, groups: Iterable[_Group], apart: Iterable[Figure]) -> Iterator[tuple[Figure, str]]:
        """Yield the figures in the order of reading, each with the name of what it measures."""
        for group in sorted(groups, key=lambda each: (-each.places, each.name, each.figures[0].shown_unit)):
            for figure in sorted(group.figures, key=self._rank):
                yield figure, group.name
        for figure in sorted(apart, key=lambda each: (self._topic(each), *each.where)):
            yield figure, self._topic(figure)

    def _rank(self, figure: Figure) -> tuple[object, ...]:
        return not figure.is_promise, self._place(figure.place), not figure.best, *figure.where

    def _told_apart(self, figures: Iterable[Figure]) -> dict[NamedNode, str]:
        """Return names by which places can be told apart: masked ones, xx市, with their files."""
        files = {figure.place: figure.file for figure in figures}
        named = {place: self._names.label(place, self._language) for place in files}
        several = {name for name, count in Counter(named.values()).items() if count > 1}
        return {
            place: f"{name} ({files[place]})" if name in several else name for place, name in named.items()
        }

    def _place(self, place: NamedNode) -> str:
        return self._places.get(place) or self._names.label(place, self._language)

    def _row(self, figure: Figure, topic: str) -> tuple[Term | None, ...]:
        value = figure.value if figure.shown is None else figure.shown
        unit = self._unit(figure.shown_unit or figure.unit)
        reason = ""
        if figure.reason:
            units = self._comma.join(map(self._unit, figure.others))
            reason = self._knowledge.said("reasons", figure.reason, self._language).format(units=units)
        return (
            plain(topic),
            plain(self._place(figure.place)),
            None if value is None else decimal(value),
            plain(unit),
            plain(self._names.label(figure.comparator, self._language)),
            to_literal(figure.best),
            plain(" ".join(figure.printed.split())),
            plain(self._knowledge.said("stated_in", figure.stated_in, self._language)),
            to_literal(figure.comparable),
            plain(reason) if reason else None,
            plain(figure.text),
            figure.quantity,
            figure.statement,
            plain(figure.file),
            integer(figure.line),
        )

    def _reading(
        self,
        about: str,
        places: tuple[NamedNode, ...],
        figures: Sequence[Figure],
        groups: Sequence[_Group],
        apart: Sequence[Figure],
    ) -> str:
        compared = {figure.place for group in groups for figure in group.figures if figure.is_promise}
        key = "compared" if groups else "nothing" if apart else "none"
        parts = [
            self._said(key, about=about, topics=len(groups), places=self._listed(compared), apart=len(apart))
        ]
        heard = {figure.place for figure in figures}
        silent = [place for place in places if not heard & self._inside((place,))]
        if silent:
            parts.append(self._said("silent", places=self._listed(silent)))
        if any(_differs(group) for group in groups):
            parts.append(self._said("weaker"))
        return ("。" if self._language == "zh" else ". ").join(parts)

    def _unit(self, id: str) -> str:
        unit = load_units_of_measure().by_id.get(id)
        if unit is None:
            return id
        return unit.label if self._language == "zh" else unit.english

    @property
    def _comma(self) -> str:
        return "、" if self._language == "zh" else ", "

    def _listed(self, places: Iterable[NamedNode]) -> str:
        found = sorted(map(self._place, places))
        return self._comma.join(found)

    def _said(self, key: str, **values: object) -> str:
        return self._knowledge.said("reading", key, self._language).format(**values)


def _units(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(sorted({figure.unit for figure in figures if figure.is_promise}))


def _no_level(figure: Figure) -> str:
    """Say why a figure is no level that can be compared; nothing where it is one."""
    if figure.value is None:
        return "masked"
    return "" if figure.comparator in _LEVELS else "change"


def _marked(figures: Iterable[Figure], better: str) -> list[Figure]:
    """Mark the best: a place counts with the weakest figure that it promises."""
    figures = list(figures)
    if better == "none":
        return figures
    sign = 1 if better == "higher" else -1
    weakest: dict[NamedNode, Decimal] = {}
    for figure in figures:
        if figure.is_promise and figure.shown is not None:
            value = sign * figure.shown
            weakest[figure.place] = min(weakest.get(figure.place, value), value)
    best = max(weakest.values())
    return [
        replace(figure, best=True)
        if figure.is_promise
        and figure.shown is not None
        and sign * figure.shown == best == weakest[figure.place]
        else figure
        for figure in figures
    ]


def _differs(group: _Group) -> bool:
    """Tell whether one place promises different figures for one thing."""
    values: dict[NamedNode, set[Decimal | None]] = {}
    for figure in group.figures:
        if figure.is_promise:
            values.setdefault(figure.place, set()).add(figure.shown)
    return any(len(found) > 1 for found in values.values())
