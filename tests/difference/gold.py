"""What reading found to have changed between two documents, and how much of it the program finds."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from bizgraph.difference.result import Change, Compared, What
from bizgraph.difference.values import Kind

DATA = Path(__file__).parents[1] / "data" / "diff"
NAMES = tuple(sorted(path.stem for path in DATA.glob("*.toml")))
_WHOLE = {What.NEW, What.DROPPED, What.SPLIT, What.MERGED}
_FIGURE = re.compile(r"\d+(?:[.-]\d+)*")

Pair: TypeAlias = tuple[str, Kind, int, int]
Found: TypeAlias = tuple[str, Kind, tuple[int, ...], tuple[int, ...], str]


@dataclass(frozen=True)
class Gold:
    """What changed: pairs of lines that say the same, and what changed in each match."""

    name: str
    old: Path
    new: Path
    pairs: frozenset[Pair]
    changes: Counter[Found]


@dataclass
class Score:
    """How many were expected, found, and right."""

    expected: int = 0
    found: int = 0
    right: int = 0
    wrong: list[object] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    def add(self, expected: Counter[Found] | Counter[Pair], found: Counter[Found] | Counter[Pair]) -> None:
        self.expected += expected.total()
        self.found += found.total()
        self.right += (expected & found).total()  # type: ignore[operator]
        self.wrong += [("missed", each) for each in expected if each not in found]
        self.wrong += [("not so", each) for each in found if each not in expected]


def read_gold(name: str) -> Gold:
    """Read what was found in one pair of documents."""
    data = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
    pairs: set[Pair] = set()
    changes: Counter[Found] = Counter()
    for kind in Kind:
        for match in data.get(kind, ()):
            olds, news = tuple(match["old"]), tuple(match["new"])
            pairs |= {(name, kind, old, new) for old in olds for new in news}
            changes.update((name, kind, olds, news, _told(change)) for change in match["changes"])
    return Gold(name, DATA / data["old"], DATA / data["new"], frozenset(pairs), changes)


def pairs_of(name: str, compared: Compared) -> Iterator[Pair]:
    """Yield the pairs of lines that the program holds to say the same."""
    for match in compared.matches:
        for old in match.olds:
            for new in match.news:
                yield name, match.kind, old.line, new.line


def changes_of(name: str, compared: Compared) -> Iterator[Found]:
    """Yield the changes that the program found, as the gold words them."""
    for match in compared.matches:
        olds, news = (tuple(told.line for told in side) for side in (match.olds, match.news))
        for change in match.changes:
            if change.what not in _WHOLE:
                yield name, match.kind, olds, news, _told(_worded(change))


def what_of(found: Found) -> str:
    """Return the kind of a change."""
    return found[-1].split()[0]


def _told(change: str) -> str:
    return " ".join(change.split())


def _worded(change: Change) -> str:
    family = change.what.split("-")[0]
    words = [str(change.what)]
    if family in ("figure", "deadline"):
        words += _FIGURE.findall(change.before) + _FIGURE.findall(change.after)
    if family in ("lead", "unit"):
        words.append(change.after or change.before)
    if change.better is not None:
        words.append("better" if change.better else "worse")
    return " ".join(words)
