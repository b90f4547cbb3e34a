"""The indicators of the business environment: which one a heading or a passage is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from bizgraph.authority.concepts import Concept, distinct_names, read_concepts
from bizgraph.authority.identity import Indicator
from bizgraph.errors import UnknownThingError
from bizgraph.resources import ontology_dir

BASE = "https://w3id.org/bizgraph/id/indicator/"
_PUNCTUATION = re.compile(r"[\s、,，;；·“”\"'‘’]")


class Indicators:
    """The indicators of both levels, by identifier and by name."""

    def __init__(self, path: Path) -> None:
        concepts = read_concepts(path, BASE)
        self._all = tuple(_indicator(concept) for concept in concepts)
        self._by_id = {indicator.id: indicator for indicator in self._all}
        first = [concept for concept in concepts if concept.broader is None]
        names = {_bare(name): concept.id for name, concept in distinct_names(path, first).items()}
        self._whole = {_bare(name) for each in concepts for name in (each.label, *each.names)}
        self._names = _Phrases({name: (key,) for name, key in names.items()})
        cues: dict[str, list[str]] = {name: [key] for name, key in names.items()}
        for concept in first:
            for cue in map(_bare, concept.cues):
                if concept.id not in cues.setdefault(cue, []):
                    cues[cue].append(concept.id)
        self._cues = _Phrases({cue: tuple(ids) for cue, ids in cues.items()})
        self._below: dict[str, list[tuple[str, str]]] = {}
        for concept in concepts:
            if concept.broader is not None:
                labels = [(_bare(name), concept.id) for name in (concept.label, *concept.names)]
                self._below.setdefault(concept.broader, []).extend(labels)

    def all(self) -> Iterable[Indicator]:
        """Return the indicators of both levels, in the order of the file."""
        return self._all

    def get(self, indicator_id: str) -> Indicator:
        """Return the indicator with this identifier; raise UnknownThingError if there is none."""
        try:
            return self._by_id[indicator_id]
        except KeyError:
            raise UnknownThingError(f"no indicator has the identifier {indicator_id!r}") from None

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the first-level indicators that `text` names, in the order of their first mention."""
        return tuple(dict.fromkeys(self._names.found_in(text)))

    def is_name(self, text: str) -> bool:
        """Tell whether `text` is the name of an indicator of either level and nothing else."""
        return _bare(text) in self._whole

    def cued_in(self, text: str, least: int = 1) -> tuple[str, ...]:
        """Return the first-level indicators that `least` words of `text` point to, the most hit first."""
        hits = Counter(self._cues.found_in(text))
        return tuple(key for key, count in hits.most_common() if count >= least)

    def sub_named(self, heading: str, first: str) -> str | None:
        """Return the indicator below `first` whose name `heading` is or holds, the longest name winning."""
        bare = _bare(heading)
        held = [(len(name), key) for name, key in self._below.get(first, ()) if name in bare]
        return max(held, key=lambda pair: pair[0])[1] if held else None


class _Phrases:
    """Phrases and the identifiers they stand for, ready to be found in text."""

    def __init__(self, phrases: Mapping[str, tuple[str, ...]]) -> None:
        self._ids = phrases
        longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def found_in(self, text: str) -> Iterable[str]:
        """Yield the identifiers of the phrases of `text`, longest match first at each place."""
        for match in self._pattern.finditer(_bare(text)):
            yield from self._ids[match.group()]


def _bare(text: str) -> str:
    """Return `text` without the punctuation that names of indicators have or lack at will."""
    return _PUNCTUATION.sub("", text)


def _indicator(concept: Concept) -> Indicator:
    return Indicator(concept.id, concept.label, concept.english, concept.broader, concept.names)


@cache
def load_indicators() -> Indicators:
    """Return the indicators of `ontology/indicators.ttl`."""
    return Indicators(ontology_dir() / "indicators.ttl")
