#!/usr/bin/env bash
# Creates an account for the admin. Prompts for name, role and password; there is no default account.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

ensure_venv requirements.txt
"$PY" manage.py migrate --verbosity 0
"$PY" manage.py make_staff "$@"
