"""Tables to lines: merged cells, headers of several rows, groups, dirty cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.source.tables import COVERED, Spanned, flattened, is_layout, laid_out, one_line, table_lines


def S(words: str, columns: int = 1, rows: int = 1) -> Spanned:  # noqa: N802
    """Return a cell."""
    return Spanned(words, columns, rows)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (["a", "b", "c"], "a | b | c |"),
        (["a", None, "c"], "a | c |"),
        ([None, None, "c"], "c |"),
        (["a", "", "c"], "a |  | c |"),
        (["a\nb", "c|d", "e ｜f"], "a  b | c¦d | e ¦f |"),
        (["a\r\n\r\nb\u2028c", "d"], "a  b  c | d |"),
    ],
)
def test_rows_are_lines(row: list[str | None], line: str) -> None:
    assert list(flattened([row])) == [line]


def test_rows_without_words_are_none() -> None:
    assert list(flattened([["", None], [None], [" "], [COVERED, ""]])) == []


def lines(*rows: list[Spanned]) -> list[str]:
    """Return the lines of a table without the rows that they are of."""
    return [line for _, line in table_lines(rows)]


def test_what_reaches_down_is_marked_and_what_reaches_over_is_empty() -> None:
    assert lines([S("h"), S("i"), S("j")], [S("a", 1, 2), S("b", 2)], [S("c"), S("d")]) == [
        "h | i | j |",
        "a | b |  |",
        f"{COVERED} | c | d |",
    ]


def test_a_header_of_two_rows_is_one_line() -> None:
    assert lines(
        [S("n", 1, 2), S("单位", 2), S("t", 1, 2)],
        [S("牵头"), S("配合")],
        [S("1"), S("a"), S("b"), S("c")],
    ) == ["n | 单位牵头 | 单位配合 | t |", "1 | a | b | c |"]


def test_a_cell_over_rows_in_the_first_row_is_no_header_of_several() -> None:
    assert lines([S("a", 1, 2), S("b")], [S("c")], [S("d"), S("e")]) == [
        "a | b |",
        f"{COVERED} | c |",
        "d | e |",
    ]


def test_groups_stand_alone_and_the_header_again_behind_them() -> None:
    assert lines(
        [S("title", 3)],
        [S("h"), S("i"), S("j")],
        [S("一、x", 3)],
        [S("1"), S("a"), S("b")],
        [S("二"), S("y", 2)],
        [S("2"), S("c"), S("d")],
        [S("note", 3)],
    ) == ["title", "一、x", "h | i | j |", "1 | a | b |", "二、y", "h | i | j |", "2 | c | d |", "note"]


def test_edges_that_do_not_quite_meet_are_one() -> None:
    assert lines(
        [S("h", 2), S("i", 1), S("j", 2)],
        [S("a", 1), S("b", 3), S("c", 1)],
        [S("d", 2), S("e", 1), S("f", 2)],
    ) == ["h | i | j |", "a | b | c |", "d | e | f |"]


def test_columns_without_words_are_left_out() -> None:
    assert lines([S("h"), S(""), S("i")], [S("a"), S(" "), S("b")]) == ["h | i |", "a | b |"]


@pytest.mark.parametrize(
    ("rows", "layout"),
    [
        ([[S("a"), S("b")], [S("c"), S("d")]], False),
        ([[S("a"), S("b")]], True),
        ([[S("a")], [S("b")]], True),
        ([[S("menu"), S("\n".join(["some words of a page"] * 9))], [S("foot"), S("x")]], True),
    ],
)
def test_tables_that_only_arrange(rows: list[list[Spanned]], layout: bool) -> None:
    assert is_layout(rows) is layout


CELLS = st.builds(
    Spanned, st.text(st.sampled_from("ab|｜\n "), max_size=5), st.integers(-1, 5), st.integers(-1, 5)
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_every_word_stands_in_its_row_and_no_bar_is_a_border(rows: list[list[Spanned]]) -> None:
    grid = laid_out(rows)
    assert len({len(row) for row in grid}) <= 1
    found = table_lines(rows)
    assert all("\n" not in line for _, line in found)
    printed = "".join(line for _, line in found)
    for cell in (cell for row in rows for cell in row):
        for piece in one_line(cell.words).replace("¦", " ").split():
            assert piece in printed


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=8)), min_size=1, max_size=5), max_size=5))
def test_a_line_has_a_bar_a_cell(rows: list[list[str | None]]) -> None:
    expected = [
        sum(cell is not None for cell in row)
        for row in rows
        if any(one_line(cell) not in ("", COVERED) for cell in row if cell is not None)
    ]
    assert [line.count("|") for line in flattened(rows)] == expected
