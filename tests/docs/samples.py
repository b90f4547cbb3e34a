"""The samples of the documentation: fenced blocks, what they print, which are not run, and why.

A fence of `bash` is a script, one of `console` commands behind `$` with what they print, one of `python`
Python; one of `text` right behind a script is what it prints. A line `…` stands for lines left out.
Between `<!-- prints: … -->` and `<!-- end -->` stands a command with what it prints, as
`scripts/refresh_docs.py` pastes it. What cannot be run has `<!-- not run: reason -->` in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
RUN: Final = frozenset({"bash", "console", "python", "sparql"})
READ: Final = frozenset({"ini", "json", "nginx", "text", "toml", "turtle"})
_NOT_RUN: Final = re.compile(r"<!-- not run: (?P<reason>.+?) -->", re.DOTALL)
_PRINTS: Final = re.compile(r"<!-- prints: (?P<command>.+?) -->")
_FENCE: Final = re.compile(r"(?P<indent> *)```(?P<language>\w*)\s*")
_WHOLE: Final = re.compile(r"<<|^(export|cd|source|for|if|while) ", re.MULTILINE)
_MEANTIME: Final = re.compile(r"\(\d+ of \d+ done\)$")
_COMMAND: Final = re.compile(r"(\$ )?(bizgraph|bash|python|curl|pip|apt-get|mkdocs) ")


@dataclass(frozen=True, slots=True)
class Step:
    """A command, and what it prints where the page shows that."""

    command: str
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A block of a page: `line` is where it begins, `reason` why it is not run."""

    page: str
    line: int
    language: str
    code: str
    reason: str = ""
    pasted: str = ""
    printed: str | None = None

    @property
    def where(self) -> str:
        """Where it stands, as editors understand it."""
        return f"{self.page}:{self.line}"

    @property
    def runs(self) -> bool:
        """Whether it is to be run."""
        return self.language in RUN and not self.reason

    def steps(self) -> Iterator[Step]:
        """Yield the commands of a script or of a console."""
        if self.language == "bash":
            commands = [self.code] if _WHOLE.search(self.code) else _commands(self.code)
            yield from (Step(command) for command in commands[:-1])
            yield Step(commands[-1], self.printed)
            return
        for part in re.split(r"^\$ ", self.code, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            yield Step(command, printed.strip("\n"))


def pages() -> list[str]:
    """Return the pages of the documentation, by their paths."""
    found = [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def samples(page: str) -> list[Sample]:
    """Return the samples of a page, in their order."""
    found: list[Sample] = []
    for sample in _samples(page, (ROOT / page).read_text(encoding="utf-8")):
        if sample.language == "text" and found and found[-1].language == "bash" and _next(found[-1], sample):
            found[-1] = replace(found[-1], printed=sample.code)
        found.append(sample)
    return found


def _next(sample: Sample, after: Sample) -> bool:
    """Tell whether a block stands right behind another: a fence, a blank line and a fence between."""
    return after.line == sample.line + len(sample.code.splitlines()) + 3


def _commands(script: str) -> list[str]:
    """Return the commands of a script of single lines, which `\\` or a quotation may carry on to the next."""
    found: list[str] = []
    for line in script.splitlines():
        if found and not _closed(found[-1]):
            found[-1] += f"\n{line}"
        elif line.strip():
            found.append(line)
    return found


def _closed(command: str) -> bool:
    return not command.endswith("\\") and command.count("'") % 2 == 0 and command.count('"') % 2 == 0


def _samples(page: str, text: str) -> Iterator[Sample]:
    reason = pasted = ""
    lines = iter(enumerate(text.splitlines(), start=1))
    for number, line in lines:
        if found := _NOT_RUN.match(_comment(line, lines)):
            reason = " ".join(found["reason"].split())
        elif found := _PRINTS.match(line):
            pasted = found["command"]
        elif found := _FENCE.fullmatch(line):
            indent = found["indent"]
            code = "\n".join(_fenced(lines, indent))
            language = "console" if pasted else found["language"]
            yield Sample(page, number, language, code, reason, pasted)
            reason = pasted = ""
        elif line.strip():
            reason = ""


def _comment(line: str, lines: Iterator[tuple[int, str]]) -> str:
    """Return a comment whole, whose first line this is."""
    while line.startswith("<!--") and "-->" not in line:
        line += "\n" + next(lines)[1]
    return line


def _fenced(lines: Iterator[tuple[int, str]], indent: str) -> Iterator[str]:
    for _, line in lines:
        if line.strip() == "```":
            return
        yield line.removeprefix(indent)


def unnamed(sample: Sample) -> bool:
    """Tell whether a block holds commands and does not say so, so that nobody would run it."""
    if sample.language in RUN or sample.language in READ:
        return False
    return bool(sample.language) or any(map(_COMMAND.match, sample.code.splitlines()))


def agrees(shown: str, printed: str) -> bool:
    """Tell whether a command printed what a page shows, in which `…` on a line stands for any lines."""
    parts = [re.escape(_steady(part)) for part in re.split(r"^…$", shown, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.|\n)*?".join(parts), _steady(printed)) is not None


def _steady(text: str) -> str:
    """Leave out how long something took, how far it had come in the meantime, and how many quads it came to.

    The last changes with each word that the ontology learns.
    """
    lines = (line.rstrip() for line in text.strip("\n").splitlines())
    kept = "\n".join(line for line in lines if not _MEANTIME.search(line)).lstrip("\n")
    return re.sub(r"\b[\d.]+ s\b", "… s", re.sub(r"[\d,]+ quads", "… quads", kept))
