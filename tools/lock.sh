#!/usr/bin/env bash
# Writes the lock files: every Python package that the requirements files need, with version and hashes. Locked
# versions stay unless a requirements file requires another one.
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
# Packages that both need get the same version.
lock requirements-dev --constraints requirements.lock
lock requirements-node
say "requirements.lock, requirements-dev.lock and requirements-node.lock are up to date"
