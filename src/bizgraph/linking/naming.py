"""Which instruments statements name, how much they are about them, and how specific these are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bizgraph.authority.indicators import load_indicators
from bizgraph.authority.instruments import InstrumentMention, Instruments

# How much a statement is about an instrument that it leads with or sets in quotation marks, or only mentions.
CENTRAL = 1.0
PASSING = 0.5
_LEAD = 60
_QUOTED = re.compile(r"“[^“”]{2,20}”")


def named_by(text: str, instruments: Instruments) -> Mapping[str, float]:
    """Return the instruments that a statement names, each with how much the statement is about it."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    named: dict[str, float] = {}
    for mention in instruments.mentions(text):
        named[mention.id] = max(named.get(mention.id, 0.0), _about(text, mention, quoted))
    return named


def _about(text: str, mention: InstrumentMention, quoted: Iterable[tuple[int, int]]) -> float:
    if any(start < mention.end and mention.start < end for start, end in quoted):
        return CENTRAL
    paragraph = text.rfind("\n", 0, mention.start) + 1
    return CENTRAL if mention.start - paragraph < _LEAD else PASSING


def topics(sub_indicators: Iterable[str], instruments: Instruments) -> frozenset[str]:
    """Return the instruments that second-level headings name: all that stands under these is about them."""
    known = load_indicators()
    return frozenset(
        instrument for key in sub_indicators for instrument in instruments.named_in(known.get(key).label)
    )


@dataclass(frozen=True)
class Specificity:
    """How few of the measures on one indicator name an instrument: 1 for one, 0 once half of them do."""

    measures: int
    counts: Counter[str]

    def of(self, instrument: str) -> float:
        """Return how specific an instrument is that a measure names."""
        return specific(self.counts[instrument], self.measures)


def specificity(measures: Iterable[Iterable[str]]) -> Specificity:
    """Count in how many measures each instrument is named."""
    counts: Counter[str] = Counter()
    number = 0
    for named in measures:
        number += 1
        counts.update(set(named))
    return Specificity(number, counts)


def specific(naming: int, measures: int) -> float:
    """Return how specific is what `naming` of `measures` name."""
    return max(0.0, 1.0 - 2.0 * max(0, naming - 1) / max(1, measures))


def shared_instruments(
    left: Mapping[str, float], right: Mapping[str, float], instruments: Instruments
) -> tuple[str, ...]:
    """Return the instruments that both name, but not one of which only one names a special form."""
    beyond = {instruments.broader(one) for one in left.keys() ^ right.keys()}
    return tuple(one for one in left if one in right and one not in beyond)
