"""The program under test, run over the documents of the gold."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from bizgraph.authority.identity import Region, RegionLevel
from bizgraph.extract.facts import Document, Facts
from bizgraph.source.text import Quote, Span
from bizgraph.understand import understand

from .gold import document_text

NOTHING = Facts(
    Document(
        id="nothing",
        title=Quote("", "", Span(0, 1)),
        region=Region("nowhere", "", RegionLevel.COUNTRY),
        number=None,
        issued=None,
        issued_quote=None,
        publisher=None,
        sha256="",
        file_name="",
    )
)


@cache
def facts_of(document: Path) -> Facts:
    """Return what the program understands of a document."""
    return understand(document_text(document))


def facts_of_all(documents: Iterable[Path]) -> Mapping[Path, Facts | Exception]:
    """Return the facts of many documents, made side by side; of one that fails, the exception."""
    several = sorted(set(documents))
    if len(several) == 1:
        return {several[0]: _outcome(several[0])}
    with ProcessPoolExecutor() as pool:
        return dict(zip(several, pool.map(_outcome, several), strict=True))


def understood(outcome: Facts | Exception) -> Facts:
    """Return the facts of a document; none of one that failed, so that all of it counts as missed."""
    return NOTHING if isinstance(outcome, Exception) else outcome


def _outcome(document: Path) -> Facts | Exception:
    try:
        return facts_of(document)
    except Exception as error:  # whatever it is, the other documents go on
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno} in {last.name}"
        return RuntimeError(f"{document.name}: {type(error).__name__}: {error} ({where})")
