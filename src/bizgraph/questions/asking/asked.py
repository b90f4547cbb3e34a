"""What a question asks for: for each word of asking a kind of thing, or the far end of a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bizgraph.questions.asking.hearing import Ask, Heard, LinkWord, Mention
from bizgraph.questions.asking.vocabulary import ROLE_LINKS, Cue, Link

_NOUNS: Final = ("单位", "部门", "机关", "unit", "units", "department", "departments", "agency")
_NEAR: Final = 2


def settle(heard: Heard) -> Heard:
    """Return what was heard with what is asked for marked. Raises NotUnderstoodError where 谁 has no verb."""
    for ask in heard.asks:
        heard = _settle(heard, ask)
    if not heard.asked() and not heard.has(Cue.HOW_LONG, Cue.HOW_MUCH, Cue.WHEN):
        return _settle_head(heard)
    return heard


def _settle(heard: Heard, ask: Ask) -> Heard:
    match ask.cue:
        case Cue.WHO:
            return _ask_who(heard, ask)
        case Cue.WHERE:
            return _ask_where(heard, ask)
        case Cue.WHICH | Cue.HOW_MANY:
            return _ask_which(heard, ask)
        case _:  # when, how much, how long: read off the cues
            return heard


def _ask_where(heard: Heard, ask: Ask) -> Heard:
    before = [m for m in heard.mentioned("gap") if m.at == ask.at - 1]
    return _mark(heard, before[0]) if before else _ask_for(heard, "region", ask)  # 差距在哪里


def _ask_which(heard: Heard, ask: Ask) -> Heard:
    """Ask for the kind behind a word of asking; else for what a noun or verb leads to, or the kind before."""
    kinds = [m for m in heard.mentions if m.clause == ask.clause and not m.things]
    verbs = [word for word in heard.links if word.clause == ask.clause]
    right = [m for m in kinds if m.at >= ask.at and not any(ask.at < verb.at < m.at for verb in verbs)]
    left = [m for m in kinds if m.at < ask.at]
    if right:
        return _mark(heard, _head_of(heard, right))
    if nouns := [link for word in verbs for link in _nouns(heard, word)]:
        return _ask_for(heard, nouns[-1].target, ask, nouns[-1])
    if left:
        return _mark(heard, left[-1])
    if objects := [word for word in verbs if _lacks_object(heard, word)]:  # 借鉴了什么, 由哪个牵头
        link = objects[-1].links[0]
        return _ask_for(heard, link.target, ask, link)
    if before := [m for m in heard.mentions if m.clause < ask.clause and not m.things]:
        return _mark(heard, before[-1])
    if ask.cue is Cue.WHICH and heard.has(Cue.DO):
        return _ask_for(heard, _done(heard), ask)
    return heard


def _done(heard: Heard) -> str:
    """Return what places do: those of models have practices, those with plans measures."""
    return "practice" if heard.of_models() else "measure"


def _nouns(heard: Heard, word: LinkWord) -> list[Link]:
    """Return the links whose word names what they lead to, where no such thing is named: 责任部门, 组长."""
    is_noun = heard.tokens[word.at].text.endswith(_NOUNS)
    return [
        link for link in word.links if (link.noun or is_noun) and not _named_near(heard, link.target, word.at)
    ]


def _lacks_object(heard: Heard, word: LinkWord) -> bool:
    if word.at in heard.linked("borrow", "benchmark", "publisher"):
        return True
    return word.at in heard.linked(*ROLE_LINKS) and not _named_near(heard, "unit", word.at)


def _named_near(heard: Heard, kind: str, at: int) -> bool:
    """Say whether a thing of a kind is named right before a word of a link, or behind it."""
    return any(abs(mention.at - at) <= _NEAR for mention in heard.named(kind))


def _head_of(heard: Heard, right: Sequence[Mention]) -> Mention:
    """Return the first kind behind a word of asking, but for one that only tells of what sort it is."""
    first = right[0]
    if first.kind == "indicator" and len(right) > 1 and not heard.ranks() and heard.named("indicator"):
        following = right[1]
        return following if following.at == first.at + 1 else first
    return first


def _ask_who(heard: Heard, ask: Ask) -> Heard:
    if people := [link for word in heard.links for link in word.links if _is_person(heard, ask, word, link)]:
        return _ask_for(heard, "person", ask, people[0])
    if heard.linked("borrow", "benchmark"):
        return _ask_for(heard, "region", ask)
    if heard.asked():
        return heard
    if heard.linked(*ROLE_LINKS, "publisher", "office", "member"):
        return _ask_for(heard, "unit", ask)
    raise heard.refusal(
        "“谁”要问什么？可以问谁牵头、谁配合、谁负责、谁是组长或挂帅领导",
        "who does what? one can ask who leads, takes part, is responsible, heads a task force",
    )


def _is_person(heard: Heard, ask: Ask, word: LinkWord, link: Link) -> bool:
    if link.target != "person":
        return False
    return link.id == "champion" or (word.clause == ask.clause and _about_forces(heard))


def _about_forces(heard: Heard) -> bool:
    if heard.mentioned("task-force"):
        return True
    return bool(heard.linked("deputy", "leader")) and not heard.linked("lead")


def _settle_head(heard: Heard) -> Heard:
    """Take the last kind of a bare phrase as what it asks for: 赣县区获得电力的举措."""
    kinds = [mention for mention in heard.mentions if not mention.things]
    nouns = [(word, link) for word in heard.links for link in word.links if link.noun]
    if not (kinds or nouns or heard.has(Cue.HOW_MANY, Cue.YES_NO, Cue.DO, Cue.EACH, Cue.TOPIC)):
        return heard
    if kinds and (not nouns or nouns[-1][0].at < kinds[-1].at or kinds[-1].kind != "task-force"):
        first = heard.has(Cue.YES_NO) and heard.language == "en"
        return _mark(heard, kinds[0] if first else kinds[-1])
    if nouns:
        word, link = nouns[-1]
        return _ask_for(heard, link.target, word, link)
    return _settle_verb(heard)


def _settle_verb(heard: Heard) -> Heard:
    """Take what a verb leads to, else what places do, as what a phrase without any kind asks for."""
    start = Ask(0, 0, Cue.WHICH)
    if verbs := heard.linked("borrow"):
        return _ask_for(heard, "measure", replace(start, at=verbs[0]))
    if (verbs := heard.linked(*ROLE_LINKS)) and not heard.mentioned("unit"):
        return _ask_for(heard, "unit", replace(start, at=verbs[0]))
    if heard.mentioned("indicator") and heard.has(Cue.DO, Cue.YES_NO):
        return replace(_ask_for(heard, _done(heard), start), guessed=True)
    return heard


def _ask_for(heard: Heard, kind: str, asking: Ask | LinkWord, link: Link | None = None) -> Heard:
    """Ask for a kind where the clause mentions it; else as if the word of asking did."""
    known = [m for m in heard.mentioned(kind) if m.clause == asking.clause and not m.things]
    if known and link is None:
        return _mark(heard, known[0])
    mention = Mention(asking.at, asking.clause, kind, "", asked=True, link=link)
    return replace(heard, mentions=(*heard.mentions, mention))


def _mark(heard: Heard, mention: Mention) -> Heard:
    at = heard.mentions.index(mention)
    marked = replace(mention, asked=True)
    return replace(heard, mentions=(*heard.mentions[:at], marked, *heard.mentions[at + 1 :]))
