"""When two stretches of a document, two names or two figures say the same thing."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cache

import opencc

from bizgraph.source.text import Span, Text

# At each end two spans may differ by this many characters, and by these only: punctuation, numbering.
SLACK = 6

_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4})"
_NUMBER = re.compile(rf"\({_NUMERAL}\)|第{_NUMERAL}[章节条项]|[①-⑳]|{_NUMERAL}(?:[.、)|是]|(?=\W)|$)")
_ROLE_WORDS = re.compile(r"牵头|负责|配合|责任|时限|底前|[局委办院厅]|中心|公司|单位|部门|政府")


@cache
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def normal(words: str) -> str:
    """Return words in Simplified script, in half width, without blanks and without pinyin in brackets."""
    simplified: str = _to_simplified().convert(unicodedata.normalize("NFKC", words))
    return re.sub(r"(?<=[\u4e00-\u9fff])\([a-zü\u00e0-\u01dcɑɡ]{1,6}\)|\s+", "", simplified)


@cache
def bare(words: str) -> str:
    """Return the normal form of words without punctuation."""
    return "".join(character for character in normal(words) if character.isalnum())


class Ruler:
    """Measures a document in characters that say something, wherever the file has blanks and dirt."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._said = [
            origin for origin, character in zip(text.origins, text.clean, strict=True) if character.isalnum()
        ]

    def words(self, start: int, end: int) -> str:
        """Return the clean words that stand from `start` up to `end` of the file."""
        return words_between(self.text, start, end)

    def overlap(self, one: Span, other: Span) -> float:
        """Return the share of what either span says that both say."""
        a, b, c, d = (bisect_left(self._said, at) for at in (one.start, one.end, other.start, other.end))
        shared = min(b, d) - max(a, c)
        return shared / (max(b, d) - min(a, c)) if shared > 0 else 0.0

    def difference(self, wanted: Span, found: Span) -> str:
        """Return how the ends of `found` are wrong, in a few words, or nothing where it says the same."""
        faults = []
        for name, here, there in (("start", wanted.start, found.start), ("end", wanted.end, found.end)):
            between = self.words(min(here, there), max(here, there))
            if not tolerated(between, at_end=name == "end"):
                lost = there > here if name == "start" else there < here
                faults.append(f"{name} {'lacks' if lost else 'adds'} 「{shorten(between, 30)}」")
        return ", ".join(faults)


def words_between(text: Text, start: int, end: int) -> str:
    """Return the clean words that stand from `start` up to `end` of a document's file."""
    return text.clean[bisect_left(text.origins, start) : bisect_left(text.origins, end)]


def tolerated(between: str, *, at_end: bool) -> bool:
    """Say whether spans may differ by these words: punctuation, a number, at the end a bracket of roles."""
    words = normal(between)
    if not words or (at_end and _is_role_bracket(words)):
        return True
    return len(words) <= SLACK and not bare(_NUMBER.sub("", words, count=1))


def _is_role_bracket(words: str) -> bool:
    """Say whether words are one bracket, `(责任单位:X牵头,Y(Z)配合;2022年10月底前)`, perhaps not closed."""
    before, _, inside = words.partition("(")
    depth = 1 if inside else 0
    for at, character in enumerate(inside):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            inside, after = inside[:at], inside[at:]
            break
    else:
        after = ""
    return (
        not bare(_NUMBER.sub("", before + after, count=1))
        and "。" not in inside
        and bool(_ROLE_WORDS.search(inside))
    )


def shorten(words: str, length: int = 44) -> str:
    """Return words in one line, their middle left out where they are long."""
    line = re.sub(r"\s+", " ", words).strip()
    if len(line) <= length:
        return line
    tail = length // 3
    return f"{line[: length - tail - 1]}…{line[-tail:]}"


def same_unit(wanted: str, printed: str, label: str) -> bool:
    """Say whether a unit as the gold prints it is the unit of a mention, given its words and full name.

    Where several units share their last words (`市第一、第二法院`), the mention prints less than the gold's
    name; then the gold's characters must all stand, in order, in the full name.
    """
    name, words, full = bare(wanted), bare(printed), bare(label)
    if name in (words, full):
        return True
    return bool(words) and _within(words, name) and _within(name, full)


def same_place(wanted: str, label: str) -> bool:
    """Say whether two full names are of one place; either may have the next place up in front."""
    shorter, longer = sorted((bare(wanted), bare(label)), key=len)
    if shorter == longer:
        return True
    return len(shorter) > 1 and longer.endswith(shorter) and longer[: -len(shorter)][-1] in "国省市州盟区县"


def same_metric(wanted: str, found: str) -> bool:
    """Say whether two metrics are alike: one holds the other, or three in five pairs of characters agree."""
    one, other = bare(wanted), bare(found)
    if not one or not other:
        return one == other
    if one in other or other in one:
        return True
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) >= 0.6 * (len(pairs) + len(others))


def _pairs(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1)}


def _within(few: str, many: str) -> bool:
    rest = iter(many)
    return all(character in rest for character in few)
