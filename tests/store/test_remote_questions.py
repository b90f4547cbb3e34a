"""What is asked of a graph in Virtuoso is answered as by the same graph in a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from bizgraph.analysis import ANALYSES
from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer
from bizgraph.questions.saved import saved_queries
from bizgraph.store.values import Plain, to_plain

REQUIRED = {"measures-due": {"by": "2022-12-31"}, "measures-of-unit": {"unit": "贵阳市投资促进局"}}
# Questions that Virtuoso answers otherwise, with the reason. One that is answered alike must not stand here.
OTHERWISE: dict[str, str] = {}


def plain(answer: Answer) -> list[tuple[Plain, ...]]:
    """The rows as a reader sees them: stores differ in whether what GROUP_CONCAT makes has a language."""
    return [tuple(map(to_plain, row)) for row in answer.rows]


@pytest.mark.parametrize("name", list(saved_queries()))
def test_saved_questions(local: Graph, remote: Graph, name: str) -> None:
    given = REQUIRED.get(name, {})
    here, there = local.query(name, **given), remote.query(name, **given)
    alike = plain(here) == plain(there) and here.sources == there.sources and here.labels == there.labels
    assert alike == (name not in OTHERWISE), Counter(plain(here)) - Counter(plain(there))


def test_most_saved_questions_have_rows(local: Graph) -> None:
    empty = [name for name in saved_queries() if not local.query(name, **REQUIRED.get(name, {})).rows]
    assert len(empty) < len(saved_queries()) / 3, empty


@pytest.mark.parametrize(
    "name", ["measures-due", "unanswered-gaps", "documents", "generic-units", "indicator-coverage"]
)
def test_saved_questions_about_a_place(local: Graph, remote: Graph, name: str) -> None:
    given = {**REQUIRED.get(name, {}), "region": "贵阳市"}
    here = local.query(name, **given)
    assert here.rows
    assert plain(here) == plain(remote.query(name, **given))


@pytest.mark.parametrize(
    "asked",
    [
        lambda graph: graph.ask("贵阳市有哪些差距"),
        lambda graph: graph.ask("合肥市2023年底前要完成哪些举措"),
        lambda graph: graph.ask("which places does Guiyang borrow from"),
        lambda graph: graph.search("电子营业执照"),
        lambda graph: graph.discover("苏州工业园区"),
        lambda graph: graph.discover(need="缩短办电时间"),
        lambda graph: graph.compare("获得电力"),
    ],
)
def test_questions(local: Graph, remote: Graph, asked: Callable[[Graph], Answer]) -> None:
    here, there = asked(local), asked(remote)
    assert here.rows
    assert plain(here) == plain(there)
    assert (here.reading, here.sources, here.labels) == (there.reading, there.sources, there.labels)


@pytest.mark.parametrize("name", list(ANALYSES))
def test_analyses(local: Graph, remote: Graph, name: str) -> None:
    here, there = local.analyse(name), remote.analyse(name)
    assert plain(here) == plain(there)
    assert here.reading == there.reading


@pytest.mark.parametrize("name", ["贵阳市", "开办企业"])
def test_things(local: Graph, remote: Graph, name: str) -> None:
    assert local.show(name) == remote.show(name)


def test_what_is_known_of_documents(local: Graph, remote: Graph) -> None:
    assert local.documents() == remote.documents()
    assert len(local) == len(remote)
    assert local.namespaces == remote.namespaces


@pytest.mark.parametrize("form", ["turtle", "graphml", "xlsx"])
def test_exports_of_a_view(local: Graph, remote: Graph, form: str) -> None:
    assert local.export(form, view="borrowing") == remote.export(form, view="borrowing")
