"""What the endpoints answer, as OpenAPI tells it: models of pydantic."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from bizgraph import contents


class Thing(BaseModel):
    """A thing: its IRI, its name, and where this server shows it."""

    iri: str
    label: str
    address: str


class Candidate(BaseModel):
    """What may be meant: a thing, or a question that can be answered, which has no IRI."""

    label: str
    iri: str
    address: str = ""


class Source(contents.Source):
    """Words of a document on which a row rests, and where this server shows them in their place."""

    address: str


class Answer(contents.AnswerContent):
    """An answer: its rows by the names of the columns, and the words of the documents they rest on."""

    rows: list[dict[str, Thing | bool | int | float | str | None]]
    sources: list[Source]  # type: ignore[assignment]
    candidates: list[Candidate]  # type: ignore[assignment]


class KnownThing(contents.ThingContent):
    """All that is known of a thing; `more` is how many facts of each kind refer to it and are not listed."""

    address: str


class Document(BaseModel):
    """A document: how many statements of each kind it makes, and what validation found by severity."""

    id: str
    iri: str
    title: str
    region: str
    file: str
    sha256: str
    counts: dict[str, int]
    left_over_share: float
    findings: dict[str, int]
    address: str


class Documents(BaseModel):
    """The documents of the graph."""

    documents: list[Document]


class SavedParameter(BaseModel):
    """A parameter of a saved question: what it takes, and what it means in either language."""

    name: str
    kind: str
    labels: dict[str, str]
    default: str
    required: bool


class SavedQuestion(BaseModel):
    """A saved question; `text` is its SPARQL."""

    name: str
    text: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    tags: list[str]
    parameters: list[SavedParameter]
    columns: dict[str, dict[str, str]]
    address: str


class Queries(BaseModel):
    """The saved questions."""

    queries: list[SavedQuestion]


class Name(BaseModel):
    """A thing, the name of it that fits what was typed, and how many statements speak of it."""

    iri: str
    label: str
    name: str
    facts: int
    address: str


class Names(BaseModel):
    """Names that fit what was typed."""

    names: list[Name]


class Network(BaseModel):
    """A network as graphology or Cytoscape.js writes it."""

    model_config = ConfigDict(extra="allow")


class Graphology(Network):
    """A network as graphology writes it."""

    options: dict[str, Any]
    attributes: dict[str, Any]
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


class Cytoscape(Network):
    """A network as Cytoscape.js writes it."""

    data: dict[str, Any]
    elements: dict[str, Any]


class Problem(BaseModel):
    """What is wrong, and what to do about it; `candidates` are what may be meant."""

    title: str
    status: int
    detail: str
    candidates: list[Candidate] | None = None
