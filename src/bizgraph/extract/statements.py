"""Gaps, baselines and targets: statements that order nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bizgraph.extract.context import Context
from bizgraph.extract.facts import Baseline, Gap, Target
from bizgraph.extract.genre import PartKind
from bizgraph.extract.measures import cued, levels
from bizgraph.extract.parts import Leaf
from bizgraph.extract.quantities import find_quantities
from bizgraph.extract.sections import SectionBook, sub_indicators
from bizgraph.outline.nodes import NodeKind

_SPOKEN_ITEM = re.compile(
    r"(?:^|(?<=[。;,:\s]))(?P<number>[一二三四五六七八九十]是|其[一二三四五六七八九十](?=[,是]))"
)


def merged_passages(leaves: Iterable[Leaf]) -> Iterator[Leaf]:
    """Join the unnumbered paragraphs of one passage: an unnumbered passage is one (MODEL, Gap)."""
    before: Leaf | None = None
    for leaf in leaves:
        if (
            before is not None
            and leaf.node.kind is before.node.kind is NodeKind.PARAGRAPH
            and leaf.setting.label is before.setting.label
            and leaf.setting.headings == before.setting.headings
        ):
            before = replace(before, end=leaf.end)
            continue
        if before is not None:
            yield before
        before = leaf
    if before is not None:
        yield before


def read_gaps(context: Context, book: SectionBook, leaf: Leaf) -> Iterator[Gap]:
    """Yield the shortfalls of one passage, also those counted as `一是…;二是…`."""
    for number, start, end in spoken_items(context, leaf):
        base = _base(context, book, leaf, start, end)
        quote = context.quote(start, end)
        yield Gap(
            key=f"gap/{quote.span.start}",
            number=number,
            quote=quote,
            section=None,
            region=context.region,
            indicators=base.indicators,
            sub_indicators=base.subs,
            rule="item of a passage headed as a gap",
            quantities=find_quantities(context.text, start, end, levels_to_reach=False),
            compared_with=tuple(p for p in context.places_in(start, end) if not context.is_own(p.region)),
        )


def _about(context: Context, leaf: Leaf, start: int, end: int) -> tuple[str, ...]:
    """What a statement under no heading of an indicator is about: those that it names itself."""
    indicators = context.authorities.indicators
    words = context.words(start, end)
    if leaf.setting.part is PartKind.AIMS:
        own = context.authorities.genre.own_aim.match(words)
        return indicators.named_in(words) or indicators.cued_in(words)[:1] if leaf.number and not own else ()
    return cued(context, leaf, start, end) or indicators.named_in(words)[:1] or indicators.cued_in(words)[:1]


def spoken_items(context: Context, leaf: Leaf) -> list[tuple[str, int, int]]:
    """Split a passage at `一是`, `二是`; the whole passage where it does not count so."""
    words = context.words(leaf.start, leaf.end)
    found = list(_SPOKEN_ITEM.finditer(words))
    if len(found) < 2:
        return [(leaf.number, leaf.start, leaf.end)]
    stops = [match.start() for match in found[1:]] + [len(words)]
    items = []
    for match, stop in zip(found, stops, strict=True):
        start = leaf.start + match.end() + (words[match.end() : match.end() + 1] in ",,")
        items.append((match.group("number"), start, leaf.start + stop))
    return items


def read_baseline(context: Context, book: SectionBook, leaf: Leaf) -> Baseline:
    """Return the statement of where the region stands that a passage makes."""
    start = _behind_indicator_name(context, leaf)
    quote = context.quote(start, leaf.end)
    base = _base(context, book, leaf, leaf.start, leaf.end)
    return Baseline(
        key=f"baseline/{quote.span.start}",
        number=leaf.number,
        quote=quote,
        section=None,
        region=context.region,
        indicators=base.indicators,
        sub_indicators=base.subs,
        rule="passage on where the region stands",
        quantities=find_quantities(context.text, leaf.start, leaf.end, levels_to_reach=False),
    )


def _behind_indicator_name(context: Context, leaf: Leaf) -> int:
    """`(一)开办企业。2021年…`: a run-in heading that only names an indicator is no part of it."""
    title = context.words(leaf.node.body, leaf.node.title_end).strip("。: ")
    indicators = context.authorities.indicators
    names = {
        name
        for i in indicators.named_in(title)
        for name in (indicators.get(i).label, *indicators.get(i).names)
    }
    return leaf.node.title_end if title in names and leaf.node.kind is not NodeKind.HEADING else leaf.start


def read_target(context: Context, book: SectionBook, leaf: Leaf) -> Target:
    """Return the aim that a passage states."""
    quote = context.quote(leaf.start, leaf.end)
    base = _base(context, book, leaf, leaf.start, leaf.end)
    return Target(
        key=f"target/{quote.span.start}",
        number=leaf.number,
        quote=quote,
        section=None,
        region=context.region,
        indicators=base.indicators,
        sub_indicators=base.subs,
        rule="passage headed as a target" if leaf.setting.label else "general aim at the head of the plan",
        quantities=levels(context, leaf.start, leaf.end),
    )


@dataclass(frozen=True)
class _Base:
    """The indicators that a statement is about."""

    indicators: tuple[str, ...]
    subs: tuple[str, ...]


def _base(context: Context, book: SectionBook, leaf: Leaf, start: int, end: int) -> _Base:
    named = next((found for node in leaf.setting.headings if (found := book.named(node))), ())
    indicators = named or _about(context, leaf, start, end)
    return _Base(indicators, sub_indicators(context, leaf.setting, indicators))
