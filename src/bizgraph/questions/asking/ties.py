"""What hangs on the base of a question, and how ties that say the same are joined to one step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.authority.regions import load_regions
from bizgraph.questions.asking.hearing import Heard, Mention
from bizgraph.questions.asking.question import FACT, PRACTICE, Step
from bizgraph.questions.asking.vocabulary import Cue, Link

_IN_PLACE_ITSELF: Final = ("compared", "benchmark")


@dataclass(frozen=True, slots=True)
class Tie:
    """A mention that hangs by a link on a node; `name` is that of the variable for the far end."""

    link: Link
    mention: Mention
    name: str
    source: str = FACT
    negated: bool = False


def steps_of(heard: Heard, ties: Iterable[Tie]) -> tuple[Step, ...]:
    """Return ties as steps: things of one sort in one step, each far end with a variable of its own."""
    steps = _borrowing(heard)
    for tie in ties:
        at = _same(heard, steps, tie)
        if at is None:
            steps = (*steps, _step(heard, steps, tie))
        else:
            steps = (*steps[:at], _joined(steps[at], tie.mention), *steps[at + 1 :])
    return tuple(_with_places(heard, step) for step in steps)


def _borrowing(heard: Heard) -> tuple[Step, ...]:
    """Return the step to the practices that measures borrow, where a question speaks of borrowing."""
    verbs = heard.linked("borrow")
    if not verbs:
        return ()
    asked = any(mention.asked for mention in heard.mentioned("practice"))
    negated = any(map(heard.negated, verbs))
    link = heard.vocabulary.links["borrow"]
    return (Step(FACT, link, PRACTICE, wanted=asked or not negated, negated=negated),)


def _same(heard: Heard, steps: Sequence[Step], tie: Tie) -> int | None:
    """Return which step a tie is told together with; None where it is one of its own."""
    mention = tie.mention
    if not tie.source:
        return None
    for at, step in enumerate(steps):
        if (step.source, step.link.id, step.negated) != (tie.source, tie.link.id, tie.negated):
            continue
        if mention.kind == "unit" and mention.things and heard.has(Cue.TOGETHER):
            continue  # 由甲和乙共同牵头: both of them
        if mention.things and step.things and not mention.asked:  # 赣县区和东莞
            return at
        if not mention.things and not step.things:
            return at
    return None


def _joined(step: Step, mention: Mention) -> Step:
    if mention.things:
        return replace(step, things=innermost((*step.things, *mention.things)))
    return replace(step, wanted=step.wanted or mention.asked)


def _step(heard: Heard, steps: Sequence[Step], tie: Tie) -> Step:
    mention = tie.mention
    if not tie.source:  # the fact itself is one of these
        return Step("", tie.link, FACT, mention.things)
    negated = tie.negated or (bool(mention.things) and heard.negated(mention.at))
    wanted = mention.asked and not negated
    return Step(tie.source, tie.link, _variable(steps, tie.name), mention.things, negated, wanted)


def _with_places(heard: Heard, step: Step) -> Step:
    """Add the places inside those of a step: what 四川 does, its cities do; 对标 means a place itself."""
    if step.link.target != "region" or step.link.id in _IN_PLACE_ITSELF:
        return step
    inside = (inner for thing in step.things for inner in heard.lexicon.inside.get(thing, ()))
    return replace(step, places=tuple(dict.fromkeys((*step.things, *inside))))


def _variable(steps: Sequence[Step], name: str) -> str:
    """Return a variable of a name that no step has yet: unit, unit_2, unit_3."""
    name = name.replace("-", "_")
    taken = sum(bool(re.fullmatch(rf"{name}(_\d+)?", step.variable)) for step in steps)
    return f"{name}_{taken + 1}" if taken else name


def innermost(things: Iterable[NamedNode]) -> tuple[NamedNode, ...]:
    """Return things without the places that hold others of them: 四川的达州 is 达州."""
    found = tuple(dict.fromkeys(things))
    if len(found) < 2:
        return found
    regions = load_regions()
    known = {region.id: region for region in regions.all()}
    places = {thing: known.get(thing.value.rpartition("/region/")[2]) for thing in found}
    inner = [place for place in places.values() if place is not None]
    return tuple(
        thing
        for thing, place in places.items()
        if place is None or not any(other != place and regions.holds(place, other) for other in inner)
    )
