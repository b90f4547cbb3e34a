"""Cells of short rows back to their columns: tests/data/extract/columns.tsv, and random tables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizgraph.extract.columns import Line, read_lines
from bizgraph.extract.context import Context
from bizgraph.outline.nodes import NodeKind
from bizgraph.outline.tree import outline

from .examples import context_of, lines

LINES = lines("columns.tsv", 4)
CELLS = st.sampled_from(
    [
        "1",
        "开办企业",
        "推行登记改革,一次提交材料",
        "9月底",
        "市市场监管局",
        "张三丰",
        "",
        "环节多。",
        "(一)",
        "长期",
    ]
)
HEADERS = st.sampled_from(
    ["序号", "指标", "举措", "时限", "牵头单位", "责任单位", "主要问题", "备注", "责任人", "目标"]
)


def read(table: list[list[str]]) -> tuple[Context, tuple[Line, ...]]:
    words = "\n".join(" | ".join(row) + " |" for row in table)
    context = context_of(words)
    rows = [
        row for node in outline(context.text).root.walk() if node.kind is NodeKind.TABLE for row in node.rows
    ]
    return context, read_lines(context, rows)


def test_number_of_lines() -> None:
    assert len(LINES) == 6


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[2][:24])
def test_line(line: list[str]) -> None:
    header, full, short, columns = (field.split("|") for field in line)
    context, (first, second) = read([header, full, short])
    assert len(first.printed) == len(full)
    printed = {
        kind.value: context.words(second.cells[kind].start, second.cells[kind].end) for kind in second.printed
    }
    assert printed == dict(zip(columns[0].split(), short, strict=True))


def test_no_header_no_lines() -> None:
    assert read([["张三丰", "科长"], ["李时珍", "主任"]])[1] == ()
    assert read([["指标", "举措"]])[1] == ()


@settings(max_examples=100, deadline=None)
@given(
    header=st.lists(HEADERS, min_size=2, max_size=6),
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=5),
)
def test_printed_cells_are_those_of_the_row(header: list[str], rows: list[list[str]]) -> None:
    context, found = read([header, *rows])
    for line in found:
        printed = [line.cells[kind] for kind in line.cells if kind in line.printed]
        own = [cell for cell in printed if cell in line.row.cells]
        assert all(cell.start > line.row.end for cell in printed if cell not in own)  # torn off, a row below
        assert all(context.words(cell.start, cell.end).strip() for cell in line.cells.values())
