"""How a figure is bound: 不超过, 压缩至 … 以内, 减少 …%, 100余."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bizgraph.authority.units_of_measure import UnitKind
from bizgraph.extract.facts import Comparator
from bizgraph.extract.quantities.cues import Words, any_of, load_cues
from bizgraph.extract.quantities.figures import Group

_WINDOW = 30
_BREAK = re.compile(r"[,。;:!?\n|]")


@dataclass(frozen=True, slots=True)
class Bound:
    """How a group of figures is bound, and from where to where the words that say so reach.

    `thing` is the place of the thing changed where it stands between the verb and the figure
    (精简|审批材料|30%). `before` and `after` say whether words in front or behind bind the
    figures; `arrives` that the words in front name a level arrived at.
    """

    comparator: Comparator
    start: int
    end: int
    thing: tuple[int, int] | None = None
    before: bool = False
    after: str = ""
    arrives: bool = False


@dataclass(frozen=True, slots=True)
class _Front:
    """What the words in front of a figure say."""

    comparator: Comparator
    start: int
    thing: tuple[int, int] | None = None
    step: bool = False
    arrives: bool = False


def bind(words: str, floor: int, group: Group) -> Bound:
    """Return how a group is bound; `floor` is where the previous figure or the stretch begins."""
    front = _front(words, floor, group)
    behind, end = _behind(words, group)
    after = words[group.end : end]
    if front and (front.step or behind is None):
        return Bound(front.comparator, front.start, end, front.thing, True, after, front.arrives)
    if front and behind:
        return Bound(behind, front.start, end, front.thing, True, after, front.arrives)
    if behind:
        return Bound(behind, group.start, end, None, False, after)
    if group.last.more:
        return Bound(Comparator.AT_LEAST, group.start, end)
    if group.last.low is not None:
        return Bound(Comparator.AT_MOST, group.start, end)
    return Bound(Comparator.EQUAL_TO, group.start, end)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of words in front of a figure, by the phenomenon they show."""
    cues = load_cues().comparator
    bounds = any_of((*cues.at_most, *cues.at_least, *cues.softeners))
    soft = f"{any_of(cues.softeners)}*"
    to = any_of(cues.arrivals)
    far, verb = set(cues.far_comparators), r"[^,。;:、\d]{1,12}"
    object_ = r"(?P<thing>(?!了|至|到)[^,。;:、\d]{2,18}?)"
    return {
        "step_down": re.compile(f"{any_of(cues.down_steps)}{bounds}*$"),
        "step_up": re.compile(f"{any_of(cues.up_steps)}{bounds}*$"),
        "sparing": re.compile(f"{any_of(cues.sparing_steps)}{object_}?{soft}$"),
        "step_down_object": re.compile(f"{any_of(cues.down_steps_with_object)}{object_}{soft}$"),
        "step_up_object": re.compile(f"{any_of(cues.up_steps_with_object)}{object_}{soft}$"),
        "arrive_down": re.compile(f"{any_of(cues.down_verbs)}{to}{bounds}*$"),
        "arrive_up": re.compile(f"{any_of(cues.up_verbs)}{to}{bounds}*$"),
        "arrive_down_object": re.compile(f"{any_of(cues.down_steps_with_object)}{object_}{to}{soft}$"),
        "arrive_up_object": re.compile(f"{any_of(cues.up_steps_with_object)}{object_}{to}{soft}$"),
        "arrive_list": re.compile(f"{any_of(cues.down_verbs)}{to}[^,。;\\d]{{2,40}}$"),
        "settled": re.compile(f"{any_of(load_cues().scope.change_verbs)}{to}{soft}$"),
        "at_most": re.compile(f"{any_of(cues.at_most)}{soft}$"),
        "at_least": re.compile(f"{any_of(cues.at_least)}{soft}$"),
        "far_most": re.compile(f"{any_of(far & set(cues.at_most))}{verb}$"),
        "far_least": re.compile(f"{any_of(far & set(cues.at_least))}{verb}$"),
        "lower_than": _difference_pattern(cues.compared_by, cues.compared_lower, cues.compared_below, soft),
        "higher_than": _difference_pattern(cues.compared_by, cues.compared_higher, cues.compared_above, soft),
        "behind": re.compile(
            f"{any_of(cues.approximately)}?(?:\\([^()]{{0,8}}含[^()]{{0,8}}\\))?"
            f"(?:(?P<most>{any_of(cues.after_at_most)})|(?P<least>{any_of(cues.after_at_least)}))"
        ),
        "approximately": re.compile(any_of(cues.approximately)),
    }


def _difference_pattern(by: Words, adjectives: Words, than: Words, soft: str) -> re.Pattern[str]:
    """Return the pattern of 比市本级快1天 and of 低于全省平均水平12个百分点; 不低于合同金额的40% is none."""
    compared = f"{any_of(by)}[^,。;:]{{1,22}}?(?P<cue>{any_of(adjectives)}){soft}"
    return re.compile(f"(?:{compared}|(?<![不得能应])(?P<than>{any_of(than)})[^,。;:()\\d]{{2,18}})$")


def _front(words: str, floor: int, group: Group) -> _Front | None:
    """Return what the words in front of a group say, by the first rule that speaks."""
    begin = max(floor, group.start - _WINDOW)
    breaks = [match.end() for match in _BREAK.finditer(words, begin, group.start)]
    begin = breaks[-1] if breaks else begin
    for rule in _FRONT_RULES:
        found = rule(words, begin, group)
        if found:
            return found
    return None


def _search(name: str, words: str, begin: int, group: Group) -> re.Match[str] | None:
    return _patterns()[name].search(words, begin, group.start)


def _limit(words: str, begin: int, group: Group) -> _Front | None:
    """不超过, 控制在, 达到, 不少于; the longer words win, as 少于 and 超过 stand in others."""
    found = [
        each
        for each in (
            _simple("at_most", Comparator.AT_MOST, words, begin, group),
            _simple("at_least", Comparator.AT_LEAST, words, begin, group),
        )
        if each
    ]
    return min(found, key=lambda each: each.start, default=None)


def _simple(name: str, comparator: Comparator, words: str, begin: int, group: Group) -> _Front | None:
    match = _search(name, words, begin, group)
    return _Front(comparator, match.start()) if match else None


def _arrival(words: str, begin: int, group: Group) -> _Front | None:
    """压缩至, 提升到, 整合为."""
    for name, comparator in (
        ("arrive_down", Comparator.AT_MOST),
        ("arrive_up", Comparator.AT_LEAST),
        ("settled", Comparator.EQUAL_TO),
    ):
        match = _search(name, words, begin, group)
        if match:
            return _Front(comparator, match.start(), arrives=True)
    return None


def _arrival_of_a_thing(words: str, begin: int, group: Group) -> _Front | None:
    """降低核查比例至70%."""
    for name, comparator in (
        ("arrive_down_object", Comparator.AT_MOST),
        ("arrive_up_object", Comparator.AT_LEAST),
    ):
        match = _search(name, words, begin, group)
        if match:
            return _Front(comparator, match.start(), match.span("thing"), arrives=True)
    return None


def _arrival_with_list(words: str, begin: int, group: Group) -> _Front | None:
    """压减为受理申请、竣工接电2个环节: the procedures are listed before they are counted."""
    if group.last.unit() != "procedure":
        return None
    match = _patterns()["arrive_list"].search(words, max(0, begin), group.start)
    return _Front(Comparator.AT_MOST, match.start(), arrives=True) if match else None


def _step(words: str, begin: int, group: Group) -> _Front | None:
    """减少20项, 同比增长10%."""
    for name, comparator in (("step_down", Comparator.DECREASE_BY), ("step_up", Comparator.INCREASE_BY)):
        match = _search(name, words, begin, group)
        if match:
            return _Front(comparator, match.start(), step=True)
    return None


def _step_of_a_thing(words: str, begin: int, group: Group) -> _Front | None:
    """精简审批材料30%, 节约办税时间40%; but not 提高办理率96%, which is the level."""
    kind = group.last.kind()
    if kind in (UnitKind.RATIO, UnitKind.TIME):
        match = _search("sparing", words, begin, group)
        if match:
            thing = match.span("thing") if match["thing"] else None
            return _Front(Comparator.DECREASE_BY, match.start(), thing, step=True)
    for name, comparator in (("down", Comparator.DECREASE_BY), ("up", Comparator.INCREASE_BY)):
        match = _search(f"step_{name}_object", words, begin, group)
        if match and _is_step(match, kind) and not (name == "up" and _is_share(match["thing"])):
            return _Front(comparator, match.start(), match.span("thing"), step=True)
    return None


def _is_step(match: re.Match[str], kind: UnitKind) -> bool:
    """Whether verb, thing and figure belong together; things and money take fewer verbs."""
    counted = match.group().startswith(load_cues().comparator.counted_steps)
    fits = kind in (UnitKind.RATIO, UnitKind.TIME) or (counted and kind is not UnitKind.MONEY)
    return fits and not _holds_arrival(match["thing"])


def _is_share(thing: str) -> bool:
    """Whether the thing is itself a share, of which a percentage is the level."""
    return thing.endswith(load_cues().comparator.share_words)


def _holds_arrival(thing: str) -> bool:
    """Whether the words between verb and figure hold another verb of arriving."""
    cues = load_cues().comparator
    return thing.endswith(tuple(cues.arrivals)) or any(
        word in thing for word in (*cues.at_most, *cues.at_least)
    )


def _difference(words: str, begin: int, group: Group) -> _Front | None:
    """比市本级快1个工作日."""
    for name, comparator in (("lower_than", Comparator.DECREASE_BY), ("higher_than", Comparator.INCREASE_BY)):
        match = _search(name, words, begin, group)
        if match:
            return _Front(comparator, match.start("cue" if match["cue"] else "than"), step=True)
    return None


def _far(words: str, begin: int, group: Group) -> _Front | None:
    """至少推动5个场景."""
    return _simple("far_least", Comparator.AT_LEAST, words, begin, group) or _simple(
        "far_most", Comparator.AT_MOST, words, begin, group
    )


_FRONT_RULES: tuple[Callable[[str, int, Group], _Front | None], ...] = (
    _arrival,
    _arrival_with_list,
    _step,
    _limit,
    _difference,
    _far,
    _arrival_of_a_thing,
    _step_of_a_thing,
)


def _behind(words: str, group: Group) -> tuple[Comparator | None, int]:
    """Return what the words behind a group say, and where they end."""
    match = _patterns()["behind"].match(words, group.end)
    if match and not _is_other_word(words, match, group):
        return (Comparator.AT_MOST if match["most"] else Comparator.AT_LEAST), match.end()
    approximate = _patterns()["approximately"].match(words, group.end)
    return None, approximate.end() if approximate else group.end


def _is_other_word(words: str, match: re.Match[str], group: Group) -> bool:
    """Whether the 内 behind a figure belongs to another word, or stands behind no time or size."""
    if match["most"] != "内":
        return False
    if words.startswith(load_cues().comparator.not_within, match.end() - 1):
        return True
    return group.last.kind() not in (UnitKind.TIME, UnitKind.SIZE)
