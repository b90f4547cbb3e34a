"""From the tokens of a question to what it asks.

A question is about facts of some kind (举措, 差距, 做法 …), its base. Everything else that it mentions hangs
on the base by a link of the vocabulary: the word of a link that stands near decides which, else the usual
one. What is left over when all that has found its place was not understood, and is said so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bizgraph.questions.asking.asked import settle
from bizgraph.questions.asking.base import Base, find_base
from bizgraph.questions.asking.hearing import Heard, hear
from bizgraph.questions.asking.lexicon import Lexicon
from bizgraph.questions.asking.linking import figure_topics, ties_of
from bizgraph.questions.asking.operating import find_operation, with_counting
from bizgraph.questions.asking.question import Question, Step
from bizgraph.questions.asking.ties import steps_of
from bizgraph.questions.asking.times import Period
from bizgraph.questions.asking.tokens import Token, Topic
from bizgraph.questions.asking.vocabulary import Cue, Vocabulary


def understand(tokens: Sequence[Token], vocabulary: Vocabulary, lexicon: Lexicon, language: str) -> Question:
    """Return what a question asks. Raises NotUnderstoodError, which says what is not understood."""
    heard = settle(hear(tokens, vocabulary, lexicon, language))
    base = find_base(heard)
    steps = steps_of(heard, ties_of(heard, base))
    return with_counting(heard, _question(heard, base, steps))


def _question(heard: Heard, base: Base, steps: tuple[Step, ...]) -> Question:
    asks_for_facts = any(mention.kind == base.source for mention in heard.asked())
    dated = not any(heard.negated(mention.at) for mention in heard.mentioned("deadline"))
    period = _period(heard)
    due = _due(heard, base, period)
    return Question(
        kinds=base.kinds,
        operation=find_operation(heard),
        steps=steps,
        topics=tuple(_topics(heard, base)),
        by_place=_is_by_place(heard),
        by_default=base.guessed,
        telling_place=base.source == "practice" and any(_is_of_planned(heard, step) for step in steps),
        wanted=asks_for_facts or _asks_what_is_borrowed(heard) or not any(step.wanted for step in steps),
        due=due,
        year=period.first.year if period and not due and period.first else 0,
        dated=None if dated else False,
        wants_deadline=heard.has(Cue.WHEN) or (dated and bool(heard.mentioned("deadline"))),
        figures=heard.wants_figures() and base.source != "document",
        time_only=heard.has(Cue.HOW_LONG),
        units=tuple(_units_of_time(heard)),
        properties=tuple(_properties(heard, base)),
        language=heard.language,
    )


def _asks_what_is_borrowed(heard: Heard) -> bool:
    """Say whether it is asked what is borrowed: the measures then come with the practices."""
    return bool(heard.linked("borrow")) and any(mention.kind == "practice" for mention in heard.asked())


def _is_by_place(heard: Heard) -> bool:
    """Say whether each place has an answer of its own."""
    asked = any(mention.asked for mention in heard.mentioned("region"))
    return asked or heard.has(Cue.EACH) or len(heard.named("region")) > 1


def _is_of_planned(heard: Heard, step: Step) -> bool:
    return step.link.id == "practised" and bool(heard.lexicon.planned.intersection(step.things))


def _period(heard: Heard) -> Period | None:
    """Return the time that is named, or what lies between two. Raises NotUnderstoodError for 逾期 alone."""
    if not heard.times:
        if heard.has(Cue.OVERDUE):
            raise heard.refusal("请写明以哪一天为准算逾期", "say at which date a measure counts as overdue")
        return None
    first = heard.times[0]
    if len(heard.times) == 2 and first.first and heard.times[1].last:
        return Period(first.first, heard.times[1].last)
    return first


def _due(heard: Heard, base: Base, period: Period | None) -> Period | None:
    """Return when facts must fall due; None where a time only tells of which year they are."""
    if period is None or period.month:
        return period
    mere_year = period.bare and not heard.has(Cue.DUE, Cue.OVERDUE, Cue.WHEN)
    if mere_year or base.id not in ("measure", "gap"):
        return None
    if heard.has(Cue.OVERDUE):
        period = Period(None, period.last or period.first)
    if heard.has(Cue.EXACT) and period.last and not period.first:
        period = Period(period.last, period.last)
    return period


def _units_of_time(heard: Heard) -> Iterator[str]:
    """Yield in which units a figure is asked for: hours, or days of any sort."""
    for at in heard.where(Cue.HOW_LONG):
        word = heard.tokens[at].text
        if "小时" in word or "hour" in word:
            yield from ("小时", "分钟")
        elif "天" in word or "日" in word or "day" in word:
            yield from ("天", "工作日")


def _properties(heard: Heard, base: Base) -> Iterator[str]:
    """Yield which properties of documents are asked for."""
    if base.source == "document":
        yield from (mention.kind for mention in heard.mentioned("issued", "document-number"))
        if heard.has(Cue.WHEN):
            yield "issued"


def _topics(heard: Heard, base: Base) -> Iterator[Topic]:
    """Yield the words that facts must hold: parts of indicators, and what is neither name nor cue."""
    for mention in heard.mentions:
        if mention.words in heard.lexicon.parts and base.kinds[0].text:
            yield Topic(mention.words, whole=heard.lexicon.parts[mention.words])
    for topic in (*heard.topics, *figure_topics(heard)):
        if len(topic.words) == 1 and not topic.words.isascii():
            continue
        if not any(kind.text for kind in base.kinds):
            raise heard.lost(topic.words)
        yield topic
