"""`python -m bizgraph.engines.batch`: work on pickled tasks from standard input, write what came of them.

Run by the workers of a cluster, which cannot have processes of their own that are given up in time.
"""

from __future__ import annotations

import pickle
import sys

from bizgraph.engines.processes import Processes

if __name__ == "__main__":
    tasks = pickle.load(sys.stdin.buffer)
    worked = list(Processes(1).run(tasks))
    sys.stdout.buffer.write(pickle.dumps(worked))
