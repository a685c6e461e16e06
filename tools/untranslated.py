"""Names each text of code and templates that has no translation, and each translation without a text.

Collects the texts anew in a copy of the project (`tools/messages.sh`) and compares the result with
the catalogues in `locale/`, so that a forgotten `make messages` is found too.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("zh_Hans", "zh_Hant")
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "static", "staticfiles", "var")

Key = tuple[str | None, str]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
        (copy / "locale").mkdir(exist_ok=True)
        if not collect(copy):
            return 1
        faults = [fault for locale in LOCALES for fault in compare(locale, copy)]
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} faults. After `make messages`, edit locale/*/LC_MESSAGES/django.po.")
        return 1
    print("Every text is translated.")
    return 0


def collect(copy: Path) -> bool:
    env = {**os.environ, "MESSAGES_PYTHON": sys.executable}
    run = subprocess.run(
        [copy / "tools" / "messages.sh"], env=env, capture_output=True, text=True, check=False
    )
    if run.returncode:
        print(run.stdout, run.stderr, sep="", end="")
    return run.returncode == 0


def compare(locale: str, copy: Path) -> list[str]:
    wanted = read(copy, locale)
    there = read(ROOT, locale)
    texts = messages(wanted)
    known = messages(there)
    faults = [
        f"{locale}: {problem}: {shown(key)}"
        for key in texts
        if (problem := "missing" if key not in known else wanting(known[key]))
    ]
    left_over = [key for key in known if key not in texts]
    left_over += [key_of(message) for message in there.obsolete.values()]
    return faults + [f"{locale}: obsolete: {shown(key)}" for key in left_over]


def read(root: Path, locale: str) -> Catalog:
    path = root / "locale" / locale / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def messages(catalog: Catalog) -> dict[Key, Message]:
    return {key_of(message): message for message in catalog if message.id}


def key_of(message: Message) -> Key:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context, text)


def wanting(message: Message) -> str:
    if message.fuzzy:
        return "fuzzy"
    texts = [message.string] if isinstance(message.string, str) else message.string
    return "" if texts and all(texts) else "empty"


def shown(key: Key) -> str:
    context, text = key
    return repr(text) + (f" (context {context!r})" if context else "")


if __name__ == "__main__":
    sys.exit(main())
