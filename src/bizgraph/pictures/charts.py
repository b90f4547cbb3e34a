"""Charts for reports: bars, stacked bars, heat maps and timelines, each a small value that can be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from bizgraph.pictures.fonts import face
from bizgraph.pictures.sheet import (
    INK,
    LINE_HEIGHT,
    MUTED,
    NOTE_SIZE,
    PALETTE,
    PAPER,
    RULE,
    TEXT_SIZE,
    Form,
    Sheet,
    drawing,
)
from bizgraph.pictures.words import say

Number: TypeAlias = int | float | Decimal

_WIDTH: Final = 482.0  # what an A4 page has between margins of 2 cm
_MARGIN: Final = 6.0
_ROW: Final = 17.0
_BAR: Final = 11.0
_LABELS: Final = 0.36  # the largest share of the width for names
_FAINT: Final = (0.93, 0.96, 0.98)
_STRONG: Final = (0.12, 0.35, 0.54)
_MONTHS_NAMED: Final = 18


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name. The words at its end are its value, unless others are given."""

    label: str
    value: Number
    words: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, from top to bottom."""

    title: str
    bars: tuple[Bar, ...]
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar of several parts: one value for each series."""

    label: str
    values: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Horizontal bars of several parts, the sum at the end of each."""

    title: str
    series: tuple[str, ...]
    stacks: tuple[Stack, ...]
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Numbers in a grid, the greater the darker; None where there is none."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[Number | None, ...], ...]
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Timeline:
    """How much falls into each month, `(year, month)`; months between that are not given have nothing."""

    title: str
    months: tuple[tuple[tuple[int, int], int], ...]
    language: str = "zh"


Chart: TypeAlias = Bars | StackedBars | HeatMap | Timeline


def draw_chart(chart: Chart, form: Form, *, headed: bool = False) -> bytes:
    """Draw a chart as wide as the text of an A4 page, and as high as it needs.

    Its title is drawn if it stands alone (`headed`); a report sets the title as text. A chart without values
    says that there are none.
    """
    with drawing():
        match chart:
            case Bars(bars=bars) if bars:
                sheet = _bars(chart)
            case StackedBars(stacks=stacks) if stacks:
                sheet = _stacked(chart)
            case HeatMap(rows=rows, columns=columns) if rows and columns:
                sheet = _heat_map(chart)
            case Timeline(months=months) if months:
                sheet = _timeline(chart)
            case _:
                sheet = Sheet(_WIDTH, 2 * _ROW)
                sheet.text(_MARGIN, _ROW - 3, say("chart", "empty", chart.language), colour=MUTED)
        if headed:
            sheet.head(chart.title)
        return sheet.write(form)


def _bars(chart: Bars) -> Sheet:
    sheet = Sheet(_WIDTH, len(chart.bars) * _ROW + 2 * _MARGIN)
    words = [bar.words or _written(bar.value) for bar in chart.bars]
    left = _label_width([bar.label for bar in chart.bars])
    length = _length(sheet, left, [bar.value for bar in chart.bars], words)
    for index, (bar, told) in enumerate(zip(chart.bars, words, strict=True)):
        y = sheet.height - _MARGIN - (index + 1) * _ROW
        end = left + length * max(float(bar.value), 0.0)
        _label(sheet, bar.label, left, y)
        sheet.rectangle(left, y + (_ROW - _BAR) / 2, end - left, _BAR, PALETTE[0])
        sheet.text(end + 4, y + _ROW / 2, told, size=NOTE_SIZE, up="center")
    _foot(sheet, left)
    return sheet


def _stacked(chart: StackedBars) -> Sheet:
    sheet = Sheet(_WIDTH, (len(chart.stacks) + 1) * _ROW + 2 * _MARGIN)
    sums = [sum(stack.values) for stack in chart.stacks]
    words = list(map(_written, sums))
    left = _label_width([stack.label for stack in chart.stacks])
    length = _length(sheet, left, sums, words)
    _legend(sheet, left, chart.series)
    for index, (stack, told) in enumerate(zip(chart.stacks, words, strict=True)):
        y = sheet.height - _MARGIN - (index + 2) * _ROW
        x = left
        _label(sheet, stack.label, left, y)
        for number, value in enumerate(stack.values):
            width = length * max(float(value), 0.0)
            sheet.rectangle(x, y + (_ROW - _BAR) / 2, width, _BAR, PALETTE[number % len(PALETTE)])
            x += width
        sheet.text(x + 4, y + _ROW / 2, told, size=NOTE_SIZE, up="center")
    _foot(sheet, left)
    return sheet


def _legend(sheet: Sheet, x: float, series: Sequence[str]) -> None:
    y = sheet.height - _MARGIN - _ROW
    room = (sheet.width - _MARGIN - x) / max(len(series), 1)
    for number, name in enumerate(series):
        words = face().wrapped(name, NOTE_SIZE, room - 20, 1)
        sheet.rectangle(x, y + _ROW / 2 - 4, 8, 8, PALETTE[number % len(PALETTE)])
        sheet.text(x + 12, y + _ROW / 2, words, size=NOTE_SIZE, up="center")
        x += min(room, 12 + face().width(words, NOTE_SIZE) + 14)


def _heat_map(chart: HeatMap) -> Sheet:
    left = _label_width(chart.rows)
    cell = min((_WIDTH - _MARGIN - left) / len(chart.columns), 90.0)
    heads = [face().wrapped(column, NOTE_SIZE, cell - 4, 3) for column in chart.columns]
    head = max(words.count("\n") + 1 for words in heads) * NOTE_SIZE * LINE_HEIGHT + 6
    sheet = Sheet(_WIDTH, len(chart.rows) * _ROW + head + 2 * _MARGIN)
    for index, words in enumerate(heads):
        x = left + (index + 0.5) * cell
        sheet.text(x, sheet.height - _MARGIN - head + 4, words, size=NOTE_SIZE, across="center", up="bottom")
    most = max((float(value) for row in chart.values for value in row if value is not None), default=0.0)
    for number, (name, values) in enumerate(zip(chart.rows, chart.values, strict=True)):
        y = sheet.height - _MARGIN - head - (number + 1) * _ROW
        _label(sheet, name, left, y)
        for index, value in enumerate(values):
            if value is not None:
                share = max(float(value), 0.0) / most if most > 0 else 0.0
                x = left + index * cell
                sheet.rectangle(x + 1, y + 1, cell - 2, _ROW - 2, _shade(share))
                colour = PAPER if share > 0.5 else INK
                middle = (x + cell / 2, y + _ROW / 2)
                sheet.text(
                    *middle, _written(value), size=NOTE_SIZE, colour=colour, across="center", up="center"
                )
    return sheet


def _shade(share: float) -> str:
    """Return the colour of a share of the greatest value; the least still differs from the paper."""
    mixed = (low + (high - low) * share for low, high in zip(_FAINT, _STRONG, strict=True))
    return "#" + "".join(f"{round(255 * part):02x}" for part in mixed)


def _timeline(chart: Timeline) -> Sheet:
    counts = dict(chart.months)
    first, last = min(counts), max(counts)
    months = [
        (number // 12, number % 12 + 1)
        for number in range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
    ]
    sheet = Sheet(_WIDTH, 124)
    foot, room = 34.0, 68.0
    step = min((sheet.width - 2 * _MARGIN) / len(months), 60.0)
    most = max(max(counts.values()), 1)
    named = max(1, -(-len(months) // _MONTHS_NAMED))
    for index, month in enumerate(months):
        x = _MARGIN + (index + 0.5) * step
        count = counts.get(month, 0)
        sheet.rectangle(x - step * 0.32, foot, step * 0.64, room * count / most, PALETTE[0])
        if count:
            sheet.text(x, foot + room * count / most + 3, str(count), size=NOTE_SIZE, across="center")
        if index % named == 0:
            words = say("chart", "month", chart.language, month=month[1])
            sheet.text(x, foot - 11, words, size=NOTE_SIZE, colour=MUTED, across="center")
        if month[1] == 1 or index == 0:
            sheet.text(x, foot - 23, str(month[0]), size=NOTE_SIZE, bold=True, across="center")
    sheet.line((_MARGIN, _MARGIN + step * len(months)), (foot, foot), colour=MUTED)
    return sheet


def _label_width(labels: Sequence[str]) -> float:
    """Return where bars begin: right of the longest name, within reason."""
    widest = max(face().width(face().legible(label), TEXT_SIZE) for label in labels)
    return min(_MARGIN + widest + 8, _WIDTH * _LABELS)


def _label(sheet: Sheet, words: str, right: float, y: float) -> None:
    shown = face().wrapped(words, TEXT_SIZE, right - _MARGIN - 6, 1)
    sheet.text(right - 6, y + _ROW / 2, shown, across="right", up="center")


def _length(sheet: Sheet, left: float, values: Sequence[Number], words: Sequence[str]) -> float:
    """Return how long one unit is, so that the longest bar leaves room for the words at its end."""
    told = max(face().width(face().legible(each), NOTE_SIZE) for each in words)
    return (sheet.width - left - _MARGIN - told - 8) / max(float(max(values)), 1e-9)


def _foot(sheet: Sheet, left: float) -> None:
    sheet.line((left, left), (_MARGIN, sheet.height - _MARGIN), colour=RULE, width=0.8)


def _written(value: Number) -> str:
    """Write a number without zeros that say nothing."""
    return f"{value:f}".rstrip("0").rstrip(".") if not isinstance(value, int) else str(value)
