"""Rows of flattened tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.outline.tables import read_row


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("a | b | c |", ["a", "b", "c"]),
        ("a | b | c", ["a", "b", "c"]),
        ("a|b|c|", ["a", "b", "c"]),
        ("a |  | c |", ["a", "", "c"]),
        ("| b | c |", ["", "b", "c"]),
        ("a | b | | ", ["a", "b", "", ""]),
        ("1 | 推行一网通办(含注销) | 2021年10月底前 |", ["1", "推行一网通办(含注销)", "2021年10月底前"]),
        ("费用较高 | 免费刻章 |", ["费用较高", "免费刻章"]),
        ("||", ["", ""]),
        ("", []),
    ],
)
def test_reads_the_cells_of_a_row(line: str, cells: list[str]) -> None:
    clean = f"目标\n{line}\n举措"
    row = read_row(clean, 3, 3 + len(line))
    assert [clean[cell.start : cell.end] for cell in row.cells] == cells
    assert (row.start, row.end) == (3, 3 + len(line))


@given(st.text("一二 |。"))
def test_cells_hold_all_but_bars_and_blanks(line: str) -> None:
    row = read_row(line, 0, len(line))
    held = "".join(line[cell.start : cell.end] for cell in row.cells)
    assert held.replace(" ", "") == line.replace("|", "").replace(" ", "")
    assert all(0 <= cell.start <= cell.end <= len(line) for cell in row.cells)
