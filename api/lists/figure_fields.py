"""Rows of figures, and the fields of the serializer that read them."""

from typing import Any, NamedTuple

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.addresses import build_api_path
from api.description.fields import TextField
from api.lists.fields import CodeField, ReferenceField
from cities.models import City, Region
from records.choices import MeasuredProperty
from records.field_kinds.representation import translate_columns
from records.models import FigureEntry
from records.projections.figure_models import PROPERTY_TYPE, get_variable_models


class FigureRow(NamedTuple):
    """A figure with its label, and the content version of its permanent address."""

    entry: FigureEntry
    label: Any
    number: int
    #: The slug of the region of the city; None without a city.
    region: str | None
    #: The area that the indicator covers; empty if it isn't known.
    scope: str

    @property
    def api_path(self) -> str:
        return build_figure_path(self.entry.identifier)

    @property
    def permanent_path(self) -> str:
        return f"{self.api_path}?version={self.number}"


def build_figure_path(identifier: str) -> str:
    return build_api_path("figures", identifier)


def get_record_key(entry: FigureEntry, name: str) -> tuple[str, str]:
    return getattr(entry, f"{name}_type"), entry.slug if name == "record" else getattr(entry, f"{name}_slug")


def translate_text(entry: Any, name: str, lang: str) -> Any:
    columns = {column: getattr(entry, f"{name}_{column}") for column in ("en", "zh_hans")}
    return translate_columns({**columns, "zh_hant": entry.zh_hant.get(name, "")}, lang)


class FigureReferenceField(ReferenceField):
    """A record that a figure refers to."""

    def get_attribute(self, instance: FigureRow) -> tuple[str, str]:
        return get_record_key(instance.entry, str(self.field_name))


class VariableSerializer(serializers.Serializer):
    """What a figure measures: an indicator, a material or a code of `/vocabularies/measured_properties/`."""

    type = serializers.ChoiceField(
        [*get_variable_models(), PROPERTY_TYPE], help_text="The type of record, or `measured-property`."
    )
    slug = serializers.CharField(help_text="The slug of the record, or the code.")
    name = TextField(allow_null=True, help_text="The name of the record, or the label of the code.")
    url = serializers.URLField(help_text="The record or the vocabulary in the API.")


@extend_schema_field(VariableSerializer)
class VariableField(ReferenceField):
    """What a figure measures."""

    def to_representation(self, value: tuple[str, str]) -> dict[str, Any]:
        output, (code, slug) = self.context["output"], value
        if code != PROPERTY_TYPE:
            return super().to_representation(value)
        name = output.label(_PROPERTIES, slug)
        path = build_api_path("vocabularies", "measured_properties")
        return {"type": code, "slug": slug, "name": name, "url": output.address(path)}


class FigureVariableField(VariableField, FigureReferenceField):
    """What a figure of a list of figures measures."""


#: The choices whose labels are names of variables.
_PROPERTIES = CodeField(MeasuredProperty.choices, help_text="")


class CityReferenceField(ReferenceField):
    """The city of the record of a figure."""

    def get_attribute(self, instance: FigureRow) -> tuple[str, str] | None:
        place = instance.entry.place
        return (City.type_code, place) if place else None


class RegionReferenceField(ReferenceField):
    """The region of the city of the record of a figure."""

    def get_attribute(self, instance: FigureRow) -> tuple[str, str] | None:
        return (Region.type_code, instance.region) if instance.region else None


@extend_schema_field(TextField)
class FigureTextField(TextField):
    """The period or the note of a figure."""

    def get_attribute(self, instance: FigureRow) -> Any:
        return translate_text(instance.entry, str(self.field_name), self.context["output"].lang)
