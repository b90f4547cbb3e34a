"""Statements of the documents found by words: measures, practices, gaps and targets, the best first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from bizgraph.errors import QueryError, UnknownThingError
from bizgraph.questions.answer import LANGUAGES, Answer, Status
from bizgraph.questions.citing import cite, labels
from bizgraph.questions.clues import clues, instruments_of
from bizgraph.questions.corpus import KINDS, Corpus, Said, query_of
from bizgraph.questions.quoting import best_stretch, marked
from bizgraph.questions.sayings import column, joined, listed, say
from bizgraph.rdf.vocabulary import plain
from bizgraph.store.values import to_literal

if TYPE_CHECKING:
    from bizgraph.questions.names import Names
    from bizgraph.store.interface import Store, Term

COLUMNS: Final = ("thing", "kind", "text", "region", "indicator", "score", "sentence", "file", "line")
_SHOWN: Final = 60
_LONGEST_NAME: Final = 500
_PLACES: Final = Decimal("0.0001")

_Test = Callable[[Said], bool]


def search(
    store: Store,
    corpus: Corpus,
    names: Names,
    words: str,
    *,
    kind: str | None = None,
    region: str | None = None,
    indicator: str | None = None,
    document: str | None = None,
    limit: int = 10,
    language: str = "zh",
) -> Answer:
    """Return the statements that hold most of the words, with the sentence of each that holds most of them.

    Raises QueryError for a kind, limit or language that there is not, and UnknownThingError for a name.
    """
    checked([words], [kind, region, indicator, document], limit, language)
    kinds = kinds_of(kind)
    tests, only = filters(corpus, names, region, indicator, document, language)
    looked_for = clues(words)
    if not looked_for:
        return Answer(status=Status.REFUSED, reading=say("search", "empty", language))
    shares = corpus.texts.shares(looked_for)
    able = [said for said in corpus.all if said.kind in kinds and all(test(said) for test in tests)]
    found = sorted(
        (said for said in able if said.number in shares), key=lambda said: (-shares[said.number], said.number)
    )
    values = corpus.texts.values(looked_for)
    rows = tuple(
        (
            said.thing,
            plain(said.kind),
            _words(said.text),
            _words(corpus.whose(said, language)),
            _words(listed([corpus.label(each, language) for each in said.indicators], language)),
            score(shares[said.number]),
            _words(marked(best_stretch(said.text, values), values)),
            plain(said.file),
            to_literal(said.line),
        )
        for said in found[:limit]
    )
    searched = say(
        "search",
        "searched",
        language,
        count=len(able),
        kinds=listed([say("kind", each, language) for each in kinds], language),
    )
    called = instruments_of(looked_for)
    told = [
        say("search", "asked", language, searched=searched, words=_short(words)),
        *only,
        say("search", "named", language, names=listed(list(called), language)) if called else "",
        say("search", "found", language, found=len(found), shown=len(rows))
        if rows
        else say("search", "nothing", language),
    ]
    return Answer(
        columns=tuple(map(column, COLUMNS)),
        rows=rows,
        parameters=_given(words=words, kind=kind, region=region, indicator=indicator, document=document),
        reading=joined(told, language),
        sparql=query_of(kinds),
        sources=cite(store, rows),
        labels=labels(store, rows, language),
    )


def checked(texts: Iterable[str | None], names: Iterable[str | None], limit: int, language: str) -> None:
    """Raise QueryError for a limit or language that is none, or a text or name that cannot be one."""
    if language not in LANGUAGES:
        raise QueryError(f"the language must be one of {', '.join(LANGUAGES)}, not {language!r}")
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise QueryError(f"the limit must be a whole number from 1, not {limit!r}")
    given = [name for name in names if name is not None]
    for text in (*texts, *given):
        if text is None:
            continue
        if not isinstance(text, str):
            raise QueryError(f"what is looked for must be text, not {type(text).__name__}")
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise QueryError(f"{text!r} holds a character that is none") from error
    for name in given:
        if len(name) > _LONGEST_NAME:
            raise QueryError(f"no name is as long as {len(name)} characters: {name[:_SHOWN]}…")


def score(value: float) -> Literal:
    """Return a score as it is printed."""
    return to_literal(Decimal(value).quantize(_PLACES))


def kinds_of(kind: str | None) -> tuple[str, ...]:
    """Return the kinds to search. Raises QueryError for a kind that there is not."""
    if not kind:
        return tuple(KINDS)
    if kind not in KINDS:
        raise QueryError(f"no kind is called {kind!r}; there are: {', '.join(KINDS)}")
    return (kind,)


def filters(
    corpus: Corpus,
    names: Names,
    region: str | None,
    indicator: str | None,
    document: str | None,
    language: str,
) -> tuple[list[_Test], list[str]]:
    """Return the tests that a statement must stand, and how they are said."""
    tests: list[_Test] = []
    said: list[str] = []
    if region:
        place = names.region(region)
        tests.append(lambda each: corpus.holds(place, corpus.places(each) or (each.region,)))
        said.append(say("search", "only_region", language, name=names.label(place, language)))
    if indicator:
        wanted = names.indicator(indicator)
        tests.append(lambda each: wanted in (*each.indicators, *each.sub_indicators))
        said.append(say("search", "only_indicator", language, name=names.label(wanted, language)))
    if document:
        thing = names.thing(document)
        if all(each.document != thing for each in corpus.all):
            raise UnknownThingError(f"{document!r} is no document of the graph that says anything")
        tests.append(lambda each: each.document == thing)
        said.append(say("search", "only_document", language, name=names.label(thing, language)))
    return tests, said


def _given(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _words(text: str) -> Term:
    return Literal(text, language="zh")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
