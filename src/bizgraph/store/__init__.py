"""Where a graph lives: a folder on this machine, behind one small interface."""
