#!/usr/bin/env bash
# Builds static/build/ if its sources have changed.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

ensure_venv requirements.txt
ensure_assets
