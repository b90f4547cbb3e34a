from __future__ import annotations

import pytest
from tests.extract.examples import facts_of

SIGNED = "云溪区人民政府办公室\n2024年3月10日\n"
HEAD = (
    "云溪区2024年优化营商环境工作要点\n为深化“放管服”改革,便利企业办理政务服务事项,明确责任单位,制定本方案。\n"
    "一、提升开办企业便利度\n"
)


@pytest.mark.parametrize(
    ("body", "measures"),
    [
        ("1.建立信息主动推送机制。\n2.推行告知承诺\n", ["建立信息主动推送机制。", "推行告知承诺"]),
        (
            "序号 | 工作任务 | 具体举措 | 牵头单位 |\n1 | 获得电力 | 建立信息主动推送机制 | 区供电公司 |\n",
            ["建立信息主动推送机制"],
        ),
        ("（一）推行“一网通办”。（牵头单位：区市场监管局）\n", ["推行“一网通办”。"]),
    ],
    ids=["items", "table", "role line"],
)
def test_who_signs_states_nothing(body: str, measures: list[str]) -> None:
    facts = facts_of(HEAD + body + SIGNED)
    assert [measure.quote.text for measure in facts.measures] == measures
    assert facts.document.publisher is not None
    assert facts.document.publisher.quote.text == "云溪区人民政府办公室"
