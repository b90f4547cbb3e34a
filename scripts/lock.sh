#!/usr/bin/env bash
# Renews the three lock files from the ranges in pyproject.toml; needs `uv` (in the venv or on the PATH).
#
#   bash scripts/lock.sh              keeps what is locked, adds and removes what pyproject.toml now asks
#   bash scripts/lock.sh --upgrade    takes the newest versions that the ranges allow
#
# requirements.lock        what bizgraph needs to run
# requirements-dev.lock    the same, and what tests and checks need
# requirements-build.lock  what turns a checkout into an installed package
#
# No address of a package registry is written: pip asks the one it is set up for and checks the hashes.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -x .venv/bin/uv ]]; then uv=.venv/bin/uv
elif command -v uv >/dev/null; then uv=uv
else
    echo "lock.sh: uv is needed: .venv/bin/python -m pip install uv" >&2
    exit 1
fi

compile() {
    local output=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
        --no-emit-index-url --custom-compile-command "bash scripts/lock.sh" --output-file "$output" "$@" >/dev/null
}

compile requirements.lock pyproject.toml "$@"
compile requirements-dev.lock pyproject.toml --group dev --constraint requirements.lock "$@"
compile requirements-build.lock --group build --constraint requirements-dev.lock "$@"

if grep --line-number -E '://|^--(index|extra-index|find-links)' requirements*.lock; then
    echo "lock.sh: an address stands in a lock file" >&2
    exit 1
fi
