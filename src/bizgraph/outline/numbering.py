"""Chinese numbering: the marker in front of a heading or item, at every level."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100}
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_NUMERAL = "[〇零一二三四五六七八九十百]+"
_FORMAL_NUMERAL = "(?:[壹贰叁肆伍陆柒捌玖]?拾[壹贰叁肆伍陆柒捌玖]?|[壹贰叁肆伍陆柒捌玖])"
# `1.5天`, `3.2万户` at the beginning of a line are figures, no numbers of headings.
_DIVISION = "(?:(?:重点|突围|提升|攻坚|专项)?(?:领域|指标|专项|板块|行动|工程|改革))"
_MEASURED = r"\s?(?:%|‰|个(?![人体])|天|小时|分钟|工作日|年|月|日|元|万|亿|倍)"


class MarkerKind(StrEnum):
    """The shapes that numbering takes, named after what stands in a document."""

    ATTACHMENT = "附件1"
    CASE = "案例一"
    PART = "第一部分"
    CHAPTER = "第一章"
    SUBCHAPTER = "第一节"
    ARTICLE = "第一条"
    HAN = "一、"
    HAN_IN_BRACKETS = "(一)"
    ORDINAL = "第一、"
    DECIMAL = "1.1"
    ARABIC = "1."
    ARABIC_IN_BRACKETS = "(1)"
    ARABIC_BRACKET = "1)"
    CIRCLED = "①"
    DASH = "——"


# Items that stay in the text of the item over them (MODEL: "items numbered below it").
BELOW_ITEMS = frozenset(
    {MarkerKind.ARABIC_IN_BRACKETS, MarkerKind.ARABIC_BRACKET, MarkerKind.CIRCLED, MarkerKind.DASH}
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A number in front of a line: its kind, value (None where it is lost) and length as printed."""

    kind: MarkerKind
    value: int | None
    printed: str


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(body)


_SHAPES: tuple[tuple[MarkerKind, re.Pattern[str]], ...] = (
    (MarkerKind.ATTACHMENT, _pattern(rf"附[件加表录]\s?(?P<n>\d{{1,2}}|{_NUMERAL})?(?=[\s::]|$)[::]?\s?")),
    (MarkerKind.CASE, _pattern(rf"(?:典型|创新|优秀)?案例\s?(?P<n>\d{{1,3}}|{_NUMERAL})[、.:\s]?\s?")),
    (MarkerKind.PART, _pattern(rf"第\s?(?P<n>\d{{1,3}}|{_NUMERAL})\s?(?:部分|编|篇|项)[、.:\s]?")),
    (MarkerKind.PART, _pattern(rf"{_DIVISION}(?P<n>\d{{1,2}}|{_NUMERAL})(?:[\s:、]|\.(?!\d))+")),
    (MarkerKind.PART, _pattern(rf"[\u4e00-\u9fff]{{2,8}}之(?P<n>{_NUMERAL})[\s:、]+(?!是)")),
    (MarkerKind.CHAPTER, _pattern(rf"第\s?(?P<n>\d{{1,3}}|{_NUMERAL})\s?章[、.:\s]?")),
    (MarkerKind.SUBCHAPTER, _pattern(rf"第\s?(?P<n>\d{{1,3}}|{_NUMERAL})\s?节[、.:\s]?")),
    (MarkerKind.ARTICLE, _pattern(rf"第\s?(?P<n>\d{{1,3}}|{_NUMERAL})\s?条[、.:\s]?")),
    (MarkerKind.HAN, _pattern(rf"(?P<n>{_NUMERAL})[、.](?!\d)\s?")),
    (MarkerKind.HAN, _pattern(rf"(?P<n>{_FORMAL_NUMERAL})[、.]\s?")),
    (MarkerKind.HAN, _pattern(r"(?P<n>)、(?=\S)")),
    (MarkerKind.HAN_IN_BRACKETS, _pattern(rf"[(〔\[]\s?(?P<n>{_NUMERAL})\s?[)〕\]][、.]?\s?")),
    (MarkerKind.HAN_IN_BRACKETS, _pattern(r"(?P<n>[\u3220-\u3229])[、.]?\s?")),
    (MarkerKind.ORDINAL, _pattern(rf"第(?P<n>{_NUMERAL})[、.:]\s?")),
    (
        MarkerKind.DECIMAL,
        _pattern(rf"(?P<n>[1-9]\d?(?:\.\d{{1,2}}){{1,3}})(?:[.、]\s?|\s|(?=[^\d\s.]))(?!{_MEASURED})"),
    ),
    (MarkerKind.ARABIC, _pattern(r"(?P<n>\d{1,3})\s?[.、](?:(?!\d)\s?|(?=(?:19|20)\d{2}年))")),
    (MarkerKind.ARABIC, _pattern(rf"(?P<n>\d{{1,2}}) (?=[\u3400-\u9fff])(?!{_MEASURED})")),
    (MarkerKind.ARABIC, _pattern(r"[A-Z][-.]?(?P<n>\d{1,2})[.、\s]\s?(?=[\u3400-\u9fff])")),
    (MarkerKind.ARABIC, _pattern(r"(?P<n>[\u2488-\u249b])[、.]?\s?")),
    (MarkerKind.ARABIC_IN_BRACKETS, _pattern(r"\((?P<n>\d{1,2})\)[、.]?\s?")),
    (MarkerKind.ARABIC_IN_BRACKETS, _pattern(r"(?P<n>[\u2474-\u2487])[、.]?\s?")),
    (MarkerKind.ARABIC_BRACKET, _pattern(r"(?P<n>\d{1,2})\)[、.]?\s?")),
    (MarkerKind.CIRCLED, _pattern(r"(?P<n>[\u2460-\u2473])[、.]?\s?")),
    (MarkerKind.DASH, _pattern(r"(?P<n>)(?:—{1,2}|[◆◇▲△▶►■□●○★☆※❖➤•])\s?(?=\S)")),
)


def marker_at(text: str, position: int) -> Marker | None:
    """Return the marker that stands at `position` of the clean text, or None."""
    for kind, pattern in _SHAPES:
        match = pattern.match(text, position)
        if match and match.end() > position:
            return Marker(kind, _value(kind, match.group("n")), match.group())
    return None


def _value(kind: MarkerKind, printed: str | None) -> int | None:
    if not printed:
        return None
    if len(printed) == 1 and unicodedata.category(printed) == "No":  # `①`, `⑴`, `⒈`, `㈠`
        return int(unicodedata.numeric(printed))
    if kind is MarkerKind.DECIMAL:
        return int(printed.rpartition(".")[2])
    return int(printed) if printed.isdigit() else numeral(printed)


def numeral(printed: str) -> int | None:
    """Return the value of a Chinese numeral up to 999 (`二十一`, `一百零五`, `三〇`, `贰`), or None."""
    printed = printed.translate(_PLAIN)
    if not any(c in _TENS for c in printed):
        digits = [_DIGITS.get(c) for c in printed]
        return None if None in digits or not digits else int("".join(map(str, digits)))
    total, digit = 0, None
    for character in printed:
        if character in _TENS:
            total += _TENS[character] * (1 if digit is None else digit)
            digit = None
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            return None
    return total + (digit or 0)


# A marker in the middle of a paragraph, where two items were run together: `…办结。(二)建立…`.
_RUN_TOGETHER = re.compile(
    rf"(?<=[。;!?:)”])(?=\({_NUMERAL}\)\S|{_NUMERAL}、\S|\d{{1,3}}[.、][^\d\s]|第{_NUMERAL}[章节条])"
)


def markers_inside(text: str, start: int, end: int) -> tuple[int, ...]:
    """Return the positions inside a paragraph at which a heading or item may have been run together."""
    return tuple(m.start() for m in _RUN_TOGETHER.finditer(text, start + 1, end))
