# Sourced by test.sh: `need_tools` sees to the programs that tests run beside Python: a browser, curl,
# Graphviz, Virtuoso, Pango, and a Chinese font for the browser. Where they are missing, apt installs them, for which it must
# be run as root.

need_tools() {
    local missing=()
    command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null ||
        missing+=(chromium-headless-shell)
    command -v curl >/dev/null || missing+=(curl)
    command -v dot >/dev/null || missing+=(graphviz)
    command -v virtuoso-t >/dev/null || missing+=(virtuoso-opensource)
    if ! command -v fc-list >/dev/null || [[ -z $(fc-list :lang=zh) ]]; then
        missing+=(fontconfig fonts-noto-cjk)
    fi
    # What WeasyPrint, which prints documents for the tests of PDF, sets type with.
    if [[ $(ldconfig -p) != *libpangoft2-1.0* ]]; then missing+=(libpango-1.0-0 libpangoft2-1.0-0); fi
    if [[ $(ldconfig -p) != *libharfbuzz-subset* ]]; then missing+=(libharfbuzz-subset0); fi
    if [[ ${#missing[@]} == 0 ]]; then
        return
    fi
    if ! command -v apt-get >/dev/null || [[ $(id -u) != 0 ]]; then
        echo "test.sh: missing: ${missing[*]}; on Debian, as root: apt-get install ${missing[*]}" >&2
        exit 1
    fi
    echo "installing ${missing[*]} …" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
