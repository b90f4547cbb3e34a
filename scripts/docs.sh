#!/usr/bin/env bash
# The documentation as a site, to be opened from its files: site/index.html. What stands behind the command
# is handed to MkDocs: bash scripts/docs.sh --site-dir elsewhere
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/venv.sh
use_venv dev

NO_MKDOCS_2_WARNING=1 "$python" -m mkdocs build --strict "$@"
