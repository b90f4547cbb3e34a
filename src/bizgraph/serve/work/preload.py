"""Imports what workers need, so that they begin with it; nothing of the graph is opened here.

This is imported by the process that workers are forked from, and by it alone. It goes on until the server is
gone, also where a signal to end is sent to all processes of the server at once.
"""

import signal

import bizgraph.serve.api.answers
import bizgraph.serve.pages.routes
import bizgraph.serve.sparql.queries
import bizgraph.serve.work.worker  # noqa: F401

signal.signal(signal.SIGTERM, signal.SIG_IGN)
