"""What is done with the facts that fit: listed, counted, ranked; and by what they are counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bizgraph.questions.asking.hearing import ASKING, Heard
from bizgraph.questions.asking.question import FACT, Operation, Question
from bizgraph.questions.asking.vocabulary import Cue

_ORDERS: Final = {
    Cue.MOST: Operation.MOST,
    Cue.LEAST: Operation.LEAST,
    Cue.LOWEST: Operation.LOWEST,
    Cue.HIGHEST: Operation.HIGHEST,
}
_GROUPS: Final = ("region", "indicator", "unit")
_GROUP_BEHIND: Final = 1


def find_operation(heard: Heard) -> Operation:
    """Return what is to be done with the facts that fit."""
    figures = heard.wants_figures()
    for cue, operation in _ORDERS.items():
        if heard.has(cue) and not (figures and cue in (Cue.MOST, Cue.LEAST)):
            return operation
    if heard.has(Cue.HOW_MANY) and not figures:
        return Operation.COUNT
    return Operation.YES_NO if heard.has(Cue.YES_NO) and not heard.has(*ASKING) else Operation.LIST


def with_counting(heard: Heard, question: Question) -> Question:
    """Say what is counted, and by what. Raises NotUnderstoodError where nothing can be ranked."""
    match question.operation:
        case Operation.MOST | Operation.LEAST:
            return _ranked(heard, question)
        case Operation.COUNT:
            return _counted(heard, question)
        case _:
            return question


def _ranked(heard: Heard, question: Question) -> Question:
    groups = [step.variable for step in question.steps if step.wanted]
    if not groups:
        raise heard.refusal(
            "只能按条数排名，例如“哪个指标的举措最多”",
            "things can be ranked by how many facts they have, "
            "such as “which indicator has the most measures”",
        )
    if _asks_for_facts(heard, question):
        return replace(question, group=FACT, counted=groups[0], wanted=True)
    return replace(question, group=groups[0], wanted=False)


def _counted(heard: Heard, question: Question) -> Question:
    group = _group(heard)
    things = [step.variable for step in question.steps if step.wanted and step.variable != group]
    if not things or _asks_for_facts(heard, question) or not heard.asked():
        return replace(question, group=group)
    return replace(question, group=group, counted=things[0])


def _asks_for_facts(heard: Heard, question: Question) -> bool:
    return any(mention.kind == question.kind.id for mention in heard.asked())


def _group(heard: Heard) -> str:
    """Return by what facts are counted: the kind right behind 各, else places; empty without 各."""
    if not heard.has(Cue.EACH):
        return ""
    each = heard.where(Cue.EACH)[0]
    behind = (m for m in heard.mentioned(*_GROUPS) if not m.things and 0 <= m.at - each <= _GROUP_BEHIND)
    found = next(behind, None)
    return found.kind if found else "region"
