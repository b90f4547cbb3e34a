from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
from tests.serve import plain
from tests.serve.running import Server

from bizgraph.rdf.identifiers import Namespaces

REQUESTS: Final[list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "requests.toml").read_text("utf-8")
)["request"]
KNOWLEDGE: Final = Namespaces().knowledge().value


def test_each_request_is_told_apart() -> None:
    names = [request["name"] for request in REQUESTS]
    assert len(names) == len(set(names)) == 56


@pytest.mark.parametrize("asked", REQUESTS, ids=lambda asked: asked["name"])
def test_requests_are_answered_as_the_protocol_says(plans_server: Server, asked: dict[str, Any]) -> None:
    body = asked.get("body")
    answer = plain.request(
        asked.get("method", "GET"),
        plans_server.url + asked["path"],
        params=[(name, filled(value)) for name, value in asked["params"]] if "params" in asked else None,
        headers=asked.get("headers"),
        data=dict(asked["form"]) if "form" in asked else None,
        content=body.encode() if body is not None else None,
    )
    assert answer.status_code == asked["status"], answer.text
    if "type" in asked:
        assert answer.headers["Content-Type"] == asked["type"]
    assert filled(asked.get("says", "")) in answer.text
    for name, value in asked.get("has", {}).items():
        assert value in answer.headers[name]
    assert not set(asked.get("lacks", ())) & set(answer.headers)
    if answer.status_code >= 400:
        assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_who_has_an_answer_is_not_sent_it_again(plans_server: Server) -> None:
    params = {"query": "SELECT * { ?s ?p ?o } LIMIT 3"}
    first = plain.get(f"{plans_server.url}/sparql", params=params)
    again = plain.get(
        f"{plans_server.url}/sparql", params=params, headers={"If-None-Match": first.headers["ETag"]}
    )
    other = plain.get(
        f"{plans_server.url}/sparql",
        params=params | {"format": "csv"},
        headers={"If-None-Match": first.headers["ETag"]},
    )
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


def filled(text: str) -> str:
    return text.replace("{knowledge}", KNOWLEDGE)
