#!/usr/bin/env bash
# The tests that take real processes and longer: what Lighthouse finds, what becomes of the statistics when
# workers and Redis die, the longer looks of the browser, and all pages once more on PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

START=$SECONDS
prepare_tests

part() {
    local name=$1
    shift
    say "$name"
    "$@" || fail "make test-stack: FAILED after $((SECONDS - START)) s: $name"
}
# Playwright runs a loop in the test's thread, and Django would refuse the database there.
part "In the browser, at length" env DJANGO_ALLOW_ASYNC_UNSAFE=true "$PY" -m pytest --nomigrations -n 2 --dist loadscope \
    tests/browser -m longer
export DATABASE_URL=$POSTGRES_URL
part "Lighthouse, workers and a Redis that die" env DJANGO_ALLOW_ASYNC_UNSAFE=true "$PY" -m pytest --nomigrations tests/stack
part "Pages on PostgreSQL" "$PY" -m pytest --nomigrations -n 2 --dist loadscope --no-loadscope-reorder --ignore=tests/browser \
    -m any_database
say "make test-stack: all passed in $((SECONDS - START)) s"
