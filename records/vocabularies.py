"""Definitions of the codes, read from content/vocabularies.yaml."""

from functools import cache

import yaml
from django.conf import settings

from records.translation import convert_to_traditional


@cache
def read_definitions() -> dict[str, dict[str, dict[str, str]]]:
    """Vocabulary -> code -> `{"en": …, "zh-hans": …, "zh-hant": …}`."""
    path = settings.BASE_DIR / "content/vocabularies.yaml"
    vocabularies = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        name: {
            row["code"]: {
                "en": row["definition_en"],
                "zh-hans": row["definition_zh_hans"],
                "zh-hant": convert_to_traditional(row["definition_zh_hans"]),
            }
            for row in rows
        }
        for name, rows in vocabularies.items()
    }
