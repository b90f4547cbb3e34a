"""The ledgers that officials keep (任务分解表, 台账), filled from a graph: the rows of each sheet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from bizgraph.export.tables.stated import Said, read_stated
from bizgraph.questions.citing import labels
from bizgraph.questions.sayings import listed
from bizgraph.rdf.vocabulary import shortened
from bizgraph.store.interface import Store
from bizgraph.store.values import Plain

_OF_VALUES: Final = ("kind", "place", "comparator", "unit", "evidence")  # things that are told by their names
_INVERSE: Final = ("addressedBy", "borrowsPractice")


@dataclass(frozen=True, slots=True)
class Reference:
    """A row of another sheet, by the name of the sheet and the row's number."""

    sheet: str
    row: int


Cell: TypeAlias = Plain | Reference
Row: TypeAlias = Mapping[str, Cell]


class Ledger:
    """The rows of all sheets, about the things that are selected, or about all where `selected` is None.

    Figures go with their statements, and a borrowing with its measure and practice. Units and documents are
    those of what is listed.
    """

    def __init__(self, store: Store, selected: frozenset[NamedNode] | None, language: str) -> None:
        self._stated = stated = read_stated(store)
        self._selected = selected
        self._language = language
        named = {
            value for values in stated.related.values() for value in values if value not in stated.statements
        }
        for said in (*stated.statements.values(), *stated.figures.values(), *stated.borrowings.values()):
            named.update(said.things[name] for name in _OF_VALUES if name in said.things)
        self._labels = labels(store, [sorted(named, key=str)], language)
        self._inverse: defaultdict[tuple[NamedNode, str], list[NamedNode]] = defaultdict(list)
        for thing in stated.statements:
            for relation in _INVERSE:
                for value in stated.to(thing, relation):
                    self._inverse[value, relation].append(thing)
        self._measures = self._listed("Measure")
        self._practices = self._listed("BenchmarkPractice")
        self._gaps = self._listed("Gap")
        self._rows = {
            said.thing: Reference(sheet, number)
            for sheet, things in (("measures", self._measures), ("practices", self._practices))
            for number, said in enumerate(things, 1)
        }

    def sheets(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Yield the name of each sheet, and its rows by the names of their columns."""
        borrowings = [said for said in self._stated.borrowings.values() if self._is_listed_borrowing(said)]
        figures = [
            said
            for said in self._stated.figures.values()
            if said.things["statement"] in self._stated.statements
            and self._is_selected(said.things["statement"])
        ]
        yield "measures", _numbered(map(self._measure, self._measures))
        yield "practices", _numbered(map(self._practice, self._practices))
        yield "gaps", _numbered(map(self._gap, self._gaps))
        yield "borrowings", _numbered(map(self._borrowing, borrowings))
        yield "figures", _numbered(map(self._figure, figures))
        yield "units", _numbered(self._units())
        yield "documents", _numbered(self._documents(borrowings, figures))

    def _listed(self, kind: str) -> list[Said]:
        return [said for said in self._stated.of_kind(kind) if self._is_selected(said.thing)]

    def _is_selected(self, thing: NamedNode) -> bool:
        return self._selected is None or thing in self._selected

    def _is_listed_borrowing(self, borrowing: Said) -> bool:
        ends = (borrowing.things["measure"], borrowing.things["practice"])
        return self._is_selected(borrowing.thing) or all(map(self._is_selected, ends))

    # ---- Rows

    def _measure(self, measure: Said) -> dict[str, Cell]:
        thing = measure.thing
        targets = self._stated.to(thing, "hasTarget")
        figures = (each for about in (thing, *targets) for each in self._stated.to(about, "quantity"))
        return self._statement(measure) | {
            "leads": self._names(thing, "leadUnit"),
            "section_leads": self._section_leads(thing),
            "partners": self._names(thing, "partnerUnit"),
            "responsible": self._list(self._answerable(thing)),
            "targets": self._texts(targets),
            "figures": "\n".join(
                self._figure_in_words(each) for each in figures if each in self._stated.figures
            ),
            "gaps": self._texts(self._inverse[thing, "addressedBy"]),
            "practices": "\n".join(map(self._practice_in_words, self._stated.to(thing, "borrowsPractice"))),
            "benchmarks": self._names(thing, "benchmarksAgainst"),
        }

    def _section_leads(self, measure: NamedNode) -> str:
        """Return who leads the section of a measure; one that names its own lead has no need of it."""
        sections = self._stated.to(measure, "partOf")
        return self._list(lead for section in sections for lead in self._stated.to(section, "leadUnit"))

    def _practice(self, practice: Said) -> dict[str, Cell]:
        measures = self._inverse[practice.thing, "borrowsPractice"]
        places = (self._stated.statements[measure].things["place"] for measure in measures)
        return self._statement(practice) | {
            "place": self._names(practice.thing, "practisedBy"),
            "units": self._names(practice.thing, "practisedByUnit"),
            "outcomes": self._texts(self._stated.to(practice.thing, "hasOutcome")),
            "borrowers": self._list(dict.fromkeys(places)),
            "measures": self._numbers(measures),
        }

    def _gap(self, gap: Said) -> dict[str, Cell]:
        measures = self._stated.to(gap.thing, "addressedBy")
        return self._statement(gap) | {
            "compared_with": self._names(gap.thing, "comparedWith"),
            "answers": self._texts(measures),
            "measures": self._numbers(measures),
        }

    def _borrowing(self, borrowing: Said) -> dict[str, Cell]:
        measure, practice = borrowing.things["measure"], borrowing.things["practice"]
        models = self._names(practice, "practisedBy") or self._names(practice, "practisedByUnit")
        return self._values(borrowing) | {
            "place": self._names(measure, "region"),
            "indicator": self._names(measure, "indicator"),
            "measure": self._rows.get(measure),
            "model": models,
            "practice": self._rows.get(practice),
        }

    def _figure(self, figure: Said) -> dict[str, Cell]:
        statement = self._stated.statements[figure.things["statement"]]
        return self._statement(statement) | self._values(figure)

    def _units(self) -> Iterator[dict[str, Cell]]:
        """Yield the units of the measures that are listed, those that carry most first."""
        counts: defaultdict[NamedNode, Counter[str]] = defaultdict(Counter)
        for measure in self._measures:
            roles = {
                "leads": self._stated.to(measure.thing, "leadUnit"),
                "partners": self._stated.to(measure.thing, "partnerUnit"),
                "responsible": self._answerable(measure.thing),
            }
            roles["all"] = list({unit for units in roles.values() for unit in units})
            for role, units in roles.items():
                for unit in units:
                    counts[unit][role] += 1
        for unit in sorted(
            counts, key=lambda unit: (-counts[unit]["all"], -counts[unit]["leads"], unit.value)
        ):
            roles_of = {role: counts[unit][role] for role in ("leads", "partners", "responsible", "all")}
            yield {
                "unit": self._label(unit),
                "place": self._names(unit, "region"),
                "iri": unit.value,
                **roles_of,
            }

    def _documents(self, borrowings: Iterable[Said], figures: Iterable[Said]) -> Iterator[dict[str, Cell]]:
        """Yield the documents with the numbers of what is listed of each."""
        statements = self._stated.statements
        counts = {
            "measures": Counter(said.things["document"] for said in self._measures),
            "practices": Counter(said.things["document"] for said in self._practices),
            "gaps": Counter(said.things["document"] for said in self._gaps),
            "borrowings": Counter(said.things["document"] for said in borrowings),
            "figures": Counter(statements[said.things["statement"]].things["document"] for said in figures),
        }
        for thing, document in self._stated.documents.items():
            if self._is_selected(thing) or any(count[thing] for count in counts.values()):
                yield self._values(document) | {
                    "publisher": self._names(thing, "publisher"),
                    "place": self._names(thing, "region"),
                    **{name: count[thing] for name, count in counts.items()},
                }

    # ---- Cells

    def _statement(self, said: Said) -> dict[str, Cell]:
        return self._values(said) | {
            "indicator": self._names(said.thing, "indicator"),
            "sub_indicator": self._names(said.thing, "subIndicator"),
        }

    def _values(self, said: Said) -> dict[str, Cell]:
        told = {name: self._label(said.things[name]) for name in _OF_VALUES if name in said.things}
        return {**said.values, **told, "iri": said.thing.value}

    def _answerable(self, measure: NamedNode) -> Sequence[NamedNode]:
        """Return the units that a measure makes responsible, and calls neither lead nor partner."""
        called = {*self._stated.to(measure, "leadUnit"), *self._stated.to(measure, "partnerUnit")}
        return [unit for unit in self._stated.to(measure, "responsibleUnit") if unit not in called]

    def _names(self, thing: NamedNode, relation: str) -> str:
        return self._list(self._stated.to(thing, relation))

    def _list(self, things: Iterable[NamedNode]) -> str:
        return listed([self._label(thing) for thing in things], self._language)

    def _label(self, thing: NamedNode) -> str:
        return self._labels.get(thing, thing.value)

    def _texts(self, statements: Iterable[NamedNode]) -> str:
        return "\n".join(self._text(each) for each in statements)

    def _text(self, statement: NamedNode) -> str:
        said = self._stated.statements.get(statement)
        return str(said.values["text"]) if said else statement.value

    def _practice_in_words(self, practice: NamedNode) -> str:
        models = self._names(practice, "practisedBy") or self._names(practice, "practisedByUnit")
        words = shortened(self._text(practice))
        return f"{models}: {words}" if models else words

    def _figure_in_words(self, figure: NamedNode) -> str:
        """Write what is measured, how it is bound, and the figure; as printed where the document masks it."""
        values, things = self._stated.figures[figure].values, self._stated.figures[figure].things
        if values.get("value") is None:
            return f"{values['metric']} {values['printed']}"
        comparator, unit = self._label(things["comparator"]), self._label(things["unit"])
        return f"{values['metric']} {comparator} {values['value']} {unit}"

    def _numbers(self, things: Iterable[NamedNode]) -> Cell:
        """Return the rows that things have in their sheets: a reference to the only one, else a list."""
        rows = [self._rows[thing] for thing in things if thing in self._rows]
        return rows[0] if len(rows) == 1 else listed([str(row.row) for row in rows], self._language)


def _numbered(rows: Iterable[dict[str, Cell]]) -> Iterator[Row]:
    return (row | {"row": number} for number, row in enumerate(rows, 1))
