"""The OpenAPI document of the API, in the words of one language.

What endpoints and parameters mean comes from `ontology/explorer/api.toml`, and for saved questions from the
heads of their files.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl

from fastapi import FastAPI

from bizgraph.questions.saved import SavedQuery, saved_queries
from bizgraph.serve.pages.words import word, words

QUERIES: Final = "/queries/"
PROBLEM: Final = "application/problem+json"
Operation: TypeAlias = dict[str, Any]
_FILE: Final = "api"


def openapi_in(app: FastAPI, language: str) -> dict[str, Any]:
    """Return the OpenAPI document of an application in a language."""
    document = deepcopy(app.openapi())
    document["info"] |= {key: word(_FILE, "service", key, language) for key in ("title", "description")}
    document["servers"] = [{"url": "/api"}]
    for path, methods in document["paths"].items():
        for operation in methods.values():
            _answers(operation)
            if path.startswith(QUERIES):
                _tell_saved(operation, saved_queries()[path.removeprefix(QUERIES)], language)
            else:
                _tell(operation, language)
    for unused in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(unused, None)
    return document


def _answers(operation: Operation) -> None:
    """Say of each error that it is told as a problem."""
    responses = operation["responses"]
    responses.pop("422", None)  # the framework's own; ours is 400
    for status, response in responses.items():
        if status != "200":
            response["content"] = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def _tell(operation: Operation, language: str) -> None:
    """Say what an endpoint answers and takes."""
    part = operation["operationId"]
    operation["summary"] = word(_FILE, part, "summary", language)
    operation["description"] = word(_FILE, part, "description", language)
    operation["tags"] = [word(_FILE, "docs", "endpoints", language)]
    examples = dict(parse_qsl(word(_FILE, part, "example", language)))
    for parameter in operation["parameters"]:
        name = parameter["name"]
        parameter["description"] = _meaning(part, name, language)
        if name in examples:
            parameter["example"] = examples[name]


def _tell_saved(operation: Operation, query: SavedQuery, language: str) -> None:
    """Say what a saved question answers and takes."""
    operation["summary"] = _in(query.titles, language) or query.name
    operation["description"] = _in(query.descriptions, language)
    operation["tags"] = [word(_FILE, "docs", "saved", language)]
    operation["x-columns"] = {name: _in(said, language) or name for name, said in query.columns.items()}
    labels = {parameter.name: parameter.labels for parameter in query.parameters}
    for parameter in operation["parameters"]:
        name = parameter["name"]
        own = labels.get(name)
        parameter["description"] = _meaning("", name, language) if own is None else _in(own, language) or name


def _meaning(part: str, name: str, language: str) -> str:
    """Return what a parameter means: what its endpoint says of it, else what all say."""
    own = part if name in words(_FILE).get(part, {}) else "parameter"
    return word(_FILE, own, name, language)


def _in(said: Mapping[str, str], language: str) -> str:
    return said.get(language) or next(iter(said.values()), "")
