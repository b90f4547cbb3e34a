"""Measures: the smallest numbered items, and unnumbered paragraphs, of sections that order action."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bizgraph.extract.actors import only_units, units_in_the_middle
from bizgraph.extract.context import Context
from bizgraph.extract.deadlines import due_at_close, due_in_sentence
from bizgraph.extract.facts import Measure, Quantity
from bizgraph.extract.models import models_named
from bizgraph.extract.parts import Leaf
from bizgraph.extract.quantities import find_quantities
from bizgraph.extract.roles import Roles
from bizgraph.extract.sections import SectionBook, sub_indicators
from bizgraph.extract.tails import tail_roles

_BLANKS = " \n\t"
_LONGEST_RUN_IN = 42
_INTRODUCTION = re.compile(r":$|如下$|(?:以下|如下)[^。]{0,4}(?:工作|任务|举措|措施|事项)$")


@dataclass(frozen=True)
class _Stretch:
    """The words of one measure and what they say of responsibility."""

    start: int
    end: int
    roles: Roles | None


def read_measures(context: Context, book: SectionBook, leaf: Leaf) -> Iterator[tuple[Measure, int, int]]:
    """Yield the measures of one statement, with where their words start and end in the clean text: one,
    or two where two actors get an order each.
    """
    for stretch in _stretches(context, leaf):
        words = context.words(stretch.start, stretch.end).strip(_BLANKS + "。;")
        if len(words) < 4 or _INTRODUCTION.search(words) or context.authorities.indicators.is_name(words):
            continue
        yield _measure(context, book, leaf, stretch), stretch.start, stretch.end


def _stretches(context: Context, leaf: Leaf) -> list[_Stretch]:
    """Split a paragraph behind each bracket that names units, if more words follow (MODEL, Measure)."""
    stretches: list[_Stretch] = []
    start = leaf.start
    for cut in (*_role_brackets_inside(context, leaf), *_second_actors(context, leaf)):
        stretches.append(_stretch(context, start, cut))
        start = cut
    stretches.append(_stretch(context, start, leaf.end))
    return stretches


def _role_brackets_inside(context: Context, leaf: Leaf) -> Iterator[int]:
    text = context.text.clean
    start = leaf.start
    for match in re.finditer(
        r"\([^()\n]{4,120}(?:牵头|负责|单位:|部门:)[^()\n]{0,80}\)[。;]?\s*", text[leaf.start : leaf.end]
    ):
        stop = leaf.start + match.end()
        if leaf.end - stop >= 15:
            roles = tail_roles(context, start, stop)
            if roles and roles.start >= leaf.start + match.start():
                yield stop
                start = stop


_ACTOR = re.compile(r"由[^。;]{2,60}?牵头[^。;]*,|(?P<units>[^。;,由]{2,40})牵头[^,。;)]{3,}[,。;]")


def _second_actors(context: Context, leaf: Leaf) -> Iterator[int]:
    """Where a second sentence of one paragraph gives another actor its order: `由A牵头…。由B牵头…。`"""
    text = context.text.clean
    matches = (
        match.start()
        for match in _ACTOR.finditer(text, leaf.start, leaf.end)
        if match["units"] is None or only_units(context, *match.span("units"))
    )
    yield from [start for start in matches if start == leaf.start or text[start - 1] in "。;"][1:]


def _stretch(context: Context, start: int, end: int) -> _Stretch:
    roles = tail_roles(context, start, end)
    if roles is None:
        return _Stretch(start, end, units_in_the_middle(context, start, end))
    stop = max(start, roles.start)
    while stop > start and context.text.clean[stop - 1] in _BLANKS + ",—":
        stop -= 1
    if stop - start < 4:
        return _Stretch(start, end, roles)
    return _Stretch(start, stop, roles)


def _measure(context: Context, book: SectionBook, leaf: Leaf, stretch: _Stretch) -> Measure:
    section = book.of(leaf.setting, leaf.node)
    quote = context.quote(stretch.start, stretch.end)
    if section and section.indicators:
        indicators = _narrowed(context, section.indicators, stretch)
    else:
        indicators = cued(context, leaf, stretch.start, stretch.end)
    roles = stretch.roles
    return Measure(
        key=f"measure/{quote.span.start}",
        number=leaf.number,
        quote=quote,
        section=section.key if section else None,
        region=context.region,
        indicators=indicators,
        sub_indicators=sub_indicators(context, leaf.setting, indicators),
        rule="numbered item that orders action" if leaf.node.marker else "paragraph that orders action",
        responsibilities=roles.responsibilities if roles else (),
        deadline=roles.deadline if roles else None,
        quantities=levels(context, stretch.start, stretch.end),
        benchmarks=models_named(context, stretch.start, stretch.end),
    )


def _narrowed(context: Context, section: tuple[str, ...], stretch: _Stretch) -> tuple[str, ...]:
    """Of a section on several indicators, those that the measure itself is about."""
    if len(section) == 1:
        return section
    indicators = context.authorities.indicators
    words = context.words(stretch.start, stretch.end)
    named = tuple(i for i in indicators.named_in(words) if i in section)
    return named or tuple(i for i in indicators.cued_in(words) if i in section)[:1] or section


def cued(context: Context, leaf: Leaf, start: int, end: int) -> tuple[str, ...]:
    """Return the indicator that a statement's run-in heading is about, where no heading names one."""
    indicators = context.authorities.indicators
    title = context.words(leaf.node.body, leaf.node.title_end)
    words = context.words(start, end)
    named = indicators.named_in(words)
    heading = context.words(*_nearest_title(leaf))
    found = (
        indicators.named_in(title)[:2]
        or (named if len(named) <= 2 else ())
        or indicators.cued_in(title)[:1]
        or _only(indicators.cued_in(heading))
    )
    return found or indicators.cued_in(words, least=2 if title else 1)[:1]


def _only(found: tuple[str, ...]) -> tuple[str, ...]:
    return found if len(found) == 1 else ()


def _nearest_title(leaf: Leaf) -> tuple[int, int]:
    """Where the words of the heading right over a statement stand."""
    nearest = leaf.setting.headings[-1] if leaf.setting.headings else leaf.node
    return (nearest.body, nearest.title_end) if nearest is not leaf.node else (0, 0)


def levels(context: Context, start: int, end: int) -> tuple[Quantity, ...]:
    """Return the levels that a stretch orders to reach."""
    return find_quantities(context.text, start, end, levels_to_reach=True)


def with_roles(measure: Measure, roles: Roles) -> Measure:
    """Give a measure the units or deadline of a role line below it, where it has none of its own."""
    return replace(
        measure,
        responsibilities=measure.responsibilities or roles.responsibilities,
        deadline=measure.deadline or roles.deadline,
    )


def with_own_deadline(context: Context, measure: Measure, start: int, end: int) -> Measure:
    """Give a measure the due date that its one sentence states, where nothing else gives one; of a
    paragraph without a number the first sentence counts, of several sentences one that dates them all.
    """
    if measure.deadline is not None:
        return measure
    first = context.words(start, end).find("。") + 1 or end - start
    run_in = first <= _LONGEST_RUN_IN and first < end - start
    sentences = context.words(start + first * run_in, end).rstrip("。").split("。")
    if len(sentences) > 1 and measure.number:
        return replace(measure, deadline=due_at_close(context.text, start, end, context.year))
    stop = start + first * run_in + len(sentences[0])
    return replace(measure, deadline=due_in_sentence(context.text, start, min(end, stop + 1), context.year))
