"""The numbers that Word makes: which one stands in front of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bizgraph.source.docx.package import Element, W
from bizgraph.source.docx.styles import Styles, is_on, number, value
from bizgraph.source.numerals import numeral

BULLET: Final = "•"
_LONGEST_TEXT: Final = 60
_PLACEHOLDER: Final = re.compile(r"%([1-9])")
# Bullets whose sign means what it shows; letters and signs of private use are drawn by symbol fonts.
_SIGN: Final = re.compile(r"[\u2010-\u2015\u2022-\u2027\u25a0-\u27bf\u3013·*+-]+")


@dataclass(frozen=True)
class _Level:
    start: int
    format_name: str
    text: str
    restart: int | None
    legal: bool
    style: str | None


class Numbering:
    """The lists of a file, and how far each has been counted; asked in the order of the text."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        abstract = (
            {} if root is None else {value(a, "abstractNumId"): a for a in root.findall(f"{W}abstractNum")}
        )
        self._lists: dict[int, tuple[str, Mapping[int, _Level], Mapping[int, int]]] = {}
        linked = {value(a.find(f"{W}styleLink")): key for key, a in abstract.items()}
        for each in () if root is None else root.findall(f"{W}num"):
            key = value(each.find(f"{W}abstractNumId"))
            link = abstract[key].find(f"{W}numStyleLink") if key in abstract else None
            key = linked.get(value(link), key) if link is not None else key
            list_number = number(each, "numId")
            if key is not None and key in abstract and list_number is not None:
                self._lists[list_number] = (key, *_levels(abstract[key], each))
        self._counted: dict[str, dict[int, int]] = {}
        self._begun: set[int] = set()

    def label(self, properties: Element | None, style: str | None) -> str:
        """Return the number in front of the next paragraph, or an empty string, and count it."""
        found = self._place(properties, style)
        if found is None:
            return ""
        list_number, level = found
        key, levels, starts = self._lists[list_number]
        counted = self._counted.setdefault(key, {})
        if list_number not in self._begun:
            self._begun.add(list_number)
            for each, start in starts.items():
                counted[each] = start - 1
        counted[level] = counted.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counted if each > level]:
            if deeper not in levels or _restarts(levels[deeper], level):
                del counted[deeper]
        return _printed(levels, counted, level)

    def _place(self, properties: Element | None, style: str | None) -> tuple[int, int] | None:
        """The list and level of a paragraph: its own, else its style's."""
        own = None if properties is None else properties.find(f"{W}numPr")
        list_number = None if own is None else number(own.find(f"{W}numId"))
        level = None if own is None else number(own.find(f"{W}ilvl"))
        if list_number is None:
            by_style = self._styles.numbering(style)
            if by_style is None:
                return None
            _, list_number, its_level = by_style
            level = its_level if level is None else level
            if list_number in self._lists and (own is None or own.find(f"{W}ilvl") is None):
                ids = [value(each, "styleId") for each in self._styles.chain(style)]
                levels = self._lists[list_number][1]
                level = next((i for name in ids for i, each in levels.items() if each.style == name), level)
        if list_number is None or list_number not in self._lists:
            return None
        level = level or 0
        return (list_number, level) if level in self._lists[list_number][1] else None


def _levels(abstract: Element, used: Element) -> tuple[dict[int, _Level], dict[int, int]]:
    """The levels of a list, and the numbers at which this use of it starts anew."""
    levels = {
        i: _level(each) for each in abstract.findall(f"{W}lvl") if (i := number(each, "ilvl")) is not None
    }
    starts: dict[int, int] = {}
    for override in used.findall(f"{W}lvlOverride"):
        index = number(override, "ilvl")
        if index is None:
            continue
        instead = override.find(f"{W}lvl")
        start = number(override.find(f"{W}startOverride"))
        if instead is not None:
            levels[index] = _level(instead)
        if start is not None:
            starts[index] = start
            if index in levels:
                levels[index] = replace(levels[index], start=start)
    return levels, starts


def _level(element: Element) -> _Level:
    start = number(element.find(f"{W}start"))
    return _Level(
        start=0 if start is None else start,
        format_name=value(element.find(f"{W}numFmt")) or "decimal",
        text=(value(element.find(f"{W}lvlText")) or "")[:_LONGEST_TEXT],
        restart=number(element.find(f"{W}lvlRestart")),
        legal=is_on(element.find(f"{W}isLgl")),
        style=value(element.find(f"{W}pStyle")),
    )


def _restarts(level: _Level, above: int) -> bool:
    """Whether a level begins anew behind a paragraph of a level above it."""
    return level.restart is None or 0 <= above < level.restart


def _printed(levels: Mapping[int, _Level], counted: Mapping[int, int], level: int) -> str:
    own = levels[level]
    if own.format_name == "bullet":
        return own.text if _SIGN.fullmatch(own.text) else BULLET

    def figure(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index not in levels:
            return ""
        format_name = levels[index].format_name
        if format_name in ("none", "bullet"):
            return ""
        format_name = "decimal" if own.legal else format_name
        return numeral(counted.get(index, levels[index].start), format_name)

    return _PLACEHOLDER.sub(figure, own.text).strip()
