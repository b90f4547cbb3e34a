"""What is exported: a view of a graph within a scope, of which each format takes what it needs."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.errors import QueryError
from bizgraph.export.names import ViewName, find_view
from bizgraph.export.network import PropertyGraph
from bizgraph.export.views import as_network, laid_out, parts_of
from bizgraph.export.views.describing import Identify
from bizgraph.export.views.parts import Parts
from bizgraph.export.views.scope import Scope
from bizgraph.questions.answer import LANGUAGES
from bizgraph.questions.names import Names
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.store.interface import Store

_KEPT: Final = 8


@dataclass(frozen=True)
class Excerpt:
    """A view of a graph within a scope; worked out when a format asks for it, and once."""

    store: Store
    namespaces: Namespaces
    view: ViewName
    scope: Scope
    identify: Identify
    language: str

    @cached_property
    def things(self) -> frozenset[NamedNode] | None:
        """The things that the view rests on; None where these are all."""
        if self.view is ViewName.FULL and self.scope.is_everything:
            return None
        return self._parts.things

    @property
    def facts(self) -> PropertyGraph:
        """The view as a network that is not drawn, for what holds data only; a new one each time."""
        return as_network(self._parts, self.view, self.language)

    @property
    def network(self) -> PropertyGraph:
        """The view as a network, drawn and laid out; a new one each time."""
        return as_network(self._laid_out, self.view, self.language)

    @cached_property
    def _parts(self) -> Parts:
        return parts_of(self.store, self.view, self.scope, self.identify, self.language)

    @cached_property
    def _laid_out(self) -> Parts:
        return laid_out(self._parts, self.view)


class Excerpts:
    """The excerpts of one graph, which stays as it is: the last are kept, since they take long to draw."""

    def __init__(self, store: Store, namespaces: Namespaces, names: Names) -> None:
        self._store = store
        self._namespaces = namespaces
        self._names = names
        self._kept: OrderedDict[tuple[str | None, ...], Excerpt] = OrderedDict()

    def find(
        self,
        view: ViewName | str,
        region: str | None,
        indicator: str | None,
        document: str | None,
        language: str,
    ) -> Excerpt:
        """Return a view within a scope; `None` limits nothing.

        Raises QueryError for a language that is not spoken, and UnknownThingError.
        """
        key = (str(view), region, indicator, document, language)
        excerpt = self._kept.pop(key, None) or self._excerpt(*key)
        self._kept[key] = excerpt
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return excerpt

    def _excerpt(
        self, view: str, region: str | None, indicator: str | None, document: str | None, language: str
    ) -> Excerpt:
        if language not in LANGUAGES:
            raise QueryError(f"the language must be one of {', '.join(LANGUAGES)}, not {language!r}")
        scope = Scope.of(
            self._store,
            None if region is None else self._names.region(region),
            None if indicator is None else self._names.indicator(indicator),
            None if document is None else self._names.document(document),
        )
        return Excerpt(self._store, self._namespaces, find_view(view), scope, self._names.shortened, language)
