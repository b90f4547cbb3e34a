"""Lines to paragraphs: a bar marks where one ends."""

from __future__ import annotations

import pytest

from bizgraph.outline.layout import load_layout
from bizgraph.outline.paragraphs import is_terminal, paragraphs
from bizgraph.outline.tree import outline
from bizgraph.source.read import read_bytes


def cut(words: str) -> str:
    """The paragraphs of the text as the outline joins it, `|` between two."""
    text = outline(read_bytes(words.encode(), "a.txt")).text
    return "|".join(text.clean[p.start : p.end] for p in paragraphs(text.clean, load_layout()))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("一、目标\n二、举措", "一、目标|二、举措"),
        ("一、目标\n\n\n二、举措\n", "一、目标|二、举措"),
        ("建立机制。(一)优化审批。(二)建立平台。", "建立机制。|(一)优化审批。|(二)建立平台。"),
        ("(一)优化审批。当场办结。(二)建立平台。", "(一)优化审批。当场办结。|(二)建立平台。"),
        ("二、主要做法(一)建立机制。(二)建立平台。", "二、主要做法|(一)建立机制。|(二)建立平台。"),
        ("1.压缩时间。2.降低成本。", "1.压缩时间。|2.降低成本。"),
        ("1.压缩时间。4.降低成本。", "1.压缩时间。4.降低成本。"),
        ("压缩至3.5天。5.降低成本。", "压缩至3.5天。5.降低成本。"),
        ("目标:1.压缩时间。2.降低成本。", "目标:|1.压缩时间。|2.降低成本。"),
        ("目标:0.5天办结。", "目标:0.5天办结。"),
        (
            "全市选派服务专员一百名,对口联系重点企业,\n收集企业反映的问题并限时办结。",
            "全市选派服务专员一百名,对口联系重点企业,收集企业反映的问题并限时办结。",
        ),
        ("优化审批。\n(市住建局牵头)", "优化审批。|(市住建局牵头)"),
        (
            "依托平台推行“一表申请、\n一窗受理”服务。\n优化流程。",
            "依托平台推行“一表申请、一窗受理”服务。|优化流程。",
        ),
        ("a | b | c |\nd | e |", "a | b | c |\nd | e |".replace("\n", "|")),
    ],
)
def test_cuts_paragraphs(words: str, expected: str) -> None:
    assert cut(words) == expected


@pytest.mark.parametrize(
    "line",
    [
        "您当前所在位置: 首页 > 法定主动公开内容 > 政策文件",
        "当前位置:首页 > 信息公开",
        "首页 >> 政务公开 >> 规划计划",
        "访问量:",
        "浏览次数: 1864 次",
        "发布时间:2023-03-03 11:09信息来源:某区人民政府 阅读次数: 字体:【大 中 小】",
        "来源:市政府办公室 | 发布时间:2021-05-14 17:20 | 浏览次数: 1864 次 | 打印本页",
        "来源:市政府办公室",
        "索引号:006789/2021-00452 发文单位:某市人民政府",
        "扫一扫在手机打开当前页",
        "分享到:微信 微博 【关闭窗口】",
        "上一篇:某市人民政府关于表扬的通报",
        "当前第 2 页 / 共 3 页 上一页 下一页",
        "第 2 页 共 3 页",
        "您是第 20358 位访问者",
        "版权所有:某市人民政府门户网站",
        "附件.docx",
        "附件1:任务清单.xlsx",
        "联系电话:12345",
        "联系人:张三,13800138000",
        "抄送:市委办公室",
        "某市人民政府办公室2022年3月1日印发",
        "(此件公开发布)",
        "—12—",
    ],
)
def test_leaves_out_furniture(line: str) -> None:
    assert cut(f"一、目标\n{line}\n二、举措") == "一、目标|二、举措"


@pytest.mark.parametrize(
    "line",
    [
        "首页设置“营商环境”专栏。",
        "来源:依托平台归集数据,推动一网通办、一次办成,让数据多跑路、企业少跑腿。",
        "发布时间安排和来源说明。",
        "第一时间办理。",
        "上一年度任务。",
        "抄送制度要落实。",
        "版权保护。",
    ],
)
def test_keeps_what_only_looks_like_furniture(line: str) -> None:
    assert cut(f"一、目标。\n{line}\n二、举措。") == f"一、目标。|{line}|二、举措。"


@pytest.mark.parametrize(
    ("line", "kind", "rest"),
    [
        ("目标:进入前列。", "target", "进入前列。"),
        ("目标2:进入前列。", "target", "进入前列。"),
        ("总体目标：进入前列。", "target", "进入前列。"),
        ("主要举措:", "measures", ""),
        ("差距:时间偏长。", "gap", "时间偏长。"),
        ("问题一:时间偏长。", "gap", "时间偏长。"),
        ("现状:已实现。", "status", "已实现。"),
        ("标杆经验:深圳一日办结。", "benchmark", "深圳一日办结。"),
        ("【责任单位】市财政局", "responsible", "市财政局"),
        ("【责任单位】:市财政局", "responsible", "市财政局"),
        ("【责任单位:市财政局】", "responsible", "市财政局】"),
        ("[牵头单位]市财政局", "lead", "市财政局"),
        ("配合单位: 市财政局", "partner", "市财政局"),
        ("挂帅领导:李四  副市长", "champion", "李四 副市长"),
        ("完成时限:2022年10月底前", "deadline", "2022年10月底前"),
        ("(区财政局牵头,区税务局配合)", "roles", "(区财政局牵头,区税务局配合)"),
        ("目标任务完成情况。", None, "目标任务完成情况。"),
        ("责任单位要落实。", None, "责任单位要落实。"),
        ("【案例】某市。", None, "【案例】某市。"),
    ],
)
def test_reads_labels(line: str, kind: str | None, rest: str) -> None:
    clean = read_bytes(line.encode(), "a.txt").clean
    (paragraph,) = paragraphs(clean, load_layout())
    assert (paragraph.label.kind if paragraph.label else None) == kind
    assert clean[paragraph.body : paragraph.end] == rest


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("办结。", True),
        ("“办结。”", True),
        ("(办结;)", True),
        ("办结", False),
        ("办结,", False),
        ("", False),
        ("”", False),
    ],
)
def test_tells_the_end_of_a_sentence(words: str, ends: bool) -> None:
    assert is_terminal(words, 0, len(words)) is ends
