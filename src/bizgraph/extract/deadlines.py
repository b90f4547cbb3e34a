"""By when something is due: the date a role line or cell gives, or an action's own text."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from bizgraph.errors import OntologyError
from bizgraph.extract.facts import Deadline
from bizgraph.extract.quantities.cues import any_of
from bizgraph.extract.quantities.view import view
from bizgraph.resources import ontology_dir
from bizgraph.source.text import Text

FILE_NAME = "deadline-cues.toml"
_BEFORE = r"(?P<before>之前|以前|前)?"
_YEAR = r"(?:(?P<year>(?:20|19)\d\d)年度?|(?P<this>今年|本年度?|当年)|(?P<next>明年))"
_MOST_SENTENCES = 2
_LONGEST_HEADING = 24
_PARTS = {"上旬": 10, "初": 10, "中旬": 20}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


@dataclass(frozen=True)
class DeadlineCues:
    """Words around dates, from `ontology/deadline-cues.toml`, which explains each list."""

    undated: tuple[str, ...]
    labels: tuple[str, ...]
    openers: tuple[str, ...]
    arriving: tuple[str, ...]
    completions: tuple[str, ...]
    not_due_before: tuple[str, ...]
    not_due_behind: tuple[str, ...]
    past: tuple[str, ...]


@lru_cache(maxsize=4)
def load_deadline_cues(path: Path | None = None) -> DeadlineCues:
    """Read the cues; OntologyError names the file and the entry that is wrong."""
    file = path or ontology_dir() / FILE_NAME
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OntologyError(f"{file}: cannot be read as TOML: {error}") from error
    expected = {field.name for field in fields(DeadlineCues)}
    for entry in sorted(expected ^ data.keys()):
        raise OntologyError(f"{file}: {entry} is {'missing' if entry in expected else 'unknown'}")
    for entry, words in data.items():
        if not isinstance(words, list) or not words or not all(isinstance(w, str) and w for w in words):
            raise OntologyError(f"{file}: {entry} must be a list of words")
    return DeadlineCues(**{entry: tuple(words) for entry, words in data.items()})


@dataclass(frozen=True, slots=True)
class _Date:
    """A printed date: its place, the last day it allows, and how exact its words are."""

    start: int
    end: int
    day: date | None
    before: bool
    exact: bool


def find_deadline(text: Text, start: int, end: int, year: int | None) -> Deadline | None:
    """Return the deadline that a role line or table cell gives, the latest where it gives several.

    `year` is the document's, for dates without one. Without a date, words such as 长期坚持 make a
    deadline without a day; anything else makes none.
    """
    seen = view(text, start, end)
    words = seen.words
    dates = list(_dates(words, year))
    if dates:
        latest = max(dates, key=lambda each: (each.day or date.min, -each.start))
        return Deadline(latest.day, seen.quote(latest.start, latest.end))
    label = re.match(rf"\s*{any_of(load_deadline_cues().labels)}\s*[:]?\s*", words)
    first = label.end() if label else 0
    last = len(words.rstrip(" \t\n。;,、|"))
    if first < last and re.search(any_of(load_deadline_cues().undated), words[first:last]):
        return Deadline(None, seen.quote(first, last))
    return None


def due_in_sentence(text: Text, start: int, end: int, year: int | None) -> Deadline | None:
    """Return the day by which an action's own text says it is to be done as a whole.

    None where the text gives no such day, or several: then each holds for a part only.
    """
    return _due(text, start, end, year, _of_the_whole)


def due_at_close(text: Text, start: int, end: int, year: int | None) -> Deadline | None:
    """Return the day that a last sentence gives for all sentences before it, saying nothing else.

    None where the text gives no such day, or several.
    """
    return _due(text, start, end, year, _says_no_more)


def _due(
    text: Text, start: int, end: int, year: int | None, holds: Callable[[str, _Date], bool]
) -> Deadline | None:
    seen = view(text, start, end)
    words = seen.words
    due = [each for each in _dates(words, year) if each.day and any(rule(words, each) for rule in _DUE_RULES)]
    due = [each for each in due if not _looks_back(words, each, year) and not _in_a_name(words, each)]
    if not due or len({each.day for each in due}) > 1 or not holds(words, due[-1]):
        return None
    return Deadline(due[0].day, seen.quote(due[0].start, due[0].end))


def _due_before(_words: str, each: _Date) -> bool:
    """2022年6月底前."""
    return each.before


def _due_at_opened(words: str, each: _Date) -> bool:
    """于2023年2月设立; 到2022年底,全面建成."""
    opened = words[: each.start].endswith(load_deadline_cues().openers)
    return opened and each.exact and _completed_behind(words, each)


def _due_at_end(words: str, each: _Date) -> bool:
    """2021年底完成; 到2022年底,网上可办率达95%."""
    if words[each.end - 1] not in "底末":
        return False
    return words[: each.start].endswith(load_deadline_cues().arriving) or _completed_behind(words, each)


def _due_within(words: str, each: _Date) -> bool:
    """年内实现全覆盖; 2024年内建成. Not 一年内, which is a span of time."""
    if not words[: each.end].endswith("年内") or words[: each.start].endswith(
        tuple("一二两三四五六七八九十数几半")
    ):
        return False
    return _completed_behind(words, each)


_DUE_RULES: tuple[Callable[[str, _Date], bool], ...] = (_due_before, _due_at_opened, _due_at_end, _due_within)


def _completed_behind(words: str, each: _Date) -> bool:
    """Whether a verb of completing follows, not told as past."""
    match = re.compile(rf",?{any_of(load_deadline_cues().completions)}").match(words, each.end)
    return match is not None and not words.startswith(load_deadline_cues().past, match.end())


def _looks_back(words: str, each: _Date, year: int | None) -> bool:
    """Whether the date is a beginning, a habit, an attribute or past."""
    cues = load_deadline_cues()
    if words[: each.start].endswith(cues.not_due_before) or words.startswith(cues.not_due_behind, each.end):
        return True
    return bool(year and each.day and each.day.year < year)


def _of_the_whole(words: str, each: _Date) -> bool:
    """Whether the date's sentence is all the action has, or closes one of two; a heading counts for none."""
    sentences = [match for match in re.finditer(r"[^。!?;\n]+", words) if match.group().strip()]
    if len(sentences) > 1 and _is_heading(sentences[0].group()) and sentences[0].end() <= each.start:
        sentences = sentences[1:]
    last = sentences[-1]
    return len(sentences) <= _MOST_SENTENCES and last.start() <= each.start < last.end()


def _says_no_more(words: str, each: _Date) -> bool:
    """Whether the last sentence is the date and what is done by it: 力争2023年6月底前全部完成."""
    cues = load_deadline_cues()
    begin = max(words.rfind(mark, 0, each.start) for mark in "。!?;\n") + 1
    return bool(
        re.fullmatch(rf"\s*{any_of((*cues.labels, *cues.openers))}?\s*:?", words[begin : each.start])
        and re.fullmatch(rf"{any_of(cues.completions)}*[。!;\s]*", words[each.end :])
    )


def _is_heading(sentence: str) -> bool:
    """Whether a first sentence is a run-in heading: short, and without a comma."""
    return len(sentence) <= _LONGEST_HEADING and "," not in sentence


def _in_a_name(words: str, each: _Date) -> bool:
    """Whether the date stands in a title or quotation."""
    return any(
        words.count(left, 0, each.start) > words.count(right, 0, each.start)
        for left, right in (("《", "》"), ("“", "”"), ("«", "»"))
    )


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a printed date; what its parts mean, `_last_day` says."""
    within = (
        r"(?:\d{1,2}月?[-—–~至])?(?P<month>1[0-2]|0?[1-9])月份?(?:(?P<day>[12]\d|3[01]|0?[1-9])[日号]|(?P<part>底|末|上旬|中旬|下旬|初)?)",
        r"(?P<half>上|下)半年(?:底|末)?",
        r"(?P<first_three>前三季度)|第?(?P<quarter>[一二三四1-4])季度(?:底|末)?",
    )
    tail = r"(?P<year_end>年?底|年?末|年内|内)?"
    only = _YEAR.replace("<year>", "<only>").replace("<this>", "<only_this>").replace("<next>", "<only_next>")
    dated = rf"{_YEAR}?(?:{'|'.join(within)})|{only}{tail}"
    loose = r"(?P<loose>年底|年末|年内|全年)"
    span = r"(?:(?<=[月年])[-—–~至到])?"
    return re.compile(rf"(?<![\d.])(?:{dated}|{loose}){span}{_BEFORE}")


def _dates(words: str, year: int | None) -> Iterator[_Date]:
    """Yield the dates of the narrowed words; a date without a year takes that of the one before it."""
    known = year
    for match in _pattern().finditer(words):
        named = _named_year(match, year)
        known = named or known
        try:
            day = _last_day(match, named or known)
        except ValueError:
            continue
        exact = bool(
            match["month"] or match["half"] or match["quarter"] or match["year_end"] or match["loose"]
        )
        yield _Date(match.start(), match.end(), day, bool(match["before"]), exact)


def _named_year(match: re.Match[str], year: int | None) -> int | None:
    """Return the year that a date names."""
    printed = match["year"] or match["only"]
    if printed:
        return int(printed)
    if match["next"] or match["only_next"]:
        return year + 1 if year else None
    return year if match["this"] or match["only_this"] else None


def _last_day(match: re.Match[str], year: int | None) -> date | None:
    """Return the last day that a date allows; None where its year is unknown."""
    if year is None:
        return None
    if match["half"]:
        return _month_end(year, 6 if match["half"] == "上" else 12)
    if match["quarter"] or match["first_three"]:
        return _month_end(year, _QUARTERS[match["quarter"] or "3"])
    if not match["month"]:
        literal = match["only"] and match["before"] and not match["year_end"]
        return date(year - 1 if literal else year, 12, 31)
    month = int(match["month"])
    if match["day"]:
        return date(year, month, int(match["day"]))
    if match["part"] in _PARTS:
        return date(year, month, _PARTS[match["part"]])
    if match["before"] and not match["part"]:
        return date(year, month, 1) - timedelta(days=1)
    return _month_end(year, month)


def _month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])
