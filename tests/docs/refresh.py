"""Paste into pages what their console blocks print.

    python -m tests.docs.refresh docs/tutorial.md docs/tutorial.zh.md

A block in which a line `…` stands for others is left as it is; the tests tell whether it still agrees.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.docs.reader import Reader, reading
from tests.docs.samples import ROOT, Sample, samples
from tests.serve.running import serving

from bizgraph.building import build


def main(pages: list[str]) -> None:
    """Refresh the pages of these paths."""
    if not pages:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        graph = Path(build((), Path(scratch) / "graph").graph)
        with serving(Path(scratch) / "log", "--workers", "1", "--graph", graph) as server:
            for number, page in enumerate(pages):
                folder = Path(scratch) / str(number)
                folder.mkdir()
                with reading(page, folder, graph, server.url) as reader:
                    _refresh(page, reader)


def _refresh(page: str, reader: Reader) -> None:
    path = ROOT / page
    lines = path.read_text(encoding="utf-8").splitlines()
    changed: list[tuple[Sample, list[str]]] = []
    for sample in samples(page):
        if not sample.runs:
            continue
        print(sample.where, file=sys.stderr)
        if sample.language == "console" and "\n…" not in sample.code:
            changed.append((sample, _console(sample, reader)))
        else:
            print(*reader.troubles(sample), sep="\n", file=sys.stderr)
    for sample, printed in reversed(changed):
        lines[sample.line : sample.line + len(sample.code.splitlines())] = printed
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _console(sample: Sample, reader: Reader) -> list[str]:
    lines: list[str] = []
    for step in sample.steps():
        _, printed = reader.run(step.command)
        lines += [f"$ {step.command}", *(line.rstrip() for line in printed.strip("\n").splitlines())]
    return lines


if __name__ == "__main__":
    main(sys.argv[1:])
