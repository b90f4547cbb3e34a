"""Scores as text: a table a corpus, and one line a fault."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from .faults import Fault, Kind, Score, Tally, total
from .gold import Corpus

BARS = Path(__file__).resolve().parent / "bars.toml"
_COLUMNS = 8


@cache
def bars(corpus: Corpus) -> Mapping[Kind, float]:
    """Return the least F1 of each kind that has a bar."""
    data = tomllib.loads(BARS.read_text(encoding="utf-8"))
    return {Kind(kind): float(bar) for kind, bar in data[corpus.value].items()}


def table(corpus: Corpus, scores: Sequence[Score]) -> str:
    """Return precision, recall and F1 of each kind: over the corpus, then in each gold file."""
    tallies = total(scores)
    lines = [
        f"{corpus.value}: {len(scores)} gold files, {sum(len(each.gold.entries) for each in scores)} entries",
        f"{'kind':16}{'gold':>6}{'missed':>8}{'false':>7}{'P':>8}{'R':>8}{'F1':>8}{'bar':>7}",
    ]
    for kind, tally in tallies.items():
        bar = bars(corpus).get(kind)
        f1 = tally.f1
        below = " <" if bar is not None and f1 is not None and f1 < bar else ""
        figures = "".join(f"{_share(share):>8}" for share in (tally.precision, tally.recall, f1))
        lines.append(
            f"{kind.value:16}{tally.wanted:>6}{tally.missed or '':>8}{tally.false or '':>7}{figures}"
            f"{'' if bar is None else f'{bar:.2f}':>7}{below}"
        )
    for start in range(0, len(scores), _COLUMNS):
        lines += ["", *_by_file(scores[start : start + _COLUMNS])]
    return "\n".join(lines)


def _by_file(scores: Sequence[Score]) -> Iterable[str]:
    """Yield a row a kind: precision, recall and F1 of each file in hundredths, `ok` where all are 1."""
    width = 15
    names = (_short(score.gold.name, width - 2) for score in scores)
    yield f"{'P R F1 of each':16}" + "".join(f"{name:>{width}}" for name in names)
    for kind in total(scores):
        cells = (_cell(score.tallies.get(kind)) for score in scores)
        yield f"{kind.value:16}" + "".join(f"{cell:>{width}}" for cell in cells)


def _short(name: str, width: int) -> str:
    return name if len(name) <= width else f"{name[: width // 2]}…{name[width // 2 + 1 - width :]}"


def _cell(tally: Tally | None) -> str:
    if tally is None:
        return ""
    if not tally.missed and not tally.false:
        return "ok"
    shares = (tally.precision, tally.recall, tally.f1)
    return " ".join("-" if share is None else f"{int(share * 100)}" for share in shares)


def _share(share: float | None) -> str:
    return "-" if share is None else f"{int(share * 1000) / 1000:.3f}"


def fault_line(score: Score, fault: Fault) -> str:
    """Return one fault as a line: gold file and line of the document, missed (-) or false (+), words."""
    where = f"{score.gold.name}:{score.gold.text.line(fault.position)}"
    note = f"  [{fault.note}]" if fault.note else ""
    return f"{where} {fault.verdict.value}{fault.kind.value} {fault.owner}: {fault.words}{note}"
