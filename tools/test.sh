#!/usr/bin/env bash
# Runs the checks and the quick code tests: all of them on SQLite or in a browser, and on PostgreSQL those whose result
# may depend on the database. The last lines say what failed.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

prepare_tests
show_progress

# The checks run beside the first tests. Their output is printed afterwards.
tools/check.sh >"$TEMP/checks" 2>&1 &
CHECKS=$!
part "sqlite" "Tests on SQLite and in the browser" run_tests -m "not slow and not content_check"
part "checks" "Checks" wait "$CHECKS"
cat "$TEMP/checks"
part "postgresql" "Tests on PostgreSQL" \
    run_tests_on_postgres -m "(both_databases or postgresql) and not slow and not content_check"
finish "make test"
