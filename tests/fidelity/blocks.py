"""The text of a seed as blocks: titles, headings, items, paragraphs and tables with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a block of a document is."""

    FURNITURE = "furniture"
    TITLE = "title"
    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table and how many rows it takes."""

    words: str
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A block; `shape` and `number` are its marker (`{}.` and 3), where that is automatic."""

    kind: Kind
    words: str
    level: int = 0
    shape: str = ""
    number: int = 0
    rows: tuple[tuple[Cell, ...], ...] = ()


_HAN: Final = "一二三四五六七八九十"
_FURNITURE: Final = re.compile(r"(?:您?当前.{0,4}位置|访问量|发布时间)")
_TITLE: Final = re.compile(r"[^。;:]{6,60}(?:方案|通知|做法|方案\(2021\))(?:》的通知)?$")
_SHAPES: Final = (
    (re.compile(rf"([{_HAN}]{{1,3}})、\s*"), "{}、", 2),
    (re.compile(rf"\(([{_HAN}]{{1,3}})\)\s*"), "({})", 3),
    (re.compile(r"(\d{1,3})\.(?!\d)\s*"), "{}.", 4),
)
_ATTACHMENT: Final = re.compile(r"附[件加]\s?\d{0,2}$")
_LONGEST_HEADING: Final = 45

# The rows of the task table that print fewer cells than it has columns, by the first words of the row: which
# columns those are, of indicator, problem, symptom, action, lead, responsible and time. An `_` is a cell that
# is there and empty; the columns that are not named are reached into from above.
_COLUMNS: Final = "ipsalrt"
_BY_LENGTH: Final = {7: "ipsalrt", 6: "psalrt", 5: "psart", 4: "psar", 3: "psa"}
_SHORT_ROWS: Final = {
    "未實現UKey": "sart",
    "就業(yè)服務": "psat",
    "用氣報裝": "psa_t",
    "執(zhí)法檢查": "sar",
    "尚未實現": "sar",
    "(十八)包容": "ipsalr_",
}


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a seed's text in order."""
    found: list[Block] = []
    rows: list[list[str]] = []
    for number, line in enumerate(text.splitlines()):
        words = line.strip()
        if words.count("|") >= 2:
            rows.append([cell.strip() for cell in words.rstrip().removesuffix("|").split("|")])
            continue
        if rows and words:
            found.append(Block(Kind.TABLE, "", rows=_merged(rows)))
            rows = []
        if words:
            found.append(_block(words, number))
    if rows:
        found.append(Block(Kind.TABLE, "", rows=_merged(rows)))
    return tuple(_with_numbers(found))


def _block(words: str, line: int) -> Block:
    if line < 8 and _FURNITURE.match(words):
        return Block(Kind.FURNITURE, words)
    if _ATTACHMENT.match(words):
        return Block(Kind.HEADING, words, 2)
    if line < 24 and _TITLE.match(words):
        return Block(Kind.TITLE, words, 1)
    for pattern, shape, level in _SHAPES:
        match = pattern.match(words)
        if match and match.end() < len(words):
            short = len(words) <= _LONGEST_HEADING and not re.search("[。;]", words)
            kind = Kind.HEADING if short and level < 4 else Kind.ITEM
            number = int(match[1]) if match[1].isdigit() else _value(match[1])
            plain = match.group() == shape.format(match[1])
            return Block(kind, words, level, shape if plain else "", number)
    return Block(Kind.PARAGRAPH, words)


def _value(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _HAN.index(numeral) + 1
    return 10 * (_HAN.index(tens) + 1 if tens else 1) + (_HAN.index(ones) + 1 if ones else 0)


def _with_numbers(found: Sequence[Block]) -> Iterator[Block]:
    """Make every other list of each shape automatic: of these the number leaves the words."""
    last: dict[str, int] = {}
    lists: dict[str, int] = {}
    for block in found:
        if not block.shape:
            yield block
            continue
        if block.number != last.get(block.shape, -1) + 1:
            lists[block.shape] = lists.get(block.shape, 0) + 1
        last[block.shape] = block.number
        yield block if lists[block.shape] % 2 else replace(block, shape="")


def _merged(rows: Sequence[Sequence[str]]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows with their spanning cells as such: what is not printed is reached into from above."""
    width = len(rows[0])
    given: list[dict[int, str]] = []
    for cells in rows:
        if len(cells) == width:
            given.append(dict(enumerate(cells)))
        elif not cells[0]:  # `| 10月底 |`: a cell that was torn from the row above
            given[-1][width - 1] = cells[-1]
        else:
            given.append(_placed(cells))
    spans = [[1] * width for _ in given]
    for column in range(width):
        start = 0
        for index, row in enumerate(given):
            if column in row:
                start = index
            else:
                spans[start][column] += 1
    return tuple(
        tuple(Cell(row[column], spans[index][column]) for column in range(width) if column in row)
        for index, row in enumerate(given)
    )


def _placed(cells: Sequence[str]) -> dict[int, str]:
    columns = next(
        (columns for words, columns in _SHORT_ROWS.items() if cells[0].startswith(words)),
        _BY_LENGTH[len(cells)],
    )
    row: dict[int, str] = {}
    words = iter(cells)
    for letter in columns:
        if letter == "_":
            row[max(row) + 1] = ""
        else:
            row[_COLUMNS.index(letter)] = next(words, "")
    return row
