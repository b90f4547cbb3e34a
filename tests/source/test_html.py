"""Web pages to text: pieces of pages, encodings, furniture, bounds."""

from __future__ import annotations

import codecs
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizgraph.errors import OntologyError, SourceError
from bizgraph.source.extracted import PlaceKind
from bizgraph.source.html import read_html
from bizgraph.source.html.furniture import load_furniture

PIECES = Path(__file__).parent.parent / "data" / "formats" / "pieces_of_pages.toml"
EXAMPLES = tomllib.loads(PIECES.read_text(encoding="utf-8"))["example"]
SENTENCE = "为进一步优化全市营商环境，结合实际，制定本实施方案，请各有关部门认真贯彻落实。"


def page(body: str, head: str = "") -> bytes:
    """Return a page in UTF-8."""
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def test_examples_are_collected() -> None:
    assert len(EXAMPLES) == PIECES.read_text(encoding="utf-8").count("[[example]]") >= 18


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_piece_of_a_page(example: dict[str, object]) -> None:
    assert read_html(page(str(example["html"])), "x.html").text.splitlines() == example["lines"]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", ""),
        ("utf-8", '<meta charset="gb2312">'),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("gb18030", "<meta charset=GBK>"),
        ("gb18030", '<meta charset="utf-8">'),
        ("gb18030", '<meta charset="no-such-thing">'),
        ("gb18030", ""),
        ("utf-16", ""),
        ("utf-16-be", ""),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    text = page(f"<p>{SENTENCE}</p>", declared).decode()
    data = codecs.BOM_UTF16_BE + text.encode(encoding) if encoding == "utf-16-be" else text.encode(encoding)
    assert read_html(data, "x.html").text == f"{SENTENCE}\n"


def test_traditional_page_in_big5() -> None:
    data = page("<p>優化營商環境，提升政務服務。</p>", '<meta charset="big5">').decode().encode("big5")
    assert read_html(data, "x.html").text == "優化營商環境，提升政務服務。\n"


def test_a_byte_that_does_not_fit_costs_one_character() -> None:
    data = page(f"<p>{SENTENCE * 40}</p>").decode().encode("gb18030")
    text = read_html(data.replace("请".encode("gb18030"), b"\xff\xff", 1), "x.html").text
    assert text.count("请") == 39
    assert text.count("落实") == 40


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("某市优化营商环境实施方案_政策文件_某市人民政府", "某市优化营商环境实施方案"),
        ("某市优化营商环境实施方案 - 某市人民政府网", "某市优化营商环境实施方案"),
        ("某市人民政府门户网站", SENTENCE),
    ],
)
def test_the_title_of_the_page_where_the_text_has_none(title: str, first: str) -> None:
    text = read_html(page(f"<p>{SENTENCE}</p>", f"<title>{title}</title>"), "x.html").text
    assert text.splitlines()[0] == first


def test_a_title_stands_once() -> None:
    title = "某市优化营商环境实施方案"
    body = f"<h1>{title}</h1><div class=content><p>{title}</p>{f'<p>{SENTENCE}</p>' * 3}</div>"
    assert read_html(page(body, f"<title>{title}</title>"), "x.html").text.count(title) == 1


def test_furniture_around_the_document() -> None:
    links = "".join(f"<li><a href='/{i}'>另一份文件的标题</a></li>" for i in range(5))
    body = (
        f"<div class='top'><a href='/'>首页</a></div><ul>{links}</ul><h1>某市营商环境行动方案</h1>"
        f"<div>浏览次数：81</div><div id=zoom>{f'<p>{SENTENCE}</p>' * 4}<p>附件：任务表</p></div>"
        f"<ul>{links}</ul><div class='pageFooter'>某市政务中心</div><p>主办：某市人民政府</p>"
    )
    lines = read_html(page(body), "x.html").text.splitlines()
    assert lines == ["某市营商环境行动方案", *[SENTENCE] * 4, "附件：任务表"]


def test_text_in_an_element_with_a_name_of_furniture_stays() -> None:
    body = f"<div class='footer position'>{f'<p>{SENTENCE}</p>' * 4}</div><div class='footer'>甲</div>"
    assert read_html(page(body), "x.html").text.splitlines() == [SENTENCE] * 4


def test_places_are_paragraphs_and_rows() -> None:
    table = "<table><tr><td>丙</td><td>丁</td></tr><tr><td>戊</td><td>己</td></tr></table>"
    extracted = read_html(page(f"<p>甲</p><p> </p><p>乙</p>{table}"), "x.html")
    assert [place.number for place in extracted.places.places] == [1, 2, 3, 4]
    assert {place.kind for place in extracted.places.places} == {PlaceKind.PARAGRAPH}
    assert [extracted.text[start] for start in extracted.places.starts] == list("甲乙丙戊")


def test_a_file_that_is_named_a_page_but_is_text() -> None:
    assert read_html("甲<乙\n丙\n".encode(), "x.html").text == "甲<乙\n丙\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (page(""), "no text"),
        (page("<script>x</script><p>&nbsp;</p>"), "no text"),
        (b"<html>" + bytes(range(128, 256)) * 90, "none of UTF-8"),
        (b"<p>" * 450_000, "elements"),
        (b"<div>" * 100_000 + b"x", "nested"),
        (b"<html>" + b" " * 20_000_001, "more than the 20,000,000"),
        (page("锟斤拷" * 300), "garbled"),
    ],
    ids=["empty", "no-body", "no-words", "binary", "elements", "nested", "large", "garbled"],
)
def test_what_cannot_be_read_is_said(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message) as raised:
        read_html(data, "page.html")
    assert "page.html" in str(raised.value)


def test_hostile_pages_are_bounded() -> None:
    rows = "<tr>" + '<td colspan="99999" rowspan="99999">甲</td>' * 300 + "</tr>"
    assert "甲" in read_html(page(f"<table>{rows * 30}</table>"), "x.html").text
    nested = "<table><tr><td>甲</td><td>乙" * 200
    assert "乙" in read_html(page(nested), "x.html").text
    bomb = '<!DOCTYPE html [<!ENTITY a "甲甲"><!ENTITY b "&a;&a;">]>' + page("<p>乙&b;</p>").decode()
    assert "甲" not in read_html(bomb.encode(), "x.html").text.replace('甲甲">', "")
    attribute = f"<p class='{'x' * 3_000_000}' style='{'y' * 3_000_000}'>字</p>"
    assert read_html(page(attribute), "x.html").text == "字\n"


WORDS = st.text(st.sampled_from("甲乙丙丁ab1 。，|\u00a0\u3000"), max_size=12)
TAGS = st.sampled_from(
    [
        "p",
        "div",
        "span",
        "li",
        "ol",
        "ul",
        "table",
        "tr",
        "td",
        "th",
        "b",
        "a",
        "br",
        "h2",
        "pre",
        "sup",
        "x:y",
    ]
)
MARKUP = st.lists(
    st.one_of(WORDS, TAGS.map(lambda tag: f"<{tag}>"), TAGS.map(lambda tag: f"</{tag}>")), max_size=40
)


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_any_markup_gives_its_words_with_their_places(pieces: list[str]) -> None:
    extracted = read_html(page("<p>始。</p>" + "".join(pieces)), "x.html")
    starts = extracted.places.starts
    assert list(starts) == sorted(set(starts))
    assert starts[0] == 0
    assert [place.number for place in extracted.places.places] == list(range(1, len(starts) + 1))
    assert all(line == line.strip() and line for line in extracted.text.splitlines())


def test_the_knowledge_file_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "page-furniture.toml"
    path.write_text("[element]\nnames = ['nav']\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"page-furniture\.toml.*KeyError"):
        load_furniture(path)
