#!/usr/bin/env bash
# Checks the starting content: facts of the brief, the glossary, exact sentences and counts, and what loads it. On
# SQLite.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
. tools/services.sh

prepare_python
part "content" "Checks of the content" run_tests -m content_check
finish "make check-content"
