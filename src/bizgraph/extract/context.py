"""What every rule of extraction may look at: the document, its place and year, and the authorities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from bizgraph.authority.identity import Region, RegionLevel
from bizgraph.authority.indicators import Indicators, load_indicators
from bizgraph.authority.regions import Regions, load_regions
from bizgraph.authority.scanning import PlaceMatch
from bizgraph.authority.units import Units
from bizgraph.extract.facts import RegionMention, UnitMention
from bizgraph.extract.genre import Genre, load_genre
from bizgraph.source.text import Quote, Text


@dataclass(frozen=True)
class Authorities:
    """Names and their identities, read from `ontology/`."""

    regions: Regions
    units: Units
    indicators: Indicators
    genre: Genre


@cache
def load_authorities() -> Authorities:
    """Load all authorities. Raises OntologyError."""
    regions = load_regions()
    return Authorities(regions, Units(regions), load_indicators(), load_genre())


@dataclass(frozen=True)
class Context:
    """One document being read: where it is for, of which year, and whose names it uses."""

    text: Text
    authorities: Authorities
    region: Region
    year: int | None
    document_id: str
    first_leads_from: int | None = None

    def words(self, start: int, end: int) -> str:
        """Return a stretch of the clean text."""
        return self.text.clean[start:end]

    def quote(self, start: int, end: int) -> Quote:
        """Return a stretch of the clean text with its place in the file."""
        return self.text.quote(start, end)

    def unit(self, start: int, end: int) -> UnitMention:
        """Return the unit that is named from `start` to `end`."""
        quote = self.quote(start, end)
        name = "".join(quote.text.split())
        return UnitMention(self.authorities.units.resolve(name, self.region), quote)

    def units_in(self, start: int, end: int) -> tuple[UnitMention, ...]:
        """Return the units of a printed list, in its order."""
        offsets = self.authorities.units.split(self.words(start, end))
        return tuple(self.unit(start + left, start + right) for left, right in offsets)

    def scan(self, start: int, end: int) -> tuple[PlaceMatch, ...]:
        """Return the places named in a stretch, in order; offsets are in the stretch."""
        return self.authorities.regions.scan(self.words(start, end), self.region, lambda: self._told)

    @cached_property
    def _told(self) -> frozenset[str]:
        """The places that the document names: 深圳市南山区 tells which 南山区 it means elsewhere."""
        return frozenset(m.region.id for m in self.authorities.regions.scan(self.text.clean, self.region))

    def places_in(self, start: int, end: int) -> tuple[RegionMention, ...]:
        """Return the places named in a stretch, in order, each region once."""
        seen: dict[str, RegionMention] = {}
        for match in self.scan(start, end):
            quote = self.quote(start + match.start, start + match.end)
            seen.setdefault(match.region.id, RegionMention(match.region, quote))
        return tuple(seen.values())

    def is_own(self, region: Region) -> bool:
        """Tell whether a region is the document's own, one that it lies in, or one inside either."""
        if self.region.masked or region.masked:
            return region.id == self.region.id
        regions = self.authorities.regions
        over = {r.id for r in regions.ancestors(self.region) if r.code} | {self.region.id}
        if region.id in over:
            return True
        wide = self.region.level in (RegionLevel.COUNTRY, RegionLevel.PROVINCE)
        if not wide and self.region.id in {r.id for r in regions.ancestors(region)}:
            return True
        parents = {r.id for r in regions.ancestors(region) if r.level is not RegionLevel.PROVINCE}
        return region.level is RegionLevel.ZONE and bool(parents & over)
