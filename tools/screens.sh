#!/usr/bin/env bash
# Writes screenshots of every kind of page to screens/. The options are those of tests/browser/screens.py.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

clear_settings
install_what_tests_need
ensure_venv requirements-dev.txt
ensure_assets
compile_messages
"$PY" -m tests.browser.screens "$@"
