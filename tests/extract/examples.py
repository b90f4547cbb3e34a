"""Examples of extraction: snippets beside what they must give, and lines of files."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bizgraph.authority import load_regions
from bizgraph.extract.context import Context, load_authorities
from bizgraph.extract.extractor import extract
from bizgraph.extract.facts import Facts, Person, Quantity, RegionMention, Responsibility, Role, UnitMention
from bizgraph.outline.nodes import Outline
from bizgraph.outline.tree import outline
from bizgraph.source.cleaning import clean
from bizgraph.source.read import read_bytes
from bizgraph.source.text import Quote, Text

DATA = Path(__file__).parents[1] / "data" / "extract"
Described = Mapping[str, Any]
MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")


@dataclass(frozen=True)
class Snippet:
    """A small document, and beside it (`*.expected.toml`) what it must give."""

    path: Path

    def __str__(self) -> str:
        return self.path.stem

    @property
    def text(self) -> Text:
        return read_bytes(self.path.read_bytes(), self.path.name)

    @cached_property
    def outline(self) -> Outline:
        return outline(self.text)

    @property
    def expected(self) -> dict[str, Any]:
        return tomllib.loads(self.path.with_suffix(".expected.toml").read_text(encoding="utf-8"))

    def facts(self) -> Facts:
        return extract(self.outline, load_authorities())

    def told(self) -> dict[str, list[Described]]:
        """What was found, as far as the expected file speaks of it."""
        found = describe(self.facts())
        return {kind: as_told(found[kind], wanted) for kind, wanted in self.expected.items()}


def snippets(module: str) -> list[Snippet]:
    """Return the snippets of a module; each has its expected file."""
    found = [Snippet(path) for path in sorted((DATA / module).glob("*.txt"))]
    expected = {path.name.removesuffix(".expected.toml") for path in (DATA / module).glob("*.expected.toml")}
    assert expected == {str(snippet) for snippet in found}
    return found


def lines(name: str, width: int) -> list[list[str]]:
    """Return the lines of a file, their fields apart by tabs; `#` opens a remark."""
    printed = (DATA / name).read_text(encoding="utf-8").splitlines()
    found = [line.split("\t") for line in printed if line and not line.startswith("#")]
    assert all(len(fields) <= width for fields in found), f"{name}: a line has more than {width} fields"
    return [[*fields, *[""] * (width - len(fields))] for fields in found]


def text_of(words: str) -> Text:
    """Return words as a document; unlike a file's, they may be so few that no encoding could be told."""
    cleaned = clean(words)
    return Text(
        "t.txt", words, cleaned.characters, cleaned.origins, hashlib.sha256(words.encode()).hexdigest()
    )


def facts_of(words: str) -> Facts:
    return extract(outline(text_of(words)), load_authorities())


def context_of(
    words: str, place: str = "长沙市", year: int = 2022, first_leads_from: int | None = None
) -> Context:
    """Return the context of a stretch of some document for a place."""
    region = load_regions().resolve(place)
    assert region is not None
    return Context(text_of(words), load_authorities(), region, year, "d", first_leads_from)


def as_told(found: Sequence[Described], wanted: Sequence[Described]) -> list[Described]:
    """What was found, in the words of what is wanted: only its keys, `…` for words left out of a text."""
    told: list[Described] = []
    for have, want in zip_longest(found, wanted):
        if have is None:
            told.append({"missing": want})
        elif want is None:
            told.append(have)
        else:
            told.append({key: _alike(have[key], value) for key, value in want.items()})
    return [each for each in told if "missing" not in each]


def _alike(have: Any, want: Any) -> Any:
    if isinstance(have, list) and isinstance(want, list) and len(have) == len(want):
        return [_alike(one, other) for one, other in zip(have, want, strict=True)]
    if isinstance(have, str) and isinstance(want, str) and "…" in want:
        first, _, last = want.partition("…")
        return want if have.startswith(first) and have.endswith(last) else have
    return have


def describe(facts: Facts) -> dict[str, list[Described]]:
    """Return facts as plain values: texts, labels of places, printed names of units."""
    headings = {section.key: section.heading.text for section in facts.sections}
    texts = {s.key: s.quote.text for s in (*facts.measures, *facts.targets)}

    def statement(fact: Any) -> dict[str, Any]:
        return {
            "text": fact.quote.text,
            "number": fact.number,
            "section": headings.get(fact.section, ""),
            "indicators": list(fact.indicators),
            "sub": list(fact.sub_indicators),
            "region": fact.region.label,
        }

    return {
        "document": [_document(facts)],
        "section": [
            {
                "heading": section.heading.text,
                "number": section.number,
                "indicators": list(section.indicators),
                "champions": people(section.champions),
                **roles(section.responsibilities),
            }
            for section in facts.sections
        ],
        "measure": [
            {
                **statement(measure),
                **roles(measure.responsibilities),
                "deadline": str(measure.deadline.day or "") if measure.deadline else "",
                "deadline_text": measure.deadline.quote.text if measure.deadline else "",
                "quantities": figures(measure.quantities),
                "targets": [texts[key] for key in measure.targets],
                "benchmarks": places(measure.benchmarks),
            }
            for measure in facts.measures
        ],
        "practice": [
            {
                **statement(practice),
                "title": practice.title.text if practice.title else "",
                "places": places(practice.places),
                "units": units(practice.units),
                "outcomes": [outcome.quote.text for outcome in practice.outcomes],
            }
            for practice in facts.practices
        ],
        "gap": [
            {
                **statement(gap),
                "quantities": figures(gap.quantities),
                "compared": places(gap.compared_with),
                "addressed_by": [texts[key] for key in gap.addressed_by],
            }
            for gap in facts.gaps
        ],
        "baseline": [{**statement(b), "quantities": figures(b.quantities)} for b in facts.baselines],
        "target": [{**statement(t), "quantities": figures(t.quantities)} for t in facts.targets],
        "task_force": [
            {
                "text": force.quote.text,
                "number": force.number,
                "indicators": list(force.indicators),
                "leaders": people(force.leaders),
                "deputies": people(force.deputy_leaders),
                "members": units(force.members),
                "offices": units(force.offices),
            }
            for force in facts.task_forces
        ],
        "left_over": [{"kind": left.kind.value, "text": left.quote.text} for left in facts.left_over],
    }


def _document(facts: Facts) -> Described:
    document = facts.document
    return {
        "title": "".join(document.title.text.split()),
        "region": document.region.label,
        "masked": document.region.masked,
        "number": document.number.text if document.number else "",
        "issued": str(document.issued or ""),
        "publisher": "".join(document.publisher.quote.text.split()) if document.publisher else "",
        "share": str(document.left_over_share),
    }


def roles(responsibilities: Iterable[Responsibility]) -> dict[str, list[str]]:
    """Return the printed names of units by their roles."""
    found = list(responsibilities)
    return {role.value: units(r.mention for r in found if r.role is role) for role in Role}


def roles_told(printed: str) -> dict[str, list[str]]:
    """Read `lead A; partner B、C`, as lines of examples say it; `-` is nobody."""
    told: dict[str, list[str]] = {role.value: [] for role in Role}
    for part in printed.split("; ") if printed != "-" else ():
        role, names = part.split(" ")
        told[role] = names.split("、")
    return told


def units(mentions: Iterable[UnitMention]) -> list[str]:
    return ["".join(mention.quote.text.split()) for mention in mentions]


def places(mentions: Iterable[RegionMention]) -> list[str]:
    return [mention.region.label for mention in mentions]


def people(persons: Iterable[Person]) -> list[str]:
    """Return names, an office behind its name in brackets."""
    return [f"{person.name}({person.title})" if person.title else person.name for person in persons]


def quotes_in(value: object) -> Iterator[Quote]:
    """Yield every quote within nested dataclasses and tuples."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from quotes_in(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from quotes_in(getattr(value, each.name))


def figures(quantities: Iterable[Quantity]) -> list[str]:
    return [
        f"{q.metric} | {q.comparator.value} | {'x' if q.value is None else q.value} | {q.unit}"
        for q in quantities
    ]
