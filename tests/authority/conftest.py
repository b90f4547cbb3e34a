"""Examples that stand as lines in files: fields apart by tabs, a line that begins with # is a remark."""

from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "data" / "authority"


@pytest.fixture
def authority_examples() -> Callable[[str, int], list[list[str]]]:
    """Return a reader of example files that checks how many lines it read."""

    def read(name: str, least: int) -> list[list[str]]:
        lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
        examples = [line.split("\t") for line in lines if line and not line.startswith("#")]
        assert len(examples) >= least, f"{name} has only {len(examples)} examples"
        return examples

    return read
