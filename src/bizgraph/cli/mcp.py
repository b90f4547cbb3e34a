"""`bizgraph mcp`."""

from __future__ import annotations

from pathlib import Path

import click

from bizgraph.cli.options import graph_option


@click.command("mcp")
@graph_option
def mcp_command(graph: Path | None) -> None:
    """Serve the graph to an assistant by the Model Context Protocol, on standard input and output.

    Tools: ask, search, discover, compare, query and show; each answer has its sources. A graph that is built
    while it runs is answered from at once. Nothing can be changed through it.

    \b
    Examples:
      bizgraph mcp --graph my-graph
      {"mcpServers": {"bizgraph": {"command": "bizgraph", "args": ["mcp", "--graph", "/path/to/graph"]}}}
    """
    from bizgraph.graph import Graph
    from bizgraph.mcp import server

    with Graph.open(graph):
        pass
    server(graph).run("stdio")
