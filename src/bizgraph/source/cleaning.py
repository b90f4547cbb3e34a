"""Dirt out of a text, with the way back kept: each rule is one kind of dirt, their order one list."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import opencc

from bizgraph.source.telephones import MOBILE

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0300\u0301\u0304\u030c"  # the last four: tone marks by themselves
_SYLLABLE = rf"(?:[bpmfdtnlgɡkhjqxrzcsyw]h?)?[aɑeiouüv\u0308{_TONED}]{{1,6}}(?:n[gɡ]?|r)?"


@dataclass(frozen=True)
class Mapped:
    """Characters and, for each, its index in the file as read."""

    characters: str
    origins: Sequence[int]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace characters `start` to `end` by a string that is not longer than what it replaces."""

    start: int
    end: int
    replacement: str = ""


Rule = Callable[[str], Iterable[Edit]]


def clean(source: str) -> Mapped:
    """Return the text without its dirt; every character of it knows where it came from.

    Cleaning a clean text again changes nothing but blanks: a wide gap (`张三   副区长`) is kept as one blank,
    which by itself would be taken for a blank inside a word.
    """
    mapped = Mapped(source, range(len(source)))
    for rule in RULES:
        mapped = _apply(mapped, rule(mapped.characters))
    return mapped


def _apply(mapped: Mapped, edits: Iterable[Edit]) -> Mapped:
    pieces: list[str] = []
    origins = array("I")
    position = 0
    for edit in edits:
        pieces += (mapped.characters[position : edit.start], edit.replacement)
        origins.extend(mapped.origins[position : edit.start])
        origins.extend(mapped.origins[edit.start : edit.start + len(edit.replacement)])
        position = edit.end
    if position == 0:
        return mapped
    pieces.append(mapped.characters[position:])
    origins.extend(mapped.origins[position:])
    return Mapped("".join(pieces), origins)


def _drop(pattern: re.Pattern[str], replacement: str = "") -> Rule:
    return lambda text: (Edit(m.start(), m.end(), replacement) for m in pattern.finditer(text))


def _translate(table: dict[int, str]) -> Rule:
    pattern = re.compile("[" + re.escape("".join(map(chr, table))) + "]+")
    return lambda text: (Edit(m.start(), m.end(), m.group().translate(table)) for m in pattern.finditer(text))


invisible_characters = _drop(
    re.compile("[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2060\ufeff\ufffd]+")
)

line_ends = _drop(re.compile("\r\n?|[\u2028\u2029\u0085\v\f]"), "\n")

# One width for all: the ASCII form of letters, digits and punctuation, so that equal words are equal.
full_width_forms = _translate(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0xFF64: "、", 0xFF61: "。", 0xFE55: ":"}
)

guillemets = _translate({ord(a): b for a, b in zip("«»‹›", "《》〈〉", strict=True)})

odd_spaces = _translate(dict.fromkeys([9, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "))

# `**(一)推行“一件事”。**`: the bold print of a page that was saved as Markdown, where it opens a line. Before
# the word for a division, asterisks mask a name (`**市`).
_BOLD = re.compile(r"(?m)^[ ]*(\*\*)(?![省市县区州镇乡街村])[^*\n]{4,}(\*\*)(?![省市县区州镇乡街村])")


def bold_marks(text: str) -> Iterable[Edit]:
    """Leave out the asterisks on both sides."""
    for match in _BOLD.finditer(text):
        yield from (Edit(*match.span(group)) for group in (1, 2))


_ODD_BRACKETS = re.compile(
    r"(?m)(?:(?P<open>〔)(?![\d\s]*〕)[^〔〕]{1,200}(?P<close>〕)"
    r"|(?<=[。;])(?P<thick_open>【)[^【】]{2,200}(?P<thick_close>】)(?=\s*$))"
)


def odd_brackets(text: str) -> Iterable[Edit]:
    """`〔市税务局牵头〕`, `…。【市税务局】`: brackets like any other, save around the year of a number."""
    for match in _ODD_BRACKETS.finditer(text):
        kind = "" if match["open"] else "thick_"
        yield from (Edit(*match.span(kind + side), mark) for side, mark in (("open", "("), ("close", ")")))


_PINYIN = re.compile(rf"(?<=[{HAN}])(?: *\( *{_SYLLABLE} *\))+")


def pinyin_in_brackets(text: str) -> Iterable[Edit]:
    """`印發(fā)`: the reading of a character that a web page left in brackets behind it."""
    for match in _PINYIN.finditer(text):
        syllables = re.findall("[^ ()]+", match.group())
        if all(_is_reading(syllable, text[match.start() - 1]) for syllable in syllables):
            yield Edit(match.start(), match.end())


def _is_reading(syllable: str, character: str) -> bool:
    plain = syllable.replace("ɑ", "a").replace("ɡ", "g").replace("ü", "v")
    return any(c in _TONED for c in plain) or plain in _readings(character)


@cache
def _readings(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin  # slow to import, and needed only where brackets hold letters

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


# `展?jié)摿`: the same, its opening bracket lost to a wrong decoding.
torn_pinyin = _drop(re.compile(rf"(?<=[{HAN}?])(?=[a-zɡ]{{0,4}}[{_TONED}]){_SYLLABLE}\)"))

mobile_numbers = _drop(MOBILE)

# `—72—`, `- 3 -`, `第 3 页 共 9 页`: page numbers, alone in a line or at the end of one.
page_numbers = _drop(
    re.compile(
        r"(?m)(?:^|(?<=[。;!?\n]))[ ]*"
        r"(?:[-—–]{1,2} *\d{1,4} *[-—–]{1,2}|第 *\d+ *页(?: *[,/]? *共 *\d+ *页)?)[ ]*$"
    )
)

# The blank behind the number of a heading stays: `2 开办企业`.
_MEASURED = "[年月日天家户万亿元件名次倍]|个(?![人体])|项(?!目)|小时|分钟"
_NOT_BEHIND_A_NUMBER = rf"(?<!^\d)(?<!^\d\d)|(?= (?:[^{HAN}]|{_MEASURED}))"
spaces_in_words = _drop(
    re.compile(
        rf"(?m)(?<=[{HAN}、,。;:《》〈〉“”()\[\]〔〕%\d])(?:{_NOT_BEHIND_A_NUMBER})"
        rf" (?=[{HAN}、,。;:《》〈〉“”()〔〕])"
    )
)

spaces_in_dates = _drop(re.compile(r"(?<=[年月第]) +(?=\d)"))

runs_of_spaces = _drop(re.compile(" {2,}"), " ")

spaces_at_line_ends = _drop(re.compile(r"(?m) +$|^ +"))


# Simplified as they stand, whatever phrase they are taken for: 首批|覆盖, and two counties.
_SIMPLIFIED = re.compile("覆(?=[盖蓋])|乾(?=安?[县縣])")
# Traditional, although the character alone has another use: 著力, but 显著.
_TRADITIONAL = re.compile("著(?=[力眼手])")


def traditional_script(text: str) -> Iterable[Edit]:
    """Traditional characters become Simplified ones, one for one, so that no offset moves.

    Words in which no character is Traditional stay as they are: 破坏土地 is not 破|坯土|地.
    """
    simplified = _converter().convert(text)
    if len(simplified) != len(text):  # a phrase of another length: convert character by character
        simplified = "".join(_one_for_one(character) for character in text)
    simplified = _TRADITIONAL.sub("着", simplified)
    kept = {match.start() for match in _SIMPLIFIED.finditer(text)}
    for match in re.finditer(rf"[{HAN}]+", text):
        if simplified[match.start() : match.end()] == match.group():
            continue
        places = range(*match.span())
        strange = (place not in kept and _one_for_one(text[place]) != text[place] for place in places)
        if any(strange) or _TRADITIONAL.search(match.group()):
            words = "".join((text if place in kept else simplified)[place] for place in places)
            yield Edit(*match.span(), words)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _one_for_one(character: str) -> str:
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


RULES: tuple[Rule, ...] = (
    invisible_characters,
    line_ends,
    full_width_forms,
    guillemets,
    odd_brackets,
    odd_spaces,
    bold_marks,
    pinyin_in_brackets,
    torn_pinyin,
    mobile_numbers,
    page_numbers,
    spaces_at_line_ends,
    spaces_in_words,
    spaces_in_dates,
    runs_of_spaces,
    traditional_script,
)
