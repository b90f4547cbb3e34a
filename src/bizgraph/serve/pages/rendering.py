"""Pages out of templates: everything that comes from a document is escaped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyoxigraph import NamedNode

from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer
from bizgraph.serve.pages import brought
from bizgraph.serve.pages.heading import heading
from bizgraph.serve.pages.showing import Shown, by_column, main_value, shown
from bizgraph.serve.pages.typesetting import marked, typeset, words_of
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.pages.words import word
from bizgraph.serve.work.reply import Reply
from bizgraph.store.values import to_plain

HTML: Final = "text/html; charset=utf-8"
STATIC: Final = Path(__file__).resolve().parent.parent / "static"


def page(graph: Graph, visit: Visit, template: str, status: int = 200, **values: object) -> Reply:
    """Return a page: a template filled in for a visit. `title` is what its window is called."""
    return Reply.of(
        fill(
            template,
            visit,
            thing=partial(thing_address, graph, visit),
            short=graph.shortened,
            heading=heading(graph, visit),
            lay_out=partial(_laid_out, graph),
            **values,
        ).encode(),
        HTML,
        status,
        Vary="Accept, Accept-Language",
    )


def fill(template: str, visit: Visit, **values: object) -> str:
    """Return a template filled in; `say(file, part, key)` gives words in the visit's language."""
    say = partial(_say, visit.language)
    return (
        environment().get_template(template).render(visit=visit, say=say, language=visit.language, **values)
    )


@cache
def environment() -> Environment:
    """Return what templates are read and filled in with."""
    made = Environment(
        loader=PackageLoader("bizgraph.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = static
    made.globals["asset"] = brought.address
    made.filters["embedded"] = embedded
    made.filters["cell"] = cell
    made.filters |= {"typeset": typeset, "words_of": words_of, "marked": marked}
    made.filters |= {"main_value": main_value, "by_column": by_column}
    made.tests["thing_term"] = lambda term: isinstance(term, NamedNode)
    return made


def embedded(value: object) -> Markup:
    """Return a value as JSON that may stand in a script element: no `<` in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def cell(term: object, answer: Answer) -> str:
    """Return a term of an answer as people read it."""
    if isinstance(term, NamedNode):
        return answer.label(term)
    value = to_plain(term)  # type: ignore[arg-type]
    return "" if value is None else str(value)


@cache
def static(name: str) -> str:
    """Return the address of a file of the explorer, which changes with what is in the file."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{digest}"


def thing_address(graph: Graph, visit: Visit, iri: str | NamedNode) -> str:
    """Return the address under which the server shows a thing of the graph."""
    return visit.thing(iri.value if isinstance(iri, NamedNode) else iri, graph.namespaces.base)


def _laid_out(graph: Graph, answer: Answer, most: int | None = None, hidden: Sequence[str] = ()) -> Shown:
    return shown(answer, graph.known(), most, hidden)


def _say(language: str, file: str, part: str, key: str, **values: object) -> str:
    return word(file, part, key, language, **values)
