"""Unsaved records for the style guide, filled generically. Their names and slugs begin with "sample"."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.apps import apps
from django.db.models import Model
from django.utils.translation import override

from records.citations import Citations
from records.models import Source
from records.translation import COLUMNS, get_text_from_columns

#: A text in English and Simplified Chinese.
TextPair = tuple[str, str]
SampleModel = TypeVar("SampleModel", bound=Model)

#: Every slug and key begins with it: an address with it leads to no page.
PREFIX = "sample-"


@dataclass(frozen=True)
class SampleSpec:
    """`!Model {field: value}` of `samples.yaml` is a sample, `!Model:3 {field: value}` a list of three.

    `!text {pair: [English, Chinese]}` is the text in the active language.
    """

    model: str
    number: str
    values: dict[str, Any]


class SampleLoader(yaml.SafeLoader):
    def read_spec(self, tag: str, node: yaml.MappingNode) -> SampleSpec:
        model, _colon, number = tag.partition(":")
        values = self.construct_mapping(node, deep=True)
        return SampleSpec(model, number, {str(key): value for key, value in values.items()})


SampleLoader.add_multi_constructor("!", SampleLoader.read_spec)
_VALUES = yaml.load(Path(__file__).with_name("samples.yaml").read_text(encoding="utf-8"), SampleLoader)
_MODELS = {model.__name__: model for model in apps.get_models()}
#: A long German word without a break and a row of Han characters; a sentence.
LONG_TEXT, SENTENCE = tuple(_VALUES["long"]), tuple(_VALUES["sentence"])
MOMENT: datetime = _VALUES["fields"]["at"]

# Negative, so that no sample has the key of a database row.
_numbers = count(-1, -1)


def make_sample(model: type[SampleModel], **values: Any) -> SampleModel:
    """An unsaved instance: required fields are filled, relations to many are empty unless a list is given.

    A pair of texts fills a translated field. What is no field becomes an attribute, as a view adds it.
    """
    number = next(_numbers)
    sample = model(pk=number)
    values = {**_list_defaults(model), **values}
    for field in model._meta.concrete_fields:
        if field.name in ("slug", "key"):
            values.setdefault(field.name, f"{PREFIX}{-number}")
        elif field.is_relation and field.name not in values and not field.null:
            values[field.name] = make_sample(field.related_model)  # type: ignore[arg-type]
    relations = {name: values.pop(name, []) for name in _list_relations(model)}
    sample._prefetched_objects_cache = relations  # type: ignore[attr-defined]
    for name, value in values.items():
        if name in getattr(model, "translated_fields", {}):
            for column, text in zip(COLUMNS, value, strict=False):
                setattr(sample, f"{name}_{column}", text)
        else:
            setattr(sample, name, Decimal(value) if name == "value" and value is not None else value)
    return sample


def make_samples(number: int, model: type[SampleModel], **values: Any) -> list[SampleModel]:
    return [make_sample(model, **values) for _n in range(number)]


def build_context(name: str, section: str = "contexts") -> dict[str, Any]:
    """The context of this name in a section of `samples.yaml`, with new samples."""
    context: dict[str, Any] = _build_value(_VALUES[section][name])
    return context


def _build_value(value: Any) -> Any:
    if isinstance(value, SampleSpec):
        values = _build_value(value.values)
        if value.model == "text":
            return translate_pair(values["pair"])
        samples = make_samples(int(value.number or 1), _MODELS[value.model], **values)
        return samples if value.number else samples[0]
    if isinstance(value, dict):
        return {key: _build_value(item) for key, item in value.items()}
    return [_build_value(item) for item in value] if isinstance(value, list) else value


@cache
def _list_defaults(model: type[Model]) -> dict[str, Any]:
    """Names for the model, the first code of required fields, and the values of `samples.yaml`."""
    translated = set(getattr(model, "translated_fields", {}))
    fields = {field.name: field for field in model._meta.concrete_fields}
    required = {
        name: field.choices[0][0]
        for name, field in fields.items()
        if field.choices and not (field.blank or field.null or field.has_default())
    }
    with override("en"):
        english = f"Sample {model._meta.verbose_name}"
    with override("zh-hans"):
        names = dict.fromkeys(
            translated & set(_VALUES["names"]), (english, f"示例{model._meta.verbose_name}")
        )
    prose = dict.fromkeys(translated & set(_VALUES["prose"]), SENTENCE)
    known = {name: value for name, value in _VALUES["fields"].items() if name in fields}
    return {**required, **names, **prose, **known, **_VALUES["models"].get(model.__name__, {})}


@cache
def _list_relations(model: type[Model]) -> set[str]:
    relations = {field.name for field in model._meta.many_to_many}
    return relations | {str(relation.get_accessor_name()) for relation in model._meta.related_objects}


def translate_pair(pair: TextPair) -> str:
    """The text in the active language."""
    return str(get_text_from_columns({"en": pair[0], "zh_hans": pair[1]}))


class SampleCitations(Citations):
    """Markers without a query: the sources of a sample are its `sample_sources`, else the first source."""

    def __init__(self) -> None:
        super().__init__([])
        self.first = make_sample(Source)

    def sources_of(self, obj: Any, field: str = "") -> list[Source]:
        return getattr(obj, "sample_sources", [self.first])

    def has_sources(self, obj: Any, field: str = "") -> bool:
        return True
