"""Encodings that are read, and files that are refused with a message that helps."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.errors import SourceError
from bizgraph.source.decoding import MAX_BYTES, decode
from bizgraph.source.read import read_bytes, read_file

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
WORDS = SEEDS[0].read_text(encoding="utf-8")[:3000]
SHORT = "营商环境是企业发展的土壤，为市场主体办实事。"


@pytest.mark.parametrize("text", [WORDS, SHORT, "营商环境"], ids=["long", "short", "word"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_reads_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [WORDS, SHORT], ids=["long", "short"])
def test_reads_utf16_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    "data", [b"\xff\xfe" + SHORT.encode("utf-16-le"), b"\xfe\xff" + SHORT.encode("utf-16-be")]
)
def test_leaves_out_the_byte_order_mark(data: bytes) -> None:
    assert decode(data, "a.txt") == SHORT


def test_leaves_out_the_mark_of_gb18030() -> None:
    assert decode(("\ufeff" + SHORT).encode("gb18030"), "a.txt") == SHORT


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_reads_the_seeds_in_any_encoding(seed: Path) -> None:
    data = seed.read_bytes()
    text = decode(data, seed.name)
    assert text == data.decode("utf-8")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "gb18030"):
        assert decode(text.encode(encoding), seed.name) == text


REFUSED = {
    "empty": (b"", "empty"),
    "blanks": (b" \n\t\r\n", "empty"),
    "wide blanks": ("　\n　\xa0".encode(), "empty"),
    "only a mark": (b"\xef\xbb\xbf", "empty"),
    "mark and blanks": ("\ufeff \r\n".encode("utf-16-le"), "empty"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00", "picture"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "the PDF is damaged or truncated"),
    "Word": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "Word"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "old Word"),
    "zeros": (bytes(100), "binary"),
    "control characters": (SHORT.encode() + bytes(range(1, 9)), "binary"),
    "cut in a character": (WORDS.encode()[:-1], "truncated"),
    "cut near the start": (WORDS.encode()[:301], "truncated"),
    "cut UTF-16": (WORDS.encode("utf-16")[:-1], "truncated"),
    "cut GB18030": (WORDS.encode("gb18030")[:-1], "damaged"),
    "a bad byte in the middle": (WORDS.encode()[:300] + b"\xff" + WORDS.encode()[300:], "byte 300"),
    "UTF-8 as Latin-1": (WORDS.encode().decode("latin-1").encode(), "garbled"),
    "UTF-8 as Latin-1, short": (SHORT.encode().decode("latin-1").encode(), "garbled"),
    "UTF-8 as Windows-1252": (WORDS.encode().decode("cp1252", "replace").encode(), "lost|garbled"),
    "GB18030 as Latin-1": (WORDS.encode("gb18030").decode("latin-1").encode(), "garbled"),
    "GB18030 as UTF-8": (WORDS.encode("gb18030").decode("utf-8", "replace").encode(), "lost"),
    "UTF-8 as GB18030": (WORDS.encode().decode("gb18030", "replace").encode(), "lost|garbled"),
    "UTF-8 as GB18030, short": (SHORT.encode().decode("gb18030", "ignore").encode(), "garbled"),
    "Big5": ("營商環境是企業發展的土壤，為市場主體辦實事。".encode("big5") * 30, "garbled"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
def test_refuses_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=rf"^报告\.txt: .*(?:{reason})"):
        read_bytes(data, "报告.txt")


def test_keeps_a_few_lost_characters() -> None:
    assert decode((WORDS + "评估结论\ufffd\ufffd,").encode(), "a.txt").endswith("评估结论\ufffd\ufffd,")


@given(st.binary(min_size=256, max_size=2000))
def test_noise_is_refused_or_read_but_nothing_else(data: bytes) -> None:
    try:
        text = decode(data, "noise.bin")
    except SourceError:
        return
    assert text.strip()


def test_random_bytes_are_refused() -> None:
    noise = random.Random(7)
    for size in (64, 1000, 4096):
        for _ in range(50):
            with pytest.raises(SourceError, match=r"^noise\.bin: "):
                decode(noise.randbytes(size), "noise.bin")


def test_refuses_what_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(SourceError, match=r"large\.txt: 50,000,000 bytes .* split a collection"):
        read_file(path)
    with pytest.raises(SourceError, match=r"^large\.txt: 20,000,001 bytes"):
        decode(b"a" * (MAX_BYTES + 1), "large.txt")


def test_names_the_file_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.txt: No such file"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="directory"):
        read_file(tmp_path)
