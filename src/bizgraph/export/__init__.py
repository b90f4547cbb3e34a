"""A graph → files that people open elsewhere: graph visualizers, databases, spreadsheets, notes."""
