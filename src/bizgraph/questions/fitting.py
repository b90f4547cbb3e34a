"""How well a practice or measure answers a need: signs, each with a weight, and the reasons they give.

What is asked for is a need: the wording of an admitted gap, or an official's own words. Words are the core:
the share of the need's clues, weighed by rarity, that a candidate holds. What the place itself orders against
its gap, in the paired measures or those under the same heading, says more of what the gap is about, and
lends its most telling words. Standing under the same indicator adds to that; it is no answer by itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.authority.indicators import load_indicators
from bizgraph.questions.clues import Clue, Clues, bare, clues, clues_of_clean, words
from bizgraph.questions.corpus import Corpus, Said
from bizgraph.questions.ranking import Texts

# What each sign adds of what is still missing to 1: tuned on every other case of tests/gold/discovery.toml.
_SAME_INDICATOR: Final = 0.1
_SAME_SUB_INDICATOR: Final = 0.04
_OUTCOMES: Final = 0.01
_BORROWED: Final = 0.005
_SAME_LEVEL: Final = 0.005
# Words lent by the measures of the place itself: from how many, how many, and what they weigh together.
_OWN_MEASURES: Final = 2
_LENT: Final = 10
_LENT_WEIGHT: Final = 0.6
_AT_LEAST_LIKE: Final = 0.05
# A measure that the document does not pair with the gap lends less, the less it is like the gap.
_SURELY_LIKE: Final = 0.5
# Below this a candidate speaks of something else: see benchmarks/README.md.
_ENOUGH: Final = 0.03
_ENOUGH_ELSEWHERE: Final = 0.15
_ENOUGH_TYPED: Final = 0.05
_ENOUGH_ALONE: Final = 0.08
_OF_BEST: Final = 0.4
# Words tell something that count so much beside the one that counts most.
_TELLING: Final = 0.35
# What a typed word weighs that no document has: people speak otherwise, or of something else.
_UNHEARD_OF: Final = 0.5


@dataclass(frozen=True)
class Need:
    """What is asked for: by whom, in which words, on which indicators. `gap` is None where it was typed."""

    text: str
    clues: Clues
    region: NamedNode | None = None
    gap: Said | None = None
    indicators: frozenset[NamedNode] = frozenset()
    sub_indicators: frozenset[NamedNode] = frozenset()
    lent: Clues = field(default_factory=dict)

    @property
    def all_clues(self) -> Clues:
        """Its own clues and those lent to it."""
        return {**self.lent, **self.clues}

    def telling(self, texts: Texts) -> dict[Clue, float]:
        """Return those of its own clues that tell what it is about, with what they are worth."""
        return _telling(texts.values(self.clues))

    def telling_lent(self, texts: Texts) -> dict[Clue, float]:
        """Return the same of those lent to it."""
        return _telling(texts.values(self.lent))


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a candidate answers a need, 0 to 1; `wording` is what the words alone say."""

    said: Said
    score: float
    wording: float


def need_of_gap(corpus: Corpus, gap: Said) -> Need:
    """Return what an admitted gap asks for."""
    common = corpus.of_kind("gap")
    most = math.log(1 + (len(common) - 0.5) / 1.5) if len(common) > 1 else 1.0
    own = {
        clue: weight * min(1.0, corpus.texts.rarity(clue, common) / most)
        for clue, weight in clues_of_clean(gap.text).items()
    }
    return Need(
        gap.text,
        own,
        gap.region,
        gap,
        frozenset(gap.indicators),
        frozenset(gap.sub_indicators),
        _lent(corpus, gap, own),
    )


def need_of_words(
    corpus: Corpus, typed: str, region: NamedNode | None = None, indicator: NamedNode | None = None
) -> Need:
    """Return what a person asks for in words; these may point to indicators, if none is named."""
    found = {
        clue: weight if corpus.texts.having(clue) else weight * _UNHEARD_OF
        for clue, weight in clues(typed).items()
    }
    if indicator is not None:
        indicators = {indicator, *corpus.above(indicator)}
    else:
        official = "".join(clue.ways[0] for clue in found)
        cued = load_indicators().cued_in(bare(typed) + official)
        indicators = {corpus.namespaces.indicator(key) for key in cued}
    return Need(typed, found, region, None, frozenset(indicators), frozenset(indicators))


def fits(corpus: Corpus, need: Need, candidates: Iterable[Said]) -> list[Fit]:
    """Return the candidates that answer a need well enough to be offered, the best first."""
    shares = corpus.texts.shares(need.all_clues)
    able = [
        fit(corpus, need, said, shares[said.number])
        for said in candidates
        if said.number in shares and to_the_point(corpus, need, said, shares[said.number])
    ]
    able.sort(key=lambda each: (-each.score, each.said.number))
    return [each for each in able if each.score >= _OF_BEST * able[0].score]


def to_the_point(corpus: Corpus, need: Need, said: Said, wording: float) -> bool:
    """Say whether a candidate holds enough of a need's words to be about the same thing.

    What answers a gap shares a word that tells something; under another indicator more must be the same. Of
    what a person types, one word in common is chance, unless it is one that a vocabulary knows.
    """
    if need.gap is not None:
        enough = _ENOUGH if _same_indicator(need, said) else _ENOUGH_ELSEWHERE
        return wording >= enough and bool(shared(corpus, need, said))
    hits = [clue for clue in need.clues if said.number in corpus.texts.having(clue)]
    if len(_apart(hits)) < 2:
        return wording >= _ENOUGH_ALONE and any(clue.known for clue in hits)
    return wording >= _ENOUGH_TYPED


def shared(corpus: Corpus, need: Need, said: Said) -> dict[Clue, float]:
    """Return what tells most of a need and stands in a candidate, else the same of what was lent it."""
    texts = corpus.texts
    for values in (need.telling(texts), need.telling_lent(texts)):
        if held := {clue: value for clue, value in values.items() if said.number in texts.having(clue)}:
            return held
    return {}


def fit(corpus: Corpus, need: Need, said: Said, wording: float) -> Fit:
    """Weigh all that speaks for a candidate; what words leave open, the other signs fill a little."""
    missing = 1.0 - wording
    for weight in _signs(corpus, need, said):
        missing *= 1.0 - weight
    return Fit(said, 1.0 - missing, wording)


def _telling(values: Mapping[Clue, float]) -> dict[Clue, float]:
    """Return the clues that count much, single characters and mere figures aside."""
    words = {
        clue: value
        for clue, value in values.items()
        if any(len(way) > 1 and not way.isdigit() for way in clue.ways)
    }
    most = max(words.values(), default=0.0)
    return {clue: value for clue, value in words.items() if value >= _TELLING * most}


def _apart(hits: Iterable[Clue]) -> set[str]:
    """Return the first ways of clues, but none that is part of another (图书 of 图书馆)."""
    firsts = {clue.ways[0] for clue in hits}
    return {way for way in firsts if not any(way in other for other in firsts if other != way)}


def _same_indicator(need: Need, said: Said) -> bool:
    return bool(need.indicators & {*said.indicators, *said.sub_indicators})


def _signs(corpus: Corpus, need: Need, said: Said) -> Iterator[float]:
    if _same_indicator(need, said):
        yield _SAME_INDICATOR
    if need.sub_indicators & set(said.sub_indicators):
        yield _SAME_SUB_INDICATOR
    if said.thing in corpus.outcomes:
        yield _OUTCOMES
    if said.thing in corpus.borrowers:
        yield _BORROWED
    if same_level(corpus, need, said) is not None:
        yield _SAME_LEVEL


def same_level(corpus: Corpus, need: Need, said: Said) -> NamedNode | None:
    """Return the level (county, prefecture, …) of both the place in need and one of the candidate's."""
    level = corpus.levels.get(need.region) if need.region is not None else None
    return level if any(corpus.levels.get(place) == level for place in corpus.places(said)) else None


def _lent(corpus: Corpus, gap: Said, own: Mapping[Clue, float]) -> dict[Clue, float]:
    """Return the telling words of what the place itself orders against a gap."""
    texts = corpus.texts
    shares = texts.shares(own)
    paired = [corpus.by_thing[each] for each in gap.addressed_by if each in corpus.by_thing]
    measures = (
        paired
        or sorted(
            (said for said in corpus.measures_of(gap.region) if said.number in shares and _near(said, gap)),
            key=lambda said: (-shares[said.number], said.number),
        )[:_OWN_MEASURES]
    )
    counts: dict[Clue, float] = {}
    for measure in measures:
        like = shares.get(measure.number, 0.0) + _AT_LEAST_LIKE
        for word, weight in words(bare(measure.text)).items():
            counts[Clue((word,))] = counts.get(Clue((word,)), 0.0) + weight * like
    worth = texts.values(counts)
    best = sorted((clue for clue in worth if clue not in own), key=lambda clue: (-worth[clue], clue.ways))
    lent = {clue: counts[clue] for clue in best[:_LENT]}
    whole = math.fsum(worth[clue] for clue in lent)
    if not whole:
        return {}
    like = max(shares.get(measure.number, 0.0) for measure in measures)
    weight = _LENT_WEIGHT * (1.0 if paired else min(1.0, like / _SURELY_LIKE))
    part = weight * math.fsum(texts.values(own).values()) / whole
    return {clue: part * count for clue, count in lent.items()}


def _near(said: Said, gap: Said) -> bool:
    """Say whether a measure stands under the heading of a gap."""
    if gap.sub_indicators:
        return bool(set(gap.sub_indicators) & set(said.sub_indicators))
    return bool(set(gap.indicators) & set(said.indicators))
