#!/usr/bin/env bash
# Starts the hub on this machine. Installs missing packages and keeps existing data.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

PORT=${PORT:-8000}
ADDRESS="http://127.0.0.1:$PORT"

case $PORT in
    *[!0-9]* | ??????* | 0 | "") fail "Invalid PORT '$PORT'. Use a number such as 8000." ;;
esac
if "$PY" -c '' 2>/dev/null; then SYSTEM_PYTHON=$PY; else find_python; fi
port_is_free "$PORT" ||
    fail "Port $PORT is in use, possibly by the hub itself. Stop that process, or choose another port: 'make run PORT=$((PORT + 1))'."

answers() {
    "$PY" - "$PORT" <<'PYTHON' 2>/dev/null
import socket, sys
socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=1).close()
PYTHON
}

ensure_venv requirements.txt
ensure_assets
compile_messages

# All of the desk and of the form for requests can be tried; settings of the terminal come first.
export FOUR_EYES="${FOUR_EYES:-on}" ENQUIRY_TRIAL="${ENQUIRY_TRIAL:-on}"
STAFF="make staff"
[ "$PORT" = 8000 ] || STAFF="$STAFF PORT=$PORT"

say "Migrating the database"
"$PY" manage.py migrate --verbosity 0
say "Loading the starting content (changes by editors are kept)"
"$PY" manage.py load_content
# What else is stale is refreshed beside the server.
"$PY" manage.py run_worker --once search

start_server() {
    "$PY" -m hub.server "$PORT" &
    SERVER=$!
}

# It refreshes stale statistics and builds the file of all data, whose addresses it takes from no request. It may
# run beside Celery workers.
start_worker() {
    SITE_URL=${SITE_URL:-$ADDRESS} "$PY" manage.py run_worker &
    WORKER=$!
}

stop_all() {
    kill "$SERVER" "$WORKER" 2>/dev/null || true
    wait
}

# restart NAME: restarts a process that has ended: at once the first time, at growing intervals when it ends again.
NEXT=0
INTERVAL=1
restart() {
    if [ "$SECONDS" -lt "$NEXT" ]; then return; fi
    if [ "$SECONDS" -gt $((NEXT + 60)) ]; then INTERVAL=1; fi
    say "The $1 of the hub has ended and is restarted"
    "start_$1"
    NEXT=$((SECONDS + INTERVAL))
    INTERVAL=$((INTERVAL < 30 ? INTERVAL * 2 : 30))
}

say "Starting the server"
start_server
start_worker
trap stop_all EXIT
trap 'exit 0' INT TERM HUP
until answers; do
    kill -0 "$SERVER" 2>/dev/null || fail "The server did not start. See the output above."
    sleep 0.2
done

cat <<TEXT

The China Hub is running. Open

    $ADDRESS/en/         English
    $ADDRESS/zh-hans/    简体中文
    $ADDRESS/zh-hant/    繁體中文
    $ADDRESS/admin/      the admin; '$STAFF' in another terminal makes an editor and a publisher

Press Ctrl+C to stop it. The data is kept in var/.
TEXT
while sleep 1; do
    kill -0 "$SERVER" 2>/dev/null || restart server
    kill -0 "$WORKER" 2>/dev/null || restart worker
done
