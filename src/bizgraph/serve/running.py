"""Runs the server until it is told to stop."""

from __future__ import annotations

import asyncio
import resource
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

import uvicorn
import uvloop
from starlette.applications import Starlette

from bizgraph.errors import BizgraphError
from bizgraph.serve.app import application
from bizgraph.serve.logs import set_up
from bizgraph.serve.settings import Settings
from bizgraph.serve.source import Source
from bizgraph.serve.web.connections import Connection

_FILES: Final = 16_384  # connections and workers are open files; systems often allow 1,024 at first
_OWN_FILES: Final = 512  # of these, for all else than connections
_BACKLOG: Final = 2048
_FINISHING: Final = 10  # seconds that requests may take to end when the server is told to stop
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class ServeError(BizgraphError):
    """The server cannot listen where it should."""


def run(source: Source, settings: Settings, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve a source at an address of this machine; return when the program is told to end.

    `tell` is called with the address to open once requests are answered. Raises ServeError where the address
    cannot be had, and GraphError where the graph cannot be opened.
    """
    set_up()
    with _listening(host, port) as listener:
        uvloop.run(_serve(application(source, settings), listener, lambda: tell(_address(host, listener))))


async def _serve(app: Starlette, listener: socket.socket, ready: Callable[[], None]) -> None:
    connection: Any = partial(Connection, most=_files() - _OWN_FILES)
    config = uvicorn.Config(
        app,
        http=connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=_FINISHING,
    )
    server = _Server(config, ready)
    opening = asyncio.create_task(server.opened(app, listener))
    loop = asyncio.get_running_loop()
    for each in _SIGNALS:
        loop.add_signal_handler(each, server.stop, opening)
    await asyncio.wait([opening])
    if not opening.cancelled():
        opening.result()


class _Server(uvicorn.Server):
    """The server of uvicorn, which here ends quietly, and looks after its connections."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self._ready()

    async def on_tick(self, counter: int) -> bool:
        """Do what is done ten times a second."""
        if counter % 10 == 0:
            for connection in list(self.server_state.connections):
                if isinstance(connection, Connection):
                    connection.look()
        return await super().on_tick(counter)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone: they end the server in order, and not the process."""
        yield

    async def opened(self, app: Starlette, listener: socket.socket) -> None:
        """Start the application, answer until told to stop, and end it."""
        async with app.router.lifespan_context(app):
            await self.serve([listener])

    def stop(self, opening: asyncio.Task[None]) -> None:
        """Take in a signal: end when what was begun is done; at once at the second, or before the start."""
        if not self.started:
            opening.cancel()
        self.force_exit = self.should_exit
        self.should_exit = True


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Give a socket that has the address. Raises ServeError where that cannot be."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ServeError(f"there is no address {host} to listen on: {error.strerror}") from error
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ServeError(
                f"cannot listen on port {port} of {host}: {reason}; choose another with --port or --host"
            ) from error
        yield listener


def _address(host: str, listener: socket.socket) -> str:
    """Return the address to open in a browser of this machine."""
    port = listener.getsockname()[1]
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, host)
    return f"http://{f'[{name}]' if ':' in name and not name.startswith('[') else name}:{port}/"


def _files() -> int:
    """Have the system allow as many open files as a public server needs; return how many it allows."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(_FILES, _FILES if most == resource.RLIM_INFINITY else most)
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return wanted
