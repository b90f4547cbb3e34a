"""Benchmark practices told in a plan: what named places do, one practice for each set of places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bizgraph.extract.context import Context
from bizgraph.extract.facts import Baseline, Practice, RegionMention
from bizgraph.extract.models import models_named
from bizgraph.extract.parts import Leaf
from bizgraph.extract.quantities import find_quantities
from bizgraph.extract.sections import SectionBook, sub_indicators
from bizgraph.extract.statements import read_baseline
from bizgraph.extract.subjects import Subject, subject_of
from bizgraph.outline.nodes import Node, NodeKind

_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]*[”’)》]*|\n")
_PLACES_BEHIND = re.compile(r"[((](?P<places>[^()()]{2,40}?)(?:等(?:多?地|城市|省市|省|市)?)?[))][。;]?\s*$")
_ACTION = re.compile(
    r"把|交由|推[行进动广出]|建[立成设]|实[行施现]|开展|打造|完善|优化|推|出台|制定|设立|成立|构建|探索|加强|提供|采取|通过|将|简化|取消|上线|压[缩减]|办结|试行|试点|健全|强化|鼓励|支持|引导|创新|整合|扩大|提高|规范|启用|应用|运用|利用|明确|拓展|深化|统一|整治|培育|举办|引入|引进|发布|公布|公开|允许|对接|搭建|组建|开[通发设]|发放|组织|落实|落地"
)


@dataclass(frozen=True)
class _Draft:
    """A stretch that is being read as one practice."""

    leaf: Leaf
    start: int
    end: int
    subject: Subject


def read_practices(
    context: Context, book: SectionBook, leaves: Sequence[Leaf]
) -> Iterator[Practice | Baseline]:
    """Yield the practices, and the baselines among them, of passages on benchmark experience."""
    drafts: list[_Draft] = []
    done: set[int] = set()
    for leaf in leaves:
        heading = _heading_with_places(context, leaf)
        if heading is not None:
            if heading.start not in done:
                done.add(heading.start)
                drafts.append(_under_heading(context, leaf, heading))
            continue
        if only_places(context, leaf.start, leaf.end):
            continue
        if _only_levels(context, leaf):
            yield read_baseline(context, book, leaf)
            continue
        drafts = _added(context, drafts, leaf)
    for draft in drafts:
        yield _practice(context, book, draft)


def _heading_with_places(context: Context, leaf: Leaf) -> Node | None:
    """The heading over a statement whose bracket names the places of all under it."""
    label = leaf.setting.label
    nodes: tuple[Node, ...] = (*leaf.setting.headings, label) if label else leaf.setting.headings
    for node in nodes:
        start, end = _title(node)
        if end > start and _bracketed_places(context, start, end):
            return node
    return None


def _title(node: Node) -> tuple[int, int]:
    """Where the words of a heading, or of a label, stand."""
    return (node.start, node.body) if node.kind is NodeKind.LABEL else (node.body, node.title_end)


def _bracketed_places(context: Context, start: int, end: int) -> tuple[tuple[RegionMention, ...], int] | None:
    match = _PLACES_BEHIND.search(context.words(start, end))
    if match is None:
        return None
    left, right = start + match.start("places"), start + match.end("places")
    places = context.places_in(left, right)
    named = sum(len(place.quote.text) for place in places)
    if not places or named < 0.6 * len(re.sub(r"[、,和及与\s市省]", "", match.group("places"))):
        return None
    return places, start + match.start()


def _under_heading(context: Context, leaf: Leaf, heading: Node) -> _Draft:
    found = _bracketed_places(context, *_title(heading))
    places = found[0] if found else ()
    return _Draft(leaf, heading.body, heading.extent, Subject(places))


def only_places(context: Context, start: int, end: int) -> bool:
    """`对标城市:深圳市、杭州市。` names models and tells of no practice."""
    words = re.sub(r"[、,。;和及与\s]|等地?|城市", "", context.words(start, end))
    named = sum(len(place.quote.text) for place in context.places_in(start, end))
    return 0 < len(words) <= named


def _only_levels(context: Context, leaf: Leaf) -> bool:
    """A passage that only states levels is a baseline, wherever it stands (MODEL, Practice)."""
    words = context.words(leaf.start, leaf.end)
    if context.authorities.genre.level_opening.match(words) and re.search(r"\d", words):
        return True
    body = re.sub(r"“[^”]*”|《[^》]*》", "", words)
    figures = find_quantities(context.text, leaf.start, leaf.end, levels_to_reach=False)
    return bool(figures) and not _ACTION.search(body)


def _added(context: Context, drafts: list[_Draft], leaf: Leaf) -> list[_Draft]:
    title = leaf.node.kind is NodeKind.HEADING and _bracketed_places(
        context, leaf.node.body, leaf.node.title_end
    )
    if title:
        return [*drafts, _Draft(leaf, leaf.start, leaf.end, Subject(title[0]))]
    behind = _bracketed_places(context, leaf.start, leaf.end)
    if behind:
        places, end = behind
        return [*drafts, _Draft(leaf, leaf.start, end, Subject(places))]
    over = _places_over(context, leaf)
    found = _drafts_of(context, leaf, over)
    before = drafts[-1] if drafts else None
    if before and found and found[0].subject == over and _goes_on(before, leaf):
        drafts = [*drafts[:-1], replace(before, end=found[0].end)]
        found = found[1:]
    return [*drafts, *found]


def _places_over(context: Context, leaf: Leaf) -> Subject:
    """The places that are all a heading over a statement names: `(一)深圳市南山区`."""
    for node in reversed(leaf.setting.headings):
        if only_places(context, *_title(node)):
            return Subject(context.places_in(*_title(node)))
    return Subject()


def _goes_on(before: _Draft, leaf: Leaf) -> bool:
    return (
        leaf.node.kind is NodeKind.PARAGRAPH
        and before.leaf.setting.headings == leaf.setting.headings
        and before.subject.ids != frozenset()
    )


def _drafts_of(context: Context, leaf: Leaf, over: Subject) -> list[_Draft]:
    """Cut a passage where a sentence opens with new places; the words before belong to the first.

    Where no sentence does, the passage tells of the places `over` it, or of those that it names as models:
    `学习借鉴义乌市“证照联办”做法`.
    """
    drafts: list[_Draft] = []
    start = leaf.start
    current: Subject | None = None
    for left, right in _sentences(context, leaf):
        subject = subject_of(context, left, right)
        if subject is None or (current is not None and subject.ids == current.ids):
            continue
        if current is None:
            current = subject
            continue
        drafts.append(_Draft(leaf, start, left, current))
        start, current = left, subject
    if current is None:
        current = over if over != Subject() else Subject(models_named(context, leaf.start, leaf.end))
    drafts.append(_Draft(leaf, start, leaf.end, current))
    return drafts


def _sentences(context: Context, leaf: Leaf) -> Iterator[tuple[int, int]]:
    """Sentences and clauses between semicolons; a bracket that opens with a place counts as one."""
    for match in _SENTENCE.finditer(context.words(leaf.start, leaf.end)):
        left, right = leaf.start + match.start(), leaf.start + match.end()
        words = context.words(left, right)
        left += len(words) - len(words.lstrip("(” \n"))
        colon = re.match(r"[^,。:]{2,24}:", context.words(left, right))
        if left < right:
            yield left, right
            if colon and left == leaf.start:
                yield left + colon.end(), right


def _practice(context: Context, book: SectionBook, draft: _Draft) -> Practice:
    setting = draft.leaf.setting
    named = next((found for node in setting.headings if (found := book.named(node))), ())
    words, known = context.words(draft.start, draft.end), context.authorities.indicators
    indicators = named or known.named_in(words)[:1] or known.cued_in(words)[:1]
    end = draft.end
    while end > draft.start and context.text.clean[end - 1] in "( \n":
        end -= 1
    quote = context.quote(draft.start, end)
    return Practice(
        f"practice/{quote.span.start}",
        draft.leaf.number,
        quote,
        None,
        context.region,
        indicators,
        sub_indicators(context, setting, indicators),
        rule="told of named places" if draft.subject.ids else "told of nobody by name",
        places=draft.subject.places,
        units=draft.subject.units,
        figures=find_quantities(context.text, draft.start, end, levels_to_reach=False),
    )
