"""Vocabularies: fixed lists of codes, with their labels and the definitions in content/vocabularies.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from typing import Any

import yaml
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.functional import lazy
from django.utils.module_loading import module_has_submodule

from records.texts.translation import get_text_from_columns

VOCABULARIES_FILE = "vocabularies.yaml"


@dataclass(frozen=True)
class VocabularyCode:
    """A code. Label and definition are lazy: they are in the language that is active when they are read.

    `standard_codes`: its codes in standards, as in `{"ucum": "t/a"}`.
    """

    code: str
    label: Any
    definition: Any
    standard_codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Vocabulary:
    """A list of codes. `choices` has them with their labels; the title is lazy."""

    name: str
    title: Any
    choices: type[models.TextChoices]

    @cached_property
    def codes(self) -> tuple[VocabularyCode, ...]:
        """The codes in the order of the choices."""
        rows = {row["code"]: row for row in read_vocabularies().get(self.name, ())}
        return tuple(_build_code(choice, rows.get(choice.value, {})) for choice in self.choices)

    @cached_property
    def fields(self) -> tuple[models.Field, ...]:
        """The model fields that hold a code of the vocabulary."""
        return tuple(
            model_field
            for model in apps.get_models()
            for model_field in model._meta.concrete_fields
            if _list_codes(model_field) == self.choices.values
        )


def _build_code(choice: models.TextChoices, row: Mapping[str, Any]) -> VocabularyCode:
    texts = {column: row.get(f"definition_{column}", "") for column in ("en", "zh_hans", "zh_hant")}
    return VocabularyCode(
        code=choice.value,
        label=choice.label,
        definition=lazy(get_text_from_columns, str)(texts) if any(texts.values()) else None,
        standard_codes={"ucum": row["ucum"]} if "ucum" in row else {},
    )


def _list_codes(model_field: models.Field) -> list[str]:
    """Return the codes of a field with choices or of a list of codes."""
    pairs = getattr(model_field, "codes", None) or model_field.choices or ()
    return [code for code, _label in pairs if code]


@cache
def get_vocabularies() -> dict[str, Vocabulary]:
    """Return the vocabularies of all apps by their names, those of the lowest app first."""
    return {
        vocabulary.name: vocabulary
        for config in reversed(list(apps.get_app_configs()))
        if module_has_submodule(config.module, "choices")
        for vocabulary in getattr(import_module(f"{config.name}.choices"), "VOCABULARIES", ())
    }


@cache
def read_vocabularies() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of content/vocabularies.yaml by the names of the vocabularies."""
    path = settings.CONTENT_DIR / VOCABULARIES_FILE
    return yaml.safe_load(path.read_text(encoding="utf-8"))
