"""Role lines below measures and headings: whom what they say holds for (MODEL, Units, Deadline)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bizgraph.extract.context import Context
from bizgraph.extract.facts import Measure, Role
from bizgraph.extract.found import Found, Path, path
from bizgraph.extract.measures import with_roles
from bizgraph.extract.parts import RoleLine
from bizgraph.extract.roles import Roles, read_labelled, read_units
from bizgraph.extract.sections import SectionBook
from bizgraph.extract.tails import heading_roles, tail_roles
from bizgraph.outline.nodes import Node, NodeKind, Outline


def read_role_lines(context: Context, book: SectionBook, found: Found, lines: Sequence[RoleLine]) -> None:
    """Give what lines below one another say of responsibility to the measures that wait for it, else to
    their heading.
    """
    read = [_roles_of(context, line.node) for line in lines]
    for roles in (_together([each for each in read if not _only_due(each)]), *filter(_only_due, read)):
        if not roles:
            continue
        waiting = _waiting(found, lines[0], roles)
        if not waiting:
            _assign_to_heading(book, lines[0], roles)
        for index in waiting:
            found.measures[index] = with_roles(found.measures[index], roles)


def _only_due(roles: Roles) -> bool:
    return roles.deadline is not None and not roles.responsibilities and not roles.champions


def _together(read: Sequence[Roles]) -> Roles:
    """Lines as one: those responsible beside a lead are partners, on whichever line they stand."""
    named = [responsibility for roles in read for responsibility in roles.responsibilities]
    if any(responsibility.role is Role.LEAD for responsibility in named):
        named = [
            replace(each, role=Role.PARTNER) if each.role is Role.RESPONSIBLE else each for each in named
        ]
    return Roles(
        read[0].start if read else 0,
        tuple(named),
        next((roles.deadline for roles in read if roles.deadline), None),
        tuple(person for roles in read for person in roles.champions),
        named=True,
    )


def _roles_of(context: Context, node: Node) -> Roles:
    words = context.words(node.start, node.end)
    labelled = node.label is not None and node.label.kind != "roles"
    if labelled or "单位:" in words or "部门:" in words:
        return read_labelled(context, node.start, node.end)
    opening = re.match(r"\(?(?:(?:以上|上述)[^。,]{1,10}?(?:由|:))?", words)
    start = node.start + (opening.end() if opening else 0)
    return read_units(context, start, node.end - len(words) + len(words.rstrip(")。;")))


def _waiting(found: Found, line: RoleLine, roles: Roles) -> list[int]:
    """The measures above a role line that it holds for: those since the last such line (MODEL, Units).

    Measures of the same section under an earlier heading wait too, unless some of them got what this line
    gives; a line right below a heading is the heading's.
    """
    waiting: list[int] = []
    blocked: set[Path] = set()
    seen: Measure | None = None
    here = path(line.setting.headings)
    for index in range(len(found.measures) - 1, -1, -1):
        measure = found.measures[index]
        place = found.paths.get(measure.key, ())
        if place[:1] != here[:1] or not _shares_section(place, here):
            break
        if place != here and (not seen or measure.section != seen.section):
            break
        seen = measure
        has = (roles.responsibilities and measure.responsibilities) or (
            not roles.responsibilities and roles.deadline and measure.deadline
        )
        if has:
            if place == here:
                break
            blocked.add(place)
        elif place in blocked:
            break
        else:
            waiting.append(index)
    return [i for i in waiting if found.paths.get(found.measures[i].key, ()) not in blocked]


def _shares_section(place: Path, here: Path) -> bool:
    """Whether two statements stand in one part: all but the nearest heading are the same."""
    return place == here or (len(place) == len(here) and place[:-1] == here[:-1])


def _assign_to_heading(book: SectionBook, line: RoleLine, roles: Roles) -> None:
    if not roles.responsibilities and not roles.champions:
        return
    for node in line.setting.headings:
        indicators = book.named(node)
        if indicators:
            book.assign(book.add(node, node.number, indicators), roles)
            return
    if line.setting.headings:
        node = line.setting.headings[-1]
        book.assign(book.add(node, node.number, ()), roles)


def with_heading_roles(context: Context, outline: Outline, book: SectionBook) -> SectionBook:
    """Give sections the units and people that their headings or one-paragraph bodies name."""
    for node in outline.root.walk():
        if node.kind not in (NodeKind.HEADING, NodeKind.ITEM) or node.body >= node.end:
            continue
        section = book.headed(node)
        if section is None:
            continue
        if node.kind is NodeKind.HEADING:
            roles = heading_roles(context, node.body, node.title_end)
        else:
            roles = tail_roles(context, node.body, node.extent)
        if roles:
            book.assign(section, roles)
    return book
