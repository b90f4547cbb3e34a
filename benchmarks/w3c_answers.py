"""Whether an answer is the one that a test of the W3C expects: as a graph, or as rows, in order or not."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final, TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = tuple[Term | str | None, ...]
_RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_RESULT_SET: Final = NamedNode(f"{_RS}ResultSet")
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_EXACT: Final = frozenset(("integer", "decimal", "int", "long", "short", "byte", "nonNegativeInteger"))
_STEPS: Final = 200_000
RESULTS: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: yes or no, a graph, or rows by sorted variables. `ordered` rows must come like that."""

    rows: tuple[Row, ...] = ()
    variables: tuple[str, ...] = ()
    boolean: bool | None = None
    is_graph: bool = False
    ordered: bool = False


def results(content: bytes, form: QueryResultsFormat) -> Answer:
    """Read results in a standard format."""
    read = parse_query_results(content, form)
    if isinstance(read, QueryBoolean):
        return Answer(boolean=bool(read))
    assert isinstance(read, QuerySolutions)
    names = [variable.value for variable in read.variables]
    order = sorted(range(len(names)), key=names.__getitem__)
    rows = tuple(tuple(row[place] for place in order) for row in read)
    return Answer(rows, tuple(sorted(names)))


def graph(content: bytes, form: RdfFormat, base: str) -> Answer:
    """Read a graph."""
    triples = {(quad.subject, quad.predicate, quad.object) for quad in parse(content, form, base_iri=base)}
    return Answer(tuple(triples), is_graph=True)


def table(content: bytes) -> Answer:
    """Read CSV, in which a term is its text; a blank node is known by its underscore."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    order = sorted(range(len(lines[0])), key=lines[0].__getitem__)
    rows = tuple(
        tuple(BlankNode(line[place][2:]) if line[place].startswith("_:") else line[place] for place in order)
        for line in lines[1:]
    )
    return Answer(rows, tuple(sorted(lines[0])))


def expected(path: Path) -> Answer:
    """Read the file in which a test says what it expects."""
    content, base = path.read_bytes(), path.as_uri()
    match path.suffix:
        case ".srx":
            return results(content, QueryResultsFormat.XML)
        case ".srj":
            return results(content, QueryResultsFormat.JSON)
        case ".tsv":
            return results(content, QueryResultsFormat.TSV)
        case ".csv":
            return table(content)
    form = RdfFormat.from_extension(path.suffix[1:])
    assert form is not None, path
    read = graph(content, form, base)
    is_table = any(row[2] == _RESULT_SET for row in read.rows)
    return _result_set(read) if is_table else read


def _result_set(read: Answer) -> Answer:
    """Return the results that a graph of the vocabulary of result sets stands for."""
    said: dict[Term, dict[str, list[Term]]] = {}
    for subject, predicate, value in read.rows:
        assert isinstance(predicate, NamedNode)
        if predicate.value.startswith((_RS, _RDF)):
            name = predicate.value.rpartition("#")[2]
            said.setdefault(subject, {}).setdefault(name, []).append(value)  # type: ignore[arg-type]
    whole = next(each for each in said.values() if _RESULT_SET in each.get("type", ()))
    if "boolean" in whole:
        return Answer(boolean=whole["boolean"][0].value == "true")  # type: ignore[union-attr]
    names = sorted(each.value for each in whole.get("resultVariable", ()))  # type: ignore[union-attr]
    solutions = [said.get(each, {}) for each in whole.get("solution", ())]
    ordered = bool(solutions) and all("index" in each for each in solutions)
    if ordered:
        solutions.sort(key=lambda each: int(each["index"][0].value))  # type: ignore[union-attr]
    rows = []
    for solution in solutions:
        bound = {
            said[binding]["variable"][0].value: said[binding]["value"][0]  # type: ignore[union-attr]
            for binding in solution.get("binding", ())
        }
        rows.append(tuple(bound.get(name) for name in names))
    return Answer(tuple(rows), tuple(names), ordered=ordered)


def difference(wanted: Answer, got: Answer, *, lax: bool = False) -> str:
    """Return how an answer differs from the one expected; empty where they say the same.

    Blank nodes are the same where they can be exchanged for each other throughout; numbers and truth values
    of one type where their values are. With `lax`, equal rows may come less often, as REDUCED has it.
    """
    if wanted.boolean is not None or got.boolean is not None:
        return "" if wanted.boolean == got.boolean else f"expected {wanted.boolean}, got {got.boolean}"
    if wanted.is_graph != got.is_graph:
        return "a graph is not a table"
    if wanted.variables != got.variables:
        return f"expected the variables {wanted.variables}, got {got.variables}"
    left, right = [_valued(row) for row in wanted.rows], [_valued(row) for row in got.rows]
    if lax:
        allowed = Counter(left)
        fits = set(left) == set(right) and all(allowed[row] >= n for row, n in Counter(right).items())
        return "" if fits else f"expected at most {wanted.rows}, got {got.rows}"
    if len(left) != len(right):
        return f"expected {len(left)} rows, got {len(right)}"
    matched = _matched_in_order(left, right) if wanted.ordered else _matched(left, right)
    return "" if matched else f"expected {_shown(left, right)}, got {_shown(right, left)}"


def _shown(some: Sequence[Row], other: Sequence[Row]) -> str:
    """Return the rows that are in only one of two lists, or all where they differ in their order."""
    only = list((Counter(map(str, some)) - Counter(map(str, other))).elements()) or list(map(str, some))
    return "; ".join(only[:3]) + (" …" if len(only) > 3 else "")


def _matched_in_order(left: Sequence[Row], right: Sequence[Row]) -> bool:
    names: dict[str, str] = {}
    back: dict[str, str] = {}
    for one, other in zip(left, right, strict=True):
        new = _unified(one, other, names, back)
        if new is None:
            return False
        names |= new
        back |= {value: key for key, value in new.items()}
    return True


def _matched(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether rows are the same in some order, by some exchange of blank nodes: tried out."""
    if Counter(map(_ground, left)) != Counter(map(_ground, right)):
        return False
    open_rows = [row for row in left if _has_blank(row)]
    candidates: dict[Row, list[Row]] = {}
    for row in right:
        candidates.setdefault(_ground(row), []).append(row)
    open_rows.sort(key=lambda row: len(candidates[_ground(row)]))
    steps = [_STEPS]

    def search(place: int, used: frozenset[int], names: dict[str, str], back: dict[str, str]) -> bool:
        if place == len(open_rows):
            return True
        row = open_rows[place]
        for other in candidates[_ground(row)]:
            steps[0] -= 1
            if steps[0] < 0:
                raise RuntimeError("too many blank nodes to compare")
            if id(other) in used:
                continue
            new = _unified(row, other, names, back)
            if new is not None and search(
                place + 1,
                used | {id(other)},
                names | new,
                back | {value: key for key, value in new.items()},
            ):
                return True
        return False

    return search(0, frozenset(), {}, {})


def _unified(one: Row, other: Row, names: dict[str, str], back: dict[str, str]) -> dict[str, str] | None:
    """Return which blank nodes must stand for each other, beyond those known, for two rows to be one."""
    new: dict[str, str] = {}
    for mine, theirs in zip(one, other, strict=True):
        if not (isinstance(mine, BlankNode) and isinstance(theirs, BlankNode)):
            if mine != theirs:
                return None
            continue
        known = names.get(mine.value, new.get(mine.value))
        reverse = back.get(theirs.value) or next((k for k, v in new.items() if v == theirs.value), None)
        if (known is not None and known != theirs.value) or (reverse is not None and reverse != mine.value):
            return None
        new[mine.value] = theirs.value
    return {key: value for key, value in new.items() if key not in names}


def _ground(row: Row) -> Row:
    return tuple("_:" if isinstance(term, BlankNode) else term for term in row)


def _has_blank(row: Iterable[object]) -> bool:
    return any(isinstance(term, BlankNode) for term in row)


def _valued(row: Row) -> Row:
    """Return a row with each number, and the tag of each language, in one spelling."""
    return tuple(_spelled(term) if isinstance(term, Literal) else term for term in row)


def _spelled(literal: Literal) -> Literal:
    if literal.language:
        return Literal(literal.value, language=literal.language.lower())
    kind = literal.datatype.value
    try:
        if kind.removeprefix(_XSD) in _EXACT:
            return Literal(str(Decimal(literal.value).normalize()), datatype=literal.datatype)
        if kind in (f"{_XSD}double", f"{_XSD}float"):
            return Literal(repr(float(literal.value)), datatype=literal.datatype)
        if kind == f"{_XSD}boolean":
            truth = {"0": "false", "1": "true"}.get(literal.value, literal.value)
            return Literal(truth, datatype=literal.datatype)
    except (InvalidOperation, ValueError):
        return literal
    return literal
