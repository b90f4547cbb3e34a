"""What is exported: a view of a graph within a scope, of which each format takes what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode

from bizgraph.export.names import ViewName
from bizgraph.export.network import PropertyGraph
from bizgraph.export.views import drawn, parts_of, undrawn
from bizgraph.export.views.describing import Identify
from bizgraph.export.views.parts import Parts
from bizgraph.export.views.scope import Scope
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.store.interface import Store


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

    @cached_property
    def facts(self) -> PropertyGraph:
        """The view as a network that is not drawn, for what holds data only."""
        return undrawn(self._parts, self.view, self.language)

    @cached_property
    def network(self) -> PropertyGraph:
        """The view as a network, drawn and laid out."""
        return drawn(self._parts, self.view, self.language)

    @cached_property
    def _parts(self) -> Parts:
        return parts_of(self.store, self.view, self.scope, self.identify, self.language)
