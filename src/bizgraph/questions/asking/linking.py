"""How what a question mentions hangs on its base: by the word of a link near it, else the usual link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.questions.answer import Candidate
from bizgraph.questions.asking.base import Base
from bizgraph.questions.asking.hearing import Heard, LinkWord, Mention
from bizgraph.questions.asking.places import is_repeated, part_of
from bizgraph.questions.asking.question import PRACTICE, NotUnderstoodError, spoken
from bizgraph.questions.asking.ties import Tie
from bizgraph.questions.asking.tokens import Topic
from bizgraph.questions.asking.vocabulary import Cue, Link

_NEAR: Final = 3
_ALONE: Final = ("addressed", "lead", "partner", "benchmark", "compared", "deputy", "leader", "office")
_FACTS: Final = ("measure", "practice", "gap", "target", "baseline", "outcome", "task-force", "section")
_DOCUMENT: Final = {"zh": "文件", "en": "document"}


def ties_of(heard: Heard, base: Base) -> tuple[Tie, ...]:
    """Return what hangs on the base. Raises NotUnderstoodError for what cannot, or may be several units."""
    kinds = [kind.id for kind in base.kinds]
    mentions = [mention for mention in heard.mentions if mention.things or mention.kind not in kinds]
    ties = [tie for mention in mentions for tie in _ties(heard, base, mention)]
    reached = {tie.link.id for tie in ties} | ({"borrow"} if heard.linked("borrow") else set())
    return (*ties, *_unnamed(heard, base, reached))


def figure_topics(heard: Heard) -> tuple[Topic, ...]:
    """Return the names of figures that are indicators too, such as 纳税时间: figures must speak of them."""
    return tuple(Topic(mention.words) for mention in heard.named("indicator") if _is_figure(heard, mention))


def _ties(heard: Heard, base: Base, mention: Mention) -> Iterator[Tie]:
    match mention.kind:
        case "region":
            yield from _of_region(heard, base, mention)
        case "unit":
            yield _of_unit(heard, base, mention)
        case "indicator":
            yield from _of_indicator(heard, base, mention)
        case "person":
            yield _of_person(heard, base, mention)
        case "document":
            yield from _of_document(base, mention)
        case kind if kind in _FACTS:
            yield from _of_fact(heard, base, mention)
        case _:  # figures, deadlines, dates and numbers of documents are read off when all is put together
            return


# ---- places


def _of_region(heard: Heard, base: Base, mention: Mention) -> Iterator[Tie]:
    if is_repeated(heard, mention):
        return
    links = heard.vocabulary.links
    match part_of(heard, base, mention):
        case "model":
            yield Tie(links["practised"], mention, "model", PRACTICE)
        case "region":
            yield from _of_own_region(heard, base, mention)
        case part:
            yield Tie(links[part], mention, part)


def _of_own_region(heard: Heard, base: Base, mention: Mention) -> Iterator[Tie]:
    """Yield the tie of a place whose facts are asked for; 各地 alone asks for no place."""
    each = bool(mention.words) and mention.at in heard.where(Cue.EACH)
    asks_names = heard.has(Cue.WHICH, Cue.WHERE) and mention.at not in heard.where(Cue.EACH)
    if mention.asked and asks_names and base.source == "measure" and _names_masked(heard):
        raise heard.refusal(
            "文件隐去了这个地名，图谱不猜",
            "the document masks the name of this place; the graph does not guess it",
        )
    if not each or mention.asked:
        link = heard.vocabulary.usual(base.source, "region") or heard.vocabulary.links["region"]
        yield Tie(link, mention, "region")


def _names_masked(heard: Heard) -> bool:
    return any("/masked/" in thing.value for mention in heard.mentions for thing in mention.things)


# ---- units and people


def _of_unit(heard: Heard, base: Base, mention: Mention) -> Tie:
    link = mention.link or _role_of(heard, base, mention)
    if link is None:
        raise heard.lost(mention.words)
    if mention.things:
        mention = replace(mention, things=_own_units(heard, mention))
    return Tie(link, mention, "unit")


def _role_of(heard: Heard, base: Base, mention: Mention) -> Link | None:
    """Return the role in which a unit is meant: that of the nearest word of one, behind it before others."""
    words = [
        (abs(word.at - mention.at), word.at < mention.at, link)
        for word in heard.links
        for link in _fitting(word, base, "unit")
    ]
    if mention.things:
        words = [word for word in words if word[0] <= _NEAR]
        words = [word for word in words if not word[1]] or words
    if words:
        return min(words, key=lambda word: word[:2])[2]
    return heard.vocabulary.usual(base.source, "unit")


def _fitting(word: LinkWord, base: Base, target: str) -> list[Link]:
    return [link for link in word.links if base.source in link.sources and link.target == target]


def _own_units(heard: Heard, mention: Mention) -> tuple[NamedNode, ...]:
    """Choose among units of one name by the places that the question names."""
    lexicon = heard.lexicon
    things = mention.things
    if mention.level:
        things = tuple(dict.fromkeys((*things, *lexicon.units_called(mention.words))))
    places = {thing for region in heard.mentioned("region") for thing in region.things}
    if own := tuple(unit for unit in things if lexicon.unit_regions.get(unit) in places):
        return own
    if mention.level and len({lexicon.unit_regions.get(unit) for unit in things}) > 1:
        words = mention.words
        raise NotUnderstoodError(
            spoken(heard.language, f"“{words}”可能是几个单位", f"“{words}” may be several units"),
            (Candidate(lexicon.labels.get(unit, unit.value), unit.value) for unit in things),
            ambiguous=True,
        )
    return things


def _of_person(heard: Heard, base: Base, mention: Mention) -> Tie:
    said = (link for word in heard.links for link in _fitting(word, base, "person"))
    other = (link for link in heard.vocabulary.links_from(base.source) if link.target == "person")
    link = (
        mention.link or next(said, None) or heard.vocabulary.usual(base.source, "person") or next(other, None)
    )
    if link is None:
        raise heard.lost(mention.words)
    return Tie(link, mention, "person")


# ---- documents, indicators and other facts


def _of_document(base: Base, mention: Mention) -> Iterator[Tie]:
    link = Link("document", (base.source,), "document", "biz:inDocument", _DOCUMENT)
    if base.source == "document":
        if mention.things:
            yield Tie(link, mention, "", source="")
    elif mention.things or mention.asked:
        yield Tie(link, mention, "document")


def _of_indicator(heard: Heard, base: Base, mention: Mention) -> Iterator[Tie]:
    link = heard.vocabulary.usual(base.source, "indicator")
    if link is None:
        raise heard.lost(mention.words)
    if _is_figure(heard, mention):
        mention = replace(mention, things=tuple(dict.fromkeys(map(_broader, mention.things))))
    if mention.things or mention.asked:
        yield Tie(link, mention, "indicator")


def _is_figure(heard: Heard, mention: Mention) -> bool:
    """Say whether the name of a second-level indicator is that of the figure that is asked for."""
    below = all("/" in thing.value.rpartition("/indicator/")[2] for thing in mention.things)
    return bool(mention.things) and below and heard.wants_figures()


def _broader(indicator: NamedNode) -> NamedNode:
    """Return the first-level indicator above one, by its identifier."""
    head, slash, tail = indicator.value.rpartition("/indicator/")
    return NamedNode(head + slash + tail.partition("/")[0])


def _of_fact(heard: Heard, base: Base, mention: Mention) -> Iterator[Tie]:
    """Yield the tie of another kind of fact: gaps and their measures, practices and their outcomes."""
    if heard.linked("borrow") and mention.kind == "practice":
        return
    links = heard.vocabulary.links_from(base.source)
    link = next((each for each in links if each.target == mention.kind), None)
    if link is None:
        if mention.asked:
            raise heard.lost(mention.words)
        return
    near = [at for at in heard.linked(link.id) if abs(at - mention.at) <= _NEAR]
    negated = any(map(heard.negated, (mention.at, *near)))
    if negated:
        yield Tie(link, replace(mention, asked=False), mention.kind, negated=True)
    elif (
        mention.asked or near or mention.kind != "target"
    ):  # 把目标定在70%: an aim that is told, not asked for
        yield Tie(link, replace(mention, asked=True), mention.kind)


def _unnamed(heard: Heard, base: Base, reached: set[str]) -> Iterator[Tie]:
    """Yield the ties that the word of a link alone demands: 没有牵头单位, 被借鉴."""
    reached = set(reached)
    for word in heard.links:
        fitting = [link for link in word.links if base.source in link.sources and link.id not in reached]
        if not fitting or any(link.id in reached for link in word.links):
            continue
        link = fitting[0]
        if not (link.id in _ALONE or (link.id == "member" and heard.ranks())):
            continue
        if link.id == "compared" and any(gap.at == word.at for gap in heard.mentioned("gap")):
            continue
        negated = heard.negated(word.at)
        mention = Mention(word.at, 0, link.target, heard.tokens[word.at].text, asked=not negated)
        yield Tie(link, mention, link.id, negated=negated)
        reached.add(link.id)
