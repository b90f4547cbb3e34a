"""Holds answers to questions in words against what a careful reader of the documents expects.

    python -m tests.fidelity.questions [-v] [FILE-OR-ID …]

The gold is in tests/gold/questions/. An answer is right in full if each expected row is matched by a row of
the answer and each row of the answer matches an expected one; a question that cannot be answered is right
if it is refused or asked back.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Status
from bizgraph.questions.names import simplified
from bizgraph.store.interface import Term

GOLD = Path(__file__).parents[1] / "gold" / "questions"
_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?thing ?name WHERE { ?thing rdfs:label|skos:altLabel|skos:prefLabel|dcterms:title ?name }
"""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what a full right answer holds."""

    id: str
    ask: str
    language: str
    kind: str
    answered: bool
    group: str
    rows: tuple[tuple[str, ...], ...] | None
    count: int | None
    yes: bool | None
    top: tuple[str, ...] | None


@dataclass
class Judgement:
    """How one question went; `why` is empty where the answer is right."""

    question: GoldQuestion
    answer: Answer
    why: str = ""


@dataclass
class Score:
    """How many questions of a sort are right; `wrong` counts those with a wrong answer presented as right."""

    asked: int = 0
    right: int = 0
    wrong: int = 0
    failures: list[Judgement] = field(default_factory=list)


def load(paths: Iterable[Path] = ()) -> list[GoldQuestion]:
    """Return the gold questions of files, of all where none is named."""
    found = []
    for path in sorted(paths or GOLD.glob("*.toml")):
        for entry in tomllib.loads(path.read_text("utf-8"))["question"]:
            found.append(_question(entry))
    return found


def _question(entry: dict[str, Any]) -> GoldQuestion:
    rows = entry.get("rows")
    top = entry.get("top")
    return GoldQuestion(
        entry["id"],
        entry["ask"],
        entry["language"],
        entry.get("kind", ""),
        entry["expect"] == "answered",
        entry.get("group", entry["id"]),
        None if rows is None else tuple(tuple(map(str, row)) for row in rows),
        entry.get("count"),
        entry.get("yes"),
        None if top is None else tuple(map(str, [top] if isinstance(top, str) else top)),
    )


class Judge:
    """Judges answers of one graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def judge(self, question: GoldQuestion) -> Judgement:
        """Ask a question and say whether the answer is right."""
        answer = self._graph.ask(question.ask)
        return Judgement(question, answer, self._why(question, answer))

    def _why(self, question: GoldQuestion, answer: Answer) -> str:
        answered = answer.status is Status.ANSWERED
        if not question.answered:
            return "answered, though it cannot be" if answered and answer.rows else ""
        if question.yes is False:
            return "" if not answer.rows else "should find nothing"
        if not answered:
            return f"{answer.status}: {answer.reading}"
        rows = [_Row(self._names, answer, index) for index in range(len(answer.rows))]
        if question.count is not None:
            said = [str(row["count"]) for row in answer if "count" in row]
            if said:
                return "" if said == [str(question.count)] else f"counts {said}, not {question.count}"
            return "" if len(rows) == question.count else f"{len(rows)} rows, not {question.count}"
        if question.yes is not None:
            return "" if rows else "nothing found"
        if question.top is not None:
            return _why_not_top(question.top, rows, answer)
        return _why_not_rows(question.rows or (), rows)

    @property
    def _names(self) -> dict[str, set[str]]:
        return _names_of(self._graph)


@cache
def _names_of(graph: Graph) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for row in graph.query(_NAMES):
        names.setdefault(str(row["thing"]), set()).add(_plain(str(row["name"])))
    return names


class _Row:
    """One row of an answer as text to look for words in, and where its facts begin."""

    def __init__(self, names: dict[str, set[str]], answer: Answer, index: int) -> None:
        self.texts = {text for term in answer.rows[index] for text in _texts(names, answer, term)}
        cited = [source for source in answer.sources if source.row == index]
        self.texts |= {_plain(source.quote) for source in cited}
        self.places = {f"@{source.file[:3]}:{source.line}" for source in cited}
        self.facts = _count(answer, index)

    def holds(self, words: str) -> bool:
        if words.startswith("@"):
            return words in self.places
        wanted = _plain(words)
        if re.fullmatch(r"[\d.]+", wanted):
            alone = re.compile(rf"(?<![\d.]){re.escape(wanted)}(?![\d.])")
            return any(wanted == text or alone.search(text) for text in self.texts)
        return any(wanted in text for text in self.texts)

    def matches(self, words: Sequence[str]) -> bool:
        return all(map(self.holds, words))


def _count(answer: Answer, index: int) -> str:
    names = [column.name for column in answer.columns]
    return str(answer.rows[index][names.index("facts")]) if "facts" in names else ""


def _texts(names: dict[str, set[str]], answer: Answer, term: Term | None) -> Iterator[str]:
    if isinstance(term, NamedNode):
        yield _plain(answer.label(term))
        yield from names.get(term.value, ())
    elif isinstance(term, Literal):
        yield _plain(term.value)


@cache
def _plain(text: str) -> str:
    return re.sub(r"[\s,，、。;；:：“”\"'()（）\[\]【】]", "", simplified(text)).lower()


def _why_not_rows(expected: Sequence[Sequence[str]], rows: Sequence[_Row]) -> str:
    missed = [words for words in expected if not any(row.matches(words) for row in rows)]
    false = [row for row in rows if not any(row.matches(words) for words in expected)]
    if not missed and not false:
        return ""
    places = [sorted(row.places)[:2] for row in false[:4]]
    return f"{len(rows)} rows; missed {missed[:3]}; false {places} of {len(false)}"


def _why_not_top(top: Sequence[str], rows: Sequence[_Row], answer: Answer) -> str:
    if not rows:
        return "no rows"
    first = [row for row in rows if row.facts == rows[0].facts] if rows[0].facts else rows[:1]
    missed = [words for words in top if not any(row.holds(words) for row in first)]
    if missed or (len(first) > len(top) and rows[0].facts):
        shown = [list(row.values())[:2] for row in list(answer)[: len(first)]]
        return f"first are {shown[:4]}, not {list(top)}"
    return ""


def score(judgements: Iterable[Judgement], key: str) -> dict[str, Score]:
    """Return the scores of questions by language, kind, or whether they can be answered."""
    scores: dict[str, Score] = {}
    for judgement in judgements:
        question = judgement.question
        name = {"language": question.language, "kind": question.kind or "-"}.get(key) or (
            "answerable" if question.answered else "unanswerable"
        )
        known = scores.setdefault(name, Score())
        known.asked += 1
        if judgement.why:
            known.failures.append(judgement)
            known.wrong += bool(judgement.answer.status is Status.ANSWERED and judgement.answer.rows)
        else:
            known.right += 1
    return scores


def report(judgements: Sequence[Judgement]) -> str:
    """Write the scores as a table."""
    lines = [f"{'questions':<16}{'asked':>7}{'right':>7}{'share':>8}{'wrong':>7}"]
    for key in ("answerable", "language", "kind"):
        for name, each in sorted(score(judgements, key).items()):
            share = each.right / each.asked
            lines.append(f"{name:<16}{each.asked:>7}{each.right:>7}{share:>8.3f}{each.wrong:>7}")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Print the scores, and with -v what is wrong."""
    verbose = "-v" in arguments
    wanted = [argument for argument in arguments if argument != "-v"]
    files = [GOLD / name for name in wanted if name.endswith(".toml")]
    questions = [q for q in load(files) if not set(wanted) - {f.name for f in files} or q.id in wanted]
    with Graph.open() as graph:
        judge = Judge(graph)
        judgements = [judge.judge(question) for question in questions]
    print(report(judgements))
    reasons = Counter(judgement.question.group for judgement in judgements if judgement.why)
    print(len(reasons), "groups with faults")
    for judgement in judgements if verbose else ():
        if judgement.why:
            question, answer = judgement.question, judgement.answer
            print(f"\n{question.id} {question.ask}\n  {judgement.why}\n  {answer.reading}")


if __name__ == "__main__":
    main(sys.argv[1:])
