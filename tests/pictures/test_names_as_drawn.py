"""What matplotlib makes of the names: measured as they are drawn, not as they were planned."""

from __future__ import annotations

from itertools import combinations

import pytest
from matplotlib.text import Text
from tests.pictures.test_network_picture import crowd

from bizgraph.pictures.charts import Bar, Bars, Chart, HeatMap, Stack, StackedBars, Timeline, draw_chart
from bizgraph.pictures.network import draw_network
from bizgraph.pictures.sheet import Form, Sheet


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> list[Sheet]:
    """The sheets that are written while a test runs."""
    written: list[Sheet] = []
    write = Sheet.write

    def remember(sheet: Sheet, form: Form) -> bytes:
        written.append(sheet)
        return write(sheet, form)

    monkeypatch.setattr(Sheet, "write", remember)
    return written


def drawn_texts(sheet: Sheet) -> list[tuple[str, tuple[float, float, float, float]]]:

    texts = sheet.figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_text() != "")
    return [(text.get_text(), text.get_window_extent().extents) for text in texts if isinstance(text, Text)]


def assert_legible(sheet: Sheet) -> None:
    """All text lies on the sheet, and none on another."""
    width, height = sheet.figure.bbox.size
    texts = drawn_texts(sheet)
    assert texts
    for words, (left, bottom, right, top) in texts:
        assert min(left, bottom) >= -1, words
        assert right <= width + 1, words
        assert top <= height + 1, words
    for (one, a), (other, b) in combinations(texts, 2):
        assert a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1, (one, other)


@pytest.mark.parametrize("count", [0, 1, 12, 60])
def test_names_of_networks_do_not_overlap(sheets: list[Sheet], count: int) -> None:
    draw_network(crowd(count), "png")
    assert_legible(sheets[-1])


LONG = "赣县区人力资源和社会保障局及其下属的劳动监察大队和公共就业服务中心"


@pytest.mark.parametrize(
    "chart",
    [
        Bars("", (Bar(LONG, 83), Bar("Dongguan Market Regulation Bureau", 2, "2 (of 80)"), Bar("", 0))),
        StackedBars("", ("牵头", LONG, "负责"), (Stack(LONG, (4, 0, 1)), Stack("税务", (0, 0, 0)))),
        HeatMap(
            "",
            (LONG, "纳税"),
            tuple(f"第{number}个对标的城市" for number in range(8)),
            ((None, 1, 2, 3, 4, 5, 6, 100),) * 2,
        ),
        Timeline(
            "", tuple(((2020 + number // 12, number % 12 + 1), 100 + number) for number in range(0, 30, 2))
        ),
        Timeline("", (((2022, 12), 3),)),
        Bars("", ()),
    ],
)
def test_words_of_charts_do_not_overlap(sheets: list[Sheet], chart: Chart) -> None:
    draw_chart(chart, "png")
    assert_legible(sheets[-1])
