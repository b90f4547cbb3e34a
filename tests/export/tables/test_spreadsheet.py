from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from pyoxigraph import Literal, NamedNode, Quad
from tests.export.hostile import text as hostile_text

from bizgraph.errors import ExportError, OntologyError
from bizgraph.export.network import clean_text
from bizgraph.export.tables import spreadsheet as writing
from bizgraph.export.tables.ledger import Ledger
from bizgraph.export.tables.sheets import SHEETS, read_sheets, sheets
from bizgraph.export.tables.spreadsheet import spreadsheet
from bizgraph.graph import Graph
from bizgraph.rdf.vocabulary import BIZ, DCTERMS, LABEL, QUOTED_FROM, SKOS, TYPE, XSD, integer, plain, words
from bizgraph.resources import ontology_dir
from bizgraph.store.embedded import EmbeddedStore
from bizgraph.store.interface import Store
from bizgraph.store.values import to_plain

ID = "https://w3id.org/bizgraph/id/"
PREFIXES = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
SHENZHEN = f"{ID}document/340207-2023-08c140f5/measure/7551"


@pytest.fixture(scope="module")
def store(seeds_graph: Graph) -> Store:
    return seeds_graph._store


@pytest.fixture(scope="module")
def book(store: Store) -> Workbook:
    return read(spreadsheet(store, None, "zh"))


def read(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def rows_of(book: Workbook, name: str, language: str = "zh") -> list[dict[str, Any]]:
    """The rows of a sheet by the names of its columns."""
    layout = sheets()[name]
    _, head, *rows = book[layout.titles[language]].iter_rows(values_only=True)
    assert head == tuple(column.titles[language] for column in layout.columns)
    return [dict(zip((column.name for column in layout.columns), row, strict=True)) for row in rows]


def by_iri(book: Workbook, name: str) -> dict[str, dict[str, Any]]:
    return {row["iri"]: row for row in rows_of(book, name)}


def asked(store: Store, query: str) -> set[tuple[Any, ...]]:
    return {tuple(map(to_plain, row)) for row in store.select(PREFIXES + query)}


# ---- The documents that come with bizgraph


def test_every_statement_has_its_row(store: Store, book: Workbook) -> None:
    for name, kind in (("measures", "Measure"), ("practices", "BenchmarkPractice"), ("gaps", "Gap")):
        query = f"""SELECT ?thing ?text ?file ?line WHERE {{
          ?thing a biz:{kind} ; biz:text ?text ; biz:inDocument/biz:fileName ?file ;
            prov:wasQuotedFrom/biz:line ?line
        }}"""
        expected = asked(store, query)
        rows = rows_of(book, name)
        assert len(rows) == len(expected) > 100
        assert {(row["iri"], row["text"], row["file"], row["line"]) for row in rows} == expected
        assert [row["row"] for row in rows] == list(range(1, len(rows) + 1))
        assert [(row["file"], row["line"]) for row in rows] == sorted(
            (row["file"], row["line"]) for row in rows
        )


@pytest.mark.parametrize(
    ("column", "relation"),
    [
        ("leads", "biz:leadUnit/rdfs:label"),
        ("partners", "biz:partnerUnit/rdfs:label"),
        ("benchmarks", "biz:benchmarksAgainst/rdfs:label"),
        ("place", "biz:region/rdfs:label"),
        ("indicator", "biz:indicator/skos:prefLabel"),
        ("sub_indicator", "biz:subIndicator/skos:prefLabel"),
        ("targets", "biz:hasTarget/biz:text"),
        ("gaps", "^biz:addressedBy/biz:text"),
    ],
)
def test_measures_have_all_that_is_said_of_them(
    store: Store, book: Workbook, column: str, relation: str
) -> None:
    query = f'SELECT ?m ?name WHERE {{ ?m a biz:Measure ; {relation} ?name FILTER(LANG(?name) = "zh") }}'
    assert_holds(rows_of(book, "measures"), column, asked(store, query))


def test_units_are_responsible_once(store: Store, book: Workbook) -> None:
    query = """SELECT ?m ?name WHERE {
      ?m a biz:Measure ; biz:responsibleUnit ?unit . ?unit rdfs:label ?name
      FILTER NOT EXISTS { ?m biz:leadUnit|biz:partnerUnit ?unit }
    }"""
    assert_holds(rows_of(book, "measures"), "responsible", asked(store, query))


def assert_holds(rows: list[dict[str, Any]], column: str, expected: set[tuple[Any, ...]]) -> None:
    """Each row has all that is expected of it in the column, and nothing else."""
    names: dict[str, list[str]] = {row["iri"]: [] for row in rows}
    for iri, name in expected:
        names[iri].append(name)
    assert expected
    for row in rows:
        cell = row[column] or ""
        assert all(name in cell for name in names[row["iri"]])
        assert len(cell) == max(0, sum(len(name) + 1 for name in names[row["iri"]]) - 1)


def test_deadlines_are_days(store: Store, book: Workbook) -> None:
    expected = asked(store, "SELECT ?m ?day WHERE { ?m a biz:Measure ; biz:deadline ?day }")
    rows = rows_of(book, "measures")
    dated = [row for row in rows if row["deadline"] is not None]
    assert all(type(row["deadline"]) is datetime for row in dated)
    assert {(row["iri"], row["deadline"].date()) for row in dated} == expected
    cells = [row[10] for row in book["举措台账"].iter_rows(min_row=3)]
    assert {cell.number_format for cell in cells if cell.value} == {"yyyy-mm-dd"}


def test_figures_are_numbers(store: Store, book: Workbook) -> None:
    query = """SELECT ?q ?metric ?value ?unit WHERE {
      ?s biz:quantity ?q . ?q biz:metric ?metric ; biz:unit/skos:prefLabel ?unit FILTER(LANG(?unit) = "zh")
      OPTIONAL { ?q biz:value ?value }
    }"""
    rows = rows_of(book, "figures")
    assert {type(row["value"]) for row in rows} == {int, float, type(None)}
    assert {
        (row["iri"], row["metric"], None if row["value"] is None else Decimal(str(row["value"])), row["unit"])
        for row in rows
    } == asked(store, query)
    assert all(row["printed"] for row in rows)


def test_borrowings_lead_to_their_measures_and_practices(store: Store, book: Workbook) -> None:
    query = """SELECT ?b ?m ?p ?sure ?here ?there WHERE {
      ?b a biz:Borrowing ; biz:measure ?m ; biz:practice ?p ; biz:confidence ?sure ;
        biz:measureQuote/biz:exact ?here ; biz:practiceQuote/biz:exact ?there
    }"""
    numbers = {
        name: {row["row"]: row["iri"] for row in rows_of(book, name)} for name in ("measures", "practices")
    }
    assert {
        (
            row["iri"],
            numbers["measures"][row["measure"]],
            numbers["practices"][row["practice"]],
            Decimal(str(row["confidence"])),
            row["measure_quote"],
            row["practice_quote"],
        )
        for row in rows_of(book, "borrowings")
    } == asked(store, query)


def test_links_stay_within_the_workbook(book: Workbook) -> None:
    links = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) > 2 * 77
    for cell in links:
        assert cell.hyperlink is not None
        assert cell.hyperlink.target is None
        sheet, row = str(cell.hyperlink.location).removeprefix("'").split("'!A")
        assert book[sheet].cell(int(row), 1).value == cell.value


def test_units_carry_what_is_counted(store: Store, book: Workbook) -> None:
    query = """SELECT ?unit (COUNT(DISTINCT ?m) AS ?all) (COUNT(DISTINCT ?led) AS ?leads) WHERE {
      ?m a biz:Measure ; biz:responsibleUnit ?unit OPTIONAL { ?m biz:leadUnit ?unit BIND(?m AS ?led) }
    } GROUP BY ?unit"""
    rows = rows_of(book, "units")
    assert {(row["iri"], row["all"], row["leads"]) for row in rows} == asked(store, query)
    assert all(row["leads"] + row["partners"] + row["responsible"] >= row["all"] for row in rows)
    assert [row["all"] for row in rows] == sorted((row["all"] for row in rows), reverse=True)


def test_a_measure_as_its_document_has_it(book: Workbook) -> None:
    text = (
        "借鉴深圳市先进做法,进一步拓展“非接触式”办税缴费服务方式,提升“非接触式”涉税事项办理比例,2023年力争申报类和非申报类"
        "业务的“非接触式”办理比率提升到96%以上,将纳税缴费时间压缩到75个小时。"
    )
    measure = by_iri(book, "measures")[SHENZHEN]
    assert measure.pop("row") > 1
    assert measure == {
        "place": "鸠江区",
        "indicator": "纳税",
        "sub_indicator": None,
        "number": "21.",
        "text": text,
        "leads": "鸠江区税务局",
        "section_leads": "鸠江区税务局",
        "responsible": None,
        "partners": None,
        "deadline": None,
        "deadline_text": None,
        "targets": None,
        "figures": "申报类和非申报类业务的“非接触式”办理比率 不少于 96 %\n纳税缴费时间 不超过 75 小时",
        "gaps": None,
        "practices": "深圳市: 借鉴深圳市先进做法,进一步拓展“非接触式”办税缴费服务方式,提升“非接…",
        "benchmarks": "深圳市",
        "file": "003_e1910598a56080cf.txt",
        "line": 325,
        "iri": SHENZHEN,
    }


def test_a_row_of_a_task_table(book: Workbook) -> None:
    measures = by_iri(book, "measures")
    measure = measures[f"{ID}document/441900-2021-695c5991/measure/14699"]
    assert (measure["leads"], measure["partners"]) == ("东莞市政务服务数据管理局", "各政务服务实施部门")
    assert (measure["deadline"], measure["deadline_text"]) == (datetime(2021, 8, 31), "8月底")
    assert measure["gaps"].startswith("政务服务")
    gap = by_iri(book, "gaps")[f"{ID}document/441900-2021-695c5991/gap/14649"]
    assert (gap["text"], gap["answers"], gap["measures"]) == (
        measure["gaps"],
        measure["text"],
        measure["row"],
    )


def test_units_stand_in_the_order_of_print(book: Workbook) -> None:
    measure = by_iri(book, "measures")[f"{ID}document/360704-2022-5e0dba7e/measure/51286"]
    assert measure["leads"] == "赣县区市场监督管理局、赣县区司法局"


def test_documents(book: Workbook) -> None:
    document = by_iri(book, "documents")[f"{ID}document/360704-2022-5e0dba7e"]
    assert document["number"] == "赣区府办字〔2022〕26号"
    assert document["issued"] == datetime(2022, 4, 8)
    assert (document["publisher"], document["place"]) == ("赣县区人民政府办公室", "赣县区")
    assert document["borrowings"] == sum(row["place"] == "赣县区" for row in rows_of(book, "borrowings"))
    assert sum(row["measures"] for row in rows_of(book, "documents")) == len(rows_of(book, "measures"))


def test_sheets_are_set_up_for_reading_and_print(book: Workbook) -> None:
    assert book.sheetnames == [layout.titles["zh"] for layout in sheets().values()]
    for sheet, layout in zip(book, sheets().values(), strict=True):
        assert sheet["A1"].value == layout.headings["zh"]
        assert sheet["A1"].font.name == sheet["B2"].font.name == "微软雅黑"
        assert sheet["B3"].font.name == "宋体"
        assert sheet["B3"].alignment.wrap_text
        assert sheet.auto_filter.ref == f"A2{sheet.dimensions.removeprefix('A1')}"
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("B3", "$1:$2")
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
        assert sheet.column_dimensions["A"].width == layout.columns[0].width
        assert str(sheet.merged_cells).startswith("A1:")
        assert all(0 < sheet.row_dimensions[row].height <= 409 for row in range(3, sheet.max_row + 1))


def test_a_sheet_in_english(store: Store) -> None:
    book = read(spreadsheet(store, frozenset({NamedNode(SHENZHEN)}), "en"))
    (measure,) = rows_of(book, "measures", "en")
    assert (measure["indicator"], measure["leads"]) == ("Paying taxes", "鸠江区税务局")
    assert measure["figures"].endswith("纳税缴费时间 at most 75 hour")
    assert {row["comparator"] for row in rows_of(book, "figures", "en")} == {"at least", "at most"}


def test_only_what_is_selected_is_listed(store: Store) -> None:
    practice = SHENZHEN.replace("measure", "practice")
    book = read(spreadsheet(store, frozenset({NamedNode(SHENZHEN), NamedNode(practice)}), "zh"))
    listed = {name: rows_of(book, name) for name in SHEETS}
    assert {name: len(rows) for name, rows in listed.items()} == {
        "measures": 1,
        "practices": 1,
        "gaps": 0,
        "borrowings": 1,
        "figures": 2,
        "units": 1,
        "documents": 1,
    }
    assert (listed["practices"][0]["borrowers"], listed["practices"][0]["measures"]) == ("鸠江区", 1)
    borrowing = listed["borrowings"][0]
    assert (borrowing["measure"], borrowing["practice"], borrowing["confidence"]) == (1, 1, 0.98)
    only = read(spreadsheet(store, frozenset({NamedNode(borrowing["iri"])}), "zh"))
    assert [len(rows_of(only, name)) for name in SHEETS] == [0, 0, 0, 1, 0, 0, 1]
    assert rows_of(only, "borrowings")[0]["measure"] is None


def test_the_same_graph_gives_the_same_bytes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    selected = frozenset({NamedNode(SHENZHEN)})
    data = spreadsheet(store, selected, "zh")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert spreadsheet(store, selected, "zh") == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        times = re.findall(rb"<dcterms:[^>]*>([^<]*)", archive.read("docProps/core.xml"))
        assert times == [b"1980-01-01T00:00:00Z", b"1980-01-01T00:00:00Z"]


def test_more_rows_than_excel_takes_are_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_MOST_ROWS", 100)
    with pytest.raises(ExportError, match="举措台账 would have more than the 100 rows"):
        spreadsheet(store, None, "zh")


def test_links_beyond_those_that_excel_takes_are_numbers(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_MOST_LINKS", 1)
    selected = frozenset({NamedNode(SHENZHEN), NamedNode(SHENZHEN.replace("measure", "practice"))})
    sheet = read(spreadsheet(store, selected, "zh"))["借鉴"]
    assert [(cell.value, cell.hyperlink is not None) for cell in (sheet["D3"], sheet["H3"])] == [
        (1, True),
        (1, False),
    ]


# ---- Texts that try to break a workbook


def measure_saying(text: str, value: Literal | None = None, **plains: Literal) -> EmbeddedStore:
    """A graph of one measure with a lead unit and a figure, every text of which is this one."""
    document, measure, span, region, unit, figure = (
        NamedNode(f"{ID}{name}")
        for name in ("document/d", "document/d/m", "span", "region/r", "unit/u", "figure")
    )
    clean = "".join(each for each in text if not "\ud800" <= each <= "\udfff")
    said: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (document, TYPE, BIZ("PolicyDocument")),
        (document, BIZ("fileName"), plain(clean)),
        (document, DCTERMS("title"), words(clean)),
        (measure, TYPE, BIZ("Measure")),
        (measure, BIZ("text"), words(clean)),
        (measure, BIZ("number"), plain(clean)),
        (measure, BIZ("region"), region),
        (measure, BIZ("inDocument"), document),
        (measure, BIZ("leadUnit"), unit),
        (measure, BIZ("responsibleUnit"), unit),
        (measure, BIZ("quantity"), figure),
        (measure, QUOTED_FROM, span),
        (span, BIZ("line"), integer(1)),
        (span, BIZ("start"), integer(0)),
        (span, BIZ("exact"), plain(clean)),
        (region, LABEL, words(clean)),
        (unit, LABEL, words(clean)),
        (figure, BIZ("metric"), words(clean)),
        (figure, BIZ("comparator"), BIZ("atMost")),
        (figure, BIZ("unit"), unit),
        (figure, QUOTED_FROM, span),
        (unit, SKOS("prefLabel"), words(clean)),
        *((measure, BIZ(name), literal) for name, literal in plains.items()),
        *([(figure, BIZ("value"), value)] if value else []),
    ]
    return EmbeddedStore.holding(Quad(*triple) for triple in said)


@settings(max_examples=15, deadline=None)
@given(hostile_text)
def test_text_stays_text(text: str) -> None:
    data = spreadsheet(measure_saying(text), None, "zh")
    book = read(data)
    (measure,) = rows_of(book, "measures")
    expected = clean_text(text)
    for column in ("text", "number", "leads", "place", "file"):
        assert unescape(measure[column] or "") == expected
    assert unescape(rows_of(book, "figures")[0]["metric"] or "") == expected
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n"}  # an empty text is read as inlineStr; a formula would be f
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(parts) == len(SHEETS)
    assert not any(b"<f>" in part or b"<f " in part for part in parts)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "=cmd|'/c calc'!A1"])
def test_what_looks_like_a_formula_is_quoted(text: str) -> None:
    cell = read(spreadsheet(measure_saying(text), None, "zh"))["举措台账"]["F3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", text[0] in "=+-@")


def test_what_excel_would_decode_is_encoded() -> None:
    cell = read(spreadsheet(measure_saying("a_x0041_b_x"), None, "zh"))["举措台账"]["F3"]
    assert cell.value == "a_x005F_x0041_b_x"


@pytest.mark.parametrize(("character", "kept"), [("国", 32_766), ("𠮷", 16_383)])
def test_a_text_too_long_for_a_cell_is_cut_with_a_mark(character: str, kept: int) -> None:
    exact = character * (32_767 // (len(character.encode("utf-16-le")) // 2))
    for text, expected in ((exact, exact), (character * 40_000, character * kept + "…")):
        cell = read(spreadsheet(measure_saying(text), None, "zh"))["举措台账"]["F3"]
        assert cell.value == expected


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        (Literal("75", datatype=XSD("decimal")), 75),
        (Literal("0.98", datatype=XSD("decimal")), 0.98),
        (Literal("NaN", datatype=XSD("decimal")), "NaN"),
        (Literal("INF", datatype=XSD("double")), "inf"),
        (Literal("1" + "0" * 400, datatype=XSD("integer")), "1" + "0" * 400),
        (Literal("many", datatype=XSD("decimal")), "many"),
    ],
)
def test_what_is_no_number_to_excel_is_text(literal: Literal, expected: object) -> None:
    (figure,) = rows_of(read(spreadsheet(measure_saying("x", literal), None, "zh")), "figures")
    assert (type(figure["value"]), figure["value"]) == (type(expected), expected)


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        (Literal("2022-06-30", datatype=XSD("date")), datetime(2022, 6, 30)),
        (Literal("1899-12-31", datatype=XSD("date")), "1899-12-31"),
        (Literal("2022-06-30T12:00:00+08:00", datatype=XSD("dateTime")), "2022-06-30 12:00:00+08:00"),
        (Literal("2022-06-31", datatype=XSD("date")), "2022-06-31"),
    ],
)
def test_what_is_no_day_to_excel_is_text(literal: Literal, expected: object) -> None:
    (measure,) = rows_of(read(spreadsheet(measure_saying("x", deadline=literal), None, "zh")), "measures")
    assert measure["deadline"] == expected


def test_an_empty_graph_has_empty_sheets() -> None:
    book = read(spreadsheet(EmbeddedStore.holding([]), None, "zh"))
    assert all(rows_of(book, name) == [] for name in SHEETS)


# ---- The layout


def test_every_column_is_filled(store: Store) -> None:
    filled = {
        name: {column for row in rows for column in row} for name, rows in Ledger(store, None, "zh").sheets()
    }
    assert {
        name: {column.name for column in sheet.columns} - filled[name] for name, sheet in sheets().items()
    } == {name: set() for name in SHEETS}


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        ("[gaps]", "[holes]", "the sheets must be measures"),
        ('title = { zh = "差距", en', 'title = { zh = "差距", de', "gaps: an entry is not right"),
        ('zh = "差距", en = "Gaps"', 'zh = "差/距", en = "Gaps"', "cannot be the title of a sheet"),
        ('zh = "差距", en = "Gaps"', 'zh = "借鉴", en = "Gaps"', "two sheets have one title in zh"),
        ('en = "Gap", width = 56', 'en = "Gap", width = 0', "text: width 0.0"),
        ('en = "Gap", width = 56', 'en = "Gap"', "gaps: an entry is not right"),
        ("[gaps]", "[gaps", "spreadsheet.toml"),
    ],
)
def test_a_wrong_layout_is_refused_by_name(tmp_path: Path, good: str, bad: str, words: str) -> None:
    layout = (ontology_dir() / "spreadsheet.toml").read_text("utf-8")
    assert good in layout
    file = tmp_path / "spreadsheet.toml"
    file.write_text(layout.replace(good, bad, 1), "utf-8")
    with pytest.raises(OntologyError, match=words):
        read_sheets(file)
