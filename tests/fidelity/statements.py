"""Which fact is which gold entry, by their spans, and what each says beside its span."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bizgraph.extract.facts import Facts, Gap, Measure, Practice, Quantity, Statement
from bizgraph.source.text import Span

from .faults import Fault, Kind, Verdict
from .gold import Entry
from .judge import Judge, Owner
from .matching import (
    equal,
    mentioned_places,
    mentioned_units,
    outcome_matches,
    place_matches,
    plain,
    said,
    same_words,
    shared_places,
    span_of,
    sub_matches,
    unit_matches,
)
from .words import Ruler, bare, shorten

# Two spans are of one thing, though perhaps cut wrongly, when they share at least this much.
OVERLAP = 0.5


@dataclass(frozen=True)
class Pairs:
    """Which fact is which gold entry, both ways, for one kind of statement."""

    fact: Mapping[str, Statement]
    entry: Mapping[str, str]


STATEMENTS: Mapping[str, tuple[Kind, Callable[[Facts], Sequence[Statement]]]] = {
    "measure": (Kind.MEASURE, lambda facts: facts.measures),
    "practice": (Kind.PRACTICE, lambda facts: facts.practices),
    "gap": (Kind.GAP, lambda facts: facts.gaps),
    "target": (Kind.TARGET, lambda facts: facts.targets),
    "baseline": (Kind.BASELINE, lambda facts: facts.baselines),
}


class Statements:
    """The statements of one gold file: pairs entries with facts, then judges spans and parts."""

    def __init__(self, judge: Judge, facts: Facts) -> None:
        self.judge = judge
        self.gold = judge.gold
        self.score = judge.score
        self.facts = facts
        self.ruler = Ruler(judge.gold.text)
        self.pairs: dict[str, Pairs] = {}

    def run(self) -> None:
        """Judge all statements; `pairs` then says which fact is which entry."""
        for kind in STATEMENTS:
            self.pairs[kind] = self._paired(kind)
        for kind in STATEMENTS:
            for entry in self.gold.of(kind):
                self._parts(kind, entry, self.pairs[kind].fact.get(entry.id))
            for fact in self.inside(kind) if kind in self.gold.complete else ():
                if fact.key not in self.pairs[kind].entry:
                    self._parts(kind, None, fact)

    def inside(self, kind: str) -> list[Statement]:
        """Return the facts of one kind that stand within the stretch of the gold file."""
        return [fact for fact in STATEMENTS[kind][1](self.facts) if self.gold.holds(fact.quote.span)]

    def _paired(self, kind: str) -> Pairs:
        """Pair entries and facts that overlap, the best first; judge the spans of all."""
        name, judged = STATEMENTS[kind][0], kind in self.gold.complete
        facts, entries = self.inside(kind), self.gold.of(kind)
        partner = self._partners(entries, facts)
        for i, entry in enumerate(entries):
            span, found = span_of(entry), facts[partner[i]] if i in partner else None
            at = found.quote.span if found else None
            difference = self.ruler.difference(span, at) if at else self._nearest(span, facts)
            if found and not difference:
                self.score.right(name, judged=judged)
                continue
            words = shorten(self.ruler.words(span.start, span.end))
            self.score.wrong(Fault(name, Verdict.MISSED, span.start, entry.id, words, difference))
            if found and judged:
                self._false_statement(name, found, f"taken for {entry.id}")
        for j, fact in enumerate(facts if judged else ()):
            if j not in partner.values():
                self._false_statement(name, fact, "")
        return Pairs(
            {entries[i].id: facts[j] for i, j in partner.items()},
            {facts[j].key: entries[i].id for i, j in partner.items()},
        )

    def _partners(self, entries: Sequence[Entry], facts: Sequence[Statement]) -> dict[int, int]:
        candidates = sorted(
            (-self.ruler.overlap(span_of(entry), fact.quote.span), -shared_places(entry, fact), i, j)
            for i, entry in enumerate(entries)
            for j, fact in enumerate(facts)
            if span_of(entry).start < fact.quote.span.end and fact.quote.span.start < span_of(entry).end
        )
        partner: dict[int, int] = {}
        taken: set[int] = set()
        for overlap, _, i, j in candidates:
            if -overlap >= OVERLAP and i not in partner and j not in taken:
                partner[i] = j
                taken.add(j)
        return partner

    def _false_statement(self, name: Kind, fact: Statement, note: str) -> None:
        note = ", ".join(filter(None, (note, f"rule {fact.rule}" if fact.rule else "")))
        at = fact.quote.span.start
        self.score.wrong(Fault(name, Verdict.FALSE, at, fact.key, shorten(fact.quote.text), note))

    def _nearest(self, span: Span, facts: Sequence[Statement]) -> str:
        """Say which fact covers most of a span that none covers well."""
        shares = ((self.ruler.overlap(span, fact.quote.span), fact.key) for fact in facts)
        overlap, key = max(shares, default=(0.0, ""))
        return f"shares {overlap:.0%} with {key}" if overlap else "nothing there"

    # Parts of statements

    def _parts(self, kind: str, entry: Entry | None, fact: Statement | None) -> None:
        """Judge what an entry and its fact say beside their span; what lacks a partner is missed or false."""
        at = fact.quote.span.start if fact else span_of(entry).start if entry else 0
        id = entry.id if entry else fact.key if fact else ""
        owner = Owner(kind, entry, id, at, alone=entry is None or fact is None)
        indicators = plain(fact.indicators if fact else (), at)
        self.judge.listed(Kind.INDICATOR, owner, "indicators", indicators, equal)
        second = plain(fact.sub_indicators if fact else (), at)
        self.judge.listed(Kind.SUB_INDICATOR, owner, "sub", second, sub_matches)
        match kind:
            case "measure":
                self._measure(owner, fact if isinstance(fact, Measure) else None)
            case "practice":
                self._practice(owner, fact if isinstance(fact, Practice) else None)
            case "gap":
                gap = fact if isinstance(fact, Gap) else None
                compared = mentioned_places(gap.compared_with if gap else ())
                self.judge.listed(Kind.COMPARED, owner, "compared", compared, place_matches)
                measures = gap.addressed_by if gap else ()
                self._links(Kind.ADDRESSED_BY, owner, "addressed_by", "measure", measures)
        if kind != "practice" and self.judge.judged(owner, "quantities"):
            quantities: Sequence[Quantity] = getattr(fact, "quantities", ())
            self.judge.quantities(owner, quantities)

    def _measure(self, owner: Owner, measure: Measure | None) -> None:
        entry = owner.entry
        self.judge.units(owner, measure.responsibilities if measure else ())
        deadline = measure.deadline if measure else None
        if self.judge.judged(owner, "deadline"):
            due = [entry.deadline.isoformat()] if entry and entry.deadline else []
            day = plain([str(deadline.day)] if deadline and deadline.day else [], owner.at)
            self.judge.compare(Kind.DEADLINE, owner, due, day, equal)
        if self.judge.judged(owner, "deadline_text"):
            printed = [entry.deadline_text] if entry and entry.deadline_text else []
            in_words = [said(deadline.quote)] if deadline else []
            self.judge.compare(Kind.DEADLINE_TEXT, owner, printed, in_words, lambda _, __: True)
        self._links(Kind.HAS_TARGET, owner, "targets", "target", measure.targets if measure else ())
        models = mentioned_places(measure.benchmarks if measure else ())
        self.judge.listed(Kind.BENCHMARK, owner, "benchmarks", models, place_matches)
        if entry and measure and entry.judged("number"):
            numbers = [entry.number] if bare(entry.number) else []
            number = plain([measure.number] if bare(measure.number) else [], owner.at)
            self.judge.compare(Kind.NUMBER, owner, numbers, number, same_words)

    def _practice(self, owner: Owner, practice: Practice | None) -> None:
        places = mentioned_places(practice.places if practice else ())
        self.judge.listed(Kind.PLACE, owner, "places", places, place_matches)
        units = mentioned_units(practice.units if practice else ())
        self.judge.listed(Kind.PRACTICE_UNIT, owner, "units", units, unit_matches)
        if owner.entry and owner.entry.judged("outcomes"):
            outcomes = [said(outcome.quote) for outcome in (practice.outcomes if practice else ())]
            wanted = owner.wanted("outcomes")
            self.judge.compare(Kind.OUTCOME, owner, wanted, outcomes, outcome_matches, precise=False)

    def _links(self, kind: Kind, owner: Owner, key: str, to: str, keys: Iterable[str]) -> None:
        """Judge references to other statements, each known by the gold entry that it is paired with."""
        found = plain([self.pairs[to].entry.get(each, each) for each in keys], owner.at)
        self.judge.listed(kind, owner, key, found, equal)
