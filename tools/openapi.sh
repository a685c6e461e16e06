#!/usr/bin/env bash
# Writes the description of the API into docs/, and what is new in it into the list of what was released.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

ensure_venv requirements.txt
DATABASE_URL=sqlite://:memory: "$PY" manage.py openapi
say "docs/openapi.yaml and docs/api-released.txt are current"
