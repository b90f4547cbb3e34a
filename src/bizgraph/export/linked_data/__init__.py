"""A graph, whole or in part, in the formats of linked data.

Each format is a function from quads in any order to blocks of bytes, and never holds all of them in memory:
`selection.quads` → `canonical.canonical` → `nquads`, `trig`, `turtle`, `rdf_xml` or `json_ld`.
"""
