#!/usr/bin/env bash
# Writes the locks: every Python package that the requirements files need, with version and hashes. A version
# that is locked stays unless a requirements file asks for another one.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

lock() {
    local name=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command "make lock" --output-file "$name.lock" "$name.txt" "$@"
}

ensure_venv requirements-dev.txt
lock requirements
# What both need has the same version in both.
lock requirements-dev --constraints requirements.lock
lock requirements-node
say "requirements.lock, requirements-dev.lock and requirements-node.lock are current"
