#!/usr/bin/env bash
# Runs the tests on sample data of scale 1 (SCALE=10: ten times as much), on a temporary PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

prepare_tests
DATABASE_URL="$POSTGRES_URL" "$PY" -m pytest tests/scale || fail "make test-scale: FAILED after $SECONDS s"
say "make test-scale: all passed in $SECONDS s"
