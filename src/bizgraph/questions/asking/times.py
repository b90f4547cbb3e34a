"""Stretches of time in questions: 2022年6月底前, the third quarter of 2022, after 2022-06-30."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ORDINALS: Final = {
    **dict(zip("一二三四1234", (1, 2, 3, 4) * 2, strict=True)),
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4},
}
_YEAR: Final = r"(?P<year>20\d\d)"
_DAY: Final = r"(?P<month>1[0-2]|0?[1-9])(?:月|[-/.])(?P<day>3[01]|[12]\d|0?[1-9])[日号]?"
_SIDE: Final = (
    r"(?P<side>[底末中]?\s*(?:以前|之前|前|以后|之后|后|起|以来|以内|之内|内|间|期间|之间|当中|截止)?)"
)
_MONTH_NAME: Final = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_ENGLISH_SIDE: Final = (
    r"(?P<side>by the end of|until the end of|before the end of|no later than|not later than|later than"
    r"|by|before|until|till|after|since|from|in|during|within|on|at the end of|end of|the end of)"
)
_CHINESE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}\s*(?:年|[-/.])\s*{_DAY}\s*{_SIDE}",
        rf"{_YEAR}\s*年\s*(?P<begin_month>1[0-2]|[1-9])月?\s*(?:至|到|-|—|~)\s*(?P<month>1[0-2]|[1-9])月份?\s*{_SIDE}",
        rf"{_YEAR}\s*年?\s*第?(?P<quarter>[一二三四1234])季度\s*{_SIDE}",
        rf"{_YEAR}\s*年?\s*(?P<half>[上下])半年\s*{_SIDE}",
        rf"{_YEAR}\s*(?:年|[-/.])\s*(?P<month>1[0-2]|0?[1-9])\s*月?份?\s*{_SIDE}",
        rf"(?<!\d)(?P<month>1[0-2]|[1-9])月份?\s*{_SIDE}",
        rf"第?(?P<quarter>[一二三四1234])季度\s*{_SIDE}",
        rf"{_YEAR}\s*年?度?\s*{_SIDE}",
    )
)
_ENGLISH: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:\bbetween\s+|\bfrom\s+)(?P<begin>{_MONTH_NAME})\.?\s+(?:and|to|until)\s+(?P<name>{_MONTH_NAME})\.?\s+{_YEAR}\b",
        rf"(?:\b{_ENGLISH_SIDE}\s+)?(?:the\s+)?\b{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b",
        rf"(?:\b{_ENGLISH_SIDE}\s+)?(?:the\s+)?\b(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?\s+(?P<name>{_MONTH_NAME})\.?,?\s+{_YEAR}\b",
        rf"(?:\b{_ENGLISH_SIDE}\s+)?(?:the\s+)?\b(?P<name>{_MONTH_NAME})\.?\s+(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?,?\s+{_YEAR}\b",
        rf"(?:\b{_ENGLISH_SIDE}\s+)?(?:the\s+)?\b(?:(?P<quarter>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+quarter|q(?P<q>[1-4]))(?:\s+of)?\s+{_YEAR}\b",
        rf"(?:\b{_ENGLISH_SIDE}\s+)?(?:the\s+)?\b(?:(?P<half>first|second)\s+half)(?:\s+of)?\s+{_YEAR}\b",
        rf"(?:\b{_ENGLISH_SIDE}\s+)?(?:the\s+)?\b(?P<name>{_MONTH_NAME})\.?,?\s+(?:of\s+)?{_YEAR}\b",
        rf"(?:\b{_ENGLISH_SIDE}\s+)?(?:the\s+)?(?:end\s+of\s+|year\s+)?\b{_YEAR}\b",
    )
)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, both days included; None is open. `bare` is a year of which nothing more is said.

    `month` is the last month, and `months` how many there are, of a stretch without a year.
    """

    first: date | None
    last: date | None
    bare: bool = False
    month: int = 0
    months: int = 1
    before: bool = False

    def in_year(self, year: int) -> Period:
        """Return a stretch that was told without a year, in this one."""
        first = date(year, self.month - self.months + 1, 1)
        return Period(None if self.before else first, _end_of(year, self.month))


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of time and where in the question it stands."""

    start: int
    end: int
    period: Period


def find_times(text: str) -> Iterator[Found]:
    """Yield the stretches of time of a question in order; none overlaps another."""
    end = 0
    patterns = (*_CHINESE, *_ENGLISH)
    while end < len(text):
        found = [match for pattern in patterns if (match := pattern.search(text, end))]
        if not found:
            return
        best = min(found, key=lambda match: (match.start(), -match.end()))
        period = _period(best)
        if period is not None:
            yield Found(best.start(), best.end(), period)
        end = best.end()


def _period(match: re.Match[str]) -> Period | None:
    said = {name: value for name, value in match.groupdict().items() if value}
    side = said.get("side", "").strip().lower()
    if "day" in said and "year" not in said:
        return None
    try:
        first, last = _bounds(said)
    except ValueError:  # the 31st of June
        return None
    before = side.endswith("前") or side in ("截止", "by", "before", "until", "till") or "than" in side
    before = before or side.startswith(("by the end", "until the end", "before the end"))
    strictly = side == "before" and "end" not in side
    if side == "later than":
        before = False
    if "year" not in said:
        if "quarter" in said:
            return Period(None, None, month=3 * _ORDINALS[said["quarter"]], months=3, before=before)
        return Period(None, None, month=int(said["month"]), before=before)
    if begin := said.get("begin_month"):
        return Period(date(last.year, int(begin), 1), last)
    if begin := said.get("begin"):
        return Period(date(last.year, _month({"name": begin}), 1), last)
    if before:
        whole = side in ("前", "以前", "之前") and "底" not in side and "day" not in said
        return Period(None, first - timedelta(days=1) if strictly else last, before=whole or before)
    if side in ("后", "以后", "之后", "after", "later than"):
        return Period(last + timedelta(days=1), None)
    if side in ("起", "以来", "since", "from"):
        return Period(first, None)
    bare = not side and set(said) <= {"year", "side"}
    return Period(first, last, bare=bare or (side == "in" and set(said) == {"year", "side"}))


def _bounds(said: dict[str, str]) -> tuple[date, date]:
    year = int(said.get("year", "2000"))
    quarter = said.get("quarter") or said.get("q")
    if quarter:
        number = _ORDINALS[quarter.lower()]
        return date(year, 3 * number - 2, 1), _end_of(year, 3 * number)
    if half := said.get("half"):
        early = half.lower() in ("上", "first")
        return (date(year, 1, 1), date(year, 6, 30)) if early else (date(year, 7, 1), date(year, 12, 31))
    month = _month(said)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    if day := said.get("day"):
        return date(year, month, int(day)), date(year, month, int(day))
    return date(year, month, 1), _end_of(year, month)


def _month(said: dict[str, str]) -> int:
    if name := said.get("name"):
        return next(number for number, each in enumerate(_MONTHS, 1) if each.startswith(name.lower()[:3]))
    return int(said.get("month", 0))


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
