"""What a region admits as lacking, and what others do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bizgraph.pictures.charts import Bar, Bars
from bizgraph.report.blocks import Cell, Paragraph, Picture, Section, Source
from bizgraph.report.telling import Row, Teller, cell, distinct, section, source
from bizgraph.report.wording import shortened

if TYPE_CHECKING:
    from bizgraph.store.values import Plain

_SHOWN: Final = 5
_OFFERS: Final = 2
_BARS: Final = 8
_QUOTED: Final = 110
_WORDS: Final = 60
_REASONS: Final = 70
_TELLING: Final = 12  # a quotation shorter than this says too little


def region_gaps(teller: Teller, region: str) -> tuple[Section, ...]:
    """Return what a region lacks, some gaps of it quoted, and what others do about these."""
    title = teller.say("gaps", "title")
    every = distinct(teller.rows("gaps-and-measures", region=region), "gap")
    if not every:
        return (section(title, Paragraph(teller.say("gaps", "nothing"))),)
    counts: Counter[str] = Counter()
    for row in teller.rows("gaps-by-indicator", region=region):
        counts[str(row["name"])] += int(str(row["gaps"]))
    unanswered = distinct(teller.rows("unanswered-gaps", region=region), "gap")
    compared = {row["gap"] for row in teller.rows("gaps-compared-with", region=region, model=None)}
    chosen = _main(teller, region, counts, compared)
    told = teller.say(
        "gaps",
        "told",
        count=len(every),
        unanswered=len(unanswered),
        compared=len(compared),
        shown=len(chosen),
    )
    bars = tuple(Bar(teller.named(name), count) for name, count in counts.most_common(_BARS))
    return (
        section(
            title,
            Paragraph(told),
            Picture(Bars(teller.say("gaps", "chart"), bars, teller.language)) if bars else None,
            teller.quotations(chosen, "name", "gap_text", _QUOTED, of=len(every)),
        ),
        _offers(teller, chosen),
    )


def _main(teller: Teller, region: str, counts: Counter[str], compared: set[Plain]) -> list[Row]:
    """Return a gap of each indicator with most of them, one that names a place for comparison if it can."""
    chosen: dict[Plain, Row] = {}
    for name, _ in counts.most_common():
        if len(chosen) == _SHOWN:
            break
        gaps = teller.rows("gaps-and-measures", region=region, indicator=name)
        new = [row for row in gaps if row["gap"] not in chosen]
        if new:
            best = min(new, key=lambda row: row["gap"] not in compared)
            chosen[best["gap"]] = {**best, "name": name}
    return list(chosen.values())


def _offers(teller: Teller, gaps: Sequence[Row]) -> Section:
    """Return what discovery finds for the gaps that are quoted, with its reasons."""
    rows = [line for gap in gaps for line in _lines(teller, gap)]
    columns = {"gap": 27, "place": 12, "offer": 36, "reasons": 25}
    return section(
        teller.say("gaps", "offers"),
        Paragraph(teller.say("gaps", "offers_told")),
        teller.table(teller.say("gaps", "offers_table"), columns, rows),
    )


def _lines(teller: Teller, gap: Row) -> list[list[Cell]]:
    """Return a line for each offer; the gap stands in the first."""
    about = cell(shortened(str(gap["gap_text"]), 40), source(gap))
    answer = teller.graph.discover(gap=str(gap["gap"]), limit=_OFFERS, language=teller.language)
    stands = {citation.row: Source(citation.file, citation.line) for citation in answer.sources}
    if not len(answer):
        return [[about, cell(teller.say("gaps", "no_offer")), cell(None), cell(None)]]
    return [
        [
            about if index == 0 else cell(None),
            cell(row["region"]),
            cell(shortened(_offer(row), _WORDS), stands[index]),
            cell(shortened(str(row["reasons"]), _REASONS)),
        ]
        for index, row in enumerate(answer)
    ]


def _offer(row: Row) -> str:
    """Return the words that answer a gap best, or all where these are too few to be understood."""
    quote = str(row["quote"] or "")
    return quote if len(quote) > _TELLING else str(row["text"])
