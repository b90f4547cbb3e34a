"""From a graph to a briefing: of a region, an indicator, or a place as a model for others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bizgraph.errors import QueryError
from bizgraph.questions.answer import LANGUAGES
from bizgraph.report.blocks import Briefing, Language
from bizgraph.report.indicators import indicator_briefing
from bizgraph.report.models import model_briefing
from bizgraph.report.regions import region_briefing
from bizgraph.report.telling import Teller

if TYPE_CHECKING:
    from bizgraph.graph import Graph


def briefing(
    graph: Graph,
    *,
    region: str | None = None,
    indicator: str | None = None,
    model: str | None = None,
    language: Language = "zh",
) -> Briefing:
    """Return the briefing on a region, an indicator, or a model place: on exactly one of them.

    What it says is in the graph; the same graph gives the same briefing. Raises QueryError where not one
    thing is asked for, and UnknownThingError where a name stands for nothing or for several things.
    """
    if sum(each is not None for each in (region, indicator, model)) != 1:
        raise QueryError("a briefing is on one of a region, an indicator and a model: name just one")
    if language not in LANGUAGES:
        raise QueryError(f"the language must be one of {', '.join(LANGUAGES)}, not {language!r}")
    teller = Teller.of(graph, language)
    if region is not None:
        return _numbered(teller, region_briefing(teller, region))
    if indicator is not None:
        return _numbered(teller, indicator_briefing(teller, indicator))
    return _numbered(teller, model_briefing(teller, model or ""))


def _numbered(teller: Teller, told: Briefing) -> Briefing:
    """Return a briefing with numbers before the titles of its sections."""
    numerals = teller.say("shared", "numerals").split("|")
    sections = tuple(
        replace(section, title=f"{numerals[index]}{section.title}")
        for index, section in enumerate(told.sections)
    )
    return replace(told, sections=sections)
