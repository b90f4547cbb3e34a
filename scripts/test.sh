#!/usr/bin/env bash
# Everything that must hold before a change is published: formatting, lint, types, tests.
# What stands behind the command is handed to pytest: bash scripts/test.sh tests/store -k crash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/tools.sh
source scripts/venv.sh
need_tools & # the one waits for packages of Debian, the other for those of Python
tools=$!
use_venv dev
wait $tools

run() {
    if ! "$python" -m "$@"; then
        echo "test.sh: failed: $*" >&2
        exit 1
    fi
}

run ruff format --quiet --check .
run ruff check --quiet .
run mypy --strict --no-error-summary
run pytest -n 2 --dist loadfile --no-loadscope-reorder "$@" # what a module makes for its tests is made once
