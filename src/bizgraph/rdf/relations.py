"""Borrowings between measures and practices, and what was left over, as quads."""

from __future__ import annotations

from bizgraph.extract.facts import Borrowing, LeftOver
from bizgraph.rdf.sheet import Sheet
from bizgraph.rdf.vocabulary import BIZ, decimal, plain, shortened, words


def write_borrowing(sheet: Sheet, borrowing: Borrowing) -> None:
    """Write that a measure borrows a practice, and the evidence: the words on either side."""
    iri = sheet.names.fact(sheet.document, borrowing.key)
    measure = sheet.names.fact(sheet.document, borrowing.measure)
    practice = sheet.names.fact(sheet.document, borrowing.practice)
    here, there = borrowing.measure_quote, borrowing.practice_quote
    sheet.part(iri, "Borrowing", label=f"{shortened(here.text, 16)} ← {shortened(there.text, 16)}")
    sheet.say(measure, BIZ("borrowsPractice"), practice)
    sheet.say(iri, BIZ("measure"), measure)
    sheet.say(iri, BIZ("practice"), practice)
    sheet.say(iri, BIZ("evidence"), BIZ(borrowing.evidence))
    sheet.say(iri, BIZ("confidence"), decimal(borrowing.confidence))
    sheet.quoted(iri, here, BIZ("measureQuote"))
    sheet.quoted(iri, there, BIZ("practiceQuote"))
    if borrowing.rule:
        sheet.say(iri, BIZ("rule"), plain(borrowing.rule))


def write_left_over(sheet: Sheet, left: LeftOver) -> None:
    """Write words of which nothing was made, and why."""
    place = f"{left.quote.span.start}-{left.quote.span.end}"
    iri = sheet.names.fact(sheet.document, f"left-over/{left.kind}/{place}")
    sheet.part(iri, "LeftOver", label=left.quote.text)
    sheet.quoted(iri, left.quote)
    sheet.say(iri, BIZ("leftOverKind"), plain(left.kind))
    sheet.say(iri, BIZ("reason"), plain(left.reason))
    sheet.say(iri, BIZ("text"), words(left.quote.text))
