"""What units do: the functions of `ontology/functions.ttl` and how names of units are made from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rjieba

from bizgraph.authority.concepts import Concept, distinct_names, read_concepts
from bizgraph.authority.identity import RegionLevel
from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir

BASE = "https://w3id.org/bizgraph/id/function/"
FORMS_BASE = "https://w3id.org/bizgraph/id/unit-form/"
_FORMS = (
    "main-ending",
    "other-ending",
    "sub-ending",
    "generic-start",
    "parent",
    "generic-part",
    "generic-end",
    "generic-whole",
    "list-end",
    "branch",
    "holder",
)
_CONNECTORS = "和与及"
_NATIONAL_ENDINGS = ("部", "总局", "署")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百0-9]+")
_NAME_OF_LEVEL = {
    RegionLevel.COUNTRY: "nationalUnitName",
    RegionLevel.PROVINCE: "provinceUnitName",
    RegionLevel.PREFECTURE: "prefectureUnitName",
    RegionLevel.COUNTY: "countyUnitName",
}


@dataclass(frozen=True, slots=True)
class Body:
    """The name of a unit without its place: the functions it tells, and what sets it apart beyond them.

    `exact` says that the functions alone tell which unit of its place it is.
    """

    functions: tuple[str, ...]
    rest: str = ""

    @property
    def exact(self) -> bool:
        """Whether nothing but its functions sets the unit apart."""
        return not self.rest


class Functions:
    """The functions of units, by the words that documents print for them."""

    def __init__(self, path: Path) -> None:
        concepts = read_concepts(path, BASE)
        forms = {form.id: form.cues for form in read_concepts(path, FORMS_BASE)}
        missing = [key for key in _FORMS if not forms.get(key)]
        if missing:
            raise OntologyError(f"{path.name}: unit-form/{missing[0]} is missing or has no skos:hiddenLabel")
        self._by_name: Mapping[str, Concept] = distinct_names(path, concepts)
        self._by_id = {concept.id: concept for concept in concepts}
        self._letters = {cue: concept.id for concept in concepts for cue in concept.cues}
        self._forms = {key: tuple(sorted(words, key=lambda w: (-len(w), w))) for key, words in forms.items()}
        self._longest = max(map(len, self._by_name))
        self._national = {
            name: concept.id
            for concept in concepts
            for kind, name in concept.notations
            if kind == "nationalUnitName"
        }
        full_names = ((n, c.id) for c in concepts for _, n in c.notations if "{" not in n)
        self._full: dict[str, str] = {}
        for name, key in full_names:
            self._full.setdefault(name, key)

    def concepts(self) -> tuple[Concept, ...]:
        """Return every function, in the order of the file."""
        return tuple(self._by_id.values())

    def form(self, key: str) -> tuple[str, ...]:
        """Return the words of one form (`main-ending`, `list-end`, …), longest first."""
        return self._forms[key]

    def is_national(self, body: str) -> bool:
        """Say whether `body`, with no place before it, is the name of a body of the whole country."""
        if body in self._national:
            return True
        named = body in self._by_name and not body.endswith("总局")
        return not named and body.endswith(_NATIONAL_ENDINGS) and self._whole(body) != ()

    def read(self, body: str) -> Body | None:
        """Return what `body`, the name of a unit without its place, says; None where it is not known."""
        for holder in ("", *self._forms["holder"]):
            if body.startswith(holder) and body != holder:
                found = self._whole(body.removeprefix(holder))
                if found:
                    return self._kept(found, body)
        ordinal = _ORDINAL.match(body)
        if ordinal:
            found = self._whole(body[ordinal.end() :])
            if found:
                return Body(found, ordinal.group())
        return self._part(body) or self._one_of_several(body)

    def name(self, key: str, level: RegionLevel, municipality: bool) -> str:
        """Return the full name of the unit of this function at this level, {} standing for its place."""
        names = dict(self._by_id[key].notations)
        plain = names.get("unitName", "")
        name = names.get(_NAME_OF_LEVEL.get(level, ""), plain)
        return plain if municipality and name.endswith("厅") else name

    def has_ending(self, name: str) -> bool:
        """Say whether `name` ends as names of units do: 局, 委, 中心, 公司."""
        return bool(self._ending(name, "main-ending") or self._ending(name, "other-ending"))

    def is_name(self, body: str) -> bool:
        """Say whether `body` is printed for a function just so, without an ending to take off."""
        return body in self._by_name

    def label(self, key: str) -> str:
        """Return the Chinese name of the function itself."""
        return self._by_id[key].label

    def _kept(self, functions: tuple[str, ...], body: str) -> Body:
        """Keep the printed name of units of which one place has several (gas companies)."""
        several = all(not self._by_id[key].notations for key in functions)
        return Body(functions, body if several else "")

    def _one_of_several(self, body: str) -> Body | None:
        """Return the function of a unit with a name of its own before what it is: 某某|燃气公司."""
        for size in range(len(body) - 2, 3, -1):
            concept = self._by_name.get(body[-size:])
            if concept is not None and not concept.notations:
                return Body((concept.id,), body)
        return None

    def _whole(self, body: str) -> tuple[str, ...]:
        """Return the functions that tell all of `body`, with or without endings such as 局."""
        stems = list(self._stems(body))
        for stem in stems:
            if stem in self._by_name:
                return (self._by_name[stem].id,)
            if stem in self._full:
                return (self._full[stem],)
        composites = (self._several(stem) for stem in stems[1:])
        return next((found for found in composites if found), ())

    def _stems(self, body: str) -> Iterator[str]:
        """Yield `body`, and what is left of it without one ending and without two, the longest first."""
        yield body
        main = self._forms["main-ending"]
        once = [body.removesuffix(end) for end in reversed(main) if body.endswith(end) and body != end]
        yield from once
        for stem in once:
            yield from (stem.removesuffix(end) for end in main if stem.endswith(end) and stem != end)

    def _ending(self, name: str, form: str) -> str:
        return next((e for e in self._forms[form] if name.endswith(e) and name != e), "")

    def _several(self, stem: str) -> tuple[str, ...]:
        """Return the functions of a composite department: 教科体 is education, science and sports."""
        best: list[tuple[str, ...] | None] = [()] + [None] * len(stem)
        for at in range(len(stem)):
            before = best[at]
            if before is None:
                continue
            for size in range(1, min(self._longest, len(stem) - at) + 1):
                piece = stem[at : at + size]
                found = self._piece(piece, bool(before))
                if found is None:
                    continue
                known = best[at + size]
                if known is None or len(known) > len(before) + len(found):
                    best[at + size] = (*before, *found)
        found_all = best[-1] or ()
        return tuple(sorted(set(found_all)))

    def _piece(self, piece: str, inside: bool) -> tuple[str, ...] | None:
        if len(piece) == 1:
            if inside and piece in _CONNECTORS:
                return ()
            return (self._letters[piece],) if piece in self._letters else None
        if piece not in self._by_name or self.has_ending(piece):
            return None
        return (self._by_name[piece].id,)

    def _part(self, body: str) -> Body | None:
        """Return the function that `body` begins with, if what follows is a part of such a body."""
        if not self._ending(body, "sub-ending"):
            return None
        at, cuts = 0, []
        for word in rjieba.cut(body, False):
            at += len(word)
            cuts.append(at)
        for size in reversed(cuts[:-1]):
            head, rest = body[:size], body[size:]
            if len(head) > 1 and self._whole(head):
                return Body(self._whole(head), rest)
        return None


@cache
def load_functions() -> Functions:
    """Return the functions of `ontology/functions.ttl`."""
    return Functions(ontology_dir() / "functions.ttl")
