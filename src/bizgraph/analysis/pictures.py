"""The answers of analyses as charts: what a table says, at a glance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from bizgraph.pictures.charts import Bar, Bars, Chart, HeatMap, Stack, StackedBars, draw_chart
from bizgraph.pictures.sheet import Form
from bizgraph.questions.answer import Answer
from bizgraph.store.interface import Term

_Cells = dict[str, Term | None]


def draw(name: str, answer: Answer, form: Form, language: str = "zh") -> bytes:
    """Return the answer of an analysis as a picture under its title, PNG or SVG."""
    return draw_chart(chart(name, answer, language), form, headed=True)


def chart(name: str, answer: Answer, language: str = "zh") -> Chart:
    """Return the answer of an analysis as a chart of what its rows are ordered by."""
    return _CHARTS[name](answer, language)


def _models(answer: Answer, language: str) -> Chart:
    return _bars(answer, language, "measures", ("model",))


def _alike(answer: Answer, language: str) -> Chart:
    return _bars(answer, language, "likeness", ("kind", "place", "other"))


def _between(answer: Answer, language: str) -> Chart:
    return _bars(answer, language, "share", ("kind", "thing"))


def _functions(answer: Answer, language: str) -> Chart:
    return _bars(answer, language, "measures", ("function",))


def _load(answer: Answer, language: str) -> Chart:
    roles = ("leads", "partners", "responsible")
    meanings = {column.name: column.meaning(language) for column in answer.columns}
    return StackedBars(
        _title(answer, language, "measures"),
        tuple(meanings[role] for role in roles),
        tuple(
            Stack(_name(answer, cells, ("unit",)), tuple(_number(cells[role]) for role in roles))
            for cells in _rows(answer)
        ),
        language,
    )


def _indicators(answer: Answer, language: str) -> Chart:
    likeness: dict[tuple[str, str], float] = {}
    for cells in _rows(answer):
        pair = (_name(answer, cells, ("indicator",)), _name(answer, cells, ("other",)))
        likeness[pair] = likeness[pair[::-1]] = _number(cells["likeness"])
    names = tuple(dict.fromkeys(name for pair in likeness for name in pair))
    grid = tuple(tuple(likeness.get((row, column)) for column in names) for row in names)
    return HeatMap(_title(answer, language, "likeness"), names, names, grid, language)


def _bars(answer: Answer, language: str, value: str, named: Iterable[str]) -> Chart:
    bars = tuple(Bar(_name(answer, cells, named), _number(cells[value])) for cells in _rows(answer))
    return Bars(_title(answer, language, value), bars, language)


def _rows(answer: Answer) -> list[_Cells]:
    names = [column.name for column in answer.columns]
    return [dict(zip(names, row, strict=True)) for row in answer.rows]


def _title(answer: Answer, language: str, column: str) -> str:
    meaning = next(each.meaning(language) for each in answer.columns if each.name == column)
    return f"{answer.titles[language]} · {meaning}"


def _name(answer: Answer, cells: _Cells, columns: Iterable[str]) -> str:
    terms = (cells[column] for column in columns)
    return " · ".join(
        answer.label(term) if isinstance(term, NamedNode) else term.value
        for term in terms
        if isinstance(term, NamedNode | Literal)
    )


def _number(term: Term | None) -> float:
    return float(term.value) if isinstance(term, Literal) else 0.0


_CHARTS: Final[Mapping[str, Callable[[Answer, str], Chart]]] = {
    "models": _models,
    "alike": _alike,
    "indicators": _indicators,
    "load": _load,
    "functions": _functions,
    "between": _between,
}
