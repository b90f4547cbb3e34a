"""`python -m bizgraph` is `bizgraph`."""

from bizgraph.cli import main

main(prog_name="bizgraph")
