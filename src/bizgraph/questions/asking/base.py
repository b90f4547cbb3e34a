"""Which facts a question is about, its base: kinds that it names, else those that its words imply."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

from bizgraph.questions.asking.hearing import Heard
from bizgraph.questions.asking.vocabulary import ROLE_LINKS, Cue, Kind

_FACTS: Final = (
    "gap",
    "practice",
    "measure",
    "target",
    "baseline",
    "task-force",
    "outcome",
    "document",
    "section",
)
_FORCE_LINKS: Final = ("leader", "deputy", "member", "office")
_SEVERAL: Final = {
    "promise": ("measure", "target"),
    "assignment": ("section", "measure"),
    "statement": ("measure", "practice", "gap", "target", "baseline"),
}


@dataclass(frozen=True, slots=True)
class Base:
    """The facts that a question is about: of one kind, or of several under a name; `guessed` if unnamed."""

    id: str
    kinds: tuple[Kind, ...]
    guessed: bool = False

    @property
    def source(self) -> str:
        """The kind from which links lead on."""
        return self.kinds[0].id


def find_base(heard: Heard) -> Base:
    """Return which facts are asked about. Raises NotUnderstoodError where no word tells."""
    guessed = heard.guessed
    found = _said(heard) or _by_verb(heard)
    if not found:
        found = _by_names(heard)
    if not found:
        guessed = guessed or _is_open(heard)
        found = _by_default(heard)
    kinds = heard.vocabulary.kinds
    return Base(found, tuple(kinds[kind] for kind in _SEVERAL.get(found, (found,))), guessed)


def _asked(heard: Heard) -> list[str]:
    return [mention.kind for mention in heard.asked()]


def _facts(heard: Heard) -> list[str]:
    return [mention.kind for mention in heard.mentioned(*_FACTS)]


def _said(heard: Heard) -> str:
    """Return the base that what is asked for tells; empty where it does not."""
    asked, facts = _asked(heard), _facts(heard)
    if _about_documents(heard, asked):
        return "document"
    if heard.linked("borrow"):
        return "measure"
    if heard.has(Cue.MODEL) and "measure" not in facts and "gap" not in facts:
        return "practice"
    if "gap" in facts and (heard.linked("addressed") or "measure" in facts or "gap" in asked):
        return "gap"
    if "deadline" in asked or heard.has(Cue.WHEN):
        return "measure"
    if heard.wants_figures() and not heard.mentioned("task-force"):
        return _of_figures(heard, facts)
    return next((kind for kind in asked if _is_base(kind, asked)), "")


def _is_base(kind: str, asked: Container[str]) -> bool:
    """Say whether a kind that is asked for is the base itself, not what is asked of another."""
    aside = kind in ("outcome", "document") or (kind == "target" and "measure" in asked)
    return kind in _FACTS and not aside


def _by_verb(heard: Heard) -> str:
    """Return the base that other kinds and the words of links tell; empty where they do not."""
    if heard.mentioned("outcome"):
        return "practice"
    if heard.linked("champion") and not heard.mentioned("task-force"):
        return "section"
    if heard.mentioned("task-force") or (heard.linked(*_FORCE_LINKS) and not heard.linked(*ROLE_LINKS)):
        return "task-force"
    if others := [kind for kind in _facts(heard) if kind != "document"]:
        return others[0]
    if heard.linked("benchmark"):
        return "measure"
    return "gap" if heard.linked("compared") and heard.mentioned("region") else ""


def _by_names(heard: Heard) -> str:
    """Return the base that the things it names tell, where it mentions no facts; empty where they do not."""
    asked = _asked(heard)
    if "document" in asked:
        return "statement" if _has_content(heard) else "document"
    if heard.linked(*ROLE_LINKS) or "unit" in asked:
        return _of_roles(heard, asked)
    if heard.named("unit") or heard.times or heard.has(Cue.DUE, Cue.OVERDUE):
        return "measure"
    if heard.named("person"):
        return "section"
    return "statement" if _has_content(heard) and {"region", "indicator"}.intersection(asked) else ""


def _of_roles(heard: Heard, asked: Sequence[str]) -> str:
    part_named = any(mention.words in heard.lexicon.parts for mention in heard.mentions)
    if heard.topics or heard.times or part_named:
        return "measure"
    return "measure" if heard.named("unit") and "unit" in asked else "assignment"


def _by_default(heard: Heard) -> str:
    if _is_open(heard):
        if heard.of_models() and heard.has(Cue.DO, Cue.TOPIC):
            return "practice"
        there_is = heard.has(Cue.YES_NO) and not heard.has(Cue.WHICH)
        if heard.asked() or heard.has(Cue.DO, Cue.TOPIC) or there_is:
            return "measure"
    raise heard.refusal(
        "没有听懂要问什么：请写明问举措、做法、差距、目标、现状、成效、牵头单位、时限还是数字",
        "it is not clear what is asked for: measures, practices, gaps, targets, baselines, outcomes, units, "
        "deadlines or figures",
    )


def _is_open(heard: Heard) -> bool:
    """Say whether a question tells of what facts should be, though not of which kind."""
    return heard.has(Cue.DO) or _has_content(heard)


def _has_content(heard: Heard) -> bool:
    return bool(heard.topics or heard.named("indicator"))


def _about_documents(heard: Heard, asked: Sequence[str]) -> bool:
    """Say whether the question is about when, by whom and under which number a document was published."""
    if heard.mentioned("issued", "document-number"):
        return True
    if not heard.linked("publisher") or heard.mentioned("measure", "gap"):
        return False
    if not heard.mentioned("document", "practice") and _has_content(heard):
        return False
    if heard.has(Cue.WHEN, Cue.WHO, Cue.LOWEST, Cue.HIGHEST):
        return True
    return "unit" in asked or "document" in asked


def _of_figures(heard: Heard, facts: Sequence[str]) -> str:
    if heard.has(Cue.NOW):
        return "baseline"
    if "outcome" in facts:
        return "practice"
    told = [kind for kind in facts if kind not in ("measure", "document", "target")]
    return told[0] if told and "measure" not in facts else "promise"
