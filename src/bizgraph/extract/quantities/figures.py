"""Where numbers stand with their units: single figures, ranges, and parallel figures with one unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from bizgraph.authority.units_of_measure import UnitKind, UnitsOfMeasure, load_units_of_measure
from bizgraph.extract.quantities.cues import Cues, any_of, load_cues
from bizgraph.extract.quantities.numerals import CHINESE, read_chinese, read_digits, read_magnitude

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?"
_MASK = r"(?<![A-Za-z])[xX×*]{1,6}(?![A-Za-z*])"
_MAGNITUDE = r"[百千]?[万亿]|[百千]"
_CHINESE = rf"[{CHINESE}]+(?:点[{CHINESE}]+)?"
_RANGE = re.compile(r"\s*(?:[-—–~]{1,2}|至)\s*")
_LIST = re.compile(r"\s*(?:[、/]|和|及|与|以及|、和)\s*")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its unit in the narrowed words. `printed` is the unit's form, empty where none stands.

    `low` is the lower end of a range; `more` says that the number is a lower bound (100余).
    """

    start: int
    end: int
    value: Decimal | None
    printed: str
    low: Decimal | None = None
    masked: bool = False
    more: bool = False
    scaled: int = 1

    def unit(self) -> str | None:
        """Return the id of the unit, or None where no unit stands."""
        return load_units_of_measure().find(self.printed) if self.printed else None

    def kind(self) -> UnitKind:
        """Return what kind of thing the unit counts; a bare number counts."""
        unit = self.unit()
        return load_units_of_measure().kind(unit) if unit else UnitKind.COUNT


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that stand in a list with one unit, or a single one."""

    figures: tuple[Figure, ...]

    @property
    def start(self) -> int:
        """Where the first figure starts."""
        return self.figures[0].start

    @property
    def end(self) -> int:
        """Where the last figure ends."""
        return self.figures[-1].end

    @property
    def last(self) -> Figure:
        """The figure that prints the unit."""
        return self.figures[-1]


def find_groups(words: str, covered: Sequence[bool]) -> list[Group]:
    """Return the figures of the narrowed words in order, those that start in covered places left out."""
    figures = [figure for figure in _scan(words) if not covered[figure.start]]
    figures = _join_ranges(words, figures)
    return [_decimal_slip(words, group) for group in _join_lists(words, figures)]


@lru_cache(maxsize=1)
def _amount() -> re.Pattern[str]:
    """Return the pattern of a number with its unit."""
    return _amount_pattern(load_units_of_measure(), load_cues())


def _amount_pattern(units: UnitsOfMeasure, cues: Cues) -> re.Pattern[str]:
    forms = (
        re.escape(form) + (r"(?![A-Za-z])" if form[-1].isascii() else "") for form in units.printed_forms
    )
    unit = "(?:" + "|".join(forms) + ")"
    more = any_of(cues.comparator.rather_more)
    spelled, bound = any_of(cues.spelled.units), any_of(cues.spelled.bound_units)
    half = any_of(cues.spelled.half_units)
    single = any_of({form.removeprefix("个") for form in cues.spelled.half_units})
    alternatives = (
        rf"(?P<sum>\d+(?:\+\d+)+)(?:\([^()]{{1,8}}\))?(?P<sum_unit>{unit})",
        rf"百分之(?P<share>{_NUMBER}|{_CHINESE})",
        rf"(?P<halves>\d+)(?P<halves_ge>个)半(?P<halves_unit>{single})",
        rf"(?P<number>{_NUMBER}|{_MASK})\s*(?P<more>{more})?\s*"
        rf"(?:(?P<unit>{unit})|(?P<magnitude>{_MAGNITUDE})?\s*(?P<more_after>{more})?\s*(?P<scaled_unit>{unit})?)",
        rf"(?<![第统同每单唯{CHINESE}])(?:(?P<half>半)(?P<half_unit>{half})|(?P<spelled>{_CHINESE})"
        rf"(?:(?P<spelled_unit>{spelled})|(?P<bound_unit>{bound})(?={any_of(cues.spelled.settling)})))",
    )
    return re.compile("|".join(alternatives))


def _scan(words: str) -> list[Figure]:
    """Return every number with the unit behind it."""
    figures = (_figure(match) for match in _amount().finditer(words))
    return [figure for figure in figures if figure is not None]


def _figure(match: re.Match[str]) -> Figure | None:
    """Return the figure that was matched; None where the characters spell no number."""
    start, end = match.span()
    group = match.groupdict()
    if group["sum"]:
        return Figure(
            start, end, sum(map(read_digits, group["sum"].split("+")), Decimal(0)), group["sum_unit"]
        )
    if group["share"]:
        value = _either(group["share"])
        return Figure(start, end, value, "%") if value is not None else None
    if group["halves"]:
        return Figure(
            start,
            end,
            read_digits(group["halves"]) + Decimal("0.5"),
            group["halves_ge"] + group["halves_unit"],
        )
    if group["half"]:
        return Figure(start, end, Decimal("0.5"), group["half_unit"])
    if group["spelled"]:
        value = read_chinese(group["spelled"])
        printed = group["spelled_unit"] or group["bound_unit"]
        return Figure(start, end, value, printed) if value is not None else None
    factor = read_magnitude(group["magnitude"] or "")
    masked = not group["number"][0].isdigit()
    return Figure(
        start,
        match.start() + len(match.group().rstrip()),
        None if masked else read_digits(group["number"]) * factor,
        group["unit"] or group["scaled_unit"] or "",
        masked=masked,
        more=bool(group["more"] or group["more_after"]),
        scaled=factor,
    )


def _either(printed: str) -> Decimal | None:
    """Return a number in digits or in Chinese characters."""
    return read_digits(printed) if printed[0].isdigit() else read_chinese(printed)


def _join_ranges(words: str, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures with 2至6.5个工作日 made one."""
    joined: list[Figure] = []
    for figure in figures:
        before = joined[-1] if joined else None
        if before and before.low is None and _is_range(words, before, figure):
            scale = figure.scaled if not before.printed and before.scaled == 1 else 1
            low = before.value * scale if before.value is not None else None
            joined[-1] = replace(figure, start=before.start, low=low)
        else:
            joined.append(figure)
    return joined


def _is_range(words: str, low: Figure, high: Figure) -> bool:
    """Whether two figures are the ends of a range, not the two sides of a change."""
    if not _RANGE.fullmatch(words[low.end : high.start]) or not high.printed or low.masked != high.masked:
        return False
    if words[: low.start].endswith(load_cues().scope.start_words):
        return False
    return low.printed in ("", high.printed) and (low.value or 0) <= (high.value or 0)


def _join_lists(words: str, figures: Sequence[Figure]) -> list[Group]:
    """Return the figures with 106、60、48个工作日 and 75个、45个工作日 made groups of one unit."""
    groups: list[Group] = []
    for figure in reversed(figures):
        after = groups[0] if groups else None
        if after and figure.low is None and _in_one_list(words, figure, after.figures[0]):
            scale = after.last.scaled if figure.scaled == 1 and not figure.printed else 1
            value = figure.value * scale if figure.value is not None else None
            shared = replace(figure, printed=after.last.printed, value=value)
            groups[0] = Group((shared, *after.figures))
        else:
            groups.insert(0, Group((figure,)))
    return groups


def _in_one_list(words: str, figure: Figure, after: Figure) -> bool:
    """Whether a figure shares the unit of the one behind it."""
    if not _LIST.fullmatch(words[figure.end : after.start]) or not after.printed or after.low is not None:
        return False
    same = figure.printed in ("", after.printed)
    return same or (figure.printed == "个" and after.printed.startswith("个"))


def _decimal_slip(words: str, group: Group) -> Group:
    """Read 好评率99、99% as 99.99%: one subject, two figures, the mark a slip for a point."""
    if len(group.figures) != 2 or group.last.printed != "%":
        return group
    first, last = group.figures
    clause = re.split(r"[,。;:]", words[: first.start])[-1]
    parallel = any(sign in clause for sign in ("、", "和", "及", "与", "分别"))
    if parallel or words[first.end : last.start] != "、" or first.value != last.value or first.value is None:
        return group
    if not 10 <= first.value < 100:
        return group
    return Group((replace(last, start=first.start, value=first.value + first.value / 100),))
