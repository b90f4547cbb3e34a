"""Networks for programs that draw them: Gephi, yEd, Cytoscape, sigma.js, Graphviz."""
