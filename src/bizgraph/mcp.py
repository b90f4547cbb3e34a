"""The Model Context Protocol: an assistant asks the graph, and gets answers with the words they rest on.

Each tool parses, calls the function of `Graph` that has its name, and returns the answer in full as
structured content and, for reading, as text with its sources.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from threading import Lock
from typing import Annotated, Any, Final, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from bizgraph.contents import AnswerContent, ThingContent
from bizgraph.errors import BizgraphError, UnknownThingError
from bizgraph.folder import graph_folder
from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer
from bizgraph.questions.saved import SavedQuery, parse_query, saved_queries
from bizgraph.questions.things import Thing
from bizgraph.rdf.provenance import program_version
from bizgraph.resources import ontology_dir
from bizgraph.store.layout import Layout

MAX_ROWS: Final = 200
_INSTRUCTIONS: Final = """\
Facts of Chinese business-environment (优化营商环境) policy documents: measures with the units that lead
them, deadlines and targets, benchmark practices, gaps, baselines, outcomes, and which measure borrows which
practice.

Cite every claim. Each answer has `sources`: the row they prove, the file, its line, the characters `start` to
`end`, and the words that stand there. Say nothing of the documents that no source of an answer says; quote
its words, and name the file and line. `reading` says how a question was understood: pass it on where it
matters. `status` is `answered`, `ambiguous` (ask which of `candidates` is meant) or `refused` (the documents
do not tell: say so, and do not answer from elsewhere). A figure that a document masks as xx has no value; do
not guess one.

Places, indicators and units can be named as people name them, in Chinese: 深圳, 开办企业, 市场监管局."""
_CITE: Final = "Cite each claim from `sources` (file, line, quote)."
_READS: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)

Language = Annotated[
    Literal["zh", "en"], Field(description="The language of names, headings and the reading.")
]


AnswerResult = Annotated[CallToolResult, AnswerContent]
ThingResult = Annotated[CallToolResult, ThingContent]


class _Published:
    """The graph of a folder as it is published now; calls use it one at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._generation: str | None = None
        self._graph: Graph | None = None

    @contextmanager
    def graph(self) -> Iterator[Graph]:
        """Give the graph, opened anew where another was published."""
        with self._lock, _told():
            generation = Layout(self._folder).live()
            if self._graph is None or generation != self._generation:
                if self._graph is not None:
                    self._graph.close()
                self._graph = None
                self._graph = Graph.open(self._folder, in_memory=True)
                self._generation = generation
            yield self._graph


@contextmanager
def _told() -> Iterator[None]:
    """Turn an error of bizgraph into one that tells the assistant its message."""
    try:
        yield
    except BizgraphError as error:
        raise ToolError(str(error)) from error


def server(graph: Path | str | None = None) -> MCPServer[Any]:
    """Return a server of the graph in a folder: the one given, else $BIZGRAPH_GRAPH, else `graph` in this.

    A graph that is published there while it runs is answered from at once.
    """
    published = _Published(graph_folder(graph))
    made: MCPServer[Any] = MCPServer(
        "bizgraph",
        title="Business-environment policy graph",
        instructions=_INSTRUCTIONS,
        version=program_version(),
        log_level="WARNING",
    )
    _add_questions(made, published)
    _add_queries(made, published)
    _add_resources(made, published)
    return made


def _add_questions(made: MCPServer[Any], published: _Published) -> None:
    @made.tool(annotations=_READS, description=f"Answer a question in words, in Chinese or English. {_CITE}")
    def ask(
        question: Annotated[str, Field(description="Such as 鸠江区的纳税举措由谁牵头")],
        language: Annotated[
            Literal["zh", "en"] | None, Field(description="The language of the answer; else the question's.")
        ] = None,
    ) -> AnswerResult:
        spoken = language or ("en" if question.isascii() else "zh")
        return _answered(published, lambda graph: graph.ask(question, language=language), spoken)

    @made.tool(
        annotations=_READS,
        description="Find measures, practices, gaps and targets by words, the nearest first. For passages on "
        f"a topic for which `ask` and `query` have no question. {_CITE}",
    )
    def search(
        words: Annotated[str, Field(description="What is looked for, such as 一网通办 刻章免费")],
        kind: Annotated[str | None, Field(description="Only one kind: measure, practice, gap, …")] = None,
        region: Annotated[str | None, Field(description="Only this place and places inside it.")] = None,
        indicator: Annotated[str | None, Field(description="Only facts on this indicator.")] = None,
        document: Annotated[str | None, Field(description="Only this document, by title or file.")] = None,
        limit: Annotated[int, Field(ge=1, le=MAX_ROWS)] = 10,
        language: Language = "zh",
    ) -> AnswerResult:
        return _answered(
            published,
            lambda graph: graph.search(
                words,
                kind=kind,
                region=region,
                indicator=indicator,
                document=document,
                limit=limit,
                language=language,
            ),
            language,
        )

    @made.tool(
        annotations=_READS,
        description="Find what a place could learn from others: for the gaps of a region, for one gap, or "
        "for a need in words, what other places do about it; for a practice, the gaps that it would answer. "
        f"{_CITE}",
    )
    def discover(
        region: Annotated[str | None, Field(description="The place that wants to learn.")] = None,
        indicator: Annotated[str | None, Field(description="Only on this indicator.")] = None,
        gap: Annotated[str | None, Field(description="The IRI of one gap.")] = None,
        need: Annotated[str | None, Field(description="What is needed, in words.")] = None,
        practice: Annotated[str | None, Field(description="The IRI of one practice.")] = None,
        limit: Annotated[int, Field(ge=1, le=MAX_ROWS)] = 5,
        language: Language = "zh",
    ) -> AnswerResult:
        return _answered(
            published,
            lambda graph: graph.discover(
                region,
                indicator=indicator,
                gap=gap,
                need=need,
                practice=practice,
                limit=limit,
                language=language,
            ),
            language,
        )

    @made.tool(
        annotations=_READS,
        description="Put side by side what places promise for an indicator: figures that measure the same "
        "thing, in common units; `best` marks the best. Rows with `comparable` false must not be compared: "
        f"`reason` says why. {_CITE}",
    )
    def compare(
        indicator: Annotated[str, Field(description="Of either level, such as 开办企业 or 开办企业耗时")],
        regions: Annotated[Sequence[str], Field(description="Only these places; all, if empty.")] = (),
        metric: Annotated[str | None, Field(description="Only what is measured so: 高压办电时间")] = None,
        language: Language = "zh",
    ) -> AnswerResult:
        return _answered(
            published,
            lambda graph: graph.compare(indicator, regions=regions, metric=metric, language=language),
            language,
        )


def _add_queries(made: MCPServer[Any], published: _Published) -> None:
    known = "\n".join(f"- {_signature(query)}" for query in saved_queries().values())

    @made.tool(
        annotations=_READS,
        description="Answer a saved question by its name, or a SPARQL 1.1 query given as text: read only, "
        "without SERVICE, prefix biz: is https://w3id.org/bizgraph/ontology#, vocabulary in the resource "
        f"bizgraph://ontology. {_CITE} Only rows that hold facts or spans as IRIs have sources: select them. "
        f"Saved questions, with their parameters:\n{known}",
    )
    def query(
        query: Annotated[str, Field(description="The name of a saved question, or SPARQL text.")],
        parameters: Annotated[
            dict[str, str] | None, Field(description="Values by name; names of things as people write them.")
        ] = None,
        limit: Annotated[int, Field(ge=1, le=MAX_ROWS, description="How many rows to return.")] = 50,
        language: Language = "zh",
    ) -> AnswerResult:
        with _told():
            asked = _query(query)
            values: dict[str, Any] = dict(parameters or {})
        if "language" in values:
            raise ToolError("language is no parameter of a query; give it beside `parameters`")
        return _answered(
            published, lambda graph: graph.query(asked, limit, language=language, **values), language
        )

    @made.tool(
        annotations=_READS,
        description="Show all that is known of one thing: a place, a unit, an indicator, a document or a "
        f"fact, by name or IRI, with the sentences that say so. {_CITE}",
    )
    def show(
        name: Annotated[str, Field(description="Such as 深圳, 市场监管, or an IRI of an answer.")],
        limit: Annotated[
            int, Field(ge=1, le=MAX_ROWS, description="How many referring facts to list of a kind.")
        ] = 10,
        language: Language = "zh",
    ) -> ThingResult:
        with published.graph() as opened:
            return _shown(opened.show(name, language=language), limit)


def _add_resources(made: MCPServer[Any], published: _Published) -> None:
    @made.resource(
        "bizgraph://ontology",
        title="The vocabulary",
        description="Classes and properties of the graph, labelled and defined in Chinese and English (OWL).",
        mime_type="text/turtle",
    )
    def ontology() -> str:
        return (ontology_dir() / "bizgraph.ttl").read_text("utf-8")

    @made.resource(
        "bizgraph://queries",
        title="The saved questions",
        description="Name, meaning, parameters, columns and SPARQL text of each.",
        mime_type="application/json",
    )
    def queries() -> str:
        return json.dumps(
            [asdict(each) for each in saved_queries().values()], ensure_ascii=False, default=dict
        )

    @made.resource(
        "bizgraph://documents",
        title="The documents",
        description="The documents of the graph: title, region, file, and how many facts each has.",
        mime_type="application/json",
    )
    def documents() -> str:
        with published.graph() as opened:
            return json.dumps(
                [asdict(each) for each in opened.documents()], ensure_ascii=False, default=_plain
            )


def _answered(published: _Published, ask: Callable[[Graph], Answer], language: str) -> CallToolResult:
    with published.graph() as graph:
        try:
            answer = ask(graph)
        except UnknownThingError as error:
            answer = Answer.declining(error)
    text = TextContent(type="text", text=answer.to_markdown(language))
    return CallToolResult(content=[text], structured_content=_as_json(answer.to_dict()))


def _shown(thing: Thing, limit: int) -> CallToolResult:
    content = _as_json(thing.to_dict(limit))
    text = TextContent(type="text", text=json.dumps(content, ensure_ascii=False, indent=1))
    return CallToolResult(content=[text], structured_content=content)


def _query(query: str) -> SavedQuery:
    """Return a saved question, or SPARQL text as one; never a file of this machine."""
    return saved_queries().get(query.strip()) or parse_query(query)


def _signature(query: SavedQuery) -> str:
    parameters = ", ".join(each.name for each in query.parameters)
    return f"{query.name}({parameters}): {query.titles.get('en', '')}"


def _as_json(value: Any) -> Any:
    """Return a value in the types of JSON."""
    if isinstance(value, dict):
        return {str(key): _as_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(each) for each in value]
    return value if value is None or isinstance(value, str | int | float) else _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return dict(value) if hasattr(value, "keys") else str(value)
