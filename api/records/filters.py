"""Filter backends, and the filter sets of lists.

A list with a page extends the FilterSet of the page; filters for all other fields are derived from the model.
"""

from datetime import datetime
from functools import cached_property
from typing import Any

import django_filters
from django.db.models.functions import Coalesce
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.filters import BaseFilterBackend

from api.addresses import build_list_path
from api.query_params import MomentField
from cities.models import City, Region
from records.field_kinds import get_field_kinds
from records.field_kinds.filters import NOT_RECORDED_CODE, UNKNOWN_SLUG, SlugsFilter
from records.filters import CommaSeparatedSelect, TextSearchFilter
from records.models.roles import FieldRole
from web.versions import read_recent_versions


class UpdatedSince(django_filters.Filter):
    field_class = MomentField

    def filter(self, qs: Any, value: datetime | None) -> Any:
        if value is None:
            return qs
        prefix = self.field_name
        updated = Coalesce(f"{prefix}updated_at", f"{prefix}published_at")
        return qs.alias(_updated=updated).filter(_updated__gte=value)


class DistrictsFilter(django_filters.ChoiceFilter):
    """Whether `city` includes the districts of a city; `SlugsFilter` reads it."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs


class SnapshotFilterSet(django_filters.FilterSet):
    """Base of the filter sets of lists. Makes the filters of the request only: a list has dozens."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        declared: Any = type(self)
        every = declared.base_filters
        self.base_filters = {name: entry for name, entry in every.items() if data is None or name in data}
        super().__init__(data, *args, **kwargs)

    @cached_property
    def version(self) -> Any:
        """The newest publication of each type, as of the version of the page cache, which is known."""
        return read_recent_versions(self.list_read_types())


def build_filterset_class(resource: Any) -> Any:
    """Return the filter set of a resource: the filters of its page, of its place and of its fields."""
    page = resource.page_filters
    shared = dict(page.base_filters) if page else {}
    filters = {
        **_build_model_filters(resource.model),
        **_build_place_filters(resource),
        "updated_since": UpdatedSince(
            resource.prefix,
            label="Records changed on this date or since this time. A date begins at midnight in Shanghai.",
        ),
        "q": _build_text_search(resource, shared),
    }
    declared = {
        name: entry for name, entry in filters.items() if name not in shared or _is_left_to_api(shared[name])
    }
    filterset: Any = type(
        f"{resource.model.__name__}ApiFilter",
        (SnapshotFilterSet, *((page,) if page else ())),
        {**declared, "Meta": type("Meta", (), {"model": resource.model, "fields": []})},
    )
    filterset.base_filters.pop("sort", None)
    return filterset


def _is_left_to_api(page_filter: Any) -> bool:
    return isinstance(page_filter, TextSearchFilter) or getattr(page_filter, "page_only", False)


def _build_text_search(resource: Any, page_filters: dict[str, Any]) -> TextSearchFilter:
    """Return the filter `q`, which searches the fields of that of the page."""
    paths = page_filters["q"].paths if "q" in page_filters else resource.search_fields
    where = "the name, title or code, the opening line or the city" if "q" in page_filters else "the name"
    label = f"Words that must all occur in {where}. Chinese in simplified or traditional characters."
    return TextSearchFilter(plain_fields=paths, label=label)


def _build_model_filters(model: Any) -> dict[str, Any]:
    """Return the filters of the fields, except those that nobody needs (`unfiltered_fields`)."""
    filters: dict[str, Any] = {}
    for kind in get_field_kinds(model):
        is_shown = kind.role in (FieldRole.CONTENT, FieldRole.OWNER)
        if is_shown and kind.name not in getattr(model, "unfiltered_fields", ()):
            filters |= kind.build_filters()
    return filters


def _build_place_filters(resource: Any) -> dict[str, Any]:
    """Return the filters by region, by city, and whether a city includes its districts."""
    paths = resource.city_paths
    if not paths:
        return {}
    region = SlugsFilter(
        [f"{path}__region" for path in paths],
        model=Region,
        may_lack=False,
        many=resource.has_many_cities,
        label="The region of the city.",
    )
    label = "`0`: without the districts of the cities in `city`. They are included by default."
    choices = [("0", "without"), ("1", "with")]
    filters = {"region": region, "districts": DistrictsFilter(choices=choices, label=label)}
    if paths != ("city",):  # a field of the model has its own filter
        filters["city"] = SlugsFilter(
            paths, model=City, may_lack=False, many=resource.has_many_cities, label="The city of the record."
        )
    return filters


def is_multiple(entry: Any) -> bool:
    return entry.field_class.widget is CommaSeparatedSelect


def list_allowed_values(entry: Any) -> list[str]:
    """Return the allowed codes of a filter, if they are fixed."""
    choices = entry.extra.get("choices")
    if choices is None or callable(choices) or isinstance(entry, SlugsFilter):
        return []
    return [str(code) for code, _label in choices]


# -- backends ---------------------------------------------------------------------------------------


class SnapshotFilterBackend(DjangoFilterBackend):
    """Applies the filter set of a view. Errors are added to the parser of the view."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        filters = view.filterset_class.base_filters
        view.parser.multiple |= {name for name, entry in filters.items() if is_multiple(entry)}
        filterset = view.filterset_class(request.query_params, queryset=queryset, request=request)
        if filterset.is_valid():
            return _exclude_duplicates(filterset.qs, view)
        for name, errors in filterset.form.errors.as_data().items():
            for error in errors:
                hint = _suggest_slugs(filters[name]) if error.code == UNKNOWN_SLUG else ""
                message = f"{error.messages[0]}{hint}"
                view.parser.add_error(name, message, list_allowed_values(filters[name]))
        return queryset


def _suggest_slugs(entry: SlugsFilter) -> str:
    more = f", or {NOT_RECORDED_CODE}" if entry.extra["may_lack"] else ""
    return f" Use the slugs of {build_list_path(entry.extra['model'])}{more}."


def _exclude_duplicates(rows: Any, view: Any) -> Any:
    """Replace a DISTINCT over joins by a subquery."""
    if not rows.query.distinct:
        return rows
    return view.get_queryset().filter(pk__in=rows.order_by().values("pk"))


class KeysetOrderingFilter(BaseFilterBackend):
    """Chooses the order of `sort`; it is applied with the position of a page."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        orderings = view.get_orderings()
        view.ordering = orderings[view.parser.parse_choice("sort", orderings, next(iter(orderings)))]
        return queryset
