"""Gives values to the variables of a query without pasting text into it.

The query is cut into tokens by SPARQL's own rules, so that braces and variables inside strings, IRIs
and comments are not mistaken for the query's. Then each group in which a bound variable stands gets a
`VALUES` block at its head, written from RDF terms by their N-Triples serialisation, in which
no character of a value can end the value.

Why so, and not otherwise (tried with pyoxigraph 0.5.13):

- `Store.query(substitutions=…)` raises where the variable is not projected, and does not reach
  subqueries and aggregates.
- A `VALUES` block behind the query joins after grouping, so that it cannot restrict what is counted.
- One `VALUES` block at the head of the outermost group does not reach a subquery or a FILTER in a
  nested group, which SPARQL evaluates on their own first.

A variable that stands only in `HAVING` of a grouped query is out of reach, as it is for any VALUES.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from bizgraph.errors import QueryError
from bizgraph.store.interface import Binding, Bindings

_NAME: Final = re.compile(r"[A-Za-z_0-9\u00c0-\U000effff]+")
_TOKEN: Final = re.compile(
    r"""
      (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | \'\'\'(?:\'{0,2}(?:[^'\\]|\\.))*\'\'\'
                |"(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$][A-Za-z_0-9\u00c0-\U000effff]+)
    | (?P<word>(?:[A-Za-z_0-9\u00c0-\U000effff:@%-]|\\.|\.(?=[A-Za-z_0-9\u00c0-\U000effff:%\\-]))+)
    | (?P<space>\s+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_REMEMBERED: Final = 256  # queries that were taken apart; a saved question is asked many times


@dataclass(slots=True)
class _Group:
    """What stands between braces (or outside all of them), with the variables directly in it.

    A group that is itself a query has a heart, its WHERE group: the variables of its SELECT clause, of
    its template, and of its GROUP BY, HAVING and ORDER BY get their values there.
    """

    start: int
    takes_values: bool
    is_query: bool = False
    heart: _Group | None = None
    variables: set[str] = field(default_factory=set)

    def end(self) -> None:
        """Hand the variables around the heart over to it."""
        if self.is_query and self.heart is not None:
            self.heart.variables |= self.variables
            self.variables.clear()


@lru_cache(_REMEMBERED)
def variables(query: str) -> frozenset[str]:
    """Return the names of the variables of a query."""
    return frozenset(token[1:] for kind, token, _ in tokens(query) if kind == "variable")


def tokens(query: str) -> Iterator[tuple[str, str, int]]:
    """Yield kind, text and end of each token of a query that is neither blank nor comment.

    A kind is `string`, `iri`, `variable`, `word` or `mark`.
    """
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind not in ("space", "comment"):
            yield kind, match.group(), match.end()


def words(query: str) -> Iterator[str]:
    """Yield the keywords, prefixed names and numbers of a query."""
    return (token for kind, token, _ in tokens(query) if kind == "word")


def names_dataset(query: str) -> bool:
    """Whether a query says by FROM which graphs it is asked of."""
    return "from" in query.lower() and any(word.upper() == "FROM" for word in words(query))


def bind(query: str, bindings: Bindings | None) -> str:
    """Return the query with values given to some of its variables.

    A value is a term, or a sequence of terms, each of which the variable may be. Raises QueryError where a
    name is none of the query's variables, where a value is neither an IRI nor a literal, and where a variable
    stands in a place that no VALUES block reaches.
    """
    if not bindings:
        return query
    values = {name: _values(name, value) for name, value in bindings.items()}
    if unknown := sorted(values.keys() - variables(query)):
        known = ", ".join(sorted(variables(query))) or "none"
        raise QueryError(f"the query has no variable {', '.join(unknown)}; its variables are: {known}")
    blocks: list[tuple[int, str]] = []
    for group in _groups(query):
        names = sorted(group.variables & values.keys())
        if not names:
            continue
        if not group.takes_values:
            raise QueryError(
                f"?{names[0]} cannot be given a value where it stands: bind it in a WHERE group of its own, "
                "for instance CONSTRUCT { … } WHERE { … }"
            )
        each = (f" VALUES ?{name} {{ {values[name]} }}" for name in names)
        blocks.append((group.start, f"{''.join(each)} "))
    for position, block in sorted(blocks, reverse=True):
        query = query[:position] + block + query[position:]
    return query


def _values(name: str, value: Binding) -> str:
    """Write what a variable may be: one term, or each of several."""
    several = value if isinstance(value, list | tuple) else [value]
    return " ".join(_serialised(name, each) for each in several)


def _serialised(name: str, value: object) -> str:
    if not _NAME.fullmatch(name):
        raise QueryError(f"{name!r} cannot be the name of a variable")
    if isinstance(value, NamedNode) or (isinstance(value, Literal) and value.direction is None):
        return str(value)
    kind = "a blank node" if isinstance(value, BlankNode) else type(value).__name__
    raise QueryError(f"the value of ?{name} must be an IRI or a literal, not {kind}")


@lru_cache(_REMEMBERED)
def _groups(query: str) -> list[_Group]:
    """Return the groups of a query with the variables for which each needs values."""
    whole = _Group(0, takes_values=False, is_query=True)
    path, closed = [whole], [whole]
    opener = ""  # what the next brace opens, where it does not open a group of patterns
    for kind, token, end in tokens(query):
        group = path[-1]
        if kind == "variable":
            group.variables.add(token[1:])
        elif kind == "mark" and token == "{":
            path.append(_opened(group, opener, end))
            opener = ""
        elif kind == "mark" and token == "}" and len(path) > 1:
            closed.append(path.pop())
        elif kind == "word" and token.upper() in ("VALUES", "CONSTRUCT"):
            opener = token.upper()
        elif kind == "word" and token.upper() == "SELECT":
            group.is_query = True
        elif opener == "CONSTRUCT":
            opener = "CONSTRUCT WHERE"
    for group in closed:
        group.end()
    return closed


def _opened(around: _Group, opener: str, start: int) -> _Group:
    if opener == "VALUES":
        return _Group(start, takes_values=False)
    if opener == "CONSTRUCT":
        return _Group(start, takes_values=False, variables=around.variables)
    group = _Group(start, takes_values=opener != "CONSTRUCT WHERE")
    if around.is_query and around.heart is None:
        around.heart = group
    return group
