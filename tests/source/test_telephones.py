"""Mobile numbers in every dress, and figures that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizgraph.source.cleaning import clean
from bizgraph.source.telephones import MOBILE, redact

NUMBERS = [
    "13800138000",
    "138 0013 8000",
    "138  0013   8000",
    "138-0013-8000",
    "138—0013—8000",
    "+8613800138000",
    "+86 138-0013-8000",
    "86-13800138000",
    "013800138000",
    "19912345678",
    "１３８００１３８０００",
    "138\u200b0013\u200b8000",
    "138\u30000013\xa08000",
    "138\ufffd00138000",
]
NONE = [
    "12800138000",
    "1380013800",
    "138001380001",
    "360704198001013800",
    "12345热线",
    "0797-4441234",
    "2022年10月31日",
    "13800138000元",
    "138\n0013\n8000",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("frame", ["{}", "联系人张三,{}。", "电话:{}(李四)", "({})"])
def test_drops_and_stars_out_a_number(number: str, frame: str) -> None:
    words = frame.format(number)
    assert redact(words) == frame.format("*" * len(number))
    assert clean(words).characters == clean(frame.format("")).characters


@pytest.mark.parametrize("figure", NONE)
def test_keeps_other_figures(figure: str) -> None:
    assert MOBILE.search(figure) is None
    assert redact(figure) == figure
    assert clean(figure).characters == figure


def test_no_mobile_number_of_the_seeds_stands_anywhere_else() -> None:
    root = Path(__file__).parents[2]
    printed = "".join(path.read_text(encoding="utf-8", errors="ignore") for path in root.glob("seeds/*.txt"))
    numbers = {match.group() for match in MOBILE.finditer(printed)}
    assert numbers  # the seeds do hold some
    kept = [
        path
        for folder in ("docs", "ontology", "queries", "src", "tests")
        for path in (root / folder).rglob("*.*")
    ]
    texts = {path: path.read_text(encoding="utf-8", errors="ignore") for path in kept if path.is_file()}
    assert [path for path, text in texts.items() if any(number in text for number in numbers)] == []
