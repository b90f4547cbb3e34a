"""Says what is wrong with a query, and points at the place: the line itself, and a caret beneath."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from bizgraph.store.binding import words
from bizgraph.store.syntax import Fault

_SHOWN: Final = 50  # characters of a long line to either side of the place
_CHANGING: Final = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
)
_FORMS: Final = "SELECT, ASK, CONSTRUCT or DESCRIBE"


def change(query: str) -> str | None:
    """Return the word with which an update begins; None where the text does not begin as one."""
    in_prologue = 0
    for word in words(query):
        if in_prologue:
            in_prologue -= 1
        elif word.upper() == "PREFIX":
            in_prologue = 1
        elif word.upper() != "BASE":
            return word.upper() if word.upper() in _CHANGING else None
    return None


def said(fault: Fault, prefixes: Mapping[str, str]) -> str:
    """Return in a sentence what is wrong; `prefixes` are those that a query may have meant."""
    place = f"line {fault.line}, column {fault.column}"
    if fault.prefix is not None:
        known = prefixes.get(fault.prefix)
        advice = f"PREFIX {fault.prefix}: <{known or '…'}>"
        return f"{place}: the prefix {fault.prefix}: is not declared; begin the query with {advice}"
    if fault.reason:
        return f"{place}: {fault.reason}"
    what = f"{_short(fault.found)} cannot stand here" if fault.found else "the query ends too early"
    marked = [each if each[0].isalnum() else f"`{each}`" for each in fault.expected]
    expected = ", ".join(marked[:-1]) + " or " * (len(marked) > 1) + "".join(marked[-1:])
    if fault.expected == ("a keyword",) and fault.line == fault.column == 1:
        expected = _FORMS
    return f"{place}: {what}; expected {expected}" if expected else f"{place}: {what}"


def _short(found: str) -> str:
    return f"`{_visible(found)}`" if len(found) <= _SHOWN else f"`{_visible(found[:_SHOWN])}…`"


def pointed(query: str, fault: Fault) -> str:
    """Return the line of a fault with its number, and beneath it a caret at the place.

    Of a long line, what stands around the place. The caret is right where letters all are as wide as one or,
    as Chinese ones, two others.
    """
    line = query.split("\n")[fault.line - 1].rstrip("\r")
    start = max(0, fault.column - 1 - _SHOWN)
    end = fault.column - 1 + _SHOWN
    before, after = line[start : fault.column - 1], line[fault.column - 1 : end]
    head = f"{fault.line:>4} | {'…' if start else ''}"
    blank = "".join(each if each == "\t" else " " * width(each) for each in head + before)
    return f"{head}{_visible(before + after)}{'…' if end < len(line) else ''}\n{blank}^"


def problem(detail: str, fault: Fault | None = None) -> bytes:
    """Return what is wrong with a query as JSON of RFC 9457, with the place."""
    told: dict[str, Any] = {"title": "Bad Request", "status": 400, "detail": detail}
    if fault is not None:
        told |= {"line": fault.line, "column": fault.column, "found": fault.found}
        told |= {"expected": list(fault.expected)}
    return json.dumps(told, ensure_ascii=False).encode()


def width(character: str) -> int:
    """Return how many columns a character takes: 2 for a Chinese one, 0 for an accent."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _visible(text: str) -> str:
    """Return text without characters that would move what is printed."""
    return "".join(each if each.isprintable() or each == "\t" else "\ufffd" for each in text)
