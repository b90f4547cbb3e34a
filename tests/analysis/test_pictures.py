from __future__ import annotations

from io import BytesIO
from itertools import cycle

import pytest
from lxml import etree
from PIL import Image

from bizgraph.analysis import ANALYSES
from bizgraph.analysis.pictures import chart, draw
from bizgraph.graph import Graph
from bizgraph.pictures.charts import Bars, HeatMap, StackedBars
from bizgraph.questions.answer import LANGUAGES


@pytest.mark.parametrize(("name", "language"), list(zip(ANALYSES, cycle(LANGUAGES), strict=False)))
def test_every_analysis_is_drawn_the_same_each_time(seeds_graph: Graph, name: str, language: str) -> None:
    answer = seeds_graph.analyse(name, limit=3, language=language)
    picture = draw(name, answer, "png", language)
    assert picture == draw(name, answer, "png", language)
    assert Image.open(BytesIO(picture)).width > 900
    drawn = etree.fromstring(draw(name, answer, "svg", language))
    assert any(answer.titles[language] in str(comment.text) for comment in drawn.iter(etree.Comment))


def test_bars_are_the_numbers_of_the_rows(seeds_graph: Graph) -> None:
    answer = seeds_graph.analyse("models", limit=2)
    drawn = chart("models", answer)
    assert isinstance(drawn, Bars)
    assert [(bar.label, bar.value) for bar in drawn.bars] == [("广州市", 10), ("南宁市", 8)]


def test_parts_of_a_bar_are_roles(seeds_graph: Graph) -> None:
    drawn = chart("load", seeds_graph.analyse("load", region="鸠江区", limit=1))
    assert isinstance(drawn, StackedBars)
    assert drawn.series[:2] == ("牵头", "配合")
    assert [(stack.label, stack.values) for stack in drawn.stacks] == [
        ("鸠江区市场监督管理局", (28, 6, 4)),
    ]


def test_likeness_is_the_same_both_ways(seeds_graph: Graph) -> None:
    drawn = chart("indicators", seeds_graph.analyse("indicators", limit=3))
    assert isinstance(drawn, HeatMap)
    assert drawn.rows == drawn.columns
    assert [list(row) for row in zip(*drawn.values, strict=True)] == [list(row) for row in drawn.values]


@pytest.mark.parametrize("name", ANALYSES)
def test_nothing_to_draw_is_a_picture_that_says_so(seeds_graph: Graph, name: str) -> None:
    answer = seeds_graph.analyse(name, region="拉萨市")
    assert not answer.rows
    assert draw(name, answer, "png")
