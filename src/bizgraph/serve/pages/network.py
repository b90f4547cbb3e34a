"""Who borrows from whom, drawn: the network in a frame, and the same as a table for all to read."""

from __future__ import annotations

from typing import Final

from bizgraph.export.appearance import appearance
from bizgraph.export.names import ViewName
from bizgraph.graph import Graph
from bizgraph.serve.pages.rendering import HTML, page
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.web.headers import POLICY
from bizgraph.serve.work.reply import Reply

_LIMITS: Final = ("region", "indicator")
_TABLE: Final = "who-borrows-from-whom"
_ROWS: Final = 200


def network(graph: Graph, visit: Visit) -> Reply:
    """Return the page: a frame with the drawing, filters for it, and the table of who borrows from whom."""
    asked = {name: visit.value(name) for name in ("view", *_LIMITS)}
    limits = {name: asked[name] or None for name in _LIMITS}
    reply = page(
        graph,
        visit,
        "network.html",
        asked=asked,
        views={str(view): appearance().views[view].titles[visit.language] for view in ViewName},
        choices={kind: graph.held(kind, language=visit.language) for kind in _LIMITS},
        answer=graph.query(_TABLE, _ROWS, language=visit.language, **limits),
        table=_TABLE,
    )
    return Reply.of(
        reply.body, HTML, Content_Security_Policy=f"{POLICY}; frame-src 'self'", Vary="Accept-Language"
    )


def picture(graph: Graph, visit: Visit) -> Reply:
    """Return what stands in the frame: the page of the network as it is exported, with links to this server.

    It brings its own policy, which lets in just what stands in it; only this server may frame it.
    """
    from bizgraph.export.page import page as drawn
    from bizgraph.export.page.payload import Server

    found = graph.network(
        visit.value("view", ViewName.BORROWING),
        region=visit.value("region") or None,
        indicator=visit.value("indicator") or None,
        language=visit.language,
    )
    text = "".join(drawn(found, Server(graph.namespaces.base, "/id/")))
    return Reply.of(
        text.encode(), HTML, Content_Security_Policy="frame-ancestors 'self'", Vary="Accept-Language"
    )
