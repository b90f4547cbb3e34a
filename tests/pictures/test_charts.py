from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from decimal import Decimal

import matplotlib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from tests.export.hostile import text

from bizgraph.pictures.charts import Bar, Bars, Chart, HeatMap, Stack, StackedBars, Timeline, draw_chart
from bizgraph.pictures.fonts import face

CHARTS: tuple[Chart, ...] = (
    Bars("到期举措", (Bar("赣县区", 3), Bar("东莞市", Decimal("1.50")))),
    StackedBars("承担举措", ("牵头", "配合"), (Stack("赣县区税务局", (2, 1)),)),
    HeatMap("举措", ("纳税",), ("赣县区", "东莞市"), ((3, None),)),
    Timeline("到期", (((2022, 6), 3), ((2022, 9), 1))),
)
number = st.one_of(st.integers(0, 10**6), st.decimals(0, 10**6, places=2))


@pytest.mark.parametrize("chart", CHARTS)
def test_the_same_chart_gives_the_same_bytes(chart: Chart) -> None:
    png, svg = draw_chart(chart, "png"), draw_chart(chart, "svg")
    assert (png, svg) == (draw_chart(chart, "png"), draw_chart(chart, "svg"))
    with Image.open(io.BytesIO(png)) as image:
        assert set(image.info) == {"dpi"}
        assert image.width == 1004
    assert etree.fromstring(svg).get("width") == "482pt"


def test_settings_of_the_user_change_nothing() -> None:
    before = draw_chart(CHARTS[0], "svg")
    with matplotlib.rc_context({"svg.fonttype": "none", "lines.linewidth": 9, "figure.facecolor": "red"}):
        assert draw_chart(CHARTS[0], "svg") == before
        assert matplotlib.rcParams["svg.fonttype"] == "none"


def bars(svg: bytes) -> list[tuple[float, float]]:
    """Where the filled rectangles of a chart begin and end, from top to bottom, without the paper."""
    paths = [
        path.get("d", "").split()
        for path in etree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")
        if "fill: #1f5a8a" in path.get("style", "")
    ]
    return [(float(path[1]), float(path[4])) for path in paths]


def test_bars_are_as_long_as_their_values() -> None:
    (first, second) = bars(draw_chart(CHARTS[0], "svg"))
    assert first[0] == second[0]
    assert (first[1] - first[0]) / (second[1] - second[0]) == pytest.approx(2)


def test_months_with_nothing_stand_between() -> None:
    june, _, _, september = bars(draw_chart(CHARTS[3], "svg"))
    assert (september[0] - june[0]) / (june[1] - june[0]) == pytest.approx(3 / 0.64)


@pytest.mark.parametrize(
    "draw",
    [
        lambda words, value: Bars(words, (Bar(words, value, words),)),
        lambda words, value: StackedBars(words, (words, words), (Stack(words, (value, value)),)),
        lambda words, value: HeatMap(words, (words,), (words,), ((value,),)),
    ],
)
@settings(max_examples=8, deadline=None)
@given(words=text, value=number)
def test_whatever_is_in_a_chart_is_drawn(
    draw: Callable[[str, int | Decimal], Chart], words: str, value: int | Decimal
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # "Glyph … missing from font" is a warning of matplotlib
        etree.fromstring(draw_chart(draw(words, value), "svg"))
        draw_chart(draw(words, value), "png")


@given(text, st.integers(1, 4), st.floats(20, 200))
def test_wrapped_words_fit(words: str, lines: int, limit: float) -> None:
    wrapped = face().wrapped(words, 9, limit, lines)
    assert wrapped.count("\n") < lines
    assert all(face().width(line, 9) <= limit or len(line) <= 2 for line in wrapped.split("\n"))


@pytest.mark.parametrize(
    ("words", "wrapped"),
    [
        ("赣县区税务局", "赣县区税务局"),
        ("赣县区人力资源和社会保障局", "赣县区人力资源\n和社会保障局"),
        ("Market regulation", "Market\nregulation"),
        ("开办企业一网通，办事项", "开办企业一网\n通，办事项"),
        ("𠮷\u202e", "□"),
        ("赣县区人力资源和社会保障局" * 3, "赣县区人力资源\n和社会保障局…"),
    ],
)
def test_lines_break_where_they_may(words: str, wrapped: str) -> None:
    assert face().wrapped(words, 10, 72, 2) == wrapped
