"""Two documents compared: their facts matched by what they say, and what changed in each match."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bizgraph.difference.circumstances import deadline_changes, unit_changes
from bizgraph.difference.figures import figure_changes
from bizgraph.difference.matching import Matched, matched
from bizgraph.difference.result import Change, Compared, Match, What
from bizgraph.difference.values import Edition, Kind, Told
from bizgraph.difference.wording import clauses_apart, without_numbers


def compare(old: Edition, new: Edition) -> Compared:
    """Return what changed from one document to another."""
    years = new.heading.years_after(old.heading)
    found: list[Matched] = [matched(old.of_kind(kind), new.of_kind(kind)) for kind in Kind]
    return Compared(
        old.heading,
        new.heading,
        tuple(
            replace(match, changes=tuple(_changes(match, years))) for each in found for match in each.matches
        ),
        tuple(told for each in found for told in each.added),
        tuple(told for each in found for told in each.dropped),
    )


def _changes(match: Match, years: int) -> Iterator[Change]:
    """Yield what changed in facts that say the same."""
    pairs = [(old, new) for old in match.olds for new in match.news]
    if len(match.news) > 1:
        yield from (Change(What.SPLIT, old, new) for old, new in pairs)
    if len(match.olds) > 1:
        yield from (Change(What.MERGED, old, new) for old, new in pairs)
    for old, new in pairs:
        yield from deadline_changes(old, new, years)
    of_figures = list(figure_changes(match.olds, match.news))
    yield from of_figures
    for old, new in pairs:
        yield from unit_changes(old, new)
    if len(pairs) == 1:
        yield from _rewording(*pairs[0], told=bool(of_figures))


def _rewording(old: Told, new: Told, *, told: bool) -> Iterator[Change]:
    """Yield that a fact is said in other words.

    Where only numbers differ, none of which is a figure that was understood, these are what changed; where
    figures changed as well (`told`), they are levels to start from, or years.
    """
    before, after = clauses_apart(old, new)
    if not before and not after:
        return
    if without_numbers(before) != without_numbers(after):
        yield Change(What.REWORDED, old, new)
    elif not told:
        yield Change(What.FIGURE_CHANGED, old, new, "", ",".join(before), ",".join(after))
