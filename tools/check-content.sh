#!/usr/bin/env bash
# Checks the starting content: facts of the brief, the glossary, exact sentences and counts, what loads it, and what the
# pages and the API make of it. On SQLite.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

prepare_python
part "content" "Checks of the content" run_tests -m "content_check and not slow"
finish "make check-content"
