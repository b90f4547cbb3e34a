"""What each worker process starts with: all modules and all that is known before any document is read."""

from bizgraph.engines.document import background
from bizgraph.extract.context import load_authorities
from bizgraph.rdf.identifiers import DEFAULT_BASE

load_authorities()
background(DEFAULT_BASE)
