# What the tests need beside Python: system packages, a temporary PostgreSQL and Redis.
# The test scripts source this file after common.sh. At their end everything in $TEMP is stopped and removed.

postgres_bin() {
    local newest
    newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    if [ -n "$newest" ]; then echo "$newest"; else dirname "$(command -v initdb)"; fi
}

find_chromium() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

# The Debian packages that are missing on this machine.
missing_packages() {
    (find_python) >/dev/null 2>&1 || echo python3-venv
    [ -x "$(postgres_bin 2>/dev/null)/initdb" ] || echo postgresql
    command -v redis-server >/dev/null || echo redis-server
    command -v nginx >/dev/null || echo nginx
    command -v openssl >/dev/null || echo openssl
    find_chromium >/dev/null || echo chromium
    command -v msgmerge >/dev/null || echo gettext
    java -version >/dev/null 2>&1 || echo default-jre-headless
    # Without a Chinese font the browser tests would measure placeholder boxes.
    [ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ] || echo fontconfig fonts-noto-cjk
}

install_what_tests_need() {
    local missing
    missing=$(missing_packages | xargs)
    if [ -n "$missing" ]; then
        if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
            fail "The tests need programs that are not installed. Debian and Ubuntu: sudo apt-get install --no-install-recommends $missing. On other systems, install the corresponding packages."
        fi
        say "Installing $missing"
        apt-get update -qq
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
        [ -z "$(missing_packages)" ] || fail "These packages are still missing after the installation: $(missing_packages | xargs)."
    fi
    CHROMIUM=$(find_chromium)
    export CHROMIUM
}

# Settings of this terminal don't reach the tests.
clear_settings() {
    # Without compiled modules, each process of the tests would compile all of them again.
    unset PYTHONDONTWRITEBYTECODE
    unset MODE DEBUG SECRET_KEY ENCRYPTION_KEYS ALLOWED_HOSTS SITE_URL HSTS_SECONDS HSTS_SUBDOMAINS CONTACT_EMAIL STATIC_ROOT
    unset DJANGO_SETTINGS_MODULE
    unset DATABASE_URL REDIS_URL BROKER_URL REFRESH_PAUSE REFRESH_LEASE
    unset ACCOUNT_LOG_DAYS PROPOSAL_DAYS BUNDLE_ROOT MAPS MAP_APPROVAL_NUMBER ICP_NUMBER FOUR_EYES SECOND_FACTOR_REQUIRED
    unset EMAIL_URL MAIL_FROM RESPONSIBLE_BODY POSTAL_ADDRESS
    unset READ_MARKS OFFICE_NAME_EN OFFICE_NAME_ZH_HANS API_RATE_ANONYMOUS API_RATE_KEYED SEARCH_RATE API_LIMIT_LOOPBACK PROXIES
    unset ENQUIRY_ANSWER_DAYS ENQUIRY_CONSENT_EN ENQUIRY_CONSENT_ZH_HANS ENQUIRY_TRIAL
}

# Everything temporary is in $TEMP. The seconds are printed twice a minute, because some steps are silent for long.
start_run() {
    TEMP=$(mktemp -d /tmp/hub-test.XXXXXX)
    trap stop_services EXIT
    trap 'exit 130' INT TERM
    (while sleep 30 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do printf ' [%d s]\n' "$SECONDS"; done) &
    PROGRESS=$!
}

prepare_python() {
    [ -n "${TEMP:-}" ] || start_run
    clear_settings
    ensure_venv requirements-dev.txt
    ensure_assets
    compile_messages
    # The template databases, shared by all processes of the run (tests/database_templates.py).
    export TEST_DATABASES="$TEMP/databases"
}

# Installs and builds what the tests need, and starts a temporary PostgreSQL and Redis.
prepare_tests() {
    start_run
    install_what_tests_need
    prepare_python
    ensure_page_checkers
    say "Starting a temporary PostgreSQL and Redis"
    start_redis
    start_postgres
}

# Where each part of a test run leaves its durations: <part>.xml (JUnit) has those of its tests in the last run,
# parts.tsv those of the parts in all runs.
REPORTS=var/test-reports
RUN_REPORTS=""
FAILED=""

# part NAME TITLE COMMAND...: runs a part of a test run, with its durations in $REPORTS. `finish` tells what failed.
part() {
    local name=$1 title=$2 start=$SECONDS result=passed
    shift 2
    mkdir -p "$REPORTS"
    rm -f "$REPORTS/$name.xml"
    RUN_REPORTS="$RUN_REPORTS $REPORTS/$name.xml"
    say "$title"
    export PYTEST_ADDOPTS="--junitxml=$REPORTS/$name.xml"
    "$@" || result=failed
    unset PYTEST_ADDOPTS
    [ "$result" = passed ] || FAILED="$FAILED $name"
    printf '%s\t%s\t%s\t%d\t%s\n' "$(date -u +%FT%TZ)" "$(git rev-parse --short HEAD 2>/dev/null || echo unknown)" \
        "$name" $((SECONDS - start)) "$result" | tee -a "$REPORTS/parts.tsv"
}

# finish TARGET: lists the tests that took long or failed in any part, and fails if some failed.
finish() {
    # shellcheck disable=SC2086
    "$PY" tools/run_summary.py $RUN_REPORTS || true
    if [ -n "$FAILED" ]; then
        grep -h "^make check: FAILED" "$TEMP/checks" 2>/dev/null || true
        fail "$1: FAILED after $SECONDS s:$FAILED"
    fi
    say "$1: all passed in $SECONDS s"
}

# run_tests ARGUMENTS...: pytest in two processes. One process runs all tests of a module with a database or rows of
# its own. Playwright runs an event loop in the thread of the test, where Django would otherwise refuse database access.
run_tests() {
    DJANGO_ALLOW_ASYNC_UNSAFE=true "$PY" -m pytest -n 2 --dist loadgroup --no-loadscope-reorder "$@"
}

run_tests_on_postgres() {
    DATABASE_URL=$POSTGRES_URL run_tests "$@"
}

# run_one_by_one ARGUMENTS...: pytest in one process, on PostgreSQL.
run_one_by_one() {
    DJANGO_ALLOW_ASYNC_UNSAFE=true DATABASE_URL=$POSTGRES_URL "$PY" -m pytest "$@"
}

start_redis() {
    local port
    port=$(free_port)
    redis-server --bind 127.0.0.1 --port "$port" --dir "$TEMP" --save '' --appendonly no \
        --daemonize yes --pidfile "$TEMP/redis.pid" --logfile "$TEMP/redis.log" >/dev/null
    export TEST_REDIS_URL="redis://127.0.0.1:$port/0"
}

# PostgreSQL does not run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

start_postgres() {
    local bin port
    bin=$(postgres_bin)
    port=$(free_port)
    mkdir "$TEMP/postgres"
    if [ "$(id -u)" = 0 ]; then
        chmod 711 "$TEMP"
        chown postgres: "$TEMP/postgres"
    fi
    if ! { as_postgres "$bin/initdb" -D "$TEMP/postgres/data" -U postgres --auth=trust -E UTF8 \
        --locale=C.UTF-8 --no-sync >"$TEMP/postgres.out" 2>&1 &&
        as_postgres "$bin/pg_ctl" -D "$TEMP/postgres/data" -w -t 60 -l "$TEMP/postgres/log" \
            -o "-p $port -k $TEMP/postgres -h 127.0.0.1 -F" start >>"$TEMP/postgres.out" 2>&1; }; then
        cat "$TEMP/postgres.out" "$TEMP/postgres/log" >&2 || true
        fail "PostgreSQL did not start. See the output above."
    fi
    POSTGRES_URL="postgres://postgres@127.0.0.1:$port/hub"
}

stop_services() {
    if [ -n "${PROGRESS:-}" ]; then kill "$PROGRESS" 2>/dev/null || true; fi
    if [ -f "$TEMP/redis.pid" ]; then kill "$(cat "$TEMP/redis.pid")" 2>/dev/null || true; fi
    if [ -d "$TEMP/postgres/data" ]; then
        as_postgres "$(postgres_bin)/pg_ctl" -D "$TEMP/postgres/data" -m immediate stop >/dev/null 2>&1 || true
    fi
    rm -rf "$TEMP"
}
