"""Sample records of the types that need no distribution of their own: each required field has some value."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models

from cities.models import City
from coalition.models import Event, Exchange, Membership, Network, Partner, Programme, Resource
from initiatives.models import Designation, IndustrialPark, ProcurementCase, ZeroWastePilot
from portal.models import Finding, Priority, SiteText, Target
from records.models import Record, Theme

SAMPLE_PREFIX = "sample-"
#: Records made so far, by type: references are to these.
Samples = Mapping[type[models.Model], Sequence[Any]]


class OtherType(NamedTuple):
    """A record type with the number of its records at scale 1, and whether they grow with the scale."""

    model: type[Record]
    number: int
    grows: bool = True


#: In an order in which each refers to earlier ones.
OTHER_TYPES = (
    OtherType(Theme, 8, grows=False),
    OtherType(Network, 2, grows=False),
    OtherType(Programme, 20, grows=False),
    OtherType(Membership, 200),
    OtherType(Partner, 100),
    OtherType(Exchange, 200),
    OtherType(Event, 200),
    OtherType(Resource, 100),
    OtherType(Designation, 500),
    OtherType(ZeroWastePilot, 100),
    OtherType(ProcurementCase, 200),
    OtherType(Target, 10, grows=False),
    OtherType(Finding, 15, grows=False),
    OtherType(Priority, 3, grows=False),
    OtherType(SiteText, 1, grows=False),
)
_TITLES = {"name", "title", "short_name", "statement"}


def build_record(model: type[Any], number: int, samples: Samples) -> Any:
    """Build an unsaved record with a value in each required field."""
    values: dict[str, Any] = {"slug": f"{SAMPLE_PREFIX}{model.type_code}-{number + 1}"}
    translated = {f"{name}_{column}" for name in model.translated_fields for column in ("en", "zh_hans")}
    for field in model._meta.concrete_fields:
        if field.name in translated or field.name in values or field.primary_key:
            continue
        if not field.blank and not field.has_default():
            values[field.name] = _choose_value(field, number, samples)
    for name, field in model.translated_fields.items():
        if not field.blank:
            values |= _build_texts(model, name, number)
    return model(**{**values, **_choose_more(model, number, samples)})


def _choose_value(field: Any, number: int, samples: Samples) -> Any:
    if isinstance(field, models.ForeignKey):
        known = samples[field.related_model]
        return known[number % len(known)]
    if field.choices:
        codes = [code for code, _label in field.flatchoices if code]
        return codes[number % len(codes)]
    if isinstance(field, models.DecimalField):
        return Decimal(1 + number % 100)
    return number + 1


def _choose_more(model: type[Any], number: int, samples: Samples) -> dict[str, Any]:
    """Return values on which other fields depend, or that pages are sorted by."""
    if model is Network:
        return {"is_coalition": number == 0}
    if model is Designation:
        parks = samples[IndustrialPark]
        programme = _choose_in_turn(samples[Programme], number // len(parks))
        return {"park": _choose_in_turn(parks, number), "programme": programme}
    if model is Membership:
        cities = samples[City]
        return {
            "city": _choose_in_turn(cities, number),
            "network": _choose_in_turn(samples[Network], number // len(cities)),
        }
    if model is Event:
        return {"date": f"{2014 + number % 10}-{1 + number % 12:02}"}
    if model is Target:
        return {"deadline": "2030"}
    if model in (ProcurementCase, Finding):
        return {"year": 2014 + number % 10}
    return {}


def _choose_in_turn(known: Sequence[Any], number: int) -> Any:
    return known[number % len(known)]


def _build_texts(model: type[Any], name: str, number: int) -> dict[str, str]:
    if name in _TITLES:
        english = f"Sample {model._meta.model_name} {number + 1}"
        chinese = f"样本{model.type_code}{number + 1}"
    else:
        english, chinese = "A sample.", "样本。"
    return {f"{name}_en": english, f"{name}_zh_hans": chinese}
