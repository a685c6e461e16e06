#!/usr/bin/env bash
# Writes what a person must confirm in the content to the standard output, as Markdown.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

ensure_venv requirements.txt >&2
DATABASE_URL=sqlite://:memory: "$PY" manage.py content_report
