"""Running heads, page numbers and watermarks: what stands on many pages at the same place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from bizgraph.source.pdf.lines import Line, levels, whole
from bizgraph.source.pdf.sheets import Glyph, Sheet

_OUTERMOST = 3  # lines of a page at either end that may be furniture
_ZONE = 0.17  # of the height of a page
_SAME_HEIGHT = 4.0  # points
_OFTEN = 0.4  # of the pages of one kind: a running head may stand on every other page only
_PAGE_NUMBER = re.compile(
    r"[\s\-—–―－·.|/／~第共页頁]*(\d{1,4})[\s\-—–―－·.|~第页頁]*(?:[/／共]\s*\d{1,4}\s*[页頁]?)?[\s\-—–―－·]*"
)
_CERTAIN = re.compile(r"[-—–―－·]\s*\d{1,4}\s*[-—–―－·]|第\s*\d{1,4}\s*[页頁].*|\d{1,4}\s*[/／]\s*\d{1,4}")
_LARGE = 1.6  # of the usual size: a watermark


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line at the upper or lower end of a page; `height` from that end of the page."""

    page: int
    upper: bool
    height: float
    words: str
    line: Line
    apart: bool  # set smaller than the text, or away from it

    @property
    def figures_off(self) -> str:
        return re.sub(r"\d+", "#", self.words)


def without_watermarks(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the pages without large, light text that stands at the same place on several of them."""
    sizes = [glyph.size for sheet in sheets for glyph in sheet.glyphs]
    if not sizes:
        return list(sheets)
    usual = median(sizes)
    seen: Counter[tuple[str, int, int]] = Counter()
    for sheet in sheets:
        seen.update({_spot(glyph) for glyph in sheet.glyphs if glyph.faint and glyph.size > _LARGE * usual})
    repeated = {spot for spot, count in seen.items() if count > max(1, 0.3 * len(sheets))}
    if not repeated:
        return list(sheets)
    return [
        replace(
            sheet,
            glyphs=tuple(
                glyph
                for glyph in sheet.glyphs
                if not (glyph.faint and glyph.size > _LARGE * usual and _spot(glyph) in repeated)
            ),
        )
        for sheet in sheets
    ]


def _spot(glyph: Glyph) -> tuple[str, int, int]:
    return glyph.text, round(glyph.left / 3), round(glyph.baseline / 3)


def furniture(sheets: Sequence[Sheet], pages: Sequence[Sequence[Line]]) -> list[frozenset[Line]]:
    """Return for each page its lines that are running heads or page numbers.

    A page number counts on from page to page; a running head stands at the same height on many pages with the
    same words, figures aside.
    """
    sizes = Counter(round(glyph.size, 1) for sheet in sheets for glyph in sheet.glyphs)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    candidates = [
        candidate
        for sheet, lines in zip(sheets, pages, strict=True)
        for candidate in _candidates(sheet, lines, usual)
    ]
    found = [*_page_numbers(candidates, len(sheets)), *_running_heads(candidates, sheets)]
    by_page: Mapping[int, set[Line]] = defaultdict(set)
    for candidate in found:
        by_page[candidate.page].add(candidate.line)
    return [
        frozenset(line for line in lines if _is_of(line, by_page.get(sheet.number, set())))
        for sheet, lines in zip(sheets, pages, strict=True)
    ]


def _is_of(line: Line, dropped: set[Line]) -> bool:
    """A stretch belongs to a dropped line if it stands in it."""
    return any(
        abs(line.baseline - other.baseline) <= 1
        and other.left - 1 <= line.left
        and line.right <= other.right + 1
        for other in dropped
    )


def _candidates(sheet: Sheet, lines: Sequence[Line], usual: float) -> Iterable[_Candidate]:
    rows = [whole(level) for level in levels(lines)]
    if not rows:
        return
    gaps = [after.baseline - before.baseline for before, after in pairwise(rows)]
    leading = median(gaps) if gaps else 0.0
    for upper in (True, False):
        ends = rows[:_OUTERMOST] if upper else rows[::-1][:_OUTERMOST]
        inner = rows[1 : _OUTERMOST + 1] if upper else rows[::-1][1 : _OUTERMOST + 1]
        for index, row in enumerate(ends):
            height = row.baseline if upper else sheet.height - row.baseline
            if height > _ZONE * sheet.height:
                break
            gap = abs(inner[index].baseline - row.baseline) if index < len(inner) else 0.0
            apart = row.size < 0.92 * usual or (leading > 0 and gap > 1.5 * leading)
            yield _Candidate(sheet.number, upper, height, "".join(row.text.split()), row, apart)


def _page_numbers(candidates: Sequence[_Candidate], pages: int) -> Iterable[_Candidate]:
    numbers = [
        (candidate, int(match[1]))
        for candidate in candidates
        if (match := _PAGE_NUMBER.fullmatch(candidate.words))
    ]
    ahead = Counter(number - candidate.page for candidate, number in numbers)
    steady = {difference for difference, count in ahead.items() if count >= 2}
    confirmed = [c for c, number in numbers if number - c.page in steady]
    yield from confirmed
    for candidate, number in numbers:
        if number - candidate.page in steady:
            continue
        alike = any(
            c.upper == candidate.upper
            and abs(c.height - candidate.height) <= _SAME_HEIGHT
            and c.figures_off == candidate.figures_off
            for c in confirmed
        )
        lone = pages <= 2 and candidate.apart and number == candidate.page
        if alike or lone or (pages <= 2 and _CERTAIN.fullmatch(candidate.words)):
            yield candidate


def _running_heads(candidates: Sequence[_Candidate], sheets: Sequence[Sheet]) -> Iterable[_Candidate]:
    alike: dict[tuple[bool, int, str], list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        for step in (0, 1):  # heights are put into overlapping bands, so that none falls between two
            band = int((candidate.height + step * _SAME_HEIGHT / 2) // _SAME_HEIGHT) * 2 + step
            alike[(candidate.upper, band, candidate.figures_off)].append(candidate)
    heights = {sheet.number: round(sheet.height) for sheet in sheets}
    kinds = Counter(heights.values())
    for same in alike.values():
        shown = {candidate.page for candidate in same}
        of_kind = sum(kinds[height] for height in {heights[page] for page in shown})
        if len(shown) < 2 or len(shown) < _OFTEN * of_kind:
            continue
        if len({candidate.words for candidate in same}) > 1 and not all(c.apart for c in same):
            continue  # `附件1`, `附件2`: at the head of pages, but not above them
        if len(shown) < 3 and not all(candidate.apart for candidate in same):
            continue
        yield from same
