"""List what the program misses or invents in the documents of the gold; `--help` tells the options."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    runpy.run_module("tests.fidelity.report", run_name="__main__")
