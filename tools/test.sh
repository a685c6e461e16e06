#!/usr/bin/env bash
# Runs the checks and the code tests: on SQLite, in a browser and on PostgreSQL. The last line says whether all
# passed.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

prepare_tests

FAILED=""
part() {
    local name=$1
    shift
    "$@" || FAILED="$FAILED, $name"
}
# The checks run beside the first tests. Their output is printed afterwards.
tools/check.sh >"$TEMP/checks" 2>&1 &
CHECKS=$!
say "Tests on SQLite and in the browser"
part "tests on SQLite" run_tests -m "not slow and not content_check"
part "checks" wait "$CHECKS"
cat "$TEMP/checks"
say "Tests on PostgreSQL"
part "tests on PostgreSQL" run_tests_on_postgres -m "not slow and not content_check and not any_database and not browser"

[ -z "$FAILED" ] || fail "make test: FAILED after $SECONDS s: ${FAILED#, }"
say "make test: all passed in $SECONDS s (checks, tests on SQLite and in the browser, tests on PostgreSQL)"
