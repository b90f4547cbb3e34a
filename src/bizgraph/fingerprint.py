"""What the quads of a document depend on besides the document itself."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from bizgraph.rdf.provenance import PROGRAM, program_version
from bizgraph.resources import ontology_dir


def fingerprint(sha256: str, file_name: str, base: str) -> str:
    """Return a name for all that a document's quads depend on; equal fingerprints mean equal quads."""
    return _digest([sha256, file_name, base, ontology_digest(), program_digest()])


@cache
def ontology_digest() -> str:
    """Return the hash of every file under `ontology/`."""
    return _digest_of_files(ontology_dir(), "*.ttl", "*.toml")


@cache
def program_digest() -> str:
    """Return the hash of the program: its version, its code, and the versions of what it stands on.

    The code is in it because a checkout changes many times within one version.
    """
    code = _digest_of_files(Path(__file__).resolve().parent, "**/*.py")
    return _digest([program_version(), code, *_requirements()])


def _requirements() -> Iterator[str]:
    try:
        required = requires(PROGRAM) or []
    except PackageNotFoundError:
        return
    for requirement in required:
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


def _digest_of_files(folder: Path, *patterns: str) -> str:
    paths = sorted(path for pattern in patterns for path in folder.glob(pattern))
    return _digest(
        [path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()] for path in paths
    )


def _digest(parts: object) -> str:
    data = json.dumps(list(parts) if isinstance(parts, Iterator) else parts, ensure_ascii=False)
    return hashlib.sha256(data.encode()).hexdigest()
