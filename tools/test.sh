#!/usr/bin/env bash
# All the tests, on a throw-away PostgreSQL and Redis of their own. Ends with one line: passed or failed.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

START=$SECONDS
prepare_tests

FAILED=""
part() {
    local name=$1
    shift
    "$@" || FAILED="$FAILED, $name"
}
# One core is left to the checks while the first tests start; what they say comes after these.
tools/check.sh >"$TEMP/checks" 2>&1 &
CHECKS=$!
say "Tests on SQLite and in the browser"
# Tables are made from the models: migrations are checked above, and applied by each hub that a test starts.
# A module stays with one of the two workers, so that what it loads is loaded once.
# Playwright runs a loop in the test's thread, and Django would refuse the database there.
part "tests on SQLite" env DJANGO_ALLOW_ASYNC_UNSAFE=true "$PY" -m pytest --nomigrations -n 2 --dist loadscope --no-loadscope-reorder \
    -m "not longer"
part "checks" wait "$CHECKS"
cat "$TEMP/checks"
say "Tests on PostgreSQL"
part "tests on PostgreSQL" env DATABASE_URL="$POSTGRES_URL" "$PY" -m pytest --nomigrations -n 2 --dist loadscope --no-loadscope-reorder \
    --ignore=tests/browser -m "not any_database"

TOOK=$((SECONDS - START))
[ -z "$FAILED" ] || fail "make test: FAILED after $TOOK s: ${FAILED#, }"
say "make test: all passed in $TOOK s (checks, tests on SQLite and in the browser, tests on PostgreSQL)"
