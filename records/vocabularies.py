"""The vocabularies: fixed lists of codes with their labels and, in content/vocabularies.yaml, definitions."""

from functools import cache
from importlib import import_module
from typing import Any

import yaml
from django.apps import apps
from django.conf import settings
from django.db.models import TextChoices
from django.utils.module_loading import module_has_submodule

from records.translation import convert_to_traditional

VOCABULARIES_FILE = "vocabularies.yaml"


@cache
def get_vocabulary_choices() -> dict[str, type[TextChoices]]:
    """Return the choices of each vocabulary by its name, those of the lowest app first."""
    return {
        name: choices
        for config in reversed(list(apps.get_app_configs()))
        if module_has_submodule(config.module, "choices")
        for name, choices in getattr(import_module(f"{config.name}.choices"), "VOCABULARIES", {}).items()
    }


@cache
def read_vocabularies() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of content/vocabularies.yaml by the names of the vocabularies."""
    path = settings.CONTENT_DIR / VOCABULARIES_FILE
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def read_definitions() -> dict[str, dict[str, dict[str, str]]]:
    """Vocabulary -> code -> `{"en": …, "zh-hans": …, "zh-hant": …}`."""
    return {
        name: {
            row["code"]: {
                "en": row["definition_en"],
                "zh-hans": row["definition_zh_hans"],
                "zh-hant": convert_to_traditional(row["definition_zh_hans"]),
            }
            for row in rows
        }
        for name, rows in read_vocabularies().items()
    }
