"""Compares the parts of a gold entry with those of its fact, each once, and counts what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bizgraph.extract.facts import Quantity, Responsibility, Role

from .faults import Fault, Kind, Score, Verdict
from .gold import Entry, GoldFile
from .matching import Found, found_as, mentioned_units, same_figure, unit_matches
from .words import shorten


@dataclass(frozen=True, slots=True)
class Owner:
    """A gold entry and its fact, either of which may be lacking: whose parts are compared."""

    kind: str
    entry: Entry | None
    id: str
    at: int
    alone: bool

    def wanted(self, key: str) -> Sequence[str]:
        """Return what the gold lists under `key`."""
        return self.entry[key] if self.entry else ()


class Judge:
    """Judges the parts of statements, sections and task forces of one gold file."""

    def __init__(self, gold: GoldFile) -> None:
        self.gold = gold
        self.score = Score(gold)

    def judged(self, owner: Owner, key: str) -> bool:
        """Say whether `key` is judged: the entry gives it; without an entry, some entry of the kind does."""
        if owner.entry is not None:
            return owner.entry.judged(key)
        return any(key in each.given for each in self.gold.of(owner.kind)) or not self.gold.of(owner.kind)

    def listed(
        self, kind: Kind, owner: Owner, key: str, found: Sequence[Found], same: Callable[[str, object], bool]
    ) -> None:
        """Compare what the gold lists under `key` with what was found, where that is judged."""
        if self.judged(owner, key):
            self.compare(kind, owner, owner.wanted(key), found, same)

    def compare(
        self,
        kind: Kind,
        owner: Owner,
        wanted: Sequence[str],
        found: Sequence[Found],
        same: Callable[[str, object], bool],
        *,
        label: str = "",
        note: Callable[[str], str] = lambda _: "",
        precise: bool = True,
    ) -> None:
        """Pair what is wanted with what was found, each once."""
        left = list(found)
        for each in wanted:
            partner = next((one for one in left if same(each, one.value)), None)
            if partner is None:
                self.missed(kind, owner, f"{label} {each}".strip(), note(each))
            else:
                left.remove(partner)
                self.score.right(kind, judged=precise)
        for one in left if precise else ():
            self.false(kind, owner, f"{label} {shorten(one.words)}".strip(), one.position)

    def missed(self, kind: Kind, owner: Owner, words: str, note: str = "") -> None:
        """Count what the gold wants and the fact lacks."""
        follows = owner.alone and kind not in (Kind.SECTION, Kind.TASK_FORCE)
        self.score.wrong(Fault(kind, Verdict.MISSED, owner.at, owner.id, words, note, follows))

    def false(
        self, kind: Kind, owner: Owner, words: str, at: int, note: str = "", *, itself: bool = False
    ) -> None:
        """Count what the fact says and the gold does not."""
        follows = owner.alone and not itself
        self.score.wrong(Fault(kind, Verdict.FALSE, at, owner.id, words, note, follows))

    def units(self, owner: Owner, responsibilities: Sequence[Responsibility]) -> None:
        """Compare the units of each role."""
        for role in Role:
            if self.judged(owner, role):
                found = mentioned_units(each.mention for each in responsibilities if each.role is role)
                wanted = owner.wanted(role)
                note = partial(found_as, responsibilities, role)
                self.compare(Kind.UNIT, owner, wanted, found, unit_matches, label=role, note=note)

    def quantities(self, owner: Owner, quantities: Sequence[Quantity]) -> None:
        """Pair figures of one value, comparator and unit; their metrics are a score of their own."""
        kind = Kind.QUANTITY if owner.kind in ("measure", "target") else Kind.OTHER_QUANTITY
        precise = "quantity" in self.gold.complete
        entry, left = owner.entry, list(quantities)
        # Figures whose metrics agree find each other first.
        wanted = list(entry.quantities if entry else ())
        for alike in (True, False):
            for each in tuple(wanted):
                found = next((q for q in left if same_figure(each, q, metric=alike)), None)
                if found is None:
                    continue
                wanted.remove(each)
                left.remove(found)
                self.score.right(kind, judged=precise)
                if alike:
                    self.score.right(Kind.QUANTITY_METRIC, judged=False)
                else:
                    note = f"found {found.metric or 'no metric'}"
                    self.missed(Kind.QUANTITY_METRIC, owner, each.line, note)
        for each in wanted:
            self.missed(kind, owner, each.line)
        for each in entry.debatable_quantities if entry else ():
            unsure = next((q for q in left if same_figure(each, q, metric=False)), None)
            if unsure:
                left.remove(unsure)
        for false in left if precise else ():
            value = "x" if false.value is None else false.value
            line = f"{false.metric} | {false.comparator} | {value} | {false.unit}"
            self.false(kind, owner, line, false.quote.span.start, f"「{shorten(false.quote.text, 24)}」")
