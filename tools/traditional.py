"""Write the Traditional Chinese messages from the Simplified ones.

An entry that an editor has written by hand carries the flag `keep` as a translator's comment
(`# keep`) and is left as it is.
"""

import sys
from pathlib import Path

from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from records.texts.translation import convert_to_traditional  # noqa: E402


def main() -> None:
    simplified = ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"
    traditional = ROOT / "locale/zh_Hant/LC_MESSAGES/django.po"
    kept = {}
    if traditional.exists():
        with traditional.open("rb") as file:
            kept = {
                (m.context, m.id): m for m in read_po(file, locale="zh_Hant") if "keep" in m.user_comments
            }
    with simplified.open("rb") as file:
        catalog = read_po(file, locale="zh_Hant")
    catalog.fuzzy = False
    for message in catalog:
        own = kept.get((message.context, message.id))
        if own is not None:
            message.string, message.user_comments = own.string, own.user_comments
        elif isinstance(message.string, str):
            message.string = convert_to_traditional(message.string)
        else:
            message.string = tuple(convert_to_traditional(text) for text in message.string or ())
    traditional.parent.mkdir(parents=True, exist_ok=True)
    with traditional.open("wb") as file:
        write_po(file, catalog, width=10_000, sort_output=True, no_location=True)


if __name__ == "__main__":
    main()
