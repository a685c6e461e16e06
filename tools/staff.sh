#!/usr/bin/env bash
# Makes an account for the admin. Name, role and password are asked; there is no default one.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

ensure_venv requirements.txt
"$PY" manage.py migrate --verbosity 0
"$PY" manage.py make_staff "$@"
