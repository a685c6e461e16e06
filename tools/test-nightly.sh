#!/usr/bin/env bash
# Runs what takes long or needs real processes. PARTS="production scale" runs some parts only:
#   sqlite      slow tests in the browser, and those on SQLite whose result the database may change
#   postgresql  slow tests, such as walks of all pages, and what `make test` and `make check-content` run on SQLite only
#   search      relevance of the search on PostgreSQL
#   extremes    each field of each form at its extremes, on PostgreSQL
#   production  real processes: production mode, killed processes, restore, clients, Lighthouse
#   scale       100,000 indicator values and 20,000 material flows; SCALE=10 for ten times as many
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

ALL="sqlite postgresql search extremes production scale"
for name in ${PARTS:-$ALL}; do
    case " $ALL " in *" $name "*) ;; *) fail "There is no part “$name”. Parts: $ALL" ;; esac
done

prepare_tests

# nightly_part NAME TITLE COMMAND...: a part, if it is one of PARTS.
nightly_part() {
    local name=$1
    shift
    case " ${PARTS:-$ALL} " in *" $name "*) part "nightly-$name" "$@" ;; esac
}
nightly_part "sqlite" "Slow tests on SQLite and in the browser" \
    run_tests -m "slow and (both_databases or browser)"
nightly_part "postgresql" "Slow tests, tests of one database and those on the content on PostgreSQL" \
    run_tests_on_postgres --ignore=tests/content_checks \
    -m "not browser and (slow or content_check or not (both_databases or postgresql))"
nightly_part "search" "Relevance of the search on PostgreSQL" \
    run_tests_on_postgres -m content_check tests/content_checks/test_search.py
nightly_part "extremes" "Extreme values on PostgreSQL" run_tests_on_postgres tests/stack/test_extreme_values.py
# These measure times and kill processes: one at a time.
nightly_part "production" "Processes, faults and Lighthouse" \
    run_one_by_one tests/stack --ignore=tests/stack/test_extreme_values.py
nightly_part "scale" "Sample data of scale ${SCALE:-1}" run_one_by_one tests/scale
[ "$SECONDS" -le 4500 ] || say "OVER BUDGET: the whole took over 75 minutes."
finish "make test-nightly"
