#!/usr/bin/env bash
# Runs a little of each nightly test, for .ci/run: one start in production with all files of deploy/, one killed
# process, short fuzzing of the API on PostgreSQL, plans and two budgets at scale 1.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

prepare_tests
part "smoke-fuzzing" "Fuzzing of the API on PostgreSQL" run_tests_on_postgres tests/api/test_fuzzing.py
part "smoke-production" "A start in production, a killed process" run_one_by_one -m smoke tests/stack
part "smoke-scale" "Plans and budgets at scale 1" run_one_by_one -m smoke tests/scale
finish "make test-smoke"
