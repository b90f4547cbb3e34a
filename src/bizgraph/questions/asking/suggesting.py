"""Questions near one that cannot be answered: about the same places, indicators and words, and answerable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from bizgraph.questions.answer import Candidate
from bizgraph.questions.asking.tokens import Token, Topic

_AT_MOST: Final = 3
_OF_BOTH: Final = {
    "zh": ("{place}{indicator}有哪些举措?", "{place}{indicator}由谁牵头?", "{place}{indicator}有哪些差距?"),
    "en": (
        "Which {indicator} measures does {place} order?",
        "Which units lead {indicator} in {place}?",
        "Which gaps does {place} have in {indicator}?",
    ),
}
_OF_PLACE: Final = {
    "zh": ("{place}有哪些举措?", "{place}有哪些标杆做法?", "哪些地方借鉴了{place}的做法?"),
    "en": ("Which measures does {place} order?", "Which practices does {place} have?"),
}
_OF_INDICATOR: Final = {
    "zh": ("各地{indicator}由谁牵头?", "关于{indicator}有哪些做法?"),
    "en": ("Which units lead {indicator} in each place?", "Which practices are there on {indicator}?"),
}
_OF_WORDS: Final = {
    "zh": ("哪些举措提到“{words}”?", "哪些做法提到“{words}”?"),
    "en": ("Which measures mention “{words}”?",),
}
_OF_ANYTHING: Final = {
    "zh": ("哪个指标的举措最多?", "哪些差距没有对应举措?", "哪个地方的做法被借鉴最多?"),
    "en": ("Which indicator has the most measures?", "Which gaps have no measure?"),
}


def suggestions(
    tokens: Sequence[Token], language: str, is_answered: Callable[[str], bool]
) -> tuple[Candidate, ...]:
    """Return up to three questions that are near a question and, as `is_answered` says, can be answered."""
    answered = filter(is_answered, dict.fromkeys(_nearest(tokens, language)))
    return tuple(Candidate(question) for question in islice(answered, _AT_MOST))


def _nearest(tokens: Sequence[Token], language: str) -> Iterator[str]:
    """Yield questions made of what was recognised, those that keep most of it first."""
    places, indicators = _named(tokens, "region"), _named(tokens, "indicator")
    words = [meaning.words for token in tokens for meaning in token.meanings if isinstance(meaning, Topic)]
    for place in places:
        for indicator in indicators:
            yield from (form.format(place=place, indicator=indicator) for form in _OF_BOTH[language])
    for held in words:
        yield from (form.format(words=held) for form in _OF_WORDS[language])
    for indicator in indicators:
        yield from (form.format(indicator=indicator) for form in _OF_INDICATOR[language])
    for place in places:
        yield from (form.format(place=place) for form in _OF_PLACE[language])
    yield from _OF_ANYTHING[language]


def _named(tokens: Sequence[Token], kind: str) -> list[str]:
    return list(
        dict.fromkeys(token.text for token in tokens if any(named.kind == kind for named in token.named()))
    )
