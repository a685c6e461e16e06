#!/usr/bin/env bash
# Runs the tests on 1,000,000 indicator values and 200,000 material flows, on a temporary PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

prepare_tests
DATABASE_URL="$POSTGRES_URL" "$PY" -m pytest tests/scale || fail "make test-scale: FAILED after $SECONDS s"
say "make test-scale: all passed in $SECONDS s"
