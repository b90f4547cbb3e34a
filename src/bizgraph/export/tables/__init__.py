"""Graphs as tables and scripts: Neo4j, CSV on the Web, a spreadsheet."""
