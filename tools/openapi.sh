#!/usr/bin/env bash
# Writes the OpenAPI description to docs/, and adds new elements to docs/api-released.txt.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

ensure_venv requirements.txt
DATABASE_URL=sqlite://:memory: "$PY" manage.py openapi
say "docs/openapi.yaml and docs/api-released.txt are up to date"
