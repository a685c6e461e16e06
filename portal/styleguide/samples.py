"""Unsaved records for the style guide, filled generically. Their names and slugs begin with "sample"."""

from collections.abc import Callable
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

from records.models import Source
from records.models.roles import is_required_to_publish
from records.pages.citations import Citations
from records.texts.translation import COLUMNS, get_text_from_columns

SampleModel = TypeVar("SampleModel", bound=Model)

#: Every slug and key begins with it: an address with it leads to no page.
PREFIX = "sample-"
#: The number of rows of the states that are named after it.
_NUMBERS = {"none": 0, "one": 1, "many": 30}


@dataclass(frozen=True)
class SampleSpec:
    """`!Model {field: value}` of `samples.yaml` is a sample, `!Model:3 {field: value}` a list of three.

    In the states "none", "one" and "many" the list has another number. `!Model:field {}` is a list with one
    for each code of the field, `!text [English, Chinese]` the text in the active language.
    """

    tag: str
    values: Any


class SampleLoader(yaml.SafeLoader):
    def read_spec(self, tag: str, node: Any) -> SampleSpec:
        if isinstance(node, yaml.MappingNode):
            return SampleSpec(tag, self.construct_mapping(node, deep=True))
        return SampleSpec(tag, self.construct_sequence(node))


SampleLoader.add_multi_constructor("!", SampleLoader.read_spec)
_VALUES = yaml.load(Path(__file__).with_name("samples.yaml").read_text(encoding="utf-8"), SampleLoader)
_MODELS = {model.__name__: model for model in apps.get_models()}
#: Template -> the names of its states -> their context.
CATALOGUE: dict[str, dict[str, Any]] = _VALUES["templates"]
MOMENT: datetime = _VALUES["fields"]["at"]

Context = dict[str, Any]
ContextBuilder = Callable[..., Context]
#: Template -> what makes its context of its values.
CONTEXT_BUILDERS: dict[str, ContextBuilder] = {}

# Negative, so that no sample has the key of a database row.
_numbers = count(-1, -1)


def register_context(*templates: str) -> Callable[[ContextBuilder], ContextBuilder]:
    """Register what makes the context of templates: it gets the samples of the state and the values."""

    def register(build: ContextBuilder) -> ContextBuilder:
        CONTEXT_BUILDERS.update(dict.fromkeys(templates, build))
        return build

    return register


@dataclass(frozen=True)
class StateSamples:
    """The samples of a state. In "long" names are long, in "missing" what a record may lack is missing."""

    state: str

    @property
    def number(self) -> int:
        """The number of rows of the state."""
        return 1_000 if self.state == "thousand" else _NUMBERS.get(self.state, 3)

    def make(self, model: type[SampleModel], position: int = 0, **values: Any) -> SampleModel:
        """An unsaved instance: required fields are filled, relations to many are empty unless given.

        A pair of texts fills a translated field. What is no field becomes an attribute, as a view adds it.
        """
        number = next(_numbers)
        sample = model(pk=number)
        values = {**_list_defaults(model, position), **values}
        if self.state == "missing":
            values = {name: value for name, value in values.items() if name not in _list_optional(model)}
        for field in model._meta.concrete_fields:
            if field.name in ("slug", "key"):
                values.setdefault(field.name, f"{PREFIX}{-number}")
            elif field.is_relation and field.name not in values and not _is_optional(field):
                values[field.name] = self.make(field.related_model)  # type: ignore[arg-type]
        relations = {name: values.pop(name, []) for name in _list_relations(model)}
        sample._prefetched_objects_cache = relations  # type: ignore[attr-defined]
        for relation in model._meta.related_objects:
            if relation.one_to_one:
                relation.set_cached_value(sample, None)
        for name, value in values.items():
            self._set_value(sample, name, value)
        return sample

    def _set_value(self, sample: Model, name: str, value: Any) -> None:
        is_long = self.state == "long" and value and name in {*_VALUES["names"], *_VALUES["prose"]}
        if name in getattr(sample, "translated_fields", {}):
            for column, text in zip(COLUMNS, _VALUES["long"] if is_long else value, strict=False):
                setattr(sample, f"{name}_{column}", text)
        elif is_long and isinstance(value, str):
            setattr(sample, name, _VALUES["long"][0])
        else:
            setattr(sample, name, Decimal(value) if name == "value" and value is not None else value)

    def make_many(
        self, model: type[SampleModel], number: int | None = None, **values: Any
    ) -> list[SampleModel]:
        """As many as given, else as the state has; their names are numbered."""
        positions = range(1, 1 + (self.number if number is None else number))
        return [self.make(model, position, **values) for position in positions]

    def translate(self, english: str, chinese: str) -> str:
        """The text in the active language."""
        pair = _VALUES["long"] if self.state == "long" else (english, chinese)
        return str(get_text_from_columns(dict(zip(COLUMNS, pair, strict=False))))

    def build(self, value: Any) -> Any:
        """A value of `samples.yaml`, with new samples."""
        if isinstance(value, SampleSpec):
            return self._build_spec(value)
        if isinstance(value, dict):
            return {key: self.build(item) for key, item in value.items()}
        return [self.build(item) for item in value] if isinstance(value, list) else value

    def _build_spec(self, spec: SampleSpec) -> Any:
        if spec.tag == "text":
            return self.translate(*spec.values)
        name, _colon, number = spec.tag.partition(":")
        model, values = _MODELS[name], self.build(spec.values)
        if not number:
            return self.make(model, **values)
        if number.isdigit():
            return self.make_many(model, _NUMBERS.get(self.state, int(number)), **values)
        field: Any = model._meta.get_field(number)
        codes = [{number: code, "key": f"{PREFIX}{code}"} for code, _label in field.choices]
        return [self.make(model, **{**values, **code}) for code in codes]


@cache
def _list_defaults(model: type[Model], position: int) -> dict[str, Any]:
    """Names for the model, the first code of required fields, and the values of `samples.yaml`."""
    translated = set(getattr(model, "translated_fields", {}))
    fields = {field.name: field for field in model._meta.concrete_fields}
    required = {
        name: field.choices[0][0]
        for name, field in fields.items()
        if field.choices and not (_is_optional(field) or field.has_default())
    }
    with override("en"):
        english = f"Sample {model._meta.verbose_name}"
    with override("zh-hans"):
        chinese = f"示例{model._meta.verbose_name}"
    prose = {name: _VALUES["sentence"] for name in translated.intersection(_VALUES["prose"])}
    known = {name: value for name, value in _VALUES["fields"].items() if name in fields}
    names = {name: (english, chinese) for name in translated.intersection(_VALUES["names"])}
    values = {**required, **names, **prose, **known, **_VALUES["models"].get(model.__name__, {})}
    if position:
        values |= {name: [f"{text} {position}" for text in values[name]] for name in names}
    return values


def _is_optional(field: Any) -> bool:
    """Return whether a published record may lack a value of the field."""
    return not is_required_to_publish(field) and (field.blank or field.null)


@cache
def _list_optional(model: type[Model]) -> set[str]:
    """What a record may lack: prose, lists and fields that may be empty."""
    fields = {field.name for field in model._meta.concrete_fields if _is_optional(field)}
    return {*_VALUES["prose"], *fields} - {"unit", "kind"}


@cache
def _list_relations(model: type[Model]) -> set[str]:
    relations = {field.name for field in model._meta.many_to_many}
    return relations | {str(relation.get_accessor_name()) for relation in model._meta.related_objects}


class SampleCitations(Citations):
    """Markers without a query: the sources of a sample are its `sample_sources`, else the first source."""

    def __init__(self) -> None:
        super().__init__([])
        self.first = StateSamples("usual").make(Source)

    def sources_of(self, obj: Any, field: str = "") -> list[Source]:
        return getattr(obj, "sample_sources", [self.first])

    def has_sources(self, obj: Any, field: str = "") -> bool:
        return True
