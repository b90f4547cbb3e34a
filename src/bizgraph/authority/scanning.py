"""Find names of places in running text: longest names first, and only where words begin and end.

`Scanner.scan` proposes every name that stands in the text, then keeps a proposal if the rules below
let it: each rule is one small method named after what it looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

import rjieba

from bizgraph.authority.gazetteer import Gazetteer
from bizgraph.authority.identity import Region, RegionLevel

Told: TypeAlias = Callable[[], frozenset[str]]
_HIGH = (RegionLevel.PROVINCE, RegionLevel.PREFECTURE)
_JOINERS = frozenset("、,，;；和及与")
_OPENING = "(（"
_CLOSING = ")）"
_SENTENCE_ENDS = frozenset("。！？；;:：\n.!?　")


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """The stretch `start` up to, not including, `end` of a text, and the region it names."""

    start: int
    end: int
    region: Region


class Places(Protocol):
    """What the scanner asks of the regions."""

    def choose(self, ids: Iterable[str], context: Region | None) -> Region | None:
        """Return the one region of `ids` that a document of `context` means."""

    def holds(self, outer: Region, inner: Region) -> bool:
        """Say whether `inner` is `outer` or lies within it."""

    def zone_of(self, place: Region, kind_name: str) -> Region | None:
        """Return the zone of `place` of the kind that `kind_name` names."""


class _Words:
    """Where the words of a text begin and end, by the dictionary alone."""

    def __init__(self, text: str, cutter: rjieba.Jieba) -> None:
        self._start: list[int] = []
        self._end: list[int] = []
        at = 0
        for word in cutter.cut(text, False):
            size = len(word)
            self._start += [at] * size
            self._end += [at + size] * size
            at += size
        rest = len(text) - at
        self._start += range(at, at + rest)
        self._end += range(at + 1, at + rest + 1)

    def starts(self, at: int) -> bool:
        return self._start[at] == at

    def ends(self, at: int) -> bool:
        return self._end[at - 1] == at

    def is_word(self, start: int, end: int) -> bool:
        return self._start[start] == start and self._end[start] == end

    def start_of(self, at: int) -> int:
        """Return where the word of the character `at` begins."""
        return self._start[at]


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A match, whether it needs nothing more, and if it does, whether only other places can show it."""

    match: PlaceMatch
    sure: bool
    needs_places: bool = False


class Scanner:
    """The names of places, arranged for finding them in text."""

    def __init__(self, gazetteer: Gazetteer, places: Places) -> None:
        self._known = gazetteer
        self._places = places
        self._cutter = rjieba.Jieba()
        for word in gazetteer.words:
            self._cutter.add_word(word, None, None)
        regions = gazetteer.regions
        country = next(region for region in regions.values() if region.level is RegionLevel.COUNTRY)
        names = (set(gazetteer.full) | set(gazetteer.short)) - {country.label, *country.names}
        index: dict[str, list[str]] = {}
        for name in sorted(names, key=lambda name: (-len(name), name)):
            index.setdefault(name[:2], []).append(name)
        self._index = {pair: tuple(found) for pair, found in index.items()}
        kinds = {name for kind in gazetteer.zone_kinds for name in kind.names}
        self._zone_names = tuple(sorted(kinds, key=lambda name: (-len(name), name)))

    def scan(self, text: str, context: Region | None, told: Told | None = None) -> tuple[PlaceMatch, ...]:
        """Return the places named in `text`, in order, never overlapping.

        Of several places of one full name, that which is among the identifiers in `told` is meant.
        """
        if not any(True for _ in self._candidates(text)):
            return ()
        words = _Words(text, self._cutter)
        return tuple(self._keep_company(text, list(self._propose(text, words, context, told))))

    def _candidates(self, text: str) -> Iterator[int]:
        index = self._index
        return (at for at in range(len(text) - 1) if text[at : at + 2] in index)

    def _propose(
        self, text: str, words: _Words, context: Region | None, told: Told | None
    ) -> Iterator[_Proposal]:
        last: PlaceMatch | None = None
        for at in self._candidates(text):
            if last is not None and at < last.end:
                continue
            for name in self._index[text[at : at + 2]]:
                if not text.startswith(name, at):
                    continue
                proposal = self._read(text, words, at, name, context)
                if proposal is None and last is not None and _joins(text[last.end : at]):
                    proposal = self._read(text, words, at, name, last.region)
                if proposal is None:
                    proposal = self._read_told(text, words, at, name, told)
                if proposal is not None:
                    last = proposal.match
                    yield proposal
                    break

    def _read(self, text: str, words: _Words, at: int, name: str, context: Region | None) -> _Proposal | None:
        """Return the place that `name` at `at` names, with all that belongs to its name."""
        end, known = at + len(name), self._known
        if not words.starts(at) or text.startswith(known.streets, end):
            return None
        if not self._ends_word(words, at, end, name):
            return None
        stands_alone = self._stands_alone(name, context)
        ids = dict.fromkeys([*known.full.get(name, ()), *known.short.get(name, ())])
        region = self._places.choose(ids, context)
        if stands_alone and region is not None:
            whole = self._extend(text, words, PlaceMatch(at, end, region))
            return _Proposal(whole, whole.end > end or self._is_sure(words, at, end, name))
        for key in ids:
            whole = self._extend(text, words, PlaceMatch(at, end, known.regions[key]))
            if whole.end > end and (stands_alone or region is not None):
                return _Proposal(whole, True)
        if region is not None and words.is_word(at, end) and not known.generic & {name}:
            return None if name in known.ordinary else _Proposal(PlaceMatch(at, end, region), False, True)
        return None

    def _read_told(self, text: str, words: _Words, at: int, name: str, told: Told | None) -> _Proposal | None:
        """Return the one place of this full name that was named before with what holds it."""
        namesakes = self._known.full.get(name, ())
        meant = [key for key in namesakes if key in told()] if told and len(namesakes) > 1 else []
        if len(meant) != 1:
            return None
        within = self._known.regions[meant[0]].within
        return self._read(text, words, at, name, self._known.regions[within[0]] if within else None)

    def _ends_word(self, words: _Words, at: int, end: int, name: str) -> bool:
        """Say whether a word ends at `end`, or only the word goes on (北京|大学)."""
        if words.ends(end):
            return len(name) > 2 or name in self._known.short or words.is_word(at, end)
        kinded = len(name) == 2 and name not in self._known.short
        doubtful = kinded or name in self._known.ordinary or name in self._known.generic
        return not doubtful and words.start_of(end - 1) == at

    def _stands_alone(self, name: str, context: Region | None) -> bool:
        """Say whether `name` names a place by itself in running text, without the place that holds it."""
        known = self._known
        if name in known.generic:
            return False
        if name in known.full:
            return True
        regions = [known.regions[key] for key in known.short[name]]
        if any(region.level in _HIGH for region in regions):
            return True
        around = self._prefecture(context)
        return around is not None and any(self._places.holds(around, region) for region in regions)

    def _prefecture(self, context: Region | None) -> Region | None:
        """Return the prefecture whose counties a document of `context` may call by short names."""
        if context is None or context.level is RegionLevel.PREFECTURE:
            return context
        parent = self._known.regions.get(context.within[0]) if context.within else None
        if parent is None:
            return None
        return parent if parent.level in _HIGH else self._prefecture(parent)

    def _is_sure(self, words: _Words, at: int, end: int, name: str) -> bool:
        ordinary = len(name) == 2 and name not in self._known.short
        return not (ordinary or name in self._known.ordinary) or not words.is_word(at, end)

    def _extend(self, text: str, words: _Words, match: PlaceMatch) -> PlaceMatch:
        """Return `match` with the smaller places, and the zone, that its name goes on to name."""
        bracketed = self._trial_zone(text, match)
        if bracketed is not None:
            return bracketed
        inner = self._smaller(text, words, match)
        if inner is not None:
            return self._extend(text, words, inner)
        for kind in self._zone_names:
            if text.startswith(kind, match.end) and words.ends(match.end + len(kind)):
                zone = self._places.zone_of(match.region, kind)
                if zone is not None:
                    return PlaceMatch(match.start, match.end + len(kind), zone)
        return match

    def _smaller(self, text: str, words: _Words, match: PlaceMatch) -> PlaceMatch | None:
        known = self._known
        for name in self._index.get(text[match.end : match.end + 2], ()):
            end = match.end + len(name)
            if not text.startswith(name, match.end) or not words.ends(end):
                continue
            full = known.full.get(name, ())
            short = () if name in known.ordinary else known.short.get(name, ())
            inside = [
                key
                for key in dict.fromkeys([*full, *short])
                if key != match.region.id and self._places.holds(match.region, known.regions[key])
            ]
            region = self._places.choose(inside, match.region)
            if region is not None:
                return PlaceMatch(match.start, end, region)
        return None

    def _trial_zone(self, text: str, match: PlaceMatch) -> PlaceMatch | None:
        """Return the trial zone that 中国(四川)自贸试验区 names."""
        lead = self._known.regions["CN"].label
        begin = match.start - 1 - len(lead)
        if begin < 0 or text[begin : match.start - 1] != lead or text[match.start - 1] not in _OPENING:
            return None
        if match.end >= len(text) or text[match.end] not in _CLOSING:
            return None
        for kind in self._zone_names:
            if text.startswith(kind, match.end + 1):
                zone = self._places.zone_of(match.region, kind)
                if zone is not None:
                    return PlaceMatch(begin, match.end + 1 + len(kind), zone)
        return None

    def _keep_company(self, text: str, proposals: list[_Proposal]) -> Iterator[PlaceMatch]:
        """Yield what is sure, and names that are words of their own where something shows a place."""
        kept = [p if p.sure else replace(p, sure=self._shown(text, p)) for p in proposals]
        for order in (range(1, len(kept)), range(len(kept) - 2, -1, -1)):
            step = -1 if order.step == 1 else 1
            for at in order:
                neighbour = kept[at + step]
                if not kept[at].sure and neighbour.sure and _joined(text, neighbour.match, kept[at].match):
                    kept[at] = replace(kept[at], sure=True)
        return (proposal.match for proposal in kept if proposal.sure)

    def _shown(self, text: str, proposal: _Proposal) -> bool:
        """Say whether what stands around an ordinary word shows that it is the name of a place."""
        match = proposal.match
        if proposal.needs_places:
            return False
        before, after = text[: match.start][-4:], text[match.end : match.end + 12]
        if before[-1:] and before[-1] in _OPENING and after[:1] and after[0] in _CLOSING:
            return True
        if before.endswith(self._known.company_before) or after.startswith(self._known.company_after):
            return True
        if before and before[-1] not in _SENTENCE_ENDS:
            return False
        follows = self._cutter.tag(after)[:1] if after else []
        return bool(follows) and follows[0][1].startswith("v")


def _joined(text: str, one: PlaceMatch, other: PlaceMatch) -> bool:
    """Say whether nothing but a joining word stands between two matches."""
    first, second = sorted((one, other), key=lambda match: match.start)
    return _joins(text[first.end : second.start])


def _joins(between: str) -> bool:
    return len(between.strip()) == 1 and between.strip() in _JOINERS
