"""An answer as a reply: in the form that was asked for, things and sentences with their addresses here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bizgraph.questions.answer import Answer, Status
from bizgraph.questions.forms import written
from bizgraph.serve.errors import RefusedError
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply

FORMS: Final = ("json", "csv", "markdown")
JSON: Final = "application/json"
CSV: Final = "text/csv; charset=utf-8"
MARKDOWN: Final = "text/markdown; charset=utf-8"
_VARY: Final = "Accept-Language"


@dataclass(frozen=True, slots=True)
class Telling:
    """How an answer is told: form, language, what a file of it is called, the address of the server."""

    form: str
    language: str
    name: str
    root: str


def told(telling: Telling, base: str, answer: Answer) -> Reply:
    """Return an answer; `base` is that of the graph's identifiers.

    A table has no room for why there is no answer, so that is a refusal. Raises RefusedError.
    """
    match telling.form:
        case "csv":
            if answer.status is not Status.ANSWERED:
                candidates = tuple((each.label, each.iri) for each in answer.candidates)
                raise RefusedError(404, answer.reading, candidates=candidates)
            return table(telling, answer.to_csv())
        case "markdown":
            return Reply.of(answer.to_markdown(telling.language).encode(), MARKDOWN, Vary=_VARY)
        case _:
            return content(_answer(answer.to_dict(), Addresses(telling.root, base)))


def content(value: Mapping[str, Any]) -> Reply:
    """Return a value of the types of JSON, decimals and dates among them."""
    return Reply.of(written(value).encode(), JSON, Vary=_VARY)


def table(telling: Telling, text: str) -> Reply:
    """Return CSV, called so that a browser saves it under a name of its own."""
    return Reply.of(
        text.encode(), CSV, Vary=_VARY, Content_Disposition=f'attachment; filename="{telling.name}.csv"'
    )


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the server at `root` shows the things of a graph whose identifiers begin with `base`."""

    root: str
    base: str

    def of(self, iri: str, place: str = "") -> str:
        """Return the address of a thing; `place` is what of its page is meant."""
        return f"{self.root}{Visit('/', '', self.root).thing(iri, self.base)}{place}"

    def added(self, thing: Mapping[str, Any]) -> dict[str, Any]:
        """Return a thing with its address, where it has an IRI."""
        return {**thing, "address": self.of(thing["iri"])} if thing["iri"] else dict(thing)


def _answer(answer: dict[str, Any], addresses: Addresses) -> dict[str, Any]:
    return answer | {
        "rows": [
            {
                name: addresses.added(value) if isinstance(value, Mapping) else value
                for name, value in row.items()
            }
            for row in answer["rows"]
        ],
        "sources": [
            {**source, "address": addresses.of(source["document"], f"#c{source['start']}")}
            for source in answer["sources"]
        ],
        "candidates": [addresses.added(candidate) for candidate in answer["candidates"]],
    }
