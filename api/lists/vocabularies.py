"""Vocabularies and units: lists of codes with labels and definitions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import capfirst
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.mixins import RetrieveModelMixin

from api.description.components import get_schema_name
from api.lists.fields import LocalizedTextField
from api.lists.figures import FigureSerializer
from api.lists.statistics.serializers import StatisticValueSerializer
from api.records.renderers import Chunk, ListExport, Objects
from api.records.resources import RESOURCES
from api.views import cache_response
from api.viewsets import ListViewSet, RetrieveMixin, SequencePageMixin
from initiatives.models import Material
from records.figures.units import UnitDefinition, get_units
from records.models import FigureEntry, Part, Record
from records.vocabularies import Vocabulary, VocabularyCode, get_vocabularies

#: Models whose schema has another name.
_SCHEMAS: dict[Any, str] = {FigureEntry: "Figure"}
#: Fields with another name in the API.
_RENAMED = {
    "IndicatorValue.reason": "IndicatorValue.value_reason",
    "StatisticValue.reason": "StatisticValue.value_reason",
    "HistoricalValue.reason": "EarlierValue.value_reason",
}


# -- vocabularies of records ------------------------------------------------------------------------


@dataclass(frozen=True)
class RecordVocabulary:
    """A vocabulary whose codes are the slugs of published records. Attributes are those of `Vocabulary`."""

    name: str
    title: Any
    codes: tuple[VocabularyCode, ...]
    fields: tuple[models.Field, ...]


def load_material_vocabulary() -> RecordVocabulary:
    """Return the published materials with the waste codes that they have, in one query."""
    return RecordVocabulary(
        name="materials",
        title=lazy(capfirst, str)(Material._meta.verbose_name_plural),
        codes=tuple(_build_material_code(row) for row in Material.objects.published().order_by("slug")),
        fields=tuple(
            relation.field
            for relation in Material._meta.related_objects
            if issubclass(relation.related_model, (Record, Part)) and not _is_owner_field(relation.field)
        ),
    )


def _is_owner_field(field: models.Field) -> bool:
    return issubclass(field.model, Part) and field.name == field.model.owner


def _build_material_code(material: Material) -> VocabularyCode:
    codes = {"ewc": material.ewc_code, "national": material.national_code}
    read_text = lazy(getattr, str)
    return VocabularyCode(
        code=material.slug,
        label=read_text(material, "name"),
        definition=read_text(material, "description"),
        standard_codes={standard: code for standard, code in codes.items() if code},
    )


#: Vocabularies that are read from the database, by name.
_LOADERS = {"materials": load_material_vocabulary}


def load_vocabulary(name: str) -> Vocabulary | RecordVocabulary | None:
    """Return a vocabulary; None if there is none of this name."""
    return _LOADERS[name]() if name in _LOADERS else get_vocabularies().get(name)


def iter_vocabularies() -> Iterator[Vocabulary | RecordVocabulary]:
    yield from get_vocabularies().values()
    for load in _LOADERS.values():
        yield load()


# -- serializers ------------------------------------------------------------------------------------


class CodeSerializer(serializers.Serializer):
    """A code with its texts."""

    code = serializers.CharField(
        help_text="The code, as fields of other resources have it. It never changes."
    )
    label: Any = LocalizedTextField(help_text="The label that pages show for it.")
    definition = LocalizedTextField(
        allow_null=True, help_text="What it means on this site; null: not defined yet."
    )


class VocabularyCodeSerializer(CodeSerializer):
    """A code of a vocabulary."""

    standard_codes = serializers.DictField(
        child=serializers.CharField(),
        help_text="Its codes in standards, where it has one. Units: `ucum`, case-sensitive. Materials: "
        "`ewc`, the closest entry of the European List of Waste, and `national`, the code in China’s "
        "catalogue of solid waste or list of hazardous waste.",
    )


class UsedInField(serializers.ListField):
    """The fields that hold a code of a vocabulary."""

    child = serializers.CharField()

    def get_attribute(self, instance: Vocabulary | RecordVocabulary) -> list[str]:
        names = [f"{_SCHEMAS.get(one.model, one.model.__name__)}.{one.name}" for one in instance.fields]
        if instance.name == "absence_reasons":
            names += _list_reason_fields()
        paths = _find_field_paths()
        return sorted(path for name in names for path in paths[_RENAMED.get(name, name)])


class VocabularySerializer(serializers.Serializer):
    """A vocabulary with its codes, in the order of lists and forms."""

    name = serializers.CharField(help_text="The name of the vocabulary in URLs.")
    url = serializers.SerializerMethodField(help_text="The vocabulary with its codes, in the API.")
    title = LocalizedTextField(help_text="The title: what the codes say.")
    used_in = UsedInField(
        help_text="The fields that hold a code of the vocabulary: the address of a list, and the path of the "
        "field in its answer: `/api/v1/facilities/ results[].status`."
    )
    code_count = serializers.SerializerMethodField(help_text="The number of its codes.")
    codes = VocabularyCodeSerializer(many=True, help_text="The codes, in order.")

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, vocabulary: Vocabulary | RecordVocabulary) -> str:
        return self.context["output"].address(reverse("api-vocabularies-detail", args=[vocabulary.name]))

    def get_code_count(self, vocabulary: Vocabulary | RecordVocabulary) -> int:
        return len(vocabulary.codes)


@cache
def _find_field_paths() -> dict[str, list[str]]:
    """Return where each field stands in the answers of the lists, by schema and name: `Facility.status`."""
    lists = [(one.list_name, one.serializer_class, "results[]") for one in RESOURCES]
    lists.append(("figures", FigureSerializer, "results[]"))
    lists.append(("statistics", StatisticValueSerializer, "results[].values[]"))
    paths: dict[str, list[str]] = defaultdict(list)
    for name, serializer, start in lists:
        address = reverse(f"api-{name}-list")
        for field, path in _walk_fields(serializer, start):
            paths[field].append(f"{address} {path}")
    return paths


def _walk_fields(serializer: Any, start: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of a serializer and of its parts as schema and name, with their paths."""
    schema = get_schema_name(serializer).removesuffix("Entry")
    for name, field in serializer._declared_fields.items():
        yield f"{schema}.{name}", f"{start}.{name}"
        if isinstance(part := getattr(field, "child", None), serializers.Serializer):
            yield from _walk_fields(type(part), f"{start}.{name}[]")


def _list_reason_fields() -> list[str]:
    """Return the fields with the reason of a null number that isn't stored."""
    records = [resource.serializer_class for resource in RESOURCES if not resource.is_part]
    parts = [
        type(field.child)
        for record in records
        for field in record.get_declared_fields().values()
        if hasattr(field, "child")
    ]
    return [
        f"{serializer.__name__.removesuffix('Serializer')}.{name}"
        for serializer in (*records, *parts)
        for name, field in serializer.get_declared_fields().items()
        if getattr(field, "kind", "") == "code" and field.column and not field.key
    ]


class UnitSerializer(CodeSerializer):
    """A unit. Convert a value to the SI by multiplying it with `si_factor`."""

    url = serializers.SerializerMethodField(help_text="The unit, in the API.")
    ucum = serializers.CharField(
        allow_null=True,
        help_text="Its case-sensitive code in UCUM. An annotation in braces says what a number counts: "
        "`{vehicle}`. Null: UCUM has no such unit (money, calendar years, milestones).",
    )
    dimension = serializers.CharField(help_text="What it measures, in English: `mass flow`.")
    si_factor = serializers.FloatField(
        allow_null=True,
        help_text="A value in this unit times `si_factor` is the value in `si_unit`. A year is UCUM’s, of "
        "365.25 days. Null where `ucum` is null.",
    )
    si_unit = serializers.CharField(
        allow_null=True, help_text="The unit of the SI, in UCUM; `1` for numbers and shares."
    )

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, unit: dict[str, Any]) -> str:
        return self.context["output"].address(reverse("api-units-detail", args=[unit["code"]]))


def describe_unit(unit: UnitDefinition) -> dict[str, Any]:
    """Return a unit with its label and definition, as input of `UnitSerializer`."""
    entry = next(entry for entry in get_vocabularies()["units"].codes if entry.code == unit.code)
    return {**vars(unit), "label": entry.label, "definition": entry.definition}


# -- views ------------------------------------------------------------------------------------------


class CodeListViewSet(SequencePageMixin, RetrieveMixin, ListViewSet):
    """Base of the lists of codes, which are short and not versioned."""

    objects: Objects

    def build_export(self, rows: Any) -> ListExport:
        self.objects = self.serialize(rows)
        return super().build_export(rows)

    def iter_objects(self, rows: Any) -> Iterator[Chunk]:
        yield rows, self.objects

    def list_fields(self) -> Sequence[tuple[str, Any]]:
        """Return the fields of a row; each standard is one, as far as a code has it."""
        fields = {**self.serializer_class._declared_fields}
        if "codes" in fields:
            fields |= VocabularyCodeSerializer._declared_fields
        for name in ("codes", "code_count", *(("standard_codes",) if self.objects else ())):
            fields.pop(name, None)
        names = dict.fromkeys(name for row in self._iter_rows(self.objects) for name in row)
        standards = [name for name in names if name.startswith("standard_codes_")]
        return [*fields.items(), *((name, serializers.ReadOnlyField()) for name in standards)]

    def build_rows(self, objects: Objects) -> Iterator[Sequence[Any]]:
        empty = dict.fromkeys(name for name, _field in self.list_fields())
        return super().build_rows([{**empty, **row} for row in self._iter_rows(objects)])

    def _iter_rows(self, objects: Objects) -> Iterator[dict[str, Any]]:
        """Yield a row for each object, of a vocabulary for each of its codes."""
        for obj in objects:
            for code in obj.get("codes", (obj,)):
                standards = code.get("standard_codes", {}).items()
                yield {
                    **obj,
                    **code,
                    **{f"standard_codes_{key.replace('-', '_').lower()}": one for key, one in standards},
                }


class VocabularyViewSet(CodeListViewSet):
    """The vocabularies with their codes, labels and definitions."""

    example = "waste_areas"
    about_detail_exports = "All formats but `json` return its codes only, one in each row."
    list_name = "vocabularies"
    serializer_class: Any = VocabularySerializer
    lookup_field = "name"

    def get_queryset(self) -> Any:
        return [*iter_vocabularies()]

    @cache_response
    def retrieve(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_export:
            return RetrieveModelMixin.retrieve(self, request, *args, **kwargs)
        self.serializer_class = VocabularyCodeSerializer
        return self.export(self.get_object().codes)

    def get_object(self) -> Any:
        self.parser.raise_errors()
        vocabulary = load_vocabulary(self.kwargs["name"])
        if vocabulary is None:
            raise NotFound
        return vocabulary


class UnitViewSet(CodeListViewSet):
    """The units of figures, with UCUM code, dimension and factor."""

    example = "t_per_year"
    list_name = "units"
    serializer_class = UnitSerializer
    lookup_field = "code"

    def get_queryset(self) -> Any:
        return [describe_unit(unit) for unit in get_units().values()]

    def get_object(self) -> Any:
        self.parser.raise_errors()
        unit = get_units().get(self.kwargs["code"])
        if unit is None:
            raise NotFound
        return describe_unit(unit)
