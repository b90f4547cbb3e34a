"""Parallel subjects of parallel figures: 民商事一审、二审案件平均审理周期分别不超过100天、70天."""

from __future__ import annotations

import re
from functools import lru_cache

from bizgraph.extract.quantities.cues import any_of, load_cues
from bizgraph.extract.quantities.numerals import CHINESE

_SHORTEST_TAIL = 5
_SEPARATORS = re.compile(r"、|和|(?<![涉普])及|(?<!参)与|以及|、和")


def distribute(subject: str, number: int) -> list[str]:
    """Return the metric of each of `number` parallel figures; the subject for all where it names too few."""
    if number == 1:
        return [subject]
    levels = _levels_of_government(subject, number)
    if levels:
        return levels
    items = _split(subject, number)
    if items is None:
        return [subject] * number
    tail = shared_tail(items[-2], items[-1])
    if tail is None:
        return items
    core = items[-1][: len(items[-1]) - len(tail)]
    head = _shared_head(items[0], core)
    return [*(item + tail for item in items[:-1]), head + items[-1]]


def shared_tail(item: str, full: str) -> str | None:
    """Return what the full name has behind the part that answers to the item, or None where nothing does.

    企业投资项目, 中低风险项目审批时限 → 审批时限.
    """
    for length in range(len(item), 0, -1):
        place = full.find(item[-length:])
        if place >= 0 and place + length < len(full) and (length > 1 or place > 0):
            return full[place + length :]
    if item and full.startswith(item[0]) and len(item) < len(full):
        return full[len(item) :]
    match = _attribute().search(full)
    return match.group() if match and match.start() > 0 else None


def shared_head(before: str, subject: str) -> str:
    """Return what the metric before has in front of the part that answers to the subject.

    知识产权案件一审平均审理周期, 二审平均审理周期 → 知识产权案件.
    """
    length = 0
    while length < min(len(before), len(subject)) and before[-length - 1] == subject[-length - 1]:
        length += 1
    tail, core = before[: len(before) - length], subject[: len(subject) - length]
    numbered = len(core) == 1 and core in CHINESE and len(tail) > 1 and tail[-1] in CHINESE
    return tail[:-1] if numbered and length >= _SHORTEST_TAIL else ""


def lacks_attribute(subject: str) -> bool:
    """Whether a subject names only who, not what is measured of them: 低压客户."""
    return not subject.endswith(load_cues().metric.attributes)


@lru_cache(maxsize=1)
def _attribute() -> re.Pattern[str]:
    cues = load_cues().metric
    return re.compile(f"{any_of(cues.attribute_modifiers)}*{any_of(cues.attributes)}$")


@lru_cache(maxsize=1)
def _levels() -> re.Pattern[str]:
    levels = any_of(load_cues().metric.levels_of_government)
    return re.compile(f"(?P<places>[^、]{{1,4}}(?:、[^、]{{1,3}})*?)(?P<levels>{levels})(?P<tail>.+)")


def _levels_of_government(subject: str, number: int) -> list[str] | None:
    """市、区两级事项比例 → 市级事项比例, 区级事项比例."""
    match = _levels().fullmatch(subject)
    places = match["places"].split("、") if match else []
    if not match or len(places) != number:
        return None
    return [place + match["levels"][-1] + match["tail"] for place in places]


def _split(subject: str, number: int) -> list[str] | None:
    """Return the subject's items where they are as many as the figures, brackets kept whole."""
    hidden = re.sub(r"[(“《「][^()”》」]*[)”》」]", lambda match: "○" * len(match.group()), subject)
    for pattern in (re.compile("、"), _SEPARATORS):
        cuts = [match.span() for match in pattern.finditer(hidden)]
        if len(cuts) == number - 1:
            starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(subject)]
            items = [subject[start:end] for start, end in zip(starts, ends, strict=True)]
            return items if all(items) else None
    return None


def _shared_head(first: str, core: str) -> str:
    """Return what the first item has before the part that answers to the core: 民商事|一审, 二审."""
    similar = len(core) < len(first) and first[-1:] == core[-1:]
    return first[: len(first) - len(core)] if similar and len(core) <= 3 else ""
