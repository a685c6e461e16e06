#!/usr/bin/env bash
# Creates an account for the admin. Where nobody has one, makes an editor and a publisher and prints a link for each, by
# which its password is set. Else prompts for name, role and password; there is no default account.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

ensure_venv requirements.txt
"$PY" manage.py migrate --verbosity 0
export SITE_URL=${SITE_URL:-http://127.0.0.1:${PORT:-8000}}
"$PY" manage.py make_staff --first
