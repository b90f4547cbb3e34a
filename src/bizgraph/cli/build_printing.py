"""What a build came to, printed for people."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from bizgraph.cli.printing import fits, message, plain_table, show

if TYPE_CHECKING:
    from bizgraph.build_report import BuildReport, DocumentReport

_HEADS = {
    "sections": ("部分", "sections"),
    "measures": ("举措", "measures"),
    "practices": ("做法", "practices"),
    "gaps": ("差距", "gaps"),
    "baselines": ("现状", "baselines"),
    "targets": ("目标", "targets"),
    "quantities": ("数量", "quantities"),
    "outcomes": ("成效", "outcomes"),
    "task_forces": ("专班", "task forces"),
    "borrowings": ("借鉴", "borrowings"),
}
_OTHER_HEADS = {
    "file": ("文件", "file"),
    "left_over": ("未理解", "left over"),
    "validation": ("错/警/注", "viol./warn./info"),
    "total": ("合计", "total"),
}
_TABLE_WIDTH = 200
_MOST = 200  # documents up to which each has a line; of more, the totals are told


def print_report(report: BuildReport, language: str) -> None:
    """Print a table of the documents and what was found in each, and what was left out and why."""
    if report.published:
        _print_table(report, 0 if language == "zh" else 1)
    for document in report.documents:
        if document.message:
            message(_told(document))
    for file in report.dropped:
        message(f"{file}: was in the graph before and was not among the documents of this build")
    if report.published:
        reused = sum(document.reused for document in report.published)
        rest = report.held - len(report.published)
        others = f" and {rest} as they were" if rest else ""
        message(
            f"{report.graph}: {len(report.published)} documents ({reused} unchanged){others}, "
            f"{report.quads:,} quads, {report.seconds:.1f} s"
        )
    else:
        message(f"{report.graph}: nothing could be built; what was there before is as it was")


def _told(document: DocumentReport) -> str:
    from bizgraph.build_report import Status
    from bizgraph.rdf.validation import Report, Severity, render

    if document.status is Status.DUPLICATE:
        return f"{document.file}: {document.message}"
    if document.validation is not None:
        wrong = [found for found in document.validation.results if found.severity is Severity.VIOLATION]
        return f"{document.message}\n{render(Report(tuple(wrong)), document.file)}"
    return document.message


def _print_table(report: BuildReport, language: int) -> None:
    heads = [_OTHER_HEADS["file"], *_HEADS.values(), _OTHER_HEADS["left_over"], _OTHER_HEADS["validation"]]
    names = [head[language] for head in heads]
    rows = [_row(document) for document in report.published] if len(report.published) <= _MOST else []
    total = [_OTHER_HEADS["total"][language], *_counts(report.totals), "", _findings(report.findings)]
    if not fits(names, [*rows, total], width=_TABLE_WIDTH):
        for first, *cells in [*rows, total]:
            found = (f"{name} {cell}" for name, cell in zip(names[1:], cells, strict=True) if cell)
            show(Text(first, style="bold"))
            show(Padding(Text("  ".join(found)), (0, 0, 0, 2)))
        return
    table = plain_table()
    for name in names:
        table.add_column(name, justify="left" if name == names[0] else "right")
    for row in rows:
        table.add_row(*map(Text, row))
    if len(rows) != 1:
        table.add_section()
        table.add_row(*total)
    show(table, width=_TABLE_WIDTH)


def _row(document: DocumentReport) -> list[str]:
    share = f"{document.left_over_share:.1%}"
    return [Path(document.file).name, *_counts(document.counts), share, _findings(document.findings)]


def _counts(counts: Mapping[str, int]) -> list[str]:
    return [str(counts[kind]) for kind in _HEADS]


def _findings(findings: Mapping[str, int]) -> str:
    return "/".join(str(findings.get(severity, 0)) for severity in ("violation", "warning", "info"))
