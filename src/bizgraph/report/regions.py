"""The briefing on a region: what it promises, who answers for it, what it lacks, and what it borrows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from bizgraph.pictures.charts import Stack, StackedBars, Timeline
from bizgraph.report.blocks import Briefing, Paragraph, Picture, Section, Table
from bizgraph.report.borrowing import region_borrowing
from bizgraph.report.documents import basis, documents_table
from bizgraph.report.gaps import region_gaps
from bizgraph.report.telling import Row, Teller, added, cell, distinct, section, source, total, unlike
from bizgraph.report.wording import shortened

_FIGURES: Final = 12
_FIGURE: Final = ("place", "comparator", "value", "unit")
_EARLY: Final = 6
_SECTIONS: Final = 18
_UNITS: Final = 8
_WORDS: Final = 70
_ROLES: Final = ("leads", "partners", "responsible")


def region_briefing(teller: Teller, region: str) -> Briefing:
    """Return the briefing on a region, with the places inside it."""
    label = teller.place(region)
    documents = teller.rows("documents", region=region)
    sections = [_overview(teller, region, label, documents)]
    if documents:
        sections += [
            _promises(teller, region),
            _deadlines(teller, region),
            _responsible(teller, region),
            *region_gaps(teller, region),
            region_borrowing(teller, region),
            _unknown(teller, region),
        ]
    title = teller.say("region", "title", region=label)
    return Briefing(title, basis(teller, documents), teller.language, tuple(sections))


def _overview(teller: Teller, region: str, label: str, documents: Sequence[Row]) -> Section:
    title = teller.say("region", "overview")
    if not documents:
        return section(title, Paragraph(teller.say("region", "nothing", region=label)))
    months = teller.rows("deadlines-by-month", region=region)
    units = teller.rows("load-of-units", region=region)
    counts = {
        kind: total(documents, kind) for kind in ("measures", "targets", "gaps", "baselines", "practices")
    }
    told = [teller.say("region", "counts", region=label, documents=len(documents), **counts)]
    if counts["measures"]:
        told.append(
            teller.say(
                "region",
                "dated",
                dated=total(months, "measures"),
                undated=len(teller.rows("measures-without-date", region=region)),
                units=len({row["unit_iri"] for row in units}),
            )
        )
    if borrowing := teller.rows("borrowing-measures", region=region):
        told.append(teller.say("region", "borrows", count=len(borrowing)))
    return section(
        title, Paragraph(teller.say("shared", "joiner").join(told)), documents_table(teller, documents)
    )


def _promises(teller: Teller, region: str) -> Section:
    title = teller.say("region", "promises")
    found = teller.rows("targets-of-indicator", indicator=None, region=region)
    figures = distinct((row for row in found if row["value"] is not None), "metric", *_FIGURE)
    if not figures:
        return section(title, Paragraph(teller.say("region", "no_figures")))
    targets = [row for row in figures if row["stated_in"] == teller.say("graph", "target")]
    shown = _spread(unlike(targets or figures, "metric", *_FIGURE), "name", _FIGURES)
    rows = [
        (
            cell(teller.named(row["name"]) or teller.say("shared", "no_indicator")),
            cell(shortened(str(row["metric"]), 40)),
            cell(teller.figure(row), source(row), strong=True),
        )
        for row in shown
    ]
    told = teller.say("region", "figures", count=len(figures), targets=len(targets), shown=len(shown))
    columns = {"indicator": 24, "metric": 50, "promise": 26}
    return section(
        title,
        Paragraph(told),
        teller.table(teller.say("region", "figures_table"), columns, rows, of=len(figures)),
    )


def _spread(rows: Iterable[Row], column: str, most: int) -> list[Row]:
    """Return rows of as many kinds as possible: the first of each kind, then the second; in their order."""
    kinds: defaultdict[object, int] = defaultdict(int)
    ranked: list[tuple[int, int, Row]] = []
    for index, row in enumerate(rows):
        ranked.append((kinds[row[column]], index, row))
        kinds[row[column]] += 1
    chosen = sorted(ranked, key=lambda each: each[:2])[:most]
    return [row for _, _, row in sorted(chosen, key=lambda each: each[1])]


def _deadlines(teller: Teller, region: str) -> Section:
    title = teller.say("region", "deadlines")
    months = teller.rows("deadlines-by-month", region=region)
    undated = teller.rows("measures-without-date", region=region)
    if not months:
        return section(title, Paragraph(teller.say("region", "no_deadlines", undated=len(undated))))
    counts: defaultdict[tuple[int, int], int] = defaultdict(int)
    for row in months:
        year, month = map(int, str(row["month"]).split("-"))
        counts[year, month] += int(str(row["measures"]))
    most = max(counts, key=lambda month: (counts[month], month))
    told = teller.say(
        "region",
        "due",
        dated=sum(counts.values()),
        first=_month(teller, min(counts)),
        last=_month(teller, max(counts)),
        most=_month(teller, most),
        count=counts[most],
        undated=len(undated),
    )
    chart = Timeline(teller.say("region", "due_chart"), tuple(sorted(counts.items())), teller.language)
    due = teller.rows("due-between", region=region, first_day=None, last_day=None)
    first = [row for row in due if str(row["deadline"])[:7] != f"{most[0]:04}-{most[1]:02}"]
    rows = [
        (
            cell(teller.day(row["deadline"])),
            cell(shortened(str(row["measure_text"]), _WORDS), source(row)),
            cell(teller.named(row["name"])),
            cell(_few(teller, row["responsible"])),
        )
        for row in first[:_EARLY]
    ]
    columns = {"deadline": 16, "measure": 44, "indicator": 16, "units": 24}
    table = teller.table(teller.say("region", "due_table"), columns, rows, of=len(first)) if rows else None
    return section(title, Paragraph(told), Picture(chart), table)


def _month(teller: Teller, month: tuple[int, int]) -> str:
    return teller.say("shared", "month", year=month[0], month=month[1])


def _few(teller: Teller, names: object) -> str:
    """Return the first names of a list, and how many there are."""
    every = str(names).split("、") if names else []
    if len(every) <= 3:
        return teller.listed(every) or teller.say("shared", "unknown")
    return teller.say("shared", "and_others", names=teller.listed(every[:2]), count=len(every))


def _responsible(teller: Teller, region: str) -> Section:
    leads = [row for row in teller.rows("section-leads", region=region) if row["leads"]]
    units = added(teller.rows("load-of-units", region=region), "unit_iri", "all", *_ROLES)
    heaviest = sorted(units, key=lambda row: -int(str(row["all"])))[:_UNITS]
    told = teller.say("region", "leads" if leads else "no_leads", count=len(leads))
    if heaviest:
        names = teller.listed(
            teller.say("borrowing", "counted", name=row["unit"], count=row["all"]) for row in heaviest[:3]
        )
        told += teller.say("region", "heaviest", count=len(units), names=names)
    stacks = tuple(Stack(str(row["unit"]), tuple(int(str(row[role])) for role in _ROLES)) for row in heaviest)
    series = tuple(teller.say("head", role) for role in ("led", "partnered", "answered"))
    chart = StackedBars(teller.say("region", "load_chart"), series, stacks, teller.language)
    return section(
        teller.say("region", "responsible"),
        Paragraph(told, tuple(dict.fromkeys(source(row) for row in heaviest[:3]))),
        _leads_table(teller, leads) if leads else None,
        Picture(chart) if stacks else None,
    )


def _leads_table(teller: Teller, leads: Sequence[Row]) -> Table:
    """Return who leads which part, and who champions it where anybody does."""
    championed = any(row["champions"] for row in leads)
    columns = {"indicator": 26, "leads": 44} | ({"champion": 18} if championed else {}) | {"measures": 12}
    rows = []
    for row in leads[:_SECTIONS]:
        champion = cell(teller.named(row["champions"]) or teller.say("shared", "unknown"))
        rows.append(
            (
                cell(teller.named(row["name"]) or shortened(str(row["heading"]), 30)),
                cell(teller.named(row["leads"]), source(row)),
                *([champion] if championed else ()),
                cell(row["measures"]),
            )
        )
    return teller.table(teller.say("region", "leads_table"), columns, rows, of=len(leads))


def _unknown(teller: Teller, region: str) -> Section:
    """Return what the documents leave open, so that nobody takes silence for a promise."""
    counts = {
        "measures_without_date": len(teller.rows("measures-without-date", region=region)),
        "leads_without_champion": sum(
            not row["champions"] for row in teller.rows("section-leads", region=region)
        ),
        "measures_without_unit": len(teller.rows("measures-without-unit", region=region)),
        "targets_without_figures": len(teller.rows("targets-without-figures", region=region)),
        "unanswered_gaps": len(distinct(teller.rows("unanswered-gaps", region=region), "gap")),
        "masked_figures": len(teller.rows("masked-figures", region=region)),
    }
    rows = [(cell(teller.say("unknown", key)), cell(count)) for key, count in counts.items()]
    table = teller.table(teller.say("unknown", "table"), {"left_open": 80, "count": 20}, rows)
    return section(teller.say("unknown", "title"), Paragraph(teller.say("unknown", "told")), table)
