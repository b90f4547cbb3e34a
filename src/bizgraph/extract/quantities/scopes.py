"""Figures that are no level to reach: where a change starts, and whom a rule is for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bizgraph.authority.units_of_measure import UnitKind
from bizgraph.extract.facts import Comparator
from bizgraph.extract.quantities.comparators import Bound
from bizgraph.extract.quantities.cues import any_of, load_cues
from bizgraph.extract.quantities.figures import Group

_SENTENCE_END = re.compile(r"[。;!?\n|]")
_CHAIN = re.compile("[、,且并或和]")
_REACH = 70
_WORD = r"[一-龥“A-Za-z]"
_SCOPED_COUNTS = ("person", "storey", "machine")


@dataclass(frozen=True, slots=True)
class Reading:
    """A group of figures as bound; `sentence` is where its sentence starts and ends in the words."""

    words: str
    group: Group
    bound: Bound
    sentence: tuple[int, int]

    @property
    def before(self) -> str:
        """The sentence up to the words that bind the group."""
        return self.words[self.sentence[0] : self.bound.start]

    @property
    def behind(self) -> str:
        """The sentence behind the words that bind the group."""
        return self.words[self.bound.end : self.sentence[1]]


def sentence_ends(words: str) -> list[int]:
    """Return the places where the sentences of the words end, the last one included."""
    return [*(match.start() for match in _SENTENCE_END.finditer(words)), len(words)]


def read(words: str, group: Group, bound: Bound, ends: Sequence[int]) -> Reading:
    """Return a group in its sentence; `ends` are those of `sentence_ends`."""
    before = bisect_left(ends, group.start)
    start = ends[before - 1] + 1 if before else 0
    return Reading(words, group, bound, (start, ends[bisect_left(ends, group.end)]))


def scope_of(readings: Sequence[Reading]) -> list[str]:
    """Return for each reading the rule that says it is no level to reach, or an empty string."""
    rules = [next((rule.__name__.strip("_") for rule in _RULES if rule(each)), "") for each in readings]
    for place in range(len(readings) - 2, -1, -1):
        if not rules[place] and rules[place + 1] and _same_condition(readings[place], readings[place + 1]):
            rules[place] = rules[place + 1]
    return rules


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    cues = load_cues()
    verbs = any_of((*cues.comparator.down_verbs, *cues.comparator.up_verbs, *cues.scope.change_verbs))
    arrival = f"{verbs}(?:至|到|为|成|了)"
    return {
        "start": re.compile(f"(?:{any_of(cues.scope.start_words)})(?!而|此|事|于)"),
        "arrival": re.compile(arrival),
        "arrival_near": re.compile(f"(?:左右)?的?[^,。;:\\d]{{0,6}}?{arrival}"),
        "arrival_next": re.compile(f"[^,]{{0,40}},{arrival}"),
        "former": re.compile(f"{any_of(cues.scope.former)}(?:时限|时间|的|为|约|共|承诺|分别)*$"),
        "attribute": re.compile(rf"(?:\([^()]*\))?(?P<of>的)?(?P<noun>(?=[,。;:、]|$)|{_WORD}.*)", re.DOTALL),
        "bracket": re.compile(rf"\({any_of(cues.scope.included)}[^()]*$"),
        "project": re.compile(rf"的[^,。;]{{0,24}}{any_of(cues.scope.scope_nouns)}"),
    }


def _start_of_a_change(reading: Reading) -> bool:
    """由106个工作日压缩至75个: the first is where it starts."""
    patterns = _patterns()
    behind = reading.words[reading.group.end : reading.sentence[1]]
    if patterns["arrival_near"].match(behind):
        return True
    starts = list(patterns["start"].finditer(reading.before[-_REACH:]))
    if not starts:
        return False
    if patterns["arrival"].search(reading.before[-_REACH:], starts[-1].end()) or reading.bound.arrives:
        return False
    clause = re.split(",", behind[:_REACH])[0]
    return bool(patterns["arrival"].search(clause) or patterns["arrival_next"].match(behind))


def _former_level(reading: Reading) -> bool:
    """较法定时限20个工作日; 在原有5家的基础上; but not 较法定时限压缩50%, 压缩至法定时限的20%."""
    share = reading.group.last.kind() is UnitKind.RATIO and reading.before.endswith("的")
    change = reading.bound.comparator in (Comparator.DECREASE_BY, Comparator.INCREASE_BY)
    if not share and not change and _patterns()["former"].search(reading.before):
        return True
    clause = re.split(r"[,:]", reading.behind)[0]
    return any(word in clause[:16] for word in load_cues().scope.base_words)


def _included(reading: Reading) -> bool:
    """(含行政审批时间10个工作日)."""
    return bool(_patterns()["bracket"].search(reading.before))


def _limit_included(reading: Reading) -> bool:
    """500平方米以下(含500平方米)."""
    return reading.words[: reading.group.start].endswith(
        tuple(f"({word}" for word in load_cues().scope.included)
    )


def _looked_back(reading: Reading) -> bool:
    """3个月内有违法记录的."""
    behind = reading.words[reading.group.end : reading.sentence[1]]
    return reading.group.last.kind() is UnitKind.TIME and behind.startswith(load_cues().scope.period_signs)


def _limit_behind(reading: Reading) -> bool:
    """200万元以下的货物, 80岁以上老年人, 6个月以上虚开发票; but not 10个以上指标."""
    if not reading.bound.after or reading.bound.arrives or _opened_as_level(reading):
        return False
    match = _patterns()["attribute"].match(reading.behind)
    if not match or not (match["noun"] or match["of"]):
        return False
    if match["of"] and not match["noun"]:
        return True
    if _names_a_level(match["noun"]) or match["noun"].startswith(load_cues().scope.reserve_words):
        return False
    kind, of = reading.group.last.kind(), bool(match["of"])
    if kind is UnitKind.TIME:
        within = reading.bound.after.endswith("内")
        return of if within else True
    if kind is UnitKind.RATIO:
        return of and reading.before.endswith(load_cues().scope.holder_words)
    if kind is UnitKind.COUNT:
        money = not reading.group.last.printed and reading.group.last.scaled > 1
        return money or reading.group.last.unit() in _SCOPED_COUNTS
    return True


def _names_a_level(noun: str) -> bool:
    """不超过1次的|抽查频次: the noun stands for the level itself."""
    return any(word in re.split("[,、]", noun)[0][:6] for word in load_cues().scope.level_nouns)


def _limit_in_front(reading: Reading) -> bool:
    """超过400万元的工程建设项目; 不超过1万元的,."""
    if not reading.bound.before or reading.bound.arrives or _opened_as_level(reading):
        return False
    scope = load_cues().scope
    match = _patterns()["attribute"].match(reading.behind)
    if not match:
        return False
    kind = reading.group.last.kind()
    if not match["of"]:
        return kind in (UnitKind.MONEY, UnitKind.SIZE) and match["noun"].startswith(scope.scope_nouns)
    given = any(word in reading.before[-5:] for word in scope.granting_words)
    if given or _names_a_level(match["noun"]):
        return False
    if kind is UnitKind.RATIO:
        return reading.before.rstrip("的").endswith(scope.holder_words)
    return kind is not UnitKind.COUNT or not reading.behind.startswith("的“")


def _size_among_conditions(reading: Reading) -> bool:
    """建筑面积不大于2000平方米,功能单一、技术要求简单的项目."""
    if reading.group.last.kind() is not UnitKind.SIZE or not reading.bound.before or reading.bound.arrives:
        return False
    if _opened_as_level(reading) or not reading.behind.startswith((",", "、", "(", "且")):
        return False
    return bool(_patterns()["project"].search(reading.behind[:_REACH]))


def _opened_as_level(reading: Reading) -> bool:
    """Whether the sentence says before the figure that a scope is set anew: 调整为总建筑面积不大于…."""
    return any(word in reading.before for word in load_cues().scope.level_openers)


def _description(reading: Reading) -> bool:
    """10千伏电力接入工程."""
    described = reading.group.last.unit() in load_cues().scope.descriptive_units
    bare = not (reading.bound.before or reading.bound.after)
    return described and bare and bool(re.match(_WORD, reading.behind))


def _sum_of_a_list(reading: Reading) -> bool:
    """甲、乙、丙等5项业务: the figure only sums up what was listed."""
    counts = reading.group.last.kind() is UnitKind.COUNT and reading.group.last.unit() != "procedure"
    bare = not (reading.bound.before or reading.bound.after)
    return counts and bare and reading.before.endswith(load_cues().scope.summing_words)


def _same_condition(reading: Reading, scoped: Reading) -> bool:
    """Whether a figure stands in one chain of conditions with the one behind it."""
    kinds = (UnitKind.SIZE, UnitKind.MONEY)
    gap = reading.words[reading.bound.end : scoped.bound.start]
    if reading.group.last.kind() not in kinds or scoped.group.last.kind() not in kinds:
        return False
    if (
        not (reading.bound.before or reading.bound.after)
        or reading.bound.arrives
        or _opened_as_level(reading)
    ):
        return False
    return bool(_CHAIN.match(gap)) and len(gap) <= 30 and not _SENTENCE_END.search(gap)


_RULES: tuple[Callable[[Reading], bool], ...] = (
    _start_of_a_change,
    _former_level,
    _limit_included,
    _included,
    _looked_back,
    _limit_behind,
    _limit_in_front,
    _size_among_conditions,
    _description,
    _sum_of_a_list,
)

# The rules whose figures are left out of aims and orders, and those whose figures state nothing anywhere.
NO_LEVELS = frozenset(rule.__name__.strip("_") for rule in _RULES)
NO_FIGURES_OF_STATE = frozenset(
    rule.__name__.strip("_")
    for rule in (_limit_included, _limit_behind, _limit_in_front, _size_among_conditions, _description)
)
