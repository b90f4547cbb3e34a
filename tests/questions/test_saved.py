from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Variable

from bizgraph.errors import BizgraphError, QueryError, UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Column
from bizgraph.questions.saved import Kind, parse_query, saved_queries
from bizgraph.resources import queries_dir, seeds_dir
from bizgraph.store.embedded import EmbeddedStore

NAMES = sorted(path.stem for path in queries_dir().glob("*.rq"))
PROVEN = ("sentence", "measure_quote", "title")
# What has to be asked about something, and what tells of an absence, which nothing can be quoted for.
ASKED = {"measures-of-unit": {"unit": "赣县区行政审批局"}}
ABSENCES = {"missing-indicators"}
# Here the line is that of a figure, a unit or a name inside the sentence.
LINES_INSIDE = {
    "who-leads",
    "targets-of-indicator",
    "promised-times",
    "promised-shares",
    "masked-figures",
    "figures-about",
    "changes-promised",
    "sums-of-money",
    "from-baseline-to-target",
    "outcome-figures",
    "task-force-members",
    "units-of-unknown-function",
}


def test_there_are_at_least_seventy() -> None:
    assert len(NAMES) >= 70
    assert list(saved_queries()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_head_says_everything_in_both_languages(name: str) -> None:
    query = saved_queries()[name]
    assert set(query.titles) == {"zh", "en"}
    assert set(query.descriptions) == {"zh", "en"}
    assert query.tags
    for parameter in query.parameters:
        assert set(parameter.labels) == {"zh", "en"}, parameter.name
    with EmbeddedStore.holding([]) as store:
        columns = store.select(query.text).variables
    assert tuple(query.columns) == columns
    assert all(set(meaning) == {"zh", "en"} for meaning in query.columns.values())


@pytest.mark.parametrize("name", NAMES)
def test_each_gives_rows_with_their_sources(seeds_graph: Graph, name: str) -> None:
    answer = seeds_graph.query(name, **ASKED.get(name, {}))
    assert len(answer) > 0
    assert len(set(answer.rows)) == len(answer.rows)
    if name in ABSENCES:
        assert not answer.sources
        return
    for row in answer:
        assert str(row["file"]).endswith(".txt")
        assert any(row.get(column) for column in PROVEN)
        lines = [row[column] for column in row if column == "line" or column.endswith("_line")]
        assert any(isinstance(line, int) and line >= 1 for line in lines)
    assert {source.row for source in answer.sources} == set(range(len(answer)))


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_a_source_stand_where_it_says(seeds_graph: Graph, name: str) -> None:
    for source in seeds_graph.query(name, **ASKED.get(name, {})).sources:
        assert _text_of(source.file)[source.start : source.end] == source.quote


@cache
def _text_of(file: str) -> str:
    return (seeds_dir() / file).read_bytes().decode("utf-8-sig")


@pytest.mark.parametrize("name", NAMES)
def test_the_sentence_stands_on_its_line(seeds_graph: Graph, name: str) -> None:
    texts: dict[str, list[str]] = {}
    pairs = (("sentence", "line"), ("measure_quote", "measure_line"), ("practice_quote", "practice_line"))
    for row in seeds_graph.query(name, **ASKED.get(name, {})):
        if name in LINES_INSIDE or name in ABSENCES:
            continue
        lines = texts.setdefault(
            str(row["file"]), (seeds_dir() / str(row["file"])).read_text("utf-8-sig").split("\n")
        )
        for words, line in pairs:
            if words in row and isinstance(row[line], int):
                first = str(row[words]).split("\n")[0].strip("\r")
                assert first[:10] in lines[int(str(row[line])) - 1]


def test_shenzhen_in_any_form_is_one_place(seeds_graph: Graph) -> None:
    forms = ["深圳", "深圳市", "440300", "广东省深圳市", "region:440300", " 深圳 "]
    answers = [seeds_graph.query("borrowed-practice", region=form) for form in forms]
    assert answers[0].rows
    assert all(answer.rows == answers[0].rows for answer in answers)
    assert seeds_graph.query("borrowed-practice").rows == answers[0].rows
    assert answers[0].parameters == {"region": "深圳市"}
    everything = seeds_graph.query("borrowed-practice", region="")
    assert len(everything) > len(answers[0])
    assert len(seeds_graph.query("borrowed-practice", region="广东省")) > len(answers[0])


def test_the_explicit_mention_is_found(seeds_graph: Graph) -> None:
    rows = [row for row in seeds_graph.query("borrowed-practice") if row["evidence"] == "explicitMention"]
    assert any("借鉴深圳市先进做法" in str(row["measure_quote"]) for row in rows)
    assert all(isinstance(row["confidence"], Decimal) for row in rows)


def test_an_indicator_in_any_form_is_one(seeds_graph: Graph) -> None:
    forms = [
        "开办企业",
        "企业开办",
        "starting-a-business",
        "Starting a business",
        "indicator:starting-a-business",
    ]
    answers = [seeds_graph.query("who-leads", indicator=form) for form in forms]
    assert all(answer.rows == answers[0].rows for answer in answers)
    assert {row["place"] for row in answers[0]} >= {"东莞市", "赣县区"}
    assert seeds_graph.query("who-leads", indicator="纳税").rows != answers[0].rows


def test_narrower_questions_give_fewer_rows(seeds_graph: Graph) -> None:
    everything = seeds_graph.query("measures-due", by=date(2099, 1, 1))
    early = seeds_graph.query("measures-due", by="2021-12-31")
    assert 0 < len(early) < len(everything)
    assert all(row["deadline"] <= date(2021, 12, 31) for row in early)  # type: ignore[operator]
    assert {row["place"] for row in seeds_graph.query("measures-due", region="东莞")} == {"东莞市"}
    kinds = {str(row["kind"]) for row in seeds_graph.query("left-over")}
    assert all({row["kind"] for row in seeds_graph.query("left-over", kind=kind)} == {kind} for kind in kinds)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"region": "深川"}, "no region is called '深川'"),
        ({"region": "朝阳区"}, "say which region by its IRI"),
        ({"region": "999999"}, "999999"),
        ({"region": "region:440399"}, "the graph knows nothing of"),
        ({"indicator": "开办企业们的"}, None),
        ({"indicator": "钓鱼"}, "no indicator is called '钓鱼'"),
        ({"place": "深圳"}, "has no parameter 'place'; its parameters are: region, indicator"),
    ],
)
def test_what_is_unknown_is_told_with_candidates(
    seeds_graph: Graph, parameters: dict[str, str], message: str | None
) -> None:
    if message is None:
        assert seeds_graph.query("borrowed-practice", **parameters) is not None
        return
    with pytest.raises((UnknownThingError, QueryError), match=message):
        seeds_graph.query("borrowed-practice", **parameters)


def test_values_of_the_wrong_kind_are_refused(seeds_graph: Graph) -> None:
    with pytest.raises(QueryError, match="by must be a date such as 2022-12-31"):
        seeds_graph.query("measures-due", by="soon")
    with pytest.raises(QueryError, match="needs a value for by"):
        seeds_graph.query("measures-due", by="")
    with pytest.raises(QueryError, match="no saved question is called 'borrowed'"):
        seeds_graph.query("borrowed")
    with pytest.raises(QueryError, match="not SPARQL"):
        seeds_graph.query("SELECT {")
    with pytest.raises(QueryError, match=r"gone\.rq"):
        seeds_graph.query(Path("gone.rq"))


HOSTILE = [
    '" } DROP ALL #',
    "sentence' || '1'='1",
    '"@zh } UNION { ?s ?p ?o',
    "\\",
    '\\"',
    "\n}",
    "?s",
    "<http://e/>",
    "}",
    "{",
    "' OR 1=1 --",
    "\u0000",
    "𠮷",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_values(seeds_graph: Graph, value: str) -> None:
    assert len(seeds_graph.query("left-over", kind=value)) == 0
    for name in ("region", "indicator"):
        with pytest.raises(UnknownThingError):
            seeds_graph.query("borrowed-practice", **{name: value})


@given(st.text(min_size=1).filter(lambda text: text not in {"sentence", "unit", "place", "figure"}))
def test_no_text_breaks_out_of_its_place(text: str) -> None:
    graph = _graph_of_one()
    assert len(graph.query("SELECT ?s { ?s ?p ?o FILTER(STR(?o) = ?typed) }", typed=Literal(text))) in (0, 1)


def _graph_of_one() -> Graph:
    from pyoxigraph import Quad

    from bizgraph.store.manifest import Manifest

    thing = NamedNode("http://e/thing")
    store = EmbeddedStore.holding([Quad(thing, NamedNode("http://e/says"), Literal("x"))])
    return Graph(store, Manifest("0", 1, ()))


def test_a_query_in_a_file_is_answered(seeds_graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "count.rq"
    path.write_text("SELECT (COUNT(?m) AS ?n) { ?m a <https://w3id.org/bizgraph/ontology#Measure> }", "utf-8")
    (row,) = seeds_graph.query(path)
    assert row["n"] == sum(document.counts["measures"] for document in seeds_graph.documents())
    assert seeds_graph.query(str(path)).rows == seeds_graph.query(path).rows


def test_ask_and_construct_have_rows_too(seeds_graph: Graph) -> None:
    assert list(seeds_graph.query("ASK { ?s ?p ?o }")) == [{"answer": True}]
    triples = seeds_graph.query("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3")
    assert [column.name for column in triples.columns] == ["subject", "predicate", "object"]
    assert len(triples) == 3


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("#+ titel_zh: x", "its head has no use for titel_zh"),
        ("#+ [", "is not YAML"),
        ("#+ - a", "must be `key: value` lines"),
        ("#+ parameters: {q: {kind: region}}", "the parameter q is no variable"),
        (
            "#+ parameters: {s: {kind: place}}",
            "its kind must be one of date, document, function, indicator, number",
        ),
        ("#+ parameters: {s: {kind: text, defualt: 1}}", "unknown defualt"),
        ("#+ parameters: [s]", "not laid out as heads are"),
    ],
)
def test_a_wrong_head_names_the_file_and_the_fault(head: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        parse_query(f"{head}\nSELECT ?s {{ ?s ?p ?o }}", origin="mine.rq")
    assert str(caught.value).startswith("mine.rq")


def test_a_query_without_a_head_takes_values_as_they_are(seeds_graph: Graph) -> None:
    question = "SELECT ?s { ?s a ?class . ?s <http://purl.org/dc/terms/title> ?title } ORDER BY ?s"
    some = seeds_graph.query(question, **{"class": "<https://w3id.org/bizgraph/ontology#PolicyDocument>"})
    assert len(some) == len(seeds_graph.documents())
    assert len(seeds_graph.query(question, title="no such title")) == 0


def test_csv_is_that_of_sparql_and_json_is_exact() -> None:
    integer, decimal, true = (
        Literal("7", datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{name}"))
        if name == "integer"
        else Literal(value, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{name}"))
        for name, value in (("integer", "7"), ("decimal", "0.10"), ("boolean", "true"))
    )
    answer = Answer(
        tuple(map(Column, ("iri", "text", "n", "d", "b", "none"))),
        ((NamedNode("http://e/深"), Literal('a,"b"\nc', language="zh"), integer, decimal, true, None),),
    )
    assert answer.to_csv() == 'iri,text,n,d,b,none\r\nhttp://e/深,"a,""b""\nc",7,0.10,true,\r\n'
    (row,) = json.loads(answer.to_json())["rows"]
    assert row == {
        "iri": {"iri": "http://e/深", "label": "http://e/深"},
        "text": 'a,"b"\nc',
        "n": 7,
        "d": 0.1,
        "b": True,
        "none": None,
    }
    assert '"d": 0.10,' in answer.to_json()


@pytest.mark.parametrize("name", NAMES)
def test_csv_and_json_say_the_same(seeds_graph: Graph, name: str) -> None:
    answer = seeds_graph.query(name, **ASKED.get(name, {}))
    table = list(csv.DictReader(io.StringIO(answer.to_csv(), newline="")))
    said = json.loads(answer.to_json())
    assert said["status"] == "answered"
    assert len(table) == len(said["rows"]) == len(answer)
    for row, thing in zip(table, said["rows"], strict=True):
        assert list(thing) == list(row) == said["columns"]
        assert {key: _cell(value) for key, value in thing.items() if not _is_number(value)} == {
            key: value for key, value in row.items() if not _is_number(thing[key])
        }


def _cell(value: object) -> object:
    """What the CSV has for a value of the JSON."""
    return value["iri"] if isinstance(value, dict) else "" if value is None else value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | bool)


def test_the_names_of_things_and_the_words_behind_rows_come_along(seeds_graph: Graph) -> None:
    answer = seeds_graph.query("borrowed-practice")
    said = answer.to_dict()
    assert said["rows"][0]["measure"]["label"].startswith("深化新办企业首套印章刻制政府买单")
    assert {source["row"] for source in said["sources"]} == set(range(len(answer)))
    assert "VALUES ?region" in said["sparql"]
    assert said["reading"] == "哪些举措借鉴了某地的做法 (做法所在地 = 深圳市)"


def test_every_kind_of_parameter_can_be_read() -> None:
    for kind in Kind:
        query = parse_query(f"#+ parameters: {{s: {{kind: {kind}}}}}\nSELECT ?s {{ ?s ?p ?o }}")
        assert query.parameters[0].kind is kind
    assert Variable("s")


def test_names_of_things_are_found_in_any_form(seeds_graph: Graph) -> None:
    assert seeds_graph.show("深圳").iri == seeds_graph.show("region:440300").iri
    assert seeds_graph.show("东莞市市场监管局").iri == seeds_graph.show("东莞市市场监督管理局").iri
    document = seeds_graph.documents()[0]
    assert seeds_graph.show(document.file).iri == seeds_graph.show(document.title).iri == document.iri
    assert seeds_graph.show("市场监管").iri.endswith("/indicator/market-regulation")
    with pytest.raises(UnknownThingError, match="no thing is called"):
        seeds_graph.show("不存在的东西")
    with pytest.raises(BizgraphError):
        seeds_graph.show("http://e/ nowhere")


def test_a_thing_is_shown_with_its_sources_and_what_refers_to_it(seeds_graph: Graph) -> None:
    (row, *_) = seeds_graph.query("borrowed-practice")
    measure = seeds_graph.show(str(row["measure"]))
    assert measure.kinds == ("举措",)
    assert (row["file"], row["measure_line"]) in {(source.file, source.line) for source in measure.sources}
    assert any(each.kind == "借鉴" for each in measure.referring)
    place = seeds_graph.show("深圳", language="en")
    assert {"practised by", "compared with"} <= {each.property for each in place.referring}
    assert all(each.source for each in place.referring if each.property == "practised by")
