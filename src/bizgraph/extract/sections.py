"""The sections of a document: what it orders for one indicator, under which heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bizgraph.extract.context import Context
from bizgraph.extract.facts import Person, Responsibility, Section
from bizgraph.extract.parts import Setting
from bizgraph.extract.roles import Roles
from bizgraph.outline.nodes import Node, NodeKind
from bizgraph.outline.numbering import MarkerKind
from bizgraph.source.text import Quote

_MOST_INDICATORS = 3
_LEAST_OTHERS = 2
_SHARE_OF_OTHERS = 0.34
# `(挂帅领导:…;牵头单位:…)`, `(区市监局牵头)` behind a heading: units, not what it is about.
_ROLES_BEHIND = re.compile(r"[(\[][^()\[\]]*:[^()\[\]]*[)\]]|\([^()]*(?:牵头|负责)[^()]*\)?\s*$")


@dataclass
class SectionBook:
    """Sections as they are met; what several places of a document order for one indicator is one section."""

    context: Context
    _sections: dict[str, Section] = field(default_factory=dict)
    _by_indicators: dict[tuple[str, ...], str] = field(default_factory=dict)
    _named: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def of(self, setting: Setting, leaf: Node | None) -> Section | None:
        """Return the section in which a statement stands: the outermost heading that names an indicator,
        else its own run-in heading, else the nearest heading.
        """
        nodes = [*setting.headings, *([leaf] if leaf and leaf.title_end > leaf.body else [])]
        for node in nodes:
            indicators = self.named(node)
            if indicators:
                return self.add(node, node.number, indicators)
        if not setting.headings:
            return None
        nearest = next((n for n in reversed(setting.headings) if n.title_end > n.body), setting.headings[-1])
        return self.add(nearest, nearest.number, ())

    def headed(self, node: Node) -> Section | None:
        """Return the section that a node heads: by the indicator it names, else by its place."""
        indicators = self.named(node) if node.kind is NodeKind.HEADING else ()
        key = self._by_indicators.get(indicators) if indicators else None
        return self._sections.get(key or f"section/{self.context.quote(node.body, node.end).span.start}")

    def key_of(self, indicators: tuple[str, ...]) -> str | None:
        """Return the key of the section of these indicators, or None where there is none."""
        return self._by_indicators.get(indicators) if indicators else None

    def named(self, node: Node) -> tuple[str, ...]:
        """Return the indicators that a node's heading names; none where it lists many or is only a theme."""
        if node.start not in self._named:
            found = self._in_title(node)
            whole = len(found) <= _MOST_INDICATORS and not self._is_theme(node, frozenset(found))
            self._named[node.start] = found if whole else ()
        return self._named[node.start]

    def _in_title(self, node: Node) -> tuple[str, ...]:
        title = _ROLES_BEHIND.sub("", self.context.words(node.body, node.title_end))
        return self.context.authorities.indicators.named_in(title)

    def _is_theme(self, node: Node, own: frozenset[str]) -> bool:
        """Whether the items under a heading are on indicators of their own: it names a theme, not theirs."""
        title = _ROLES_BEHIND.sub("", self.context.words(node.body, node.title_end))
        if any(_opens(title, name) for indicator in own for name in _names_of(self.context, indicator)):
            return False
        items = [n for n in node.walk() if n is not node and n.kind is NodeKind.ITEM and n.title_end > n.body]
        others = [item for item in items if (named := self._in_title(item)) and not own & set(named)]
        return len(others) >= _LEAST_OTHERS and len(others) >= _SHARE_OF_OTHERS * len(items)

    def add(self, node: Node, number: str, indicators: tuple[str, ...]) -> Section:
        """Return the section of these indicators, or of this heading, made where it is new."""
        start, end = (node.body, node.title_end) if node.title_end > node.body else (node.start, node.end)
        return self.add_quoted(self._heading(start, end), number, indicators)

    def _heading(self, start: int, end: int) -> Quote:
        words = self.context.words(start, end)
        bracket = words.rfind("(")
        stop = start + bracket if bracket > 0 and words.endswith(")") and "牵头" in words[bracket:] else end
        while stop - 1 > start and self.context.words(stop - 1, stop) in "。: \n":
            stop -= 1
        return self.context.quote(start, stop)

    def add_quoted(self, heading: Quote, number: str, indicators: tuple[str, ...]) -> Section:
        """Return the section of these indicators, made with this heading where it is new."""
        key = self._by_indicators.get(indicators) if indicators else None
        key = key or f"section/{heading.span.start}"
        if key not in self._sections:
            rule = "heading names an indicator" if indicators else "heading over statements"
            self._sections[key] = Section(key, number, heading, indicators, rule=rule)
            if indicators:
                self._by_indicators[indicators] = key
        return self._sections[key]

    def assign(self, section: Section, roles: Roles) -> None:
        """Add units and people to a section."""
        known = self._sections[section.key]
        self._sections[section.key] = replace(
            known,
            responsibilities=_merged(known.responsibilities, roles.responsibilities),
            champions=_merged_people(known.champions, roles.champions),
        )

    def all(self) -> tuple[Section, ...]:
        """Return the sections in the order of the file."""
        return tuple(sorted(self._sections.values(), key=lambda section: section.heading.span.start))


def _merged(known: Sequence[Responsibility], more: Iterable[Responsibility]) -> tuple[Responsibility, ...]:
    merged = {(r.mention.unit.id, r.role): r for r in known}
    for responsibility in more:
        merged.setdefault((responsibility.mention.unit.id, responsibility.role), responsibility)
    return tuple(merged.values())


def _merged_people(known: Sequence[Person], more: Iterable[Person]) -> tuple[Person, ...]:
    merged = {person.name: person for person in known}
    for person in more:
        merged.setdefault(person.name, person)
    return tuple(merged.values())


def sub_indicators(context: Context, setting: Setting, indicators: tuple[str, ...]) -> tuple[str, ...]:
    """Return the second-level indicator that the nearest heading names, for each first-level one."""
    headings = [
        node for node in setting.headings if node.marker and node.marker.kind is not MarkerKind.ATTACHMENT
    ]
    plain = [node for node in setting.headings if not node.marker]
    found = []
    for first in indicators:
        for node in reversed(headings + plain[-1:]):
            title = re.sub(r"(?:方面|指标|情况)?[。:\s]*$", "", context.words(node.body, node.title_end))
            sub = context.authorities.indicators.sub_named(title, first)
            if sub and title in _names_of(context, sub):
                found.append(sub)
                break
    return tuple(found)


def _opens(title: str, name: str) -> bool:
    """Whether a heading is an indicator's name and nothing that widens it: `招标投标指标领域`."""
    return title.startswith(name) and len(title.rstrip("。: \n")) <= len(name) + 5


def _names_of(context: Context, indicator: str) -> tuple[str, ...]:
    known = context.authorities.indicators.get(indicator)
    return (known.label, *known.names)
