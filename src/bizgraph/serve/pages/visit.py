"""What of a request a page needs, and the addresses that it links to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlencode

from bizgraph.rdf.vocabulary import BIZ

_SAFE: Final = "/:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to a page: the path in the address, what it was asked, the language, the server's address.

    `explicit` says that the language stands in the address, and so goes with every link. `about` is the IRI
    of the thing that the page is of, if it is of one.
    """

    path: str
    language: str
    root: str
    asked: tuple[tuple[str, str], ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    explicit: bool = False
    about: str = ""

    def value(self, name: str, default: str = "") -> str:
        """Return what was asked under a name, without blanks around it."""
        return next((value.strip() for key, value in self.asked if key == name and value.strip()), default)

    def to(self, path: str, **asked: object) -> str:
        """Return the address of a path of this server, without what is None or empty; a list is several."""
        pairs = [
            (name, str(each))
            for name, value in asked.items()
            for each in (value if isinstance(value, list | tuple) else (value,))
            if each not in (None, "")
        ]
        if self.explicit and "lang" not in asked:
            pairs.append(("lang", self.language))
        return f"{quote(path, safe=_SAFE)}?{urlencode(pairs)}" if pairs else quote(path, safe=_SAFE)

    def here(self, **asked: object) -> str:
        """Return the address of this page, asked otherwise in some things."""
        before: dict[str, object] = {}
        for name, value in self.asked:
            held = before.get(name)
            before[name] = [*held, value] if isinstance(held, list) else [value]
        return self.to(self.path, **{**before, **asked})

    def thing(self, iri: str, base: str) -> str:
        """Return the address under which this server shows a thing."""
        if iri.startswith(base):
            return self.to(f"/id/{iri.removeprefix(base)}")
        if iri.startswith(BIZ.iri):
            return f"{self.to('/ontology')}#{quote(iri.removeprefix(BIZ.iri))}"
        return self.to("/resource", iri=iri)
