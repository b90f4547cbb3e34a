"""Facts against the gold: what is right, what is missed, what is false, kind by kind."""

from __future__ import annotations

from bizgraph.extract.facts import Borrowing, Facts, Section, TaskForce

from .faults import Kind, Score
from .gold import Entry, GoldBorrowing, GoldFile
from .judge import Judge, Owner
from .matching import (
    equal,
    mentioned_units,
    people_named,
    plain,
    same_leads,
    same_words,
    span_of,
    unit_matches,
)
from .statements import Statements
from .words import bare, shorten


def score(gold: GoldFile, facts: Facts) -> Score:
    """Compare the facts within a gold file's stretch with its entries."""
    return _Scorer(gold, facts).run()


class _Scorer:
    def __init__(self, gold: GoldFile, facts: Facts) -> None:
        self.gold = gold
        self.facts = facts
        self.judge = Judge(gold)
        self.score = self.judge.score
        self.statements = Statements(self.judge, facts)

    def run(self) -> Score:
        self.statements.run()
        self._sections()
        self._task_forces()
        self._borrowings()
        self.score.faults.sort(key=lambda fault: (fault.position, fault.verdict, fault.words))
        return self.score

    # Sections and task forces: known by their indicators

    def _sections(self) -> None:
        judged = "section" in self.gold.complete
        inside = [s for s in self.facts.sections if s.indicators and self.gold.holds(s.heading.span)]
        left = inside + [s for s in self.facts.sections if s.indicators and s not in inside]
        for entry in self.gold.of("section"):
            same = [section for section in left if set(section.indicators) == set(entry["indicators"])]
            found = min(same, key=lambda s: (s not in inside, not same_leads(entry, s)), default=None)
            at = found.heading.span.start if found else self._place_of(entry)
            owner = Owner("section", entry, entry.id, at, alone=found is None)
            if found is None:
                self.judge.missed(Kind.SECTION, owner, entry.name)
            else:
                left.remove(found)
                if not entry.judged("lead") or same_leads(entry, found):
                    self.score.right(Kind.SECTION, judged=judged)
                else:
                    note = "its lead units differ"
                    self.judge.missed(Kind.SECTION, owner, entry.name, note)
                    if judged:
                        self.judge.false(Kind.SECTION, owner, shorten(found.heading.text), at, note)
            self._section_parts(owner, found)
        for section in inside if judged else ():
            if section in left:
                at = section.heading.span.start
                owner = Owner("section", None, section.key, at, alone=True)
                note = f"{', '.join(section.indicators)}, rule {section.rule}"
                self.judge.false(Kind.SECTION, owner, shorten(section.heading.text), at, note, itself=True)
                self._section_parts(owner, section)

    def _section_parts(self, owner: Owner, section: Section | None) -> None:
        self.judge.units(owner, section.responsibilities if section else ())
        champions = people_named(section.champions if section else ())
        self.judge.listed(Kind.CHAMPION, owner, "champions", champions, same_words)

    def _place_of(self, entry: Entry) -> int:
        at = self.gold.text.source.find(entry.name, self.gold.stretch.start, self.gold.stretch.end)
        return at if at >= 0 else self.gold.stretch.start

    def _task_forces(self) -> None:
        judged = "task_force" in self.gold.complete
        left = [force for force in self.facts.task_forces if self.gold.holds(force.quote.span)]
        for entry in self.gold.of("task_force"):
            named = [force for force in left if bare(entry.name) in bare(force.quote.text)]
            same = [force for force in left if set(force.indicators) == set(entry["indicators"])]
            both = [force for force in named if force in same]
            found = next(iter(both or same or named), None)
            at = found.quote.span.start if found else self._place_of(entry)
            owner = Owner("task_force", entry, entry.id, at, alone=found is None)
            if found:
                left.remove(found)
                self.score.right(Kind.TASK_FORCE, judged=judged)
            else:
                self.judge.missed(Kind.TASK_FORCE, owner, entry.name)
            self._task_force_parts(owner, found)
        for force in left if judged else ():
            at = force.quote.span.start
            owner = Owner("task_force", None, force.key, at, alone=True)
            note = f"rule {force.rule}"
            self.judge.false(Kind.TASK_FORCE, owner, shorten(force.quote.text), at, note, itself=True)
            self._task_force_parts(owner, force)

    def _task_force_parts(self, owner: Owner, force: TaskForce | None) -> None:
        self.judge.listed(
            Kind.LEADER, owner, "leaders", people_named(force.leaders if force else ()), same_words
        )
        deputies = people_named(force.deputy_leaders if force else ())
        self.judge.listed(Kind.DEPUTY, owner, "deputies", deputies, same_words)
        self.judge.listed(
            Kind.MEMBER, owner, "members", mentioned_units(force.members if force else ()), unit_matches
        )
        self.judge.listed(
            Kind.OFFICE, owner, "offices", mentioned_units(force.offices if force else ()), unit_matches
        )
        indicators = plain(force.indicators if force else (), owner.at)
        self.judge.listed(Kind.INDICATOR, owner, "indicators", indicators, equal)

    # Borrowings

    def _borrowings(self) -> None:
        precise = "borrowing" in self.gold.complete
        left = self._found_borrowings()
        for entry in self.gold.of("measure"):
            for wanted in entry.borrows if entry.judged("borrows") else ():
                measure = self.statements.pairs["measure"].fact.get(entry.id)
                practice = self.statements.pairs["practice"].fact.get(wanted.practice)
                alone = not (measure and practice)
                owner = Owner("measure", entry, entry.id, span_of(entry).start, alone)
                found = left.pop((entry.id, wanted.practice), None)
                if not found:
                    self.judge.missed(Kind.BORROWING, owner, self._borrowed(wanted))
                    continue
                self.score.right(Kind.BORROWING, judged=precise)
                evidence = sorted({each.evidence for each in found})
                if wanted.evidence in evidence:
                    self.score.right(Kind.EVIDENCE, judged=False)
                else:
                    words = f"{wanted.practice} {wanted.evidence}"
                    self.judge.missed(Kind.EVIDENCE, owner, words, f"found {', '.join(evidence)}")
        known = {entry.id: entry for entry in self.gold.of("measure")}
        for (key, practice_key), borrowings in left.items() if precise else ():
            of, first = known.get(key), borrowings[0]
            if of is None or of.judged("borrows"):
                at = first.measure_quote.span.start
                quoted = shorten(first.practice_quote.text, 24)
                words = f"{practice_key} {first.evidence} {first.confidence} 「{quoted}」"
                owner = Owner("measure", of, key, at, alone=of is None)
                self.judge.false(Kind.BORROWING, owner, words, at, f"rule {first.rule}")

    def _borrowed(self, wanted: GoldBorrowing) -> str:
        span = next(span_of(each) for each in self.gold.of("practice") if each.id == wanted.practice)
        words = shorten(self.statements.ruler.words(span.start, span.end), 24)
        return f"{wanted.practice} {wanted.evidence} 「{words}」"

    def _found_borrowings(self) -> dict[tuple[str, str], list[Borrowing]]:
        """Return the borrowings of the stretch's measures by the gold entries of measure and practice."""
        inside = {measure.key for measure in self.statements.inside("measure")}
        found: dict[tuple[str, str], list[Borrowing]] = {}
        for each in self.facts.borrowings:
            if each.measure in inside:
                measure = self.statements.pairs["measure"].entry.get(each.measure, each.measure)
                practice = self.statements.pairs["practice"].entry.get(each.practice, each.practice)
                found.setdefault((measure, practice), []).append(each)
        return found
