"""Organisations that act: which one a printed name stands for in a document of some region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from bizgraph.authority.functions import Body, Functions, load_functions
from bizgraph.authority.identity import Region, RegionLevel, Unit
from bizgraph.authority.regions import Regions
from bizgraph.authority.unit_lists import UnitLists

_BRACKETED = re.compile(r"(?P<outer>[^()（）]+)[(（](?P<inner>[^()（）]+)[)）]?")
_ZONE_BODY = "management-committee"
_DIVISION_BODY = "government"
_MAIN_ENDINGS = ("局", "委员会", "厅", "办公室", "委", "办")
_UNSAFE = re.compile(r"[\s/<>\"{}|\\^`%#?\[\]]+")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a name: whose unit it is, its name without the place, how much was understood."""

    region: Region
    body: str
    found: Body | None
    prefix: int
    branch: bool = False


def _rank(reading: _Reading) -> tuple[int, int]:
    """Order readings: what is understood whole before what is understood in part, long places first."""
    if reading.found is None:
        return 0, reading.prefix
    return (2 if reading.found.exact else 1), reading.prefix


class Units:
    """Names of organisations, read with the functions of `ontology/functions.ttl`."""

    def __init__(self, regions: Regions, functions: Functions | None = None) -> None:
        self._regions = regions
        self._functions = functions or load_functions()
        self._lists = UnitLists(self._functions, regions)
        self._resolved: dict[tuple[str, Region], Unit] = {}

    def resolve(self, name: str, context: Region) -> Unit:
        """Return the unit that `name` stands for in a document of `context`; unknown names make one too."""
        key = re.sub(r"\s+", "", name), context
        if key not in self._resolved:
            self._resolved[key] = self._resolve(*key)
        return self._resolved[key]

    def _resolve(self, name: str, context: Region) -> Unit:
        bracketed = _BRACKETED.fullmatch(name)
        main = bracketed["outer"] if bracketed else name
        if self._lists.is_generic(name) or self._lists.is_generic(main):
            return self._generic(name, context)
        reading = self._place(main, context) or max(self._readings(main, context), key=_rank)
        if reading.found is None:
            elsewhere = self._of_no_place(main, context)
            if elsewhere is not None:
                return elsewhere
        functions = reading.found.functions if reading.found else ()
        if bracketed:
            second = max(self._readings(bracketed["inner"], context), key=_rank)
            more = second.found.functions if second.found and second.found.exact else ()
            functions = tuple(dict.fromkeys([*functions, *more]))
        ident = f"{reading.region.id}/{self._slug(reading)}"
        return Unit(ident, self._label(reading), reading.region, functions)

    def recognised(self, unit: Unit) -> bool:
        """Say whether it is known what `unit` does, or that it is a class of units."""
        return bool(unit.functions) or unit.generic

    def split(self, list_text: str) -> tuple[tuple[int, int], ...]:
        """Return where the names of units stand in a printed list of them."""
        return self._lists.split(list_text)

    def looks_like_unit(self, name: str) -> bool:
        """Say whether `name` ends as names of units do."""
        return self._lists.looks_like_unit(name)

    def _generic(self, name: str, context: Region) -> Unit:
        return Unit(f"{context.id}/generic-{_safe(name)}", name, context, generic=True)

    def _of_no_place(self, name: str, context: Region) -> Unit | None:
        """Read the unit of a city in a document of its province, which leaves open of which city."""
        if self._regions.own_kind(name[:1]) and self._own(name[:1], context) is None:
            found = self._functions.read(name[1:])
            if found is not None:
                slug = "+".join(found.functions) + (f"-{_safe(found.rest)}" if found.rest else "")
                return Unit(f"{context.id}/{name[0]}-{slug}", name, None, found.functions)
        return None

    def _place(self, name: str, context: Region) -> _Reading | None:
        """Read the bare name of a zone or a division as its management committee or government."""
        region = self._regions.resolve(name, context)
        if region is None or region.level in (RegionLevel.GROUP, RegionLevel.COUNTRY):
            return None
        if self._functions.read(name) is not None:
            return None
        body = _ZONE_BODY if region.level is RegionLevel.ZONE else _DIVISION_BODY
        return _Reading(region, "", Body((body,)), len(name))

    def _readings(self, name: str, context: Region) -> Iterator[_Reading]:
        yield self._bare(name, context)
        for size in range(1, len(name)):
            region = self._prefix(name[:size], context)
            if region is None:
                continue
            body = name[size:]
            found = self._functions.read(body)
            if found is not None or self._cuts_well(name, size, region, context):
                yield _Reading(region, body, found, size)
        yield from self._branches(name, context)

    def _prefix(self, prefix: str, context: Region) -> Region | None:
        """Return the region that a name begins with: 区, 我市, 东莞, 赣州高新区, xx市."""
        if context.masked and prefix.lower() == context.label:
            return context
        return self._regions.resolve(prefix, context) if len(prefix) > 1 else self._own(prefix, context)

    def _own(self, word: str, context: Region) -> Region | None:
        region = self._regions.resolve(word, context)
        return region if region is not None and region.label.endswith(word) else None

    def _cuts_well(self, name: str, size: int, region: Region, context: Region) -> bool:
        """Say whether the place before an unknown name is one: a word of its own, and in reach."""
        if len(name) - size < 2 or not self._regions.near(region, context):
            return False
        at = 0
        for word in rjieba.cut(name, False):
            at += len(word)
            if at >= size:
                break
        return at == size

    def _bare(self, name: str, context: Region) -> _Reading:
        """Read `name` as the name of a unit without a place: whose it is follows from what it is."""
        found = self._functions.read(name)
        region = context
        if self._functions.is_national(name):
            region = self._regions.country
        elif found is not None and name.endswith("厅"):
            region = self._province(context)
        return _Reading(region, name, found, 0)

    def _province(self, context: Region) -> Region:
        chain = (context, *self._regions.ancestors(context))
        above = next((region for region in chain if region.level is RegionLevel.PROVINCE), None)
        return above or self._regions.resolve("省", context) or context

    def _branches(self, name: str, context: Region) -> Iterator[_Reading]:
        """Read `name` as a branch called after its place: 人民银行|赣县|支行, 市医保局|鸠江|分局."""
        for branch in self._functions.form("branch"):
            cut = name.rfind(branch)
            if cut < 3 or name[cut + len(branch) :]:
                continue
            for start in range(1, cut - 1):
                region = self._regions.resolve(name[start:cut], context)
                if region is None or region.level in (RegionLevel.GROUP, RegionLevel.COUNTRY):
                    continue
                for whole in (name[:start] + branch, name[:start]):
                    body = self._without_places(whole, context)
                    found = self._functions.read(body)
                    if found is not None and (found.exact or found.rest == body):
                        yield _Reading(region, body, found, cut, branch=True)
                        return

    def _without_places(self, name: str, context: Region) -> str:
        for match in reversed(self._regions.scan(name, context)):
            name = name[: match.start] + name[match.end :]
        if self._functions.read(name) is None and self._own(name[:1], context) is not None:
            name = name[1:]
        return name

    def _slug(self, reading: _Reading) -> str:
        found = reading.found
        if found is None:
            return _safe(reading.body)
        slug = "+".join(found.functions)
        return f"{slug}-{_safe(found.rest)}" if found.rest else slug

    def _label(self, reading: _Reading) -> str:
        region, found = reading.region, reading.found
        place = "" if region.level is RegionLevel.COUNTRY else region.label
        if found is None:
            return place + reading.body if reading.prefix else reading.body
        name = self._body_label(reading, found)
        if "{" not in name:
            return place + name
        return name.replace("{short}", region.names[0] if region.names else place).replace("{}", place)

    def _body_label(self, reading: _Reading, found: Body) -> str:
        """Return the full name without the place, or with `{}` or `{short}` where the place stands within."""
        region, printed = reading.region, re.sub("分局$", "局", reading.body)
        municipality = region.level is RegionLevel.PROVINCE and region.label.endswith("市")
        if len(found.functions) > 1:
            ending = "厅" if printed.endswith("厅") else "局"
            official = "".join(map(self._functions.label, found.functions)) + ending
        else:
            official = self._functions.name(found.functions[0], region.level, municipality)
        if found.rest.startswith("第") and printed.startswith(found.rest):
            plain = self._functions.name(found.functions[0], RegionLevel.TOWNSHIP, municipality)
            return found.rest + plain if plain else reading.body
        if found.rest or not official:
            return reading.body
        official = _with_ending(official, printed)
        return printed if self._says_more(reading, printed, official) else official

    def _says_more(self, reading: _Reading, printed: str, official: str) -> bool:
        """Say whether the printed name of a body tells more than the usual full name of its kind."""
        if reading.branch or "{" in official or not self._functions.has_ending(printed):
            return False
        if not _abbreviates(printed, official):
            return True
        alike = printed.endswith(_MAIN_ENDINGS) and official.endswith(_MAIN_ENDINGS)
        if not alike and printed[-1] != official[-1]:
            return True
        return len(printed) > len(official) and printed.endswith((*_MAIN_ENDINGS[:4], official[-1]))


def _abbreviates(printed: str, official: str) -> bool:
    """Say whether a printed name only leaves out characters of the full one: 住建局, not 水务局."""
    rest = iter(official)
    stem = re.sub("(?:委员会|[局厅委办院署])$", "", printed)
    return all(character in rest for character in stem)


def _with_ending(official: str, printed: str) -> str:
    """Return `official` as a bureau or a commission, whichever was printed: 科委 is 科学技术委员会."""
    bureau, commission, short = "局", "委员会", "委"
    if official.endswith(bureau) and printed.endswith((commission, short)):
        return official.removesuffix(bureau) + commission
    if official.endswith(commission) and printed.endswith(bureau):
        return official.removesuffix(commission) + bureau
    return official


def _safe(name: str) -> str:
    """Return `name` without characters that an IRI may not hold."""
    return _UNSAFE.sub("-", name).strip("-")
