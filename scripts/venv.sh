# Sourced by the other scripts: `use_venv runtime|dev` makes .venv ready and sets `python` to its interpreter.
#
# Everything comes from the lock files, hashes checked. A venv that is ready already costs nothing: a stamp in
# it names the lock files it was made from. PYTHON=/path/to/python3.11 chooses another interpreter.

use_venv() {
    local kind=$1 lock stamp other
    python=.venv/bin/python
    case $kind in
        runtime) lock=requirements.lock ;;
        dev) lock=requirements-dev.lock ;;
    esac
    stamp=$(cat requirements.lock requirements-dev.lock requirements-build.lock pyproject.toml | cksum)
    stamp="$stamp $PWD"
    for other in "$kind" dev; do # a venv for development runs bizgraph as well
        if [[ -x $python && $(cat ".venv/.made-for-$other" 2>/dev/null) == "$stamp" ]]; then
            return
        fi
    done
    echo "making .venv from $lock (once; a minute or so) …" >&2
    rm -f .venv/.made-for-*
    if ! "$python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        local found
        found=$(find_python) || exit 1
        if ! "$found" -m venv --clear .venv; then
            echo "the virtual environment could not be made; on Debian: apt-get install python3-venv" >&2
            exit 1
        fi
    fi
    install --require-hashes -r "$lock" -r requirements-build.lock
    install --no-deps --no-build-isolation --editable .
    "$python" -m compileall -q src/bizgraph # once, also where Python is told to keep nothing of the kind
    echo "$stamp" >".venv/.made-for-$kind"
}

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3 python3.12 python3.13 python3.14; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Python 3.11 or later is needed; PYTHON=/path/to/python names one" >&2
    return 1
}

install() {
    if ! "$python" -m pip install -qq --disable-pip-version-check --no-input \
        --root-user-action=ignore "$@"; then
        echo "pip could not install: see above; run the script again once that is mended" >&2
        exit 1
    fi
}
