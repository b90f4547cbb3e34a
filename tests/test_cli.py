from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from bizgraph.cli import main
from bizgraph.graph import Graph

COMMANDS = sorted(main.commands)


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_there_are_the_commands_that_are_promised() -> None:
    assert COMMANDS == [
        "add",
        "analyse",
        "ask",
        "build",
        "compare",
        "diff",
        "discover",
        "export",
        "mcp",
        "query",
        "read",
        "remove",
        "report",
        "search",
        "serve",
        "show",
        "validate",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_an_example(command: str) -> None:
    result = _run(command, "--help")
    assert result.exit_code == 0
    assert re.search(rf"Examples?:\n +bizgraph {command}", result.stdout)
    assert ("--graph DIR" in result.stdout) is (command not in {"diff", "read"})
    assert result.stdout == _run(command, "-h").stdout


def test_version_and_help_of_the_whole() -> None:
    assert re.fullmatch(r"bizgraph \S+\n", _run("--version").stdout)
    assert _run("-v").stdout == _run("--version").stdout
    help_text = _run("--help").stdout
    assert all(f"  {command} " in help_text for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["query"],
        ["query", "borrowed-practice", "--param", "深圳"],
        ["query", "borrowed-practice", "--format", "xml"],
        ["export", "--format", "nquads"],
        ["export", "-o", "x"],
        ["analyse"],
        ["analyse", "nonsense"],
        ["analyse", "models", "--picture", "models.pdf"],
        ["report", "-o", "x.html"],
        ["report", "--region", "赣县区", "--model", "深圳市", "-o", "x.html"],
        ["report", "--region", "赣县区"],
        ["report", "--region", "赣县区", "-o", "x.pdf"],
        ["read"],
        ["show"],
        ["search"],
        ["search", "公章", "--kind", "order"],
        ["search", "公章", "--limit", "0"],
        ["discover"],
        ["discover", "--need", "办电", "--gap", "x"],
        ["compare"],
        ["compare", "--indicator", "开办企业", "--format", "xml"],
        ["mcp", "graph"],
        ["build", "--nonsense"],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    result = _run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr
    assert not result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "who-leads"],
        ["ask", "东莞有哪些举措?"],
        ["search", "公章"],
        ["discover", "--need", "办电"],
        ["show", "深圳"],
        ["compare", "--indicator", "纳税"],
        ["mcp"],
        ["validate"],
        ["export", "--format", "trig", "-o", "-"],
    ],
)
def test_without_a_graph_each_says_what_to_do(tmp_path: Path, arguments: list[str]) -> None:
    result = _run(*arguments, "--graph", tmp_path / "none")
    assert result.exit_code == 1
    assert "run `bizgraph build` first" in result.stderr
    assert not result.stdout


def test_build_prints_a_table_on_stdout_and_what_it_did_on_stderr(
    tmp_path: Path, plans: Sequence[Path]
) -> None:
    result = _run("build", *plans, "--graph", tmp_path / "graph")
    assert result.exit_code == 0
    for plan in plans:
        assert re.search(rf"{plan.name}( +\d+){{10}} +\d+\.\d% +0/\d+/\d+", result.stdout)
    assert "合计" in result.stdout
    assert re.search(r"3 documents \(0 unchanged\), [\d,]+ quads", result.stderr)
    again = _run("build", *plans, "--graph", tmp_path / "graph", "--lang", "en")
    assert "3 unchanged" in again.stderr
    assert "task forces" in again.stdout


def test_build_tells_of_what_it_left_out(tmp_path: Path, plans: Sequence[Path]) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(plans[0].read_bytes())
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = _run("build", plans[0], plans[1], copy, empty, tmp_path / "none", "--graph", tmp_path / "graph")
    assert result.exit_code == 1
    assert "the same document as" in result.stderr
    assert "empty.txt: the file is empty" in result.stderr
    assert "there is no such file or folder" in result.stderr
    assert "2 documents" in result.stderr
    fewer = _run("build", plans[0], "--graph", tmp_path / "graph")
    assert f"{plans[1].name}: was in the graph before" in fewer.stderr


def test_query_prints_for_people_and_for_machines(seeds_folder: Path) -> None:
    table = _run("query", "borrowed-practice", "--graph", seeds_folder)
    assert table.exit_code == 0
    assert "哪些举措借鉴了某地的做法 (做法所在地 = 深圳市)" in table.stderr
    assert "借鉴深圳市先进做法" in table.stdout
    assert not re.search(r" $", table.stdout, re.MULTILINE)
    csv_text = _run("query", "borrowed-practice", "--format", "csv", "--graph", seeds_folder)
    rows = list(csv.DictReader(io.StringIO(csv_text.stdout, newline="")))
    objects = json.loads(
        _run("query", "borrowed-practice", "--format", "json", "--graph", seeds_folder).stdout
    )
    assert [row["measure"] for row in rows] == [thing["measure"]["iri"] for thing in objects["rows"]]
    assert f"{len(rows)} rows" in table.stderr
    assert not csv_text.stderr


def test_query_takes_parameters_and_files(seeds_folder: Path, tmp_path: Path) -> None:
    guangzhou = _run("query", "borrowed-practice", "--param", "region=广州", "--graph", seeds_folder)
    assert "广州市" in guangzhou.stdout
    file = tmp_path / "mine.rq"
    file.write_text("SELECT ?n { BIND(1 AS ?n) }")
    found = json.loads(_run("query", file, "--format", "json", "--graph", seeds_folder).stdout)
    assert found["rows"] == [{"n": 1}]
    unknown = _run("query", "borrowed-practice", "--param", "region=深川", "--graph", seeds_folder)
    assert unknown.exit_code == 1
    assert "no region is called '深川'" in unknown.stderr


def test_query_lists_the_saved_questions() -> None:
    result = _run("query", "--list")
    assert result.exit_code == 0
    assert "borrowed-practice" in result.stdout
    assert "region (region, 深圳市)" in result.stdout
    assert "unit (unit, required)" in result.stdout
    assert "Which units lead an indicator" in _run("query", "--list", "--lang", "en").stdout


def test_the_list_is_in_groups_and_can_be_of_one_tag() -> None:
    lines = _run("query", "--list").stdout.splitlines()
    groups = [line.strip() for line in lines if line.strip() and len(line.split()) == 1 and "(" not in line]
    assert [group for group in groups if group in ("borrowing", "gaps", "time")] == [
        "borrowing",
        "gaps",
        "time",
    ]
    few = _run("query", "--tag", "time").stdout
    assert "measures-due" in few
    assert "borrowed-practice" not in few
    wrong = _run("query", "--tag", "nonsense")
    assert wrong.exit_code == 2
    assert "no saved question has the tag 'nonsense'; there are: borrowing, " in wrong.stderr


def test_show_prints_for_people_and_for_machines(seeds_folder: Path) -> None:
    text = _run("show", "深圳", "--graph", seeds_folder)
    assert text.exit_code == 0
    assert "region:440300" in text.stdout
    assert re.search(r"000_f459350d5cf29f66\.txt:\d+ ", text.stdout)
    whole = _run("show", "深圳", "--limit", "0", "--graph", seeds_folder)
    assert len(whole.stdout) > len(text.stdout)
    thing = json.loads(_run("show", "深圳", "--format", "json", "--graph", seeds_folder).stdout)
    assert thing["label"] == "深圳市"
    assert thing["referring"]
    assert _run("show", "朝阳区", "--graph", seeds_folder).exit_code == 1


def test_ask_prints_for_people_and_for_machines(seeds_folder: Path) -> None:
    asked = ("ask", "东莞有哪些关于获得电力的举措?", "--graph", seeds_folder)
    text = _run(*asked)
    assert text.exit_code == 0
    assert "我的理解" in text.stderr + text.stdout
    with_query = _run(*asked, "--sparql")
    assert "SELECT DISTINCT" in with_query.stdout
    assert "SELECT DISTINCT" not in text.stdout
    answer = json.loads(_run(*asked, "--format", "json").stdout)
    assert answer["status"] == "answered"
    assert answer["rows"][0].keys() >= {"place", "text", "file", "line", "fact"}
    assert answer["rows"][0]["fact"].keys() == {"iri", "label"}
    assert {source["row"] for source in answer["sources"]} == set(range(len(answer["rows"])))
    english = _run("ask", "Which", "measures", "does", "Dongguan", "order?", "--graph", seeds_folder)
    assert english.exit_code == 0
    assert "Read as" in english.stderr + english.stdout


@pytest.mark.parametrize("question", ["为什么东莞的举措多?", "SELECT * WHERE { ?s ?p ?o }", "?"])
def test_ask_exits_with_1_where_there_is_no_answer(seeds_folder: Path, question: str) -> None:
    result = _run("ask", question, "--graph", seeds_folder)
    assert result.exit_code == 1
    assert result.stderr or result.stdout


def test_search_prints_for_people_and_for_machines(seeds_folder: Path) -> None:
    text = _run("search", "免费刻制公章", "--limit", "3", "--graph", seeds_folder)
    assert text.exit_code == 0
    assert re.search(r"^1\. .+\n +000_f459350d5cf29f66\.txt:\d+ ", text.stdout)
    assert "【" in text.stdout
    assert "列出3条" in text.stderr
    answer = json.loads(_run("search", "公章", "--format", "json", "--graph", seeds_folder).stdout)
    assert answer["status"] == "answered"
    assert {"thing", "score", "sentence"} <= answer["rows"][0].keys()
    nothing = _run("search", "黑洞望远镜", "--graph", seeds_folder)
    assert nothing.exit_code == 0
    assert "没有相符的内容" in nothing.stderr
    assert _run("search", "公章", "--region", "没有", "--graph", seeds_folder).exit_code == 1
    assert _run("search", " ", "--graph", seeds_folder).exit_code == 1


def test_discover_prints_for_people_and_for_machines(seeds_folder: Path) -> None:
    asked = (
        "discover",
        "--region",
        "赣县区",
        "--indicator",
        "招标投标",
        "--limit",
        "2",
        "--graph",
        seeds_folder,
    )
    text = _run(*asked)
    assert text.exit_code == 0
    assert re.search(r"^差距: ", text.stdout, re.MULTILINE)
    assert re.search(r"004_0a0bfa487c11f80b\.txt:\d+ +document:", text.stdout)
    assert "招标投标" in text.stderr
    answer = json.loads(_run(*asked, "--format", "json").stdout)
    assert answer["columns"][:3] == ["gap", "gap_text", "thing"]
    gap = answer["rows"][0]["gap"]["iri"]
    one = json.loads(_run("discover", "--gap", gap, "--format", "json", "--graph", seeds_folder).stdout)
    assert one["columns"] == ["thing", "text", "region", "kind", "score", "reasons", "quote"]
    assert one["rows"][:2] == [
        {key: value for key, value in row.items() if key in one["columns"]} for row in answer["rows"][:2]
    ]
    nothing = _run("discover", "--need", "河里的鱼越来越少", "--graph", seeds_folder)
    assert nothing.exit_code == 0
    assert "没有合适的" in nothing.stderr


def test_compare_prints_places_side_by_side_then_what_is_not_compared(seeds_folder: Path) -> None:
    text = _run("compare", "--indicator", "开办企业", "--graph", seeds_folder)
    assert text.exit_code == 0
    assert re.search(r"开办企业·时间 +工作日 +0\.5★ +0\.5★ +1 +\(5\)\n", text.stdout)
    assert re.search(r"开办企业·时间 +鸠江区 +1个工作日 +举措 +003_e1910598a56080cf\.txt:281\n", text.stdout)
    assert text.stdout.index("出处") < text.stdout.index("未作比较") < text.stdout.index("单位不能换算")
    assert not re.search(r" $", text.stdout, re.MULTILINE)
    assert "2 项可比" in text.stderr
    english = _run("compare", "--indicator", "Paying taxes", "--lang", "en", "--graph", seeds_folder)
    assert "Not compared" in english.stdout


def test_compare_for_machines_and_of_some_places(seeds_folder: Path) -> None:
    arguments = [
        "compare",
        "--indicator",
        "纳税",
        "--region",
        "赣县区",
        "--region",
        "鸠江区",
        "--metric",
        "纳税时间",
    ]
    csv_text = _run(*arguments, "--format", "csv", "--graph", seeds_folder)
    rows = list(csv.DictReader(io.StringIO(csv_text.stdout, newline="")))
    assert [(row["region"], row["value"], row["best"]) for row in rows] == [
        ("赣县区", "80", "false"),
        ("鸠江区", "75", "true"),
    ]
    found = json.loads(_run(*arguments, "--format", "json", "--graph", seeds_folder).stdout)
    assert [row["value"] for row in found["rows"]] == [80, 75]
    assert "| 鸠江区 |" in _run(*arguments, "--format", "markdown", "--graph", seeds_folder).stdout


def test_compare_says_what_there_is_where_nothing_is_measured_so(seeds_folder: Path) -> None:
    result = _run("compare", "--indicator", "开办企业", "--metric", "里程", "--graph", seeds_folder)
    assert result.exit_code == 1
    assert "开办企业·时间" in result.stderr
    assert not result.stdout


def test_validate_says_what_it_found(plans_folder: Path) -> None:
    short = _run("validate", "--graph", plans_folder)
    assert short.exit_code == 0
    assert "3 documents, 0 with violations" in short.stderr
    assert "info: " in short.stdout
    long = _run("validate", "--all", "--graph", plans_folder)
    assert len(long.stdout) > len(short.stdout)
    assert re.search(r"\.txt:\d+: info: ", long.stdout)


@pytest.mark.parametrize(
    ("form", "rdf"),
    [("nquads", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG), ("turtle", RdfFormat.TURTLE)],
)
def test_export_writes_files_that_can_be_read(
    plans_folder: Path, tmp_path: Path, form: str, rdf: RdfFormat
) -> None:
    file = tmp_path / "graph.out"
    result = _run("export", "--format", form, "-o", file, "--graph", plans_folder)
    assert result.exit_code == 0
    assert not result.stdout
    with Graph.open(plans_folder) as graph:
        read = sum(1 for _ in parse(path=file, format=rdf))
        assert read == len(graph) if form != "turtle" else 0 < read <= len(graph)
    assert [path.name for path in tmp_path.iterdir()] == ["graph.out"]


def test_export_to_where_nothing_can_be_written(seeds_folder: Path, tmp_path: Path) -> None:
    result = _run("export", "--format", "nquads", "-o", tmp_path / "no" / "x.nq", "--graph", seeds_folder)
    assert result.exit_code == 1
    assert "cannot be written: No such file or directory" in result.stderr


def test_export_takes_the_format_from_the_name(plans_folder: Path, tmp_path: Path) -> None:
    limits = ("--view", "practice", "--region", "贵阳", "--lang", "en")
    result = _run("export", "-o", tmp_path / "practice.graphml", *limits, "--graph", plans_folder)
    assert result.exit_code == 0
    assert "practice.graphml: " in result.stderr
    assert "Which practices are told" in (tmp_path / "practice.graphml").read_text("utf-8")


def test_analyse_prints_and_draws(plans_folder: Path, tmp_path: Path) -> None:
    picture = tmp_path / "models.svg"
    arguments = ("analyse", "models", "--limit", "2", "--picture", picture, "--graph", plans_folder)
    result = _run(*arguments)
    assert result.exit_code == 0
    assert "借鉴它的举措" in result.stdout
    assert picture.read_text("utf-8").startswith("<?xml")
    data = json.loads(_run(*arguments, "--format", "json").stdout)
    assert len(data["rows"]) == 2


@pytest.mark.parametrize(
    ("asked", "file", "begins"),
    [
        (("--region", "贵阳"), "b.html", b"<!DOCTYPE html>"),
        (("--indicator", "开办企业"), "b.md", b"# "),
        (("--model", "上海"), "b.docx", b"PK"),
    ],
)
def test_report_writes_a_briefing(
    plans_folder: Path, tmp_path: Path, asked: tuple[str, str], file: str, begins: bytes
) -> None:
    result = _run("report", *asked, "-o", tmp_path / file, "--graph", plans_folder)
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / file).read_bytes().lower().startswith(begins.lower())


def test_read_shows_what_is_understood(plans: Sequence[Path]) -> None:
    text = _run("read", plans[0])
    assert text.exit_code == 0
    for part in ("== outline", "== measures", "== practices", "== gaps", "== borrowings", "== left over"):
        assert part in text.stdout
    assert re.search(r"line 25 \[\d+:\d+\]  2\. by rule ", text.stdout)
    assert "(浙江" not in text.stdout


def test_read_for_machines_has_every_span_where_it_says(plans: Sequence[Path]) -> None:
    for plan in plans:
        source = plan.read_bytes().decode("utf-8-sig")
        reading = json.loads(_run("read", plan, "--format", "json").stdout)
        assert reading["measures"]
        assert reading["outline"]
        quotes = list(_quotes(reading))
        assert len(quotes) > 50
        for quote in quotes:
            assert source[quote["start"] : quote["end"]] == quote["original"]
            assert source.count("\n", 0, quote["start"]) + 1 == quote["line"]


def _quotes(value: object) -> Sequence[dict[str, Any]]:
    if isinstance(value, list):
        return [quote for each in value for quote in _quotes(each)]
    if not isinstance(value, dict):
        return []
    if {"original", "start", "end", "line"} <= value.keys():
        return [value]
    return [quote for each in value.values() for quote in _quotes(each)]


def test_the_program_runs_and_asks_little_of_the_machine_to_say_its_version() -> None:
    code = (
        "import sys, bizgraph.cli; sys.exit(bool({'pyshacl', 'rdflib', 'opencc', 'yaml'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    told = subprocess.run(
        [sys.executable, "-m", "bizgraph", "read", "gone.txt"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert "gone.txt" in told.stderr
    assert "Traceback" not in told.stderr
