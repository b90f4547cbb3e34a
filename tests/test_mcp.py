"""The Model Context Protocol server, asked by a real client over standard input and output."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import anyio
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent, TextResourceContents

from bizgraph.building import build
from bizgraph.graph import Graph
from bizgraph.questions.saved import saved_queries
from bizgraph.resources import ontology_dir, seeds_dir

TOOLS = ["ask", "search", "discover", "compare", "query", "show"]
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("ask", {"question": "鸠江区的纳税举措由谁牵头?"}),
    ("ask", {"question": "Which units lead construction permits in each place?"}),
    ("search", {"words": "免费刻章", "limit": 5}),
    ("search", {"words": "一网通办", "kind": "measure", "region": "鸠江区", "indicator": "开办企业"}),
    ("discover", {"region": "赣县区", "indicator": "开办企业", "limit": 2}),
    ("discover", {"need": "压缩企业开办时间", "limit": 2}),
    ("compare", {"indicator": "开办企业"}),
    (
        "compare",
        {"indicator": "纳税", "regions": ["赣县区", "鸠江区"], "metric": "纳税时间", "language": "en"},
    ),
    ("query", {"query": "borrowed-practice"}),
    ("query", {"query": "borrowed-practice", "parameters": {"region": "广州"}, "limit": 3, "language": "en"}),
    (
        "query",
        {
            "query": "PREFIX biz: <https://w3id.org/bizgraph/ontology#> "
            "SELECT ?gap ?text { ?gap a biz:Gap ; biz:text ?text } ORDER BY ?gap",
            "limit": 7,
        },
    ),
]
Found = TypeVar("Found")


def with_client(folder: Path, act: Callable[[Client], Awaitable[Found]]) -> Found:
    """Start `bizgraph mcp`, let a client act, and end it."""
    program = StdioServerParameters(
        command=sys.executable, args=["-m", "bizgraph", "mcp", "--graph", str(folder)]
    )

    async def run() -> Found:
        async with Client(stdio_client(program)) as client:
            return await act(client)

    return anyio.run(run)


async def call(client: Client, tool: str, arguments: Mapping[str, Any]) -> CallToolResult:
    result = await client.call_tool(tool, dict(arguments))
    assert isinstance(result, CallToolResult)
    return result


def text(result: CallToolResult) -> str:
    return "\n".join(block.text for block in result.content if isinstance(block, TextContent))


def content(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, text(result)
    found: dict[str, Any] | None = result.structured_content
    assert found is not None
    return found


@pytest.fixture(scope="module")
def answers(seeds_folder: Path) -> list[CallToolResult]:
    """What the calls above are answered, one after the other."""

    async def act(client: Client) -> list[CallToolResult]:
        return [await call(client, tool, arguments) for tool, arguments in CALLS]

    return with_client(seeds_folder, act)


def test_tools_are_listed_with_what_an_assistant_must_know(seeds_folder: Path) -> None:
    async def act(client: Client) -> tuple[Any, str]:
        return await client.list_tools(), client.instructions or ""

    listed, instructions = with_client(seeds_folder, act)
    assert [tool.name for tool in listed.tools] == TOOLS
    for tool in listed.tools:
        assert "Cite each claim from `sources`" in tool.description
        assert tool.annotations.read_only_hint
        assert tool.annotations.open_world_hint is False
        assert tool.output_schema
        assert "sources" in tool.output_schema["properties"]
        required = {"ask": ["question"], "search": ["words"], "compare": ["indicator"], "query": ["query"]}
        assert tool.input_schema.get("required", []) == required.get(
            tool.name, ["name"] if tool.name == "show" else []
        )
    query = next(tool for tool in listed.tools if tool.name == "query")
    assert all(f"- {name}(" in query.description for name in saved_queries())
    assert "Cite every claim" in instructions


@pytest.mark.parametrize(
    "index", range(len(CALLS)), ids=[f"{tool}-{index}" for index, (tool, _) in enumerate(CALLS)]
)
def test_each_answer_is_whole_and_quotes_truly(answers: Sequence[CallToolResult], index: int) -> None:
    answer = content(answers[index])
    assert answer["status"] == "answered"
    assert answer["reading"]
    assert answer["rows"]
    assert answer["sources"]
    for source in answer["sources"]:
        file = (seeds_dir() / source["file"]).read_bytes().decode("utf-8-sig")
        assert file[source["start"] : source["end"]] == source["quote"]
        assert file.count("\n", 0, source["start"]) + 1 == source["line"]
        assert 0 <= source["row"] < len(answer["rows"])
    for row in answer["rows"]:
        assert list(row) == answer["columns"]
    shown = text(answers[index])
    assert answer["sources"][0]["file"].replace("_", "\\_") in shown


def test_a_tool_answers_as_the_function_of_its_name(
    answers: Sequence[CallToolResult], seeds_graph: Graph
) -> None:
    for (tool, arguments), result in zip(CALLS, answers, strict=True):
        if tool == "query":
            continue
        answer = getattr(seeds_graph, tool)(**arguments)
        assert content(result)["reading"] == answer.reading
        assert len(content(result)["rows"]) == len(answer)
        assert text(result) == answer.to_markdown(
            arguments.get("language", "en" if "Which" in str(arguments) else "zh")
        )


def test_figures_are_numbers(answers: Sequence[CallToolResult]) -> None:
    rows = content(answers[6])["rows"]
    values = [row["value"] for row in rows if row["value"] is not None]
    assert 0.5 in values
    assert 1 in values
    assert all(isinstance(value, int | float) for value in values)
    assert {row["best"] for row in rows} == {True, False}


def test_rows_are_bounded_and_the_reading_says_so(
    answers: Sequence[CallToolResult], seeds_graph: Graph
) -> None:
    answer = content(answers[-1])
    gaps = sum(document.counts["gaps"] for document in seeds_graph.documents())
    assert len(answer["rows"]) == 7
    assert f"共 {gaps} 行，列出前 7 行" in answer["reading"]
    assert {source["row"] for source in answer["sources"]} == set(range(7))


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("query", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, "SERVICE is refused"),
    ("query", {"query": "INSERT DATA { <a:b> <a:b> 1 }"}, "not SPARQL 1.1"),
    ("query", {"query": "secret/question.rq"}, "not SPARQL 1.1"),
    ("query", {"query": "no-such-question"}, "not SPARQL 1.1"),
    ("query", {"query": "borrowed-practice", "parameters": {"place": "深圳"}}, "has no parameter 'place'"),
    ("query", {"query": "borrowed-practice", "parameters": {"language": "zh"}}, "no parameter of a query"),
    ("query", {"query": "borrowed-practice", "limit": 1000}, "limit"),
    ("query", {}, "query"),
    ("show", {"name": "没有"}, "没有"),
    ("compare", {"indicator": "开办企业", "language": "fr"}, "language"),
]
DECLINED: list[tuple[str, dict[str, Any]]] = [
    ("compare", {"indicator": "没有这项指标"}),
    ("compare", {"indicator": "开办企业", "metric": "高速公路里程"}),
    ("query", {"query": "borrowed-practice", "parameters": {"region": "深川"}}),
    ("search", {"words": "免费刻章", "region": "深川"}),
    ("ask", {"question": "明天天气怎么样?"}),
]


def test_what_fails_says_why_and_the_server_lives_on(seeds_folder: Path) -> None:
    async def act(client: Client) -> tuple[list[CallToolResult], list[CallToolResult], CallToolResult]:
        return (
            [await call(client, tool, arguments) for tool, arguments, _ in REFUSED],
            [await call(client, tool, arguments) for tool, arguments in DECLINED],
            await call(client, *CALLS[6]),
        )

    refused, declined, answered = with_client(seeds_folder, act)
    for (tool, arguments, message), result in zip(REFUSED, refused, strict=True):
        assert result.is_error, (tool, arguments)
        assert message in text(result)
        assert "Traceback" not in text(result)
    for (tool, arguments), result in zip(DECLINED, declined, strict=True):
        answer = content(result)
        assert answer["status"] in ("refused", "ambiguous"), (tool, arguments)
        assert answer["reading"]
        assert not answer["rows"]
    assert content(answered)["rows"]


def test_show_tells_all_that_is_known_and_how_much_more_there_is(seeds_folder: Path) -> None:
    async def act(client: Client) -> CallToolResult:
        return await call(client, "show", {"name": "深圳", "limit": 1})

    result = with_client(seeds_folder, act)
    thing = content(result)
    assert (thing["iri"], thing["label"]) == ("https://w3id.org/bizgraph/id/region/440300", "深圳市")
    assert sum(thing["more"].values()) > 5
    kinds = [(each["property"], each["kind"]) for each in thing["referring"]]
    assert len(kinds) == len(set(kinds)) > 1
    assert json.loads(text(result)) == thing


def test_resources_tell_what_the_graph_is_made_of(seeds_folder: Path) -> None:
    async def act(client: Client) -> dict[str, str]:
        listed = await client.list_resources()
        read = {resource.uri: await client.read_resource(resource.uri) for resource in listed.resources}
        contents = {uri: found.contents[0] for uri, found in read.items()}
        return {uri: found.text for uri, found in contents.items() if isinstance(found, TextResourceContents)}

    found = with_client(seeds_folder, act)
    assert found["bizgraph://ontology"] == (ontology_dir() / "bizgraph.ttl").read_text("utf-8")
    assert [query["name"] for query in json.loads(found["bizgraph://queries"])] == list(saved_queries())
    documents = json.loads(found["bizgraph://documents"])
    assert {Path(document["file"]).name for document in documents} == {
        path.name for path in seeds_dir().glob("*.txt")
    }
    assert all(document["counts"]["measures"] >= 0 for document in documents)


def test_a_graph_published_meanwhile_is_answered_from(tmp_path: Path, plans: Sequence[Path]) -> None:
    folder = tmp_path / "graph"
    build(plans[:1], folder)

    async def files(client: Client) -> list[str]:
        found = (await client.read_resource("bizgraph://documents")).contents[0]
        assert isinstance(found, TextResourceContents)
        return [Path(document["file"]).name for document in json.loads(found.text)]

    async def act(client: Client) -> Iterator[list[str]]:
        before = await files(client)
        await anyio.to_thread.run_sync(build, plans[1:2], folder)
        return iter([before, await files(client)])

    before, after = with_client(folder, act)
    assert before == [plans[0].name]
    assert after == [plans[1].name]
