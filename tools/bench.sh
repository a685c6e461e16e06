#!/usr/bin/env bash
# Measures the hub with sample data on a temporary PostgreSQL. SCALES="1 10" also prints the growth.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

install_what_tests_need
prepare_python
start_postgres
"$PY" manage.py collectstatic --noinput --verbosity 0 >/dev/null 2>&1 || true
RESULTS=${BENCH_RESULTS:-var/bench.json}
rm -f "$RESULTS"
SERVER=${POSTGRES_URL%/hub}
for scale in ${SCALES:-1}; do
    export DATABASE_URL="$SERVER/hub$scale"
    as_postgres "$(postgres_bin)/createdb" --maintenance-db "$SERVER/postgres" "hub$scale"
    "$PY" manage.py migrate --verbosity 0
    start=$SECONDS
    "$PY" manage.py make_sample_data --scale "$scale" >/dev/null
    say "Samples of scale $scale written in $((SECONDS - start)) s"
    start=$SECONDS
    "$PY" manage.py refresh >/dev/null
    say "All statistics refreshed in $((SECONDS - start)) s"
    "$PY" tools/bench.py "$scale" "$RESULTS"
done
say "make bench: results in $RESULTS"
