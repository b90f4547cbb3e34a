"""Examples of questions, a line each, from tests/data/asking/."""

from __future__ import annotations

from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parents[2] / "data" / "asking"


def examples(name: str) -> list[tuple[str, ...]]:
    """Return the lines of a file, each cut at its tabs; lines that begin with # are left out."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
