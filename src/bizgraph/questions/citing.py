"""The sentences that rows rest on, and the names of the things in them: looked up for every answer alike.

A graph stays as it is while it is open. So what was looked up of a thing is remembered, until the store goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from pyoxigraph import Literal, NamedNode

from bizgraph.questions.answer import Citation
from bizgraph.rdf.vocabulary import BIZ
from bizgraph.store.interface import Store, Term

# One pass over what is said of each thing is twice as fast as a path or a UNION, which seek it anew for each
# predicate (tried with pyoxigraph 0.5.13). A value is a name, a span, or the class of spans.
_SAID: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?value WHERE {
  ?thing ?predicate ?value
  FILTER(
    ?predicate IN (rdfs:label, skos:prefLabel, prov:wasQuotedFrom, biz:measureQuote, biz:practiceQuote)
    || (?predicate = rdf:type && ?value = biz:Span)
  )
}
"""
_SPANS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?span ?document ?file ?line ?start ?end ?words ?page ?paragraph WHERE {
  ?span biz:line ?line ; biz:start ?start ; biz:end ?end ; biz:exact ?words ; biz:inDocument ?document .
  ?document biz:fileName ?file .
  OPTIONAL { ?span biz:page ?page } OPTIONAL { ?span biz:paragraph ?paragraph }
}
"""
_SPAN: Final = BIZ("Span")
_AT_ONCE: Final = 500
_REMEMBERED: Final = 20_000

Rows = Sequence[Sequence[Term | None]]


class _Place(NamedTuple):
    """Words in a document, in the order in which they are cited."""

    file: str
    start: int
    end: int
    document: str
    line: int
    words: str
    page: int | None
    paragraph: int | None


@dataclass(slots=True)
class _Known:
    """What is known of a thing: its names, and the words it stands on."""

    names: list[Literal] = field(default_factory=list)
    places: list[_Place] = field(default_factory=list)


_Memory: TypeAlias = dict[NamedNode, _Known]
_memories: Final[WeakKeyDictionary[Store, _Memory]] = WeakKeyDictionary()


def cite(store: Store, rows: Rows) -> tuple[Citation, ...]:
    """Return the words that the facts and spans of each row stand on, row by row, each once a row."""
    known = _known(store, rows)
    cited: list[Citation] = []
    for index, row in enumerate(rows):
        places = dict.fromkeys(
            place for term in row if isinstance(term, NamedNode) for place in known[term].places
        )
        cited += (
            Citation(
                index,
                place.document,
                place.file,
                place.line,
                place.start,
                place.end,
                place.words,
                place.page,
                place.paragraph,
            )
            for place in places
        )
    return tuple(cited)


def labels(store: Store, rows: Rows, language: str = "zh") -> dict[NamedNode, str]:
    """Return the names of the things in the rows, in the language where there is one."""
    return {
        thing: min(known.names, key=lambda name: _preference(name, language)).value
        for thing, known in _known(store, rows).items()
        if known.names
    }


def _preference(name: Literal, language: str) -> tuple[bool, bool, str]:
    return name.language != language, name.language != "zh", name.value


def _known(store: Store, rows: Rows) -> _Memory:
    """Return what is known of each thing in the rows."""
    things = tuple(dict.fromkeys(term for row in rows for term in row if isinstance(term, NamedNode)))
    memory = _memories.setdefault(store, {})
    remembered = ((thing, memory.get(thing)) for thing in things)
    found = {thing: known for thing, known in remembered if known is not None}
    new = _looked_up(store, [thing for thing in things if thing not in found])
    if len(memory) + len(new) > _REMEMBERED:
        memory.clear()
    if len(new) <= _REMEMBERED:
        memory.update(new)
    return {thing: found.get(thing) or new[thing] for thing in things}


def _looked_up(store: Store, things: Sequence[NamedNode]) -> _Memory:
    looked_up: _Memory = {thing: _Known() for thing in things}
    spans: dict[NamedNode, list[NamedNode]] = {}  # the things that stand on each
    for thing, value in _selected(store, _SAID, "thing", things):
        if not isinstance(thing, NamedNode):
            continue
        if isinstance(value, Literal):
            looked_up[thing].names.append(value)
        elif isinstance(value, NamedNode):
            spans.setdefault(thing if value == _SPAN else value, []).append(thing)
    for span, document, file, line, start, end, words, page, paragraph in _selected(
        store, _SPANS, "span", tuple(spans)
    ):
        place = _Place(
            _text(file),
            _whole(start),
            _whole(end),
            _text(document),
            _whole(line),
            _text(words),
            _whole(page) or None,
            _whole(paragraph) or None,
        )
        for thing in spans[span] if isinstance(span, NamedNode) else ():
            looked_up[thing].places.append(place)
    for known in looked_up.values():
        known.places.sort()
    return looked_up


def _selected(
    store: Store, query: str, variable: str, things: Sequence[NamedNode]
) -> Iterable[tuple[Term | None, ...]]:
    for first in range(0, len(things), _AT_ONCE):
        yield from store.select(query, {variable: things[first : first + _AT_ONCE]})


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _whole(term: Term | None) -> int:
    return int(term.value) if isinstance(term, Literal) else 0
