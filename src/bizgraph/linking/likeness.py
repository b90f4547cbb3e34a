"""How alike a measure and a practice are on one indicator: clues, each with a weight and the reason for it.

The weights add up, and 1 is enough: an instrument that both are about and no other measure names is enough
by itself; one named in passing, or by several measures, needs wording, a figure or the heading in support.
What is only a topic weighs next to nothing, since the whole section names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bizgraph.authority.instruments import Instruments
from bizgraph.extract.facts import Measure, Practice, Quantity
from bizgraph.linking.naming import Specificity, named_by, shared_instruments, specific, specificity, topics
from bizgraph.linking.wording import (
    Rarity,
    Words,
    distinctness,
    rarity,
    shared_stretches,
    shared_terms,
    words,
)

ENOUGH = 1.0
# As many pairs of characters that stand nowhere else as a clause has.
_CLAUSE = 8.0
_MOST_OF_WORDING = 2.0
_TOLD_OF_WORDING = 0.3
_INSTRUMENT = 1.0
_NATIONWIDE = 0.5
_TERM = 0.6
_FIGURE = 0.5
_FIGURE_UNDER_HEADING = 0.75
_HEADING = 0.15
_DAYS = frozenset({"working-day", "day"})


@dataclass(frozen=True, slots=True)
class Clue:
    """One sign that a measure takes up a practice: what it weighs, and what it says."""

    weight: float
    says: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """All the clues of one pair, the heaviest first."""

    clues: tuple[Clue, ...]

    @property
    def score(self) -> float:
        """What the clues weigh together."""
        return sum(clue.weight for clue in self.clues)

    @property
    def rule(self) -> str:
        """Why the pair is alike, in words."""
        return "; ".join(clue.says for clue in self.clues if clue.says)


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure or a practice as it is compared."""

    words: Words
    named: Mapping[str, float]
    headings: frozenset[str]
    topics: frozenset[str]
    figures: tuple[Quantity, ...]


def compared(statement: Measure | Practice, instruments: Instruments) -> Compared:
    """Return a measure or practice ready to be compared."""
    return Compared(
        words=words(statement.quote.text),
        named=named_by(statement.quote.text, instruments),
        headings=frozenset(statement.sub_indicators),
        topics=topics(statement.sub_indicators, instruments),
        figures=statement.quantities if isinstance(statement, Measure) else statement.figures,
    )


@dataclass(frozen=True)
class Surroundings:
    """What the measures and other statements on one indicator say, against which a pair is weighed."""

    instruments: Instruments
    measures: Sequence[Compared]
    specificity: Specificity
    rarities: tuple[Rarity, ...]


def surroundings(
    instruments: Instruments, measures: Sequence[Compared], statements: Sequence[Words], of_document: Rarity
) -> Surroundings:
    """Return the surroundings that the measures and all statements on one indicator make."""
    named = specificity(measure.named for measure in measures)
    return Surroundings(instruments, measures, named, (of_document, rarity(statements)))


def likeness(measure: Compared, practice: Compared, around: Surroundings) -> Likeness:
    """Weigh all that a measure and a practice have in common."""
    clues = [clue for sign in _SIGNS for clue in sign(measure, practice, around) if clue.weight > 0]
    if clues:
        clues += _same_heading(measure, practice)
    return Likeness(tuple(sorted(clues, key=lambda clue: -clue.weight)))


def _wording(measure: Compared, practice: Compared, around: Surroundings) -> Iterator[Clue]:
    stretches = shared_stretches(measure.words, practice.words)
    said = {stretch: distinctness([stretch], *around.rarities) for stretch in stretches}
    weight = min(_MOST_OF_WORDING, sum(said.values()) / _CLAUSE)
    told = weight >= _TOLD_OF_WORDING
    yield Clue(weight, f"shares wording ({max(said, key=lambda each: said[each])})" if told else "")


def _instruments(measure: Compared, practice: Compared, around: Surroundings) -> Iterator[Clue]:
    for instrument in shared_instruments(measure.named, practice.named, around.instruments):
        if instrument not in measure.topics:
            about = measure.named[instrument] * practice.named[instrument]
            weight = _NATIONWIDE if around.instruments.is_nationwide(instrument) else _INSTRUMENT
            label = around.instruments.label(instrument)
            yield Clue(
                weight * about * around.specificity.of(instrument), f"names the same instrument ({label})"
            )


def _terms(measure: Compared, practice: Compared, around: Surroundings) -> Iterator[Clue]:
    """The term in quotation marks that says most, unless it names an instrument, which counts already."""
    best = Clue(0.0, "")
    for term in sorted(shared_terms(measure.words, practice.words)):
        if not around.instruments.named_in(term):
            naming = sum(term in other.words.bare for other in around.measures)
            share = distinctness([term], *around.rarities) / (len(term) - 1)
            weight = _TERM * share * specific(naming, len(around.measures))
            best = max(best, Clue(weight, f"uses the same term ({term})"), key=lambda clue: clue.weight)
    yield best


def _figures(measure: Compared, practice: Compared, _: Surroundings) -> Iterator[Clue]:
    """The same figure for the same thing: the heading that both stand under says so, or else the metric."""
    weight = _FIGURE_UNDER_HEADING if measure.headings & practice.headings else _FIGURE
    for one in measure.figures:
        for other in practice.figures:
            if _same_figure(one, other) and (weight > _FIGURE or _same_thing(one, other)):
                yield Clue(weight, f"reaches the same figure ({other.quote.text})")
                return


def _same_figure(one: Quantity, other: Quantity) -> bool:
    same_unit = one.unit == other.unit or {one.unit, other.unit} <= _DAYS
    return one.value is not None and one.value == other.value and same_unit and one.unit != "percent"


def _same_thing(one: Quantity, other: Quantity) -> bool:
    """Say whether two metrics share three characters."""
    return bool(words(one.metric).trigrams & words(other.metric).trigrams)


def _same_heading(measure: Compared, practice: Compared) -> Iterator[Clue]:
    if measure.headings & practice.headings:
        yield Clue(_HEADING, "under the same heading")


_Sign = Callable[[Compared, Compared, Surroundings], Iterator[Clue]]
_SIGNS: tuple[_Sign, ...] = (_wording, _instruments, _terms, _figures)
