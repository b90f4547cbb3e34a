"""What was left over: sentences that became no fact, names and figures that were not recognised."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bizgraph.extract.context import Context
from bizgraph.extract.facts import LeftOver, LeftOverKind, Measure, Target, UnitMention
from bizgraph.extract.quantities import unread_figures
from bizgraph.outline.layout import load_layout
from bizgraph.source.text import Span

_NEST = 400  # spans inside one statement: units, places and dates that start before a sentence of it
_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}(?:单位|部门|时间|时限|期限|领导|责任人)\s?:")
_PLACE = re.compile(r"(?:借鉴|对标|学习|参照)(?P<place>[\u4e00-\u9fff]{2,4}?[市县区州省])")


@dataclass(frozen=True)
class Coverage:
    """How many sentences stood where facts were expected, and which became none."""

    expected: int
    left: tuple[LeftOver, ...]

    @property
    def share(self) -> Decimal:
        """Return the share of sentences left over, from 0 to 1, to three places."""
        if not self.expected:
            return Decimal(0)
        return (Decimal(len(self.left)) / Decimal(self.expected)).quantize(Decimal("0.001"))


def coverage(
    context: Context, expected: Iterable[tuple[int, int]], used: Iterable[tuple[int, int]]
) -> Coverage:
    """Compare the passages where facts were expected with the stretches of the file that became facts."""
    spans = sorted(used)
    starts = [start for start, _ in spans]
    total = 0
    left: list[LeftOver] = []
    for stretch in expected:
        for start, end in _sentences(context, *stretch):
            total += 1
            quote = context.quote(start, end)
            if _opens_with_unknown_label(quote.text):
                left.append(LeftOver(LeftOverKind.SENTENCE, quote, "a label that is not known"))
            elif not _covered(quote.span, spans, starts):
                left.append(LeftOver(LeftOverKind.SENTENCE, quote, "no rule made a fact of it"))
    return Coverage(total, tuple(left))


def _opens_with_unknown_label(sentence: str) -> bool:
    """`包干单位:市税务局`: what a label that is not known says was not understood, wherever it stands."""
    return _LABEL.match(sentence) is not None and load_layout().label.match(sentence) is None


def _covered(sentence: Span, spans: list[tuple[int, int]], starts: list[int]) -> bool:
    """Whether a fact took at least half of a sentence, or units, places or a date were found in it.

    `spans` are sorted; `starts` are their starts. Only the spans that start in the sentence and the few
    before it that may reach into it are looked at.
    """
    first = bisect_left(starts, sentence.start)
    last = bisect_right(starts, sentence.end, lo=first)
    if any(end <= sentence.end for _, end in spans[first:last]):
        return True
    wanted = sentence.end - sentence.start
    reach = spans[max(0, first - _NEST) : last]
    return any(
        2 * (min(sentence.end, end) - max(sentence.start, start)) >= wanted for start, end in reversed(reach)
    )


def _sentences(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(context.text.clean, start, end):
        if len(match.group().strip(" 。;")) > 3:
            yield match.span()


def unknown_units(context: Context, mentions: Iterable[UnitMention]) -> Iterator[LeftOver]:
    """Yield the names of units that have no known function, each name once."""
    seen: set[str] = set()
    for mention in mentions:
        if not context.authorities.units.recognised(mention.unit) and mention.quote.text not in seen:
            seen.add(mention.quote.text)
            yield LeftOver(LeftOverKind.UNIT, mention.quote, "a unit whose function is not known")


def unread(
    context: Context, leaves: Iterable[tuple[int, int]], facts: Iterable[Measure | Target]
) -> Iterator[LeftOver]:
    """Yield the figures of measures and targets that became no quantity."""
    quantities = [quantity for fact in facts for quantity in fact.quantities]
    for start, end in leaves:
        for left, right in unread_figures(context.text, start, end, quantities):
            yield LeftOver(LeftOverKind.FIGURE, context.quote(left, right), "a figure that was not read")


def unknown_places(context: Context, stretches: Iterable[tuple[int, int]]) -> Iterator[LeftOver]:
    """Yield names behind 借鉴 or 对标 that look like places but are none that is known."""
    for start, end in stretches:
        for match in _PLACE.finditer(context.words(start, end)):
            left, right = start + match.start("place"), start + match.end("place")
            known = context.places_in(left, right) or context.authorities.regions.resolve(
                match["place"], context.region
            )
            if not known and not context.authorities.genre.no_place.search(match["place"]):
                yield LeftOver(LeftOverKind.PLACE, context.quote(left, right), "a place that is not known")
