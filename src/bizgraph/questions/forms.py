"""The forms in which an answer leaves the program: JSON, CSV, Markdown, a data frame."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode

from bizgraph.errors import BizgraphError
from bizgraph.questions.answer import Answer, Citation
from bizgraph.store.interface import Term
from bizgraph.store.values import to_plain

if TYPE_CHECKING:
    import pandas

_QUOTED = 300


def as_dict(answer: Answer) -> dict[str, Any]:
    """Return an answer in the types of JSON, but decimals as `Decimal`."""
    names = [column.name for column in answer.columns]
    return {
        "status": str(answer.status),
        "reading": answer.reading,
        "columns": names,
        "rows": [
            dict(zip(names, (_value(answer, term) for term in row), strict=True)) for row in answer.rows
        ],
        "sources": [asdict(source) for source in answer.sources],
        "sparql": answer.sparql,
        "candidates": [asdict(candidate) for candidate in answer.candidates],
    }


def as_json(answer: Answer) -> str:
    """Write an answer as a JSON object, one entry of its lists a line."""
    return written(as_dict(answer))


def written(content: Mapping[str, Any]) -> str:
    """Write a mapping as a JSON object, one entry of its lists a line, decimals digit for digit."""
    entries = (f"{_json(key)}: {_listed(value)}" for key, value in content.items())
    return "{" + ",\n ".join(entries) + "}\n"


def as_csv(answer: Answer) -> str:
    """Write the rows as the CSV of SPARQL 1.1."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.name for column in answer.columns])
    writer.writerows([lexical(term) for term in row] for row in answer.rows)
    return out.getvalue()


def as_markdown(answer: Answer, language: str) -> str:
    """Write an answer as a person reads it."""
    parts = [_escaped(answer.reading)]
    if answer.rows:
        shown = [index for index in range(len(answer.columns)) if any(row[index] for row in answer.rows)]
        heads = [answer.columns[index].meaning(language) for index in shown]
        cells = [[printed(answer, row[index]) for index in shown] for row in answer.rows]
        parts.append("\n".join(map(_line, [heads, ["---"] * len(heads), *cells])))
    if answer.candidates:
        parts.append("\n".join(f"- {_escaped(_named(each.label, each.iri))}" for each in answer.candidates))
    if answer.sources:
        parts.append("\n".join(_footnotes(answer.sources)))
    return "\n\n".join(part for part in parts if part) + "\n"


def as_data_frame(answer: Answer) -> pandas.DataFrame:
    """Return the rows as a data frame."""
    try:
        import pandas
    except ImportError as error:
        raise BizgraphError("data frames need pandas: pip install 'bizgraph[pandas]'") from error
    names = [column.name for column in answer.columns]
    rows = [
        [answer.label(term) if isinstance(term, NamedNode) else to_plain(term) for term in row]
        for row in answer.rows
    ]
    return pandas.DataFrame(rows, columns=names)


def lexical(term: Term | None) -> str:
    """Return a term as SPARQL's CSV has it."""
    if term is None:
        return ""
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def printed(answer: Answer, term: Term | None) -> str:
    """Return a term as people read it: a thing by its name."""
    return answer.label(term) if isinstance(term, NamedNode) else lexical(term)


def _value(answer: Answer, term: Term | None) -> Any:
    if isinstance(term, NamedNode):
        return {"iri": term.value, "label": answer.label(term)}
    plain = to_plain(term)
    if isinstance(plain, date) or (isinstance(plain, float | Decimal) and not math.isfinite(plain)):
        return lexical(term)
    return plain


def _json(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_json(str(key))}: {_json(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_json, value)) + "]"
    if isinstance(value, date):
        return _json(value.isoformat())
    return json.dumps(value, ensure_ascii=False)


def _listed(value: Any) -> str:
    if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        return "[\n  " + ",\n  ".join(map(_json, value)) + "]"
    return _json(value)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_escaped(cell).replace("|", "\\|") for cell in cells) + " |"


def _footnotes(sources: Iterable[Citation]) -> Iterator[str]:
    for source in sources:
        words = " ".join(source.quote.split())
        quote = words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
        yield f"- [{source.row + 1}] {_escaped(source.place)} “{_escaped(quote)}”"


def _named(label: str, iri: str) -> str:
    return f"{label} ({iri})" if iri else label


def _escaped(text: str) -> str:
    """Return text of a document such that Markdown shows it as it is, on one line."""
    for character in "\\`*_[]<>#":
        text = text.replace(character, f"\\{character}")
    return " ".join(text.split())
