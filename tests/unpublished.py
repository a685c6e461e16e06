"""Drafts and archived records, with the relations of the fullest published records."""

from itertools import cycle
from typing import Any

from django.db import models

from cities.models import City
from records.choices import Status
from records.models import Record, get_record_types
from records.models.base import get_part_models
from records.snapshots import get_part_accessor
from tests.bulk_copies import create_copies

TELLTALE = "Telltale"
HIDDEN = (Status.DRAFT, Status.ARCHIVED)


def mark_texts(model: type[models.Model]) -> dict[str, Any]:
    """New values for every text of a model: wherever one shows, it tells."""
    texts = [
        f"{name}_{column}" for name in getattr(model, "translated_fields", {}) for column in ("en", "zh_hans")
    ]
    if "title" in {field.name for field in model._meta.concrete_fields}:
        texts.append("title")
    return {name: lambda number: TELLTALE for name in texts}


def find_fullest(model: type[Record]) -> Any:
    def parts(record: Any) -> int:
        return sum(getattr(record, get_part_accessor(part)).count() for part in get_part_models(model))

    return max(model.objects.published(), key=parts)


def _hide_copies(model: type[Record], cities: Any) -> list[Any]:
    """A draft and a withdrawn record, tied to all that the fullest public one is."""
    record, hidden = find_fullest(model), len(HIDDEN)
    changes = {
        "slug": lambda number: f"telltale-{model.type_code}-{number}",
        "status": HIDDEN.__getitem__,
        **mark_texts(model),
    }
    rules = [rule for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    if any("city" in rule.fields for rule in rules):
        chosen = [next(cities) for _ in HIDDEN]  # of these a city has one
        changes["city_id"] = lambda number: chosen[number]
        if hasattr(model, "park"):
            changes["park_id"] = lambda number: None
    copies = create_copies(model, [record] * hidden, **changes)
    for part_model in get_part_models(model):
        parts = list(getattr(record, get_part_accessor(part_model)).all())
        owners = [copy.pk for copy in copies for _part in parts]
        owner = {f"{part_model.owner}_id": owners.__getitem__}
        create_copies(part_model, parts * hidden, **owner, **mark_texts(part_model))
    return copies


def create_unpublished_copies() -> list[Any]:
    """Three copies of each record type that must not be seen, every text of theirs telling of them."""
    cities = cycle(City.objects.published().order_by("-pk").values_list("pk", flat=True))
    return [copy for model in get_record_types().values() for copy in _hide_copies(model, cities)]
