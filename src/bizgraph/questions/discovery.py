"""What others do that would answer what a place lacks, and which places could use what one does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from bizgraph.errors import QueryError
from bizgraph.questions.answer import Answer, Status
from bizgraph.questions.candidates import OFFERED, candidates, places
from bizgraph.questions.citing import cite, labels
from bizgraph.questions.corpus import Corpus, Said, query_of
from bizgraph.questions.fitting import Fit, Need, fits, need_of_gap, need_of_words
from bizgraph.questions.reasons import Teller
from bizgraph.questions.reverse import could_use
from bizgraph.questions.sayings import column, joined, say
from bizgraph.questions.search import checked, score
from bizgraph.rdf.vocabulary import plain

if TYPE_CHECKING:
    from bizgraph.questions.names import Names
    from bizgraph.store.interface import Store, Term

COLUMNS: Final = ("thing", "text", "region", "kind", "score", "reasons", "quote")
OF_GAPS: Final = ("gap", "gap_text")
_SHOWN: Final = 40
_MANY: Final = 5


@dataclass(frozen=True)
class Asked:
    """What a person asked discovery for, names already understood."""

    region: NamedNode | None
    indicator: NamedNode | None
    gap: Said | None
    practice: Said | None
    need: str
    limit: int
    language: str


def discover(
    store: Store,
    corpus: Corpus,
    names: Names,
    region: str | None = None,
    *,
    indicator: str | None = None,
    gap: str | None = None,
    need: str | None = None,
    practice: str | None = None,
    limit: int = 5,
    language: str = "zh",
) -> Answer:
    """Return what answers the gaps of a region, one gap, or a need; or the gaps that a practice answers.

    Raises QueryError where what is asked for does not go together, and UnknownThingError for a name.
    """
    checked([need], [region, indicator, gap, practice], limit, language)
    if sum(bool(each) for each in (gap, need, practice)) > 1:
        raise QueryError("ask for one of a gap, a need and a practice at a time")
    asked = Asked(
        names.region(region) if region else None,
        names.indicator(indicator) if indicator else None,
        _statement(corpus, names, gap, ("gap",)) if gap else None,
        _statement(corpus, names, practice, OFFERED) if practice else None,
        need or "",
        limit,
        language,
    )
    if asked.gap is not None and asked.region not in (None, asked.gap.region):
        raise QueryError(f"{gap} is a gap of {corpus.label(asked.gap.region, language)}, not of {region}")
    teller = Teller(corpus, language)
    if asked.practice is not None:
        rows, told = _reverse(corpus, teller, asked, asked.practice)
        return _answer(store, rows, told, COLUMNS, ("gap",), language)
    if asked.need.strip():
        wanted = need_of_words(corpus, asked.need, asked.region, asked.indicator)
        if not wanted.clues:
            return Answer(status=Status.REFUSED, reading=say("discover", "empty", language))
        rows, told = _for_need(corpus, teller, asked, wanted)
        return _answer(store, rows, told, COLUMNS, OFFERED, language)
    if asked.gap is not None:
        rows, told = _for_need(corpus, teller, asked, need_of_gap(corpus, asked.gap))
        return _answer(store, rows, told, COLUMNS, OFFERED, language)
    if asked.region is None and asked.indicator is None:
        return Answer(status=Status.REFUSED, reading=say("discover", "empty", language))
    rows, told = _for_gaps(corpus, teller, asked)
    return _answer(store, rows, told, (*OF_GAPS, *COLUMNS), OFFERED, language)


_Rows = list[tuple["Term | None", ...]]


def _for_need(corpus: Corpus, teller: Teller, asked: Asked, need: Need) -> tuple[_Rows, list[str]]:
    """Return what answers one gap, or one need as typed."""
    able = candidates(corpus, need.region)
    found = fits(corpus, need, able)
    if need.gap is not None:
        about = _say(asked, "for_gap", region=teller.names([need.gap.region]), gap=_short(need.text))
    else:
        about = _say(asked, "for_need", need=_short(need.text))
    pointed = sorted(need.indicators, key=lambda each: each.value) if need.gap is None else []
    told = [about, _say(asked, "taken_for", names=teller.names(pointed)) if pointed else ""]
    told += [_searched(corpus, asked, able), _listed_or_not(asked, found)]
    return [_row(teller, need, each) for each in found[: asked.limit]], told


def _for_gaps(corpus: Corpus, teller: Teller, asked: Asked) -> tuple[_Rows, list[str]]:
    """Return what answers each gap of a region, or of all regions, on one indicator or on all."""
    gaps = [
        said
        for said in corpus.all
        if said.kind == "gap"
        and asked.region in (None, said.region)
        and (asked.indicator is None or asked.indicator in (*said.indicators, *said.sub_indicators))
    ]
    about = _about(teller, asked)
    if not gaps:
        return [], [_say(asked, "no_gaps", about=about), _say(asked, "nothing")]
    rows: _Rows = []
    wanting: list[str] = []
    able = {region: candidates(corpus, region) for region in dict.fromkeys(gap.region for gap in gaps)}
    for gap in gaps:
        need = need_of_gap(corpus, gap)
        found = fits(corpus, need, able[gap.region])[: asked.limit]
        rows += [(gap.thing, _words(gap.text), *_row(teller, need, each)) for each in found]
        if not found:
            wanting.append(f"“{_short(gap.text)}”")
    told = [_say(asked, "for_gaps", about=about, count=len(gaps))]
    told.append(
        _searched(corpus, asked, {said.number: said for each in able.values() for said in each}.values())
    )
    told.append(_listed_or_not(asked, rows))
    if wanting and rows:
        more = "…" if len(wanting) > _MANY else ""
        told.append(_say(asked, "some_nothing", count=len(wanting), gaps="".join(wanting[:_MANY]) + more))
    return rows, told


def _reverse(corpus: Corpus, teller: Teller, asked: Asked, practice: Said) -> tuple[_Rows, list[str]]:
    """Return the gaps of other places that a practice would answer."""
    use = could_use(corpus, practice, asked.region, asked.indicator)
    rows: _Rows = [
        (
            need.gap.thing,
            _words(need.gap.text),
            _words(corpus.whose(need.gap, asked.language)),
            plain(need.gap.kind),
            score(each.score),
            _words(teller.reasons(need, practice)),
            _words(teller.quote(need, practice)),
        )
        for need, each in use.found[: asked.limit]
        if need.gap is not None
    ]
    about = _say(
        asked, "for_practice", regions=corpus.whose(practice, asked.language), practice=_short(practice.text)
    )
    searched = _say(asked, "searched_gaps", gaps=len(use.searched), places=len(places(corpus, use.searched)))
    told = [about, searched, _listed_or_not(asked, use.found)]
    if use.practising:
        told.append(_say(asked, "practised", regions=teller.names(use.practising)))
    if use.borrowing:
        told.append(_say(asked, "borrowed", regions=teller.names(use.borrowing)))
    return rows, told


def _row(teller: Teller, need: Need, found: Fit) -> tuple[Term | None, ...]:
    said = found.said
    return (
        said.thing,
        _words(said.text),
        _words(teller.corpus.whose(said, teller.language)),
        plain(said.kind),
        score(found.score),
        _words(teller.reasons(need, said)),
        _words(teller.quote(need, said)),
    )


def _answer(
    store: Store,
    rows: _Rows,
    told: list[str],
    names: Sequence[str],
    kinds: Iterable[str],
    language: str,
) -> Answer:
    return Answer(
        columns=tuple(map(column, names)),
        rows=tuple(rows),
        reading=joined(told, language),
        sparql=query_of(kinds),
        sources=cite(store, rows),
        labels=labels(store, rows, language),
    )


def _statement(corpus: Corpus, names: Names, typed: str, kinds: Sequence[str]) -> Said:
    """Return the statement that a person names. Raises QueryError where it is of another kind."""
    said = corpus.by_thing.get(names.thing(typed))
    if said is None or said.kind not in kinds:
        raise QueryError(f"{typed} is no {' or '.join(kinds)} of the graph")
    return said


def _searched(corpus: Corpus, asked: Asked, able: Iterable[Said]) -> str:
    told = list(able)
    practices = sum(said.kind == "practice" for said in told)
    return _say(
        asked,
        "searched",
        places=len(places(corpus, told)),
        practices=practices,
        measures=len(told) - practices,
    )


def _about(teller: Teller, asked: Asked) -> str:
    region, indicator = (teller.names([each] if each else []) for each in (asked.region, asked.indicator))
    if region and indicator:
        return _say(asked, "both", region=region, indicator=indicator)
    return region or indicator


def _listed_or_not(asked: Asked, found: Sequence[object]) -> str:
    if not found:
        return _say(asked, "nothing")
    grouped = asked.gap is None and asked.practice is None and not asked.need.strip()
    return _say(asked, "found", count=len(found) if grouped else min(len(found), asked.limit))


def _say(asked: Asked, key: str, **values: object) -> str:
    return say("discover", key, asked.language, **values)


def _words(text: str) -> Literal:
    return Literal(text, language="zh")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
