"""Where the files that come with bizgraph are: in a checkout beside `src/`, else inside the package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    checkout = _PACKAGE.parent.parent
    if _PACKAGE.parent.name == "src" and (checkout / name).is_dir():
        return checkout / name
    return _PACKAGE / "data" / name


def ontology_dir() -> Path:
    """Return the folder of the vocabulary, the shapes and the concept schemes."""
    return _folder("ontology")


def queries_dir() -> Path:
    """Return the folder of the saved questions."""
    return _folder("queries")


def seeds_dir() -> Path:
    """Return the folder of the documents that come with bizgraph."""
    return _folder("seeds")


def asset(name: str) -> Path:
    """Return a script or font that the build brought along (`scripts/assets.py`)."""
    return _PACKAGE / "assets" / name
