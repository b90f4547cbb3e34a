"""Markers in front of lines, one a line in tests/data/markers.tsv, and numerals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.outline.numbering import MarkerKind, marker_at, markers_inside, numeral

EXAMPLES = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data/markers.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("line", "kind", "value", "rest"), EXAMPLES)
def test_reads_the_marker_of_a_line(line: str, kind: str, value: str, rest: str) -> None:
    marker = marker_at(f"目标。{line}", 3)
    if kind == "-":
        assert marker is None
        return
    assert marker is not None
    assert marker.kind is MarkerKind[kind]
    assert marker.value == (None if value == "-" else int(value))
    assert line == marker.printed + rest


def test_all_examples_were_collected() -> None:
    assert len(EXAMPLES) >= 60
    assert {kind for _, kind, _, _ in EXAMPLES} == {*MarkerKind.__members__, "-"}


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        *[
            ("一", 1),
            ("十", 10),
            ("十一", 11),
            ("二十", 20),
            ("二十一", 21),
            ("一百零五", 105),
            ("三百二十", 320),
        ],
        *[("三〇", 30), ("二〇二二", 2022), ("两", 2), ("甲", None), ("", None), ("二甲十", None)],
    ],
)
def test_reads_numerals(printed: str, value: int | None) -> None:
    assert numeral(printed) == value


@given(st.integers(1, 999))
def test_reads_every_numeral_up_to_999(number: int) -> None:
    digits = "〇一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    printed = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        printed += f"{digits[tens]}十" if tens > 1 or hundreds else "十"
    elif hundreds and ones:
        printed += "零"
    printed += digits[ones] if ones else ""
    assert numeral(printed) == number


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        ("当场办结。(二)建立平台。", "当场办结。|(二)建立平台。"),
        ("一日办结。2.免费刻章;3、全程网办", "一日办结。|2.免费刻章;|3、全程网办"),
        ("改革。五、组织保障", "改革。|五、组织保障"),
        ("施行。第六条本办法", "施行。|第六条本办法"),
        ("压缩至3.5天。2022年", "压缩至3.5天。2022年"),
        ("达到99.8%。1.5万户", "达到99.8%。1.5万户"),
        ("按照(二)建立平台", "按照(二)建立平台"),
    ],
)
def test_finds_items_that_were_run_together(words: str, cut: str) -> None:
    places = markers_inside(words, 0, len(words))
    assert "|".join(words[a:b] for a, b in zip([0, *places], [*places, len(words)], strict=True)) == cut


@given(st.text("一二十百零〇(){}第章条附件案例1234.、① \n:"), st.integers(0, 20))
def test_reads_anything(words: str, position: int) -> None:
    marker = marker_at(words, min(position, len(words)))
    if marker:
        assert words.startswith(marker.printed, position)
