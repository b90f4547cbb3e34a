from __future__ import annotations

import pytest

from bizgraph.graph import Graph
from bizgraph.questions.asking.question import NotUnderstoodError, Step
from bizgraph.questions.citing import labels

from .conftest import Reader
from .examples import examples


@pytest.mark.parametrize(("question", "kinds", "operation", "links"), examples("read.tsv"))
def test_questions_are_understood(
    seeds_graph: Graph, read: Reader, question: str, kinds: str, operation: str, links: str
) -> None:
    found = read(question)
    assert [kind.id for kind in found.kinds] == kinds.split()
    assert found.operation == operation
    assert [_written(seeds_graph, step) for step in found.steps] == links.split()


def _written(graph: Graph, step: Step) -> str:
    names = labels(graph._store, (step.things,), "zh")
    things = "、".join(names[thing] for thing in step.things)
    return f"{'!' * step.negated}{step.link.id}{f'={things}' if things else ''}{'*' * step.wanted}"


@pytest.mark.parametrize(
    "question",
    [
        "谁?",
        "为什么东莞的举措多?",
        "今年到期的举措有哪些?",
        "逾期的举措有哪些?",
        "你好",
        "Why is it so?",
        "",
        "?",
    ],
)
def test_what_is_not_understood_is_said(read: Reader, question: str) -> None:
    with pytest.raises(NotUnderstoodError) as caught:
        read(question)
    assert str(caught.value)


def test_a_place_holds_those_inside_it(read: Reader) -> None:
    (step,) = read("四川有哪些做法?").steps
    assert step.things == step.places[:1]
    assert len(step.places) > 1
