"""Which places could use a practice: the gaps that it would answer, and the places that have it already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.questions.clues import clues_of_clean
from bizgraph.questions.corpus import Corpus, Said
from bizgraph.questions.fitting import Fit, Need, fit, need_of_gap, to_the_point

# So many gaps that share most with the practice are looked at closely.
_NEAR: Final = 60


@dataclass(frozen=True, slots=True)
class Use:
    """What came of looking for places that could use a practice."""

    found: tuple[tuple[Need, Fit], ...]
    searched: tuple[Said, ...]
    practising: tuple[NamedNode, ...]
    borrowing: tuple[NamedNode, ...]


def could_use(
    corpus: Corpus, practice: Said, region: NamedNode | None = None, indicator: NamedNode | None = None
) -> Use:
    """Return the gaps that a practice or measure would answer, the best answered first.

    Those of places that practise or borrow it are left out. Only gaps of `region` and on `indicator` are
    looked at, where these are given.
    """
    practising = corpus.places(practice)
    borrowing = tuple(each for each in dict.fromkeys(corpus.borrowers.get(practice.thing, ())))
    have = {*practising, *borrowing}
    searched = tuple(
        said
        for said in corpus.all
        if said.kind == "gap"
        and said.region not in have
        and region in (None, said.region)
        and (indicator is None or indicator in (*said.indicators, *said.sub_indicators))
    )
    shares = corpus.texts.shares(clues_of_clean(practice.text))
    near = sorted(
        (gap for gap in searched if gap.number in shares), key=lambda gap: (-shares[gap.number], gap.number)
    )
    found: list[tuple[Need, Fit]] = []
    for gap in near[:_NEAR]:
        need = need_of_gap(corpus, gap)
        wording = corpus.texts.shares(need.all_clues).get(practice.number, 0.0)
        if to_the_point(corpus, need, practice, wording):
            found.append((need, fit(corpus, need, practice, wording)))
    found.sort(key=lambda pair: (-pair[1].score, pair[1].said.number, pair[0].text))
    return Use(
        tuple(found), searched, practising, tuple(each for each in borrowing if each not in practising)
    )
