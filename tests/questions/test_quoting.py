from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.questions.clues import Clue
from bizgraph.questions.quoting import BEFORE, BEHIND, best_stretch, marked, words_found

TEXT = "推进改革。为新开办企业免费刻制公章,当场领取;其他事项照旧。\n公章另行通知。"
VALUES = {Clue(("公章",)): 3.0, Clue(("免费",)): 2.0, Clue(("事项",)): 1.0}


def test_the_clauses_that_hold_most_are_quoted() -> None:
    assert best_stretch(TEXT, VALUES) == "为新开办企业免费刻制公章,当场领取;其他事项照旧。"
    assert best_stretch(TEXT, {Clue(("免费",)): 1.0}) == "为新开办企业免费刻制公章,当场领取"


@pytest.mark.parametrize(
    ("text", "ways", "expected"),
    [
        ("免费刻制公章", ("公章",), "免费刻制【公章】"),
        ("免费刻制公章", ("刻制", "公章"), "免费【刻制公章】"),
        ("推行“一网”通办", ("一网通办",), "推行“【一网”通办】"),
        ("税务UKEY", ("ukey",), "税务【UKEY】"),
        ("办电、用电", ("电",), "办【电】、用【电】"),
        ("没有", ("公章",), "没有"),
    ],
)
def test_hits_are_marked(text: str, ways: tuple[str, ...], expected: str) -> None:
    assert marked(text, {Clue((way,)): 1.0 for way in ways}) == expected


def test_words_found_are_whole_and_no_figures() -> None:
    values = {Clue(("图书馆",)): 5.0, Clue(("图书",)): 4.0, Clue(("事项",)): 0.5, Clue(("90",)): 9.0}
    assert words_found("图书馆的90个事项", values, 5) == ["图书馆", "事项"]
    assert words_found("图书馆的90个事项", values, 1) == ["图书馆"]


@given(st.text(alphabet="公章免费事项,。;\n “”", max_size=80))
def test_a_quotation_stands_in_the_text_and_marks_add_nothing_else(text: str) -> None:
    stretch = best_stretch(text, VALUES)
    assert stretch in text
    assert marked(stretch, VALUES).replace(BEFORE, "").replace(BEHIND, "") == stretch
