"""The answer to a question: rows of RDF terms under named columns, and its exact forms for machines."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from bizgraph.store.interface import Term
from bizgraph.store.values import Plain, to_plain

LANGUAGES: Final = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: the name of its variable, and what it means to readers of either language."""

    name: str
    meanings: Mapping[str, str] = field(default_factory=dict)

    def meaning(self, language: str) -> str:
        """Return what the column means; its name where nobody says."""
        return self.meanings.get(language) or self.name


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. `parameters` are what was asked about, in words."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Plain]]:
        """Yield each row as plain values by the names of the columns; None where there is no value."""
        names = [column.name for column in self.columns]
        for row in self.rows:
            yield dict(zip(names, map(to_plain, row), strict=True))

    def to_csv(self) -> str:
        """Write the rows as the CSV of SPARQL 1.1: names first, CRLF, plain values, nothing for no value."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow([column.name for column in self.columns])
        writer.writerows([_lexical(term) for term in row] for row in self.rows)
        return out.getvalue()

    def to_json(self) -> str:
        """Write the rows as a JSON array of objects, one a line; null for no value.

        Whole numbers, decimals and truth values are JSON's own, decimals digit for digit; all else is text.
        """
        names = [json.dumps(column.name, ensure_ascii=False) for column in self.columns]
        lines = (
            "{" + ", ".join(f"{name}: {_json(term)}" for name, term in zip(names, row, strict=True)) + "}"
            for row in self.rows
        )
        return "[" + ",\n ".join(lines) + "]\n"


def _lexical(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _json(term: Term | None) -> str:
    plain = to_plain(term)
    if isinstance(plain, Decimal) and plain.is_finite():
        return f"{plain:f}"
    if isinstance(plain, float) and not math.isfinite(plain):
        plain = _lexical(term)
    if plain is None or isinstance(plain, bool | int | float):
        return json.dumps(plain)
    return json.dumps(_lexical(term), ensure_ascii=False)
