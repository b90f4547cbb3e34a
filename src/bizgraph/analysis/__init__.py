"""What the shape of a graph says: models, places alike, units under load, who stands between whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from bizgraph.analysis.alike import alike
from bizgraph.analysis.asked import Asked
from bizgraph.analysis.between import between
from bizgraph.analysis.borrowing import borrowing_network
from bizgraph.analysis.cooperation import cooperation_network
from bizgraph.analysis.functions import functions
from bizgraph.analysis.indicators import indicators
from bizgraph.analysis.load import load
from bizgraph.analysis.models import models
from bizgraph.errors import QueryError
from bizgraph.questions.answer import Answer

if TYPE_CHECKING:
    from bizgraph.questions.corpus import Corpus
    from bizgraph.questions.names import Names
    from bizgraph.store.interface import Store

__all__ = ["ANALYSES", "Asked", "analyse", "borrowing_network", "cooperation_network"]

ANALYSES: Final[Mapping[str, Callable[[Asked], Answer]]] = {
    "models": models,
    "alike": alike,
    "indicators": indicators,
    "load": load,
    "functions": functions,
    "between": between,
}


def analyse(
    store: Store,
    corpus: Corpus,
    names: Names,
    name: str,
    *,
    region: str | None = None,
    indicator: str | None = None,
    limit: int = 10,
    language: str = "zh",
) -> Answer:
    """Return the answer of one of the `ANALYSES`, on a whole graph or on a region and an indicator of it.

    Raises QueryError where no analysis has the name, and UnknownThingError where a name stands for nothing
    or for several things.
    """
    if name not in ANALYSES:
        raise QueryError(f"no analysis is called {name!r}; there are: {', '.join(ANALYSES)}")
    asked = Asked.of(store, corpus, names, region=region, indicator=indicator, limit=limit, language=language)
    return ANALYSES[name](asked)
