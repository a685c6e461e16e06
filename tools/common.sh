# Functions shared by the scripts of this folder, which source it from the project root: `. tools/common.sh`.

PY=.venv/bin/python

say() { printf '\n\033[1m%s\033[0m\n' "== $*"; }

fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# Sets SYSTEM_PYTHON to the Python that creates .venv.
find_python() {
    local candidate without_venv=""
    for candidate in python3.13 python3.12 python3.11 python3; do
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
        SYSTEM_PYTHON=$candidate
        "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1 && return
        without_venv=$candidate
    done
    if [ -n "$without_venv" ]; then
        fail "$without_venv has no venv module. Install it (Debian and Ubuntu: apt-get install python3-venv) and try again."
    fi
    fail "The hub needs Python 3.11 or newer. Install it (Debian and Ubuntu: apt-get install python3 python3-venv) and try again."
}

checksum() { cksum "$@" | cksum; }

# fresh STAMP FILES...: true if the files have not changed since the stamp was set.
fresh() {
    local stamp=$1
    shift
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(checksum "$@")" ]
}

set_stamp() {
    local stamp=$1
    shift
    checksum "$@" >"$stamp"
}

# install_locked LOCK: installs the locked versions and verifies their hashes.
install_locked() {
    "$PY" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$1"
}

# ensure_venv REQUIREMENTS: installs the packages of its lock file into .venv if needed.
ensure_venv() {
    local lock="${1%.txt}.lock"
    local stamp=".venv/.stamp-$lock"
    if fresh "$stamp" "$lock" && "$PY" -c '' 2>/dev/null; then return; fi
    if ! "$PY" -m pip --version >/dev/null 2>&1; then
        find_python
        say "Creating a Python environment in .venv with $("$SYSTEM_PYTHON" --version)"
        rm -rf .venv
        "$SYSTEM_PYTHON" -m venv .venv
    fi
    say "Installing the Python packages of $lock"
    install_locked "$lock"
    set_stamp "$stamp" "$lock"
}

# Ensures Node 20 or newer with npm. If there is none, installs the Python package that contains it.
ensure_node() {
    if npm --version >/dev/null 2>&1 &&
        node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' >/dev/null 2>&1; then return; fi
    PATH="$PWD/.venv/bin:$PATH"
    if [ -x .venv/bin/npm ]; then return; fi
    say "Node.js not found: installing it into .venv"
    install_locked requirements-node.lock
}

asset_sources() {
    find static/css static/js static/map tools/*.mjs package-lock.json -type f 2>/dev/null | LC_ALL=C sort
}

# Builds static/build/ if its sources have changed. Needs .venv.
ensure_assets() {
    # The file names contain no spaces.
    # shellcheck disable=SC2046
    if fresh static/build/.stamp $(asset_sources); then return; fi
    ensure_node
    if ! fresh node_modules/.stamp package-lock.json; then
        say "Installing the packages that build style sheets, scripts and maps"
        npm ci --omit=dev --loglevel=error
        set_stamp node_modules/.stamp package-lock.json
    fi
    say "Building style sheets, scripts and maps"
    node tools/build.mjs
    # Compressed copies, which are sent to browsers.
    "$PY" -m whitenoise.compress --quiet static/build
    # shellcheck disable=SC2046
    set_stamp static/build/.stamp $(asset_sources)
}

# Installs Nu (HTML validation), Lighthouse, and the linters and generators for the OpenAPI description. Needs .venv.
ensure_page_checkers() {
    ensure_node
    if fresh node_modules/.stamp-checkers package-lock.json; then return; fi
    say "Installing the programs that check pages and the API"
    npm ci --loglevel=error
    set_stamp node_modules/.stamp package-lock.json
    set_stamp node_modules/.stamp-checkers package-lock.json
}

# Compiles the translations (.mo). This is quick, so it runs each time.
compile_messages() {
    if [ -z "$(find locale -name django.po 2>/dev/null)" ]; then return; fi
    "$PY" -m babel.messages.frontend --quiet compile -D django -d locale
}

# port_is_free PORT: false if something already listens on the port.
port_is_free() {
    "$SYSTEM_PYTHON" - "$1" <<'PYTHON' 2>/dev/null
import socket, sys
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind(("127.0.0.1", int(sys.argv[1])))
PYTHON
}

free_port() {
    "$PY" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
