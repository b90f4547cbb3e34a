"""A document's text to all that is understood of it."""

from __future__ import annotations

from bizgraph.extract.context import load_authorities
from bizgraph.extract.extractor import extract
from bizgraph.extract.facts import Facts
from bizgraph.linking.borrowing import with_borrowings
from bizgraph.outline.tree import outline
from bizgraph.source.text import Text


def understand(text: Text) -> Facts:
    """Return the facts of a document, the borrowings among them included. Raises OntologyError."""
    return with_borrowings(extract(outline(text), load_authorities()))
