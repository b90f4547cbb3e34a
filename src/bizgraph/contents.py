"""What an answer and a thing hold as JSON, for programs that want to know beforehand: models of pydantic."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class Source(BaseModel):
    """Words of a document on which row number `row`, counted from 0, rests."""

    row: int
    document: str
    file: str
    line: int
    start: int
    end: int
    quote: str
    page: int | None = None
    paragraph: int | None = None


class AnswerContent(BaseModel):
    """An answer: its rows by the names of the columns, and the words of the documents that they rest on."""

    status: str
    reading: str
    columns: list[str]
    rows: list[dict[str, Any]]
    sources: list[Source]
    sparql: str
    candidates: list[dict[str, str]]


class ThingContent(BaseModel):
    """All that is known of a thing; `more` is how many facts of each kind refer to it and are not listed."""

    iri: str
    label: str
    kinds: list[str]
    sayings: list[dict[str, Any]]
    sources: list[dict[str, Any]]
    referring: list[dict[str, Any]]
    more: dict[str, int]
