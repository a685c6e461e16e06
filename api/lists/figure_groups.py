"""The keys by which figures are grouped, and what is summed."""

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, NullIf

from api.lists.fields import CodeField
from api.lists.figure_fields import VariableField
from api.records.groups import (
    COUNTED_FIGURES,
    GroupKey,
    GroupMeasure,
    build_code_key,
    build_reference_key,
    build_year_key,
)
from cities.models import City, Region
from records.ordering import BytewiseCollation

FIGURE_MEASURE = GroupMeasure(
    apart=("variable", "unit", "amount_type", "evidence"),
    counted=COUNTED_FIGURES & Q(same_as=""),  # each fact once
    place=NullIf("place", Value("")),
    once_per="subject_slug",
    variable="variable",
)


def build_figure_group_keys(fields: Mapping[str, Any]) -> list[GroupKey]:
    """Return the keys for the fields of figures: codes, the year, and the place of the record."""
    codes = [
        build_code_key(name, name, field.choices.items(), str(field.help_text).partition("\n\n")[0])
        for name, field in fields.items()
        if isinstance(field, CodeField) and not name.endswith("_reason") and name != "scope"
    ]
    return [*codes, build_year_key(), *_build_figure_place_keys()]


def build_variable_key() -> GroupKey:
    return GroupKey(
        "variable",
        BytewiseCollation(Concat("variable_type", Value("."), "variable_slug", output_field=CharField())),
        lambda **more: VariableField(help_text="What is measured.", **more),
        read=lambda key: tuple(key.split(".")),
    )


def _build_figure_place_keys() -> list[GroupKey]:
    region = City.objects.filter(slug=OuterRef("place")).values("region__slug")[:1]
    return [
        build_reference_key("region", Subquery(region), Region.type_code, "The region of the city."),
        build_reference_key("city", F("place"), City.type_code, "The city or district itself."),
    ]
