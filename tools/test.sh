#!/usr/bin/env bash
# Runs the checks and the quick code tests: all of them on SQLite or in a browser, and on PostgreSQL those whose result
# may depend on the database. The last lines say what failed.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

prepare_tests

# These run beside the first tests: the database of the tests on PostgreSQL, and the checks, whose output is printed
# afterwards.
DJANGO_SETTINGS_MODULE=hub.settings DATABASE_URL=$POSTGRES_URL "$PY" -m tests.database_templates migrated >"$TEMP/templates" 2>&1 &
TEMPLATES=$!
tools/check.sh >"$TEMP/checks" 2>&1 &
CHECKS=$!
part "sqlite" "Tests on SQLite and in the browser" run_tests -m "not slow and not content_check"
part "checks" "Checks" wait "$CHECKS"
cat "$TEMP/checks"
wait "$TEMPLATES" || cat "$TEMP/templates"
# Only their modules are read, which saves each process some seconds.
# shellcheck disable=SC2046
part "postgresql" "Tests on PostgreSQL" \
    run_tests_on_postgres -m "(both_databases or postgresql) and not slow and not content_check" \
    $(grep -rlE "mark\.(both_databases|postgresql)" tests --include="test_*.py" | grep -vE "^tests/(stack|scale)/")
finish "make test"
