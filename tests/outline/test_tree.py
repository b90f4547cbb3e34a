"""The tree of many layouts: each a file in tests/data/outlines beside a rendering of what it must give."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bizgraph.outline.layout import load_layout
from bizgraph.outline.nodes import Node, NodeKind, Outline
from bizgraph.outline.tree import outline
from bizgraph.source.cleaning import clean
from bizgraph.source.read import read_bytes, read_file
from bizgraph.source.text import Text

DATA = Path(__file__).parents[1] / "data"
SEEDS = Path(__file__).parents[2] / "seeds"
OUTLINES = sorted((DATA / "outlines").glob("*.txt"))
DOCUMENTS = [*OUTLINES, *sorted(SEEDS.glob("*.txt")), *sorted((DATA / "layouts").glob("*.txt"))]


def render(document: Outline) -> str:
    """One line a node: kind, number, label, `[title]`, `| words`; one a row of a table."""
    return "\n".join(line for child in document.root.children for line in _lines(document, child, ""))


def _lines(document: Outline, node: Node, indent: str) -> list[str]:
    parts = [node.kind.value, node.number, node.label.kind + ":" if node.label else ""]
    title = document.title(node).replace("\n", "/")
    words = document.words(node.title_end, node.end).strip().replace("\n", "/")
    parts += [f"[{title}]" if title else "", f"| {words}" if words and not node.rows else ""]
    found = [indent + " ".join(filter(None, parts))]
    for row in node.rows:
        cells = (document.words(cell.start, cell.end) for cell in row.cells)
        found.append(f"{indent}  row {' / '.join(cells)}")
    for child in node.children:
        found += _lines(document, child, indent + "  ")
    return found


@pytest.mark.parametrize("path", OUTLINES, ids=lambda path: path.stem)
def test_outline_of_a_layout(path: Path) -> None:
    assert render(outline(read_file(path))) + "\n" == path.with_suffix(".expected").read_text(
        encoding="utf-8"
    )


def test_all_layouts_were_collected() -> None:
    assert len(OUTLINES) >= 20


@pytest.mark.parametrize("path", OUTLINES, ids=lambda path: path.stem)
def test_line_ends_and_widths_make_no_difference(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    expected = render(outline(read_file(path)))
    for dirty in (
        words.replace("\n", "\r\n"),
        words.replace("\n", "\n\n"),
        words.replace("(", "（").replace(")", "）"),
    ):
        assert _flat(render(outline(read_bytes(dirty.encode(), path.name)))) == _flat(expected)


def _flat(rendering: str) -> str:
    return re.sub("/+", "/", rendering)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_each_character_lies_in_one_node(path: Path) -> None:
    document = outline(read_file(path))
    words = document.text.clean
    times = _times_covered(document)
    assert max(times) == 1
    leaving_out = False
    for match in re.finditer(r"[^\n]*\S[^\n]*", words):
        left_out = any(not times[i] and not words[i].isspace() for i in range(*match.span()))
        leaving_out = left_out and (leaving_out or _may_be_left_out(words, match))
        assert leaving_out == left_out, match.group()


def _times_covered(document: Outline) -> list[int]:
    times = [0] * len(document.text.clean)
    for node in document.root.walk():
        for position in range(node.start, node.end):
            times[position] += 1
    return times


def _may_be_left_out(words: str, line: re.Match[str]) -> bool:
    """Furniture, what stands behind the end, and the list of attachments in a letter or one mark of it."""
    layout = load_layout()
    listed = re.compile(r"附件[::]|附件\d*$|\d+[.、]")
    return any(pattern.match(words, *line.span()) for pattern in (layout.furniture, layout.closing, listed))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_positions_are_in_order(path: Path) -> None:
    document = outline(read_file(path))
    nodes = list(document.root.walk())[1:]
    assert all(n.start <= n.body <= n.title_end <= n.end for n in nodes)
    assert [n.start for n in nodes] == sorted(n.start for n in nodes)
    assert all(n.end <= child.start for n in nodes for child in n.children)
    assert all(a.extent <= b.start for n in nodes for a, b in pairwise(n.children))
    for node in nodes:
        assert (node.kind is NodeKind.TABLE) == bool(node.rows)
        assert node.kind is not NodeKind.LABEL or node.label
        assert not node.marker or document.text.clean.startswith(node.marker.printed, node.start)


def test_a_number_is_printed_as_in_the_document() -> None:
    document = outline(read_bytes("附件 2\n提升方案\n（一） 压缩时间。一日办结。\n".encode(), "a.txt"))
    assert [node.number for node in document.root.walk()] == ["", "附件 2", "(一)"]


def test_an_outline_of_furniture_is_a_root_alone() -> None:
    document = outline(read_bytes("首页 > 政务公开\n扫一扫在手机打开当前页\n".encode(), "a.txt"))
    assert document.root.children == ()


OPENINGS = (
    "|一、|二、|三、|、|(一)|(二)|(三)|1.|2.|3、|1.1|1.2.1|(1)|①|⑵|第一章 |第二条 |案例1 |案例2|——|  |第二章"
)
LABELS = "目标:|主要举措:|【责任单位】|完成时间:|差距1:"
WORDS = (
    "/优化审批/压缩办理时间。开办企业不超过0.5天/推行“一网通办/”(区市监局牵头)/区市监局、区财政局/"
    "a | b | c |/d | e/1.5天/"
    "建立机制。(二)建立平台。(三)建立队伍/1.深化改革。2.推行歇业/2022年10月底前/主要做法(一)建立机制/"
    + "x"
    * 70
)
LINES = st.tuples(
    st.sampled_from([*OPENINGS.split("|"), *LABELS.split("|")]),
    st.sampled_from(WORDS.split("/")),
    st.sampled_from(["", "。", ":", ";", "\n", "。\n\n"]),
).map("".join)


@given(st.lists(LINES, min_size=1, max_size=40).map("\n".join))
def test_any_order_of_lines_is_covered_once(words: str) -> None:
    assume(words.strip())
    document = outline(read_bytes(words.encode(), "a.txt"))
    times = _times_covered(document)
    assert all(
        n == 1 for n, character in zip(times, document.text.clean, strict=True) if not character.isspace()
    )


@given(
    st.text(
        st.sampled_from(
            "一二十(一)12.3、①第章条附件案例目标责任单位:【】。;!“”《》|—\n \r抄送优化营商环境首页>"
        ),
        max_size=300,
    )
)
def test_never_raises(words: str) -> None:
    mapped = clean(words)
    document = outline(Text("a.txt", words, mapped.characters, mapped.origins, ""))
    assert max(_times_covered(document), default=0) <= 1
