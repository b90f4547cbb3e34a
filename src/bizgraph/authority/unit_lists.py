"""Lists of units as documents print them: where each name begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bizgraph.authority.functions import Functions
from bizgraph.authority.regions import Regions

_OPEN = "(（“《「〔["
_CLOSE = ")）”》」〕]"
_SEPARATORS = frozenset("、,，;；。|/\n\r\t")
_TWO_WAY = re.compile(r"以及|和|及|与|会同")
_OWN = frozenset("省市区县州盟旗")
_LEVELS = _OWN | frozenset("镇乡街园村")
_TRIM = " 　、,，;；。.:：|/\n\r\t"


class UnitLists:
    """Names of units within printed lists."""

    def __init__(self, functions: Functions, regions: Regions) -> None:
        self._functions = functions
        self._regions = regions
        endings = {*functions.form("main-ending"), *functions.form("other-ending")}
        self._endings = tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))
        ends = "|".join(map(re.escape, functions.form("list-end")))
        self._list_end = re.compile(rf"(?:{ends})+$")
        self._known: dict[str, bool] = {}

    def is_generic(self, name: str) -> bool:
        """Say whether `name` stands for a class of units: 各镇街, 区直有关单位, 成员单位."""
        form = self._functions.form
        bare = name[1:] if name[:1] in _OWN and name[1:] in form("generic-whole") else name
        if bare in form("generic-whole") or name.startswith(form("generic-start")):
            return True
        if any(part in name for part in form("generic-part")):
            return True
        return name.endswith(form("generic-end")) and not self._is_known(name)

    def looks_like_unit(self, name: str) -> bool:
        """Say whether `name` ends as names of units do, or is known."""
        name = re.sub(r"\s+", "", name)
        bare = re.sub(r"[(（][^()（）]*[)）]?$", "", name) or name
        if len(bare) < 2:
            return False
        return bare.endswith(self._endings) or self.is_generic(name) or self._is_known(bare)

    def split(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the spans of the names of units in the list `text`, in order."""
        spans = (span for piece in _pieces(text) for span in self._piece(text, *piece))
        return tuple(span for span in spans if span[0] < span[1])

    def _piece(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the names in a stretch without separators: joined by 和, or run together, or one."""
        start, end = _trim(text, start, end)
        end = self._without_end(text, start, end)
        start, end = _trim(text, start, end)
        for cut in _TWO_WAY.finditer(text, start, end):
            left, right = text[start : cut.start()], text[cut.end() : end]
            if self._complete(left) and self.looks_like_unit(self._stripped(right)):
                yield from self._piece(text, start, cut.start())
                yield from self._piece(text, cut.end(), end)
                return
        if start < end:
            yield from self._run_together(text, start, end)

    def _without_end(self, text: str, start: int, end: int) -> int:
        """Leave out what follows the last name: 等单位, 按职责分工负责."""
        found = self._list_end.search(text, start, end)
        return found.start() if found else end

    def _stripped(self, name: str) -> str:
        return self._list_end.sub("", name.strip(_TRIM))

    def _complete(self, name: str) -> bool:
        squeezed = re.sub(r"\s+", "", name)
        return self.looks_like_unit(squeezed) and squeezed.endswith(
            (
                *self._endings,
                *self._functions.form("generic-end"),
                *self._functions.form("generic-whole"),
                ")",
                "）",
            )
        )

    def _run_together(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the names in a stretch whose separators were lost: 区市监局鸠江公安局."""
        places = [at for at in range(start, end) if not text[at].isspace()]
        name = "".join(text[at] for at in places)
        cuts = [0, len(name)] if self._is_known(name) else self._cuts(name)
        for left, right in pairwise(cuts):
            yield places[left], places[right - 1] + 1

    def _cuts(self, name: str) -> list[int]:
        """Return where to cut `name` into the fewest known names, or its two ends if that fails."""
        size = len(name)
        best: list[list[int] | None] = [[0]] + [None] * size
        for left in range(size):
            so_far = best[left]
            if so_far is None:
                continue
            for right in range(left + 2, size + 1):
                known = best[right]
                if known is not None and len(known) <= len(so_far) + 1:
                    continue
                if self._is_known(name[left:right]) and (left == 0 or self._can_follow(name[left:right])):
                    best[right] = [*so_far, right]
        return best[size] or [0, size]

    def _can_follow(self, name: str) -> bool:
        """Say whether `name` can stand right behind another name and still be a unit of its own."""
        if (
            name[0] in _OWN
            or self._functions.is_name(name)
            or not name.endswith(self._functions.form("sub-ending"))
        ):
            return True
        return name.endswith(self._functions.form("main-ending"))

    def _is_known(self, name: str) -> bool:
        """Say whether `name`, whatever its place, is the name of a unit whose functions are known."""
        if name not in self._known:
            bodies = (self._known_bodies(form) for form in self._without_parent(name))
            self._known[name] = any(True for found in bodies for _ in found)
        return self._known[name]

    def _without_parent(self, name: str) -> Iterator[str]:
        """Yield a name, and what follows the national body that it begins with: 国网|吉林省电力有限公司."""
        yield name
        for parent in self._functions.form("parent"):
            if name.startswith(parent) and len(name) > len(parent) + 3:
                yield name.removeprefix(parent)

    def _known_bodies(self, name: str) -> Iterator[str]:
        bare = re.sub(r"[(（][^()（）]*[)）]?$", "", name) or name
        if not bare.endswith(self._endings) and self._functions.read(bare) is None:
            return
        for size in range(min(len(bare), 12)):
            prefix, body = bare[:size], bare[size:]
            place = not prefix or prefix in _OWN or self._regions.is_name(prefix)
            found = self._functions.read(body) if place else None
            if found is not None and (found.exact or found.rest == body):
                yield body
        branch = next((b for b in self._functions.form("branch") if bare.endswith(b)), "")
        for size in range(2, 8 if branch else 0):
            inner = len(bare) - len(branch)
            if inner - size > 1 and self._regions.is_name(bare[inner - size : inner]):
                rest = bare[: inner - size]
                if any(True for _ in self._known_bodies(rest + branch)) or any(
                    True for _ in self._known_bodies(rest)
                ):
                    yield rest


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches between separators that stand outside brackets and quotation marks."""
    start = at = 0
    while at < len(text):
        if text[at] in _OPEN:
            at = _closing(text, at)
        elif text[at] in _SEPARATORS and not _is_initial(text, start, at):
            yield start, at
            start = at + 1
        at += 1
    yield start, len(text)


def _is_initial(text: str, start: int, end: int) -> bool:
    """Say whether the stretch shares the end of the next name: 水、电、气公司, 各市、县政府."""
    if text[end] != "、" or not text[end + 1 : end + 2].strip():
        return False
    word = text[start:end].rpartition("、")[2].strip()
    every = word[:1] == "各" and len(word) <= 3 and word[-1] in _LEVELS and text[end + 1] in _LEVELS
    return len(word) == 1 or every


def _closing(text: str, opening: int) -> int:
    """Return where the bracket that opens at `opening` closes, or `opening` if it never does."""
    depth = 0
    for at in range(opening, len(text)):
        if text[at] in _OPEN:
            depth += 1
        elif text[at] in _CLOSE:
            depth -= 1
            if depth == 0:
                return at
    return opening


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRIM:
        start += 1
    while start < end and text[end - 1] in _TRIM:
        end -= 1
    return start, end
