"""The command line: each command parses, calls one function of the package, and prints."""

from __future__ import annotations

from typing import Any

import click

from bizgraph.cli.analysis import analyse_command
from bizgraph.cli.build import build_command
from bizgraph.cli.comparing import compare_command
from bizgraph.cli.difference import diff_command
from bizgraph.cli.discovery import discover_command, search_command
from bizgraph.cli.exporting import export_command
from bizgraph.cli.growing import add_command, remove_command
from bizgraph.cli.mcp import mcp_command
from bizgraph.cli.questions import ask_command, query_command, show_command
from bizgraph.cli.reading import read_command
from bizgraph.cli.report import report_command
from bizgraph.cli.serving import serve_command
from bizgraph.cli.validating import validate_command
from bizgraph.errors import BizgraphError


class _Commands(click.Group):
    """Commands that may raise any error of bizgraph: it is told on standard error, with exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except BizgraphError as error:
            click.echo(f"bizgraph: {error}", err=True)
            ctx.exit(1)

    def list_commands(self, _: click.Context) -> list[str]:
        """List the commands in the order in which a newcomer needs them."""
        return list(self.commands)


def _tell_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        import bizgraph

        click.echo(f"bizgraph {bizgraph.__version__}")
        context.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-v",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Chinese business-environment (优化营商环境) policy documents as a graph that answers with its sources.

    \b
    Start here:
      bizgraph build                        the documents that come with bizgraph, into ./graph
      bizgraph ask "东莞获得用水由谁牵头?"   a question in words
      bizgraph discover --region 赣县区     what other places do about its gaps
      bizgraph query borrowed-practice      which measures borrow Shenzhen's practice, and what proves it
      bizgraph show 深圳                    all that is known of one thing

    Every command has --help with an example. The graph is in the folder of --graph, else in
    $BIZGRAPH_GRAPH, else in ./graph. Exit codes: 0 done, 1 what was asked for failed, 2 wrong usage.
    """


for _command in (
    build_command,
    add_command,
    remove_command,
    ask_command,
    query_command,
    search_command,
    discover_command,
    show_command,
    compare_command,
    diff_command,
    analyse_command,
    report_command,
    read_command,
    validate_command,
    export_command,
    serve_command,
    mcp_command,
):
    main.add_command(_command)
