"""Quotes and their places in the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bizgraph.source.cleaning import clean
from bizgraph.source.read import read_bytes, read_file
from bizgraph.source.text import Span, Text

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def text_of(source: str) -> Text:
    return read_bytes(source.encode(), "a.txt")


def without_blanks(words: str) -> str:
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2)])
def test_a_span_is_not_empty(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a span needs"):
        Span(start, end)


def test_quotes_words_with_their_place_in_the_file() -> None:
    text = text_of("一、印發(fā) 方案,张三　13800138000。")
    start = text.clean.index("印")
    quote = text.quote(start, len(text.clean))
    assert quote.text == "印发方案,张三。"
    assert quote.original == "印發(fā) 方案,张三　***********。"
    assert text.source[quote.span.start : quote.span.end].startswith("印發(fā)")


def test_trims_white_space() -> None:
    text = text_of("一、目标\n 二、举措 \n三、保障")
    quote = text.quote(text.clean.index("\n"), text.clean.rindex("\n") + 1)
    assert (quote.text, quote.original) == ("二、举措", "二、举措")


def test_refuses_to_quote_nothing() -> None:
    text = text_of("目标\n\n举措")
    for start, end in ((2, 2), (2, 4), (3, 2)):
        with pytest.raises(ValueError, match="a span needs"):
            text.quote(start, end)


def test_counts_carriage_returns() -> None:
    """Spans count the characters of the decoded bytes, where each line of a CRLF file has one more."""
    data = "一、目标\r\n二、举措\r\n三、保障\r\n".encode()
    text = read_bytes(data, "a.txt")
    quote = text.quote(text.clean.index("三"), len(text.clean))
    assert text.clean == "一、目标\n二、举措\n三、保障\n"
    assert quote.span == Span(12, 16)
    assert data.decode()[quote.span.start : quote.span.end] == "三、保障"
    assert text.line(quote.span.start) == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_does_not_count_the_byte_order_mark(encoding: str) -> None:
    text = read_bytes("目标".encode(encoding), "a.txt")
    assert text.quote(0, 2).span == Span(0, 2)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_every_line_of_a_seed_stands_where_its_span_says(seed: Path) -> None:
    text = read_file(seed)
    assert text.name == seed.name
    for match in re.finditer(r"[^\n]*\S[^\n]*", text.clean):
        quote = text.quote(match.start(), match.end())
        again = clean(text.source[quote.span.start : quote.span.end]).characters
        assert without_blanks(again) == without_blanks(quote.text)


PIECES = st.sampled_from(
    [
        "推行“一网通办”",
        "压缩至0.5天",
        "区市监局",
        "(区财政局牵头)",
        "印發(fā)",
        "營商環(huán)境",
        "电子证书(CA)",
        "數據(data)",
        "管理 局",
        "管　理　局",
        "\u200b",
        "\ufffd",
        "\r\n",
        "\n",
        "，",
        "。",
        "；",
        "：",
        "（一）",
        "１．",
        "«条例»",
        "张三  李四",
        "电话:139 1234 5678。",
        "2022 年 4 月",
        "\n—12—\n",
        "\n第 3 页 共 5 页\n",
        "xx市",
        "a | b | c |",
        "展?jié)摿",
        "著力",
        "著名",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=40), st.data())
def test_a_span_holds_its_words(pieces: list[str], data: st.DataObject) -> None:
    source = "".join(pieces)
    assume(source.strip("\r\n \u200b\ufffd"))
    mapped = clean(source)
    text = Text("a.txt", source, mapped.characters, mapped.origins, "")
    cuts = [0, *(m.end() for m in re.finditer("[\n,。;:)]", text.clean)), len(text.clean)]
    start, end = sorted(data.draw(st.sampled_from(cuts)) for _ in range(2))
    assume(text.clean[start:end].strip())
    quote = text.quote(start, end)
    again = clean(source[quote.span.start : quote.span.end]).characters
    assert without_blanks(again) == without_blanks(quote.text)
