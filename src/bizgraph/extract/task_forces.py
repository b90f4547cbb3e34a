"""Task forces (工作专班): their leaders, members and office, without anybody's telephone number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bizgraph.extract.actors import known_prefix
from bizgraph.extract.context import Context
from bizgraph.extract.facts import Person, TaskForce, UnitMention
from bizgraph.extract.force_tables import read_force_table
from bizgraph.extract.genre import PartKind
from bizgraph.outline.nodes import Node, NodeKind, Outline

_NAME = re.compile(r"[\u4e00-\u9fff]{1,4}(?:·[\u4e00-\u9fff]{1,6})?")
_OFFICE_WORD = re.compile(r"(?:长|任|记|员|县|副|局|主席|总|师|首席|代表|秘书|调研|职)")
_LINE = re.compile(r"[^\n;]+")
_APPOINTED = re.compile(r"(?:由|,|(?<=[。;\n]))(?P<people>[^,;。:\n]{2,60}?)(?:任|担任)(?P<role>副?组长)")
_TITLED = re.compile(r"(?P<title>.*(?:长|任|记|员|席))?(?P<name>[\u4e00-\u9fff]{2,3})")


class _Token(NamedTuple):
    """A word of a list of people, and where it stands in the list."""

    words: str
    start: int
    end: int


def read_task_forces(context: Context, outline: Outline) -> tuple[TaskForce, ...]:
    """Return the task forces that a document sets up in passages of their own."""
    return tuple(_walk(context, outline, outline.root))


def _walk(context: Context, outline: Outline, node: Node) -> Iterator[TaskForce]:
    for child in node.children:
        if child.kind is NodeKind.TABLE:
            yield from read_force_table(context, child)
            continue
        title = outline.title(child)
        if title and context.authorities.genre.part(title) is PartKind.TASK_FORCE:
            force = _task_force(context, child, _end(context, outline, child))
            if force is not None and not any(_walk(context, outline, child)):
                yield force
                continue
        if child.kind is not NodeKind.PARAGRAPH:
            yield from _walk(context, outline, child)


def _end(context: Context, outline: Outline, node: Node) -> int:
    """Where a passage ends: a further deputy's line (`王强 区财政局局长`) only looks like a heading."""
    end = node.extent
    for other in outline.root.walk():
        if other.kind is NodeKind.ROOT or other.start < end:
            continue
        if other.kind is not NodeKind.HEADING or not _continues(context, other.body, other.title_end):
            break
        end = other.extent
    return end


def _task_force(context: Context, node: Node, end: int) -> TaskForce | None:
    start = node.title_end
    leaders, deputies, deputy_lost = _people(context, start, end)
    members = _members(context, start, end)
    offices, director = _office(context, start, end, (*leaders, *deputies))
    if not members and not leaders and not deputies:
        return None
    if director and deputy_lost is not None and director.name.startswith(deputy_lost):
        deputies = (*(p for p in deputies if not director.name.startswith(p.name)), director)
    quote = context.quote(node.body, end)
    return TaskForce(
        key=f"task-force/{quote.span.start}",
        number=node.number,
        quote=context.quote(node.body, end),
        indicators=context.authorities.indicators.named_in(context.words(node.body, node.title_end)),
        leaders=tuple(p for p in leaders if len(p.name) > 1),
        deputy_leaders=tuple(p for p in deputies if len(p.name) > 1),
        members=members,
        offices=offices,
        rule="passage that sets up a task force",
    )


def _people(
    context: Context, start: int, end: int
) -> tuple[tuple[Person, ...], tuple[Person, ...], str | None]:
    """Leaders, deputies, and what is left of a deputy's name that was lost (None where none was)."""
    genre = context.authorities.genre
    lines = re.compile(rf"(?P<deputy>{genre.deputy.pattern})\s*:|(?P<leader>{genre.leader.pattern})\s*:")
    groups: dict[str, list[Person]] = {"leader": [], "deputy": []}
    lost: str | None = None
    role = ""
    seen_leader = False
    for line in _LINE.finditer(context.text.clean, start, end):
        match = lines.match(context.text.clean, line.start() + _blanks(line.group()), line.end())
        if match:
            role = match.lastgroup or "leader"
            if role == "leader" and seen_leader and not groups["deputy"]:
                role = "deputy"  # the character 副 was lost: a second line of a leader is a deputy's
            seen_leader = True
            begin = match.end()
        elif role and _continues(context, line.start(), line.end()):
            begin = line.start()
        else:
            role = ""
            continue
        people = _persons(context, begin, line.end())
        if role == "deputy" and (not people or len(people[0].name) == 1):
            lost = people[0].name if people else ""
        groups[role] += people
    for appointed in _APPOINTED.finditer(context.text.clean, start, end):
        role = "deputy" if "副" in appointed["role"] else "leader"
        groups[role] += _appointed_persons(context, *appointed.span("people"))
    return tuple(groups["leader"]), tuple(groups["deputy"]), lost


def _appointed_persons(context: Context, start: int, end: int) -> list[Person]:
    """`区财政局局长俞敏、区发改局局长章伟`: names behind the offices they hold."""
    people = []
    for part in re.finditer(r"[^、]+", context.words(start, end)):
        match = _TITLED.fullmatch(part.group())
        if match:
            left = start + part.start() + match.start("name")
            people.append(
                Person(match["name"], match["title"] or "", context.quote(left, left + len(match["name"])))
            )
    return people


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip(" *"))


def _continues(context: Context, start: int, end: int) -> bool:
    """A line with only a name and an office under the line of a deputy."""
    words = context.words(start, end)
    parts = [token.words for token in _tokens(context, start, words)]
    return len(parts) == 2 and len(parts[0]) <= 4 and bool(_NAME.fullmatch(parts[0])) and ":" not in words


def _persons(context: Context, start: int, end: int) -> list[Person]:
    """`徐光耀 副区长`, `李明(区委常委)、王强`, `区委常委 王强`: names and the offices they hold."""
    words = context.words(start, end).rstrip("。; ")
    people: list[Person] = []
    position = 0
    for part in re.finditer(r"[^、,;]+", words):
        if part.start() < position:
            continue
        tokens = list(_tokens(context, start + part.start(), part.group()))
        names = [t for t in tokens if _NAME.fullmatch(t.words) and not _OFFICE_WORD.search(t.words)]
        if not names:
            if people and not tokens:
                continue
            break
        name = names[0]
        left = start + part.start() + name.start
        others = [t for t in tokens if t is not name]
        title = ""
        if others:
            first, last = part.start() + others[0].start, part.start() + others[-1].end
            if name is tokens[0] and len(names) == 1 and _OFFICE_WORD.search(others[-1].words):
                last = _title_end(words, last)
                position = last
            title = words[first:last].strip("() ")
        quote = context.quote(left, left + len(name.words))
        people.append(Person(name.words, title, quote))
    return people


def _tokens(context: Context, start: int, words: str) -> Iterator[_Token]:
    """What stands between blanks and brackets. A blank that cleaning took out between a name and an office
    (`徐光耀 副区长`) counts, one inside a name of two characters (`王 强`) does not.
    """
    for run in re.finditer(r"[^\s()]+", words):
        left = run.start()
        for position in range(left + 2, run.end()):
            if position - left >= 2 and _blank_was_before(context, start + position):
                yield _Token(words[left:position], left, position)
                left = position
        yield _Token(words[left : run.end()], left, run.end())


def _blank_was_before(context: Context, position: int) -> bool:
    source, origins = context.text.source, context.text.origins
    return source[origins[position - 1] + 1 : origins[position]].isspace()


def _title_end(words: str, end: int) -> int:
    """An office may hold a list: `区委常委、常务副区长`."""
    match = re.compile(r"(?:[、,][^、,;\s]*(?:长|任|记|员)(?:\([^)]*\))?)+(?![^、,;]*\s)").match(words, end)
    return match.end() if match else end


def _members(context: Context, start: int, end: int) -> tuple[UnitMention, ...]:
    match = context.authorities.genre.members.search(context.text.clean, start, end)
    if match is None:
        return ()
    name = next(name for name, words in match.groupdict().items() if words is not None)
    return context.units_in(match.start(name), match.end(name))


def _office(
    context: Context, start: int, end: int, people: tuple[Person, ...]
) -> tuple[tuple[UnitMention, ...], Person | None]:
    offices: list[UnitMention] = []
    director: Person | None = None
    for match in context.authorities.genre.office.finditer(context.text.clean, start, end):
        left, right = match.start("office"), match.end("office")
        words = context.words(left, right)
        appointed = re.search("同志|兼任|担任", words)
        words = words[: appointed.start()] if appointed else words
        named = [
            words.find(person.name) for person in people if len(person.name) > 1 and person.name in words
        ]
        stop = min(named) if named else (known_prefix(context, left, left + len(words)) - left or len(words))
        offices += context.units_in(left, left + stop)
        director = director or _director(context, left + stop, min(end, right + 40))
    return tuple(offices), director


def _director(context: Context, start: int, end: int) -> Person | None:
    """The director of the office, named behind it: who a lost name in the list must have been."""
    match = context.authorities.genre.director.search(context.text.clean, start, end)
    if match is None:
        return None
    quote = context.quote(match.start("name"), match.end("name"))
    return Person(quote.text, "", quote)
