"""The briefing on a model place: what it does, who borrows it and in what, who compares itself with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bizgraph.pictures.charts import Bar, Bars, HeatMap
from bizgraph.report.blocks import Briefing, Paragraph, Picture, Section
from bizgraph.report.borrowing import pairs_table
from bizgraph.report.documents import basis, documents_table
from bizgraph.report.practices import only_named, practices_table
from bizgraph.report.telling import Row, Teller, distinct, section

_GAPS: Final = 8
_INDICATORS: Final = 8
_PLACES: Final = 6
_QUOTED: Final = 110


def model_briefing(teller: Teller, model: str) -> Briefing:
    """Return the briefing on a place, with the places inside it, as a model for others."""
    label = teller.place(model)
    practices = distinct(teller.rows("practices-and-outcomes", region=model), "practice")
    pairs = teller.rows("borrowed-practice", region=model)
    gaps = teller.rows("gaps-compared-with", model=model)
    named = teller.rows("named-models", model_region=model)
    files = {row["file"] for row in (*practices, *pairs, *gaps, *named)}
    documents = [row for row in teller.rows("documents") if row["file"] in files]
    sections = [_overview(teller, label, practices, pairs, gaps, named, documents)]
    if documents:
        sections += [
            _practices(teller, model, pairs),
            _borrowers(teller, pairs),
            _compared(teller, gaps),
        ]
    title = teller.say("model", "title", model=label)
    return Briefing(title, basis(teller, documents), teller.language, tuple(sections))


def _overview(
    teller: Teller,
    label: str,
    practices: Sequence[Row],
    pairs: Sequence[Row],
    gaps: Sequence[Row],
    named: Sequence[Row],
    documents: Sequence[Row],
) -> Section:
    title = teller.say("model", "overview")
    if not documents:
        return section(title, Paragraph(teller.say("model", "nothing", model=label)))
    told = teller.say(
        "model",
        "counts",
        model=label,
        documents=len(documents),
        practices=len(practices),
        only_named=len(only_named(pairs)),
        measures=len({row["measure"] for row in pairs}),
        places=len({row["place"] for row in pairs}),
        named=len({row["measure"] for row in named}),
        gaps=len({row["gap"] for row in gaps}),
    )
    return section(title, Paragraph(told), documents_table(teller, documents))


def _practices(teller: Teller, model: str, pairs: Sequence[Row]) -> Section:
    title = teller.say("model", "practices")
    table = practices_table(teller, pairs, region=model)
    if table is None:
        return section(title, Paragraph(teller.say("model", "no_practices")))
    return section(title, Picture(_by_indicator(teller, model)), table)


def _by_indicator(teller: Teller, model: str) -> Bars | HeatMap:
    """Return how many practices are told on which indicators: of the place, or of each place inside it."""
    found = teller.rows("models-of-indicators", region=model)
    counts = {(str(row["name"]), str(row["model"])): int(str(row["practices"])) for row in found}
    sums = Counter({name: 0 for name, _ in counts})
    places: Counter[str] = Counter()
    for (name, place), count in counts.items():
        sums[name] += count
        places[place] += count
    names = [name for name, _ in sums.most_common(_INDICATORS)]
    title = teller.say("model", "chart")
    if len(places) < 2:
        bars = tuple(Bar(teller.named(name), sums[name]) for name in names)
        return Bars(title, bars, teller.language)
    columns = tuple(place for place, _ in places.most_common(_PLACES))
    values = tuple(tuple(counts.get((name, place)) for place in columns) for name in names)
    return HeatMap(title, tuple(map(teller.named, names)), columns, values, teller.language)


def _borrowers(teller: Teller, pairs: Sequence[Row]) -> Section:
    title = teller.say("model", "borrowers")
    measures = distinct(pairs, "measure")
    if not measures:
        return section(title, Paragraph(teller.say("model", "no_borrowers")))
    places = Counter(str(row["place"]) for row in measures)
    names = teller.listed(
        teller.say("borrowing", "counted", name=name, count=count) for name, count in places.most_common()
    )
    explicit = len({row["measure"] for row in pairs if row["evidence"] == "explicitMention"})
    told = teller.say("model", "borrowers_told", names=names, explicit=explicit)
    return section(title, Paragraph(told), pairs_table(teller, measures, of=len(measures)))


def _compared(teller: Teller, gaps: Sequence[Row]) -> Section:
    title = teller.say("model", "compared")
    own = distinct(gaps, "gap")
    if not own:
        return section(title, Paragraph(teller.say("model", "no_compared")))
    places = teller.listed(dict.fromkeys(str(row["place"]) for row in own))
    told = teller.say("model", "compared_told", count=len(own), places=places)
    shown = [
        {**row, "about": "、".join(str(row[part]) for part in ("place", "name") if row[part])}
        for row in own[:_GAPS]
    ]
    return section(
        title, Paragraph(told), teller.quotations(shown, "about", "gap_text", _QUOTED, of=len(own))
    )


def _about(row: Row) -> str:
    return "、".join(str(row[part]) for part in ("place", "name") if row[part])
