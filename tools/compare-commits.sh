#!/usr/bin/env bash
# tools/compare-commits.sh BEFORE [AFTER]: what differs in pages and API answers between two commits (AFTER: HEAD).
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

BEFORE=$1
AFTER=${2:-HEAD}
ensure_venv requirements-dev.txt
ensure_assets
TEMP=$(mktemp -d)
trap 'git worktree prune; rm -rf "$TEMP"' EXIT

walk() {
    local commit=$1 name=$2
    git worktree add --quiet --detach "$TEMP/$name-tree" "$commit"
    cp -r static/build "$TEMP/$name-tree/static/build"
    (cd "$TEMP/$name-tree" && PY="$OLDPWD/$PY" && compile_messages && "$PY" "$OLDPWD/tools/walk_site.py" "$TEMP/$name")
    rm -rf "$TEMP/$name-tree"
}

walk "$BEFORE" before
walk "$AFTER" after
diff --recursive --unified=0 "$TEMP/before" "$TEMP/after" | sed "s|$TEMP/||g"
