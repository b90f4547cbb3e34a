"""What part a place plays in a question: that whose facts are asked for, a model, or one compared with."""

from __future__ import annotations

from typing import Final

from bizgraph.questions.asking.base import Base
from bizgraph.questions.asking.hearing import Heard, Mention
from bizgraph.questions.asking.vocabulary import Cue

_BESIDE: Final = 2


def part_of(heard: Heard, base: Base, mention: Mention) -> str:
    """Return the link by which a place hangs on the base: benchmark, compared, told, model; else region.

    A `model` is the place of a practice that is borrowed.
    """
    if heard.linked("borrow") and _is_model(heard, mention):
        return "model"
    if base.source == "measure" and _follows(heard, mention, "benchmark"):
        return "benchmark"
    if base.source == "gap" and _is_compared(heard, mention):
        return "compared"
    return "told" if base.source == "practice" and _is_teller(heard, mention) else "region"


def is_repeated(heard: Heard, mention: Mention) -> bool:
    """Say whether a thing was mentioned before: Ganxian (赣县区)."""
    same = [each for each in heard.mentions if each.things and each.things == mention.things]
    return bool(same) and same[0] is not mention


def _is_teller(heard: Heard, mention: Mention) -> bool:
    """Say whether a place is that of the plan which tells of practices, not one that has them."""
    if not heard.planned(mention) or _by_practice(heard, mention):
        return False
    others = [each for each in heard.mentioned("region") if each.things != mention.things]
    return any(each.asked or _by_practice(heard, each) or not heard.planned(each) for each in others)


def _by_practice(heard: Heard, mention: Mention) -> bool:
    """Say whether a place, wherever it is named, stands beside a word for practices: 东莞的哪些做法."""
    places = [each.at for each in heard.mentions if each.things and each.things == mention.things]
    told = [each.at for each in heard.mentioned("practice") if not heard.tokens[each.at].has(Cue.MODEL)]
    return any(abs(place - practice) <= _BESIDE for place in places for practice in told)


def _is_model(heard: Heard, mention: Mention) -> bool:
    """Say whether a place is the one whose practice is borrowed, not the one that borrows."""
    verb = min(heard.linked("borrow"), key=lambda at: (abs(at - mention.at), at))
    if _dangles(heard, mention, verb):
        return True
    passives = _passives(heard, verb)
    if mention.at > verb:
        return not any(verb < at < mention.at for at in passives)
    if any(0 < mention.at - at <= _BESIDE for at in passives):
        return False
    return any(mention.at < at for at in passives) or _is_origin(heard, mention, verb)


def _passives(heard: Heard, verb: int) -> list[int]:
    """Return where words stand that make a verb passive: 被 before it, “by” and “was” right beside it."""
    passives = heard.where(Cue.PASSIVE)
    if heard.language == "en":
        return [at for at in passives if abs(at - verb) == 1]
    return [at for at in passives if at <= verb]


def _is_origin(heard: Heard, mention: Mention, verb: int) -> bool:
    """Say whether a place before a verb is marked as where things come from: 从东莞, 东莞的做法."""
    if any(
        mention.at < practice.at < verb and _beside(practice, mention)
        for practice in heard.mentioned("practice")
    ):
        return True
    before = [at for at in heard.where(Cue.FROM) if 0 < mention.at - at <= _BESIDE]
    practices = {practice.at for practice in heard.mentioned("practice")}
    return any(heard.tokens[at].text != "of" or at - 1 in practices for at in before)


def _beside(one: Mention, other: Mention) -> bool:
    return abs(one.at - other.at) <= _BESIDE


def _dangles(heard: Heard, mention: Mention, verb: int) -> bool:
    """Say whether a place is asked for by a “from” at the end: which cities does X borrow from?"""
    ends = [at for at in heard.where(Cue.FROM) if at > verb and heard.tokens[at].text == "from"]
    return mention.asked and any(not any(place.at > at for place in heard.mentioned("region")) for at in ends)


def _follows(heard: Heard, mention: Mention, identifier: str) -> bool:
    """Say whether a thing stands behind a word of a link, with no other thing of its kind between."""
    behind = [at for at in heard.linked(identifier) if at < mention.at]
    if not behind:
        return False
    between = [each for each in heard.mentioned(mention.kind) if behind[-1] < each.at < mention.at]
    return all(_beside(each, mention) for each in between)


def _is_compared(heard: Heard, mention: Mention) -> bool:
    """Say whether a place is the one that gaps are measured against, not the one that has them."""
    marked = heard.linked("compared")
    places = heard.named("region")
    if mention.asked:
        return bool(marked)
    if len(places) > 1:
        own = next(filter(heard.planned, places), places[0])
        together = not marked and all(map(heard.planned, places))
        return mention != own and not (together and heard.has(Cue.EACH))
    return any(abs(at - mention.at) <= _BESIDE for at in marked)
