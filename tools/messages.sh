#!/usr/bin/env bash
# Extracts the messages to translate from code and templates into locale/. Needs GNU gettext.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

command -v xgettext >/dev/null && command -v msgmerge >/dev/null ||
    fail "GNU gettext is not installed. Install it (Debian and Ubuntu: apt-get install gettext) and try again."
# tools/untranslated.py runs this script on a copy of the project, with its own Python.
if [ -n "${MESSAGES_PYTHON:-}" ]; then PY=$MESSAGES_PYTHON; else ensure_venv requirements.txt; fi

# Without settings: makemessages only reads files and writes to locale/ of this folder.
env -u DJANGO_SETTINGS_MODULE "$PY" -m django makemessages \
    --locale zh_Hans --locale zh_Hant --no-wrap --add-location file --no-obsolete \
    --ignore .venv --ignore node_modules --ignore static --ignore staticfiles --ignore var \
    --ignore tests --ignore tools --ignore docs --ignore content
