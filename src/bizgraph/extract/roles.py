"""Who answers for what: lists of units with role words and labels, and of people."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bizgraph.extract.context import Context
from bizgraph.extract.deadlines import find_deadline
from bizgraph.extract.facts import Deadline, Person, Responsibility, Role, UnitMention
from bizgraph.outline.layout import load_layout


@dataclass(frozen=True)
class Roles:
    """What a stretch says of responsibility. `start` is where the stretch begins in the clean text."""

    start: int
    responsibilities: tuple[Responsibility, ...] = ()
    deadline: Deadline | None = None
    champions: tuple[Person, ...] = ()
    named: bool = False

    def __bool__(self) -> bool:
        return bool(self.responsibilities or self.deadline or self.champions)


@dataclass(frozen=True)
class _Group:
    """Units that stand in front of one role word (`verb` is its kind, or empty)."""

    units: tuple[UnitMention, ...]
    verb: str


_LABEL_ROLES = {"lead": Role.LEAD, "partner": Role.PARTNER, "responsible": Role.RESPONSIBLE}
_COMPLETION = re.compile(
    r"^(?:完成|落实|实施|推进)$|(?:前|内|底|末|期间?|持续|长期)(?:基本)?(?:完成|实施|推进|落实|取得|建成)?[。;)]*$"
)


def read_labelled(context: Context, start: int, end: int) -> Roles:
    """Read `牵头单位:A;配合单位:B;完成时限:…`: everything behind role labels from `start` to `end`."""
    labels = list(load_layout().role_label.finditer(context.text.clean, start, end))
    kind_of = load_layout().label_kind
    found: list[tuple[str, int, int]] = []
    for label, following in zip(labels, [*labels, None][1:], strict=True):
        stop = _end_of_line(context, label.end(), following.start() if following else end)
        found.append((kind_of(label.group("word")), label.end(), stop))
    with_lead = any(kind == "lead" for kind, _, _ in found)
    responsibilities: list[Responsibility] = []
    deadline: Deadline | None = None
    champions: list[Person] = []
    for kind, left, right in found:
        if kind == "deadline":
            deadline = (
                find_deadline(context.text, left, _trimmed(context, left, right), context.year) or deadline
            )
        elif kind == "champion":
            champions += read_persons(context, left, right)
        else:
            default = Role.PARTNER if kind == "responsible" and with_lead else _LABEL_ROLES[kind]
            roles = read_units(context, left, _trimmed(context, left, right), default)
            responsibilities += roles.responsibilities
            deadline = deadline or roles.deadline
    return Roles(start, tuple(responsibilities), deadline, tuple(champions), named=True)


def _end_of_line(context: Context, start: int, end: int) -> int:
    """Where the line ends on which the words of a label stand."""
    words = context.words(start, end)
    line = re.match(r"\s*[^\n]*", words)
    return start + line.end() if line else end


def _trimmed(context: Context, start: int, end: int) -> int:
    """Where the words of a label end, closing punctuation and brackets left out."""
    words = context.words(start, end).rstrip(" \n。;,、【[】]")
    while words.endswith(")") and words.count(")") > words.count("("):
        words = words[:-1].rstrip(" \n。;,、")
    while words.endswith("(") and words.count("(") > words.count(")"):
        words = words[:-1].rstrip(" \n。;,、")
    return start + len(words)


def read_units(context: Context, start: int, end: int, default: Role | None = None) -> Roles:
    """Read `A、B牵头,C按职责分工负责` (MODEL, Units); `default` is the role that a label or column gives."""
    start, end, first_leads = _without_rule_of_order(context, start, end)
    clause = max(context.text.clean.rfind(mark, start, end) for mark in ",;") + 1
    deadline = find_deadline(context.text, clause, end, context.year) if clause > start else None
    if deadline is not None and not _orders_more(context, deadline, end):
        end = clause - 1
    else:
        deadline = None
    if deadline is None:
        deadline, start = _due_in_front(context, start, end)
    groups = _groups(context, start, end)
    from_here = context.first_leads_from is not None and context.first_leads_from <= start
    if (first_leads or from_here) and default in (None, Role.RESPONSIBLE):
        return Roles(start, tuple(_first_leads(groups)), deadline)
    return Roles(start, _with_roles(groups, default), deadline)


def _due_in_front(context: Context, start: int, end: int) -> tuple[Deadline | None, int]:
    """`2023年12月底前完成;区数据局牵头,…`: the deadline that comes first, and where the units begin."""
    first = re.compile(r"[^,;、]{3,24}[,;]").match(context.text.clean, start, end)
    if first is None or not _COMPLETION.search(first.group()[:-1]):
        return None, start
    deadline = find_deadline(context.text, start, first.end() - 1, context.year)
    return deadline, first.end() if deadline else start


def _orders_more(context: Context, deadline: Deadline, end: int) -> bool:
    """`年内落地项目不少于3个`: a figure behind a date is what is ordered until then."""
    stop = context.text.origins[end - 1] + 1
    words = context.text.source[deadline.quote.span.end : stop]
    return re.search(r"\d", words) is not None


def _without_rule_of_order(context: Context, start: int, end: int) -> tuple[int, int, bool]:
    """`(列第一位的为牵头单位,下同)` behind a list says that its first unit leads."""
    match = context.authorities.genre.first_leads.search(context.text.clean, start, end)
    if match is None:
        return start, end, False
    left = match.start() - (context.text.clean[match.start() - 1] in "(,,;")
    return start, max(start, left), True


def _first_leads(groups: list[_Group]) -> list[Responsibility]:
    if any(group.verb == "lead" for group in groups):
        return list(_with_roles(groups, None))
    units = [unit for group in groups for unit in group.units]
    return [Responsibility(unit, Role.PARTNER if i else Role.LEAD) for i, unit in enumerate(units)]


def _groups(context: Context, start: int, end: int) -> list[_Group]:
    """Part units by role words; one in brackets is that of one unit: `市发改委(牵头)、市财政局`."""
    groups: list[_Group] = []
    position = start
    text = context.text.clean
    genre = context.authorities.genre
    for match in genre.role_verb.finditer(text, start, end):
        bracket = genre.role_bracket.match(text, match.start() - 1, end)
        left, right = bracket.span() if bracket else match.span()
        if left < position or not _stands_behind_names(text, position, left, right, end):
            continue
        units = _named_units(context, position, left)
        if bracket and len(units) > 1:
            groups.append(_Group(units[:-1], ""))
            units = units[-1:]
        if units or groups:
            groups.append(_Group(units, match.lastgroup or ""))
        position = right
    rest = _named_units(context, position, end)
    if rest:
        groups.append(_Group(rest, ""))
    return groups


def _stands_behind_names(text: str, start: int, verb_start: int, verb_end: int, end: int) -> bool:
    """A role word counts where a name stands before it and a clause ends, or a name begins, behind it."""
    return (
        verb_start > start
        and text[verb_start - 1] not in "《“"
        and (verb_end >= end or text[verb_end] != "”")
    )


# `由市发改委`, `此项工作由市发改委`, `,市税务局`: what stands before the first name.
_OPENING_OF_NAMES = re.compile(r"[\s,;。、:(]*(?:(?:此|该|本|上述|以上)[^、,由]{0,6}由|由)?")


def _named_units(context: Context, start: int, end: int) -> tuple[UnitMention, ...]:
    words = context.words(start, end)
    opening = _OPENING_OF_NAMES.match(words)
    skipped = opening.end() if opening else 0
    if not words[skipped:].strip(" ,;。、)\n"):
        return ()
    units = context.units_in(start + skipped, end)
    return tuple(
        u
        for u in units
        if not _COMPLETION.search(u.quote.text) or context.authorities.units.recognised(u.unit)
    )


def _with_roles(groups: list[_Group], default: Role | None) -> tuple[Responsibility, ...]:
    if groups and groups[0].verb == "joined":  # 甲会同乙负责, 甲会同乙牵头
        first, *others = groups
        groups = [replace(first, verb="lead"), *(replace(other, verb="partner") for other in others)]
    with_lead = any(group.verb == "lead" for group in groups)
    with_partner = any(group.verb == "partner" for group in groups)
    alone = sum(len(group.units) for group in groups) == 1
    found: list[Responsibility] = []
    for group in groups:
        if default is Role.PARTNER:
            role = Role.PARTNER
        elif group.verb == "lead":
            role = Role.LEAD
        elif with_lead or group.verb == "partner":
            role = Role.PARTNER
        elif default is not None:
            role = Role.LEAD if with_partner and default is Role.LEAD else default
        elif with_partner or alone:
            role = Role.LEAD
        else:
            role = Role.RESPONSIBLE
        found += [Responsibility(unit, role) for unit in group.units]
    return tuple(found)


_OFFICE = re.compile(r".*(?:长|主任|书记|委员|常委|主席|成员|专员)\s?(?=[\u4e00-\u9fff]{2,4}$)")


def read_persons(context: Context, start: int, end: int) -> tuple[Person, ...]:
    """Read `罗晃浩、王长青`, `李国强(副县长)`, `副县长李国强`: names of people in a list, offices aside."""
    words = re.sub(r"\([^()]*\)?", lambda match: " " * len(match.group()), context.words(start, end))
    found = []
    for match in re.finditer(r"[^、,;。\n]+", words):
        part = match.group().rstrip()
        office = _OFFICE.match(part)
        left = match.start() + (office.end() if office else len(part) - len(part.lstrip()))
        name = words[left : match.start() + len(part)]
        if re.fullmatch(r"[\u4e00-\u9fff·]{2,8}", name):
            quote = context.quote(start + left, start + left + len(name))
            found.append(Person(quote.text, "", quote))
    return tuple(found)
