"""Kinds of dirt, one example a line in tests/data/cleaning.tsv, and what holds for any of them."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import opencc
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bizgraph.source.cleaning import RULES, clean
from bizgraph.source.read import read_file
from bizgraph.source.text import Text

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
DOCUMENTS = [*SEEDS, *sorted((ROOT / "tests/data/layouts").glob("*.txt"))]
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f"}


def _unescaped(cell: str) -> str:
    return re.sub(r"\\u(\w{4})|\\([nrtf])", lambda m: chr(int(m[1], 16)) if m[1] else _ESCAPES[m[2]], cell)


EXAMPLES = [
    tuple(map(_unescaped, line.split("\t")))
    for line in (ROOT / "tests/data/cleaning.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def without_blanks(words: str) -> str:
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize(("dirty", "expected"), EXAMPLES)
def test_cleans(dirty: str, expected: str) -> None:
    assert clean(dirty).characters == expected


def test_all_examples_were_collected() -> None:
    assert len(EXAMPLES) >= 60


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_keeps_the_way_back_in_whole_documents(path: Path) -> None:
    text = read_file(path)
    assert len(text.origins) == len(text.clean)
    assert all(a < b for a, b in pairwise(text.origins))
    assert without_blanks(clean(text.clean).characters) == without_blanks(text.clean)
    assert not re.search("[\u3000\ufeff\ufffd\r\t]|  ", text.clean)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_conversion_of_script_keeps_length(seed: Path) -> None:
    words = seed.read_bytes().decode("utf-8")
    assert len(opencc.OpenCC("t2s").convert(words)) == len(words)


def test_conversion_changes_nothing_in_simplified_text() -> None:
    words = read_file(SEEDS[0]).clean
    assert opencc.OpenCC("t2s").convert(words) == words


def test_a_character_that_becomes_two_is_kept() -> None:
    """A conversion that changed the length would lose the way back."""
    mapped = clean("𠀋與營商")
    assert len(mapped.characters) == 4
    assert mapped.characters.endswith("与营商")


def test_the_order_of_the_rules_is_one_list_without_doubles() -> None:
    assert len(set(map(id, RULES))) == len(RULES)


def test_cleans_a_long_text() -> None:
    """Nothing in the rules is quadratic: hundreds of thousands of characters are no work."""
    words = "優(yōu)化 營商環(huán)境，１３８００１３８０００。\r\n" * 10_000
    assert clean(words).characters == "优化营商环境,。\n" * 10_000
    for hard in (
        "(" * 100_000,
        " " * 300_000,
        "第 " * 100_000,
        "**" * 100_000,
        "1 " * 100_000,
        "好 " * 100_000,
    ):
        clean(hard)


PLAIN = st.sampled_from(
    "各有关单位要提高开办企业的效率;压缩办理时间至个工作日,推行“一网通办”。2022年10月底前(区市监局牵头)\n"
    "一、二、(三)3.《优化营商环境条例》x%各鎮街營業執照辦理環節"
)
MOBILE_DIGITS = "13912345678"
DIRT = st.sampled_from(
    [
        "(fā)",
        "（huán）",
        "(CA)",
        "(data)",
        " ",
        "  ",
        "　",
        "\xa0",
        "\t",
        "\u200b",
        "\ufeff",
        "\ufffd",
        "\r\n",
        "\n",
        "\r",
        "\u2028",
        "«",
        "»",
        "（",
        "）",
        "，",
        "：",
        "ＡＢ",
        "１２",
        "\n—12—\n",
        " - 3 -\n",
        "第 3 页 共 5 页",
        "xx",
        "?jié)",
        "**",
        "<b>",
        "|",
        "…",
        "\x01",
        "\xad",
        "首页 > 公开\n",
        "\U00020000",
        "é",
        "ǎ",
        "(",
        ")",
    ]
)
MOBILES = st.sampled_from(
    [
        "13912345678",
        "139 1234 5678",
        "139  1234　5678",
        "139-1234-5678",
        "+86 13912345678",
        "+86-139-1234-5678",
        "１３９１２３４５６７８",
        "139\u200b12345678",
        "0139\xa01234\xa05678",
    ]
).map(lambda number: f"电话:{number}。")
DIRTY = st.lists(st.one_of(PLAIN, PLAIN, PLAIN, DIRT, MOBILES), min_size=1, max_size=80).map("".join)


def digits(words: str) -> str:
    """The words with nothing between the digits of a number but what is printed and no separator."""
    return re.sub(r"[^\w。:|]|_", "", unicodedata.normalize("NFKC", words))


@given(DIRTY)
def test_every_character_knows_where_it_came_from(dirty: str) -> None:
    mapped = clean(dirty)
    assert len(mapped.origins) == len(mapped.characters)
    assert all(a < b for a, b in pairwise(mapped.origins))
    assert all(0 <= origin < len(dirty) for origin in mapped.origins)


@given(DIRTY)
@example("各  (fā)")
def test_cleaning_is_idempotent_up_to_blanks(dirty: str) -> None:
    once = clean(dirty).characters
    assert without_blanks(clean(once).characters) == without_blanks(once)


@given(DIRTY, st.data())
def test_no_mobile_number_survives(dirty: str, data: st.DataObject) -> None:
    mapped = clean("营" + dirty)
    text = Text("a.txt", "营" + dirty, mapped.characters, mapped.origins, "")
    assert MOBILE_DIGITS not in digits(text.clean)
    start = data.draw(st.integers(0, len(text.clean) - 1))
    end = data.draw(st.integers(start + 1, len(text.clean)))
    if text.clean[start:end].strip():
        assert MOBILE_DIGITS not in digits(text.quote(start, end).original)


@given(st.text())
def test_cleans_anything(words: str) -> None:
    mapped = clean(words)
    assert len(mapped.origins) == len(mapped.characters)
    assert all(a < b for a, b in pairwise(mapped.origins))
