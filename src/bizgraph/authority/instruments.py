"""Policy instruments, the platforms, rules and devices of `ontology/instruments.ttl`, found in text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bizgraph.authority.concepts import Concept, read_concepts
from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir

FILE_NAME = "instruments.ttl"
BASE = "https://w3id.org/bizgraph/id/instrument/"
NATIONWIDE = "nationwide-reform"
_GAP = "…"
_BETWEEN = "[^,。;:!?]{0,12}?"
_NOT_COUNTED = re.compile(r"[\s“”‘’\"'《》、·()]")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class InstrumentMention:
    """The stretch `start` up to, not including, `end` of a text, and the id of the instrument it names."""

    start: int
    end: int
    id: str


class Instruments:
    """The instruments by id, and their names arranged for finding them."""

    def __init__(self, path: Path) -> None:
        self._by_id: dict[str, Concept] = {}
        self._index: dict[str, list[tuple[str, str]]] = {}
        self._gapped: list[tuple[str, re.Pattern[str], str]] = []
        owners: dict[str, str] = {}
        for concept in read_concepts(path, BASE):
            self._by_id[concept.id] = concept
            for name in dict.fromkeys((concept.label, *concept.names, *concept.cues)):
                _check(path, concept.id, name, may_have_gap=name in concept.cues)
                other = owners.setdefault(name.lower(), concept.id)
                if other != concept.id:
                    raise OntologyError(f"{path.name}: {concept.id}: {name} also names {other}")
                self._learn(concept.id, name.lower())
        if not self._by_id:
            raise OntologyError(f"{path.name}: no instrument is in it")
        for names in self._index.values():
            names.sort(key=lambda pair: (-len(pair[0]), pair[0]))

    def all(self) -> tuple[Concept, ...]:
        """Return every instrument, in the order of the file."""
        return tuple(self._by_id.values())

    def label(self, instrument: str) -> str:
        """Return the Chinese name of an instrument; KeyError where there is none."""
        return self._by_id[instrument].label

    def broader(self, instrument: str) -> str | None:
        """Return the instrument of which this one is a special form; None where there is none."""
        return self._by_id[instrument].broader

    def is_nationwide(self, instrument: str) -> bool:
        """Say whether the whole country is told to use an instrument, so that naming it says little."""
        return self._by_id[instrument].broader == NATIONWIDE

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the ids of the instruments that `text` names, in the order of their first mention."""
        return tuple(dict.fromkeys(mention.id for mention in self.mentions(text)))

    def mentions(self, text: str) -> tuple[InstrumentMention, ...]:
        """Return where `text` names instruments, in order; what stands in a longer name does not count."""
        places = [at for at, character in enumerate(text) if not _NOT_COUNTED.match(character)]
        bare = "".join(text[at] for at in places).lower()
        found = sorted({*self._whole(bare), *self._with_gaps(bare)}, key=lambda m: (m.start, -m.end, m.id))
        kept: list[InstrumentMention] = []
        furthest = 0
        for mention in found:
            if mention.end > furthest or (kept and _same_stretch(mention, kept[-1])):
                kept.append(mention)
                furthest = mention.end
        return tuple(InstrumentMention(places[m.start], places[m.end - 1] + 1, m.id) for m in kept)

    def _learn(self, instrument: str, name: str) -> None:
        if _GAP not in name:
            self._index.setdefault(name[:_SHORTEST], []).append((name, instrument))
            return
        parts = name.split(_GAP)
        self._gapped.append((parts[0], re.compile(_BETWEEN.join(map(re.escape, parts))), instrument))

    def _whole(self, bare: str) -> Iterator[InstrumentMention]:
        for at in range(len(bare) - 1):
            for name, instrument in self._index.get(bare[at : at + _SHORTEST], ()):
                if bare.startswith(name, at):
                    yield InstrumentMention(at, at + len(name), instrument)
                    break

    def _with_gaps(self, bare: str) -> Iterator[InstrumentMention]:
        for first, pattern, instrument in self._gapped:
            if first in bare:
                for match in pattern.finditer(bare):
                    yield InstrumentMention(match.start(), match.end(), instrument)


def _same_stretch(one: InstrumentMention, other: InstrumentMention) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _check(path: Path, instrument: str, name: str, *, may_have_gap: bool) -> None:
    """Raise OntologyError for a name that could never be found, or that would be found anywhere."""
    parts = name.split(_GAP)
    if len(parts) > 1 and not may_have_gap:
        raise OntologyError(
            f"{path.name}: {instrument}: {name} has a gap; only a skos:hiddenLabel may have one"
        )
    if _NOT_COUNTED.search(name):
        raise OntologyError(f"{path.name}: {instrument}: {name} has a character that does not count")
    if len(parts[0]) < _SHORTEST and (len(parts) == 1 or not all(parts)):
        raise OntologyError(f"{path.name}: {instrument}: {name} is too short to be told from other words")


@cache
def load_instruments() -> Instruments:
    """Return the instruments of `ontology/instruments.ttl`."""
    return Instruments(ontology_dir() / FILE_NAME)


def named_in(text: str) -> tuple[str, ...]:
    """Return the ids of the instruments that `text` names, in the order of their first mention."""
    return load_instruments().named_in(text)
