#!/usr/bin/env bash
# Makes the kept database anew (tests/kept_database/), from which the migrations are tested.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

prepare_tests
"$(postgres_bin)/createdb" --maintenance-db "${POSTGRES_URL%/*}/postgres" kept
"$PY" -m tests.kept_database.make "${POSTGRES_URL%/*}/kept" "$(postgres_bin)/pg_dump"
