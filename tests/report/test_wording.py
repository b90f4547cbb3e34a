from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.hostile import text

from bizgraph.export.network import clean_text
from bizgraph.report.wording import number, printed, shortened


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("企業(yè)開辦,一網通辦;", "企业开办，一网通办"),
        ("功能有待优化 | 未选择办理全流程业务的企业", "功能有待优化；未选择办理全流程业务的企业"),
        ("市新闻出版局(市版权局)", "市新闻出版局（市版权局）"),
        ("第一行。\n\n第二行", "第一行。第二行"),
        ("联系电话13912345678", "联系电话"),
        ("at 1,000(in all)", "at 1,000(in all)"),
    ],
)
def test_words_of_documents_look_as_in_a_report(words: str, shown: str) -> None:
    assert printed(words) == shown


@pytest.mark.parametrize(
    ("words", "limit", "shown"),
    [
        ("推行告知承诺制。精简材料。", 20, "推行告知承诺制。精简材料。"),
        ("推行告知承诺制。精简材料，压缩时限，优化流程。", 12, "推行告知承诺制……"),
        ("推行告知承诺制，精简材料，压缩时限，优化流程。", 14, "推行告知承诺制，精简材料……"),
        ("建成“一站式集成审批服务大厅”并投入使用", 10, "建成“一站式集成……”"),
    ],
)
def test_long_words_end_where_a_sentence_or_clause_does(words: str, limit: int, shown: str) -> None:
    assert shortened(words, limit) == shown


@given(text.map(clean_text), st.integers(10, 60))
def test_short_is_short_and_one_line(words: str, limit: int) -> None:
    shown = shortened(words, limit)
    assert len(shown.rstrip("”")) <= limit
    assert "\n" not in shown


@pytest.mark.parametrize(
    ("value", "written"),
    [(Decimal("0.50"), "0.5"), (Decimal(30), "30"), (Decimal("1E+2"), "100"), (7, "7")],
)
def test_figures_are_written_without_idle_zeros(value: object, written: str) -> None:
    assert number(value) == written
