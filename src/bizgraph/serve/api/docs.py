"""The page on which people read how the API is used, made from its OpenAPI document."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from bizgraph.serve.api.document import QUERIES
from bizgraph.serve.pages.rendering import fill
from bizgraph.serve.pages.visit import Visit

_SHARED: Final = ("lang", "format")


@dataclass(frozen=True, slots=True)
class Taken:
    """A parameter, as the page tells it."""

    name: str
    meaning: str
    values: tuple[str, ...]
    default: str
    required: bool
    several: bool


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address, what it answers and takes, and an example of it as an address and for curl."""

    path: str
    summary: str
    description: str
    parameters: tuple[Taken, ...]
    columns: dict[str, str]
    address: str
    curl: str

    @property
    def anchor(self) -> str:
        """The name of its place in the page."""
        return self.path.removeprefix("/api/").replace("/", "-").replace("{name}", "name")


def docs_page(document: dict[str, Any], visit: Visit) -> str:
    """Return the page, in the language of the document."""
    endpoints = [_endpoint(path, methods["get"], visit.root) for path, methods in document["paths"].items()]
    saved = [each for each in endpoints if each.path.startswith(f"/api{QUERIES}")]
    shared = {each.name: each for endpoint in saved for each in endpoint.parameters}
    return fill(
        "api.html",
        visit,
        info=document["info"],
        endpoints=[each for each in endpoints if each not in saved],
        saved=saved,
        shared=[shared[name] for name in (*_SHARED, "limit")],
        hidden=_SHARED,
    )


def _endpoint(path: str, operation: dict[str, Any], root: str) -> Endpoint:
    given = {each["name"]: each["example"] for each in operation["parameters"] if "example" in each}
    given |= {
        each["name"]: each["schema"]["default"]
        for each in operation["parameters"]
        if path.startswith(QUERIES) and each["name"] not in _SHARED and each["schema"].get("default")
    }
    place = f"/api{path.replace('{name}', str(given.pop('name', ''))) if '{name}' in path else path}"
    return Endpoint(
        f"/api{path}",
        operation["summary"],
        operation["description"],
        tuple(map(_taken, operation["parameters"])),
        operation.get("x-columns", {}),
        f"{place}?{urlencode(given)}" if given else place,
        " ".join(_curl(f"{root}{place}", given)),
    )


def _taken(parameter: dict[str, Any]) -> Taken:
    schema = parameter["schema"]
    several = schema.get("type") == "array"
    item = schema["items"] if several else schema
    values = [str(value) for value in item.get("enum", []) if value]
    kind = item.get("x-kind") or item.get("format") or ("" if values else item.get("type", ""))
    return Taken(
        parameter["name"],
        parameter["description"],
        tuple(values) or ((kind,) if kind not in ("", "string") else ()),
        str(schema.get("default", "") or ""),
        parameter.get("required", False),
        several,
    )


def _curl(address: str, given: dict[str, object]) -> Iterator[str]:
    yield f"curl -G {shlex.quote(address)}"
    for name, value in given.items():
        yield f"--data-urlencode {shlex.quote(f'{name}={value}')}"
