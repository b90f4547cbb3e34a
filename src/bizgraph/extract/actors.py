"""Units that sentences name as their actors: `由市税务局牵头`, `区工信局要会同区财政局搭建平台`."""

from __future__ import annotations

import re

from bizgraph.extract.context import Context
from bizgraph.extract.deadlines import find_deadline
from bizgraph.extract.facts import Deadline, Responsibility, Role
from bizgraph.extract.roles import Roles, read_units
from bizgraph.extract.tails import names_units_only


def only_units(context: Context, start: int, end: int) -> bool:
    """Tell whether a stretch is a list of known units and nothing else."""
    return end > start and known_prefix(context, start, end) == end


def known_prefix(context: Context, start: int, end: int) -> int:
    """Return where the longest list of known units ends that opens a stretch; its start where none does."""
    units = context.authorities.units
    words = context.words(start, end)
    for stop in range(len(words), 2, -1):
        offsets = units.split(words[:stop])
        known = (units.recognised(units.resolve(words[a:b], context.region)) for a, b in offsets)
        if offsets and offsets[0][0] == 0 and offsets[-1][1] == stop and all(known):
            return start + stop
    return start


def units_in_the_middle(context: Context, start: int, end: int) -> Roles | None:
    """`…由市市场监管局牵头,市税务局配合…` in the middle of a paragraph: the units, the text untouched."""
    text = context.text.clean
    for match in re.finditer(r"[^,。;:\n]{2,80}", text[start:end]):
        left = start + match.start()
        if "牵头" in match.group() or "负责" in match.group():
            stop = _end_of_units(context, left, end)
            if stop and names_units_only(context, left, stop):
                roles = read_units(context, left, stop)
                deadline = roles.deadline or _due_behind(context, stop, end)
                return Roles(left, roles.responsibilities, deadline, named=True)
    return _units_that_act(context, start, end)


_DUE_BEHIND = re.compile(
    r",?(?:于|在)?(?:\d{4}年)?(?:\d{1,2}月(?:底|末|\d{1,2}日)?|年底|上半年)前?(?=前|完成|实现|[\u4e00-\u9fff])"
)


def _due_behind(context: Context, start: int, end: int) -> Deadline | None:
    """`…配合,2024年6月底前完成系统改造,…`: the due date in the clause right behind the units."""
    match = _DUE_BEHIND.match(context.text.clean, start, end)
    if match is None or "前" not in context.words(start, match.end() + 1):
        return None
    stop = context.text.clean.index("前", start) + 1
    return find_deadline(context.text, start, stop, context.year)


def _end_of_units(context: Context, start: int, end: int) -> int | None:
    """The furthest clause end, in the same sentence, up to which only units and roles are named."""
    text = context.text.clean
    sentence = next((i for i in range(start, end) if text[i] in "。;\n"), end)
    stops = [i for i in range(start, sentence) if text[i] == ","] + [sentence]
    return next((stop for stop in reversed(stops) if names_units_only(context, start, stop)), None)


_ACTING = re.compile(
    r"(?:(?<=[,;。:\n])|\A|由)(?P<units>[^,;。:\n由]{2,60}?)(?:要|应|须|将)?"
    r"(?:(?P<lead>牵头|负责)|(?P<joined>会同)|(?P<partner>(?:积极)?配合|参与|为配合单位|协助)"
    r"|(?P<share>(?:按照?|根据)(?:各自)?(?:职责|分工)))"
)


def _units_that_act(context: Context, start: int, end: int) -> Roles | None:
    """`A要牵头推行…,B配合做好…`, `A、B要按照各自职责…`: the units that sentences have for subjects."""
    found: list[Responsibility] = []
    words = context.words(start, end)
    for match in _ACTING.finditer(words):
        left, right = start + match.start("units"), start + match.end("units")
        if not only_units(context, left, right):
            continue
        led = any(each.role is Role.LEAD for each in found)
        role = Role.PARTNER if led or match["partner"] else Role.RESPONSIBLE if match["share"] else Role.LEAD
        found += [Responsibility(mention, role) for mention in context.units_in(left, right)]
        if match["joined"]:
            behind = start + match.end()
            stop = known_prefix(context, behind, min(end, behind + 40))
            found += [Responsibility(mention, Role.PARTNER) for mention in context.units_in(behind, stop)]
    return Roles(start, tuple(found), named=True) if found else None
