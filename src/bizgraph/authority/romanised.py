"""Names of places in Latin letters: Shenzhen, Ganxian District, Shaanxi."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Final

from bizgraph.authority.identity import Region
from bizgraph.authority.regions import load_regions
from bizgraph.resources import ontology_dir

_APOSTROPHES: Final = re.compile(r"['’`]")


@cache
def _table() -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    table = tomllib.loads((ontology_dir() / "regions.toml").read_text("utf-8"))["english"]
    return table["kinds"], table["names"]


@cache
def romanised(region: Region) -> tuple[str, ...]:
    """Return the names of a place in Latin letters, lower case: its own, and with its kind behind it."""
    from pypinyin import lazy_pinyin  # slow to import, and needed where a name is in Latin letters alone

    kinds, names = _table()
    own = list(names.get(region.id, ()))
    bare = [name for name in region.names if name and not name.isascii()] or [region.label]
    stem = min(bare, key=len)
    if region.label.startswith(stem):
        own.append("".join(lazy_pinyin(stem)))
    ending = next((kind for kind in sorted(kinds, key=len, reverse=True) if region.label.endswith(kind)), "")
    forms = [form for name in own for form in (name, *(f"{name} {kind}" for kind in kinds.get(ending, ())))]
    return tuple(dict.fromkeys(form.lower() for form in forms))


def by_latin_name(name: str) -> tuple[Region, ...]:
    """Return the places that a name in Latin letters may stand for, in the order of identifiers."""
    return tuple(_index().get(" ".join(_APOSTROPHES.sub("", name).lower().split()), ()))


@cache
def _index() -> Mapping[str, list[Region]]:
    found: dict[str, list[Region]] = defaultdict(list)
    for region in load_regions().all():
        for form in romanised(region):
            found[form].append(region)
    return found
