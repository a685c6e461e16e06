"""All texts of the content files and all messages in Chinese."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po
from django.conf import settings

from records.texts.translation import convert_to_traditional


def texts_of(node: Any) -> Iterator[tuple[str, str]]:
    """Simplified and Traditional texts of a part of a content file."""
    if isinstance(node, list):
        for value in node:
            yield from texts_of(value)
    if isinstance(node, dict):
        for key, value in node.items():
            if key.endswith("zh_hans"):
                own = node.get(key.replace("zh_hans", "zh_hant"))
                yield from ((text, own or convert_to_traditional(text)) for text in list_texts(value))
            else:
                yield from texts_of(value)


def list_texts(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def read_messages(language: str) -> dict[Any, str]:
    path = settings.BASE_DIR / f"locale/{language}/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        messages = {(one.context, one.id): one.string for one in read_po(file) if one.id}
    return {key: text if isinstance(text, str) else text[0] for key, text in messages.items()}


@pytest.fixture(scope="session")
def texts() -> list[tuple[str, str]]:
    """Texts of the content and messages, each in Simplified and in Traditional Chinese."""
    files = sorted(Path(settings.BASE_DIR / "content").glob("*.yaml"))
    content = [yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for file in files]
    simplified, traditional = read_messages("zh_Hans"), read_messages("zh_Hant")
    return [*texts_of(content), *((text, traditional[key]) for key, text in simplified.items())]
