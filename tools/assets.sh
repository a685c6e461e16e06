#!/usr/bin/env bash
# Builds static/build/ where its sources have changed.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

ensure_venv requirements.txt
ensure_assets
