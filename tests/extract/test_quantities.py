"""Figures in sentences, one a line of tests/data/quantities.tsv: sentence, levels or all, what is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizgraph.errors import OntologyError
from bizgraph.extract.facts import Quantity
from bizgraph.extract.quantities import find_quantities, unread_figures
from bizgraph.extract.quantities.cues import FILE_NAME, load_cues
from bizgraph.extract.quantities.numerals import narrow, read_chinese
from bizgraph.resources import ontology_dir
from bizgraph.source.text import Text

DATA = Path(__file__).parents[1] / "data" / "quantities.tsv"
LINES = [line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines()]
SOUP = st.text(
    alphabet="由从压缩至减少增长提高到不超过低于以上以内下个工作日天小时分钟项家户件万亿元"
    "%‰、,。;:()“”的0123456789.xX×半两三十百分之前名排平方米年月日和及余多约达为一 -—~/A+《》",
    max_size=60,
)


def text_of(words: str) -> Text:
    return Text(name="t", source=words, clean=words, origins=range(len(words)), sha256="")


def printed(quantity: Quantity) -> str:
    value = "x" if quantity.masked else str(quantity.value)
    return f"{quantity.metric};{quantity.comparator};{value};{quantity.unit}"


def test_number_of_lines() -> None:
    assert len(LINES) == 215


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0][:24])
def test_line(line: list[str]) -> None:
    sentence, mode, expected = [*line, ""][:3]
    found = find_quantities(text_of(sentence), 0, len(sentence), levels_to_reach=mode == "levels")
    assert " | ".join(printed(each) for each in found) == expected


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0][:24])
def test_quotes_hold_their_words(line: list[str]) -> None:
    text = text_of("前言。" + line[0])
    for quantity in find_quantities(text, 3, len(text.clean), levels_to_reach=False):
        span = quantity.quote.span
        assert text.source[span.start : span.end] == quantity.quote.original == quantity.quote.text
        assert span.start >= 3


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("高压客户全过程办电时间不超过12个工作日。", "不超过12个工作日"),
        ("审批时限由106个工作日压缩至75个工作日以内。", "压缩至75个工作日以内"),
        ("至少推动5个场景上线。", "至少推动5个"),
        ("精简审批材料30%。", "精简审批材料30%"),
        ("每万人口发明专利拥有量3件。", "3件"),
    ],
)
def test_smallest_quote(sentence: str, quote: str) -> None:
    (found,) = find_quantities(text_of(sentence), 0, len(sentence), levels_to_reach=True)
    assert found.quote.text == quote


@pytest.mark.parametrize(
    ("sentence", "unread"),
    [
        ("拨打12345热线,2022年10月底前办结3件。", []),
        ("个体工商户107,企业20家。", ["107"]),
        ("对200万元以下的货物项目实行简化。", []),
        ("由106个工作日压缩至75个。", []),
    ],
)
def test_unread_figures(sentence: str, unread: list[str]) -> None:
    text = text_of(sentence)
    found = find_quantities(text, 0, len(sentence), levels_to_reach=True)
    places = unread_figures(text, 0, len(sentence), found)
    assert [sentence[start:end] for start, end in places] == unread


@settings(max_examples=300, deadline=None)
@given(before=st.text(max_size=5), soup=SOUP, levels=st.booleans())
def test_any_soup(before: str, soup: str, levels: bool) -> None:
    text = text_of(before + soup)
    start, end = len(before), len(before) + len(soup)
    found = find_quantities(text, start, end, levels_to_reach=levels)
    for quantity in found:
        span = quantity.quote.span
        assert start <= span.start < span.end <= end
        assert text.source[span.start : span.end] == quantity.quote.original
        assert quantity.metric
        assert quantity.masked == (quantity.value is None)
    for first, last in unread_figures(text, start, end, found):
        assert start <= first < last <= end


@pytest.mark.parametrize(
    ("words", "expected", "quote"),
    [
        (
            "外线工程涉及的行政许可由企业书面承诺后先行实施,用水报装时间控制在4个工作\n日以内",
            "用水报装时间;atMost;4;working-day",
            "控制在4个工作\n日以内",
        ),
        ("一、开办企业\n办结时间不超过1 个工作日。", "办结时间;atMost;1;working-day", "不超过1 个工作日"),
    ],
)
def test_broken_lines(words: str, expected: str, quote: str) -> None:
    (found,) = find_quantities(text_of(words), 0, len(words), levels_to_reach=True)
    assert printed(found) == expected
    assert found.quote.text == quote


def test_same_in_same_out() -> None:
    text = text_of("".join(line[0] for line in LINES))
    first = find_quantities(text, 0, len(text.clean), levels_to_reach=True)
    assert first == find_quantities(text, 0, len(text.clean), levels_to_reach=True)


@pytest.mark.parametrize(
    ("words", "value"),
    [("十五", 15), ("三十", 30), ("一百二十", 120), ("两", 2), ("一二", None), ("一点五", "1.5")],
)
def test_read_chinese(words: str, value: object) -> None:
    read = read_chinese(words)
    assert (str(read) if read is not None else None) == (str(value) if value is not None else None)


def test_narrow_keeps_length() -> None:
    assert narrow("压缩至３０%,（含）") == "压缩至30%,(含)"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("arrivals = [", "arrival = [", "arrival"),
        ('example = "3号楼"', 'example = "楼"', "misses its example 楼"),
        ("[weak]", "[week]", "week"),
    ],
)
def test_wrong_file_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    file = tmp_path / FILE_NAME
    words = (ontology_dir() / FILE_NAME).read_text(encoding="utf-8")
    file.write_text(words.replace(old, new), encoding="utf-8")
    with pytest.raises(OntologyError, match=message) as error:
        load_cues(file)
    assert str(file) in str(error.value)
