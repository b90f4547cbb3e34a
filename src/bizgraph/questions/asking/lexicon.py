"""What the things of a graph are called: every name by which a question may mention one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from pyoxigraph import Literal, NamedNode

from bizgraph.authority.regions import load_regions
from bizgraph.authority.romanised import romanised
from bizgraph.questions.names import Names
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.store.interface import Store, Term

_PREFIXES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_UNITS: Final = f"""{_PREFIXES}
SELECT DISTINCT ?unit ?name ?region ?place ?function WHERE {{
  ?unit a biz:Unit ; rdfs:label|skos:altLabel ?name .
  OPTIONAL {{ ?unit biz:region ?region . ?region rdfs:label ?place }}
  OPTIONAL {{
    ?unit biz:function ?done . ?done skos:prefLabel|skos:altLabel ?function
    FILTER(LANG(?function) = "en")
  }}
}} ORDER BY ?unit ?name
"""
_PLACES: Final = f"""{_PREFIXES}
SELECT DISTINCT ?region ?planned WHERE {{
  {{ ?document a biz:PolicyDocument ; biz:region ?region BIND(true AS ?planned) }}
  UNION {{ ?fact biz:practisedBy ?region }}
  UNION {{ ?fact biz:comparedWith ?region }}
  UNION {{ ?fact biz:benchmarksAgainst ?region }}
}}
"""
_REGION_NAMES: Final = f"""{_PREFIXES}
SELECT DISTINCT ?above ?name WHERE {{ ?region biz:within* ?above . ?above rdfs:label|skos:altLabel ?name }}
ORDER BY ?above ?name
"""
_INSIDE: Final = f"""{_PREFIXES}
SELECT ?outer ?inner WHERE {{
  {{ SELECT DISTINCT ?inner WHERE {{ ?thing biz:region|biz:practisedBy ?inner }} }}
  ?inner biz:within* ?outer
}} ORDER BY ?outer ?inner
"""
_INDICATORS: Final = f"""{_PREFIXES}
SELECT DISTINCT ?indicator ?name ?label WHERE {{
  ?indicator a biz:Indicator ; skos:prefLabel|skos:altLabel ?name .
  OPTIONAL {{ ?indicator skos:prefLabel ?label FILTER(SAMETERM(?label, ?name) && LANG(?name) = "zh") }}
}} ORDER BY ?indicator ?name
"""
_PEOPLE: Final = f"""{_PREFIXES}
SELECT ?person ?name WHERE {{ ?person a biz:Person ; rdfs:label ?name }} ORDER BY ?person
"""
_DOCUMENTS: Final = f"""{_PREFIXES}
SELECT ?document ?name WHERE {{
  ?document a biz:PolicyDocument ; dcterms:title|biz:fileName|biz:documentNumber ?name
}} ORDER BY ?document ?name
"""
_BODY: Final = (
    "bureau",
    "department",
    "authority",
    "administration",
    "commission",
    "office",
    "agency",
    "unit",
    "",
)
_LEVELS: Final = ("", "district ", "municipal ", "city ")
_LEVEL: Final = re.compile(r"^[我本]?[省市区县]")
_BLANK_BESIDE_CHINESE: Final = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Named:
    """What a name stands for: one thing, or several of one kind.

    `level` says that the name of a unit tells its level, but not where it is: 区市场监管局.
    """

    kind: str
    things: tuple[NamedNode, ...]
    level: bool = False


@dataclass(frozen=True)
class Lexicon:
    """Names as `key_of` has them, with what they stand for.

    `inside` are the places of facts and units within each place, itself among them if it is one;
    `planned` are the regions of documents, `parts` the names of parts of indicators with those of the wholes.
    """

    names: Mapping[str, tuple[Named, ...]]
    labels: Mapping[NamedNode, str]
    inside: Mapping[NamedNode, tuple[NamedNode, ...]]
    planned: frozenset[NamedNode]
    unit_regions: Mapping[NamedNode, NamedNode]
    parts: Mapping[str, str]
    names_of_units: Names

    def units_called(self, name: str) -> tuple[NamedNode, ...]:
        """Return the units of the graph that would be called so in a document of their place."""
        called = dict.fromkeys(self.names_of_units.units_called(name))
        return tuple(unit for unit in called if unit in self.unit_regions)

    @property
    def longest(self) -> int:
        """How many characters the longest name has."""
        return max(map(len, self.names), default=0)


@dataclass(frozen=True, slots=True)
class _Called:
    """One name of one thing."""

    name: str
    kind: str
    thing: NamedNode


@dataclass(frozen=True, slots=True)
class _Unit:
    """One name of a unit; `place` is the name of its region, `function` an English name of what it does."""

    thing: NamedNode
    name: str
    region: NamedNode | None
    place: str
    function: str


@dataclass(frozen=True, slots=True)
class _Indicator:
    """One name of an indicator; `is_label` where it is the preferred one in Chinese."""

    thing: NamedNode
    name: str
    is_label: bool


def load_lexicon(store: Store, namespaces: Namespaces, names: Names, *, latin: bool) -> Lexicon:
    """Read all names from a graph; those of places in Latin letters, which take time to make, on demand."""
    places = {region: planned for region, planned in store.select(_PLACES) if isinstance(region, NamedNode)}
    units, indicators, regions = list(_units(store)), list(_indicators(store)), list(_regions(store, places))
    called = [
        *(_Called(form, "unit", unit.thing) for unit in units for form in _forms_of_unit(unit)),
        *regions,
        *(_romanised({region.thing for region in regions}, namespaces) if latin else ()),
        *(_Called(indicator.name, "indicator", indicator.thing) for indicator in indicators),
        *_named(store, "person", _PEOPLE),
        *_named(store, "document", _DOCUMENTS),
    ]
    return Lexicon(
        _by_name(called),
        _labels(units, indicators),
        _inside(store),
        frozenset(region for region, planned in places.items() if planned is not None),
        {unit.thing: unit.region for unit in units if unit.region is not None},
        _parts(indicators),
        names,
    )


def key_of(name: str) -> str:
    """Return a name as it is looked up: lower case, without blanks between Chinese characters."""
    return " ".join(_BLANK_BESIDE_CHINESE.sub("", name.strip()).lower().replace("-", " ").split())


# ---- read from the graph


def _units(store: Store) -> Iterator[_Unit]:
    for unit, name, region, place, function in store.select(_UNITS):
        if isinstance(unit, NamedNode):
            where = region if isinstance(region, NamedNode) else None
            yield _Unit(unit, _text(name), where, _text(place), _text(function))


def _indicators(store: Store) -> Iterator[_Indicator]:
    for indicator, name, label in store.select(_INDICATORS):
        if isinstance(indicator, NamedNode):
            yield _Indicator(indicator, _text(name), label is not None)


def _regions(store: Store, places: Iterable[NamedNode]) -> Iterator[_Called]:
    """Yield the names of places and of those that they are in."""
    for region, name in store.select(_REGION_NAMES, {"region": list(places)}):
        if isinstance(region, NamedNode):
            yield _Called(_text(name), "region", region)


def _inside(store: Store) -> dict[NamedNode, tuple[NamedNode, ...]]:
    inside: dict[NamedNode, list[NamedNode]] = {}
    for outer, inner in store.select(_INSIDE):
        if isinstance(outer, NamedNode) and isinstance(inner, NamedNode):
            inside.setdefault(outer, []).append(inner)
    return {outer: tuple(inner) for outer, inner in inside.items()}


def _romanised(regions: Container[NamedNode], namespaces: Namespaces) -> Iterator[_Called]:
    for known in load_regions().all():
        if (region := namespaces.region(known.id)) in regions:
            yield from (_Called(form, "region", region) for form in romanised(known))


def _named(store: Store, kind: str, query: str) -> Iterator[_Called]:
    for thing, name in store.select(query):
        if isinstance(thing, NamedNode):
            yield _Called(_text(name), kind, thing)


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


# ---- put together


def _by_name(called: Iterable[_Called]) -> dict[str, tuple[Named, ...]]:
    """Return what each name stands for; names of one character stand for nothing."""
    found: dict[str, dict[str, set[NamedNode]]] = {}
    levels: set[str] = set()
    for each in called:
        key = key_of(each.name)
        if len(key) > 1:
            found.setdefault(key, {}).setdefault(each.kind, set()).add(each.thing)
        if each.kind == "unit" and _LEVEL.match(each.name):
            levels.add(key)
    return {
        name: tuple(Named(kind, _sorted(things), name in levels) for kind, things in kinds.items())
        for name, kinds in found.items()
    }


def _sorted(things: Iterable[NamedNode]) -> tuple[NamedNode, ...]:
    return tuple(sorted(things, key=lambda thing: thing.value))


def _labels(units: Iterable[_Unit], indicators: Iterable[_Indicator]) -> dict[NamedNode, str]:
    """Return the names by which things are told: of units the longest, of indicators the preferred."""
    labels: dict[NamedNode, str] = {}
    for unit in units:
        labels[unit.thing] = max(labels.get(unit.thing, ""), unit.name, key=len)
    return labels | {each.thing: each.name for each in indicators if each.is_label}


def _forms_of_unit(unit: _Unit) -> Iterator[str]:
    """Yield the names of a unit: 赣县区行政审批局, 区行政审批局, 行政审批局, in English by its function."""
    name, place = unit.name, unit.place
    yield name
    stem = _LEVEL.sub("", name.removeprefix(place))
    if stem and stem != name:
        yield stem
        if place and place[-1] in "省市区县":
            yield place[-1] + stem
            yield place + stem
            yield place[:-1] + stem
    if unit.function:
        yield from _english_forms(re.sub(r"\s*\(.*\)", "", unit.function))


def _english_forms(function: str) -> Iterator[str]:
    """Yield English names of a unit by what it does; one bare word alone is none."""
    for body in _BODY:
        for level in _LEVELS:
            if body or level or " " in function:
                yield f"{level}{function} {body}".strip()
    yield from (f"{body} of {function}" for body in _BODY[:2])


def _parts(indicators: Iterable[_Indicator]) -> dict[str, str]:
    """Return names that stand for a part of an indicator, with the name of the whole.

    The name of 获得用水用气 is put together of two others of its names, 获得用水 and 获得用气.
    """
    names: dict[NamedNode, set[str]] = {}
    labels: dict[NamedNode, str] = {}
    for each in indicators:
        names.setdefault(each.thing, set()).add(each.name)
        if each.is_label:
            labels[each.thing] = each.name
    parts: dict[str, str] = {}
    for thing, whole in labels.items():
        for one, other in permutations(sorted(names[thing]), 2):
            if _make(one, other, whole):
                parts[one] = parts[other] = whole
    return parts


def _make(one: str, other: str, whole: str) -> bool:
    """Say whether two names of one length make a third that has what they share only once."""
    shared = len(one) + len(other) - len(whole)
    return (
        len(one) == len(other)
        and shared > 0
        and one[:shared] == other[:shared]
        and one + other[shared:] == whole
    )
