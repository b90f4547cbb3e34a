"""The briefing on an indicator: what each place promises, who leads it, what it lacks, does and borrows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from bizgraph.authority.indicators import load_indicators
from bizgraph.pictures.charts import HeatMap
from bizgraph.report.blocks import Briefing, Paragraph, Picture, Section, Table
from bizgraph.report.borrowing import pairs_table
from bizgraph.report.documents import basis, documents_table
from bizgraph.report.practices import practices_table
from bizgraph.report.telling import Row, Teller, added, cell, distinct, section, source, unlike
from bizgraph.report.wording import number, shortened

_COMPARED: Final = 12
_APART: Final = 14
_LEADS: Final = 3
_GAPS: Final = 3
_KINDS: Final = ("measures", "targets", "gaps", "baselines", "practices")
_BEST: Final = "★"


def indicator_briefing(teller: Teller, indicator: str) -> Briefing:
    """Return the briefing on an indicator of either level."""
    answer = teller.graph.query("indicator-coverage", indicator=indicator)
    name = answer.parameters["indicator"]
    label = teller.named(name)
    coverage = [row for row in answer if row["name"] == _first_level(name)]
    files = {row["file"] for row in coverage}
    documents = [row for row in teller.rows("documents") if row["file"] in files]
    sections = [_overview(teller, label, coverage, documents)]
    if documents:
        sections += [
            _promises(teller, indicator),
            _leads(teller, indicator),
            _gaps(teller, indicator),
            _practices(teller, indicator),
            _borrowing(teller, indicator),
        ]
    title = teller.say("indicator", "title", indicator=label)
    return Briefing(title, basis(teller, documents), teller.language, tuple(sections))


def _first_level(name: str) -> str:
    """Return the first-level indicator of an indicator, under which what is said on it is counted."""
    indicators = load_indicators()
    parents = (
        indicators.get(each.broader) for each in indicators.all() if each.label == name and each.broader
    )
    return next((parent.label for parent in parents), name)


def _overview(teller: Teller, label: str, coverage: Sequence[Row], documents: Sequence[Row]) -> Section:
    title = teller.say("indicator", "overview")
    if not coverage:
        return section(title, Paragraph(teller.say("indicator", "nothing", indicator=label)))
    own = added(coverage, "place", *_KINDS)
    places = tuple(str(row["place"]) for row in own)
    told = teller.say(
        "indicator", "counts", indicator=label, places=teller.listed(places), documents=len(documents)
    )
    chart = HeatMap(
        teller.say("indicator", "coverage_chart"),
        places,
        tuple(teller.say("head", kind) for kind in _KINDS),
        tuple(tuple(int(str(row[kind])) for kind in _KINDS) for row in own),
        teller.language,
    )
    first = tuple(source(row) for row in coverage)
    return section(title, Paragraph(told, first), Picture(chart), documents_table(teller, documents))


def _promises(teller: Teller, indicator: str) -> Section:
    answer = teller.graph.compare(indicator, language=teller.language)
    rows = list(answer)
    compared = [row for row in rows if row["comparable"]]
    apart = [row for row in rows if not row["comparable"] and row["value"] is not None]
    masked = sum(row["value"] is None for row in rows)
    told = teller.say("indicator", "promises_apart", apart=len(apart), masked=masked)
    if compared:
        topics = len({row["topic"] for row in compared})
        told = teller.say("indicator", "promises_told", compared=topics, apart=len(apart), masked=masked)
    return section(
        teller.say("indicator", "promises"),
        Paragraph(told),
        _side_by_side(teller, compared) if compared else None,
        _apart_table(teller, apart) if apart else None,
    )


def _side_by_side(teller: Teller, compared: Sequence[Row]) -> Table:
    """Return what places promise for the same thing: a row for each thing, a column for each place."""
    places = list(dict.fromkeys(str(row["region"]) for row in compared))
    lines = []
    for (topic, unit), group in groupby(compared, key=lambda row: (str(row["topic"]), str(row["unit"]))):
        figures = list(group)
        line = [cell(shortened(topic, 30)), cell(unit)]
        for place in places:
            own = distinct((row for row in figures if row["region"] == place), "value", "reason")
            words = " / ".join(map(_value, own))
            line.append(cell(words, *map(source, own), strong=any(row["best"] for row in own)))
        lines.append(line)
    rest = 100 - 36
    heads = (teller.say("head", "topic"), teller.say("head", "unit"), *places)
    widths = (22, 14, *(rest // len(places) for _ in places))
    caption = teller.say("indicator", "compared_table")
    shown = lines[:_COMPARED]
    return Table(caption, heads, widths, tuple(map(tuple, shown)), teller.left_out(len(lines) - len(shown)))


def _value(row: Row) -> str:
    """Return a figure: the best marked, what was reached elsewhere in brackets."""
    told = f"{number(row['value'])}{_BEST if row['best'] else ''}"
    return f"({told})" if row["reason"] else told


def _apart_table(teller: Teller, apart: Sequence[Row]) -> Table:
    figures = distinct(apart, "region", "topic", "value", "unit")
    promised = [row for row in figures if row["stated_in"] != teller.say("shared", "outcome")]
    shown = sorted(
        _shares(unlike(promised or figures, "topic", "region", "value", "unit")),
        key=lambda row: str(row["region"]),
    )
    rows = [
        (
            cell(row["region"]),
            cell(shortened(str(row["topic"]), 36)),
            cell(teller.figure(row), source(row), strong=True),
            cell(row["stated_in"]),
        )
        for row in shown
    ]
    columns = {"place": 16, "metric": 46, "promise": 26, "stated_in": 12}
    return teller.table(teller.say("indicator", "apart_table"), columns, rows, of=len(figures))


def _shares(rows: Sequence[Row]) -> list[Row]:
    """Return the first rows of each place in turn, so that no place crowds out another."""
    places: dict[object, list[Row]] = {}
    for row in rows:
        places.setdefault(row["region"], []).append(row)
    turns = [(index, place, row) for place, own in places.items() for index, row in enumerate(own)]
    return [row for _, _, row in sorted(turns, key=lambda turn: turn[0])[:_APART]]


def _leads(teller: Teller, indicator: str) -> Section:
    title = teller.say("indicator", "leads")
    found = teller.rows("who-leads", indicator=indicator)
    if not found:
        return section(title, Paragraph(teller.say("indicator", "no_leads")))
    shown = _first_of_each(found, _LEADS)
    rows = [
        (
            cell(row["place"]),
            cell(row["unit"], source(row)),
            cell(teller.named(row["function"]) or teller.say("shared", "unknown")),
            cell(row["sections"]),
            cell(row["measures"]),
        )
        for row in shown
    ]
    columns = {"place": 16, "lead": 36, "function": 24, "sections": 12, "measures": 12}
    table = teller.table(teller.say("indicator", "leads_table"), columns, rows, of=len(found))
    return section(title, table)


def _first_of_each(rows: Sequence[Row], most: int) -> list[Row]:
    """Return the first rows of each place."""
    counts: dict[object, int] = {}
    shown = []
    for row in rows:
        counts[row["place"]] = counts.get(row["place"], 0) + 1
        if counts[row["place"]] <= most:
            shown.append(row)
    return shown


def _gaps(teller: Teller, indicator: str) -> Section:
    title = teller.say("indicator", "gaps")
    gaps = distinct(teller.rows("gaps-and-measures", indicator=indicator), "gap")
    if not gaps:
        return section(title, Paragraph(teller.say("indicator", "no_gaps")))
    shown = _first_of_each(gaps, _GAPS)
    quoted = teller.quotations(shown, "place", "gap_text", 110, of=len(gaps))
    answered = sum(row["measure"] is not None for row in gaps)
    told = teller.say("indicator", "gaps_told", count=len(gaps), answered=answered)
    return section(title, Paragraph(told), quoted)


def _practices(teller: Teller, indicator: str) -> Section:
    title = teller.say("indicator", "practices")
    table = practices_table(
        teller, teller.rows("borrowed-practice", region=None, indicator=indicator), indicator=indicator
    )
    return section(title, table or Paragraph(teller.say("indicator", "no_practices")))


def _borrowing(teller: Teller, indicator: str) -> Section:
    title = teller.say("indicator", "borrowing")
    pairs = teller.rows("borrowed-practice", region=None, indicator=indicator)
    measures = distinct(pairs, "measure")
    table = pairs_table(teller, measures, of=len(measures))
    return section(title, table or Paragraph(teller.say("indicator", "no_borrowing")))
