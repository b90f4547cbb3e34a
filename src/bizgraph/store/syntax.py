"""Finds the place at which a query stops being SPARQL, and says what may stand there.

Oxigraph names a place too, but one that lies up to the length of a keyword behind the fault, since it tries
keywords by reading as many characters as these have (tried with pyoxigraph 0.5.13). So the tokens just before
that place are looked at one by one: the fault is the first token with which the query has no possible end.
Whether a beginning has a possible end shows when something that may stand nowhere is put behind it: Oxigraph
then gets just so far, and evaluates nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

import pyoxigraph

from bizgraph.store.binding import tokens

_REACH: Final = 20  # characters; no keyword is longer
_PLACE: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_IMPOSSIBLE: Final = "\n" + " " * 2 * _REACH + "\0"
_TOGETHER: Final = frozenset(("&&", "||", "^^", "!=", "<=", ">=", "<<", ">>", "{|", "|}"))
_SENTENCE: Final = re.compile(r"(?:^|, )([A-Z][A-Za-z]+(?: [A-Za-z]+)+)")
_PREFIXED: Final = re.compile(r"([^\W\d_][\w.-]*)?:(?!:)")
_QUOTED: Final = re.compile(r'"((?:\\.|[^"\\])+)"')
_UNUSUAL: Final = frozenset(("<<", "<<(", "{|", "~"))
_MEANINGS: Final = (
    ({"?", "$"}, "a variable"),
    ({":", "<"}, "an IRI or a name such as ex:name"),
    ({'"', '"""', "'", "'''", "+", "-", ".", "false", "true"}, "a value"),
    ({"&&", "||", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/"}, "an operator"),
    ({"_:", "["}, "a blank node"),
)
_UNFITTING: Final = (
    "what stands before this does not fit together, as where AS gives a value to a variable that has one"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Where and why a query is not SPARQL: line and column, both from 1 and in characters; what stands there.

    `found` is empty where all of the query can be read, but it ends too early or does not fit together.
    `expected` says what may stand there, `reason` why else it is wrong; either may be empty. `prefix` is one
    that is used without being declared.
    """

    line: int
    column: int
    found: str
    expected: tuple[str, ...] = ()
    reason: str = ""
    prefix: str | None = None


def fault(query: str, base: str | None = None) -> Fault | None:
    """Return the first fault of a query; None where Oxigraph finds none.

    Relative IRIs are taken against `base`; without it they are faults.
    """
    reached = _reached(query, base)
    if reached is None:
        return None
    furthest = _offset(query, reached[0], reached[1])
    reasons = tuple(_SENTENCE.findall(reached[2]))
    for start, end in _spans(query):
        if end >= furthest - _REACH and not _has_end(query[:end], base):
            return _fault(query, base, start, query[start:end], reasons)
    return _fault(query, base, len(query.rstrip()), "", reasons)


def _fault(query: str, base: str | None, start: int, found: str, reasons: tuple[str, ...]) -> Fault:
    line = query.count("\n", 0, start) + 1
    column = start - (query.rfind("\n", 0, start) + 1) + 1
    prefixed = _PREFIXED.match(found)
    if prefixed and (prefix := prefixed[1] or "") not in _declared(query[:start]):
        return Fault(line, column, found, prefix=prefix)
    if reasons:
        return Fault(line, column, found, reason=reasons[0])
    expected = _expected(query[:start], base)
    if found == "}" and {"a value", "{"} <= set(expected):  # where a pattern may stand, a group may end
        return Fault(line, column, found, reason=_UNFITTING)
    return Fault(line, column, found, expected)


def _declared(query: str) -> set[str]:
    """Return the prefixes that a query declares."""
    texts = [text for _, text, _ in tokens(query)]
    return {name[:-1] for word, name in pairwise(texts) if word.upper() == "PREFIX" and name.endswith(":")}


def _spans(query: str) -> list[tuple[int, int]]:
    """Return start and end of each token, with operators of two characters as one."""
    spans: list[tuple[int, int]] = []
    for kind, text, end in tokens(query):
        start = end - len(text)
        if (
            spans
            and kind == "mark"
            and spans[-1] == (start - 1, start)
            and query[start - 1 : end] in _TOGETHER
        ):
            spans[-1] = (start - 1, end)
        else:
            spans.append((start, end))
    return spans


def _has_end(beginning: str, base: str | None) -> bool:
    """Whether a query can begin like this."""
    reached = _reached(beginning + _IMPOSSIBLE, base)
    whole = beginning.count("\n") + 2
    return reached is None or (reached[0] == whole and reached[1] >= len(_IMPOSSIBLE) - 1)


def _expected(beginning: str, base: str | None) -> tuple[str, ...]:
    """Return what may follow the beginning of a query, in words; not where that might be evaluated."""
    if re.search("ask|service", beginning, re.IGNORECASE):
        return ()
    reached = _reached(f"{beginning}\n", base)
    return () if reached is None else tuple(_told(reached[2]))


def _told(expected: str) -> list[str]:
    marks = {re.sub(r"\\(.)", r"\1", each) for each in _QUOTED.findall(expected)} - _UNUSUAL
    told: list[str] = []
    for needed, meaning in _MEANINGS:
        if needed <= marks:
            told.append(meaning)
            marks -= needed
    if "'0'" in expected and "a value" not in told:
        told.append("a number")
    told += sorted(marks)
    return [*told, "a keyword"] if "[_]" in expected else told


def _reached(query: str, base: str | None = None) -> tuple[int, int, str] | None:
    """Return how far Oxigraph can read a query, as line and column, and what it expects there."""
    try:
        _engine().query(query, base_iri=base)
    except SyntaxError as error:
        found = _PLACE.match(str(error))
        return None if found is None else (int(found[1]), int(found[2]), found[3])
    except (ValueError, RuntimeError, OSError):
        return None  # it can be read; that it cannot be answered is no matter of syntax
    return None


def _offset(query: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = query.find("\n", start) + 1
    return start + column - 1


@cache
def _engine() -> pyoxigraph.Store:
    return pyoxigraph.Store()
