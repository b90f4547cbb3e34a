"""What can be offered to a place: the practices and measures of others."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from bizgraph.questions.corpus import Corpus, Said

OFFERED = ("practice", "measure")


def candidates(corpus: Corpus, region: NamedNode | None) -> tuple[Said, ...]:
    """Return the practices and measures of other places than `region`; of all places where it is None.

    A practice that a measure made by naming its model has the words of the measure: of the two, the practice
    is offered, and neither to the place whose measure it is.
    """
    own = {said.text for said in corpus.measures_of(region)} if region is not None else set()
    practices = [
        said
        for said in corpus.all
        if said.kind == "practice" and region not in corpus.places(said) and said.text not in own
    ]
    told = {said.text for said in practices}
    measures = [
        said
        for said in corpus.all
        if said.kind == "measure" and said.region != region and said.text not in told
    ]
    return tuple(sorted((*practices, *measures), key=lambda said: said.number))


def places(corpus: Corpus, told: Iterable[Said]) -> frozenset[NamedNode]:
    """Return the places whose practices, measures or gaps these are."""
    return frozenset(place for said in told for place in corpus.places(said))
