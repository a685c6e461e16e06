"""Addresses in the API."""

from django.db.models import Model

#: Record type or part -> the name of its resource; filled by `api.records.resources`.
RESOURCE_NAMES: dict[type[Model], str] = {}


def build_list_path(model: type[Model]) -> str:
    return f"/api/v1/{RESOURCE_NAMES[model]}/"


def build_api_path(resource: str, slug: str) -> str:
    return f"/api/v1/{resource}/{slug}/"
