"""What people type to what the graph calls it: names of places, indicators, units and of any other thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from bizgraph.authority.functions import load_functions
from bizgraph.authority.identity import Region
from bizgraph.authority.indicators import load_indicators
from bizgraph.authority.regions import load_regions
from bizgraph.authority.romanised import by_latin_name
from bizgraph.authority.units import Units
from bizgraph.errors import QueryError, UnknownThingError
from bizgraph.questions.saved import Kind, Parameter
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.serialise import prefixes
from bizgraph.rdf.vocabulary import BIZ, plain
from bizgraph.source.cleaning import clean
from bizgraph.store.interface import Store, Term
from bizgraph.store.values import to_literal

_IRI: Final = re.compile(r"<?(?P<iri>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+)>?")
_NAMED: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing WHERE {
  ?thing rdfs:label|skos:prefLabel|skos:altLabel|dcterms:title|biz:fileName|biz:documentNumber ?name .
  FILTER NOT EXISTS { ?thing a ?helper FILTER(?helper IN (biz:Mention, biz:Responsibility, biz:Span)) }
}
"""
_NAMES_OF: Final = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?name ?other WHERE {
  ?thing a ?class .
  { ?thing rdfs:label|skos:prefLabel ?name BIND(false AS ?other) }
  UNION { ?thing skos:altLabel ?name BIND(true AS ?other) }
} ORDER BY ?thing ?other ?name
"""
_LABEL: Final = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name WHERE { ?thing rdfs:label|skos:prefLabel ?name } ORDER BY DESC(LANG(?name)) ?name
"""
_DOCUMENTS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?thing ?name WHERE {
  ?thing a biz:PolicyDocument ; dcterms:title|biz:fileName|biz:documentNumber ?name
} ORDER BY ?thing STRLEN(?name) ?name
"""
_PLANNING: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT DISTINCT ?region WHERE { ?document a biz:PolicyDocument ; biz:region ?region } ORDER BY ?region
"""
_EXISTS: Final = "SELECT ?thing WHERE { { ?thing ?p ?o } UNION { ?s ?thing ?o } } LIMIT 1"
_KINDS: Final = ("region", "indicator", "unit", "document", "function")
_SHOWN: Final = 8

Known: TypeAlias = Mapping[NamedNode, tuple[str, ...]]


class Names:
    """Finds things by what people call them. Raises UnknownThingError, with candidates, where it cannot."""

    def __init__(self, store: Store, namespaces: Namespaces) -> None:
        self._store = store
        self._namespaces = namespaces
        self._prefixes = prefixes(namespaces)
        self._read: dict[str, Known] = {}

    def value(self, parameter: Parameter, typed: str) -> NamedNode | Literal:
        """Return what was typed for a parameter as an RDF term of its kind. Raises QueryError too."""
        match parameter.kind:
            case Kind.REGION:
                return self.region(typed)
            case Kind.INDICATOR:
                return self.indicator(typed)
            case Kind.UNIT:
                return self.unit(typed)
            case Kind.DOCUMENT:
                return self.document(typed)
            case Kind.FUNCTION:
                return self.function(typed)
            case Kind.NUMBER:
                return to_literal(_number(parameter.name, typed))
            case Kind.DATE:
                return to_literal(_date(parameter.name, typed))
            case Kind.TEXT:
                return plain(typed)

    def region(self, typed: str) -> NamedNode:
        """Return a region by code, IRI, or name in any form: 深圳, 深圳市, 東莞, Shenzhen."""
        if iri := self._iri(typed):
            return iri
        name = _compact(typed)
        regions = load_regions()
        region = regions.by_code(name) if re.fullmatch(r"\d{6}", name) else regions.resolve(name)
        if region is not None:
            return self._namespaces.region(region.id)
        known = self._named("Region")
        if name.isascii() and (latin := by_latin_name(simplified(typed))):
            return self._of_one_name(
                "region", typed, [self._namespaces.region(each.id) for each in latin], known
            )
        known |= {self._namespaces.region(each.id): (each.label, *each.names) for each in regions.all()}
        return self._chosen("region", name, known)

    def indicator(self, typed: str) -> NamedNode:
        """Return an indicator of either level by identifier, IRI or name in Chinese or English."""
        if iri := self._iri(typed):
            return iri
        name = _compact(typed)
        indicators = load_indicators()
        known: dict[NamedNode, tuple[str, ...]] = {
            self._namespaces.indicator(each.id): (each.label, each.english, each.id, *each.names)
            for each in indicators.all()
        }
        for iri, names in self._named("Indicator").items():
            known[iri] = (*known.get(iri, ()), *names)
        named = indicators.named_in(name)
        if len(named) == 1 and not any(name in names for names in known.values()):
            return self._namespaces.indicator(named[0])
        return self._chosen("indicator", simplified(typed), known)

    def unit(self, typed: str) -> NamedNode:
        """Return a unit by IRI, by a name that the documents of the graph print for it, or one like it.

        A name that tells only the level (区市监局) is that of the one such unit, or of several.
        """
        if iri := self._iri(typed):
            return iri
        name = _compact(typed)
        known = self._named("Unit")
        understood = dict.fromkeys(unit for unit in self.units_called(name) if unit in known)
        exact = [unit for unit, names in known.items() if name in names]
        if understood or exact:
            return self._of_one_name("unit", name, list(dict.fromkeys([*exact, *understood])), known)
        return self._chosen("unit", name, known)

    def units_called(self, name: str) -> Iterator[NamedNode]:
        """Yield the units that a name would stand for in a document of each place that has one, by how such
        names are made; the graph need not know them.
        """
        regions = load_regions()
        units = Units(regions)
        for context in (regions.country, *self._planning_regions()):
            yield self._namespaces.unit(units.resolve(name, context).id)

    def _planning_regions(self) -> Iterator[Region]:
        base = self._namespaces.region("").value
        for row in self._store.select(_PLANNING):
            identifier = row[0].value.removeprefix(base) if isinstance(row[0], NamedNode) else ""
            if not identifier.startswith("masked/"):
                yield load_regions().get(identifier)

    def _understood_unit(self, name: str) -> NamedNode:
        """Return the unit that a name stands for by the way such names are made: 东莞市市场监管局."""
        regions = load_regions()
        return self._namespaces.unit(Units(regions).resolve(name, regions.country).id)

    def thing(self, typed: str) -> NamedNode:
        """Return any thing of the graph by IRI or name.

        Where a place, an indicator, a unit, a document and a part of one have one name, the first of
        these is meant.
        """
        if iri := self._iri(typed):
            return iri
        found = self._things(typed.strip())
        if found:
            return self._chosen("thing", typed.strip(), {iri: (typed.strip(),) for iri in found})
        region = load_regions().resolve("".join(typed.split()))
        if region is not None:
            return self._existing(self._namespaces.region(region.id))
        unit = self._understood_unit("".join(typed.split()))
        units = self._named("Unit")
        if unit in units:
            return unit
        known = self._named("Region") | units | self._named("Indicator")
        return self._chosen("thing", typed.strip(), known)

    def iri_or_text(self, typed: str) -> NamedNode | Literal:
        """Return what was typed in angle brackets or with a known prefix as an IRI, all else as text."""
        if typed.startswith("<") or typed.partition(":")[0] in self._prefixes:
            return self._iri(typed) or plain(typed)
        return plain(typed)

    def label(self, thing: NamedNode, language: str = "zh") -> str:
        """Return the label of a thing, in the language if there is one; else its shortened IRI."""
        found = [row[0] for row in self._store.select(_LABEL, {"thing": thing})]
        labels = [label for label in found if isinstance(label, Literal)]
        wanted = [label for label in labels if label.language == language]
        return next((label.value for label in (*wanted, *labels)), self.shortened(thing))

    def shortened(self, iri: NamedNode) -> str:
        """Return an IRI with its beginning replaced by a prefix, if one fits."""
        for prefix, beginning in sorted(self._prefixes.items(), key=lambda item: -len(item[1])):
            if iri.value.startswith(beginning):
                return f"{prefix}:{iri.value.removeprefix(beginning)}"
        return iri.value

    def document(self, typed: str) -> NamedNode:
        """Return a document by identifier, IRI, title, name of its file, or document number (发文字号)."""
        if iri := self._iri(typed):
            return iri
        known: dict[NamedNode, tuple[str, ...]] = {}
        for thing, name in self._store.select(_DOCUMENTS):
            if isinstance(thing, NamedNode):
                names = known.get(thing, (thing.value.removeprefix(self._namespaces.document("").value),))
                known[thing] = (_text(name), *names)
        return self._chosen("document", typed.strip(), known)

    def function(self, typed: str) -> NamedNode:
        """Return a function of units by identifier, IRI or name, or by what such units are called: 市监局."""
        if iri := self._iri(typed):
            return iri
        functions = load_functions()
        understood = functions.read("".join(typed.split()))
        if understood is not None and len(understood.functions) == 1:
            return self._namespaces.function(understood.functions[0])
        known = {
            self._namespaces.function(each.id): (each.label, each.english, each.id, *each.names)
            for each in functions.concepts()
        }
        return self._chosen("function", typed.strip(), known)

    def _iri(self, typed: str) -> NamedNode | None:
        """Read an IRI, whole or with a prefix such as `region:440300`; None where a name was typed."""
        match = _IRI.fullmatch(typed.strip())
        if match is None:
            return None
        prefix, _, rest = match["iri"].partition(":")
        if prefix in self._prefixes:
            return self._existing(NamedNode(self._prefixes[prefix] + rest))
        return self._existing(NamedNode(match["iri"])) if rest.startswith("/") else None

    def _existing(self, iri: NamedNode) -> NamedNode:
        if next(iter(self._store.select(_EXISTS, {"thing": iri})), None) is None:
            raise UnknownThingError(f"the graph knows nothing of {iri.value}")
        return iri

    def _things(self, name: str) -> list[NamedNode]:
        """Return the things of this name, those of the kind that a reader thinks of first."""
        literals = (plain(name), Literal(name, language="zh"), Literal(name, language="en"))
        rows = (row for literal in literals for row in self._store.select(_NAMED, {"name": literal}))
        found = sorted({row[0].value for row in rows if isinstance(row[0], NamedNode)})
        best = min(map(self._rank, found), default=0)
        return [NamedNode(iri) for iri in found if self._rank(iri) == best]

    def _rank(self, iri: str) -> int:
        kind, _, rest = iri.removeprefix(self._namespaces.base).partition("/")
        if kind not in _KINDS or (kind == "document" and "/" in rest):
            return len(_KINDS)
        return _KINDS.index(kind)

    def _named(self, kind: str) -> dict[NamedNode, tuple[str, ...]]:
        """Return the things of a class with their names, the label first; each class is read once."""
        if kind not in self._read:
            names: dict[NamedNode, list[str]] = {}
            for thing, name, _ in self._store.select(_NAMES_OF, {"class": BIZ(kind)}):
                if isinstance(thing, NamedNode):
                    names.setdefault(thing, []).append(_text(name))
            self._read[kind] = {thing: tuple(found) for thing, found in names.items()}
        return dict(self._read[kind])

    def _chosen(self, kind: str, typed: str, known: Known) -> NamedNode:
        """Return the one thing of which `typed` is a name."""
        exact = [iri for iri, names in known.items() if typed in names]
        if not exact:
            exact = [iri for iri, names in known.items() if typed.lower() in map(str.lower, names)]
        if exact:
            return self._of_one_name(kind, typed, exact, known)
        near = [iri for iri, names in known.items() if typed and any(typed in name for name in names)]
        if not near:
            every = sorted({name for names in known.values() for name in names})
            close = set(get_close_matches(typed, every, n=5, cutoff=0.5))
            near = [iri for iri, names in known.items() if close.intersection(names)]
        message = f"no {kind} is called {typed!r}"
        if near:
            message += f"; there are: {self._listed(near, known)}"
        raise UnknownThingError(message, self._candidates(near, known))

    def _of_one_name(self, kind: str, typed: str, things: Sequence[NamedNode], known: Known) -> NamedNode:
        """Return the one thing of a name; raise UnknownThingError where there are several."""
        if len(things) == 1:
            return things[0]
        raise UnknownThingError(
            f"{typed!r} may be several things; say which {kind} by its IRI: {self._listed(things, known)}",
            self._candidates(things, known),
            ambiguous=True,
        )

    def _candidates(self, things: Sequence[NamedNode], known: Known) -> list[tuple[str, str]]:
        return [(self._label_in(known, thing), thing.value) for thing in things[:_SHOWN]]

    def _label_in(self, known: Known, thing: NamedNode) -> str:
        return known[thing][0] if thing in known else self.label(thing)

    def _listed(self, things: Sequence[NamedNode], known: Known) -> str:
        shown = [f"{self._label_in(known, iri)} ({self.shortened(iri)})" for iri in things[:_SHOWN]]
        more = len(things) - len(shown)
        return ", ".join(shown) + (f" and {more} more" if more else "")


def simplified(typed: str) -> str:
    """Return what a person typed in the form that texts have: Simplified script, half width."""
    return clean(typed).characters.strip()


def _compact(typed: str) -> str:
    return "".join(simplified(typed).split())


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


def _number(name: str, typed: str) -> Decimal:
    try:
        value = Decimal(typed.strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise QueryError(f"{name} must be a number, not {typed!r}")
    return value


def _date(name: str, typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise QueryError(f"{name} must be a date such as 2022-12-31, not {typed!r}") from error
