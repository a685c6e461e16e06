#!/usr/bin/env bash
# Runs the tests that take longer or need real processes: all pages and languages, long fuzzing, most of the
# browser tests, workers and a Redis that are killed, and Lighthouse.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

prepare_tests

part() {
    local name=$1
    shift
    say "$name"
    "$@" || fail "make test-stack: FAILED after $SECONDS s: $name"
}
# A slow test runs on one database. Samples of those that depend on the database run on both in `make test`.
part "Slow tests on SQLite and in the browser" run_tests -m "slow and not content_check and (any_database or browser)"
part "Slow tests on PostgreSQL" run_tests_on_postgres -m "slow and not content_check and not browser and not any_database"
part "Relevance of the search on PostgreSQL" run_tests_on_postgres -m content_check tests/content_checks/test_search.py
part "Extreme values on PostgreSQL" run_tests_on_postgres --dist load tests/stack/test_extreme_values.py
# These measure times and kill processes: one at a time.
part "Processes, faults and Lighthouse" env DJANGO_ALLOW_ASYNC_UNSAFE=true DATABASE_URL="$POSTGRES_URL" \
    "$PY" -m pytest tests/stack --ignore=tests/stack/test_extreme_values.py
say "make test-stack: all passed in $SECONDS s"
