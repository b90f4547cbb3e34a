"""HTTP in front of a graph: a SPARQL endpoint, linked data, a JSON API, and an explorer for people."""
