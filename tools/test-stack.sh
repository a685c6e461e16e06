#!/usr/bin/env bash
# The tests that take real processes and longer: what Lighthouse finds, what becomes of the statistics when
# workers and Redis die, and all pages once more on PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

START=$SECONDS
prepare_tests
export DATABASE_URL=$POSTGRES_URL
say "Lighthouse, workers and a Redis that die"
DJANGO_ALLOW_ASYNC_UNSAFE=true "$PY" -m pytest tests/stack ||
    fail "make test-stack: FAILED after $((SECONDS - START)) s"
say "Pages on PostgreSQL"
"$PY" -m pytest -n 2 --dist loadscope --no-loadscope-reorder --ignore=tests/browser -m any_database ||
    fail "make test-stack: FAILED after $((SECONDS - START)) s"
say "make test-stack: all passed in $((SECONDS - START)) s"
