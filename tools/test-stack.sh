#!/usr/bin/env bash
# The tests that take real processes and longer: what Lighthouse finds, and what becomes of the statistics when
# workers and Redis die.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

START=$SECONDS
prepare_tests
DATABASE_URL="$POSTGRES_URL" DJANGO_ALLOW_ASYNC_UNSAFE=true "$PY" -m pytest tests/stack ||
    fail "make test-stack: FAILED after $((SECONDS - START)) s"
say "make test-stack: all passed in $((SECONDS - START)) s"
