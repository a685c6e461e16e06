"""Rows of a record's form: parts and links, with the permissions of their record."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

from records.admin.forms import PartForm
from records.admin.relations import RelationFormAdmin, RelationFormSet
from records.models import Link, Part


class _RecordInline(RelationFormAdmin, InlineModelAdmin):
    """Rows of a record, with the permissions of the record."""

    formset = RelationFormSet

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Fetch the related rows that the form and the names of the rows show."""
        names = self.get_autocomplete_fields(request)
        queryset = super().get_queryset(request)
        if issubclass(self.model, Part):
            queryset = queryset.prefetch_related("source_links")
        return queryset.select_related(*names) if names else queryset

    def _get_record_admin(self) -> Any:
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._get_record_admin().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return self._get_record_admin().has_add_permission(request)
        return self._get_record_admin().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class PartInline(_RecordInline, admin.StackedInline):
    model = Part
    template = "admin/includes/part_inline.html"
    extra = 0
    form = PartForm
    show_change_link = False


class LinkInline(_RecordInline, admin.TabularInline):
    model = Link
    extra = 0
