"""What a figure measures: the noun phrase of its clause, or the nearest one that its clause leans on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bizgraph.authority.units_of_measure import UnitKind, load_units_of_measure
from bizgraph.extract.facts import Comparator
from bizgraph.extract.quantities.cues import any_of, load_cues
from bizgraph.extract.quantities.parallel import distribute, lacks_attribute, shared_head, shared_tail
from bizgraph.extract.quantities.phrases import action_behind, head_before, noun_behind, trim, trim_verb
from bizgraph.extract.quantities.scopes import Reading

_CLAUSE = re.compile(r"[,:]")
_NAMED_COUNTS = ("procedure", "step", "form", "material", "rank", "bed")
_BOUNDING_RULES = ("", "start_of_a_change", "former_level", "sum_of_a_list")
# 通关时间为48小时,而厦门市为24小时: the same is measured elsewhere.
_ANOTHER_PLACE = re.compile("而?[一-龥]{2,5}[省市区县]")
_LONGEST = 60


class Metrics:
    """The metrics of all readings of a stretch, found once in order; `rules` are those of `scope_of`."""

    def __init__(self, readings: Sequence[Reading], rules: Sequence[str]) -> None:
        self._readings = readings
        self._rules = rules
        self._found: list[list[str]] = []
        for place in range(len(readings)):
            self._found.append(self._metrics(place))

    def of(self, place: int) -> list[str]:
        """Return the metric of each figure of a reading."""
        return self._found[place]

    def _metrics(self, place: int) -> list[str]:
        reading = self._readings[place]
        shared = self._shared_with_previous(place)
        if shared:
            return shared
        for source in _sources(reading):
            subject = source(self, place)
            if subject:
                number = len(reading.group.figures)
                return [self._each_of(place, metric[-_LONGEST:]) for metric in distribute(subject, number)]
        return [self._fallback(reading)] * len(reading.group.figures)

    def _shared_with_previous(self, place: int) -> list[str] | None:
        """The metrics of the figure before, where only a verb or nothing stands between."""
        previous = self._previous(place)
        reading = self._readings[place]
        if previous is None or reading.bound.thing or (_counts_things(reading) and self._noun(place)):
            return None
        before = self._readings[previous]
        between = reading.words[before.bound.end : reading.bound.start]
        if _CLAUSE.search(between) or trim(re.sub(r"^[)的、和及]+", "", between)):
            return None
        found = self._found[previous]
        number = len(reading.group.figures)
        return found if len(found) == number else [found[-1]] * number

    def _previous(self, place: int) -> int | None:
        """Return the reading before in the same sentence whose figure bounds this one's clause."""
        reading = self._readings[place]
        for previous in range(place - 1, -1, -1):
            before = self._readings[previous]
            if before.bound.end <= reading.sentence[0]:
                return None
            if _in_closed_bracket(reading.words, before.bound.end, reading.bound.start):
                continue
            if self._rules[previous] in _BOUNDING_RULES:
                return previous
        return None

    def _head(self, place: int) -> str:
        """The phrase in front of the figure in its clause."""
        reading = self._readings[place]
        if reading.bound.thing:
            return trim(reading.words[slice(*reading.bound.thing)])
        previous = self._previous(place)
        floor = max(reading.sentence[0], self._readings[previous].bound.end if previous is not None else 0)
        raw = head_before(reading.words, floor, reading.bound.start)
        adjacent = previous is not None and self._readings[previous].bound.end == reading.bound.start - len(
            raw
        )
        if (
            adjacent
            and previous is not None
            and self._readings[previous].group.last.kind() is not UnitKind.COUNT
        ):
            raw = _after_action(raw)
        subject = trim(raw)
        opening = reading.bound.start - len(raw)
        if not subject and reading.words[:opening].endswith("("):
            subject = trim(head_before(reading.words, floor, opening - 1))
        if self._rules[place] == "start_of_a_change":
            subject = trim(_after_start_word(subject))
        if raw.endswith("、") and "、" in subject:
            subject = trim(subject.split("、")[0])
        counts = reading.group.last.kind() is UnitKind.COUNT
        if previous is not None and not counts and _ANOTHER_PLACE.fullmatch(subject):
            return self._found[previous][-1]
        return self._with_attribute(place, previous, subject)

    def _with_attribute(self, place: int, previous: int | None, subject: str) -> str:
        """高压客户办电时间不超过12天,低压客户不超过6天: the second takes the attribute of the first."""
        if not subject or previous is None:
            return subject
        if not lacks_attribute(subject):
            return shared_head(self._found[previous][-1], subject) + subject
        reading, before = self._readings[place], self._readings[previous]
        if (
            before.group.last.kind() is not reading.group.last.kind()
            or reading.group.last.kind() is UnitKind.COUNT
        ):
            return subject
        full = self._found[previous][-1]
        alike = len(subject) >= 2 and subject[-2:] in full and not full.endswith(subject[-2:])
        tail = shared_tail(subject, full) if alike else None
        return subject + tail if tail else subject

    def _noun(self, place: int) -> str:
        """The counted thing behind the figure."""
        reading = self._readings[place]
        return noun_behind(reading.words, self._ceiling(place), reading.bound.end)

    def _action(self, place: int) -> str:
        """What is done within the time."""
        reading = self._readings[place]
        return action_behind(reading.words, self._ceiling(place), reading.bound.end, next_clause=False)

    def _anchored_action(self, place: int) -> str:
        """What is done within a time that begins with an event: 合同签订后2个工作日内公示."""
        reading = self._readings[place]
        head = head_before(reading.words, reading.sentence[0], reading.bound.start).rstrip("的")
        if not head.endswith(load_cues().metric.anchors):
            return ""
        return action_behind(reading.words, self._ceiling(place), reading.bound.end, next_clause=True)

    def _previous_clause(self, place: int) -> str:
        """The subject of the nearest clause before that has one."""
        reading = self._readings[place]
        begin = reading.sentence[0]
        figures = [each.group.start for each in self._readings]
        ends = [match.start() for match in _CLAUSE.finditer(reading.words, begin, reading.bound.start)]
        for start, end in reversed(list(zip([begin, *(end + 1 for end in ends)], ends, strict=False))):
            clause = reading.words[start:end]
            if clause.endswith("的") or any(start <= figure < end for figure in figures):
                continue
            subject = trim(re.split(r"[((]", clause)[0] if clause.count("(") > clause.count(")") else clause)
            if 2 <= len(subject) <= 40:
                return subject
        return ""

    def _verb(self, place: int) -> str:
        """The bare verb in front of the figure: 服务7730人次."""
        reading = self._readings[place]
        verb = trim_verb(head_before(reading.words, reading.sentence[0], reading.bound.start))
        return verb if verb in load_cues().metric.verbs else ""

    def _previous_sentence(self, place: int) -> str:
        """The last clause of the sentence before, for a sentence that is only a figure."""
        reading = self._readings[place]
        words = reading.words[: reading.sentence[0]].rstrip("。;!?\n| ")
        return trim(head_before(words, 0, len(words)))

    def _previous_metric(self, place: int) -> str:
        """The metric of the figure before in the sentence."""
        previous = self._previous(place)
        return self._found[previous][-1] if previous is not None else ""

    def _ceiling(self, place: int) -> int:
        """Return where the next figure or the sentence's end bounds what follows this one."""
        reading = self._readings[place]
        after = (
            self._readings[place + 1].bound.start if place + 1 < len(self._readings) else len(reading.words)
        )
        return min(after, reading.sentence[1])

    def _each_of(self, place: int, metric: str) -> str:
        """每千常住人口床位数6.5张、注册护士数3.3人: the second is of each thousand too."""
        previous = self._previous(place)
        if previous is None or metric.startswith("每"):
            return metric
        before, reading = self._readings[previous], self._readings[place]
        if not reading.words.startswith("、", before.bound.end):
            return metric
        match = re.match("|".join(load_cues().metric.each_of), self._found[previous][-1])
        return match.group() + metric if match else metric

    def _fallback(self, reading: Reading) -> str:
        """The unit's name, where no phrase is found."""
        units = load_units_of_measure()
        return units.label(reading.group.last.unit() or "number")


def _in_closed_bracket(words: str, start: int, end: int) -> bool:
    """Whether a bracket open at `start` is closed before `end`."""
    between = words[start:end]
    return between.count(")") > between.count("(")


def _after_start_word(subject: str) -> str:
    """适用范围由|原建筑面积: what the change starts from has its own name."""
    parts = re.split(any_of(load_cues().scope.start_words), subject)
    return parts[-1] if len(trim(parts[-1])) >= 2 else parts[0]


def _after_action(raw: str) -> str:
    """无外线工程2.5天|通电、|有外线工程5天通电: what closes the figure before is no part of the next."""
    action, mark, rest = raw.partition("、")
    return rest if mark and len(action) <= 6 else raw


_Source = Callable[[Metrics, int], str]


def _counts_things(reading: Reading) -> bool:
    """Whether the figure counts things whose name stands behind it or in front: 5个场景, 场景5个."""
    figure, bound = reading.group.last, reading.bound
    counts = figure.printed or (figure.scaled > 1 and not bound.after)
    named = figure.unit() in _NAMED_COUNTS or bound.thing is not None
    return figure.kind() is UnitKind.COUNT and bool(counts) and not named


def _sources(reading: Reading) -> tuple[_Source, ...]:
    """Return where to look for the metric, the first place first, by what kind of thing is counted."""
    bound, kind = reading.bound, reading.group.last.kind()
    if _counts_things(reading):
        return (_NOUN, _HEAD, _VERB, _PREVIOUS_METRIC, _PREVIOUS_CLAUSE, _PREVIOUS_SENTENCE)
    if kind is UnitKind.RATIO and bound.before:
        return (_HEAD, _PREVIOUS_METRIC, _PREVIOUS_CLAUSE, _NOUN, _PREVIOUS_SENTENCE)
    if kind is UnitKind.RATIO:
        return (_HEAD, _NOUN, _ACTION, _PREVIOUS_METRIC, _PREVIOUS_CLAUSE, _PREVIOUS_SENTENCE)
    if kind is UnitKind.TIME and bound.comparator in (Comparator.DECREASE_BY, Comparator.INCREASE_BY):
        return (_HEAD, _PREVIOUS_METRIC, _PREVIOUS_CLAUSE, _PREVIOUS_SENTENCE)
    if kind is UnitKind.TIME:
        return (_ANCHORED, _HEAD, _PREVIOUS_CLAUSE, _ACTION, _PREVIOUS_METRIC, _PREVIOUS_SENTENCE)
    return (_HEAD, _NOUN, _PREVIOUS_METRIC, _VERB, _PREVIOUS_CLAUSE, _PREVIOUS_SENTENCE)


_HEAD: _Source = Metrics._head
_NOUN: _Source = Metrics._noun
_VERB: _Source = Metrics._verb
_ACTION: _Source = Metrics._action
_ANCHORED: _Source = Metrics._anchored_action
_PREVIOUS_CLAUSE: _Source = Metrics._previous_clause
_PREVIOUS_METRIC: _Source = Metrics._previous_metric
_PREVIOUS_SENTENCE: _Source = Metrics._previous_sentence
