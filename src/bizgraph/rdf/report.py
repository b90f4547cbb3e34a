"""What validation found, from the result of an engine to words for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: only a violation keeps a graph from being published."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Result:
    """One result of an engine. `path` and `messages` are the engine's own, for shapes that have none.

    `focus_node` and `shape` are IRIs in full; `shape` is empty where the shape has no name.
    """

    severity: Severity
    focus_node: str
    shape: str
    value: str = ""
    path: str = ""
    messages: Mapping[str | None, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file a finding belongs: the line, from 1, and the words."""

    line: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as the shapes want it."""

    severity: Severity
    focus_node: str
    path: str
    value: str
    shape: str
    message_zh: str
    message_en: str
    label: str = ""
    rule: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found, the gravest first, then in the order of the file."""

    results: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no violation."""
        return not any(finding.severity is Severity.VIOLATION for finding in self.results)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings there are of each severity."""
        return Counter(str(finding.severity) for finding in self.results)


def render(report: Report, file_name: str) -> str:
    """Write a report for a person: which fact, which line of which file, what is wrong, what to do."""
    if not report.results:
        return f"{file_name}: nothing is wrong\n"
    counts = ", ".join(f"{report.counts[s]} {s}" for s in Severity if report.counts.get(s))
    blocks = [f"{file_name}: {counts}"]
    for finding in report.results:
        place = finding.place
        where = f"{file_name}:{place.line}" if place else file_name
        said = f" {finding.path}" if finding.path else ""
        blocks.append(
            "\n".join(
                line
                for line in (
                    f"{where}: {finding.severity}: {finding.message_zh}",
                    f"    {finding.message_en}",
                    f"    fact:  {finding.label or finding.focus_node}",
                    f"    at:    {finding.focus_node}{said}",
                    f"    value: {finding.value}" if finding.value else "",
                    f"    words: {place.words}" if place else "",
                    f"    do:    {_advice(finding, file_name)}",
                )
                if line
            )
        )
    return "\n".join(blocks) + "\n"


def _advice(finding: Finding, file_name: str) -> str:
    where = f"line {finding.place.line} of {file_name}" if finding.place else file_name
    rule = f", and the rule {finding.rule} that made the fact" if finding.rule else ""
    match finding.severity:
        case Severity.VIOLATION:
            return f"look at {where}{rule}; correct either and build again"
        case Severity.WARNING:
            return f"check that {where} was read well{rule}"
        case Severity.INFO:
            return "nothing, unless it surprises you"
