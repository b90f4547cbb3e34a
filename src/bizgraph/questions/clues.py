"""What a text is looked for by: its words, the instruments it names, what everyday words stand for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import rjieba

from bizgraph.authority.concepts import Concept
from bizgraph.authority.instruments import load_instruments
from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir
from bizgraph.source.cleaning import clean

FILE_NAME: Final = "everyday-words.toml"
# What does not count when words are looked for; the names of instruments are written without it.
_NOT_COUNTED: Final = re.compile(r"[\s“”‘’\"'《》、·()]")
_COUNTED: Final = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fffa-z0-9]")
# Parts of speech, as the dictionary tags them, that say nothing of a matter: adverbs, pronouns, particles, ….
_GRAMMAR: Final = frozenset("cdkopruy")
_LONGEST: Final = 4000
_MOST: Final = 400
_GAP: Final = "…"
_PART: Final = 0.3


@dataclass(frozen=True, slots=True)
class Clue:
    """A word, or several ways to say one thing, any of which counts.

    `instrument` is the id of the instrument it names; `known` says that a vocabulary knows what it is about.
    """

    ways: tuple[str, ...]
    instrument: str = ""
    known: bool = False


Clues: TypeAlias = Mapping[Clue, float]


@dataclass(frozen=True, slots=True)
class Everyday:
    """Words of everyday speech, and what documents write for them."""

    said: tuple[str, ...]
    written: tuple[str, ...]
    vague: bool = False


def bare(text: str) -> str:
    """Return clean text as it is compared: in lower case, without blanks, quotation marks and brackets."""
    return _NOT_COUNTED.sub("", text).lower()


def clues(text: str) -> dict[Clue, float]:
    """Return the clues of a text as a person types it, in either script, each with its weight."""
    encodable = text[:_LONGEST].encode("utf-8", "ignore").decode("utf-8")
    cleaned = clean(encodable).characters
    everyday, rest = _everyday(bare(cleaned))
    found = _limited(everyday | _official(cleaned, rest))
    # A single character of a sentence as people speak (上, 有, 大) says nothing, unless all are single.
    return {clue: weight for clue, weight in found.items() if any(len(way) > 1 for way in clue.ways)} or found


def clues_of_clean(text: str) -> dict[Clue, float]:
    """Return the clues of a clean text of a document, each with its weight."""
    return _limited(_official(text, bare(text[:_LONGEST])))


def _official(text: str, rest: str) -> dict[Clue, float]:
    """Return the instruments that a text names, and the words of what is left of it."""
    found = {_named(instrument): 1.0 for instrument in load_instruments().named_in(text[:_LONGEST])}
    for word, weight in words(rest).items():
        found.setdefault(Clue((word,)), weight)
    return found


def _everyday(rest: str) -> tuple[dict[Clue, float], str]:
    """Return what everyday words stand for, and the bare text without them."""
    found: dict[Clue, float] = {}
    for everyday in everyday_words():
        said = [word for word in everyday.said if word in rest]
        if said:
            ways = tuple(dict.fromkeys((*said, *everyday.written)))
            found[Clue(ways, known=not everyday.vague)] = 1.0
            for word in sorted(said, key=len, reverse=True):
                rest = rest.replace(word, "\n")
    return found, rest


def _limited(found: dict[Clue, float]) -> dict[Clue, float]:
    return dict(list(found.items())[:_MOST])


def words(bare_text: str) -> dict[str, float]:
    """Return the words of bare text that say what it is about, each with how often it stands there.

    The parts of a long word (公共, 服务, 公共服务) count as well, but less.
    """
    found: dict[str, float] = {}
    cutter = _cutter()
    for line in bare_text.split("\n"):
        for word, tag in cutter.tag(line, False):
            if tag[:1] in _GRAMMAR or not _COUNTED.search(word):
                continue
            divisible = len(word) > 2 and not word.isascii()
            for part in cutter.cut_for_search(word, False) if divisible else (word,):
                found[part] = found.get(part, 0.0) + (1.0 if part == word else _PART)
    return found


def instruments_of(found: Clues) -> tuple[str, ...]:
    """Return the names of the instruments among clues."""
    known = load_instruments()
    return tuple(known.label(clue.instrument) for clue in found if clue.instrument)


@cache
def everyday_words() -> tuple[Everyday, ...]:
    """Return the entries of `ontology/everyday-words.toml`."""
    return read_everyday(ontology_dir() / FILE_NAME)


def read_everyday(path: Path) -> tuple[Everyday, ...]:
    """Read everyday words from a file. Raises OntologyError, naming file and entry, where one is wrong."""
    try:
        entries = tomllib.loads(path.read_text("utf-8"))["words"]
    except (OSError, ValueError, KeyError) as error:
        raise OntologyError(f"{path.name}: {error}") from error
    found: list[Everyday] = []
    for number, entry in enumerate(entries, 1):
        keys = {"said", "written"}
        if not keys <= entry.keys() <= {*keys, "vague"} or not all(entry[key] for key in keys):
            raise OntologyError(f"{path.name}: entry {number} must have words under said and under written")
        for word in (*entry["said"], *entry["written"]):
            if not isinstance(word, str) or len(word) < 2 or bare(word) != word:
                raise OntologyError(f"{path.name}: entry {number}: {word!r} could not be found in a text")
        found.append(
            Everyday(tuple(entry["said"]), tuple(entry["written"]), entry.get("vague", False) is True)
        )
    return tuple(found)


@cache
def _named(instrument: str) -> Clue:
    return Clue(_names()[instrument], instrument, known=True)


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    return {concept.id: _ways(concept) for concept in load_instruments().all()}


def _ways(concept: Concept) -> tuple[str, ...]:
    names = (concept.label, *concept.names, *(cue for cue in concept.cues if _GAP not in cue))
    return tuple(dict.fromkeys(bare(name) for name in names))


@cache
def _cutter() -> rjieba.Jieba:
    return rjieba.Jieba()
