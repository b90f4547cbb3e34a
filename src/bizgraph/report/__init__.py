"""Briefings: a few pages about a place, an indicator or a model, to hand on; as a page, Markdown or Word."""

from bizgraph.report.composing import briefing
from bizgraph.report.pages import html, markdown
from bizgraph.report.word import docx

__all__ = ["briefing", "docx", "html", "markdown"]
