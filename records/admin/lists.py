"""Lists of the admin."""

from itertools import islice
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db import DataError, OperationalError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst, smart_split
from django.utils.translation import gettext_lazy

from records.admin.widgets.choosers import ChoiceAdmin
from records.admin.widgets.relation_forms import RelationFormAdmin
from records.admin.widgets.relations import has_only_keys
from records.models import get_record_types

#: As many as the longest title has; SQLite refuses conditions of a thousand.
_MOST_SEARCHED_WORDS = 50


class _NumberedChangeList(ChangeList):
    """A list that knows which of its rows are on the page.

    Databases sort whole rows with all that is joined to them, though a page shows few: so the keys are
    sorted, and then the rows of the page are read.
    """

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if self.multi_page and self.result_list.query.is_sliced:
            keys = list(self.result_list.values_list("pk", flat=True))
            rows = self.apply_select_related(self.root_queryset.filter(pk__in=keys))
            found = {row.pk: row for row in rows}
            self.result_list = [found[key] for key in keys if key in found]

    @property
    def first_row(self) -> int:
        return self.paginator.get_page(self.page_num).start_index()

    @property
    def last_row(self) -> int:
        return self.paginator.get_page(self.page_num).end_index()


class ListAdmin(ChoiceAdmin, RelationFormAdmin, admin.ModelAdmin):
    """Admin that treats an impossible value in an address or a choice like one of a row that isn't there."""

    actions_on_top = False
    actions_on_bottom = True
    # The rows are counted once, with the filters; the number of all is above the list of records.
    show_full_result_count = False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        extra_context = {"title": capfirst(str(self.opts.verbose_name_plural)), **(extra_context or {})}
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        possible = [key for key in chosen if has_only_keys(self.model, [key])]
        if possible != chosen:
            posted = request.POST.copy()
            posted.setlist(ACTION_CHECKBOX_NAME, possible)
            request.POST = posted  # type: ignore[assignment]
        return super().changelist_view(request, extra_context)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return _NumberedChangeList

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Look for the row by its primary key, too, if the address names an empty field."""
        return super().get_object(request, object_id, from_field or None)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the address fills in, without keys that no related row can have."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        related: dict[str, Any] = {
            field.name: field.related_model for field in self.opts.get_fields() if field.is_relation
        }
        return {
            name: value
            for name, value in given.items()
            if name not in related
            or has_only_keys(related[name], value if isinstance(value, list) else [value])
        }

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """List what is deleted without the rows of many-to-many relations, which say nothing to editors."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        models = apps.get_models(include_auto_created=True)
        joins = [model._meta for model in models if model._meta.auto_created]
        prefixes = tuple(f"{capfirst(str(join.verbose_name))}: " for join in joins)
        plurals = {str(join.verbose_name_plural) for join in joins}
        counts = {name: count for name, count in counts.items() if str(name) not in plurals}
        return _remove_rows(to_delete, prefixes), counts, perms_needed, protected

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> Any:
        """Search for the first words only, without what a database can't look for."""
        words = islice(smart_split(search_term.replace("\0", "")), _MOST_SEARCHED_WORDS)
        return super().get_search_results(request, queryset, " ".join(words))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Raise IncorrectLookupParameters for a value that a field or the database can't compare with."""
        # The admin passes each value of the address as a text, and a range has two values.
        if any(name.endswith("__range") for name in request.GET):
            raise IncorrectLookupParameters("An address can't contain a range.")
        try:
            return super().get_changelist_instance(request)
        except (ValueError, OverflowError, DataError) as error:
            raise IncorrectLookupParameters(error) from error
        except OperationalError as error:
            # SQLite's error for an invalid regular expression.
            if "user-defined function" not in str(error):
                raise
            raise IncorrectLookupParameters(error) from error


class RecordTypeFilter(admin.SimpleListFilter):
    """Filter by the type of the record, with its name in place of its code."""

    title = gettext_lazy("record type")
    parameter_name = "record_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = {code: capfirst(str(model._meta.verbose_name)) for code, model in get_record_types().items()}
        return sorted(names.items(), key=lambda item: item[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(record_type=self.value()) if self.value() else queryset


class ViewOnlyAdmin(ListAdmin):
    """Rows that are written by code only."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RecordRowAdmin(ViewOnlyAdmin):
    """Rows about a record, which name its type and slug."""

    @admin.display(description=gettext_lazy("record type"), ordering="record_type")
    def type_name(self, row: Any) -> str:
        """Return the name of the type of a row's record in place of its code."""
        model = get_record_types().get(row.record_type)
        return str(model._meta.verbose_name) if model else row.record_type


def _remove_rows(nested: list[Any], prefixes: tuple[str, ...]) -> list[Any]:
    """Return nested lists without the texts that begin with one of `prefixes` and without empty lists."""
    kept = [_remove_rows(row, prefixes) if isinstance(row, list) else row for row in nested]
    return [row for row in kept if row and not (isinstance(row, str) and row.startswith(prefixes))]
