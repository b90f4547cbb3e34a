"""The ways to read a question, the likeliest first: where one finds nothing, the next is tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bizgraph.questions.asking.question import FACT, Question, Step
from bizgraph.questions.asking.tokens import Topic
from bizgraph.questions.asking.vocabulary import Link, load_vocabulary


def readings(question: Question) -> Iterator[Question]:
    """Yield the question as it was understood, and what else it may mean."""
    if question.telling_place:
        yield _told_there(question)
    if question.of_assignments and not question.topics:
        yield from _leading(question)
    yield question
    yield from _with_responsibility(question)
    yield from _told_elsewhere(question)
    if question.year and not question.of_documents:
        yield _naming_the_year(question)
    if question.by_default:
        yield from _of_practices(question)
    if question.figures and [kind.id for kind in question.kinds] == ["measure", "target"]:
        yield from _other_figures(question)


def _told_there(question: Question) -> Question:
    """Read 四川的做法 as practised there and told in its own document."""
    told = load_vocabulary().links["told"]
    practised = (step for step in question.steps if step.link.id == "practised" and step.things)
    steps = (Step(FACT, told, "teller", step.things, places=step.places) for step in practised)
    return replace(question, steps=(*question.steps, *steps))


def _leading(question: Question) -> Iterator[Question]:
    """Read 谁负责 as who leads, where somebody does."""
    yield from _swapped(question, "charge", load_vocabulary().links["lead"])


def _with_responsibility(question: Question) -> Iterator[Question]:
    """Read 参与 as having responsibility, where nobody has the role of a partner."""
    yield from _swapped(question, "partner", load_vocabulary().links["responsible"])


def _told_elsewhere(question: Question) -> Iterator[Question]:
    """Read 赣县区列举的做法 as told in its document and practised elsewhere."""
    if any(step.link.id == "practised" and step.source == FACT and step.things for step in question.steps):
        yield from _swapped(question, "practised", load_vocabulary().links["told"], things_only=True)


def _naming_the_year(question: Question) -> Question:
    """Read the year as part of the words, as in 2023年营商环境评价."""
    topic = Topic(f"{question.year}年", quoted=True)
    return replace(question, year=0, topics=(*question.topics, topic))


def _of_practices(question: Question) -> Iterator[Question]:
    """Read a question as asked of practices of places."""
    vocabulary = load_vocabulary()
    practices = replace(question, kinds=(vocabulary.kinds["practice"],))
    yield from _swapped(practices, "region", vocabulary.links["practised"])


def _other_figures(question: Question) -> Iterator[Question]:
    """Read a question as asked of where places stand, and of what practices brought."""
    kinds = load_vocabulary().kinds
    yield replace(question, kinds=(kinds["baseline"],))
    yield replace(question, kinds=(kinds["gap"],))
    yield from _of_practices(question)
    yield replace(question, kinds=(kinds["practice"],))


def _swapped(question: Question, old: str, new: Link, *, things_only: bool = False) -> Iterator[Question]:
    """Yield the question with another link in the place of one; nothing where it does not have that one."""
    steps = tuple(
        replace(step, link=new) if step.link.id == old and (step.things or not things_only) else step
        for step in question.steps
    )
    if steps != question.steps:
        yield replace(question, steps=steps)
