"""Paste what commands print into the documentation.

    python scripts/refresh_docs.py README.md docs/fidelity.md

A place to paste into is marked in the Markdown:

    <!-- prints: bizgraph query borrowed-practice | head -20 -->
    <!-- end -->

Commands run in the project's folder with the scripts of this Python's environment on the PATH.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PLACE = re.compile(r"<!-- prints: (?P<command>.+?) -->\n.*?<!-- end -->", re.DOTALL)


def main(names: list[str]) -> None:
    """Refresh the files of these names."""
    if not names:
        sys.exit(__doc__)
    for name in names:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        path.write_text(_PLACE.sub(_pasted, text), encoding="utf-8")


def _pasted(place: re.Match[str]) -> str:
    command = place["command"]
    print(f"$ {command}", file=sys.stderr)
    binaries = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": os.pathsep.join([binaries, os.environ["PATH"]]),
        "COLUMNS": "110",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode not in (0, 141):  # 141: `head` had seen enough
        sys.exit(f"{command}: exit code {done.returncode}\n{done.stdout}")
    printed = "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())
    return f"<!-- prints: {command} -->\n```\n$ {command}\n{printed}\n```\n<!-- end -->"


if __name__ == "__main__":
    main(sys.argv[1:])
