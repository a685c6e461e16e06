"""The fields of relations in forms of the admin: choosers, and selects that are rendered quickly."""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest

from records.admin.widgets.choosers import ChoiceAdmin, Chooser, MultipleChooser
from records.admin.widgets.new_sources import CitedSourcesField, SourcesChooser
from records.admin.widgets.relations import RelationField, RelationsField
from records.admin.widgets.selects import OptionsSelect
from records.fields import SourcesField
from records.models.base import ConstrainedModel
from records.models.roles import is_required_to_publish


class RelationFormAdmin(BaseModelAdmin):
    """Admin whose forms refuse an impossible key beside its field, and whose selects are rendered quickly."""

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name not in self.radio_fields:
            kwargs.setdefault("widget", OptionsSelect)
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Let a draft lack what only publishing requires.

        A chooser has no links of Django to add, change or view what is chosen in a pop-up.
        """
        form_field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if form_field and issubclass(db_field.model, ConstrainedModel) and is_required_to_publish(db_field):
            form_field.required = form_field.widget.is_required = False
        widget = getattr(form_field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper) and isinstance(widget.widget, Chooser):
            form_field.widget = widget.widget
            form_field.widget.attrs.pop("data-context", None)
        return form_field

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> Any:
        """Fetch what tells the records of a chooser apart."""
        queryset: Any = super().get_field_queryset(db, db_field, request)
        related_admin: Any = self.admin_site._registry.get(db_field.remote_field.model)
        if not isinstance(related_admin, ChoiceAdmin) or not related_admin.choice_related:
            return queryset
        if queryset is None:
            queryset = db_field.remote_field.model._default_manager.using(db)
        return related_admin.select_choices(queryset)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Chooser(db_field, self.admin_site, request))
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": RelationField, **kwargs})

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if isinstance(db_field, SourcesField):  # Django shows no field with a table that it didn't create
            widget = SourcesChooser(db_field, self.admin_site, request)
            return db_field.formfield(**{"form_class": CitedSourcesField, "widget": widget, **kwargs})
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", MultipleChooser(db_field, self.admin_site, request))
        return super().formfield_for_manytomany(db_field, request, **{"form_class": RelationsField, **kwargs})
