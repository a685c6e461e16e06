#!/usr/bin/env bash
# Checks style, types, layers, migrations, templates, translations, and how much the quick tests hold. All checks run;
# failures are listed at the end.
set -u
cd "$(dirname "$0")/.."
. tools/common.sh

(set -e; ensure_venv requirements-dev.txt; ensure_assets) || exit 1
# The checks must not read or change the local database.
export DATABASE_URL=sqlite://:memory:
FAILED=""

check() {
    local name=$1
    shift
    say "$name"
    "$@" || FAILED="$FAILED, $name"
}

check "Python style" "$PY" -m ruff check
check "Python format" "$PY" -m ruff format --check
check "types" "$PY" -m mypy
check "layers" "$PY" -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
check "settings" "$PY" -W error::DeprecationWarning -W error::PendingDeprecationWarning manage.py check
check "migrations" "$PY" manage.py makemigrations --check --dry-run
check "API description" "$PY" manage.py openapi --check
check "templates" "$PY" -m djlint --lint --quiet templates
check "template format" "$PY" -m djlint --check --quiet templates
check "translations" "$PY" tools/untranslated.py
check "quick ring" "$PY" -m tests.quick_ring

[ -z "$FAILED" ] || fail "make check: FAILED: ${FAILED#, }"
say "make check: all passed"
