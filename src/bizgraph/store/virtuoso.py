"""Writes a query so that Virtuoso answers it as SPARQL 1.1 says.

Tried with Virtuoso 7.20.3229:

- `COALESCE` of an aggregate in a SELECT clause ends in an internal error of its compiler. In the idiom of the
  saved questions, `COALESCE(IRI(… MIN(?key) …), …)`, it is left out: their keys always hold an IRI.
- `GROUP_CONCAT` writes each separator that is not ASCII as `?`. A mark stands for it, which is replaced in
  the results (REPLACE in the query is no help: it writes some of these characters wrongly).
- Of several `OPTIONAL { SELECT … GROUP BY … }`, all rows may be given the value of one group. A variable that
  is bound beside each SELECT, to one value in all of them, keeps the rows apart.
- `EXISTS { VALUES ?region { … } ?place biz:within* ?region }` finds nothing. The one value of such a block is
  put in the places of its variable.
- `FILTER(?date <= …)` and `>=` may find nothing where another pattern restricts the same thing. As the
  condition of an IF they find what they should; beside a BOUND they do so anyway.

Its results are put right too: the answer to ASK comes as a row with 1 or 0, booleans as `1` and `0`, and
blank nodes under names that are none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from bizgraph.store.binding import tokens

_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_QUOTES: Final = "\"'"
_MARK: Final = re.compile(r"~((?:[89a-f][0-9a-f])(?:[0-9a-f]{2})*)~")
_BESIDE: Final = "beside"
_ASKED: Final = "__ASK_RETVAL"
_BOOLEAN: Final = "http://www.w3.org/2001/XMLSchema#boolean"

Edit = tuple[int, int, str]  # from, to, and what stands there instead


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    end: int

    @property
    def start(self) -> int:
        """Where it begins in the query."""
        return self.end - len(self.text)

    @property
    def word(self) -> str:
        """The keyword that it is, or nothing."""
        return self.text.upper() if self.kind == "word" else ""


@lru_cache(256)
def for_virtuoso(query: str) -> str:
    """Return a query as Virtuoso understands it."""
    while edits := list(_values_in_place(query, _read(query))):
        query = _edited(query, edits)
    for rewriting in (_aggregates_alone, _ascii_separators, _options_apart, _comparisons_inside):
        query = _edited(query, rewriting(_read(query)))
    return query


def _read(query: str) -> list[_Token]:
    return [_Token(*token) for token in tokens(query)]


def _edited(query: str, edits: Iterable[Edit]) -> str:
    for start, end, text in sorted(edits, reverse=True):
        query = query[:start] + text + query[end:]
    return query


def rows_of(body: bytes) -> dict[str, Any]:
    """Return a result in SPARQL's JSON, put right. Raises ValueError where it is none."""
    result: dict[str, Any] = json.loads(body)
    if result["head"].get("vars") == [_ASKED]:
        rows = result["results"]["bindings"]
        return {"head": {}, "boolean": any(row[_ASKED]["value"] != "0" for row in rows)}
    for row in result.get("results", {}).get("bindings", ()):
        for term in row.values():
            if term["type"] == "bnode":
                term["value"] = term["value"].removeprefix("nodeID://")
            elif term["type"] == "typed-literal":
                term["type"] = "literal"
            elif term["type"] == "literal" and "~" in term["value"]:
                term["value"] = _MARK.sub(_separator, term["value"])
            if term.get("datatype") == _BOOLEAN:
                term["value"] = {"1": "true", "0": "false"}.get(term["value"], term["value"])
    return result


def _values_in_place(query: str, read: Sequence[_Token]) -> Iterator[Edit]:
    """Yield the edits for the last block of this kind; so those within others come first."""
    for at in reversed(range(len(read) - 5)):
        exists, _, values, variable, opening = read[at : at + 5]
        if (exists.word, values.word, opening.text) != ("EXISTS", "VALUES", "{"):
            continue
        close = _closing(read, at + 4)
        if not _is_one_value(read[at + 5 : close]):
            continue
        value = query[opening.end : read[close].start].strip()
        yield values.start, read[close].end, ""
        for token in read[close : _closing(read, at + 1)]:
            if token.kind == "variable" and token.text[1:] == variable.text[1:]:
                yield token.start, token.end, f" {value} "
        return


def _is_one_value(read: Sequence[_Token]) -> bool:
    kinds = [token.kind for token in read]
    return kinds in (["iri"], ["word"], ["string"], ["string", "word"], ["string", "mark", "mark", "iri"])


def _aggregates_alone(read: Sequence[_Token]) -> Iterator[Edit]:
    for at, token in enumerate(read):
        if token.word != "COALESCE" or read[at + 2].word != "IRI":
            continue
        close = _closing(read, at + 1)
        comma = _comma(read, at + 1, close)
        if comma is not None and any(each.word in _AGGREGATES for each in read[at:comma]):
            yield token.start, token.end, ""
            yield read[comma].start, read[close].start, ""


def _ascii_separators(read: Sequence[_Token]) -> Iterator[Edit]:
    for at, token in enumerate(read):
        if token.word != "GROUP_CONCAT":
            continue
        close = _closing(read, at + 1)
        separator = read[close - 1]
        if separator.kind == "string" and not separator.text.isascii():
            yield separator.start, separator.end, f'"{_mark(separator.text)}"'


def _mark(separator: str) -> str:
    """Return what stands for a separator, as it is written in a query: its bytes in ASCII."""
    return f"~{separator.strip(_QUOTES).encode().hex()}~"


def _separator(mark: re.Match[str]) -> str:
    return bytes.fromhex(mark[1]).decode()


def _options_apart(read: Sequence[_Token]) -> Iterator[Edit]:
    if any(first.word == "SELECT" and second.text == "*" for first, second in pairwise(read)):
        return  # the variable would be seen
    taken = sum(token.text[1:].startswith(_BESIDE) for token in read if token.kind == "variable")
    beside = _BESIDE + "_" * taken
    for at, (option, brace, select) in enumerate(zip(read, read[1:], read[2:], strict=False)):
        if (option.word, brace.text, select.word) != ("OPTIONAL", "{", "SELECT"):
            continue
        close = _closing(read, at + 1)
        if any(each.word == "GROUP" for each in read[at:close]):
            yield brace.end, brace.end, " {"
            yield read[close].start, read[close].start, f"}} BIND(1 AS ?{beside}) "


def _comparisons_inside(read: Sequence[_Token]) -> Iterator[Edit]:
    for at, (token, bracket) in enumerate(pairwise(read)):
        if token.word != "FILTER" or bracket.text != "(":
            continue
        close = _closing(read, at + 1)
        inside = read[at:close]
        compares = any(first.text in "<>" and second.text == "=" for first, second in pairwise(inside))
        if compares and not any(each.word in ("EXISTS", "BOUND") for each in inside):
            yield bracket.end, bracket.end, "IF(("
            yield read[close].start, read[close].start, "), true, false)"


def _closing(read: Sequence[_Token], opening: int) -> int:
    """Return where the bracket at a place is closed."""
    depth = 0
    for at in range(opening, len(read)):
        depth += _depth(read[at])
        if depth == 0:
            return at
    return len(read) - 1


def _comma(read: Sequence[_Token], opening: int, close: int) -> int | None:
    """Return where the first argument within brackets ends, if there are several."""
    depth = 0
    for at in range(opening, close):
        depth += _depth(read[at])
        if depth == 1 and read[at].text == ",":
            return at
    return None


def _depth(token: _Token) -> int:
    return {"(": 1, "{": 1, ")": -1, "}": -1}.get(token.text, 0) if token.kind == "mark" else 0
