"""Work on a graph, done in processes that can be ended."""
