"""The API held against its own OpenAPI document, by requests that schemathesis makes up, right and wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis.configuration import storage_directory
from tests.serve.running import Server

RUN = "from schemathesis.cli import schemathesis; schemathesis()"
# By what is gone through: every endpoint by a few requests, some by every boundary of each parameter.
EVERY = ["--phases", "examples,fuzzing", "--max-examples", "2"]
BOUNDARIES = ["--phases", "coverage"]
ENDPOINTS = "^/(ask|search|discover|compare|analyses|things|network|queries$|documents|names)"
SOME = "^/(documents|names|queries/(measures-due|sums-of-money))$"


@pytest.mark.parametrize(
    ("requests", "paths", "operations"),
    [(EVERY, ENDPOINTS, 10), (BOUNDARIES, SOME, 4)],
    ids=["every", "some"],
)
def test_answers_as_described(
    plans_server: Server, tmp_path: Path, requests: list[str], paths: str, operations: int
) -> None:
    command = [sys.executable, "-c", RUN, "run", f"{plans_server.url}/api/openapi.json?lang=en"]
    limits = ["--include-path-regex", paths, "--generation-deterministic", "--workers", "1", "--no-color"]
    limits += ["--request-timeout", "60"]
    # Which parameters of one endpoint exclude each other cannot be said in OpenAPI.
    limits += ["--exclude-checks", "positive_data_acceptance"] if requests == EVERY else []
    done = subprocess.run(
        [*command, *requests, *limits, "--warnings", "off"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,  # where it keeps what it has to remember, save for the tables of characters
        env={**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": str(storage_directory().path)},
    )
    assert done.returncode == 0, done.stdout
    assert f"Tested: {operations}" in done.stdout, done.stdout
    generated = re.search(r"(\d+) generated", done.stdout)
    assert generated is not None
    assert int(generated[1]) >= 10 * operations or requests == EVERY
