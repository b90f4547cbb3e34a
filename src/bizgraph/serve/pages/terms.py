"""What the vocabulary calls its classes, properties and closed lists, for pages."""

from __future__ import annotations

from bizgraph.export.appearance import appearance


def called(language: str, name: str) -> str:
    """Return the label of a term of the ontology by its local name; the name itself where it has none."""
    return appearance().titles.get(name, {}).get(language, name)
