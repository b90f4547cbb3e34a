from __future__ import annotations

import csv
import io
import json
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from bizgraph.errors import BizgraphError
from bizgraph.questions.answer import Answer, Candidate, Citation, Column, Status
from bizgraph.rdf.vocabulary import XSD, decimal, plain
from bizgraph.store.interface import Term
from bizgraph.store.values import to_literal

THING = NamedNode("https://example.org/thing/1")
OTHER = NamedNode("https://example.org/thing/2")
NASTY = "a|b *c* _d_ `e` [f](g) <h> #i \\j\nk"
CITED = Citation(0, "https://example.org/document", "a_plan.txt", 12, 3, 9, "二行\n  之间")
ANSWER = Answer(
    columns=(
        Column("thing", {"zh": "事物", "en": "thing"}),
        Column("value"),
        Column("words"),
        Column("none"),
    ),
    rows=(
        (THING, decimal(Decimal("0.10")), plain(NASTY), None),
        (OTHER, decimal(Decimal("12345678901234567890.123456789")), plain(""), None),
    ),
    reading="读作 *这样*",
    sparql="SELECT * { }",
    sources=(CITED,),
    labels={THING: "甲|乙"},
)


def of(*terms: Term | None) -> Answer:
    """Return an answer of one row."""
    columns = tuple(Column(f"c{index}") for index in range(len(terms)))
    return Answer(columns=columns, rows=(terms,))


# ------------------------------------------------------------------------------------------------------- JSON


def test_json_is_the_dictionary_digit_for_digit() -> None:
    text = ANSWER.to_json()
    assert '"value": 0.1,' in text
    assert '"value": 12345678901234567890.123456789,' in text
    assert json.loads(text, parse_float=Decimal) == ANSWER.to_dict()


def test_json_has_all_of_an_answer_a_row_a_line() -> None:
    found = json.loads(ANSWER.to_json())
    assert list(found) == ["status", "reading", "columns", "rows", "sources", "sparql", "candidates"]
    assert found["status"] == "answered"
    assert found["columns"] == ["thing", "value", "words", "none"]
    assert found["rows"][0]["thing"] == {"iri": THING.value, "label": "甲|乙"}
    assert found["rows"][1]["thing"] == {"iri": OTHER.value, "label": OTHER.value}
    assert found["rows"][0]["none"] is None
    assert found["sources"][0]["quote"] == "二行\n  之间"
    assert sum(line.lstrip().startswith('{"thing"') for line in ANSWER.to_json().splitlines()) == 2


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (None, "null"),
        (plain("中 \"文\"\n"), '"中 \\"文\\"\\n"'),
        (Literal("中文", language="zh"), '"中文"'),
        (to_literal(True), "true"),
        (to_literal(42), "42"),
        (decimal(Decimal("1E+3")), "1000"),
        (decimal(Decimal("-0.000001")), "-0.000001"),
        (Literal("1.5", datatype=XSD("double")), "1.5"),
        (Literal("INF", datatype=XSD("double")), '"INF"'),
        (Literal("NaN", datatype=XSD("double")), '"NaN"'),
        (Literal("2022-10-31", datatype=XSD("date")), '"2022-10-31"'),
        (Literal("2022", datatype=XSD("gYear")), '"2022"'),
        (Literal("no number", datatype=XSD("integer")), '"no number"'),
        (BlankNode("b"), '"_:b"'),
    ],
)  # fmt: skip
def test_each_kind_of_term_in_json(term: Term | None, expected: str) -> None:
    assert of(term).to_json().splitlines()[4].strip() == f'{{"c0": {expected}}}],'


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_no_digit_of_a_decimal_is_lost(value: Decimal) -> None:
    row = json.loads(of(decimal(value)).to_json(), parse_float=Decimal, parse_int=Decimal)["rows"][0]
    assert row["c0"] == value


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_goes_through_json_and_csv(words: list[str]) -> None:
    answer = of(*map(plain, words))
    assert list(json.loads(answer.to_json())["rows"][0].values()) == words
    rows = list(csv.reader(io.StringIO(answer.to_csv(), newline="")))
    assert rows == [[f"c{index}" for index in range(len(words))], words]


# -------------------------------------------------------------------------------------------------------- CSV


def test_csv_is_that_of_sparql() -> None:
    answer = of(THING, plain('a "b", c'), decimal(Decimal("0.5")), None, BlankNode("b"), to_literal(True))
    assert answer.to_csv() == (
        'c0,c1,c2,c3,c4,c5\r\nhttps://example.org/thing/1,"a ""b"", c",0.5,,_:b,true\r\n'
    )


def test_csv_of_nothing_is_its_head() -> None:
    assert Answer(columns=(Column("a"), Column("b"))).to_csv() == "a,b\r\n"


def test_a_triple_is_written_whole() -> None:
    triple = Triple(THING, NamedNode("https://example.org/p"), plain("x"))
    assert "https://example.org/p" in of(triple).to_csv()
    assert "https://example.org/p" in of(triple).to_json()


# --------------------------------------------------------------------------------------------------- Markdown


def test_markdown_shows_reading_table_and_sentences() -> None:
    lines = ANSWER.to_markdown("zh").splitlines()
    assert lines[0] == "读作 \\*这样\\*"
    assert lines[2] == "| 事物 | value | words |", "a column without values is left out"
    assert lines[3] == "| --- | --- | --- |"
    assert lines[4].startswith("| 甲\\|乙 | 0.1 | ")
    assert lines[7] == "- [1] a\\_plan.txt:12 “二行 之间”"
    assert ANSWER.to_markdown("en").splitlines()[2] == "| thing | value | words |"


def test_nothing_in_a_cell_ends_it_or_means_something_to_markdown() -> None:
    row = ANSWER.to_markdown().splitlines()[4]
    cells = row.replace("\\|", "").split("|")
    assert len(cells) == 5
    for character in "*_`[]<>#":
        assert row.count(character) == row.count(f"\\{character}")


@given(st.text())
def test_any_text_keeps_the_table_a_table(words: str) -> None:
    table = of(plain(words or "x"), plain("y")).to_markdown().split("\n")
    rows = [line for line in table if line.startswith("| ")]
    assert len(rows) == 3
    unescaped = rows[2].replace("\\\\", "").replace("\\|", "")
    assert unescaped.count("|") == 3
    assert unescaped.endswith(" y |")


def test_long_quotes_are_cut_in_markdown_only() -> None:
    long = Citation(0, "d", "f.txt", 1, 0, 500, "长" * 500)
    answer = Answer(columns=(Column("a"),), rows=((plain("b"),),), sources=(long,))
    assert f"{'长' * 300}…" in answer.to_markdown()
    assert "长" * 500 in answer.to_json()


def test_what_is_declined_names_what_may_be_meant() -> None:
    answer = Answer(
        status=Status.AMBIGUOUS,
        reading="which?",
        candidates=(Candidate("朝阳区", "https://example.org/region/1"), Candidate("哪些举措到期")),
    )
    assert answer.to_markdown() == ("which?\n\n- 朝阳区 (https://example.org/region/1)\n- 哪些举措到期\n")
    assert json.loads(answer.to_json())["candidates"][1] == {"label": "哪些举措到期", "iri": ""}
    assert answer.to_csv() == "\r\n"


# ------------------------------------------------------------------------------------------------ data frames


def test_a_data_frame_has_names_and_values() -> None:
    frame = ANSWER.to_pandas()
    assert list(frame.columns) == ["thing", "value", "words", "none"]
    assert frame["thing"].tolist() == ["甲|乙", OTHER.value]
    assert frame["value"].tolist() == [Decimal("0.1"), Decimal("12345678901234567890.123456789")]
    assert frame["none"].isna().all()


def test_a_data_frame_of_nothing_has_its_columns() -> None:
    frame = Answer(columns=(Column("a"),)).to_pandas()
    assert list(frame.columns) == ["a"]
    assert frame.empty


def test_without_pandas_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    modules: dict[str, Any] = {"pandas": None}
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    with pytest.raises(BizgraphError, match=r"bizgraph\[pandas\]"):
        ANSWER.to_pandas()
