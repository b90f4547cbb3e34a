"""Graphs in which there are few places, for what builds graphs or sends them to a store again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import pytest

from bizgraph.authority.identity import Region, RegionLevel
from bizgraph.authority.regions import load_regions
from bizgraph.building import build
from bizgraph.engines import document
from bizgraph.rdf.identifiers import DEFAULT_BASE


class _FewRegions:
    """The places of the country without its 3,000 counties."""

    def all(self) -> list[Region]:
        """Return every place that is no county."""
        return [region for region in load_regions().all() if region.level is not RegionLevel.COUNTY]


@contextmanager
def few_regions() -> Iterator[None]:
    """Let graphs be built that hold no county, until the block ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "load_regions", _FewRegions)
        patch.setattr(document, "_background", lru_cache(document._background.__wrapped__))
        yield


def small(documents: Sequence[Path], graph: Path, base: str = DEFAULT_BASE) -> Path:
    """Build the graph of documents that need no county; return its folder."""
    with few_regions():
        return Path(build(documents, graph, base=base).graph)
