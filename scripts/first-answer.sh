#!/usr/bin/env bash
# From a checkout to the first answer: makes .venv, builds the graph of the documents in seeds/ into graph/,
# and asks it which measures borrow Shenzhen's practice. May be run again: what is ready is not made again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/venv.sh
use_venv runtime

.venv/bin/bizgraph build seeds --graph graph
echo
.venv/bin/bizgraph query borrowed-practice --param region=深圳 --graph graph
