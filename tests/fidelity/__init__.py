"""The fidelity test: what the program understood of the documents against what careful reading found.

`scripts/fidelity.py` lists every miss and every false fact; `pytest tests/fidelity` judges the scores.
`gold` reads the gold, `words` says when two stretches or names are the same, `matching` when parts of facts
are. `score` compares: it pairs `statements`, lets `judge` compare their parts, and counts `faults`; `table`
prints. `oracle` makes the facts that the gold asks for, which must score 1 everywhere.
"""
