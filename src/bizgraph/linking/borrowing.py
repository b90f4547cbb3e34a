"""Which measures borrow which practices, with the evidence for it (MODEL, Borrowing).

A measure borrows a practice if it names the place as its model, or if, on the same indicator of the same
document, its action is specifically what the practice describes: `likeness` weighs that. A measure that is
much more like one practice than another borrows the first only, and one that names only a group of places
borrows no single city's practice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from bizgraph.authority.identity import RegionLevel
from bizgraph.authority.instruments import Instruments, load_instruments
from bizgraph.extract.facts import (
    Borrowing,
    Evidence,
    Facts,
    Measure,
    Practice,
    RegionMention,
    Statement,
)
from bizgraph.linking.likeness import (
    ENOUGH,
    Compared,
    Likeness,
    Surroundings,
    compared,
    likeness,
    surroundings,
)
from bizgraph.linking.wording import rarity, words

_NAMED = Decimal("0.98")
_JUST_ENOUGH = 0.6
_MOST = 0.95
_SURE = 2.5
_OF_BEST = 0.5


def with_borrowings(facts: Facts) -> Facts:
    """Return the facts with their borrowings, and with the practices that measures make by naming a place."""
    table = _Table(facts, load_instruments())
    made, named = _by_name(facts, table)
    practices = tuple(sorted((*facts.practices, *made), key=lambda p: (p.quote.span.start, p.quote.span.end)))
    known = {(b.measure, b.practice) for b in named}
    alike = [b for b in _by_likeness(facts, table) if (b.measure, b.practice) not in known]
    places = {m.key: m.quote.span.start for m in facts.measures}
    borrowings = sorted([*named, *alike], key=lambda b: (places[b.measure], b.practice_quote.span.start))
    return replace(facts, practices=practices, borrowings=tuple(borrowings))


class _Table:
    """The measures and practices of a document, ready to be compared on each indicator that both have."""

    def __init__(self, facts: Facts, instruments: Instruments) -> None:
        self._compared: dict[str, Compared] = {}
        self._around: dict[str, Surroundings] = {}
        self.practices: Mapping[str, Sequence[Practice]] = _by_indicator(facts.practices)
        measures = _by_indicator(facts.measures)
        shared = self.practices.keys() & measures.keys()
        if not shared:
            return
        statements = (*facts.measures, *facts.practices, *facts.gaps, *facts.baselines, *facts.targets)
        bare = {statement.key: words(statement.quote.text) for statement in statements}
        of_document = rarity(bare.values())
        on = _by_indicator(statements)
        for indicator in sorted(shared):
            pair: tuple[Measure | Practice, ...] = (*measures[indicator], *self.practices[indicator])
            for each in pair:
                self._compared.setdefault(each.key, compared(each, instruments))
            own = [self._compared[measure.key] for measure in measures[indicator]]
            all_on = [bare[statement.key] for statement in on[indicator]]
            self._around[indicator] = surroundings(instruments, own, all_on, of_document)

    def likeness(self, measure: Measure, practice: Practice) -> Likeness:
        """Return how alike the two are on the indicator on which they are most alike."""
        one, other = self._compared.get(measure.key), self._compared.get(practice.key)
        if one is None or other is None:
            return Likeness(())
        found = (
            likeness(one, other, self._around[indicator])
            for indicator in measure.indicators
            if indicator in practice.indicators
        )
        return max(found, key=lambda each: each.score, default=Likeness(()))


_S = TypeVar("_S", bound=Statement)


def _by_indicator(statements: Iterable[_S]) -> dict[str, list[_S]]:
    found: dict[str, list[_S]] = {}
    for statement in statements:
        for indicator in statement.indicators:
            found.setdefault(indicator, []).append(statement)
    return found


def _by_name(facts: Facts, table: _Table) -> tuple[list[Practice], list[Borrowing]]:
    """Borrowings of measures that name a place; where nothing is told of it, the measure makes a practice."""
    made: list[Practice] = []
    found: list[Borrowing] = []
    for measure in facts.measures:
        untold: list[RegionMention] = []
        for mention in measure.benchmarks:
            if mention.region.level is RegionLevel.GROUP:
                continue
            told = _told_of(mention, measure, facts.practices, table)
            if told is None:
                untold.append(mention)
            else:
                rule = "names the place as its model"
                found.append(_borrowing(measure, told, Evidence.EXPLICIT_MENTION, _NAMED, rule))
        if untold:
            practice = _made_by(measure, untold)
            made.append(practice)
            rule = "names as its model a place of which nothing else is told"
            found.append(_borrowing(measure, practice, Evidence.EXPLICIT_MENTION, _NAMED, rule))
    return made, list({borrowing.key: borrowing for borrowing in found}.values())


def _told_of(
    mention: RegionMention, measure: Measure, practices: Sequence[Practice], table: _Table
) -> Practice | None:
    """Return the practice of a place that a measure is most like, of those told on its indicator."""
    told = [
        practice
        for practice in practices
        if set(practice.indicators) & set(measure.indicators)
        and mention.region.id in {place.region.id for place in practice.places}
    ]
    return max(told, key=lambda p: (table.likeness(measure, p).score, -p.quote.span.start), default=None)


def _made_by(measure: Measure, places: Sequence[RegionMention]) -> Practice:
    return Practice(
        key=f"practice/{measure.quote.span.start}",
        number=measure.number,
        quote=measure.quote,
        section=measure.section,
        region=measure.region,
        indicators=measure.indicators,
        sub_indicators=measure.sub_indicators,
        rule="named as a model by a measure",
        places=tuple(places),
    )


def _by_likeness(facts: Facts, table: _Table) -> Iterator[Borrowing]:
    for measure in facts.measures:
        if _names_only_groups(measure):
            continue
        near = {
            practice.key: practice
            for indicator in measure.indicators
            for practice in table.practices.get(indicator, ())
        }
        alike = [(practice, table.likeness(measure, practice)) for practice in near.values()]
        best = max((found.score for _, found in alike), default=0.0)
        for practice, found in alike:
            if found.score >= max(ENOUGH, _OF_BEST * best):
                yield _borrowing(
                    measure, practice, Evidence.SHARED_WORDING, _confidence(found.score), found.rule
                )


def _names_only_groups(measure: Measure) -> bool:
    levels = {mention.region.level for mention in measure.benchmarks}
    return levels == {RegionLevel.GROUP}


def _confidence(score: float) -> Decimal:
    """Return a number from 0.6, for just enough, up to 0.95, for what a sentence in common weighs."""
    share = (min(score, _SURE) - ENOUGH) / (_SURE - ENOUGH)
    return Decimal(str(round(_JUST_ENOUGH + (_MOST - _JUST_ENOUGH) * share, 2)))


def _borrowing(
    measure: Measure, practice: Practice, evidence: Evidence, confidence: Decimal, rule: str
) -> Borrowing:
    return Borrowing(
        key=f"borrowing/{measure.quote.span.start}-{practice.quote.span.start}",
        measure=measure.key,
        practice=practice.key,
        evidence=evidence,
        confidence=confidence,
        measure_quote=measure.quote,
        practice_quote=practice.quote,
        rule=rule,
    )
