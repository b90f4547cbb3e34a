"""What a name stands for: regions, units, indicators as frozen values with stable identifiers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class RegionLevel(StrEnum):
    """How high a region stands among the divisions of the country."""

    COUNTRY = "country"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    ZONE = "zone"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative division, a functional zone, a group of divisions, or a masked place.

    `id` is the last part of the region's IRI: the GB/T 2260 code where there is one, else a slug.
    `within` holds the ids of the regions one step up (one for a division, several groups possible).
    """

    id: str
    label: str
    level: RegionLevel
    code: str | None = None
    within: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation that acts. Equal `id` means the same organisation, however it was written.

    `id` is the last part of the unit's IRI, `<region id>/<function ids or name>`; `functions` are ids
    of concepts that its counterparts in other places share (empty where unknown); `generic` marks
    classes of units such as 各有关部门.
    """

    id: str
    label: str
    region: Region | None
    functions: tuple[str, ...] = ()
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the 18 first-level indicators, or a second-level one (`broader` is then its first level)."""

    id: str
    label: str
    english: str
    broader: str | None = None
    names: tuple[str, ...] = field(default=())
