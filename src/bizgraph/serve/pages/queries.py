"""The saved queries: a list by topic, and for each a form with its answer."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from bizgraph.errors import UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.saved import SavedQuery, saved_queries
from bizgraph.serve.pages.fields import filled
from bizgraph.serve.pages.home import ALL
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.showing import FIRST
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.pages.words import words
from bizgraph.serve.work.reply import Reply

_LONGEST: Final = 2000


def queries(graph: Graph, visit: Visit) -> Reply:
    """Return the list of the saved queries, under the first tag of each."""
    ordered = sorted(saved_queries().values(), key=_tag)
    groups = [(tag_name(tag, visit.language), list(members)) for tag, members in groupby(ordered, key=_tag)]
    return page(graph, visit, "queries.html", groups=groups, count=len(ordered))


def query(graph: Graph, visit: Visit) -> Reply:
    """Return a saved query with its form and its answer. Raises UnknownThingError where there is none."""
    known = saved_queries().get(visit.parts["name"])
    if known is None:
        raise UnknownThingError(f"no saved query is called {visit.parts['name'][:60]!r}; /queries lists all")
    names = {parameter.name for parameter in known.parameters}
    asked = {name: value[:_LONGEST] for name, value in visit.asked if name in names}
    form = filled(graph, known, asked, visit.language)
    complete = form.is_right and all(form.terms.get(each.name) for each in known.parameters if each.required)
    most = ALL if visit.value("all") else FIRST
    answer = graph.query(known, language=visit.language, **form.terms) if complete else None
    return page(
        graph,
        visit,
        "query.html",
        query=known,
        tags=[tag_name(tag, visit.language) for tag in known.tags],
        form=form,
        answer=answer,
        most=most,
        all=_address(visit, visit.path, asked, all="1")
        if answer and most < len(answer) and most < ALL
        else "",
        api=_address(visit, f"/api/queries/{known.name}", asked),
        corrected=lambda name, value: _address(visit, visit.path, {**asked, name: value}),
    )


def tag_name(tag: str, language: str) -> str:
    """Return a tag in words; the tag itself where no words are known for it."""
    known = words("queries")["tag"].get(tag)
    return tag if known is None else known[language]


def _tag(query: SavedQuery) -> str:
    return query.tags[0] if query.tags else ""


def _address(visit: Visit, path: str, asked: Mapping[str, str], **more: str) -> str:
    """Return an address in which also empty values stand: they ask for all instead of the default."""
    pairs = {**asked, **more, **({"lang": visit.language} if visit.explicit else {})}
    return f"{path}?{urlencode(pairs)}" if pairs else path
