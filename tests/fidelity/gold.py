"""The gold: what careful reading found, read from `tests/gold`, checked, and found again in the documents."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bizgraph.authority.units_of_measure import load_units_of_measure
from bizgraph.errors import BizgraphError
from bizgraph.extract.facts import Comparator, Evidence
from bizgraph.resources import seeds_dir
from bizgraph.source.read import read_file
from bizgraph.source.text import Span, Text

from .words import normal

TESTS = Path(__file__).resolve().parent.parent
INDICATORS = frozenset(
    {
        "starting-a-business",
        "labour-market-regulation",
        "construction-permits",
        "government-procurement",
        "bidding-and-tendering",
        "getting-electricity",
        "getting-water-and-gas",
        "registering-property",
        "getting-credit",
        "protecting-minority-investors",
        "intellectual-property",
        "trading-across-borders",
        "paying-taxes",
        "enforcing-contracts",
        "resolving-insolvency",
        "market-regulation",
        "government-services",
        "inclusive-innovation",
    }
)


class GoldError(BizgraphError):
    """A gold file is wrong; the message names the file and the entry."""


class Corpus(StrEnum):
    """Where documents come from."""

    SEEDS = "seeds"
    LAYOUTS = "layouts"

    @property
    def gold(self) -> Path:
        """The folder of its gold files."""
        return TESTS / "gold" if self is Corpus.SEEDS else TESTS / "gold" / "layouts"

    @property
    def documents(self) -> Path:
        """The folder of its documents."""
        return seeds_dir() if self is Corpus.SEEDS else TESTS / "data" / "layouts"


@dataclass(frozen=True, slots=True)
class GoldQuantity:
    """A figure as read: `value` is None where it is masked; `units` are the ids that its unit may mean."""

    line: str
    metric: str
    comparator: Comparator
    value: Decimal | None
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldBorrowing:
    """The practice that a measure borrows, by its id."""

    practice: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Entry:
    """What was read of one thing. What `given` does not name was left out and is not judged.

    `span` is None for sections and task forces, which are known by `name` and indicators.
    """

    kind: str
    id: str
    given: frozenset[str]
    name: str
    section: str
    span: Span | None
    lists: Mapping[str, tuple[str, ...]]
    number: str
    deadline: date | None
    deadline_text: str
    quantities: tuple[GoldQuantity, ...]
    debatable_quantities: tuple[GoldQuantity, ...]
    borrows: tuple[GoldBorrowing, ...]
    debatable: bool

    def judged(self, key: str) -> bool:
        """Say whether the entry says anything sure about `key`."""
        return key in self.given and not (self.debatable and key in _DEBATABLE_KEYS)

    def __getitem__(self, key: str) -> tuple[str, ...]:
        return self.lists.get(key, ())


@dataclass(frozen=True)
class GoldFile:
    """One stretch of one document, read whole."""

    name: str
    corpus: Corpus
    document: Path
    text: Text
    stretch: Span
    complete: frozenset[str]
    entries: tuple[Entry, ...]

    def of(self, kind: str) -> tuple[Entry, ...]:
        """Return the entries of one kind."""
        return tuple(entry for entry in self.entries if entry.kind == kind)

    def holds(self, span: Span) -> bool:
        """Say whether a span lies within the stretch."""
        return self.stretch.start <= span.start and span.end <= self.stretch.end


_STATEMENT = {"id", "begins", "ends", "indicators", "sub", "number", "debatable"}
_ROLES = {"lead", "partner", "responsible"}
_DEBATABLE_KEYS = _ROLES | {"deadline", "deadline_text"}
_KEYS: Mapping[str, set[str]] = {
    "section": {"id", "heading", "indicators", "champions", "number", "debatable"} | _ROLES,
    "measure": _STATEMENT
    | _ROLES
    | {"section", "deadline", "deadline_text", "quantities", "targets", "benchmarks", "borrows"},
    "practice": _STATEMENT | {"title", "places", "units", "outcomes"},
    "gap": _STATEMENT | {"quantities", "compared", "addressed_by"},
    "baseline": _STATEMENT | {"quantities"},
    "target": _STATEMENT | {"quantities"},
    "task_force": {"id", "name", "indicators", "leaders", "deputies", "members", "offices", "debatable"},
}
_LISTS = _ROLES | {"indicators", "sub", "champions", "targets", "benchmarks", "compared", "addressed_by"}
_LISTS |= {"places", "units", "outcomes", "leaders", "deputies", "members", "offices"}
_REFERENCES: Mapping[str, str] = {"targets": "target", "addressed_by": "measure"}
_PERSON_OR_RANK = frozenset({"名", "位"})
COMPLETE = frozenset(_KEYS) | {"quantity", "borrowing"}

_OTHER_GOLD = frozenset({"discovery", "search", "comparison"})


def gold_paths(corpus: Corpus) -> list[Path]:
    """Return the gold files of a corpus in order; what is judged otherwise (discovery, search) is none."""
    return sorted(path for path in corpus.gold.glob("*.toml") if path.stem not in _OTHER_GOLD)


@cache
def load_gold(path: Path, corpus: Corpus) -> GoldFile:
    """Read one gold file; raises GoldError that names the file and the entry at fault."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: {error}") from error
    unknown = set(data) - set(_KEYS) - {"document", "start", "end", "complete"}
    if unknown or "document" not in data:
        raise GoldError(f"{path}: unknown keys {sorted(unknown)}" if unknown else f"{path}: no document")
    document = corpus.documents / data["document"]
    text = document_text(document)
    start, end = data.get("start", 0), data.get("end", len(text.source))
    if not 0 <= start < end <= len(text.source):
        raise GoldError(f"{path}: the stretch {start}..{end} is not in {document.name}")
    complete = frozenset(data.get("complete", ()))
    if complete - COMPLETE:
        raise GoldError(f"{path}: complete names unknown kinds: {sorted(complete - COMPLETE)}")
    stretch = Span(start, end)
    entries = tuple(_entries(path, data, text, stretch))
    _check_references(path, entries)
    return GoldFile(path.stem, corpus, document, text, stretch, complete, entries)


@cache
def document_text(path: Path) -> Text:
    """Read a document once."""
    return read_file(path)


def _entries(path: Path, data: Mapping[str, Any], text: Text, stretch: Span) -> Iterator[Entry]:
    seen: set[str] = set()
    for kind in _KEYS:
        for raw in data.get(kind, ()):
            where = f"{path}: {kind} {raw.get('id', '(no id)')}"
            if raw.get("id") in seen:
                raise GoldError(f"{where}: the id is used twice")
            seen.add(raw.get("id"))
            yield _entry(where, kind, raw, text, stretch)


def _entry(where: str, kind: str, raw: Mapping[str, Any], text: Text, stretch: Span) -> Entry:
    if unknown := set(raw) - _KEYS[kind]:
        raise GoldError(f"{where}: unknown keys {sorted(unknown)}")
    lists = {}
    for key in _LISTS & set(raw):
        if not isinstance(raw[key], list) or not all(isinstance(item, str) and item for item in raw[key]):
            raise GoldError(f"{where}: {key} is not a list of names")
        lists[key] = tuple(raw[key])
    if wrong := set(lists.get("indicators", ())) - INDICATORS:
        raise GoldError(f"{where}: unknown indicators {sorted(wrong)}")
    try:
        deadline = date.fromisoformat(raw["deadline"]) if raw.get("deadline") else None
        borrows = tuple(_borrowing(line) for line in raw.get("borrows", ()))
    except ValueError as error:
        raise GoldError(f"{where}: {error}") from error
    debatable = raw.get("debatable", False)
    name_key = {"section": "heading", "task_force": "name"}.get(kind, "id")
    if name_key not in raw:
        raise GoldError(f"{where}: no {name_key}")
    return Entry(
        kind=kind,
        id=raw["id"],
        given=frozenset(raw),
        name=raw[name_key],
        section=raw.get("section", ""),
        span=None if name_key != "id" else _locate(where, raw, text.source, stretch),
        lists=lists,
        number=raw.get("number", ""),
        deadline=deadline,
        deadline_text=raw.get("deadline_text", ""),
        quantities=tuple(_quantity(where, line) for line in raw.get("quantities", ())),
        debatable_quantities=tuple(
            _quantity(where, line, sure=False) for line in (debatable if isinstance(debatable, list) else ())
        ),
        borrows=borrows,
        debatable=debatable is True,
    )


def _locate(where: str, raw: Mapping[str, Any], source: str, stretch: Span) -> Span:
    """Return the span from `begins`, which stands once in the stretch, to the first `ends` behind it."""
    begins, ends = str(raw.get("begins", "")), str(raw.get("ends", ""))
    if not begins or not ends:
        raise GoldError(f"{where}: begins or ends is missing")
    start = source.find(begins, stretch.start, stretch.end)
    if start < 0:
        raise GoldError(f"{where}: begins, {begins!r}, is not in the stretch")
    if source.find(begins, start + 1, stretch.end) >= 0:
        raise GoldError(f"{where}: begins, {begins!r}, stands more than once in the stretch; give more words")
    end = source.find(ends, start + max(0, len(begins) - len(ends)), stretch.end)
    if end < 0:
        raise GoldError(f"{where}: ends, {ends!r}, does not follow begins in the stretch")
    return Span(start, end + len(ends))


def _quantity(where: str, line: str, *, sure: bool = True) -> GoldQuantity:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 4:
        raise GoldError(f"{where}: {line!r} is not metric | comparator | value | unit")
    metric, comparator, value, printed = parts
    if comparator not in set(Comparator):
        raise GoldError(f"{where}: {line!r} has an unknown comparator")
    if not re.fullmatch(r"[xX]+|\d+(?:\.\d+)?", value):
        raise GoldError(f"{where}: {line!r} has no value")
    units = load_units_of_measure()
    meant = units.find(printed) or units.find(normal(printed))
    if meant is None and sure:
        raise GoldError(f"{where}: {line!r} has a unit that the units of measure do not have")
    ids = frozenset({meant} if meant else ()) | frozenset({"rank"} if printed in _PERSON_OR_RANK else ())
    figure = None if "x" in value.lower() else Decimal(value)
    return GoldQuantity(line, metric, Comparator(comparator), figure, ids)


def _borrowing(line: str) -> GoldBorrowing:
    practice, bar, evidence = (part.strip() for part in line.partition("|"))
    if not bar or not practice:
        raise ValueError(f"{line!r} is not practice | evidence")
    return GoldBorrowing(practice, Evidence(evidence))


def _check_references(path: Path, entries: tuple[Entry, ...]) -> None:
    ids = {(entry.kind, entry.id) for entry in entries}
    for entry in entries:
        references = [(_REFERENCES[key], id) for key in _REFERENCES for id in entry[key]]
        references += [("practice", borrowing.practice) for borrowing in entry.borrows]
        references += [("section", entry.section)] if entry.section else []
        for kind, id in references:
            if (kind, id) not in ids:
                raise GoldError(f"{path}: {entry.kind} {entry.id}: no {kind} {id} is in the file")
