"""The questions of bizgraph as a JSON API."""
