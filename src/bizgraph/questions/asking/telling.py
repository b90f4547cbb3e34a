"""Says in a sentence how a question was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.questions.asking.question import PRACTICE, Operation, Question, Step, spoken
from bizgraph.questions.asking.times import Period

_OPERATIONS: Final = {
    Operation.LIST: ("列出", "listing"),
    Operation.COUNT: ("统计数目：", "counting"),
    Operation.MOST: ("按条数由多到少排列：", "ranking by number, most first:"),
    Operation.LEAST: ("按条数由少到多排列：", "ranking by number, fewest first:"),
    Operation.LOWEST: ("按数值由小到大列出：", "listing by value, lowest first:"),
    Operation.HIGHEST: ("按数值由大到小列出：", "listing by value, highest first:"),
    Operation.YES_NO: ("有没有：", "is there any:"),
}


def tell(question: Question, labels: Mapping[NamedNode, str]) -> str:
    """Return how a question was read, in its language; `labels` are the names of the things it mentions."""
    parts = (
        spoken(question.language, *_OPERATIONS[question.operation]),
        [kind.labels[question.language].lower() for kind in question.kinds],
        [*_of_steps(question, labels), *_of_words(question), *_of_time(question)],
        list(_wanted(question)),
    )
    return _chinese(*parts) if question.language == "zh" else _english(*parts)


def _chinese(verb: str, kinds: list[str], conditions: list[str], wanted: list[str]) -> str:
    where = f"，条件是{'；'.join(conditions)}" if conditions else "（不限条件）"
    columns = f"，并给出{'、'.join(wanted)}" if wanted else ""
    return f"我的理解：{verb}{'、'.join(kinds)}{where}{columns}。"


def _english(verb: str, kinds: list[str], conditions: list[str], wanted: list[str]) -> str:
    where = f" where {'; '.join(conditions)}" if conditions else " (no condition)"
    columns = f", with {', '.join(wanted)}" if wanted else ""
    return f"Read as: {verb} {' or '.join(kinds)}{where}{columns}."


def _of_steps(question: Question, labels: Mapping[NamedNode, str]) -> Iterator[str]:
    for step in question.steps:
        if step.things or step.negated or (not step.wanted and step.variable != PRACTICE):
            yield _condition(step, labels, question.language)


def _of_words(question: Question) -> Iterator[str]:
    if question.said:
        quoted = [f"“{word}”" for word in question.said]
        yield spoken(
            question.language,
            f"文字最切合{'、'.join(quoted)}",
            f"the text holds, as far as any does, {', '.join(quoted)}",
        )


def _of_time(question: Question) -> Iterator[str]:
    language = question.language
    if question.due:
        yield spoken(language, *_due(question.due))
    if question.year:
        yield spoken(language, f"文件或时限在{question.year}年", f"document or deadline of {question.year}")
    if question.dated is False:
        yield spoken(language, "没有明确日期", "without a date")
    if question.time_only:
        yield spoken(language, "单位为时间", "in units of time")


def _due(period: Period) -> tuple[str, str]:
    first, last = period.first, period.last
    if first and last:
        return f"时限在{first}至{last}之间", f"due from {first} to {last}"
    if last:
        return f"时限不晚于{last}", f"due by {last}"
    return f"时限不早于{first}", f"due from {first} on"


def _condition(step: Step, labels: Mapping[NamedNode, str], language: str) -> str:
    name = step.link.labels[language]
    if not step.things:
        said = (f"没有{name}", f"without {name}") if step.negated else (f"有{name}", f"with {name}")
        return spoken(language, *said)
    values = spoken(language, "、", " or ").join(
        dict.fromkeys(labels.get(thing, thing.value) for thing in step.things)
    )
    if step.negated:
        return spoken(language, f"{name}不是{values}", f"{name} is not {values}")
    return spoken(language, f"{name}是{values}", f"{name} is {values}")


def _wanted(question: Question) -> Iterator[str]:
    for step in question.steps:
        if step.wanted and not step.negated:
            yield step.link.labels[question.language]
    if question.figures:
        yield spoken(question.language, "数字", "figures")
    if question.wants_deadline:
        yield spoken(question.language, "时限", "deadline")
