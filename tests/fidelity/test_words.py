"""When two stretches, names or metrics are taken for the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizgraph.source.read import read_file
from bizgraph.source.text import Span

from .words import Ruler, same_metric, same_place, same_unit, tolerated


@pytest.mark.parametrize(
    ("between", "at_end", "expected"),
    [
        ("", False, True),
        ("1.", False, True),
        ("（十一）", False, True),
        ("**（一）", False, True),
        ("一是", False, True),
        ("① ", False, True),
        ("12 | ", False, True),
        ("开办企业。", False, False),
        ("目标:", False, False),
        ("5个", False, False),
        ("”。\n", True, True),
        ("(责任单位:市版权局(新闻出版局)牵头,各镇街配合;2022年底前)", True, True),
        ("(区市监局牵头,区有关单位", True, True),
        ("(区市监局、区税务局)", True, True),
        ("(区市监局、区税务局)", False, False),
        ("(贵阳)", True, False),
        ("责任单位:区市监局", True, False),
        ("(区市监局)。推行容缺受理。(区税务局)", True, False),
        ("(区市监局牵头);推行容缺受理(区税务局牵头)", True, False),
        ("————————", False, False),
    ],
)
def test_what_spans_may_differ_by(between: str, at_end: bool, expected: bool) -> None:
    assert tolerated(between, at_end=at_end) is expected


@pytest.mark.parametrize(
    ("wanted", "printed", "label", "expected"),
    [
        ("市政務服務數據管理局", "市政务服务数据管理 局", "东莞市政务服务数据管理局", True),
        ("市新聞出版局(市版權局)", "市新闻出版局（市版权局）", "东莞市新闻出版局", True),
        ("市第二法院", "第二", "东莞市第二人民法院", True),
        ("市第二法院", "第二", "东莞市第三人民法院", False),
        ("市税务局", "税务局", "东莞市财政局", False),
        ("区税务局", "税务局", "国家税务总局赣州市赣县区税务局", True),
        ("人民银行赣县支行", "人行", "人民银行赣县支行", True),
        ("区公安局", "区税务局", "赣县区税务局", False),
    ],
)
def test_names_of_one_unit(wanted: str, printed: str, label: str, expected: bool) -> None:
    assert same_unit(wanted, printed, label) is expected


@pytest.mark.parametrize(
    ("wanted", "label", "expected"),
    [
        ("雨花区", "长沙市雨花区", True),
        ("长沙市雨花区", "雨花区", True),
        ("東莞市", "东莞市", True),
        ("吉林市", "吉林省", False),
        ("沙市区", "长沙市区", False),
        ("深圳市", "圳市", False),
    ],
)
def test_names_of_one_place(wanted: str, label: str, expected: bool) -> None:
    assert same_place(wanted, label) is expected


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        ("開辦企業", "企业开办时间", False),
        ("高压客户全过程办电时间", "办电时间", True),
        ("营商环境评价中得分率", "国家营商环境评价得分率", True),
        ("覆盖率", "网办率", False),
        ("覆盖率", "", False),
    ],
)
def test_metrics_that_are_alike(wanted: str, found: str, expected: bool) -> None:
    assert same_metric(wanted, found) is expected


def test_a_ruler_measures_what_is_said(tmp_path: Path) -> None:
    file = tmp_path / "dirty.txt"
    file.write_text("印發(fā) 通 知。\n\n印發", encoding="utf-8")
    ruler = Ruler(read_file(file))
    assert ruler.overlap(Span(0, 2), Span(0, 6)) == 1
    assert ruler.overlap(Span(0, 6), Span(0, 10)) == 0.5
    assert ruler.overlap(Span(0, 2), Span(13, 15)) == 0
