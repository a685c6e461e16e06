#!/usr/bin/env bash
# The tests on 1,000,000 indicator values and 200,000 material flows, on a throw-away PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

START=$SECONDS
prepare_tests
DATABASE_URL="$POSTGRES_URL" "$PY" -m pytest tests/scale ||
    fail "make test-scale: FAILED after $((SECONDS - START)) s"
say "make test-scale: all passed in $((SECONDS - START)) s"
