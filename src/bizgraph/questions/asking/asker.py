"""Answers questions in words: cuts, understands, composes, asks the store, and says how it read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from bizgraph.questions.answer import Answer, Candidate, Status
from bizgraph.questions.asking.clues import Clue, Fact, Texts, best, find_clues
from bizgraph.questions.asking.composing import Composed, candidates, compose, evidence_of_count, years_of
from bizgraph.questions.asking.lexicon import Lexicon, load_lexicon
from bizgraph.questions.asking.question import NotUnderstoodError, Operation, Question, spoken
from bizgraph.questions.asking.readings import readings
from bizgraph.questions.asking.suggesting import suggestions
from bizgraph.questions.asking.telling import tell
from bizgraph.questions.asking.tokens import Token, cut
from bizgraph.questions.asking.understanding import understand
from bizgraph.questions.asking.vocabulary import Cue, load_vocabulary
from bizgraph.questions.citing import cite, labels
from bizgraph.questions.names import Names, simplified
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.store.binding import bind
from bizgraph.store.interface import Row, Store, Term

_LATIN: Final = re.compile(r"[A-Za-z]")
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{3}")
_HYPHEN: Final = re.compile(r"(?<=[A-Za-z])-(?=[A-Za-z])")
_LONGEST: Final = 500
_REMEMBERED: Final = 1024  # suggested questions: the same ones recur


class Asker:
    """Answers questions about one graph; the names of its things are read once."""

    def __init__(self, store: Store, namespaces: Namespaces, names: Names) -> None:
        self._store = store
        self._namespaces = namespaces
        self._names = names
        self._is_answered = lru_cache(_REMEMBERED)(self._try)

    def ask(self, words: str, language: str | None = None) -> Answer:
        """Return the answer to a question; what is not understood is said in its reading.

        A question that is refused gets questions near it that can be answered as its candidates.
        """
        question = simplified(words)
        language = language or _language(question)
        answer = self._attempt(question, language)
        if answer.status is Status.REFUSED and not answer.candidates and len(question) <= _LONGEST:
            near = suggestions(
                self._tokens(question), language, lambda each: self._is_answered(each, language)
            )
            return replace(answer, candidates=near)
        return answer

    def _try(self, question: str, language: str) -> bool:
        """Say whether a question has an answer with rows."""
        answer = self._attempt(question, language)
        return answer.status is Status.ANSWERED and bool(answer.rows)

    def _attempt(self, question: str, language: str) -> Answer:
        try:
            _refuse_at_once(question, language)
            return self._answer(self._dated(self._understood(question, language)))
        except NotUnderstoodError as error:
            status = Status.AMBIGUOUS if error.ambiguous else Status.REFUSED
            return Answer(status=status, reading=str(error), candidates=error.candidates)

    # ---- what is asked

    def _understood(self, question: str, language: str) -> Question:
        return understand(self._tokens(question), load_vocabulary(), self._lexicon_for(question), language)

    def _tokens(self, question: str) -> tuple[Token, ...]:
        lexicon = self._lexicon_for(question)
        return cut(_HYPHEN.sub(" ", question), load_vocabulary(), lexicon, _language(question))

    def _lexicon_for(self, question: str) -> Lexicon:
        return self._latin_lexicon if _LATIN_WORD.search(question) else self._lexicon

    @cached_property
    def _lexicon(self) -> Lexicon:
        return load_lexicon(self._store, self._namespaces, self._names, latin=False)

    @cached_property
    def _latin_lexicon(self) -> Lexicon:
        return load_lexicon(self._store, self._namespaces, self._names, latin=True)

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self._store)

    def _dated(self, question: Question) -> Question:
        """Give a month without a year the one year in which the facts in question fall due."""
        due = question.due
        if due is None or not due.month:
            return question
        rows = self._rows(years_of(replace(question, due=None, topics=())))
        years = sorted({int(year.value) for (year,) in rows if isinstance(year, Literal)})
        if len(years) != 1:
            form = spoken(question.language, "{year}年{month}月", "{month}/{year}")
            raise NotUnderstoodError(
                spoken(question.language, "请写明是哪一年", "say of which year"),
                (Candidate(form.format(year=year, month=due.month)) for year in years),
                ambiguous=True,
            )
        return replace(question, due=due.in_year(years[0]))

    def _chosen(self, question: Question) -> Question | None:
        """Choose the facts that answer to the words of a question that are no names; None where none do."""
        clues = self._clues(question)
        if not clues:
            return question
        things = best(clues, self._candidates(question), by_place=question.by_place)
        said = tuple(clue.said for clue in clues)
        return replace(question, chosen=tuple(things), said=said) if things else None

    def _clues(self, question: Question) -> tuple[Clue, ...]:
        if not question.topics:
            return ()
        clues = find_clues(question.topics, self._texts, question.language, apart=question.figures)
        if not question.figures:
            return clues
        times = load_vocabulary().words["zh"]  # that a figure is a time is asked for by its unit
        return tuple(clue for clue in clues if Cue.TIME not in times.get(clue.said, ()))

    def _candidates(self, question: Question) -> Iterator[Fact]:
        """Yield the facts that fit all but the words, without names of which a word is only a part."""
        wholes = [topic.whole for topic in question.topics if topic.whole]
        for thing, place, measured, text in self._rows(candidates(question)):
            if isinstance(thing, NamedNode):
                searched = _text(text)
                for whole in wholes:
                    searched = searched.replace(whole, "")
                yield Fact(thing, str(place), _text(measured), searched)

    # ---- what is answered

    def _answer(self, question: Question) -> Answer:
        for each in readings(question):
            reading = self._chosen(each)
            if reading is None:
                continue
            composed = compose(reading)
            rows = self._rows(composed)
            if rows and not _counts_none(reading, rows):
                return self._told(reading, composed, rows)
        return self._nothing(question)

    def _rows(self, composed: Composed) -> tuple[Row, ...]:
        return tuple(self._store.select(composed.query, composed.bindings))

    def _told(self, question: Question, composed: Composed, rows: tuple[Row, ...]) -> Answer:
        cited: Sequence[Row] = rows
        if _is_one_count(question):
            cited = (tuple(fact for (fact,) in self._rows(evidence_of_count(question))),)
        return Answer(
            columns=composed.columns,
            rows=rows,
            reading=tell(question, self._labels(question)),
            sparql=bind(composed.query, composed.bindings),
            sources=cite(self._store, cited),
            labels=labels(self._store, rows, question.language),
        )

    def _nothing(self, question: Question) -> Answer:
        """Say that nothing was found: the answer where a question asks for what is missing."""
        clues = find_clues(question.topics, self._texts, question.language)
        composed = compose(question)
        told = replace(question, said=tuple(clue.said for clue in clues))
        said = spoken(question.language, "图谱中没有这样的内容。", " The graph holds nothing of the kind.")
        absent = any(step.negated for step in question.steps) or question.dated is False
        return Answer(
            columns=composed.columns,
            status=Status.ANSWERED if absent else Status.REFUSED,
            reading=tell(told, self._labels(told)) + said,
            sparql=bind(composed.query, composed.bindings),
        )

    def _labels(self, question: Question) -> dict[NamedNode, str]:
        things = tuple(thing for step in question.steps for thing in step.things)
        return labels(self._store, (things,), question.language)


def _language(question: str) -> str:
    """Return the language of a question; an English one may name things in Chinese."""
    return "en" if len(_LATIN.findall(question)) > 2 * len(_CHINESE.findall(question)) else "zh"


def _refuse_at_once(question: str, language: str) -> None:
    """Refuse what is no question in words: nothing, far too much, and SPARQL."""
    if "{" in question or "}" in question:
        message = "这像是 SPARQL：请用 `bizgraph query`", "this looks like SPARQL: use `bizgraph query`"
        raise NotUnderstoodError(spoken(language, *message))
    if not question or len(question) > _LONGEST:
        message = f"请用不超过{_LONGEST}个字提问", f"ask in 1 to {_LONGEST} characters"
        raise NotUnderstoodError(spoken(language, *message))


def _is_one_count(question: Question) -> bool:
    return question.operation is Operation.COUNT and not question.group


def _counts_none(question: Question, rows: Sequence[Row]) -> bool:
    return _is_one_count(question) and _text(rows[0][0]) == "0"


def _text(term: Term | None) -> str:
    """Return a literal's text in lower case."""
    return term.value.lower() if isinstance(term, Literal) else ""
