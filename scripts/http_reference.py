"""The reference of the JSON API, made from the OpenAPI document of the server, as a hook of MkDocs."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from starlette.routing import Mount

from bizgraph.serve.api.document import QUERIES, openapi_in
from bizgraph.serve.api.routes import api

PAGE: Final = "reference/http.md"
_HEAD: Final = """\
# The JSON API, address by address

From the OpenAPI document of the server, which `bizgraph serve` gives at `/api/openapi.json` and shows at
`/api/docs`, in Chinese as well. [The JSON API](../api.md) tells how to use it, and what answers and errors
look like.

Every address takes `lang` (`zh`, `en`), and `format` (`json`, `csv`, `markdown`) where it answers with rows.

## Addresses
"""
_SAVED: Final = """\
## Saved questions

Each saved question has an address of its own. What they mean and take is in [the catalogue](../queries.md).

| address | answers | parameters |
| --- | --- | --- |"""
_SERVER: Final = "http://127.0.0.1:8000/api"
_SHARED: Final = frozenset({"lang", "format"})


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page to the site."""
    files.append(File.generated(config, PAGE, content=page()))
    return files


def page() -> str:
    """Return the Markdown of the page."""
    return "\n".join(_page(_document()))


def _document() -> Mapping[str, Any]:
    """Return the OpenAPI document. No service stands behind the application: nothing is asked of it."""
    (mount,) = (route for route in api(None) if isinstance(route, Mount))  # type: ignore[arg-type]
    return openapi_in(mount.app, "en")  # type: ignore[arg-type]


def _page(document: Mapping[str, Any]) -> Iterator[str]:
    paths = {path: methods["get"] for path, methods in document["paths"].items()}
    yield _HEAD
    for path, operation in paths.items():
        if not path.startswith(QUERIES):
            yield from _operation(path, operation)
    yield _SAVED
    for path, operation in paths.items():
        if path.startswith(QUERIES):
            names = ", ".join(f"`{each['name']}`" for each in _own(operation))
            yield f"| `/api{path}` | {operation['summary']} | {names} |"
    yield from ("", "## What comes back", "")
    for name, schema in document["components"]["schemas"].items():
        yield from _schema(name, schema)


def _own(operation: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [each for each in operation["parameters"] if each["name"] not in _SHARED]


def _operation(path: str, operation: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"### `/api{path}`", "", f"{operation['summary']}. {operation['description']}", "")
    own = _own(operation)
    if own:
        yield from ("| parameter | what it is | values |", "| --- | --- | --- |")
        for each in own:
            required = " (required)" if each.get("required") else ""
            yield f"| `{each['name']}`{required} | {each['description']} | {_values(each['schema'])} |"
        yield ""
    yield from ("```text", _curl(path, own), "```", "")


def _values(schema: Mapping[str, Any]) -> str:
    item = schema.get("items", schema)
    several = ", may be repeated" if schema.get("type") == "array" else ""
    if "enum" in item:
        return ", ".join(f"`{value}`" for value in item["enum"] if value) + several
    if item.get("type") == "integer":
        return f"{item.get('minimum', '')} to {item.get('maximum', '')}, else {schema.get('default')}"
    return f"{item.get('x-kind') or item.get('format') or 'text'}{several}"


def _curl(path: str, parameters: list[Mapping[str, Any]]) -> str:
    given = {each["name"]: str(each["example"]) for each in parameters if "example" in each}
    for name in [name for name in given if f"{{{name}}}" in path]:
        path = path.replace(f"{{{name}}}", quote(given.pop(name)))
    words = [f"curl -G {_SERVER}{path}"]
    words += [f"--data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in given.items()]
    return " ".join(words)


def _schema(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"### {name}", "", schema.get("description", ""), "")
    properties = schema.get("properties", {})
    if not properties:
        return
    yield from ("| name | type |", "| --- | --- |")
    for key, value in properties.items():
        optional = "" if key in schema.get("required", ()) else ", may be left out"
        yield f"| `{key}` | {_type(value)}{optional} |"
    yield ""


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if isinstance(schema.get("additionalProperties"), Mapping):
        return f"object of {_type(schema['additionalProperties'])}"
    return str(schema.get("type", "anything"))
