"""The noun phrase inside a clause: what stands around it is stripped by cues."""

from __future__ import annotations

import re
from functools import lru_cache

from bizgraph.extract.quantities.cues import any_of, load_cues

_PAIRS = {"(": ")", "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "[": "]", "【": "】"}
_ITEM = re.compile(r"^[①-⑳]|^[(]?\d{1,3}(?:[)]|[.、](?:(?!\d)|(?=20\d\d年)))")
_YEAR = re.compile(r"(?:20|19)\d\d年度?")
_LONGEST = 160
_EDGES = " \t\n、,。;:!?·-—…"


def trim(words: str) -> str:
    """Return the noun phrase of a clause, without labels, dates, adverbs and verbs around it."""
    phrase = trim_verb(words)
    return "" if phrase in load_cues().metric.empty or phrase in load_cues().metric.verbs else phrase


def trim_verb(words: str) -> str:
    """Return what `trim` does, a bare verb included."""
    phrase = _ITEM.sub("", words[-_LONGEST:].strip(_EDGES))
    phrase = _after_last_cut(_without_ends(_unpaired_removed(phrase)))
    previous = None
    while phrase and phrase != previous:
        previous = phrase
        phrase = _without_end(_without_front(phrase.strip(_EDGES))).strip(_EDGES)
    phrase = _unpaired_removed(phrase).strip(_EDGES)
    phrase = _YEAR.sub("", phrase)
    return phrase if re.search(r"[一-龥A-Za-z]", phrase) else ""


def head_before(words: str, floor: int, end: int) -> str:
    """Return the clause of `words` that ends at `end`, brackets and quotation marks kept whole."""
    depth, place = 0, end
    floor = max(floor, end - _LONGEST)
    while place > floor:
        character = words[place - 1]
        if character in _PAIRS.values():
            depth += 1
        elif character in _PAIRS:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and character in ",。;:!?\n|":
            break
        place -= 1
    return words[place:end]


def noun_behind(words: str, ceiling: int, start: int) -> str:
    """Return the counted thing that follows a figure (5个|“信易+”场景|上线应用)."""
    stops = _stops()
    depth, place = 0, start
    ceiling = min(ceiling, start + _LONGEST)
    if words.startswith("的", place):
        start = place = place + 1
    if words.startswith("(", place):
        return ""
    while place < ceiling:
        character = words[place]
        if character in "“「『《(":
            depth += 1
        elif character in "”」』》)" and depth:
            depth -= 1
        elif depth <= 0 and (
            character in ",。;:!?、)\n|" or character.isdigit() or stops.match(words, place)
        ):
            break
        place += 1
    return trim(words[start:place])


def action_behind(words: str, ceiling: int, start: int, *, next_clause: bool) -> str:
    """Return what is to be done within a time (5日内|提出解决方案), in the next clause too if it may be."""
    lead = _following_leading()
    ceiling = min(ceiling, start + _LONGEST)
    while start < ceiling:
        match = lead.match(words, start, ceiling)
        if match:
            start = match.end()
        elif next_clause and words[start] in ",、":
            start += 1
        else:
            break
    end = re.compile(r"[,。;:!?、\n|]").search(words, start, ceiling)
    return trim(words[start : end.start() if end else ceiling])


@lru_cache(maxsize=1)
def _stops() -> re.Pattern[str]:
    return re.compile(any_of(load_cues().metric.following_stops))


@lru_cache(maxsize=1)
def _following_leading() -> re.Pattern[str]:
    return re.compile(any_of(load_cues().metric.following_leading))


@lru_cache(maxsize=1)
def _front() -> re.Pattern[str]:
    cues = load_cues().metric
    patterns = "|".join(pattern.removeprefix("^") for pattern in cues.leading_patterns)
    return re.compile(f"(?!{any_of(cues.keep)})(?:{patterns}|{any_of(cues.leading)})")


@lru_cache(maxsize=1)
def _end() -> re.Pattern[str]:
    cues = load_cues().metric
    return re.compile(f"(?:{'|'.join(cues.trailing_patterns)}|{any_of(cues.trailing)}$)")


def _without_front(phrase: str) -> str:
    """Return the phrase without one cue at its front."""
    match = _front().match(phrase)
    return phrase[match.end() :] if match else phrase


def _without_end(phrase: str) -> str:
    """Return the phrase without one cue at its end."""
    match = _end().search(phrase)
    return phrase[: match.start()] if match else phrase


def _without_ends(phrase: str) -> str:
    """Return the phrase without any cue at its end."""
    while (shorter := _without_end(phrase).rstrip(_EDGES)) != phrase:
        phrase = shorter
    return phrase


def _after_last_cut(phrase: str) -> str:
    """Return what follows the last verb of making or reaching: 通过…实现|审批时限."""
    depths = _depths(phrase)
    cuts = [
        match.end()
        for match in re.finditer(any_of(load_cues().metric.cut_after), phrase)
        if depths[match.start()] == 0 and len(phrase) - match.end() >= 2
    ]
    return phrase[cuts[-1] :] if cuts else phrase


def _depths(phrase: str) -> list[int]:
    """Return how deep each character lies in brackets and quotation marks."""
    depth, depths = 0, []
    for character in phrase:
        depth += (character in _PAIRS) - (character in _PAIRS.values())
        depths.append(max(depth, 0))
    return depths


def _unpaired_removed(phrase: str) -> str:
    """Return the phrase with brackets and quotation marks that lack their partner removed."""
    open_places: list[int] = []
    lone: set[int] = set()
    for place, character in enumerate(phrase):
        if character in _PAIRS:
            open_places.append(place)
        elif character in _PAIRS.values():
            if open_places and _PAIRS[phrase[open_places[-1]]] == character:
                open_places.pop()
            else:
                lone.add(place)
    lone.update(open_places)
    return "".join(character for place, character in enumerate(phrase) if place not in lone)
