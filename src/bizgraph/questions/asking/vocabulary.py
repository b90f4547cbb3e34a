"""The words of questions and the shape of the graph they speak of, read from `ontology/asking.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from bizgraph.errors import OntologyError
from bizgraph.rdf.vocabulary import BIZ, DCTERMS, LABEL
from bizgraph.resources import ontology_dir

FILE: Final = "asking.toml"
ROLE_LINKS: Final = (
    "lead",
    "partner",
    "responsible",
    "charge",
)  # from facts to the units that answer for them


class Cue(StrEnum):
    """What a word does in a question, beside naming things."""

    WHICH = "which"
    SHOW = "show"
    WHO = "who"
    WHERE = "where"
    WHEN = "when"
    HOW_MANY = "how-many"
    HOW_MUCH = "how-much"
    HOW_LONG = "how-long"
    YES_NO = "yes-no"
    EACH = "each"
    MOST = "most"
    LEAST = "least"
    LOWEST = "lowest"
    HIGHEST = "highest"
    NOT = "not"
    PASSIVE = "passive"
    FROM = "from"
    DO = "do"
    MODEL = "model"
    NOW = "now"
    TOGETHER = "together"
    DUE = "due"
    EXACT = "exact"
    OVERDUE = "overdue"
    TOPIC = "topic"
    TIME = "kind-of-time"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that can be asked for. `text` is the property in which words of it are looked for."""

    id: str
    labels: Mapping[str, str]
    class_name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """How things of one of the kinds `sources` hang together with those of kind `target`."""

    id: str
    sources: tuple[str, ...]
    target: str
    path: str
    labels: Mapping[str, str]
    usual: bool = False
    noun: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """What the graph cannot tell, and how to say so; `opening` where its words tell only at the beginning."""

    id: str
    says: Mapping[str, str]
    opening: bool = False


Meaning = Kind | Link | Limit | Cue


@dataclass(frozen=True)
class Vocabulary:
    """Kinds and links by id, and what each word may mean, by language."""

    kinds: Mapping[str, Kind]
    links: Mapping[str, Link]
    words: Mapping[str, Mapping[str, tuple[Meaning, ...]]]

    def links_from(self, kind: str) -> Iterator[Link]:
        """Yield the links of things of a kind."""
        return (link for link in self.links.values() if kind in link.sources)

    def usual(self, source: str, target: str) -> Link | None:
        """Return the link between two kinds that is taken where nothing else is said."""
        found = (link for link in self.links_from(source) if link.target == target and link.usual)
        return next(found, None)


@cache
def load_vocabulary() -> Vocabulary:
    """Return the words of questions. Raises OntologyError, naming file and entry, where the file is wrong."""
    return read_vocabulary(ontology_dir() / FILE, ontology_dir() / "bizgraph.ttl")


def read_vocabulary(path: Path, ontology: Path) -> Vocabulary:
    """Return the words of the file `path`, with the labels of the terms of `ontology` that it names."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise OntologyError(f"{path.name}: cannot be read: {error}") from error
    labels = _labels(ontology)
    kinds = {kind.id: kind for kind in (_kind(path, entry, labels) for entry in table.get("kind", ()))}
    links = {link.id: link for link in (_link(path, entry, kinds, labels) for entry in table.get("link", ()))}
    taught = list(_taught(path, table, kinds, links))
    return Vocabulary(kinds, links, {language: _words(taught, language) for language in ("zh", "en")})


def _taught(
    path: Path, table: Mapping[str, Any], kinds: Mapping[str, Kind], links: Mapping[str, Link]
) -> Iterator[tuple[Meaning, Mapping[str, Any]]]:
    """Yield each meaning with words for it by language; labels of the ontology are words too."""
    for entry in table.get("kind", ()):
        kind = kinds[entry["id"]]
        yield kind, entry
        yield kind, {language: [label] for language, label in kind.labels.items()}
    for entry in table.get("link", ()):
        yield links[entry["id"]], entry
    for entry in table.get("cannot", ()):
        yield _limit(path, entry), entry
    for name, entry in table.get("words", {}).items():
        yield _cue(path, name), entry


def _words(
    taught: Iterable[tuple[Meaning, Mapping[str, Any]]], language: str
) -> dict[str, tuple[Meaning, ...]]:
    """Return what each word of a language may mean, in the order in which it is taught."""
    words: dict[str, tuple[Meaning, ...]] = {}
    for meaning, entry in taught:
        for word in entry.get(language, ()):
            known = words.get(word.lower(), ())
            words[word.lower()] = known if meaning in known else (*known, meaning)
    return words


def _cue(path: Path, name: str) -> Cue:
    try:
        return Cue(name)
    except ValueError as error:
        raise OntologyError(f"{path.name}: [words.{name}] is no kind of word") from error


def _limit(path: Path, entry: Mapping[str, Any]) -> Limit:
    identifier = str(entry.get("id", ""))
    if not identifier or not entry.get("say_zh") or not entry.get("say_en"):
        raise OntologyError(f"{path.name}: [[cannot]] {identifier}: needs id, say_zh and say_en")
    return Limit(identifier, {"zh": entry["say_zh"], "en": entry["say_en"]}, bool(entry.get("opening")))


def _kind(path: Path, entry: Mapping[str, Any], labels: Mapping[str, Mapping[str, str]]) -> Kind:
    identifier = str(entry.get("id", ""))
    if not identifier or not entry.get("zh") or not entry.get("en"):
        raise OntologyError(f"{path.name}: [[kind]] {identifier}: needs id, zh and en")
    name = str(entry.get("class", ""))
    if name and name not in labels:
        raise OntologyError(f"{path.name}: [[kind]] {identifier}: {name} is no term of the ontology")
    said = labels.get(name) or {"zh": entry["zh"][0], "en": entry["en"][0]}
    return Kind(identifier, said, name, str(entry.get("text", "")))


def _link(
    path: Path, entry: Mapping[str, Any], kinds: Mapping[str, Kind], labels: Mapping[str, Mapping[str, str]]
) -> Link:
    identifier = str(entry.get("id", ""))
    ends = [*entry.get("from", ()), entry.get("to")]
    if unknown := [end for end in ends if end not in kinds]:
        raise OntologyError(f"{path.name}: [[link]] {identifier}: {unknown[0]} is no kind")
    steps = str(entry["path"]).split("/")
    for step in steps:
        if step not in labels:
            raise OntologyError(f"{path.name}: [[link]] {identifier}: {step} is no term of the ontology")
    return Link(
        identifier,
        tuple(entry["from"]),
        entry["to"],
        entry["path"],
        labels[steps[-1]],
        bool(entry.get("usual")),
        entry.get("voice") == "noun",
    )


def _labels(ontology: Path) -> dict[str, dict[str, str]]:
    """Return the labels of the terms of the ontology by prefixed name and language."""
    found: dict[str, dict[str, str]] = {}
    for quad in parse(path=ontology, format=RdfFormat.TURTLE):
        if quad.predicate != LABEL or not isinstance(quad.object, Literal):
            continue
        for space in (BIZ, DCTERMS):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(space.iri):
                name = f"{space.prefix}:{quad.subject.value.removeprefix(space.iri)}"
                found.setdefault(name, {})[quad.object.language or ""] = quad.object.value
    return found
