"""How changes are said, in the language of the person who asks: `ontology/difference.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from bizgraph.difference.result import Change, Compared, Match, What
from bizgraph.difference.values import Heading
from bizgraph.questions.sayings import read_sayings
from bizgraph.resources import ontology_dir

FILE_NAME: Final = "difference.toml"
_BRACKETS: Final[Mapping[str, tuple[str, str, str]]] = {"zh": ("(", ")", ","), "en": (" (", ")", ", ")}
_COLONS: Final[Mapping[str, str]] = {"zh": ":", "en": ": "}


def say(part: str, key: str, language: str, **values: object) -> str:
    """Return a saying in a language, what its braces ask for filled in."""
    return _sayings()[part][key][language].format(**values)


def names(part: str) -> tuple[str, ...]:
    """Return the entries of a part of the file, in its order."""
    return tuple(_sayings()[part])


def said(change: Change, language: str) -> str:
    """Return a change as a phrase: what changed, from what to what, and whether it is for the better."""
    told = change.new if change.what is What.SPLIT else change.old
    if change.what in (What.SPLIT, What.MERGED) and told is not None:
        return say("what", change.what, language) + _COLONS[language] + told.where
    words = [change.about] if change.about else []
    if change.what in (What.UNIT_JOINED, What.UNIT_LEFT):
        return say("what", change.what, language) + _COLONS[language] + change.about
    if change.before or change.after:
        none = say("told", "none", language)
        words.append(f"{change.before or none} → {change.after or none}")
    phrase = say("what", change.what, language)
    if words:
        phrase += _COLONS[language] + " ".join(words)
    before, behind, between = _BRACKETS[language]
    remarks = between.join(_remarks(change, language))
    return f"{phrase}{before}{remarks}{behind}" if remarks else phrase


def _remarks(change: Change, language: str) -> Iterator[str]:
    if change.better is not None:
        yield say("told", "better" if change.better else "worse", language)
    if change.what is What.DEADLINE_NEXT_YEAR:
        return
    if change.days:
        yield say("told", "later" if change.days > 0 else "earlier", language, days=abs(change.days))
    if change.days_in_year:
        key = "later_in_year" if change.days_in_year > 0 else "earlier_in_year"
        yield say("told", key, language, days=abs(change.days_in_year))


def phrases(match: Match, language: str) -> tuple[str, ...]:
    """Return all that changed in facts that say the same, each once."""
    return tuple(dict.fromkeys(said(change, language) for change in match.changes))


def titled(compared: Compared, language: str) -> str:
    """Return which two documents were compared."""
    return say("title", "documents", language, old=named(compared.old), new=named(compared.new))


def named(heading: Heading) -> str:
    """Return a document by its title and its file."""
    return f"{heading.title} [{heading.file}]"


@cache
def _sayings() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return read_sayings(ontology_dir() / FILE_NAME)
