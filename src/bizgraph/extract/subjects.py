"""Who a sentence of a practice is about: the places or units that open it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bizgraph.extract.context import Context
from bizgraph.extract.facts import RegionMention, UnitMention

_OPENING = re.compile(
    r"[\s“”]*(?:(?:其中|同时|此外|另外|例如|如|比如)[,:,]?)?(?:(?:截至|截止|到|自)?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|以来|起|度)?,?)?"
)
_MORE = re.compile(r"\s*[、和及与,]\s*")
_AND_SO_ON = re.compile(r"等(?:大多|多个|多|\d+个)?(?:标杆|先进|发达)?(?:地区|城市|省市|地市|地|省|市)?")
_NOBODY = re.compile(
    r"(?:国内|全国|省内|国外)?(?:[还也]有的?|一些|部分|多个|不少|许多|有的|其他|多)(?:标杆|先进|发达)?"
    r"(?:城市|城区|区县|县区|县市|市县|地区|地方|地|省市)"
)
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{1,16}?(?:法院|检察院|局|委员会|委|厅|中心|公司|银行|管委会|办公室)(?=[\u4e00-\u9fff“])"
)


@dataclass(frozen=True)
class Subject:
    """Places and units that open a sentence; both empty where it is about nobody by name."""

    places: tuple[RegionMention, ...] = ()
    units: tuple[UnitMention, ...] = ()
    end: int = 0

    @property
    def ids(self) -> frozenset[str]:
        """Return the ids of places and units, to tell a new subject from the same one."""
        return frozenset(p.region.id for p in self.places) | frozenset(u.unit.id for u in self.units)


def subject_of(context: Context, start: int, end: int) -> Subject | None:
    """Return who the sentence `start`..`end` is about, or None where it opens with nobody."""
    opening = _OPENING.match(context.text.clean, start, end)
    begin = opening.end() if opening else start
    nobody = _NOBODY.match(context.text.clean, begin, end)
    if nobody:
        return Subject(end=nobody.end())
    for position in {begin, start}:
        subject = _places(context, position, end)
        if subject:
            return subject
    return None


def _places(context: Context, start: int, end: int) -> Subject | None:
    matches = {start + m.start: (start + m.end, m.region) for m in context.scan(start, min(end, start + 120))}
    places: list[RegionMention] = []
    position = start
    while position in matches:
        stop, region = matches[position]
        places.append(RegionMention(region, context.quote(position, stop)))
        more = _MORE.match(context.text.clean, stop, end)
        following = more.end() if more else stop
        if following not in matches:
            position = stop
            break
        position = following
    if not places:
        return None
    unit = _UNIT.match(context.text.clean, places[-1].quote.span.end and position, min(end, position + 18))
    if unit and len(places) == 1:
        mention = context.unit(start, unit.end())
        if context.authorities.units.looks_like_unit(mention.quote.text) and not _is_phrase(unit.group()):
            return Subject(tuple(places), (mention,), unit.end())
    rest = _AND_SO_ON.match(context.text.clean, position, end)
    position = rest.end() if rest else position
    if context.text.clean[position : position + 1] in ("的", "、"):
        return None
    return Subject(tuple(places), (), position)


def _is_phrase(words: str) -> bool:
    """`市建立…中心`: a verb stands between the place and the word that looks like a unit's end."""
    return bool(
        re.search(
            r"建[立成设]|推|实|鼓励|支持|引导|帮助|协调|针对|围绕|聚焦|面向|打造|成立|设立|开|完善|制定|通过|将|对|在|由|向|与|和|整合|强化|加|优化|依托|引|健全|组织|创新|发挥",
            words,
        )
    )


def title_subject(context: Context, start: int, end: int) -> Subject | None:
    """Return the places or units that open a title, units run together included."""
    places = _places(context, start, end) or _places_before_colon(context, start, end)
    unit_end = _unit_at(context, start, end)
    if unit_end is None or (places is not None and places.end >= unit_end):
        return places
    units: list[UnitMention] = []
    position = start
    while True:
        stop = _unit_at(context, position, end)
        if stop is None:
            break
        units.append(context.unit(position, stop))
        more = _MORE.match(context.text.clean, stop, end)
        position = more.end() if more else stop
        if more is None and not _another_unit(context, stop, end):
            break
    return Subject((), tuple(units), position)


def _places_before_colon(context: Context, start: int, end: int) -> Subject | None:
    """`洛龙区、伊滨区:…`: the places known of a list in which one is not."""
    stop = context.text.clean.find(":", start, end)
    if stop < 0 or not re.fullmatch(r"[^,。;“]+[省市区县州旗盟]", context.words(start, stop)):
        return None
    places = context.places_in(start, stop)
    return Subject(places, (), stop) if places else None


def _another_unit(context: Context, start: int, end: int) -> bool:
    """Whether a known unit's short name follows with nothing between: 交通运输厅|公安厅."""
    return any(_is_unit(context, start, stop) for stop in range(start + 3, min(end, start + 8) + 1))


def _unit_at(context: Context, start: int, end: int) -> int | None:
    """Where the unit ends whose name begins at `start`: the shortest known name, unless it goes on."""
    stops = [stop for stop in range(start + 3, min(end, start + 28) + 1) if _is_unit(context, start, stop)]
    if stops:
        while stops[1:] and stops[1] - stops[0] <= 2 and not _is_unit(context, stops[0], stops[1]):
            stops.pop(0)  # 交通运输|厅, 国家税务|总局: the name goes on by its ending
        functions = context.unit(start, stops[0]).unit.functions
        for longer in stops[1:]:  # 国家税务总局|长沙市税务局 is one unit, 交通运输厅|公安厅 are two
            rest = context.unit(stops[0], longer).unit if longer - stops[0] > 2 else None
            if rest and functions and rest.functions == functions:
                return longer
        return stops[0]
    match = re.compile(r"[省市县区州][\u4e00-\u9fff]{2,18}?(?:中心|局|厅|委|办)").match(
        context.text.clean, start, end
    )
    return match.end() if match else None


def _is_unit(context: Context, start: int, stop: int) -> bool:
    name = context.words(start, stop)
    units = context.authorities.units
    if re.search(r"[、,。:“”\n]", name) or not units.looks_like_unit(name):
        return False
    unit = units.resolve(name, context.region)
    return units.recognised(unit) and not unit.generic
