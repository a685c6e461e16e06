#!/usr/bin/env bash
# Cuts the migrations again, one per app, and makes the kept database anew. Not after version 1.0.0.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

ensure_venv requirements-dev.txt
DJANGO_SETTINGS_MODULE=hub.settings DATABASE_URL=sqlite://:memory: "$PY" -m tools.recut_migrations
exec tools/keep-database.sh
